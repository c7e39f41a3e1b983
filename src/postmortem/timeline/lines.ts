/**
 * Several lines of a timeline at once, as people write or paste them: bullets, headings, tables, days on a line of their own, a zone named once.
 * What carries on from line to line is the day and the zone, never the text. Every line that is not read is given back.
 */
import { monthSource } from './date-words.ts';
import { addDays, isoOf } from './days.ts';
import { readKind } from './entry.ts';
import { readDateAlone, readPhrase } from './phrase.ts';
import { type CalendarDay, readDayInHeading, readDayLine, readWhen, type TimeContext, type When } from './when.ts';
import { readZoneNote } from './zone-notes.ts';
import { isZoneName, zonePattern } from './zones.ts';

type Read = Extract<When, { at: number }>;

export interface ReadLine {
  /** Counted from 0, within what was given. */
  readonly line: number;
  readonly raw: string;
  readonly when: Read;
  readonly words: string;
  readonly kind: ReturnType<typeof readKind>['kind'];
  readonly milestone: ReturnType<typeof readKind>['milestone'];
}

export interface UnreadLine {
  readonly line: number;
  readonly raw: string;
  readonly refused: string;
  readonly instead: readonly string[];
}

export interface ReadLines {
  readonly entries: readonly ReadLine[];
  readonly unread: readonly UnreadLine[];
}

/** More of them help nobody. */
const mostSuggestions = 50;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** `19. April` is no entry of a list. */
const bulletPattern = new RegExp(
  `^[ \\t]*(?:[-*+•–][ \\t]+|\\d{1,3}[.)][ \\t]+(?!${monthSource}))(?:\\[[ xX]\\][ \\t]+)?`,
  'i',
);
const headingPattern = /^ {0,3}#{1,6}[ \t]+/;
const titlePattern = /^ {0,3}(?:#{1,6}[ \t]|(?:\*\*|__)[^*_]{1,120}(?:\*\*|__):?$)/;
const headPattern = /^[\s*_`]*(?:date|time|when|timestamp|uhrzeit|hora)\b[^.|]{0,40}$/i;

/**
 * Reads lines in order.
 * @param context of the whole; its day and zone are where the first line begins
 */
export function readLines(lines: readonly string[], context: TimeContext): ReadLines {
  const entries: Mutable<ReadLine>[] = [];
  const unread: UnreadLine[] = [];
  const visible = visibleLines(lines);
  const zoneOfLine = zonesOf(visible, lines, context);
  let on: CalendarDay | undefined = context.day;
  let isDayUnclear = false;
  let isDetail = false;
  let isTable = false;
  let level = 0;

  for (const [index, { line, raw }] of visible.entries()) {
    if (isDelimiter(raw)) {
      isTable = true;
      continue;
    }
    if (!raw.includes('|')) isTable = false;
    const next = visible[index + 1];
    const isHead = raw.includes('|') && next?.line === line + 1 && isDelimiter(next.raw);
    const cells = isTable || isHead || isRow(raw) ? cellsOf(raw) : undefined;
    const text = cells ? cells.join(' | ') : textOf(raw);
    const { zone: namedZone, isNote } = zoneOfLine[index] ?? { zone: context.namedZone, isNote: false };
    const state: TimeContext = {
      ...context,
      ...(namedZone === undefined ? {} : { namedZone }),
      ...(on ? { day: on } : {}),
    };
    const refuse = (refused: string, instead: readonly string[] = []) => unread.push({ line, raw, refused, instead });

    const indent = /^[ \t]*/.exec(raw)?.[0].length ?? 0;
    const isNested = entries.length > 0 && indent >= level + 2;
    const suggests = unread.length < mostSuggestions;
    const found = cells ? readRow(cells, state, suggests) : readEntryLine(text, state, suggests, isNested);
    const isEntry = found !== undefined && !('refused' in found);
    const day = isEntry ? undefined : dayOf(raw, text, state);
    if (day !== undefined) {
      isDetail = false;
      isDayUnclear = 'refused' in day;
      if ('refused' in day) refuse(day.refused, day.instead);
      else on = day;
      continue;
    }
    if (found === undefined) {
      const last = entries.at(-1);
      if (isNote || text === '' || isHead || (cells && headPattern.test(cells[0] ?? ''))) continue;
      if (last && !headingPattern.test(raw) && (isDetail || isNested))
        last.words = last.words === '' ? text : `${last.words} ${text}`;
      else refuse('no time stands in it');
      continue;
    }
    if ('refused' in found) {
      isDetail = false;
      refuse(
        found.refused,
        found.instead.map((start) => `${start} ${found.rest}`.trim()),
      );
      continue;
    }
    if (isDayUnclear && !found.when.day) {
      isDetail = false;
      refuse('the day above it cannot be read for certain');
      continue;
    }
    const when = carriedOn(found, entries.at(-1)?.when, state);
    if ('refused' in when) {
      isDetail = false;
      refuse(
        when.refused,
        when.instead.map((start) => `${start} ${found.words}`.trim()),
      );
      continue;
    }
    if (!isNested) level = indent;
    if (when.day) {
      on = when.day;
      isDayUnclear = false;
    }
    entries.push({ line, raw, when, ...kindOf(found.words) });
    // Below a heading, or a time alone on its line, come the words.
    isDetail = headingPattern.test(raw) || found.words === '';
  }
  return { entries, unread };
}

interface VisibleLine {
  readonly line: number;
  readonly raw: string;
}

/** Without blank lines, fenced code and comments of HTML. */
function visibleLines(lines: readonly string[]): VisibleLine[] {
  const visible: VisibleLine[] = [];
  let fence: string | undefined;
  let isComment = false;
  for (const [line, raw] of lines.entries()) {
    const mark = /^[ \t]*(?:[-*+] |\d{1,3}[.)] )?(`{3,}|~{3,})/.exec(raw)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && raw.trim() === mark) fence = undefined;
    } else if (isComment) {
      isComment = !raw.includes('-->');
    } else if (mark !== undefined) {
      // One that opens and closes on its line is code within it.
      if (raw.split(mark).length === 2) fence = mark;
    } else if (/^[ \t]*<!--/.test(raw)) {
      isComment = !raw.includes('-->');
    } else if (raw.trim() !== '') visible.push({ line, raw });
  }
  return visible;
}

/** The zone that is named for each line. One that is named once holds for all of them, also for those above it. */
function zonesOf(
  visible: readonly VisibleLine[],
  lines: readonly string[],
  { namedZone }: TimeContext,
): { zone: string | undefined; isNote: boolean }[] {
  const notes = visible.map(({ line, raw }) => {
    const note = readZoneNote(raw, lines[line + 1]);
    const phrase = note === undefined ? undefined : readPhrase(textOf(raw));
    return phrase && !('unreadable' in phrase) ? undefined : note;
  });
  const distinct = new Set(notes.filter((note) => note !== undefined));
  let zone = distinct.size === 1 ? [...distinct][0] : namedZone;
  return notes.map((note) => {
    zone = note ?? zone;
    return { zone, isNote: note !== undefined };
  });
}

type Found = { readonly when: Read; readonly words: string; readonly time: string };

/** One line as an entry: the time first, or at the end as in `Repaired 2021-10-01 10:29`. */
function readEntryLine(
  text: string,
  context: TimeContext,
  suggests: boolean,
  isNested: boolean,
): Found | Extract<When, { refused: string }> | undefined {
  if (/^[*_]{0,3}now\b/i.test(text)) return undefined;
  const when = readWhen(text, context, suggests);
  if ('refused' in when) return isNested ? undefined : when;
  if (when.typed !== '') return { when, words: balanced(text, when.rest), time: when.typed };
  if (isNested || text.length > 300) return undefined;
  const dated =
    /^(.*?\S)(?:[ \t]+[|–—-])?[ \t]+(\d{4}-\d{2}-\d{2}[ T]\d{1,2}[:.]\d{2}(?::\d{2})?(?:[ \t]?[A-Z]{1,4})?)\.?$/.exec(
      text,
    );
  const labelled = dated ?? /^([^\d:|]{1,60}):[ \t*_]+(\S.{0,60})$/.exec(text);
  if (!labelled) return undefined;
  const [, label = '', time = ''] = labelled;
  const later = readWhen(time, context, false);
  if ('refused' in later || later.typed === '' || later.rest !== '') return undefined;
  return { when: later, words: balanced(text, label.replace(/[ \t]*:$/, '')), time };
}

/** A row of a table: one of its cells is the time, or a day and the clock behind it. */
function readRow(
  cells: readonly string[],
  context: TimeContext,
  suggests: boolean,
): Found | Extract<When, { refused: string }> | undefined {
  const isTime = (cell: string) => {
    const phrase = cell === '' ? undefined : readPhrase(cell);
    return (
      phrase !== undefined &&
      !('unreadable' in phrase) &&
      phrase.moment.form !== 'now' &&
      cell.slice(phrase.length).trim() === ''
    );
  };
  const split = cells.findIndex((cell, index) => readDateAlone(cell) !== undefined && isTime(cells[index + 1] ?? ''));
  const whole = split === -1 ? cells.findIndex(isTime) : split;
  const first = Math.max(0, whole);
  const past = first + (split === -1 ? 1 : 2);
  const zone = whole === -1 ? '' : (cells[past] ?? '');
  const hasZone = isZoneAlone(zone);
  const time = [...cells.slice(first, past), ...(hasZone ? [zone] : [])].join(' ');
  const others = [...cells.slice(0, first), ...cells.slice(past + Number(hasZone))].filter((cell) => cell !== '');
  const when = readWhen(time, context, suggests);
  if ('refused' in when) return { ...when, rest: [when.rest, ...others].filter((part) => part !== '').join(' | ') };
  if (when.typed === '') return undefined;
  return { when, words: [balanced(time, when.rest), ...others].filter((part) => part !== '').join(' | '), time };
}

function isZoneAlone(cell: string): boolean {
  zonePattern.lastIndex = 0;
  return zonePattern.exec(cell)?.[0] === cell && cell !== '' && isZoneName(cell);
}

function dayOf(raw: string, text: string, context: TimeContext): ReturnType<typeof readDayLine> {
  const day = readDayLine(text, context);
  return day === undefined && titlePattern.test(raw.trimEnd()) ? readDayInHeading(text, context) : day;
}

/**
 * A clock that goes back by more than half a day, with no day named, has passed midnight; by less than a quarter it is out of order. Between
 * the two it could be either.
 */
function carriedOn(
  { when, time }: Found,
  before: Read | undefined,
  context: TimeContext,
): Read | { refused: string; instead: readonly string[] } {
  const hourMs = 60 * 60_000;
  const { day } = context;
  if (when.day || !before || !day || before.at - when.at <= 6 * hourMs || when.typed === '') return when;
  const tomorrow = addDays(day, 1);
  const next = readWhen(time, { ...context, day: tomorrow }, false);
  // What does not move with the day has its own.
  if ('refused' in next || next.at === when.at) return when;
  if (before.at - when.at > 12 * hourMs) return { ...next, day: tomorrow };
  return {
    refused: `\`${when.typed}\` can be before the line above it or on the day after`,
    instead: [`${isoOf(day)} ${when.typed}`, `${isoOf(tomorrow)} ${when.typed}`],
  };
}

function kindOf(words: string): Pick<ReadLine, 'kind' | 'milestone' | 'words'> {
  const marked = readKind(words.replace(/^\*\*([a-z]+)(:?)\*\*:?/i, '$1:'));
  const { kind, milestone, text } = marked.kind || marked.milestone ? marked : readKind(words);
  return { kind, milestone, words: text };
}

/** A line without what makes it a bullet or a heading. */
function textOf(raw: string): string {
  const line = raw.trimEnd().replace(headingPattern, '').replace(bulletPattern, '');
  return line.replace(/(?:<br ?\/?>|\\|[ \t]#+)$/i, '').trim();
}

function isRow(raw: string): boolean {
  return /^[ \t]*\|[^|]*\|/.test(raw);
}

/** The cells of a row; a bar with a backslash before it is text. */
function cellsOf(raw: string): string[] {
  const line = raw
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return line.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

/** The line of hyphens below the head of a table. */
function isDelimiter(raw: string): boolean {
  return /^[|:-][ \t|:-]*$/.test(raw.trim()) && raw.includes('--');
}

/** `**13:59 outage begins** text`: the mark that was opened before the time is opened again behind it. */
function balanced(text: string, rest: string): string {
  const opened = /^[\s([]*([*_]{1,3})/.exec(text)?.[1];
  if (!opened || !text.endsWith(rest)) return rest;
  const consumed = text.slice(0, text.length - rest.length);
  const isClosed = consumed.split(opened).length > 2;
  return !isClosed && rest.includes(opened) ? `${opened}${rest}` : rest;
}
