/** Rules that look for words in prose: a pattern, and what is said of the words that it matches. */

import { byHeart } from '../by-heart.ts';
import type { SectionId } from '../document/sections.ts';
import { cut, inline } from '../markdown/inline.ts';
import type { Prose } from './prose.ts';
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
    findPhrases(prose(), pattern)
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

/** Every match of a pattern in the sentences of a text. */
export function findPhrases({ blocks }: Prose, pattern: RegExp): readonly Phrase[] {
  const match = matcherOf(pattern);
  return blocks.flatMap(({ sentences, section, offsetOf }) =>
    sentences
      .filter(({ text }) => text.length >= shortestPhrase)
      .flatMap(({ text, start }) =>
        match(text).map(({ words, index }) => ({
          words,
          at: offsetOf(start + index),
          sentence: offsetOf(start),
          section,
        })),
      ),
  );
}

type Match = (text: string) => readonly { readonly words: string; readonly index: number }[];

const matchers = new WeakMap<RegExp, Match>();
const mostTexts = 200;

/** What a pattern matches in a sentence or a paragraph, most of which stay as they were from one pass to the next. */
export function matcherOf(pattern: RegExp): Match {
  const match =
    matchers.get(pattern) ??
    byHeart(mostTexts, (text) => [...text.matchAll(pattern)].map(({ 0: words, index }) => ({ words, index })));
  matchers.set(pattern, match);
  return match;
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
