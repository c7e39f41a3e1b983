/**
 * Which years stand on the first page of the index, and which on pages of their own. What was given a page stays there, for links to it and so that
 * one change moves little: a page keeps the span of time that its marker names, and only what no page has is laid out anew. A year leaves the first
 * page when there is no room for it, the oldest first, and then with some to spare.
 */
import type { Attributes } from '../markers.ts';
import type { ClosedRow } from './rows.ts';

/** A page has the postmortems of one year between two instants, in minutes since 1970; without an end, all from there on. */
export interface Span {
  readonly year: number;
  readonly from: number;
  readonly until: number | undefined;
}

export interface YearsLayout {
  /** Years on the first page, the latest first, and their rows, the latest first. */
  readonly here: readonly { readonly year: number; readonly rows: readonly ClosedRow[] }[];
  /** In the order of their spans: those that there are, and those that there have to be. */
  readonly pages: readonly { readonly span: Span; readonly rows: readonly ClosedRow[] }[];
}

export interface Room {
  /** Signs that the first page has room for; where that is too little, years leave it until so many are used. */
  readonly most: number;
  readonly spare: number;
}

/** Signs on a page: filled up to the first when it is made, parted beyond the second. */
const filled = 45_000;
export const longestPage = 58_000;

export function layOutYears(closed: readonly ClosedRow[], existing: readonly Span[], room: Room): YearsLayout {
  const rows = [...closed].sort((a, b) => a.card.at - b.card.at || a.card.number - b.card.number);
  const spans = existing.flatMap((span) =>
    partSpan(
      span,
      rows.filter((row) => isIn(span, row)),
    ),
  );
  const loose = new Map<number, ClosedRow[]>();
  for (const row of rows) {
    if (spans.some((span) => isIn(span, row))) continue;
    const year = loose.get(row.year);
    if (year) year.push(row);
    else loose.set(row.year, [row]);
  }
  const years = [...loose].sort(([a], [b]) => b - a);
  const isTight = years.reduce((sum, [, one]) => sum + sizeOf(one), 0) > room.most;
  let left = isTight ? room.most - room.spare : room.most;
  const here: { year: number; rows: readonly ClosedRow[] }[] = [];
  for (const [index, [year, one]] of years.entries()) {
    const kept = index === 0 ? latest(one, left) : sizeOf(one) <= left ? one : [];
    left = kept.length < one.length ? 0 : left - sizeOf(one);
    if (kept.length > 0) here.push({ year, rows: kept.toReversed() });
    const end = kept[0] && minuteOf(kept[0]);
    spans.push(...gapsOf(year, one.slice(0, one.length - kept.length), spans).flatMap((gap) => chunk(gap, end)));
  }
  const pages = spans
    .sort((a, b) => b.year - a.year || b.from - a.from)
    .map((span) => ({ span, rows: rows.filter((row) => isIn(span, row)).toReversed() }));
  return { here, pages };
}

export function spanAttributes({ year, from, until }: Span): Attributes {
  return { page: String(year), from: String(from), ...(until === undefined ? {} : { until: String(until) }) };
}

export function readSpan(attributes: Attributes): Span | undefined {
  const read = (text: string | undefined) => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : undefined);
  const [year, from] = [read(attributes.page), read(attributes.from)];
  return year === undefined || from === undefined ? undefined : { year, from, until: read(attributes.until) };
}

export function isSameSpan(a: Span, b: Span): boolean {
  return a.year === b.year && a.from === b.from;
}

function isIn({ year, from, until }: Span, row: ClosedRow): boolean {
  const minute = minuteOf(row);
  return row.year === year && minute >= from && (until === undefined || minute < until);
}

/** One that has grown too long goes on in a new one. */
function partSpan(span: Span, rows: readonly ClosedRow[]): Span[] {
  if (sizeOf(rows) <= longestPage) return [span];
  return chunk({ ...span, rows }, undefined);
}

/** Rows without a page, oldest first, between the pages that there are. */
interface Gap extends Span {
  readonly rows: readonly ClosedRow[];
}

function gapsOf(year: number, rows: readonly ClosedRow[], spans: readonly Span[]): Gap[] {
  const gaps = new Map<number, Gap & { readonly rows: ClosedRow[] }>();
  const own = spans.filter((span) => span.year === year);
  for (const row of rows) {
    const minute = minuteOf(row);
    const from = Math.max(0, ...own.flatMap(({ until }) => (until !== undefined && until <= minute ? [until] : [])));
    const after = own.flatMap((span) => (span.from > minute ? [span.from] : []));
    const until = after.length > 0 ? Math.min(...after) : undefined;
    const gap = gaps.get(from);
    if (gap) gap.rows.push(row);
    else gaps.set(from, { year, from, until, rows: [row] });
  }
  return [...gaps.values()];
}

/** @param end where the first page takes over */
function chunk({ year, from: start, until, rows }: Gap, end: number | undefined): Span[] {
  const starts: number[] = [];
  let size = 0;
  for (const row of rows) {
    const minute = minuteOf(row);
    size += row.text.length + 1;
    const isFull = size > filled && minute > (starts.at(-1) ?? minute);
    if (starts.length > 0 && !isFull) continue;
    starts.push(minute);
    size = row.text.length + 1;
  }
  return starts.map((from, index) => ({
    year,
    from: index === 0 ? start : from,
    until: starts[index + 1] ?? until ?? end,
  }));
}

/** The latest of them that there is room for; the same minute is not parted. */
function latest(rows: readonly ClosedRow[], room: number): readonly ClosedRow[] {
  let [first, size] = [rows.length, 0];
  for (const [index, row] of [...rows.entries()].toReversed()) {
    size += row.text.length + 1;
    if (size > room) break;
    const before = rows[index - 1];
    if (!before || minuteOf(before) < minuteOf(row)) first = index;
  }
  return rows.slice(first);
}

function sizeOf(rows: readonly ClosedRow[]): number {
  return rows.reduce((sum, row) => sum + row.text.length + 1, rows.length > 0 ? 80 : 0);
}

function minuteOf({ card }: ClosedRow): number {
  return Math.max(0, Math.floor(card.at / 60_000));
}
