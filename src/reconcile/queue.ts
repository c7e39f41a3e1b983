/**
 * The work queue: a set of dirty keys. A key is worked on by one pass at a time; marks that come while it waits are one mark, a mark that comes
 * while it is worked on brings exactly one pass more. Nothing here need be durable: a resync marks everything again.
 *
 * There are two engines with one contract, held by one table of tests: `memory-queue.ts` for one process, `redis-queue.ts` for several.
 */
import type { Key } from './key.ts';
import type { Kept, Note } from './note.ts';
import type { Pace } from './pace.ts';
import { Trouble } from './port.ts';

export interface Queue {
  /**
   * Marks a key dirty; its pass begins after `delayMs`, or earlier where an earlier mark waits.
   * @throws where the mark could not be kept
   */
  add(key: Key, options?: { readonly delayMs?: number; readonly note?: Note }): Promise<void>;
  /** Marks it once more after that long, whatever passes come before. One such mark of each length waits at a time. */
  addLater(key: Key, delayMs: number): Promise<void>;
  /** Begins to work. Without it this process only marks. */
  run(worker: Worker): void;
  /** Holds every key of an installation until then (epoch milliseconds); 0 for as long as seems right. */
  pause(installation: number, until: number): Promise<void>;
  /** Until when this process knows the installation to be held, epoch milliseconds. */
  heldUntil(installation: number): number;
  /** Takes a place in the row of the installation's writes. @returns how long to wait before it, in milliseconds */
  pace(installation: number, isCreation: boolean): Promise<number>;
  /** Whether nobody else has claimed this in the given time. */
  claim(name: string, forMs: number): Promise<boolean>;
  /** Resolves when marks can be kept, or after a few seconds without. */
  ready(): Promise<void>;
  /** Whether marks can be kept at the moment. */
  isReachable(): boolean;
  /** Calls back whenever marks can be kept again after a time in which they could not. */
  onReturn(callback: () => void): void;
  /** What waits, in all processes together. @throws where that cannot be told */
  look(): Promise<QueueLook>;
  /** Keys may lead to other keys as this process has learned; false where another one may know better. */
  readonly knowsAliases: boolean;
  /** Starts no further pass and waits for those that run. */
  drain(): Promise<void>;
  /** Frees what the queue holds. */
  close(): Promise<void>;
}

export interface QueueLook {
  /** Keys that wait for a pass or have one under way. */
  readonly waiting: number;
  /**
   * Since when the longest of them is due, epoch milliseconds: one that fails and comes again is due since the beginning. What GitHub asked to wait with
   * is not due.
   */
  readonly dueSince: number | undefined;
  /** When a pass has ended for good the last time. */
  readonly endedAt: number | undefined;
}

/** One pass. What it throws decides: see {@link judgeFailure}. */
export type Worker = (key: Key, job: Job) => Promise<void>;

export interface Job {
  /** All that was noted since the last pass that ended well. */
  readonly note: Note;
  /** What the last pass has kept. */
  readonly kept: Kept;
  /** For the next pass, however this one ends. */
  keep(kept: Kept): void;
}

export interface Timers {
  now(): number;
  /** Calls back after that long; returns what `clear` takes. */
  set(callback: () => void, delayMs: number): unknown;
  clear(timer: unknown): void;
}

export const realTimers: Timers = {
  now: () => Date.now(),
  set: (callback, delayMs) => setTimeout(callback, delayMs),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

export interface QueueOptions {
  /** A pass that failed for good. */
  readonly onRefused: (key: Key, error: unknown) => void;
  readonly onRetry: (key: Key, error: unknown, delayMs: number) => void;
  /** GitHub said slow down. */
  readonly onLimited?: (installation: number, until: number) => void;
  /** Passes at once in this process. */
  readonly concurrency?: number;
  /** Passes at once in this process for one installation: others always find a place. */
  readonly perInstallation?: number;
  /** First wait after a failure; doubles up to five minutes. */
  readonly backoffMs?: number;
  /** How fast an installation writes; without it, as fast as it can. */
  readonly paces?: readonly Pace[];
  /** How long at least from the beginning of a pass to the beginning of the next one over the same index. */
  readonly indexPauseMs?: number;
}

export const usual = { concurrency: 8, perInstallation: 6, backoffMs: 1000, paces: [], indexPauseMs: 5000 } as const;

const longestBackoffMs = 5 * 60_000;
export const mostFailures = 12;

/** What becomes of a key whose pass has failed. */
export type Verdict =
  | { readonly verdict: 'hold the installation'; readonly until: number }
  | { readonly verdict: 'come again'; readonly delayMs: number }
  | { readonly verdict: 'try again'; readonly delayMs: number }
  | { readonly verdict: 'give up' };

/** @param failures how many times in a row it has failed, this time included */
export function judgeFailure(error: unknown, failures: number, now: number, backoffMs: number): Verdict {
  const { kind, until } = error instanceof Trouble ? error : { kind: 'passing', until: 0 };
  if (kind === 'limited') return { verdict: 'hold the installation', until };
  if (kind === 'paced') return { verdict: 'come again', delayMs: Math.max(0, until - now) };
  if (kind === 'refused' || failures > mostFailures) return { verdict: 'give up' };
  return { verdict: 'try again', delayMs: Math.min(longestBackoffMs, backoffMs * 2 ** (failures - 1)) };
}
