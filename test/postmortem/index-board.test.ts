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
