/** Factors that somebody has met before: `- **F1** Connection limit, seen before in #140`. A line tells, no Markdown is parsed. */

import { cut } from '../markdown/inline.ts';

/** A factor of a postmortem that was one of earlier incidents, too. */
export interface Returned {
  /** What it says, without where it was seen. */
  readonly text: string;
  /** Numbers of issues in the same repository. */
  readonly seen: readonly number[];
}

const factorPattern = /^ {0,3}[-*+][ \t]+(?:\*\*F\d{1,4}\*\*[ \t]*)?(.*)$/;
/** Rows of a timeline and of measures. */
const rowPattern = /^ {0,3}[-*+][ \t]+(?:\[|~?\d{1,2}:\d{2})/;
const seenPattern = /\bseen before in\b/i;
const longestList = 400;
const longestText = 200;

export function readReturned(body: string): Returned[] {
  if (!/seen before in/i.test(body)) return [];
  return body.split(/\r\n?|\n/).flatMap((line) => {
    const text = rowPattern.test(line) ? undefined : factorPattern.exec(line)?.[1];
    const at = text === undefined ? -1 : text.search(seenPattern);
    if (text === undefined || at < 1) return [];
    const seen = numbersIn(text.slice(at + 'seen before in'.length).slice(0, longestList));
    const said = cut(text.slice(0, at), longestText).replace(/[\s,;:.(]+$/, '');
    return seen.length > 0 && said !== '' ? [{ text: said, seen }] : [];
  });
}

/** The issues that a sentence names at its beginning: `#140`, `#140 and #122`, `[that one](https://…/issues/140)`. */
function numbersIn(text: string): number[] {
  const [list = ''] =
    /^(?:[\s,;]|and\b|#\d{1,9}\b|\[[^\]]{0,300}\]\([^)\s]{1,300}\)|https?:\/\/\S{1,300})*/.exec(text) ?? [];
  const found = [...list.matchAll(/#(\d{1,9})\b|\/issues\/(\d{1,9})\b/g)].map((match) => Number(match[1] ?? match[2]));
  return [...new Set(found)].slice(0, 5);
}
