/**
 * The words of a heading past everything that only decorates it: emoji and their codes, numbers, links, emphasis, brackets, colons. Accents and
 * plurals go too, so that a table of words needs each of them once.
 */

export interface HeadingWords {
  /** Its parts at a colon, a dash or a bar, each in its words. */
  readonly parts: readonly string[];
  /** What stands in brackets. */
  readonly asides: readonly string[];
}

/** Longer ones are sentences. */
const longestHeading = 200;

export function headingWords(heading: string): HeadingWords {
  if (heading.length > longestHeading) return { parts: [], asides: [] };
  const plain = plainText(heading);
  const asides: string[] = [];
  const outside = plain.replace(
    /[([（【〔［「]([^()[\]（）【】〔〕［］「」]*)[)\]）】〕］」]/g,
    (_, inside: string) => {
      asides.push(inside);
      return ' ';
    },
  );
  const parts = trimmed(outside)
    .split(/[:：|—–→]|\s-+\s|\.\s/)
    .map(trimmed);
  const kept = parts.filter((part) => part !== '');
  if (kept.length === 0) return { parts: asides.map(trimmed).filter((part) => part !== ''), asides: [] };
  return { parts: kept, asides: asides.map(trimmed).filter((part) => part !== '') };
}

/** In lower case without accents and marks of Markdown. */
function plainText(heading: string): string {
  return heading
    .replace(/<[^<>]*>/g, ' ')
    .replace(/!\[[^\][]*\]\([^()]*\)/g, ' ')
    .replace(/\[([^\][]*)\](?:\([^()]*\)|\[[^\][]*\])/g, '$1')
    .replace(/:[a-z0-9_+-]{2,30}:/gi, ' ')
    .replace(/\{#[\w-]*\}/g, ' ')
    .replace(/&[a-z]{2,8};|&#\d{1,6};/gi, ' ')
    .replace(/_/g, ' ')
    .replace(/\b[dl]['’]/gi, ' ')
    .replace(/['’`*~#]/g, '')
    .replace(/\b(?:5|five) whys?\b/gi, 'fivewhys')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();
}

/** Without a number in front: `1.`, `2.3)`, `IV.`, `a)`. */
function trimmed(part: string): string {
  return part
    .trim()
    .replace(
      /^(?:(?:step|section|part|teil|第)\s*)?(?:\d{1,3}(?:[.．、)]\d{0,3}){0,3}|[ivx]{1,5}[.)]|[a-z][.)])(?=[\s\p{L}])\s*/u,
      '',
    )
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .trim();
}

const withoutGaps = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]+/u;

/** Single words, without plurals and numbers. Scripts that leave no gaps are parted by the words that are known. */
export function wordsOf(text: string, known: ReadonlySet<string>): string[] {
  return text
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .flatMap((word) => (withoutGaps.test(word) ? segments(word, known) : [stem(word)]))
    .filter((word) => word !== '' && !/^\d+(?:st|nd|rd|th)?$/.test(word));
}

const longestKnown = 10;

/** The longest known word first; what is unknown stays in one piece. */
function segments(word: string, known: ReadonlySet<string>): string[] {
  const found: string[] = [];
  let unknown = '';
  for (let at = 0; at < word.length; ) {
    let length = Math.min(longestKnown, word.length - at);
    while (length > 0 && !known.has(word.slice(at, at + length))) length -= 1;
    if (length === 0) {
      unknown += word[at];
      at += 1;
      continue;
    }
    if (unknown !== '') found.push(unknown);
    unknown = '';
    found.push(word.slice(at, at + length));
    at += length;
  }
  return unknown === '' ? found : [...found, unknown];
}

/** Plurals of English, which do no harm elsewhere because the table goes through the same. */
function stem(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:x|sh|ch)es$/.test(word)) return word.slice(0, -2);
  return word.length > 2 && /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
}
