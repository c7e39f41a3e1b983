/** One entry of the timeline, as a command gives it: when, of what kind, and the words. */
import { code, oneLine } from '../markdown/inline.ts';
import { type Kind, kinds, type Milestone, milestones } from './kinds.ts';
import { readWhen, type TimeContext, type When } from './when.ts';

export interface Entry {
  /** Epoch milliseconds, on the minute. */
  readonly at: number;
  /** The other end of a range. */
  readonly until: number | undefined;
  readonly approximate: boolean;
  /** It counts from the discovery and moves with it. */
  readonly isRelative: boolean;
  /** The time as typed; empty where the comment's own time stands. */
  readonly typed: string;
  readonly kind: Kind | undefined;
  readonly milestone: Milestone | undefined;
  readonly text: string;
}

export interface Refusal {
  readonly refused: string;
  /** Whole lines that would work. */
  readonly instead: readonly string[];
}

/** Longest entry, in UTF-16 units; a longer story belongs in a comment of its own. */
export const longestEntry = 2000;

/** Reads what stands behind `/timeline`. */
export function readEntry(args: string, context: TimeContext, only?: Milestone): Entry | Refusal {
  const command = only ? `/${only}` : '/timeline';
  const when = readTimed(oneLine(args), context);
  /** Each beginning with the rest behind it; where that would be refused again, without. */
  const refuse = (refused: string, starts: readonly string[], rest: string): Refusal => {
    const lines = starts.flatMap((start) => {
      const args = [rest.trim(), 'what happened'].map((words) => `${start} ${words}`.trim());
      return args.find((one) => isRead(one, context, only)) ?? [];
    });
    const working = lines.length > 0 ? lines : ['now what happened'];
    return { refused, instead: [...new Set(working)].map((line) => `${command} ${line}`) };
  };
  if ('refused' in when) return refuse(when.refused, when.instead, when.rest);
  const { kind, milestone, text } = only
    ? { kind: undefined, milestone: only, text: when.rest.trim() }
    : readKind(when.rest);
  const word = milestone ?? kind;
  if (when.typed === '' && word !== undefined && !only) {
    const later = readWhen(text, context);
    if ('refused' in later) {
      return refuse(`the time comes first, and ${later.refused}`, later.instead, `${word}: ${later.rest}`);
    }
    if (later.typed !== '') {
      return refuse(
        `the time ${code(later.typed)} comes first, then the kind`,
        [later.typed],
        `${word}: ${later.rest}`,
      );
    }
  }
  if (text === '' && milestone === undefined) {
    const rest = kind === undefined ? '' : `${kind}: what happened`;
    return refuse('it says no word of what happened', [when.typed], rest);
  }
  if (text.length > longestEntry) {
    const rest = 'one sentence, and the rest below it in the comment';
    return refuse(
      `its text has ${text.length} characters and an entry has room for ${longestEntry}`,
      [when.typed],
      rest,
    );
  }
  return { ...momentOf(when), kind, milestone, text };
}

/** The part of an entry that says when. */
export function momentOf(
  when: Extract<When, { at: number }>,
): Pick<Entry, 'at' | 'until' | 'approximate' | 'isRelative' | 'typed'> {
  return {
    at: when.at,
    until: when.until,
    approximate: when.approximate,
    isRelative: when.isRelative === true,
    typed: when.typed,
  };
}

/** The time in front, or as GitLab has it behind the last bar: `text | 2026-11-20 14:05`. */
function readTimed(text: string, context: TimeContext): When {
  const when = readWhen(text, context);
  if ('refused' in when || when.typed !== '') return when;
  const bar = /^(.*\S)[ \t]*\|[ \t]*([^|]{1,40})$/.exec(text);
  if (!bar) return when;
  const behind = readWhen(bar[2] ?? '', context);
  if (behind.rest.trim() !== '' || ('at' in behind && behind.typed === '')) return when;
  return { ...behind, rest: bar[1] ?? '' };
}

/** Whether these arguments are read as an entry. */
function isRead(args: string, context: TimeContext, only: Milestone | undefined): boolean {
  const when = readTimed(args, context);
  if ('refused' in when || when.rest.length > longestEntry) return false;
  const { milestone, text } = readKind(when.rest);
  return only !== undefined || milestone !== undefined || text !== '';
}

/**
 * Parts `comms: status page says …` into kind and words; `**over:** …`, as a row shows it, is the same. Other words before a colon are
 * words, and so are kinds without one.
 */
export function readKind(text: string): Pick<Entry, 'kind' | 'milestone' | 'text'> {
  const match = /^(?:\*\*([a-z]+)(?::\*\*|\*\*:|\*\*$)|([a-z]+) ?:(?!\/\/))\s*/i.exec(text);
  const word = (match?.[1] ?? match?.[2])?.toLowerCase();
  const kind = kinds.find((one) => one === word);
  const milestone = milestones.find((one) => one === word);
  if (!match || (!kind && !milestone)) return { kind: undefined, milestone: undefined, text: text.trim() };
  return { kind, milestone, text: text.slice(match[0].length).trim() };
}
