/**
 * What a document is and what it holds, whoever wrote it and wherever it stands: an issue, a file of a repository, a template, an issue form. It
 * only reads; it never throws, and what is not certain it leaves out.
 */
import type { TimeContext } from '../timeline/when.ts';
import type { HeadingForm } from './headings.ts';
import { judgeKind, type Kind } from './kind.ts';
import type { Aliases } from './meaning.ts';
import { readSections } from './read-sections.ts';
import type { SectionId } from './sections.ts';
import { readWrittenTimeline, type TimelineEntry } from './written-timeline.ts';

export interface OutlineSection {
  readonly id: SectionId;
  /** The heading or label as written. */
  readonly heading: string;
  /** Counted from 1. */
  readonly line: number;
  readonly form: HeadingForm;
  readonly headingStart: number;
  readonly headingEnd: number;
  /** Where what belongs to it ends. */
  readonly end: number;
}

export interface Outline {
  readonly kind: Kind;
  readonly sections: readonly OutlineSection[];
  readonly timeline: readonly TimelineEntry[];
  /** Why it could not be read at all. */
  readonly hostile: string | undefined;
}

export interface OutlineOptions {
  /** Further names of sections. */
  readonly aliases?: Aliases;
  /** What is known of the times: where a year or a day is missing, it is taken from here, and from the document before that. */
  readonly times?: Partial<TimeContext>;
  /** Somebody has already said that it is a postmortem. */
  readonly isPostmortem?: boolean;
}

export function readOutline(text: string, { aliases, times, isPostmortem = false }: OutlineOptions = {}): Outline {
  const read = readSections(text, aliases);
  if ('hostile' in read) return { kind: 'not-a-postmortem', sections: [], timeline: [], hostile: read.hostile };
  const { entries: timeline, timed } = readWrittenTimeline(text, read, times);
  const kind = isPostmortem ? 'postmortem' : judgeKind({ ...read, text, entries: timed });
  const sections = read.sections.map(
    ({ id, heading, line, form, start, end, until }): OutlineSection => ({
      id,
      heading,
      line,
      form,
      headingStart: start,
      headingEnd: end,
      end: until,
    }),
  );
  if (kind === 'not-a-postmortem') return { kind, sections: [], timeline: [], hostile: undefined };
  return { kind, sections, timeline, hostile: undefined };
}
