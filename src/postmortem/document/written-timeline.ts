/**
 * The entries of a timeline as people wrote it. A time that cannot be read for certain is left out: also one whose day nothing tells, neither
 * the line, a line above it, nor the document.
 */

import { instantsOf, isoOf } from '../timeline/days.ts';
import type { Kind, Milestone } from '../timeline/kinds.ts';
import { type ReadLine, readLines } from '../timeline/lines.ts';
import { type CalendarDay, readDayInHeading, type TimeContext } from '../timeline/when.ts';
import type { ChosenSection } from './choose-sections.ts';
import type { ReadSections } from './read-sections.ts';

export interface TimelineEntry {
  /** Counted from 1. */
  readonly line: number;
  /** Epoch milliseconds, on the minute. */
  readonly at: number;
  /** The words as written, without the time. */
  readonly text: string;
  readonly kind: Kind | Milestone | undefined;
}

export interface WrittenTimeline {
  readonly entries: readonly TimelineEntry[];
  /** How many lines have a time, whatever its day. */
  readonly timed: number;
}

/** Two moments far apart: what is read the same at both does not hang on when it is read. */
const someTime = Date.UTC(2030, 0, 1);
const otherTime = Date.UTC(2033, 6, 15);
const dayMs = 24 * 60 * 60_000;
const halfYearMs = 182 * dayMs;

/** The entries of the section that is the timeline. */
export function readTimeline(
  text: string,
  read: ReadSections,
  times: Partial<TimeContext> = {},
): readonly TimelineEntry[] {
  return readWrittenTimeline(text, read, times).entries;
}

export function readWrittenTimeline(
  text: string,
  read: ReadSections,
  times: Partial<TimeContext> = {},
): WrittenTimeline {
  const section = read.sections.find((one) => one.id === 'timeline');
  if (!section) return { entries: [], timed: 0 };
  const lines = text.slice(section.start, section.until).split(/\r\n?|\n/);
  const day = times.day ?? dayOf(text, read, section);
  const zone = times.zone ?? 'UTC';
  const near = day ?? certainDay(read.front.date ?? '');
  const known = times.reference ?? (near && instantsOf(near, { hour: 0, minute: 0 }, zone).instants[0] + halfYearMs);
  const readAt = (reference: number) =>
    readLines(lines, { zone, ...times, reference, ...(day ? { day } : {}) }).entries;
  const found = readAt(known ?? someTime);
  // The day of a page tells the year, but not the day, of what happened.
  const certain =
    times.reference === undefined && day === undefined ? sameIn(found, readAt((known ?? otherTime) + dayMs)) : found;
  const entries = certain.map(({ line, when, words, kind, milestone }) => ({
    line: section.line + line,
    at: when.at,
    text: words,
    kind: milestone ?? kind,
  }));
  return { entries, timed: found.length };
}

function sameIn(found: readonly ReadLine[], others: readonly ReadLine[]): ReadLine[] {
  const at = new Map(others.map((one) => [one.line, one.when.at]));
  return found.filter((one) => at.get(one.line) === one.when.at);
}

const dateLabel =
  /^(?:(?:incident|event|outage) )?dates?(?: ?(?:and|\/|&) ?times?)?(?: of (?:the )?(?:incident|event|outage))?$|^(?:fecha|data|datum|дата|発生日時?|日付|日時|日期|发生时间)$/iu;
const fullDate =
  /(?<![\w/-])(?:\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]{2,8},? \d{4}|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?,? \d{4})(?![\w/-]*[\w/])/g;

/** The day of which a document tells: in its title, behind a label or a key that says so, or the only one that its beginning names. */
export function documentDay(text: string, read: ReadSections): CalendarDay | undefined {
  const { front } = read;
  const told =
    labelledDay(text, read) ?? certainDay(/^\d{4}-\d{2}-\d{2}/.exec(front.date ?? '')?.[0] ?? front.date ?? '');
  return told ?? onlyDay(text.slice(front.end, front.end + longestBeginning));
}

const longestBeginning = 3000;

/** The day of which a timeline tells: in its title, behind a label that says so, or the only one that it names down to its timeline. */
function dayOf(text: string, read: ReadSections, section: ChosenSection): CalendarDay | undefined {
  const told = labelledDay(text, read);
  if (told) return told;
  const { end } = read.front;
  const above = text.slice(end, Math.max(end, section.start)).slice(0, longestAbove);
  const intro = text.slice(section.end, section.until).split(/\n(?=[ \t]*(?:[-*|]|\d|#))/, 1)[0] ?? '';
  return onlyDay(`${above}\n${intro.slice(0, 1000)}`);
}

function labelledDay(text: string, { title, headings }: ReadSections): CalendarDay | undefined {
  const labelled = headings.find(({ heading, form }) => form !== 'front matter' && dateLabel.test(heading));
  const behind =
    labelled &&
    text
      .slice(labelled.end, labelled.end + 120)
      .trim()
      .split(/[\r\n|]/, 1)[0];
  return certainDay(title) ?? certainDay(behind ?? '');
}

function onlyDay(text: string): CalendarDay | undefined {
  const found = [...text.matchAll(fullDate)].flatMap(([date]) => certainDay(date) ?? []);
  const [first, ...others] = found;
  return first && others.every((one) => isoOf(one) === isoOf(first)) ? first : undefined;
}

const longestAbove = 20_000;

function certainDay(words: string): CalendarDay | undefined {
  const plain = words.replace(/[*_`[\]]/g, ' ');
  const [found, other] = [someTime, otherTime].map((reference) => readDayInHeading(plain, { reference, zone: 'UTC' }));
  if (!found || !other || 'refused' in found || 'refused' in other) return undefined;
  return found.year === other.year ? found : undefined;
}
