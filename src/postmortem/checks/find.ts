/** Runs the table of rules over one postmortem, as its repository wants it. */
import type { Document } from '../document/read.ts';
import { type SectionId, sections } from '../document/sections.ts';
import { type Ends, isOver as hasEnded } from '../timeline/rows.ts';
import { rulesOfDeciding } from './measure-rules.ts';
import { findPhrases, matchSentences, patternOf } from './phrases.ts';
import { type Prose, readProse } from './prose.ts';
import type { Finding, FindingChoice, Found, Level, Noted, Rule, Seen } from './rule.ts';
import { rules } from './rules.ts';

export interface Looked {
  readonly document: Document;
  readonly ends: Ends;
  readonly rows?: readonly Noted[];
  readonly measures?: readonly { readonly title: string }[];
  readonly isPublic?: boolean;
  /** Whether it has to be whole by now; else what arrives once it is over is not missed yet. */
  readonly isOver?: boolean;
  readonly required?: readonly SectionId[];
  readonly choice?: FindingChoice;
  /** Only what keeps it from being complete: the prose is not even read where no rule of it does. */
  readonly onlyErrors?: boolean;
}

const noChoice: FindingChoice = { levels: {}, muted: new Map(), words: {} };
const ranks: { readonly [level in Level]: number } = { error: 0, warning: 1, hint: 2 };
/** The order in which the next step is asked for: first the timeline, then what made it, then what to do, then the rest. */
const order: readonly SectionId[] = ['timeline', 'factors', 'measures', 'summary', 'apology', 'impact', 'resolution'];
/** Of one rule in one text. */
const mostOfOne = 100;

/** What is missing or doubtful, worst first; then in the order of the next steps, or of the table and the text. */
export function findFindings(looked: Looked): readonly Finding[] {
  const { document, choice = noChoice, onlyErrors = false } = looked;
  const seen = see(looked);
  const placed = placing(document);
  const told: { start: number; end: number }[] = [];
  const findings = rules.flatMap((rule) => {
    const level = choice.levels[rule.id] ?? rule.level;
    if (level === 'off' || choice.muted.has(rule.id) || (onlyErrors && level !== 'error')) return [];
    return findAll(rule, seen, choice.words[rule.id] ?? {})
      .slice(0, mostOfOne)
      .filter(
        (found, index, all) =>
          !all.slice(0, index).some((one) => one.sentence !== undefined && one.sentence === found.sentence),
      )
      .filter((found) => !rule.says || isNew(told, found))
      .map((found): Finding => ({ rule: rule.id, level, short: 'worth a look', ...placed(rule, found) }));
  });
  return findings.sort((a, b) => ranks[a.level] - ranks[b.level] || (a.level === 'error' ? turn(a) - turn(b) : 0));
}

export function isDue(id: SectionId, { ends, isOver = hasEnded(ends), required }: Looked): boolean {
  const section = sections.find((one) => one.id === id);
  if (!section) return false;
  return (required ? required.includes(id) : section.required) && (isOver || section.arrives === 'opening');
}

function see(looked: Looked): Seen {
  const { document, ends, rows = [], measures = [], isPublic = false, isOver = hasEnded(ends) } = looked;
  let prose: Prose | undefined;
  return {
    document,
    prose: () => {
      prose ??= readProse(document);
      return prose;
    },
    rows,
    ends,
    isOver,
    measures: measures.map((one) => one.title),
    isPublic,
    due: sections.map((one) => one.id).filter((id) => isDue(id, looked)),
  };
}

/** What a rule finds, with the words that a repository adds to it and without those that it allows. */
function findAll(rule: Rule, seen: Seen, words: FindingChoice['words'][string]): readonly Found[] {
  const { add = [], allow = [] } = words;
  const { says } = rule;
  const own = add.filter((one) => one.trim() !== '');
  const added = says && own.length > 0 ? findOwn(seen, patternOf(own), says) : [];
  const found = [...rule.find(seen), ...added];
  return allow.length === 0 ? found : found.filter((one) => !isAllowed(one, seen.document.text, allow));
}

function findOwn({ prose }: Seen, pattern: RegExp, says: (words: string) => string): readonly Found[] {
  const phrases = findPhrases(prose(), (said) => matchSentences(said, pattern));
  return phrases.map(({ at, words }) => ({ at, words, text: says(words) }));
}

/** Words are allowed together with what stands around them: `should have been rolled back` allows `should have been`. */
function isAllowed({ words = '', at }: Found, text: string, allow: readonly string[]): boolean {
  return allow.some((one) => {
    if (one.trim() === '') return false;
    const around = at === undefined ? words : text.slice(Math.max(0, at - one.length), at + words.length + one.length);
    return around.toLowerCase().includes(one.toLowerCase());
  });
}

/** One sentence may match several rules; the first of the table tells. */
function isNew(told: { start: number; end: number }[], { at, words = '' }: Found): boolean {
  if (at === undefined) return true;
  const here = { start: at, end: at + words.length };
  if (told.some((one) => here.start < one.end && one.start < here.end)) return false;
  told.push(here);
  return true;
}

function turn({ section, rule }: Finding): number {
  // People decide together, once it is written.
  if (rulesOfDeciding.includes(rule)) return order.length + 1;
  const at = order.indexOf(section);
  return at === -1 ? order.length : at;
}

type Place = Omit<Finding, 'rule' | 'level' | 'short'> & { readonly short?: string };

/** Tells where a finding stands: section, line and column. */
function placing({ text, sections: found }: Document): (rule: Rule, found: Found) => Place {
  const starts = [0];
  for (const { 0: end, index } of text.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
  return (rule, { at, line, text: sentence, short }) => {
    const section = at === undefined ? undefined : found.find((one) => at >= one.headingStart && at < one.end);
    const row = at === undefined ? line : lineOf(starts, at);
    return {
      section: section?.id ?? rule.section,
      isElsewhere: at !== undefined && section === undefined,
      text: sentence,
      line: row,
      column: at === undefined || row === undefined ? undefined : at - (starts[row - 1] ?? 0) + 1,
      ...(short === undefined ? {} : { short }),
    };
  };
}

function lineOf(starts: readonly number[], at: number): number {
  let line = 0;
  for (let step = 2 ** 16; step >= 1; step /= 2) if ((starts[line + step] ?? at + 1) <= at) line += step;
  return line + 1;
}
