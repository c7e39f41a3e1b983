/**
 * Nothing fights without end: who undoes what the app does again and again, a bot with a mind of its own or a second App, gets a rest.
 * The same change that succeeded three times in ten minutes, with no person's act between, stops its key for ten minutes. All of it is
 * in memory and can be lost: a new process tries three times more.
 */
import type { Change } from '../postmortem/change.ts';
import { hash } from '../postmortem/hash.ts';
import { samenessOf } from '../postmortem/sameness.ts';
import { type Key, keyText } from './key.ts';

export const restMs = 10 * 60_000;
const withinMs = 10 * 60_000;
const mostTimes = 3;

export interface Fights {
  /** A person did something with what this key keeps. */
  noteAct(key: Key): void;
  /** @returns whether that was once too often, so that the key rests from now on */
  noteSuccess(key: Key, change: Change): boolean;
  isResting(key: Key): boolean;
  /** Ends all rests. */
  forget(): void;
}

export function createFights(now: () => number): Fights {
  /** Key → change → when it succeeded. */
  const successes = new Map<string, Map<string, readonly number[]>>();
  const rests = new Map<string, number>();
  return {
    noteAct: (key) => {
      successes.delete(keyText(key));
      rests.delete(keyText(key));
    },
    noteSuccess: (key, change) => {
      const text = keyText(key);
      const changes = successes.get(text) ?? new Map<string, readonly number[]>();
      successes.set(text, changes);
      for (const [name, times] of changes) if ((times.at(-1) ?? 0) <= now() - withinMs) changes.delete(name);
      const name = hash(samenessOf(change));
      const times = [...(changes.get(name) ?? []), now()].filter((at) => at > now() - withinMs);
      changes.set(name, times);
      if (times.length < mostTimes) return false;
      successes.delete(text);
      rests.set(text, now() + restMs);
      return true;
    },
    isResting: (key) => (rests.get(keyText(key)) ?? 0) > now(),
    forget: () => {
      successes.clear();
      rests.clear();
    },
  };
}
