/**
 * The Timeline list as it stands in the body. A row is a list item that begins with a time; its day is the heading above it. Rows keep
 * the very characters they have, so that what people changed by hand stays; lines that are no row stay with the row above them.
 */

import { inline } from '../markdown/inline.ts';
import { commentOfRow, rowMarker, splitRowMarker } from '../markers.ts';
import { type Entry, readKind } from './entry.ts';
import type { Kind, Milestone } from './kinds.ts';
import { clock, day, dayOfYear, instant, readDay, year } from './time-words.ts';
import { readWhen, type TimeContext } from './when.ts';

export interface Row {
  /** Epoch milliseconds, on the minute. */
  readonly at: number;
  readonly approximate: boolean;
  /** Names the comment line it came from; undefined for a row written by hand. */
  readonly id: string | undefined;
  readonly kind: Kind | undefined;
  readonly milestone: Milestone | undefined;
  readonly words: string;
  /** Its source text, and the lines below that belong to it. */
  readonly lines: readonly string[];
  /** No day stands above it any more; its comment knows. */
  readonly isUndated?: true;
}

export interface Timeline {
  /** Lines before the first row that are people's own. */
  readonly preamble: readonly string[];
  readonly rows: readonly Row[];
}

const nothingYet =
  'Nothing yet. Comment `/timeline what happened`, here or on the incident. If it was earlier, say when: `/timeline 14:05 what happened`.';
const itemPattern = /^ {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+/;
const rowPattern = /^ {0,3}[-*+][ \t]+\[(~?)(\d{1,2}):(\d{2})(?:–\d{1,2}:\d{2})?\]\([^)\s]*\)[ \t]*(.*)$/;
const dayPattern = /^\*\*(\d{1,2} [A-Z][a-z]+(?: \d{4})?)\*\*(?: \([\w/+:-]+\))?\s*$/;
const bandPattern = /^### (?:Lead-up|Response)\s*$/;

/** Reads the inside of the timeline region. `context.reference` is when somebody last edited it. */
export function parseTimeline(text: string, context: TimeContext): Timeline {
  const preamble: string[] = [];
  const rows: (Row & { lines: string[] })[] = [];
  let date: { year: number; month: number; day: number } | undefined;
  /** What ends the fence or comment that hides these lines from the list. */
  let hidden: string | undefined;
  for (const line of text.split('\n')) {
    const { id } = splitRowMarker(line);
    const last = rows.at(-1);
    const below = last?.lines ?? preamble;
    if (hidden !== undefined && id === undefined) {
      if (line.includes(hidden)) hidden = undefined;
      below.push(line);
      continue;
    }
    hidden = undefined;
    if (line.trim() === nothingYet || bandPattern.test(line)) continue;
    const heading = dayPattern.exec(line);
    const headed = heading ? readDay(heading[1] ?? '', date?.year ?? year(context.reference, context.zone)) : undefined;
    if (headed) {
      date = headed;
      continue;
    }
    const isNested = last !== undefined && id === undefined && /^(?: {2}|\t)/.test(line);
    // Prose behind a blank line may well begin with a time.
    const isProse = last !== undefined && below.at(-1)?.trim() === '' && !itemPattern.test(line);
    const row =
      isNested || isProse
        ? undefined
        : ((date && parseRow(line, date, context.zone)) ??
          parseHandRow(line, date ? { ...context, day: date } : context));
    if (row) rows.push(date ? row : { ...row, isUndated: true });
    // somebody broke a row into two lines
    else if (last && last.id === undefined && id !== undefined)
      rows[rows.length - 1] = { ...last, id, lines: [...below, line] };
    else below.push(line);
    hidden = hides(line);
  }
  return { preamble: trimBlank(preamble), rows: rows.map((row) => ({ ...row, lines: trimBlank(row.lines) })) };
}

/** What ends the fence or comment that begins in this line. */
function hides(line: string): string | undefined {
  const fence = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
  if (fence !== undefined) return fence;
  const comment = line.lastIndexOf('<!--');
  return comment !== -1 && !line.includes('-->', comment) ? '-->' : undefined;
}

/** A row as the app writes it; people may have changed what stands in it. */
function parseRow(
  line: string,
  date: { year: number; month: number; day: number },
  zone: string,
): (Row & { lines: string[] }) | undefined {
  const { seen, id } = splitRowMarker(line);
  const match = rowPattern.exec(seen);
  if (!match) return undefined;
  const at = instant(date, Number(match[2]), Number(match[3]), zone);
  if (at === undefined) return undefined;
  return { at, approximate: match[1] === '~', id, ...wordsOf(match[4] ?? ''), lines: [line] };
}

/** A row in a person's own form: it keeps its words, and its place in time. */
function parseHandRow(line: string, context: TimeContext): (Row & { lines: string[] }) | undefined {
  const { seen, id } = splitRowMarker(line);
  const isItem = itemPattern.test(seen);
  if (/^[ \t]{4,}/.test(seen)) return undefined;
  const when = readWhen(seen.replace(itemPattern, '').replace(/\]\([^)\s]*\)/, ']'), context);
  if ('refused' in when || when.typed === '' || when.typed === 'now') return undefined;
  return {
    at: when.at,
    approximate: when.approximate,
    id,
    ...wordsOf(when.rest),
    lines: [isItem ? line : `- ${line.trim()}`],
  };
}

function wordsOf(text: string): Pick<Row, 'kind' | 'milestone' | 'words'> {
  const { kind, milestone, text: words } = readKind(text);
  return { kind, milestone, words };
}

/** A row as it would be typed, its time linked to the comment it came from. */
export function rowOf(entry: Entry, id: string, url: string, zone: string): Row {
  const words = inline(entry.text);
  const label = entry.milestone ? `**${entry.milestone}${words ? ':' : ''}** ` : entry.kind ? `${entry.kind}: ` : '';
  const until = entry.until === undefined ? '' : `–${clock(entry.until, zone)}`;
  const time = `${entry.approximate ? '~' : ''}${clock(entry.at, zone)}${until}`;
  const line = `- [${time}](${url}) ${label}${words}`.trimEnd();
  const { at, approximate, kind, milestone } = entry;
  return { at, approximate, id, kind, milestone, words, lines: [`${line} ${rowMarker(id)}`] };
}

/** The inside of the region. Once it is over and something came before the discovery, in two bands. */
export function renderTimeline(timeline: Timeline, zone: string): string {
  return renderPages(timeline, zone, [Number.POSITIVE_INFINITY])[0] ?? '';
}

/**
 * The list on as many pages as it needs: the first in the body, the others in comments of the app.
 * @param rooms signs that each page has room for; the last one holds for all further pages
 */
export function renderPages(timeline: Timeline, zone: string, rooms: readonly number[]): string[] {
  const { preamble, rows } = timeline;
  if (rows.length === 0) return [[...preamble, ...(preamble.length > 0 ? [''] : []), nothingYet].join('\n')];
  const { discovered, over } = endsOf(rows);
  const leadUp = over !== undefined && discovered !== undefined ? rows.filter((row) => row.at < discovered).length : 0;
  const firstYear = year(rows[0]?.at ?? 0, zone);
  const pages: string[][] = [preamble.length > 0 ? [preamble.join('\n')] : []];
  let shownDay: string | undefined;
  let used = preamble.join('\n').length;
  let isListOpen = false;
  for (const [index, row] of rows.entries()) {
    const text = row.lines.join('\n');
    const room = rooms[pages.length - 1] ?? rooms.at(-1) ?? Number.POSITIVE_INFINITY;
    const isTurned = used > 0 && used + text.length > room;
    if (isTurned) {
      pages.push([]);
      used = 0;
      shownDay = undefined;
      isListOpen = false;
    }
    const parts = pages.at(-1) ?? [];
    const today = day(row.at, zone);
    if (leadUp > 0 && (index === 0 || index === leadUp)) {
      parts.push(index === 0 ? '### Lead-up' : '### Response');
      isListOpen = false;
    }
    if (today !== shownDay) {
      const named = year(row.at, zone) === firstYear ? dayOfYear(row.at, zone) : today;
      parts.push(shownDay === undefined ? `**${today}** (${zone})` : `**${named}**`);
      isListOpen = false;
    }
    parts.push(isListOpen ? `${parts.pop()}\n${text}` : text);
    used += text.length + 40;
    shownDay = today;
    isListOpen = true;
  }
  return pages.map((parts) => parts.join('\n\n'));
}

export interface Ends {
  readonly began: number | undefined;
  readonly discovered: number | undefined;
  readonly acknowledged: number | undefined;
  readonly mitigated: number | undefined;
  readonly over: number | undefined;
  /** It is over, although nobody noted when. */
  readonly isPast?: true;
}

export function isOver({ over, isPast }: Pick<Ends, 'over' | 'isPast'>): boolean {
  return over !== undefined || isPast === true;
}

/** When the bounding moments were. Each counts once: the one that was noted first; a later one is an entry like any other. */
export function endsOf(rows: readonly Row[]): Ends {
  const first = (milestone: Milestone) => rows.filter((row) => row.milestone === milestone).sort(byNoting)[0]?.at;
  return {
    began: first('began'),
    discovered: first('discovered'),
    acknowledged: first('acknowledged'),
    mitigated: first('mitigated'),
    over: first('over'),
  };
}

/** By the comment they came from; rows written by hand come last. */
function byNoting(a: Row, b: Row): number {
  const [left, right] = [a, b].map(({ id }) => (id === undefined ? '9'.repeat(30) : commentOfRow(id)));
  if (left === undefined || right === undefined || left === right) return 0;
  return left.length - right.length || (left < right ? -1 : 1);
}

function trimBlank(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first === -1 ? [] : lines.slice(first, last + 1);
}
