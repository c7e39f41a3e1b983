/** Holds the parts of reconciliation together: events and resyncs mark keys dirty, the queue runs one pass for each. */
import type { Change } from '../postmortem/change.ts';
import { createFights, restMs } from './fights.ts';
import { caseKey, indexKey, type Key, keyText } from './key.ts';
import { createMemory, noteOverwritten, resolveAlias } from './memory.ts';
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

export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { githubFor, installations, ownLogin, timers, report } = options;
  let memory = createMemory();
  const fights = createFights(timers.now);
  const rests = new Set<unknown>();
  const resyncs = new Set<Promise<void>>();
  const queue = createMemoryQueue({
    timers,
    ...(options.backoffMs === undefined ? {} : { backoffMs: options.backoffMs }),
    work: async (key) =>
      runPass(key, {
        github: await githubFor(key.installation),
        memory,
        fights,
        now: timers.now,
        mark,
        onRefused: (at, change, error) =>
          report({ what: 'refused change', key: keyText(at), change: change.do, error }),
        onFight: (at, change) => {
          report({ what: 'fight', key: keyText(at), change: change.do });
          const timer = timers.set(() => {
            rests.delete(timer);
            mark(at);
          }, restMs);
          rests.add(timer);
        },
      }),
    onRefused: (key, error) => report({ what: 'failed', key: keyText(key), error }),
    onRetry: (key, error) => report({ what: 'retry', key: keyText(key), error }),
  });

  function mark(key: Key): void {
    queue.add(resolveAlias(memory, key), key.kind === 'index' ? indexDelayMs : caseDelayMs);
  }

  function receive(event: string, payload: Payload): void {
    const namesIn = (repo: string) => memory.labels.get(keyText(indexKey(payload.installation?.id ?? 0, repo)));
    const routed = route(event, payload, ownLogin, namesIn);
    if ('resync' in routed) {
      track(resync(routed.resync).catch((error) => report({ what: 'failed', key: `resync:${routed.resync}`, error })));
      return;
    }
    for (const { key, isSure, overwritten } of routed.mark) {
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
