/**
 * Nothing fights without end: who undoes what the app does again and again, a bot with a mind of its own or a second App, gets a rest.
 * The same change that succeeded three times in ten minutes, with no person's act between, stops its key for ten minutes. What is known of a
 * fight goes from pass to pass; it can be lost, and then the app tries three times more.
 */
import type { Change } from '../postmortem/change.ts';
import { hash } from '../postmortem/hash.ts';
import { samenessOf } from '../postmortem/sameness.ts';
import type { Fight } from '../postmortem/snapshot.ts';

export const restMs = 10 * 60_000;
const withinMs = 10 * 60_000;
const mostTimes = 3;

export interface FightState {
  /** Change → when it succeeded, epoch milliseconds. */
  readonly successes: { readonly [change: string]: readonly number[] };
  readonly rest?: Rest;
}

interface Rest {
  /** Epoch milliseconds. */
  readonly since: number;
  /** What is undone, in words; undefined where it is not to be said. */
  readonly over?: string;
  readonly isSaid?: true;
}

/** The fights of one key, for as long as one pass. */
export interface Fights {
  /**
   * @param words what it is about, where that can be said
   * @returns whether that was once too often, so that the key rests from now on
   */
  noteSuccess(change: Change, words: string | undefined): boolean;
  isResting(): boolean;
  /** What has to be said still. */
  unsaid(): Fight | undefined;
  noteSaid(): void;
  /** For the next pass; undefined where there is nothing to know. */
  state(): FightState | undefined;
}

/** @param before what the last pass has left; undefined after a person's act */
export function createFights(before: FightState | undefined, now: () => number): Fights {
  const successes = new Map(Object.entries(before?.successes ?? {}));
  let rest = before?.rest;
  const isResting = () => rest !== undefined && rest.since + restMs > now();
  return {
    isResting,
    unsaid: () => {
      if (!rest || rest.over === undefined || rest.isSaid || !isResting()) return undefined;
      return { over: rest.over, until: rest.since + restMs };
    },
    noteSaid: () => {
      if (rest) rest = { ...rest, isSaid: true };
    },
    noteSuccess: (change, words) => {
      for (const [name, times] of successes) if ((times.at(-1) ?? 0) <= now() - withinMs) successes.delete(name);
      const name = hash(samenessOf(change));
      const times = [...(successes.get(name) ?? []), now()].filter((at) => at > now() - withinMs);
      successes.set(name, times);
      if (times.length < mostTimes) return false;
      successes.clear();
      rest = { since: now(), ...(words === undefined ? {} : { over: words }) };
      return true;
    },
    state: () => {
      if (successes.size === 0 && !isResting()) return undefined;
      return { successes: Object.fromEntries(successes), ...(rest === undefined ? {} : { rest }) };
    },
  };
}
