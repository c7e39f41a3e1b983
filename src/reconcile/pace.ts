/**
 * How fast an installation writes. GitHub's secondary limits are 80 creations a minute and 500 an hour, and 180 writes a minute (each counts 5 of 900
 * points); people share them. Source: docs, "Rate limits for the REST API", "About secondary rate limits".
 */
import type { Change } from '../postmortem/change.ts';

/** A bucket of writes that may come at once, and how long it takes until there is room for one more. */
export interface Pace {
  readonly of: 'creation' | 'write';
  readonly burst: number;
  readonly everyMs: number;
}

export const gitHubPaces: readonly Pace[] = [
  // 10 + 50: never more than 60 in any minute.
  { of: 'creation', burst: 10, everyMs: 1200 },
  // 100 + 360 in any hour.
  { of: 'creation', burst: 100, everyMs: 10_000 },
  // 30 + 120 in any minute.
  { of: 'write', burst: 30, everyMs: 500 },
];

/** A pass does not wait in its place for longer than this; it comes again. */
export const longestWaitMs = 10_000;

/** Whether somebody is told of something new by it. */
export function isCreation(change: Change): boolean {
  switch (change.do) {
    case 'open issue':
    case 'make label':
    case 'link measure':
      return true;
    case 'write comment':
      return change.comment === undefined;
    default:
      return false;
  }
}

/**
 * Takes a place in the row.
 * @param full when each bucket is empty again, epoch milliseconds, as the last call has left it
 * @returns how long to wait; over {@link longestWaitMs} no place was taken
 */
export function takePlace(
  paces: readonly Pace[],
  full: readonly number[],
  isCreating: boolean,
  now: number,
): { readonly full: readonly number[]; readonly waitMs: number } {
  let waitMs = 0;
  const next = paces.map(({ of, burst, everyMs }, at) => {
    const before = full[at] ?? 0;
    if (of === 'creation' && !isCreating) return before;
    const after = Math.max(before, now) + everyMs;
    waitMs = Math.max(waitMs, after - burst * everyMs - now);
    return after;
  });
  return waitMs > longestWaitMs ? { full, waitMs } : { full: next, waitMs };
}
