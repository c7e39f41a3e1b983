/** Rules that look for words in prose: a pattern, and what is said of the words that it matches. */

import type { SectionId } from '../document/sections.ts';
import { cut, inline } from '../markdown/inline.ts';
import type { Block, Prose, Said } from './prose.ts';
import type { Rule, Seen } from './rule.ts';

export interface PhraseRule extends Omit<Rule, 'find' | 'says'> {
  /** Matched against one sentence at a time; global, without regard to case where it says so. */
  readonly pattern: RegExp;
  /** What is said of the words, after them. */
  readonly is: string;
  /** Words that shame whom they name are not said again. */
  readonly isUnsaid?: true;
  /** Looks only where causes are told, not where work is. */
  readonly tellsCauses?: true;
}

/** A quote longer than this says no more. */
const longestSaid = 60;

const causes: readonly SectionId[] = ['summary', 'factors', 'lessons'];

export function phraseRule({ pattern, is, isUnsaid, tellsCauses, ...rule }: PhraseRule): Rule {
  const says = (words: string) => `${isUnsaid ? is : `${quote(words)} ${is}`} ${rule.remedy}`;
  const find = ({ prose }: Seen) =>
    findPhrases(prose(), (said) => known(said, pattern, matchSentences))
      .filter((one) => !tellsCauses || (one.section !== undefined && causes.includes(one.section)))
      .map(({ section: _, ...one }) => ({ ...one, text: says(one.words) }));
  return { ...rule, find, says };
}

interface Phrase {
  readonly words: string;
  readonly at: number;
  readonly sentence: number;
  readonly section: SectionId | undefined;
}

/** Most sentences of a great table are shorter than any phrase. */
const shortestPhrase = 6;

/** What somebody looks for in the sentences of every block. */
export function findPhrases({ blocks }: Prose, match: (said: Said) => readonly Match[]): readonly Phrase[] {
  const found: Phrase[] = [];
  for (const { kind, said, section, offsetOf } of blocks) {
    if (kind === 'heading') continue;
    for (const { words, index, sentence } of match(said))
      found.push({ words, at: offsetOf(index), sentence: offsetOf(sentence), section });
  }
  return found;
}

/** Both places are in the text of the block. */
export interface Match {
  readonly words: string;
  readonly index: number;
  /** Where its sentence begins. */
  readonly sentence: number;
}

const nothing: readonly Match[] = [];

export function matchSentences({ sentences }: Said, pattern: RegExp): readonly Match[] {
  const found: Match[] = [];
  for (const { text, start } of sentences) {
    if (text.length < shortestPhrase) continue;
    for (const { words, index } of matchAll(text, pattern))
      found.push({ words, index: start + index, sentence: start });
  }
  return found.length > 0 ? found : nothing;
}

/** What a pattern matches in a block as a whole. */
export function matchWhole({ said }: Block, pattern: RegExp): readonly Match[] {
  return known(said, pattern, ({ text }) => matchAll(text, pattern).map((one) => ({ ...one, sentence: 0 })));
}

/** Asking for all copies the pattern, which is then compiled once more: mostly there is none. */
export function matchAll(text: string, pattern: RegExp): Pick<Match, 'words' | 'index'>[] {
  if (text.search(pattern) === -1) return [];
  return [...text.matchAll(pattern)].map(({ 0: words, index }) => ({ words, index }));
}

const matches = new WeakMap<Said, Map<RegExp, readonly Match[]>>();

/** Most blocks stay as they were from one pass to the next. @param pattern one that is there for good */
function known(
  said: Said,
  pattern: RegExp,
  match: (said: Said, pattern: RegExp) => readonly Match[],
): readonly Match[] {
  const before = matches.get(said) ?? new Map<RegExp, readonly Match[]>();
  matches.set(said, before);
  const found = before.get(pattern) ?? match(said, pattern);
  before.set(pattern, found);
  return found;
}

/** Words right behind others. To look back costs more than to look at the first words, so that is done only where they stand. */
export function behind(others: string, first: string): string {
  return `(?=${first})(?<=${others} )`;
}

/** One pattern out of several. */
export function anyOf(patterns: readonly RegExp[], flags: string): RegExp {
  return new RegExp(patterns.map((one) => one.source).join('|'), flags);
}

/** Phrases of a repository's own, each taken literally. */
export function patternOf(phrases: readonly string[]): RegExp {
  const literal = phrases.map((one) =>
    one
      .trim()
      .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
      .replace(/\s+/g, '\\s+'),
  );
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${literal.join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
}

/** Words of people, on their way into what the app writes. */
export function quote(words: string): string {
  const text = words.replace(/□/g, '…');
  return `"${inline(text.length > longestSaid ? `${cut(text, longestSaid)}…` : text)}"`;
}
