/**
 * The Timeline list as it stands in the body. A row is a list item that begins with a time; its day is the heading above it. Rows keep
 * the very characters they have, so that what people changed by hand stays; lines that are no row stay with the row above them.
 */

import { inline } from '../markdown/inline.ts';
import { rowMarker, splitRowMarker } from '../markers.ts';
import { type Entry, type Kind, type Milestone, readKind } from './entry.ts';
import { clock, day, dayOfYear, instant, readDay, year } from './time-words.ts';

export interface Row {
  /** Epoch milliseconds, on the minute. */
  readonly at: number;
  /** Names the comment line it came from; undefined for a row written by hand. */
  readonly id: string | undefined;
  readonly kind: Kind | undefined;
  readonly milestone: Milestone | undefined;
  /** Its source text, and the lines below that belong to it. */
  readonly lines: readonly string[];
}

export interface Timeline {
  /** Lines before the first row that are people's own. */
  readonly preamble: readonly string[];
  readonly rows: readonly Row[];
}

const nothingYet =
  'Nothing yet. Comment `/timeline what happened`, here or on the incident. If it was earlier, say when: `/timeline 14:05 what happened`.';
const rowPattern = /^ {0,3}[-*+][ \t]+(?:\[(\d{1,2}):(\d{2})\]\([^)\s]*\)|(\d{1,2}):(\d{2})(?=[\s:–—-]|$))[ \t]*(.*)$/;
const dayPattern = /^\*\*(\d{1,2} [A-Z][a-z]+(?: \d{4})?)\*\*(?: \([\w/+:-]+\))?\s*$/;
const bandPattern = /^### (?:Lead-up|Response)\s*$/;

/** Reads the inside of the timeline region. */
export function parseTimeline(text: string, zone: string): Timeline {
  const preamble: string[] = [];
  const rows: (Row & { lines: string[] })[] = [];
  let date: { year: number; month: number; day: number } | undefined;
  for (const line of text.split('\n')) {
    if (line.trim() === nothingYet || bandPattern.test(line)) continue;
    const heading = dayPattern.exec(line);
    const headed = heading ? readDay(heading[1] ?? '', date?.year) : undefined;
    if (headed) {
      date = headed;
      continue;
    }
    const row = date && parseRow(line, date, zone);
    if (row) rows.push(row);
    else (rows.at(-1)?.lines ?? preamble).push(line);
  }
  return { preamble: trimBlank(preamble), rows: rows.map((row) => ({ ...row, lines: trimBlank(row.lines) })) };
}

function parseRow(line: string, date: { year: number; month: number; day: number }, zone: string) {
  const { seen, id } = splitRowMarker(line);
  const match = rowPattern.exec(seen);
  if (!match) return undefined;
  const at = instant(date, Number(match[1] ?? match[3]), Number(match[2] ?? match[4]), zone);
  if (at === undefined) return undefined;
  return { at, id, ...kindOf(match[5] ?? ''), lines: [line] };
}

function kindOf(words: string): Pick<Row, 'kind' | 'milestone'> {
  const { kind, milestone } = readKind(words);
  return { kind, milestone };
}

/** A row as it would be typed, its time linked to the comment it came from. */
export function rowOf(entry: Entry, id: string, url: string, zone: string): Row {
  const words = inline(entry.text);
  const label = entry.milestone ? `**${entry.milestone}${words ? ':' : ''}** ` : entry.kind ? `${entry.kind}: ` : '';
  const line = `- [${clock(entry.at, zone)}](${url}) ${label}${words}`.trimEnd();
  return { at: entry.at, id, kind: entry.kind, milestone: entry.milestone, lines: [`${line} ${rowMarker(id)}`] };
}

/** The inside of the region. Once it is over and something came before the discovery, in two bands. */
export function renderTimeline(timeline: Timeline, zone: string): string {
  const { preamble, rows } = timeline;
  if (rows.length === 0) return [...preamble, ...(preamble.length > 0 ? [''] : []), nothingYet].join('\n');
  const { discovered, over } = endsOf(rows);
  const leadUp = over !== undefined && discovered !== undefined ? rows.filter((row) => row.at < discovered) : [];
  const parts: string[] = preamble.length > 0 ? [preamble.join('\n')] : [];
  const firstYear = year(rows[0]?.at ?? 0, zone);
  let shownDay: string | undefined;
  let isListOpen = false;
  for (const [index, row] of rows.entries()) {
    const today = day(row.at, zone);
    if (leadUp.length > 0 && (index === 0 || index === leadUp.length)) {
      parts.push(index === 0 ? '### Lead-up' : '### Response');
      isListOpen = false;
    }
    if (today !== shownDay) {
      const named = year(row.at, zone) === firstYear ? dayOfYear(row.at, zone) : today;
      parts.push(shownDay === undefined ? `**${today}** (${zone})` : `**${named}**`);
      isListOpen = false;
    }
    const text = row.lines.join('\n');
    parts.push(isListOpen ? `${parts.pop()}\n${text}` : text);
    shownDay = today;
    isListOpen = true;
  }
  return parts.join('\n\n');
}

export interface Ends {
  readonly began: number | undefined;
  readonly discovered: number | undefined;
  readonly acknowledged: number | undefined;
  readonly mitigated: number | undefined;
  readonly over: number | undefined;
}

/** When the bounding moments were: the first of each, but the last word on what ended it. */
export function endsOf(rows: readonly Row[]): Ends {
  const first = (milestone: Milestone) => rows.find((row) => row.milestone === milestone)?.at;
  const last = (milestone: Milestone) => rows.findLast((row) => row.milestone === milestone)?.at;
  return {
    began: first('began'),
    discovered: first('discovered'),
    acknowledged: first('acknowledged'),
    mitigated: last('mitigated'),
    over: last('over'),
  };
}

function trimBlank(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first === -1 ? [] : lines.slice(first, last + 1);
}
