import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { followPassages } from '../../src/postmortem/document/follow-passages.ts';
import { findPassages, readFactors } from '../../src/postmortem/document/passages.ts';
import { type Document, readDocument } from '../../src/postmortem/document/read.ts';
import { spliceBody } from '../../src/postmortem/document/write.ts';

const regions = {
  head: { text: 'Over', attributes: {} },
  timeline: { text: 'Nothing yet.', attributes: {} },
  measures: undefined,
};

function read(text: string): Document {
  const document = readDocument(text);
  if ('hostile' in document) throw new Error(document.hostile);
  return document;
}

function commandedOf(sections: readonly ('summary' | 'factors' | 'lessons')[], from = 0) {
  return sections.map((section, index) => ({
    comment: { number: String(100 + from + index) } as never,
    isAllowed: true,
    isKnown: false,
    isTold: false,
    reading: {
      version: '',
      blocks: [],
      lines: [
        {
          id: `c${100 + from + index}.0123456${(from + index) % 10}`,
          order: 0,
          command: { name: 'passage', section, text: `text ${from + index}`, isItem: section !== 'summary' } as const,
        },
      ],
    },
  }));
}

function write(text: string, commanded: ReturnType<typeof commandedOf>): string {
  const document = read(text);
  const { edits } = followPassages({
    postmortem: { ours: true },
    comments: [],
    document,
    ledger: undefined,
    commanded,
    isUnsure: false,
    isFresh: false,
    taken: [],
  });
  return spliceBody(document, regions, [], edits);
}

const linesOf = (text: string) => text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
const bodies = fc
  .tuple(
    fc.array(
      fc.constantFrom(
        '## Summary',
        'Summary\n=======',
        '## Contributing factors',
        '### More',
        '## Lessons learned',
        'Some words.',
        '- an item\n- another',
        '- **F4** by hand',
        '1. one',
        '> quoted',
        '```\ncode\n```',
        '| a | b |\n|---|---|\n| 1 | 2 |',
        '<!-- a note -->',
        '<details>\n\nfolded\n\n</details>\n',
        'Last words\n## Impact\nclose',
      ),
      { maxLength: 12 },
    ),
    fc.constantFrom('\n\n', '\n', '\r\n\r\n', '\r\n'),
    fc.constantFrom('', '\n', '\r\n', '\n```\nopen', '\n<!-- open'),
  )
  .map(([parts, between, end]) => parts.join(between) + end);
const wishes = fc.array(fc.constantFrom('summary', 'factors', 'lessons'), { maxLength: 5 });

describe('passages', () => {
  test('come without a change to any other line, once, and go without a trace', () => {
    fc.assert(
      fc.property(bodies, wishes, (body, sections) => {
        const before = write(body, []);
        const commanded = commandedOf(sections);
        const written = write(before, commanded);
        expect(findPassages(read(written)).map((one) => one.id)).toHaveLength(sections.length);
        expect(write(written, commanded)).toBe(written);
        const without = linesOf(written).filter((line) => !/<!-- s\d+/.test(line));
        const headings = new Set(['## Summary', '## Contributing factors', '## Lessons']);
        const isOld = (line: string) => linesOf(before).includes(line);
        expect(
          without.filter((line) => isOld(line) || !(headings.has(line) || /^<!--|^> Everyone/.test(line))),
        ).toEqual(linesOf(before));
        expect(linesOf(write(written, []))).toEqual(without);
      }),
    );
  });

  test('stand in the section that they name', () => {
    fc.assert(
      fc.property(bodies, wishes, (body, sections) => {
        const passages = findPassages(read(write(body, commandedOf(sections))));
        expect([...passages.map((one) => one.section)].sort()).toEqual([...sections].sort());
      }),
    );
  });

  test('a row or a passage that somebody copied is theirs', () => {
    const [one] = commandedOf(['summary']);
    const body = write('## Summary\n', one ? [one] : []);
    const line = linesOf(body).find((text) => text.includes('text 0')) ?? '';
    const copied = `${body}\n## Notes\n\n${line}\n\n- [14:05](#c) a row <!-- c999.01234567 -->\n`;
    expect(write(copied, one ? [one] : [])).toBe(copied);
    const gone = write(copied, []);
    expect(gone).toContain(`## Notes\n\n${line}`);
    expect(gone).toContain('a row <!-- c999.01234567 -->');
    expect(gone.indexOf(line)).toBe(gone.lastIndexOf(line));
  });

  test('factors are numbered behind the highest number there is, and keep theirs', () => {
    const body = write(
      '## Contributing factors\n\n- **F4** by hand\n- no number\n',
      commandedOf(['factors', 'factors']),
    );
    expect(readFactors(read(body))).toEqual([
      { number: 4, text: 'by hand' },
      { number: 5, text: 'text 0' },
      { number: 6, text: 'text 1' },
    ]);
    const left = write(body, commandedOf(['factors', 'factors']).slice(1));
    expect(readFactors(read(left)).map((one) => one.number)).toEqual([4, 6]);
  });

  test('no number is given twice, however long the list', () => {
    const body = write('## Contributing factors\n\n- **F1000** by hand\n', commandedOf(['factors', 'factors']));
    expect(readFactors(read(body)).map((one) => one.number)).toEqual([1000, 1001, 1002]);
  });

  test('a page ends as its author ended it, and what is added behind it stands one blank line away', () => {
    for (const end of ['', '\n', '\n\n']) {
      const before = write(`## Lessons\n\n- one${end}`, []);
      const commanded = commandedOf(['lessons']);
      expect(write(write(before, commanded), [])).toBe(before);
    }
    expect(write('## Lessons\n\n- one\n', commandedOf(['lessons'])).endsWith(' -->\n')).toBe(true);
    expect(write('# Outage\n\n### Lessons\n- one\n', commandedOf(['lessons', 'summary']))).not.toContain('\n\n\n');
  });
});
