/**
 * Brings the rows of the body and the entries of the comments together. The comment is the source: a new or edited line gives a new row, a
 * line that is gone takes its row along. The person has the last word: a row whose line has not changed keeps what people made of it.
 */
import { commentOfRow } from '../markers.ts';
import type { Entry } from './entry.ts';
import { type Row, rowOf, type Timeline } from './rows.ts';

export interface SourcedEntry {
  readonly id: string;
  readonly url: string;
  /** Position among the lines of its comment. */
  readonly order: number;
  readonly entry: Entry;
}

export interface FoldOptions {
  /** Rows removed by hand: they stay away. */
  readonly removed: ReadonlySet<string>;
  /** Whether the comment of a row may be gone although it was not read; such rows are left alone. */
  readonly isFrozen: (row: Row) => boolean;
  readonly zone: string;
}

export function foldTimeline(timeline: Timeline, entries: readonly SourcedEntry[], options: FoldOptions): Timeline {
  const wanted = new Map(entries.map((entry) => [entry.id, entry]));
  const isKept = (row: Row) => row.id === undefined || wanted.has(row.id) || options.isFrozen(row);
  const kept = timeline.rows.filter(isKept).map((row) => dated(row, wanted));
  const present = new Set(kept.map((row) => row.id));
  const added = [...wanted.values()]
    .filter(({ id }) => !present.has(id) && !options.removed.has(id))
    .map(({ id, url, entry }) => rowOf(entry, id, url, options.zone));
  const gone = timeline.rows.filter((row) => !isKept(row));
  return adoptLines({ preamble: timeline.preamble, rows: inOrder([...kept, ...added], wanted) }, gone);
}

/** Where somebody took the day above a row away, its comment still tells it. */
function dated(row: Row, wanted: ReadonlyMap<string, SourcedEntry>): Row {
  const source = row.isUndated && row.id !== undefined ? wanted.get(row.id) : undefined;
  return source ? { ...row, at: source.entry.at } : row;
}

/** Lines that people wrote below a row outlive it: with a row of the same comment, else with the row before. */
function adoptLines(timeline: Timeline, gone: readonly Row[]): Timeline {
  const preamble = [...timeline.preamble];
  const rows = [...timeline.rows];
  for (const { id, at, lines } of gone) {
    const below = lines.slice(1);
    if (id === undefined || below.length === 0) continue;
    const same = rows.findLastIndex((row) => row.id !== undefined && commentOfRow(row.id) === commentOfRow(id));
    const index = same === -1 ? rows.findLastIndex((row) => row.at <= at) : same;
    const row = rows[index];
    if (row) rows[index] = { ...row, lines: [...row.lines, ...below] };
    else preamble.push(...below);
  }
  return { preamble, rows };
}

/**
 * By minute, then by comment and line, so that the order does not depend on which comment was seen first. A row written by hand keeps
 * its place behind the row it follows within its minute.
 */
function inOrder(rows: readonly Row[], wanted: ReadonlyMap<string, SourcedEntry>): Row[] {
  let before = { at: Number.NaN, comment: '', order: 0 };
  const keyed = rows.map((row, index) => {
    const comment = row.id ? commentOfRow(row.id) : before.at === row.at ? before.comment : '';
    const order = row.id ? (wanted.get(row.id)?.order ?? 0) : before.at === row.at ? before.order : 0;
    before = { at: row.at, comment, order };
    return { row, comment, order, index };
  });
  keyed.sort(
    (a, b) =>
      a.row.at - b.row.at ||
      a.comment.length - b.comment.length ||
      (a.comment < b.comment ? -1 : a.comment > b.comment ? 1 : 0) ||
      a.order - b.order ||
      a.index - b.index,
  );
  return keyed.map(({ row }) => row);
}
