/** What is kept of a measure comes back from its first paragraph as it went in, whatever people say. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inline } from '../../../src/postmortem/markdown/inline.ts';
import { renderNote } from '../../../src/postmortem/measures/measure.ts';
import { type Record, readRecord } from '../../../src/postmortem/measures/record.ts';
import { lifeOf } from '../../../src/postmortem/measures/standing.ts';
import type { Measure } from '../../../src/postmortem/snapshot.ts';
import { seed } from '../../seed.ts';

const measure: Measure = {
  repo: 'acme/shop',
  number: 4,
  id: 'I_4',
  url: 'https://github.com/acme/shop/issues/4',
  title: 'Alert on lag',
  body: '',
  rawBody: '',
  state: 'open',
  createdAt: 0,
  editedAt: 0,
  closedAt: undefined,
  locked: false,
  ours: true,
  author: { kind: 'us', login: 'postmortems' },
  labels: [],
  isPrivate: false,
  eyes: false,
  confused: false,
  rocket: false,
  comments: [],
  isComplete: true,
  history: [],
  assignees: [],
  votes: 0,
};

const piece = fc.constantFrom(
  'why',
  ' ',
  ' · from [x](https://x.y/1)',
  ', [ann, 4 May](https://x.y/2)',
  '**',
  '\n- ',
  '`',
  '](',
  '<!-- /postmortems:measure -->',
  '<!-- postmortems:measure said=worked -->',
  '<details>',
  '@ann',
  '\\',
);
const hostile = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
  fc.string(),
);
const states = { declined: 'not planned', worked: 'completed', failed: 'open' } as const;

test('the reason, its author and the terms survive', () => {
  const kinds = fc.constantFrom('declined', 'worked', 'failed');
  fc.assert(
    fc.property(hostile, hostile, kinds, fc.array(hostile, { maxLength: 3 }), (text, title, of, changes) => {
      const why = inline(text);
      fc.pre(why !== '');
      const record: Record = {
        from: 'c1.0123abcd',
        title: '89abcdef',
        answers: [1, 12],
        accepted: 'said',
        terms: { priority: 'P1', owner: 'ann.moe', by: '2026-12-04' },
        said: { of, why, by: '[ann, 20 November 2026](https://x.y/3#issuecomment-1)' },
        changes: changes.map((one) => `20 November 2026: ${inline(one)}`),
      };
      const setting = { origin: { title, url: 'https://x.y/9', at: 0 }, zone: 'UTC', factors: [{ number: 1, text }] };
      const written = renderNote(lifeOf({ ...measure, state: states[of] }, record), setting);
      expect(readRecord(`Before.\n\n${written}\n\nBehind.`)).toEqual(record);
    }),
    { seed, numRuns: 300 },
  );
});
