/** What a rule is, what it sees, and what it finds. */
import type { Document } from '../document/read.ts';
import type { SectionId } from '../document/sections.ts';
import type { Kind, Milestone } from '../timeline/kinds.ts';
import type { Ends } from '../timeline/rows.ts';
import type { Prose } from './prose.ts';

/** Only errors keep a postmortem from being complete. */
export type Level = 'error' | 'warning' | 'hint';

/** A row of the timeline as the rules see it. */
export interface Noted {
  readonly at: number;
  /** As it stands in the list: `14:05`. */
  readonly clock: string;
  readonly approximate: boolean;
  readonly kind: Kind | undefined;
  readonly milestone: Milestone | undefined;
  readonly words: string;
  /** In the body, counted from 1, where it is known. */
  readonly line?: number;
}

/** All that rules look at. */
export interface Seen {
  readonly document: Document;
  /** Read once, and only if a rule asks. */
  readonly prose: () => Prose;
  readonly rows: readonly Noted[];
  readonly ends: Ends;
  readonly isOver: boolean;
  /** Titles of the measures that have an issue of their own. */
  readonly measures: readonly string[];
  readonly isPublic: boolean;
  /** Sections that have to be written by now. */
  readonly due: readonly SectionId[];
}

export interface Found {
  /** Reads on from the section's name: `is empty. …`, or begins with what is quoted from it. */
  readonly text: string;
  /** A few words for a list: `empty`, `none yet`. */
  readonly short?: string;
  /** Where it stands, as an offset into the body. */
  readonly at?: number;
  readonly line?: number;
  /** Where its sentence, or its passage, begins: a rule speaks of one only once. */
  readonly sentence?: number;
  /** The words themselves, for the dictionary of a repository; never shown. */
  readonly words?: string;
}

export interface Rule {
  readonly id: string;
  readonly level: Level;
  /** Where it mostly fires; a place in the body tells better. */
  readonly section: SectionId;
  readonly why: string;
  /** Who says so. */
  readonly source: string;
  /** Lines under the section's heading, or rows of the timeline as they would be typed, on one day. */
  readonly fires: readonly string[];
  readonly quiet: readonly string[];
  readonly remedy: string;
  readonly find: (seen: Seen) => readonly Found[];
  /** What is said of words that it finds; a rule that has this takes further words from the configuration. */
  readonly says?: (words: string) => string;
}

export interface Finding {
  readonly rule: string;
  readonly level: Level;
  readonly section: SectionId;
  /** It stands outside of all known sections; `section` is where the rule belongs. */
  readonly isElsewhere: boolean;
  /** Reads on from the section's name: what is wrong, and the remedy. */
  readonly text: string;
  readonly short: string;
  /** Both counted from 1, in the body. */
  readonly line: number | undefined;
  readonly column: number | undefined;
}

/** What a repository, or one postmortem, chooses. */
export interface FindingChoice {
  readonly levels: { readonly [rule: string]: Level | 'off' };
  /** Rule → why it is muted in this postmortem. */
  readonly muted: ReadonlyMap<string, string>;
  readonly words: {
    readonly [rule: string]: { readonly add?: readonly string[]; readonly allow?: readonly string[] };
  };
}
