/** Factors that somebody has met before: `- **F1** Connection limit, seen before in #140`. A line tells, no Markdown is parsed. */

import { isSameRepository } from '../home.ts';
import { cut } from '../markdown/inline.ts';

/** A factor of a postmortem that was one of earlier incidents, too. */
export interface Returned {
  /** What it says, without where it was seen. */
  readonly text: string;
  /** Numbers of issues in the same repository. */
  readonly seen: readonly number[];
  /** Issues of other repositories, as `acme/shop#140`, where any are named. */
  readonly others?: readonly string[];
}

const factorPattern = /^ {0,3}[-*+][ \t]+(?:\*\*F\d{1,4}\*\*[ \t]*)?(.*)$/;
/** Rows of a timeline and of measures. */
const rowPattern = /^ {0,3}[-*+][ \t]+(?:\[|~?\d{1,2}:\d{2})/;
const seenPattern = /\bseen before in\b/i;
const longestList = 400;
const longestText = 200;

/** @param repo that the page is in */
export function readReturned(body: string, repo: string): Returned[] {
  if (!/seen before in/i.test(body)) return [];
  return body.split(/\r\n?|\n/).flatMap((line) => {
    const text = rowPattern.test(line) ? undefined : factorPattern.exec(line)?.[1];
    const at = text === undefined ? -1 : text.search(seenPattern);
    if (text === undefined || at < 1) return [];
    const named = placesIn(text.slice(at + 'seen before in'.length).slice(0, longestList));
    const [others, here] = [true, false].map((is) =>
      named.filter((one) => (one.repo !== undefined && !isSameRepository(one.repo, repo)) === is),
    );
    const seen = (here ?? []).map((one) => one.number);
    const elsewhere = (others ?? []).map((one) => `${one.repo}#${one.number}`.toLowerCase());
    const said = cut(text.slice(0, at), longestText).replace(/[\s,;:.(]+$/, '');
    if (named.length === 0 || said === '') return [];
    return [{ text: said, seen, ...(elsewhere.length > 0 ? { others: elsewhere } : {}) }];
  });
}

interface Named {
  readonly repo: string | undefined;
  readonly number: number;
}

const most = 5;

/** The issues that a sentence names at its beginning: `#140`, `#140 and acme/shop#122`, `[that one](https://…/issues/140)`. */
function placesIn(text: string): Named[] {
  const [list = ''] =
    /^(?:[\s,;]|and\b|(?:[\w-]{1,39}\/[\w.-]{1,100})?#\d{1,9}\b|\[[^\]]{0,300}\]\([^)\s]{1,300}\)|https?:\/\/\S{1,300})*/.exec(
      text,
    ) ?? [];
  const found = new Map<string, Named>();
  const pattern = /(?:([\w-]{1,39}\/[\w.-]{1,100}))?#(\d{1,9})\b|([\w-]{1,39}\/[\w.-]{1,100})\/issues\/(\d{1,9})\b/g;
  for (const [, repo, number, home, inAddress] of list.matchAll(pattern)) {
    const one = { repo: repo ?? home, number: Number(number ?? inAddress) };
    found.set(`${one.repo}#${one.number}`, one);
  }
  return [...found.values()].slice(0, most);
}
