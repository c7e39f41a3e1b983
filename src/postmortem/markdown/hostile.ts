/**
 * Some texts cost a Markdown parser minutes or overflow its stack. They are told by counting, before any parser sees them.
 * Limits measured on remark-parse 11: below them a body of 65,536 characters takes well under two seconds. Code and HTML cost nothing and
 * are not counted, so a log may be pasted.
 */
import { findParagraphs } from './blocks.ts';

/** Counted in paragraphs and headings. */
const limits: readonly { readonly what: string; readonly pattern: RegExp; readonly most: number }[] = [
  { what: 'signs of emphasis (`*`, `_`, `~`)', pattern: /[*_~]+/g, most: 4000 },
  { what: 'opening brackets', pattern: /\[/g, most: 4000 },
  { what: 'closing brackets', pattern: /\]/g, most: 6000 },
];
const mostLines = 10_000;
const mostUnderlines = 1000;
const mostLazyLines = 2000;

/** Says what makes a text too costly to parse; undefined for every ordinary one. */
export function findHostility(text: string): string | undefined {
  if (countAbove(text, /\r\n?|\n/g, mostLines)) return `more than ${mostLines} lines`;
  if (countAbove(text, /^[ \t>]*(?:=+|-+)[ \t]*$/gm, mostUnderlines))
    return `more than ${mostUnderlines} underlined headings`;
  const { paragraphs, isTooDeep } = findParagraphs(text);
  if (isTooDeep) return 'quotes or lists within each other without end';
  const lines = paragraphs.flatMap((one) => one.lines);
  if (lines.filter((one) => one.isLazy).length > mostLazyLines) return `more than ${mostLazyLines} lines behind quotes`;
  const prose = lines.map((one) => one.text).join('\n');
  const found = limits.find(({ pattern, most }) => countAbove(prose, pattern, most));
  return found && `more than ${found.most} ${found.what}`;
}

function countAbove(text: string, pattern: RegExp, most: number): boolean {
  let count = 0;
  for (const _ of text.matchAll(pattern)) {
    count += 1;
    if (count > most) return true;
  }
  return false;
}
