/**
 * Some texts cost a Markdown parser minutes or overflow its stack. They are told by counting, before any parser sees them.
 * Limits measured on remark-parse 11: below them a body of 65,536 characters takes well under two seconds. Code and HTML cost nothing and
 * are not counted, so a log may be pasted.
 */
import { byHeart } from '../by-heart.ts';
import { findParagraphs } from './blocks.ts';

/** The cost grows with the square of these in one paragraph or heading; so many in one cost half a second. */
const limits: readonly { readonly what: string; readonly pattern: RegExp; readonly most: number }[] = [
  { what: 'signs of emphasis (`*`, `_`, `~`)', pattern: /[*_~]+/g, most: 3000 },
  { what: 'opening brackets', pattern: /\[/g, most: 4000 },
  { what: 'closing brackets', pattern: /\]/g, most: 6000 },
];
/** At each word behind a bracket that nothing closes, the reader of bare addresses goes back to that bracket. */
const mostWordsBehind = 4000;
/** So many signs may stand behind pieces of HTML that nothing ends, all told: the parser looks for the end of each. */
const farthestEnds = 4_000_000;
/** They part the cells of tables, each of which is read like a paragraph. */
const mostBars = 16_000;
const mostLines = 12_000;
const mostUnderlines = 1000;
const mostItems = 8000;
const mostLazyLines = 2000;
/** Wherever a quote or a list ends, the reader of tables goes over all that came before. */
const mostEnds = 1500;

/** Says what makes a text too costly to parse; undefined for every ordinary one. */
export const findHostility: (text: string) => string | undefined = byHeart(8, judge);

function judge(text: string): string | undefined {
  if (count(text, /\r\n?|\n/g) > mostLines) return `more than ${mostLines} lines`;
  if (count(text, /^[ \t>]*(?:=+|-+)[ \t]*$/gm) > mostUnderlines)
    return `more than ${mostUnderlines} underlined headings`;
  const { paragraphs, begun, ended, isTooDeep } = findParagraphs(text);
  if (isTooDeep) return 'quotes or lists within each other without end';
  if (begun > mostItems) return `more than ${mostItems} quotes and items of lists`;
  if (ended > mostEnds) return `more than ${mostEnds} quotes and lists`;
  const lazyLines = sum(paragraphs, ({ lines }) => sum(lines, ({ isLazy }) => (isLazy ? 1 : 0)));
  if (lazyLines > mostLazyLines) return `more than ${mostLazyLines} lines behind quotes`;
  const texts = paragraphs.map(({ lines }) => lines.map((line) => line.text).join('\n'));
  const found = limits.find(({ pattern, most }) => {
    // No square of parts is more than that of the whole.
    return count(text, pattern) > most && sum(texts, (one) => count(one, pattern) ** 2) > most ** 2;
  });
  if (found) return `more than ${found.most} ${found.what}`;
  if (count(text, /\|/g) > mostBars && sum(texts, (one) => count(one, /\|/g)) > mostBars)
    return `tables with more than ${mostBars} bars`;
  if (sum(texts, signsBehindHtml) > farthestEnds) return 'many pieces of HTML (`<!--`, `<?`) without an end';
  const cost = sum(texts, (one) => countWordsBehind(one) ** 2);
  return cost > mostWordsBehind ** 2 ? `more than ${mostWordsBehind} words behind an opening bracket` : undefined;
}

/** What may stand within a line, with the sign that ends it. */
const pieces = [
  [/<!--/g, '-->'],
  [/<\?/g, '?>'],
  [/<!\[CDATA\[/g, ']]>'],
  [/<![a-z]/gi, '>'],
] as const;

function signsBehindHtml(text: string): number {
  if (!/<[!?]/.test(text)) return 0;
  return sum(pieces, ([start, end]) => {
    const from = text.lastIndexOf(end);
    return sum([...text.slice(from + 1).matchAll(start)], ({ index }) => text.length - from - index);
  });
}

/** Where something may hide a closing bracket, none is taken for one. */
function countWordsBehind(text: string): number {
  if (!text.includes('[')) return 0;
  const isPlain = !/[\\`<]|\]\(/.test(text);
  let open = 0;
  let words = 0;
  for (const [sign] of text.matchAll(/[[\]]|(?<![\w+.-])[\w+.-]/g)) {
    if (sign === '[') open += 1;
    else if (sign !== ']') words += open > 0 ? 1 : 0;
    else if (isPlain) open = Math.max(0, open - 1);
  }
  return words;
}

/** @param pattern a global one */
function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function sum<T>(all: readonly T[], cost: (one: T) => number): number {
  let total = 0;
  for (const one of all) total += cost(one);
  return total;
}
