/** Where the years of a long index go: every postmortem has one place, no page is too long, and little moves with one change. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Card } from '../../src/postmortem/index-issue/card.ts';
import type { ClosedRow } from '../../src/postmortem/index-issue/rows.ts';
import { layOutYears, readSpan, type Span, spanAttributes } from '../../src/postmortem/index-issue/years.ts';

const minute = 60_000;
const room = { most: 20_000, spare: 8000 };

function rowOf(number: number, at: number, length = 150): ClosedRow {
  const card: Card = {
    number,
    title: 'T',
    url: 'https://github.com/acme/shop/issues/1',
    stage: 'closed',
    why: undefined,
    broken: undefined,
    at,
    took: undefined,
    mitigatedAfter: undefined,
    severity: undefined,
    next: undefined,
    measures: [],
    returned: [],
    seenAgain: undefined,
    incident: undefined,
    isHidden: false,
  };
  return { card, year: new Date(at).getUTCFullYear(), text: 'x'.repeat(length) };
}

const inYear = (year: number, count: number, length?: number) =>
  Array.from({ length: count }, (_, n) => rowOf(year * 10_000 + n, Date.UTC(year, 0, 1) + n * 60 * minute, length));

const sizeOf = (rows: readonly ClosedRow[]) => rows.reduce((sum, row) => sum + row.text.length + 1, 0);
const numbersOf = (rows: readonly ClosedRow[]) => rows.map((row) => row.card.number);

function settled(rows: readonly ClosedRow[], spans: readonly Span[] = []) {
  const first = layOutYears(rows, spans, room);
  return layOutYears(
    rows,
    first.pages.map((one) => one.span),
    room,
  );
}

test('what fits stays on the first page', () => {
  const layout = layOutYears([...inYear(2025, 40), ...inYear(2026, 40)], [], room);
  expect(layout.pages).toEqual([]);
  expect(layout.here.map(({ year, rows }) => [year, rows.length, rows[0]?.card.number])).toEqual([
    [2026, 40, 20_260_039],
    [2025, 40, 20_250_039],
  ]);
});

test('the oldest year leaves first, whole, and stays away', () => {
  const rows = [...inYear(2024, 50), ...inYear(2025, 50), ...inYear(2026, 50)];
  const layout = settled(rows);
  expect(layout.here.map((one) => one.year)).toEqual([2026]);
  expect(layout.pages.map((one) => [one.span, one.rows.length])).toEqual([
    [{ year: 2025, from: 0, until: undefined }, 50],
    [{ year: 2024, from: 0, until: undefined }, 50],
  ]);
  const fewer = layOutYears(
    rows.slice(60),
    layout.pages.map((one) => one.span),
    room,
  );
  expect(fewer.pages.map((one) => one.rows.length)).toEqual([40, 0]);
});

test('of a year too long for the first page its latest stay there', () => {
  const layout = settled(inYear(2026, 1000));
  expect(layout.here.map((one) => one.year)).toEqual([2026]);
  expect(layout.pages.length).toBeGreaterThan(2);
  const kept = layout.here[0]?.rows ?? [];
  expect(kept[0]?.card.number).toBe(20_260_999);
  expect(numbersOf([...kept, ...layout.pages.flatMap((one) => one.rows)])).toEqual(
    numbersOf(inYear(2026, 1000).toReversed()),
  );
});

test('a page that grew too long is parted, and the others stay as they are', () => {
  const rows = inYear(2024, 350);
  const before = settled([...rows, ...inYear(2026, 100)]);
  const grown = rows.map((row) => ({ ...row, text: 'x'.repeat(240) }));
  const after = settled(
    [...grown, ...inYear(2026, 100)],
    before.pages.map((one) => one.span),
  );
  expect(before.pages.filter((one) => one.span.year === 2024)).toHaveLength(2);
  for (const page of after.pages) expect(sizeOf(page.rows)).toBeLessThanOrEqual(58_000);
});

test('a page that is gone is laid out anew between the others', () => {
  const rows = [...inYear(2024, 1000), ...inYear(2026, 10)];
  const before = settled(rows).pages.map((one) => one.span);
  const [last, middle, ...others] = before;
  if (!last || !middle) throw new Error('there are too few pages');
  expect(settled(rows, [last, ...others]).pages.map((one) => one.span)).toContainEqual(middle);
});

test('every one has one place, no page is too long, and it comes to rest', () => {
  const anyRow = fc.record({
    at: fc.integer({ min: Date.UTC(2019, 0), max: Date.UTC(2026, 11) }),
    length: fc.integer({ min: 60, max: 700 }),
  });
  fc.assert(
    fc.property(
      fc.array(anyRow, { maxLength: 400 }),
      fc.array(anyRow, { maxLength: 60 }),
      fc.subarray([0, 1, 2, 3, 4, 5]),
      (first, more, lost) => {
        const make = (all: typeof first) => all.map(({ at, length }, n) => rowOf(n + 1, at, length));
        const before = settled(make(first)).pages.map((one) => one.span);
        const rows = make([...first, ...more]);
        const kept = before.filter((_, n) => !lost.includes(n));
        const layout = settled(rows, kept);
        const placed = [...layout.here, ...layout.pages].flatMap((one) => numbersOf(one.rows));
        expect(placed.sort((a, b) => a - b)).toEqual(numbersOf(rows));
        for (const page of layout.pages) expect(sizeOf(page.rows)).toBeLessThanOrEqual(58_000);
        expect(layout.here.reduce((sum, one) => sum + sizeOf(one.rows), 0)).toBeLessThanOrEqual(room.most);
        const spans = layout.pages.map((one) => one.span);
        expect(layOutYears(rows, spans, room).pages.map((one) => one.span)).toEqual(spans);
        for (const span of spans) expect(readSpan(spanAttributes(span))).toEqual(span);
      },
    ),
    { numRuns: 60 },
  );
});
