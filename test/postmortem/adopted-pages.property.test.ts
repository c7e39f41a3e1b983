/** Whatever somebody wrote: adopting it puts our regions into the text and changes nothing else, down to the line ends. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDocument } from '../../src/postmortem/document/read.ts';
import { adoptedAttributes, regionText, writeBody } from '../../src/postmortem/document/write.ts';
import { seed } from '../seed.ts';

const block = fc.constantFrom(
  '# Search was down',
  '## Timeline',
  '### 3. Timeline:',
  'Timeline\n--------',
  '**Timeline:** 14:02 down, 15:30 up',
  '| Timeline |\n|---|\n| 14:02 down |',
  '## Action items   ',
  '#### Follow-ups',
  '> ## Timeline\n> quoted',
  '- ## Action items\n  - one',
  '- [ ] one\n- [ ] two #2',
  'Trailing blanks   \nand a break\\\nhere',
  '\n\n\n',
  '\ttabs\tand   spaces',
  '```\n## Timeline\n```',
  '<details>\n<summary>Timeline</summary>\n\n## Timeline\n\n</details>',
  '<!-- a comment -->',
  '&nbsp;* not a list &amp; `code`',
  '1) odd\n1) list',
  '***',
  '[a]: http://example.com',
);
const head = fc.constantFrom('', '---\ntitle: Search\nseverity: 2\n---\n', '+++\ndate = 2026\n+++\n', '\ufeff', '\n\n');
const tail = fc.constantFrom('', '\n', '\n\n\n', '\n```\nnever closed', '\n<!-- never closed\n## Timeline', '  ');
const page = fc
  .tuple(head, fc.array(block, { maxLength: 9 }), fc.constantFrom('\n', '\n\n'), tail, fc.boolean())
  .map(([start, blocks, gap, end, isWindows]) => {
    const text = start + blocks.join(gap) + end;
    return isWindows ? text.replace(/\n/g, '\r\n') : text;
  });

const regions = {
  head: { text: '**Over**', attributes: adoptedAttributes },
  timeline: { text: '- [14:02](#c) down <!-- c1.00000000 -->', attributes: { rev: '1' } },
  measures: { text: '- [one](#2)<br>proposed', attributes: {} },
};
const ownLines = new Set(['', '## Timeline', '## Preventative measures']);

test('only our regions are added, none within a list, a table, a quote or a fence', () => {
  fc.assert(
    fc.property(page, (text) => {
      const document = readDocument(text);
      if ('hostile' in document) return;
      const body = writeBody(document, regions, [], text);
      const written = readDocument(body);
      expect('hostile' in written ? [] : [...written.regions.keys()].sort()).toEqual(['head', 'measures', 'timeline']);
      expect(takenOut(body, text)).toBe(text);
      expect('hostile' in written ? '' : writeBody(written, regions, [], body)).toBe(body);
    }),
    { seed, numRuns: 60 },
  );
});

/** The body without our regions, and without lines of ours that are not in the text as well: in each way in which blank lines may be ours. */
function takenOut(body: string, text: string): string {
  const base = /<!-- postmortems:head ([^>]*) -->/.exec(body)?.[1] ?? '';
  const attributes = Object.fromEntries(base.split(' ').map((one) => one.split('=')));
  let ways = [body.replace(`${regionText('head', { ...regions.head, attributes })}\n\n`, '')];
  for (const name of ['timeline', 'measures'] as const) {
    const added = `\n\n${regionText(name, regions[name])}`;
    ways = ways.flatMap((one) => ['', '\n', '\n\n'].map((gap) => one.replace(`${added}${gap}`, '')));
  }
  const left = ways.map((one) => withoutOwnLines(one, text.split('\n')));
  return left.find((one) => one === text) ?? left[0] ?? '';
}

function withoutOwnLines(left: string, wanted: readonly string[]): string {
  const lines: string[] = [];
  for (const line of left.split('\n')) {
    if (line === wanted[lines.length]) lines.push(line);
    else if (!ownLines.has(line) && !line.startsWith('<!-- How could')) lines.push(`${line} <- is not in the text`);
  }
  return lines.join('\n');
}
