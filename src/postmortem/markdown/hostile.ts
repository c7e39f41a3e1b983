/**
 * Some texts cost a Markdown parser minutes or overflow its stack. They are told by counting, before any parser sees them.
 * Limits measured on remark-parse 11: below them a body of 65,536 characters takes well under two seconds.
 */

const limits: readonly { readonly sign: string; readonly pattern: RegExp; readonly most: number }[] = [
  { sign: 'signs of emphasis (`*`, `_`, `~`)', pattern: /[*_~]+/g, most: 4000 },
  { sign: 'opening brackets', pattern: /\[/g, most: 4000 },
  {
    sign: 'levels of quotes or lists on one line',
    pattern: /^[ \t]*(?:>[ \t]?|(?:[-*+]|\d{1,9}[.)])[ \t]+){100,}/gm,
    most: 0,
  },
  { sign: 'spaces before a line', pattern: /^[ \t]{200,}\S/gm, most: 50 },
];

/** Says what makes a text too costly to parse; undefined for every ordinary one. */
export function findHostility(text: string): string | undefined {
  for (const { sign, pattern, most } of limits) {
    let count = 0;
    for (const _ of text.matchAll(pattern)) {
      count += 1;
      if (count > most) return most > 0 ? `more than ${most} ${sign}` : `more than 100 ${sign}`;
    }
  }
  return undefined;
}
