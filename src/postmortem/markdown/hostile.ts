/**
 * Some texts cost a Markdown parser minutes or overflow its stack. They are told by counting, before any parser sees them.
 * Limits measured on remark-parse 11: below them a body of 65,536 characters takes well under two seconds. Code and HTML cost nothing and
 * are not counted, so a log may be pasted.
 */
import { findParagraphs } from './blocks.ts';

/** The cost grows with the square of these in one paragraph or heading; so many in one cost half a second. */
const limits: readonly { readonly what: string; readonly pattern: RegExp; readonly most: number }[] = [
  { what: 'signs of emphasis (`*`, `_`, `~`)', pattern: /[*_~]+/g, most: 4000 },
  { what: 'opening brackets', pattern: /\[/g, most: 4000 },
  { what: 'closing brackets', pattern: /\]/g, most: 6000 },
];
const mostLines = 15_000;
const mostUnderlines = 1000;
const mostItems = 8000;
const mostLazyLines = 2000;

/** Says what makes a text too costly to parse; undefined for every ordinary one. */
export function findHostility(text: string): string | undefined {
  if (count(text, /\r\n?|\n/g) > mostLines) return `more than ${mostLines} lines`;
  if (count(text, /^[ \t>]*(?:=+|-+)[ \t]*$/gm) > mostUnderlines)
    return `more than ${mostUnderlines} underlined headings`;
  const { paragraphs, begun, isTooDeep } = findParagraphs(text);
  if (isTooDeep) return 'quotes or lists within each other without end';
  if (begun > mostItems) return `more than ${mostItems} quotes and items of lists`;
  const lazyLines = paragraphs.flatMap((one) => one.lines).filter((line) => line.isLazy);
  if (lazyLines.length > mostLazyLines) return `more than ${mostLazyLines} lines behind quotes`;
  const texts = paragraphs.map(({ lines }) => lines.map((line) => line.text).join('\n'));
  const found = limits.find(({ pattern, most }) => {
    let cost = 0;
    for (const one of texts) cost += count(one, pattern) ** 2;
    return cost > most ** 2;
  });
  return found && `more than ${found.most} ${found.what}`;
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found += 1;
  return found;
}
