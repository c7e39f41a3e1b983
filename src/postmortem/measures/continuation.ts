/**
 * GitHub takes a hundred sub-issues of one issue, closed ones included. Before a postmortem has so many, an issue is opened below it under which the list
 * goes on; and another one before that is full. Such an issue is no measure, and those below it are measures like all others. One that a person deleted
 * or unlinked is not made again: then the room that is left is used, and what there is none for is refused.
 */
import { hash } from '../hash.ts';
import { link } from '../markdown/inline.ts';
import { closeMarker, openMarker, readMarker } from '../markers.ts';
import type { Holder, Postmortem } from '../snapshot.ts';
import type { Refusal } from '../timeline/entry.ts';
import type { Origin } from './measure.ts';

const mostChildren = 100;
/** Some room stays for what people link by hand, and for the issues that continue the list. */
const manyChildren = 90;

export const noRoom: Refusal = {
  refused: `there is no room for another measure: GitHub takes ${mostChildren} sub-issues of one issue, closed ones included. It is made as soon as you take one out of the postmortem`,
  instead: [],
};

/** By what the ledger remembers a command that waits for room. */
export function waitingKey(line: string): string {
  return hash(`${line} has no room`);
}

const longestTitle = 256;

export function continuationTitle({ title }: Origin): string {
  return `More measures: ${title}`.slice(0, longestTitle);
}

/** @param nth the first one is 1 */
export function continuationBody(nth: number, { title, url }: Origin): string {
  return `${[
    openMarker('more', { nth: String(nth) }),
    `**More measures** · from ${link(title, url)}\nGitHub takes ${mostChildren} sub-issues of one issue, so the list goes on below this one. All of them stand in the postmortem, and nothing is to be done here.`,
    closeMarker('more'),
  ].join('\n\n')}\n`;
}

/** Which continuation an issue is; undefined where it is none. What people write behind our paragraph is theirs. */
export function readContinuation(body: string): number | undefined {
  const mark = readMarker(body.slice(0, 100).split(/\r?\n/)[0] ?? '');
  const nth = mark?.name === 'more' && !mark.closes ? Number(mark.attributes.nth) : Number.NaN;
  return Number.isSafeInteger(nth) && nth > 0 ? nth : undefined;
}

export interface Room {
  /** Where the next measure goes; `new` below an issue that is still to be opened; undefined where there is no room. */
  take(): Holder | 'new' | undefined;
  /** The number of the issue that should be opened by now, for measures that come later. */
  next(): number | undefined;
}

/** @param noted how many continuations there were at most */
export function findRoom({ holders }: Pick<Postmortem, 'holders'>, noted: number): Room {
  const used = new Map(holders.map((one) => [one, one.count]));
  const withLess = (most: number) => holders.find((one) => (used.get(one) ?? 0) < most);
  const [first] = holders;
  const highest = Math.max(noted, ...holders.map((one) => one.nth));
  const isAllowed = first !== undefined && !isAnyGone({ holders }, noted);
  const mayOpen = () => isAllowed && (used.get(first) ?? 0) < mostChildren;
  return {
    take: () => {
      const holder = withLess(manyChildren) ?? (mayOpen() ? undefined : withLess(mostChildren));
      if (holder) used.set(holder, (used.get(holder) ?? 0) + 1);
      return holder ?? (mayOpen() ? 'new' : undefined);
    },
    next: () => (withLess(manyChildren) === undefined && mayOpen() ? highest + 1 : undefined),
  };
}

/** Whether one that was there is not, or cannot be read. */
export function isAnyGone({ holders }: Pick<Postmortem, 'holders'>, noted: number): boolean {
  return holders.length <= noted;
}

/** How many there were at most, as the marker of the list keeps it. */
export function notedContinuations(attributes: { readonly [name: string]: string } | undefined): number {
  const noted = Number(attributes?.more ?? 0);
  return Number.isSafeInteger(noted) ? noted : 0;
}

/** For the marker of the list. */
export function continuationAttributes({ holders }: Pick<Postmortem, 'holders'>, noted: number) {
  const most = Math.max(noted, holders.length - 1);
  return most > 0 ? { more: String(most) } : {};
}
