/** One entry of the timeline, as a command gives it: when, of what kind, and the words. */
import { readWhen } from './when.ts';

/** Kinds that the guide names. */
export const kinds = ['deploy', 'config', 'discovery', 'comms', 'action', 'note'] as const;
/** Moments that bound the incident, in the order in which they happen. */
export const milestones = ['began', 'discovered', 'acknowledged', 'mitigated', 'over'] as const;

export type Kind = (typeof kinds)[number];
export type Milestone = (typeof milestones)[number];

export interface Entry {
  /** Epoch milliseconds, on the minute. */
  readonly at: number;
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

/**
 * Reads what stands behind `/timeline`.
 * @param reference when the comment was written, epoch milliseconds
 */
export function readEntry(args: string, reference: number, only?: Milestone): Entry | Refusal {
  const command = only ? `/${only}` : '/timeline';
  const when = readWhen(args.trim(), reference);
  if ('refused' in when) {
    const rest = when.rest || (only ? '' : 'what happened');
    return { refused: when.refused, instead: when.instead.map((start) => `${command} ${start} ${rest}`.trim()) };
  }
  const { kind, milestone, text } = only
    ? { kind: undefined, milestone: only, text: when.rest.trim() }
    : readKind(when.rest);
  if (text === '' && milestone === undefined) {
    return {
      refused: 'it says no word of what happened',
      instead: [`${command} ${when.typed} what happened`.replace('  ', ' ')],
    };
  }
  if (text.length > longestEntry) {
    return {
      refused: `its text has ${text.length} characters and an entry has room for ${longestEntry}`,
      instead: [`${command} ${when.typed} one sentence, and the rest below it in the comment`.replace('  ', ' ')],
    };
  }
  return { at: when.at, typed: when.typed, kind, milestone, text };
}

/** Parts `comms: status page says …` into kind and words. Other words before a colon are words. */
export function readKind(text: string): Pick<Entry, 'kind' | 'milestone' | 'text'> {
  const match = /^([a-z]+):(?=\s|$)\s*/i.exec(text);
  const word = match?.[1]?.toLowerCase();
  const kind = kinds.find((one) => one === word);
  const milestone = milestones.find((one) => one === word);
  if (!match || (!kind && !milestone)) return { kind: undefined, milestone: undefined, text: text.trim() };
  return { kind, milestone, text: text.slice(match[0].length).trim() };
}
