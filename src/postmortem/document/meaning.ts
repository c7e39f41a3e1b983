/** Which section a heading means, by its words (see `names.ts`), and how surely. */
import { byHeart } from '../by-heart.ts';
import { headingWords, wordsOf } from './heading-words.ts';
import { fillers, names } from './names.ts';
import type { SectionId } from './sections.ts';

export interface Meaning {
  readonly id: SectionId;
  /**
   * `own`: configured, or with nothing beside its name. `wordy`: with three words and more beside it. `subtitled`: with more behind a colon or in brackets that means nothing. `shared`: the
   * second of two that stand in one heading. `aside`: in brackets. `hint` and `loose`: only where nothing better is found.
   */
  readonly certainty: 'own' | 'named' | 'wordy' | 'subtitled' | 'aside' | 'shared' | 'hint' | 'loose';
}

/** Names that a repository gives to its sections besides the known ones. */
export type Aliases = { readonly [id in SectionId]?: readonly string[] | undefined };

type Named = ReadonlyMap<string, SectionId>;

const noneNamed: Named = new Map();
const mostHeadings = 500;
const readers = new WeakMap<Named, (heading: string) => readonly Meaning[]>();

/** What a heading means; the first is what it means foremost. */
export function meaningsOf(heading: string, named: Named = noneNamed): readonly Meaning[] {
  const read = readers.get(named) ?? byHeart(mostHeadings, (text) => readMeanings(text, named));
  readers.set(named, read);
  return read(heading);
}

function readMeanings(heading: string, named: Named): Meaning[] {
  const { parts, asides } = headingWords(heading);
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const configured = named.get(keyOf(parts.join(' '))) ?? named.get(keyOf(first));
  if (configured !== undefined) return [{ id: configured, certainty: 'own' }];
  const found = meaningsOfPart(first);
  const rest = others.filter((part) => !isEmpty(part));
  if (isMeantBehind(first) && rest.length > 0) return readMeanings(rest.join(' : '), named);
  const aside = asides.flatMap((one) => meaningsOfPart(one)).map((one) => lowered(one, 'aside'));
  if (found.every(isHint) && aside.some((one) => !isHint(one))) return aside;
  if (found.length > 0) return rest.length === 0 ? found : found.map((one) => lowered(one, 'subtitled'));
  if (aside.length > 0) return aside;
  return rest.length === 0 ? looseMeaning(first) : [];
}

/** Whether these are the words of somebody looking back at what went wrong: a lesson beside what went well, else a cause. */
export function isWhatWentWrong(heading: string): boolean {
  const [first = ''] = headingWords(heading).parts;
  const words = wordsOf(first, knownWords);
  const own = words.filter((word) => !fillerWords.has(word) && word !== 'thing');
  return (
    own.length > 0 &&
    own.every((word) => word === 'went' || word === 'wrong' || word === 'gone') &&
    own.includes('wrong')
  );
}

function isHint({ certainty }: Meaning): boolean {
  return certainty === 'hint' || certainty === 'loose';
}

function lowered(meaning: Meaning, certainty: 'subtitled' | 'aside'): Meaning {
  return meaning.certainty === 'hint' || meaning.certainty === 'shared' ? meaning : { ...meaning, certainty };
}

const mostNamings = 8;
const namedByText = byHeart(mostNamings, (aliases) => readNames(JSON.parse(aliases)));

/** The words of configured names, as `meaningsOf` takes them. */
export function namedBy(aliases: Aliases = {}): Named {
  return namedByText(JSON.stringify(aliases));
}

function readNames(aliases: Aliases): Named {
  const named = new Map<string, SectionId>();
  for (const { id } of vocabularies) {
    for (const alias of aliases[id] ?? []) {
      const words = keyOf(headingWords(alias).parts.join(' '));
      if (words !== '') named.set(words, id);
    }
  }
  return named;
}

function keyOf(text: string): string {
  return wordsOf(text, knownWords).join(' ');
}

/** What the halves around `and` mean each, or the part as a whole. */
function meaningsOfPart(part: string): Meaning[] {
  const several = meaningsOfHalves(part);
  if (new Set(several.map(({ id }) => id)).size > 1 && !isDistributed(part)) return several;
  const whole = meaningOfWords(wordsOf(part, knownWords));
  // A guide tells how to resolve one.
  if (whole && whole.id !== 'measures' && /^how to\b/.test(part)) return [];
  return whole ? [whole] : several;
}

/** In `Detection and process improvements` both say what is improved. */
function isDistributed(part: string): boolean {
  return /\b(?:improvements?|actions?|items|measures?|plans?|steps|tasks)$/.test(part);
}

function meaningsOfHalves(part: string): Meaning[] {
  const halves = part
    .split(/\s*(?:[/&+,、・]|\s(?:and|und|et|y|e|и)\s)\s*/)
    .filter((half) => half !== '' && !isEmpty(half));
  if (halves.length < 2 || halves.length > 4) return [];
  const found = halves.map((half) => meaningOfWords(wordsOf(half, knownWords)));
  const [first] = found;
  if (!first) return [];
  const known = found.flatMap((one) => one ?? []);
  // `Learnings and risks`
  if (known.length < found.length) return halves.length === 2 && !isHint(first) ? [lowered(first, 'subtitled')] : [];
  if (known.every((one) => one.id === first.id)) return [{ id: first.id, certainty: 'named' }];
  return known.map((one, index) => (index === 0 || isHint(one) ? one : { ...one, certainty: 'shared' }));
}

function isEmpty(part: string): boolean {
  return wordsOf(part, knownWords).every((word) => fillerWords.has(word));
}

/** `Appendix: Timeline` is a timeline. */
function isMeantBehind(part: string): boolean {
  return isEmpty(part) || /^(?:appendi(?:x|ces)|annex|anhang|anexo)(?: [a-z0-9]{1,3})?$/.test(part);
}

const mostOthers = 2;
/** Names so plain that a word or two that nobody knows may stand with them, as in `A confusing timeline`. */
const plainNames: readonly { readonly id: SectionId; readonly pattern: RegExp; readonly most: number }[] = [
  { id: 'apology', pattern: /\b(?:sorry|apolog(?:y|ies|i[sz]e))\b/, most: 30 },
  { id: 'timeline', pattern: /\b(?:timeline|chronology)$|таймлайн|хронология/, most: mostOthers },
  { id: 'factors', pattern: /\broot causes?\b/, most: mostOthers },
  { id: 'lessons', pattern: /\blessons\b|уроки/, most: mostOthers },
  { id: 'measures', pattern: /\baction items?\b|\bfollow-?ups\b/, most: mostOthers },
  { id: 'summary', pattern: /\bsummary$/, most: mostOthers },
  { id: 'impact', pattern: /\bimpacts?$|^impact on\b/, most: mostOthers },
  { id: 'timeline', pattern: /^what (?:is|was) the (?:\w+ ){0,3}timeline\b/, most: 4 },
  { id: 'impact', pattern: /^what (?:is|was) the (?:\w+ ){0,3}impact\b/, most: 4 },
  { id: 'factors', pattern: /^(?:the )?context$/, most: 0 },
  { id: 'summary', pattern: /^(?:the )?(?:incident|outage|problem|bug)$/, most: 0 },
];

function looseMeaning(part: string): Meaning[] {
  const unknown = wordsOf(part, knownWords).filter((word) => !fillerWords.has(word));
  const found = plainNames.find(({ pattern, most }) => pattern.test(part) && unknown.length <= most + 2);
  return found ? [{ id: found.id, certainty: 'loose' }] : [];
}

const mostWords = 14;

/** The section with the name of most words, of which every other word may stand beside. */
function meaningOfWords(words: readonly string[]): Meaning | undefined {
  if (words.length === 0 || words.length > mostWords) return undefined;
  const has = new Set(words);
  let best: (Meaning & { weight: number }) | undefined;
  for (const { id, phrases, beside } of vocabularies) {
    for (const { words: phrase, isHint } of phrases) {
      if (!phrase.every((word) => has.has(word))) continue;
      const others = words.filter((word) => !phrase.includes(word) && !fillerWords.has(word));
      if (!others.every((word) => beside.has(word))) continue;
      const certainty = isHint ? 'hint' : others.length === 0 ? 'own' : others.length < 3 ? 'named' : 'wordy';
      const weight = phrase.length + (isHint ? 0 : mostWords);
      if (!best || weight > best.weight) best = { id, certainty, weight };
    }
  }
  return best && { id: best.id, certainty: best.certainty };
}

interface Vocabulary {
  readonly id: SectionId;
  readonly phrases: readonly { readonly words: readonly string[]; readonly isHint: boolean }[];
  readonly beside: ReadonlySet<string>;
}

const plain = (text: string) => headingWords(text).parts.join(' ');
const entriesOf = (list: string) => list.split(',').map(plain);
const singleWords = [fillers, ...names.map(({ abroad }) => abroad.beside)]
  .flatMap((list) => list.split(' '))
  .map(plain);
/** What headings in scripts without gaps are parted at. */
const knownWords: ReadonlySet<string> = new Set(
  [...names.flatMap(({ abroad, hints }) => [...entriesOf(abroad.names), ...entriesOf(hints)]), ...singleWords].flatMap(
    (entry) => entry.split(' '),
  ),
);
const fillerWords: ReadonlySet<string> = new Set(listed(fillers));
const vocabularies: readonly Vocabulary[] = names.map(({ id, names: own, hints, beside, abroad }) => {
  const phrasesOf = (list: string, isHint: boolean) =>
    entriesOf(list)
      .map((entry) => ({ words: wordsOf(entry, knownWords), isHint }))
      .filter(({ words }) => words.length > 0);
  const phrases = [...phrasesOf(own, false), ...phrasesOf(abroad.names, false), ...phrasesOf(hints, true)];
  const words = [...phrases.flatMap((phrase) => phrase.words), ...listed(beside), ...listed(abroad.beside)];
  return { id, phrases, beside: new Set(words) };
});

function listed(words: string): string[] {
  return words.split(' ').flatMap((word) => wordsOf(plain(word), knownWords));
}
