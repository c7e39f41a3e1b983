/** The index as it reads. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaults } from '../../src/postmortem/configuration/schema.ts';
import type { Card } from '../../src/postmortem/index-issue/card.ts';
import { renderIndex } from '../../src/postmortem/index-issue/render.ts';
import type { MeasureCard } from '../../src/postmortem/measures/token.ts';

const at = (clock: string, day = 20) => Date.parse(`2026-11-${day}T${clock}:00Z`);

const cardFor = (number: number, title: string, other: Partial<Card>): Card => ({
  number,
  title,
  url: `https://github.com/acme/shop/issues/${number}`,
  stage: 'writing',
  why: undefined,
  broken: undefined,
  at: at('14:00'),
  took: undefined,
  mitigatedAfter: undefined,
  severity: undefined,
  next: undefined,
  measures: [],
  returned: [],
  seenAgain: undefined,
  incident: undefined,
  isHidden: false,
  ...other,
});

const measureCard = (number: number, title: string, other: Partial<MeasureCard>): MeasureCard => ({
  number,
  title,
  url: `https://github.com/acme/shop/issues/${number}`,
  standing: 'proposed',
  priority: undefined,
  by: undefined,
  ...other,
});

const indexOf = (cards: readonly Card[]) =>
  renderIndex({
    cards,
    zone: 'UTC',
    now: at('00:00', 24),
    labels: defaults.labels,
    faults: undefined,
    url: 'https://github.com/acme/shop',
    pages: [],
    besides: 0,
  }).text;

describe('the index', () => {
  const cards = [
    cardFor(231, 'Search is slow in Europe', { stage: 'ongoing', severity: '2', at: at('08:12') }),
    cardFor(213, 'Checkout returns 500', {
      stage: 'writing',
      next: 'Impact',
      mitigatedAfter: 36 * 60_000,
      measures: [
        measureCard(216, 'Refuse a deploy whose connections exceed [the limit]', { priority: 'P1' }),
        measureCard(217, 'Page us', { priority: 'P1', standing: 'done' }),
        measureCard(219, 'Keep the `budget` in one file', { priority: 'P2' }),
        measureCard(218, 'Raise the limit', { standing: 'declined' }),
      ],
    }),
    cardFor(181, 'Lost uploads <!-- x --> @ann', { stage: 'closed', at: Date.UTC(2026, 8, 9), took: 370 * 60_000 }),
    cardFor(166, 'Login', { stage: 'closed incomplete', at: Date.UTC(2026, 5, 12), mitigatedAfter: 9 * 60_000 }),
    cardFor(97, 'Slow images', { stage: 'closed', at: Date.UTC(2025, 10, 30), mitigatedAfter: 7 * 60_000 }),
    cardFor(98, 'A leak', { isHidden: true }),
  ];

  test('of everything', () => {
    expect(indexOf(cards)).toMatchInlineSnapshot(`
      "What went wrong, what we learned, what we changed. To start a postmortem, put the label \`incident\` on an issue.

      **1 ongoing · 1 being written · 2 measures open**

      ### Ongoing

      - [Search is slow in Europe](https://github.com/acme/shop/issues/231)<br>severity 2 · since 20 November 2026, 08:12 UTC

      ### Being written

      - [Checkout returns 500](https://github.com/acme/shop/issues/213)<br>20 November · next: Impact

      ### Measures to do

      - [Refuse a deploy whose connections exceed \\[the limit\\]](https://github.com/acme/shop/issues/216)<br>P1 · proposed · from [Checkout returns 500](https://github.com/acme/shop/issues/213)
      - [Keep the \\\`budget\\\` in one file](https://github.com/acme/shop/issues/219)<br>P2 · proposed · from [Checkout returns 500](https://github.com/acme/shop/issues/213)

      ### 2026

      - [Lost uploads \\<\\!-- x --\\> @ann](https://github.com/acme/shop/issues/181)<br>9 September · 6 h 10 min
      - [Login](https://github.com/acme/shop/issues/166)<br>12 June · closed incomplete

      <details>
      <summary>2025: 1 postmortem</summary>

      - [Slow images](https://github.com/acme/shop/issues/97)<br>30 November

      </details>

      Last twelve months: mitigated after a median of 9 min, shortest 7 min, longest 36 min, n = 3. Too few to see a trend."
    `);
  });

  test('of nothing', () => {
    expect(indexOf([])).toMatchInlineSnapshot(`
      "What went wrong, what we learned, what we changed. To start a postmortem, put the label \`incident\` on an issue.

      **0 ongoing · 0 being written · 0 measures open**"
    `);
  });

  test('does not depend on the order of reading', () => {
    const measured = { measures: [measureCard(302, 'One more', { priority: 'P1' })] };
    const all = [...cards, cardFor(300, 'Twin', measured), cardFor(301, 'Twin', measured)];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(indexOf(shuffled)).toBe(indexOf(all));
      }),
    );
  });
});

const later = cardFor(213, 'Checkout returns 500', {
  stage: 'writing',
  returned: [{ text: 'Connection limit of the `database`, @ann', seen: [140, 98, 7] }],
});
const earlier = cardFor(140, 'Connection limit reached', {
  stage: 'closed',
  at: Date.UTC(2026, 2, 3),
  measures: [
    measureCard(142, 'Budget per service', { standing: 'declined' }),
    measureCard(143, 'Alert at 80 %', { standing: 'failed' }),
    measureCard(144, 'One pool', { standing: 'accepted' }),
  ],
});

function blockOf(cards: readonly Card[], heading: string): string {
  const part = indexOf(cards)
    .split('### ')
    .find((one) => one.startsWith(`${heading}\n`));
  return part?.slice(heading.length).trim() ?? '';
}

describe('measures to do', () => {
  test('none that is done, declined, has worked, or belongs to what is not shown', () => {
    const measures = (['done', 'declined', 'worked'] as const).map((standing, n) =>
      measureCard(300 + n, 'Done', { standing, by: '2026-11-01' }),
    );
    const hidden = cardFor(98, 'A leak', { isHidden: true, measures: [measureCard(310, 'Rotate', {})] });
    expect(indexOf([cardFor(213, 'One', { measures }), hidden])).toContain('0 measures open**');
  });

  test('overdue first, then by priority, then by date', () => {
    const measures = [
      measureCard(1, 'Waits for a yes', {}),
      measureCard(2, 'Without a date', { standing: 'accepted' }),
      measureCard(3, 'Soon, of little weight', { standing: 'accepted', priority: 'P2', by: '2026-12-01' }),
      measureCard(4, 'Later, of weight', { standing: 'accepted', priority: 'P1', by: '2027-01-18' }),
      measureCard(5, 'Today', { standing: 'accepted', by: '2026-11-24' }),
      measureCard(6, 'Yesterday', { standing: 'accepted', by: '2026-11-23' }),
      measureCard(7, 'Last year', { standing: 'accepted', priority: 'P3', by: '2025-12-31' }),
      measureCard(8, 'Came back', { standing: 'failed', priority: 'P0' }),
    ];
    const cards = [cardFor(213, 'Checkout', { measures })];
    expect(indexOf(cards)).toContain('8 measures open, 2 overdue**');
    expect(blockOf(cards, 'Measures to do').replace(/\(https[^)]*\)| · from .*/g, '')).toMatchInlineSnapshot(`
      "- [Last year]<br>P3 · **overdue since 31 December 2025**
      - [Yesterday]<br>**overdue since 23 November**
      - [Came back]<br>P0 · did not hold · no date
      - [Later, of weight]<br>P1 · by 18 January 2027
      - [Soon, of little weight]<br>P2 · by 1 December
      - [Today]<br>by 24 November
      - [Waits for a yes]<br>proposed
      - [Without a date]<br>no date"
    `);
  });

  test('more than fit are counted, and a search finds them', () => {
    const measures = Array.from({ length: 500 }, (_, n) => measureCard(1000 + n, `Number ${n}`, {}));
    const block = blockOf([cardFor(213, 'Checkout', { measures })], 'Measures to do');
    expect(block.length).toBeLessThan(12_500);
    expect(block.split('\n').at(-1)).toMatch(
      /^- \[and \d+ more\]\(https:\/\/github\.com\/acme\/shop\/issues\?q=is%3Aissue%20is%3Aopen%20label%3A%22preventative%20measure%22\)$/,
    );
  });
});

describe('seen before', () => {
  test.each([
    ['no factor of which anybody said so', [cardFor(213, 'One', {}), earlier]],
    ['an earlier one that is not known', [later]],
    ['an earlier one that is not shown', [later, { ...earlier, isHidden: true }]],
    ['itself', [cardFor(213, 'One', { returned: [{ text: 'Limit', seen: [213] }] })]],
  ])('nothing of %s', (_, cards) => {
    expect(blockOf(cards, 'Seen before')).toBe('');
  });

  test('where, and what became of the measures', () => {
    expect(blockOf([earlier, later], 'Seen before').replace(/https\S*issues\//g, '#')).toMatchInlineSnapshot(
      `"- Connection limit of the \`database\`, \`@ann\`: [November 2026](#213), [March 2026](#140). Its measure of March, [Budget per service](#142), was declined. Its measure of March, [Alert at 80 %](#143), did not hold. Its measure of March, [One pool](#144), was never done."`,
    );
  });
});

test('one that cannot be read says why, and the others stand as ever', () => {
  const broken = cardFor(300, 'Odd', { broken: 'more than 4000 opening brackets', next: undefined });
  expect(blockOf([broken, later], 'Being written').replace(/\(https[^)]*\)/g, '')).toMatchInlineSnapshot(`
    "- [Odd]<br>20 November · cannot be read: more than 4000 opening brackets
    - [Checkout returns 500]<br>20 November"
  `);
});
