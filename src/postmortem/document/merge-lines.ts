/**
 * Three-way merge, line by line: what somebody made of `base`, and was lost, is made of the present text again. Where both changed the same
 * lines, what either of them wrote stays; a line goes only where one side took it away and the other left it alone. Line ends make no
 * difference, and each line keeps its own.
 */
import { diffArrays } from 'diff';

/** Texts that are further apart are taken for one block each: it bounds the time, and what either side wrote stays all the same. */
const mostEdits = 500;

/** Lines `from` up to `to` of the base, which a side replaced. */
interface Hunk {
  readonly from: number;
  readonly to: number;
  /** Lines that it is longer by. */
  readonly growth: number;
}

interface Side {
  readonly lines: readonly string[];
  /** Not yet merged, in order. */
  readonly hunks: Hunk[];
  /** How much further down a line of the base stands here. */
  shift: number;
}

export function mergeLines(base: string, lost: string, present: string): string {
  const old = base.split('\n');
  const mine = sideOf(old, lost);
  const theirs = sideOf(old, present);
  const merged: string[] = [];
  let at = 0;
  for (;;) {
    const start = Math.min(mine.hunks[0]?.from ?? old.length, theirs.hunks[0]?.from ?? old.length);
    merged.push(...theirs.lines.slice(at + theirs.shift, start + theirs.shift));
    if (mine.hunks.length === 0 && theirs.hunks.length === 0) return merged.join('\n');
    const from = { mine: start + mine.shift, theirs: start + theirs.shift };
    const { end, changed } = takeOverlapping(mine, theirs, start);
    const ofMine = mine.lines.slice(from.mine, end + mine.shift);
    const ofTheirs = theirs.lines.slice(from.theirs, end + theirs.shift);
    if (changed === 'both') merged.push(...keepBoth(old.slice(start, end), ofMine, ofTheirs));
    else merged.push(...(changed === 'mine' ? ofMine : ofTheirs));
    at = end;
  }
}

function sideOf(base: readonly string[], text: string): Side {
  const lines = text.split('\n');
  return { lines, hunks: findHunks(base, lines), shift: 0 };
}

function findHunks(base: readonly string[], lines: readonly string[]): Hunk[] {
  const parts = diffArrays(base.map(plain), lines.map(plain), { maxEditLength: mostEdits });
  if (!parts) return [{ from: 0, to: base.length, growth: lines.length - base.length }];
  const hunks: Hunk[] = [];
  let at = 0;
  for (const { added, removed, count } of parts) {
    const last = hunks.at(-1);
    const hunk = { from: at, to: at + (removed ? count : 0), growth: added ? count : removed ? -count : 0 };
    if (!added) at += count;
    if (!added && !removed) continue;
    if (last?.to === hunk.from) hunks.splice(-1, 1, { ...hunk, from: last.from, growth: last.growth + hunk.growth });
    else hunks.push(hunk);
  }
  return hunks;
}

/** Takes the hunks at `start` off both sides, and whatever overlaps with them. */
function takeOverlapping(
  mine: Side,
  theirs: Side,
  start: number,
): { end: number; changed: 'mine' | 'theirs' | 'both' } {
  const takers = new Set<Side>();
  let end = start;
  for (;;) {
    const side = [mine, theirs].find(({ hunks: [next] }) => next && (next.from < end || next.from === start));
    const hunk = side?.hunks.shift();
    if (!side || !hunk) break;
    takers.add(side);
    side.shift += hunk.growth;
    end = Math.max(end, hunk.to);
  }
  return { end, changed: takers.size === 2 ? 'both' : takers.has(mine) ? 'mine' : 'theirs' };
}

/** The lost lines first, without those that the other side took away, then what the other side wrote, with the blank lines around it. */
function keepBoth(old: readonly string[], lost: readonly string[], present: readonly string[]): string[] {
  const [inOld, inLost, inPresent] = [old, lost, present].map((lines) => new Set(lines.map(plain)));
  const isTakenAway = (line: string) => line !== '' && inOld?.has(line) && !inPresent?.has(line);
  const isNew = (line = '') => plain(line) !== '' && !inOld?.has(plain(line)) && !inLost?.has(plain(line));
  const kept = lost.filter((line) => !isTakenAway(plain(line)));
  for (const [at, line] of present.entries()) {
    const isGap = plain(line) === '' && (isNew(present[at - 1]) || isNew(present[at + 1]));
    if (isNew(line) || (isGap && plain(kept.at(-1) ?? ' ') !== '')) kept.push(line);
  }
  return kept;
}

function plain(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
