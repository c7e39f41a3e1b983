/** The entries of a timeline as people wrote it. Times that cannot be read for certain are left out. */
import type { Kind, Milestone } from '../timeline/kinds.ts';
import { readLines } from '../timeline/lines.ts';
import { type CalendarDay, readDayInHeading, type TimeContext } from '../timeline/when.ts';
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

const anyTime = Date.UTC(2030, 0, 1);

/** Reads the entries of the section that is the timeline. */
export function readTimeline(
  text: string,
  { sections, title }: ReadSections,
  times: Partial<TimeContext> = {},
): TimelineEntry[] {
  const section = sections.find((one) => one.id === 'timeline');
  if (!section) return [];
  const context: TimeContext = { reference: anyTime, zone: 'UTC', ...times };
  const day = dayOf(title, context);
  const lines = text.slice(section.start, section.until).split(/\r\n?|\n/);
  const { entries } = readLines(lines, day ? { ...context, day } : context);
  return entries.map(({ line, when, words, kind, milestone }) => ({
    line: section.line + line,
    at: when.at,
    text: words,
    kind: milestone ?? kind,
  }));
}

function dayOf(title: string, context: TimeContext): CalendarDay | undefined {
  const found = readDayInHeading(title, context);
  return found === undefined || 'refused' in found ? undefined : found;
}
