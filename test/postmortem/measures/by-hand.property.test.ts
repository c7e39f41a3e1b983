/** Whatever people list as measures: the command that is offered is read as what they wrote, and once it has made them no word is lost and nothing is offered. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCommands } from '../../../src/postmortem/commands/read.ts';
import { readDocument } from '../../../src/postmortem/document/read.ts';
import { spliceBody } from '../../../src/postmortem/document/write.ts';
import { proposalsByHand, takeIntoList } from '../../../src/postmortem/measures/by-hand.ts';
import { openingMeasureBody, type Proposal, renderMeasures } from '../../../src/postmortem/measures/measure.ts';
import type { Comment, Measure, Postmortem } from '../../../src/postmortem/snapshot.ts';
import { seed } from '../../seed.ts';

const at = Date.UTC(2026, 10, 20, 14, 10);
const url = (number: number) => `https://github.com/acme/shop/issues/${number}`;

const words = fc.constantFrom(
  'Alert on replica lag',
  'use the `pool` of *one* team',
  'Say ```` aloud',
  'see [the book](https://example.com/a_(b))',
  'a | b',
  '@moe',
  'by +30d',
  'by 4 December',
  'by the team',
  'P1',
  'for F2',
  '<b>bold</b>',
  '<!-- a note -->',
  '<!-- postmortems:status -->',
  '/measure this',
  '[brackets] and \\ \\]',
  'the disk C:\\',
  '$5 & more #7',
  '~~gone~~',
  'TODO',
  'None',
  '# heading',
  '- dash',
  '> quote',
  'Ünïcode 🚀 ﷽',
  '***',
  'x'.repeat(300),
);
const item = fc
  .tuple(
    fc.constantFrom('- ', '* ', '+ ', '1. ', '- [ ] ', '- [x] '),
    fc.array(words, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('', '', '', '\n  more of it', '\n\n  a paragraph', '\n  - below it'),
  )
  .map(([mark, parts, rest]) => `${mark}${parts.join(' ')}${rest}`);
const lists = fc
  .tuple(
    fc.array(item, { minLength: 1, maxLength: 6 }),
    fc.constantFrom('\n', '\n\n', '\n\nWords between.\n\n'),
    fc.boolean(),
  )
  .map(([items, gap, isWindows]) => (isWindows ? items.join(gap).replace(/\n/g, '\r\n') : items.join(gap)));

function documentOf(list: string, rows: string) {
  const text = `## Preventative measures\n\n<!-- postmortems:measures -->\n\n${rows}\n\n<!-- /postmortems:measures -->\n\n${list}\n\n## Lessons\n`;
  const document = readDocument(text);
  if ('hostile' in document) throw new Error(document.hostile);
  return document;
}

/** What the offered lines make, as a comment. */
function readAsComment(lines: readonly string[]): Proposal[] {
  const body = ['/measure', ...lines.map((line) => `- ${line}`)].join('\n');
  const reading = readCommands({ number: '101', body, createdAt: at, repo: 'acme/shop' } as Comment, { zone: 'UTC' });
  return (reading?.lines ?? []).flatMap(({ command }) =>
    'name' in command && command.name === 'measure' ? [command] : [],
  );
}

const measureOf = (proposal: Proposal, index: number) =>
  ({
    id: `I_${index}`,
    repo: 'acme/shop',
    number: 40 + index,
    title: proposal.title,
    url: url(40 + index),
    body: openingMeasureBody(`101.${index}`, proposal, {
      origin: { title: 'Down', url: url(1), at },
      zone: 'UTC',
      factors: [],
    }),
    ours: true,
    state: 'open',
    labels: [],
    assignees: [],
    comments: [],
    history: [],
    votes: 0,
    createdAt: at,
  }) as unknown as Measure;

const lettersOf = (text: string) => new Set(text.match(/[\p{L}\p{N}]{3,}/gu));

test('the offer says what they wrote, makes it, and is not made again', () => {
  fc.assert(
    fc.property(lists, (list) => {
      const document = documentOf(list, 'None yet.');
      const offered = proposalsByHand(document);
      const made = readAsComment(offered);
      expect(made.length).toBe(offered.length);
      const measures = made.map(measureOf);
      const edits = takeIntoList(document, measures, { ours: true, createdAt: at } as Postmortem, 'UTC');
      const body = spliceBody(
        document,
        {
          head: { text: 'Over', attributes: {} },
          timeline: undefined,
          measures: { text: renderMeasures(measures, at, 'UTC'), attributes: {} },
        },
        [],
        { replaced: edits, added: [] },
      );
      const after = readDocument(body);
      if ('hostile' in after) throw new Error(after.hostile);
      expect(proposalsByHand(after)).toEqual([]);
      const kept = lettersOf(
        `${body} ${measures.map((one) => one.title + one.body).join(' ')} ${made.map((one) => JSON.stringify(one)).join(' ')} by 30d December for`,
      );
      expect([...lettersOf(list)].filter((one) => !kept.has(one))).toEqual([]);
    }),
    { seed, numRuns: 80 },
  );
});
