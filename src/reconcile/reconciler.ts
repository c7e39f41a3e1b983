/** Holds the parts of reconciliation together: events and resyncs mark keys dirty, the queue runs one pass for each. */
import type { Change } from '../postmortem/change.ts';
import { createFights, restMs } from './fights.ts';
import { caseKey, indexKey, type Key, keyText } from './key.ts';
import { createMemory, nameInIndex, noteOverwritten, resolveAlias } from './memory.ts';
import { runPass } from './pass.ts';
import type { GitHubPort, Trouble } from './port.ts';
import { createMemoryQueue, type Timers } from './queue.ts';
import { type Payload, route } from './routes.ts';

/** What happens, for a log. */
export type Report =
  | { readonly what: 'refused change'; readonly key: string; readonly change: Change['do']; readonly error: Trouble }
  | { readonly what: 'fight'; readonly key: string; readonly change: Change['do'] }
  | { readonly what: 'failed' | 'retry'; readonly key: string; readonly error: unknown };

export interface ReconcilerOptions {
  readonly githubFor: (installation: number) => Promise<GitHubPort>;
  /** Every installation of the App. */
  readonly installations: () => Promise<readonly number[]>;
  /** The login of our own bot, as `postmortems[bot]`. */
  readonly ownLogin: string;
  readonly timers: Timers;
  readonly report: (report: Report) => void;
  readonly backoffMs?: number;
}

export interface Reconciler {
  /** Takes a webhook in: marks what it makes dirty and returns at once. */
  receive(event: string, payload: Payload): void;
  /** Marks everything open dirty, of one installation or of all. */
  resync(installation?: number): Promise<void>;
  /** Ends pauses and back-offs. */
  unpause(): void;
  /** Runs all that waits and resolves when nothing is under way. */
  settle(): Promise<void>;
  /** Starts no further pass, waits for those that run. */
  drain(): Promise<void>;
  /** Forgets what passes learned, as a new process would. */
  forget(): void;
}

/** How long marks are gathered before a pass. */
const caseDelayMs = 500;
const indexDelayMs = 1000;
const indexPauseMs = 5000;
/** When lists that lag have caught up. */
export const laterMs = 61_000;

export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { githubFor, installations, ownLogin, timers, report } = options;
  let memory = createMemory();
  const fights = createFights(timers.now);
  const rests = new Set<unknown>();
  /** Index → when its last pass began; and those that are looked at once more. */
  const begunAt = new Map<string, number>();
  const later = new Set<string>();
  const resyncs = new Set<Promise<void>>();
  const queue = createMemoryQueue({
    timers,
    ...(options.backoffMs === undefined ? {} : { backoffMs: options.backoffMs }),
    work: async (key) => {
      if (key.kind === 'index') begunAt.set(keyText(key), timers.now());
      return runPass(key, {
        github: await githubFor(key.installation),
        memory,
        fights,
        now: timers.now,
        mark,
        markLater,
        onRefused: (at, change, error) =>
          report({ what: 'refused change', key: keyText(at), change: change.do, error }),
        onFight: (at, change) => {
          report({ what: 'fight', key: keyText(at), change: change.do });
          markAfter(at, restMs);
        },
      });
    },
    onRefused: (key, error) => report({ what: 'failed', key: keyText(key), error }),
    onRetry: (key, error) => report({ what: 'retry', key: keyText(key), error }),
  });

  function mark(key: Key): void {
    queue.add(resolveAlias(memory, key), key.kind === 'index' ? indexDelay(key) : caseDelayMs);
  }

  /** Soon after the first of many changes, and then with a pause between any two passes. */
  function indexDelay(key: Key): number {
    const begun = begunAt.get(keyText(key)) ?? Number.NEGATIVE_INFINITY;
    return Math.max(indexDelayMs, begun + indexPauseMs - timers.now());
  }

  function markAfter(key: Key, delayMs: number): void {
    const timer = timers.set(() => {
      rests.delete(timer);
      mark(key);
    }, delayMs);
    rests.add(timer);
  }

  /** One of them at a time is enough: it reads all that has moved. */
  function markLater(key: Key): void {
    const text = keyText(key);
    if (later.has(text)) return;
    later.add(text);
    const timer = timers.set(() => {
      rests.delete(timer);
      later.delete(text);
      mark(key);
    }, laterMs);
    rests.add(timer);
  }

  function receive(event: string, payload: Payload): void {
    const namesIn = (repo: string) => memory.labels.get(keyText(indexKey(payload.installation?.id ?? 0, repo)));
    const routed = route(event, payload, ownLogin, namesIn);
    if ('resync' in routed) {
      track(resync(routed.resync).catch((error) => report({ what: 'failed', key: `resync:${routed.resync}`, error })));
      return;
    }
    for (const { key, isSure, overwritten, page } of routed.mark) {
      if (page !== undefined) nameInIndex(memory, key, [page]);
      if (payload.sender?.type === 'User') {
        fights.noteAct(resolveAlias(memory, key));
        fights.noteAct(indexKey(key.installation, key.repo));
      }
      if (overwritten) noteOverwritten(memory, key, overwritten);
      if (isSure || !memory.unrelated.has(keyText(key))) mark(key);
    }
  }

  function track(work: Promise<void>): void {
    resyncs.add(work);
    void work.finally(() => resyncs.delete(work));
  }

  async function resync(installation?: number): Promise<void> {
    const all = installation === undefined ? await installations() : [installation];
    for (const one of all) {
      const github = await githubFor(one);
      github.forget();
      for (const text of memory.boards.keys()) if (text.startsWith(`index:${one}:`)) memory.boards.delete(text);
      for (const repo of await github.listRepositories()) {
        for (const number of await github.listOpen(repo)) mark(caseKey(one, repo, number));
        mark(indexKey(one, repo));
      }
    }
  }

  async function settle(): Promise<void> {
    do {
      await Promise.all(resyncs);
      await queue.settle();
    } while (resyncs.size > 0);
  }

  return {
    receive,
    resync: (installation) => {
      const work = resync(installation);
      track(work.catch(() => {}));
      return work;
    },
    unpause: () => {
      fights.forget();
      queue.unpause();
    },
    settle,
    drain: () => {
      for (const timer of rests) timers.clear(timer);
      return queue.drain();
    },
    forget: () => {
      memory = createMemory();
    },
  };
}
