/** Holds the parts of reconciliation together: events and resyncs mark keys dirty, the queue runs one pass for each. */
import { randomUUID } from 'node:crypto';
import type { Change } from '../postmortem/change.ts';
import { createFights, restMs } from './fights.ts';
import { caseKey, indexKey, type Key, keyText, resyncKey } from './key.ts';
import { createMemory, noteJoined, noteOverwritten, noteWriting, resolveAlias } from './memory.ts';
import { createMemoryQueue } from './memory-queue.ts';
import { beginNaming, name } from './naming.ts';
import type { Note } from './note.ts';
import { isCreation, longestWaitMs } from './pace.ts';
import { runPass } from './pass.ts';
import { type Cause, createPassWatch, type OnPass } from './pass-report.ts';
import { type GitHubPort, Trouble } from './port.ts';
import type { Job, Queue, QueueOptions, Timers } from './queue.ts';
import { type Payload, route } from './routes.ts';

/** What happens, for a log. */
export type Report =
  | (OfPass & { readonly what: 'refused change'; readonly change: Change['do']; readonly error: Trouble })
  | (OfPass & { readonly what: 'fight'; readonly change: Change['do'] })
  | { readonly what: 'limited'; readonly installation: number; readonly until: number }
  | (OfPass & { readonly what: 'failed' | 'retry'; readonly error: unknown })
  /** Edits that were lost under writes of ours are in the text again. */
  | (OfPass & { readonly what: 'merged'; readonly edits: number })
  | (OfPass & { readonly what: 'passed' });

interface OfPass {
  readonly key: string;
  /** The deliveries of the webhooks that led to the pass, as far as they were told. */
  readonly deliveries: readonly string[];
}

export interface ReconcilerOptions {
  readonly githubFor: (installation: number) => Promise<GitHubPort>;
  /** Every installation of the App. */
  readonly installations: () => Promise<readonly number[]>;
  /** The login of our own bot, as `postmortems[bot]`. */
  readonly ownLogin: string;
  readonly timers: Timers;
  readonly report: (report: Report) => void;
  /** Is told of every pass that has ended. */
  readonly onPass?: OnPass | undefined;
  /** Passes run in this process; else it only marks. */
  readonly isWorker?: boolean;
  /** In memory without it. */
  readonly makeQueue?: ((options: QueueOptions) => Queue & Settling) | undefined;
  readonly backoffMs?: number;
  readonly paces?: QueueOptions['paces'];
}

/** What only a queue in memory can do. */
interface Settling {
  unpause?(): void;
  settle?(): Promise<void>;
}

export interface Reconciler {
  /**
   * Takes a webhook in: marks what it makes dirty.
   * @param delivery as GitHub names it, for the log
   * @throws where the marks could not be kept
   */
  receive(event: string, payload: Payload, delivery?: string): Promise<void>;
  /** Has everything open marked dirty, of one installation or of all. */
  resync(installation?: number): Promise<void>;
  /** Ends pauses, back-offs and rests. */
  unpause(): void;
  /** Runs all that waits and resolves when nothing is under way. */
  settle(): Promise<void>;
  /** Starts no further pass, waits for those that run. */
  drain(): Promise<void>;
  /** Forgets what passes learned, as a new process would. */
  forget(): void;
  /** Until when an installation is held, as far as this process knows; epoch milliseconds. */
  heldUntil(installation: number): number;
  readonly queue: Queue;
}

/** How long marks are gathered before a pass. */
const caseDelayMs = 500;
const indexDelayMs = 1000;
/** When lists that lag have caught up. */
export const laterMs = 61_000;

export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { githubFor, installations, ownLogin, timers, report, isWorker = true } = options;
  const { makeQueue = (of: QueueOptions) => createMemoryQueue({ ...of, timers }) } = options;
  let memory = createMemory();
  /** Installation → the latest resync that this process knows of. */
  const resynced = new Map<number, number>();
  /** Key → what led to the pass that runs, or has just failed. */
  const deliveriesOf = new Map<string, readonly string[]>();
  const passes = createPassWatch(isWorker ? options.onPass : undefined, timers.now);
  const queue = makeQueue({
    ...(options.backoffMs === undefined ? {} : { backoffMs: options.backoffMs }),
    ...(options.paces === undefined ? {} : { paces: options.paces }),
    onRefused: (key, error) => {
      report({ what: 'failed', ...ofPass(key), error });
      deliveriesOf.delete(keyText(key));
    },
    onRetry: (key, error) => report({ what: 'retry', ...ofPass(key), error }),
    onLimited: (installation, until) => report({ what: 'limited', installation, until }),
  });
  if (isWorker) queue.run(work);

  function ofPass(key: Key): OfPass {
    const text = keyText(key);
    return { key: text, deliveries: deliveriesOf.get(text) ?? [] };
  }

  /** What fails keeps its deliveries for the report of that. */
  async function work(key: Key, job: Job): Promise<void> {
    deliveriesOf.set(keyText(key), job.note.deliveries ?? []);
    await passOver(key, job);
    deliveriesOf.delete(keyText(key));
  }

  async function passOver(key: Key, { note, kept, keep }: Job): Promise<void> {
    const { deliveries = [] } = note;
    const told = deliveries.length > 0 ? { deliveries } : {};
    const github = await githubFor(key.installation);
    if (key.kind === 'resync') return markAll(key.installation, github, told);
    if (note.isUnsure && memory.unrelated.has(keyText(key))) return;
    if (note.resync) beginAnew(key.installation, note.resync, github);
    if (kept.written) noteWriting(memory, kept.written.of, kept.written.bases);
    for (const { of, lost } of note.overwritten ?? []) if (!noteOverwritten(memory, of, lost)) github.tellEdits(of);
    noteJoined(memory, key, note.joins ?? [], note.leaves ?? []);
    const fights = createFights(note.act ? undefined : kept.fight, timers.now);
    const marks: Promise<void>[] = [];
    let now = kept;
    let naming = name(kept.naming ?? beginNaming(randomUUID()), note.numbers ?? []);
    try {
      await passes.watch({ key, deliveries }, github, (watched) =>
        runPass(key, {
          github: watched,
          memory,
          fights,
          note,
          kept,
          now: timers.now,
          mark: (other, own) => void marks.push(mark(other, { cause: 'pass', over: key }, { ...told, ...own })),
          markLater: (other) => {
            passes.noteCause(other, { cause: 'later' });
            marks.push(queue.addLater(other, laterMs));
          },
          keep: (more) => {
            now = { ...now, ...more };
          },
          naming: () => naming,
          name: (numbers) => {
            naming = name(naming, numbers);
          },
          takeTurn: (change) => takeTurn(key.installation, change),
          onRefused: (at, change, error) => report({ what: 'refused change', ...ofPass(at), change: change.do, error }),
          onFight: (at, change) => {
            report({ what: 'fight', ...ofPass(at), change: change.do });
            passes.noteCause(at, { cause: 'rest' });
            marks.push(queue.addLater(at, restMs));
          },
          onMerged: (edits) => report({ what: 'merged', ...ofPass(key), edits }),
        }),
      );
      report({ what: 'passed', ...ofPass(key) });
    } finally {
      const { fight: _, ...others } = now;
      const fight = fights.state();
      keep({ ...others, ...(fight ? { fight } : {}), ...(key.kind === 'index' ? { naming } : {}) });
      // A pass whose marks are lost has not ended well.
      await Promise.all(marks);
    }
  }

  /** What was remembered of earlier readings is forgotten once, in every process. */
  function beginAnew(installation: number, at: number, github: GitHubPort): void {
    if ((resynced.get(installation) ?? 0) >= at) return;
    resynced.set(installation, at);
    github.forget();
    for (const text of memory.boards.keys()) if (text.startsWith(`index:${installation}:`)) memory.boards.delete(text);
  }

  async function markAll(installation: number, github: GitHubPort, told: Note): Promise<void> {
    const at = timers.now();
    beginAnew(installation, at, github);
    /** An incident and its postmortem may be in two repositories. */
    const marked = new Set<string>();
    for (const repo of await github.listRepositories()) {
      const places = await github.listOpen(repo);
      const keys = [...places.map((one) => caseKey(installation, one.repo, one.number)), indexKey(installation, repo)];
      const fresh = keys.filter((key) => !marked.has(keyText(key)));
      for (const key of fresh) marked.add(keyText(key));
      await Promise.all(fresh.map((key) => mark(key, { cause: 'resync' }, { ...told, resync: at })));
    }
  }

  /** Waits for the installation's turn to write; a pass that would wait long comes again. */
  async function takeTurn(installation: number, change: Change): Promise<void> {
    const waitMs = await queue.pace(installation, isCreation(change));
    if (waitMs > longestWaitMs) throw new Trouble('paced', 'many writes wait', { until: timers.now() + waitMs });
    if (waitMs > 0) await new Promise<void>((resolve) => void timers.set(resolve, waitMs));
  }

  function mark(key: Key, cause: Cause, note?: Note): Promise<void> {
    const known = queue.knowsAliases ? resolveAlias(memory, key) : key;
    passes.noteCause(known, cause);
    const delayMs = key.kind === 'index' ? indexDelayMs : caseDelayMs;
    return queue.add(known, { delayMs, ...(note ? { note } : {}) });
  }

  async function receive(event: string, payload: Payload, delivery?: string): Promise<void> {
    const namesIn = (repo: string) => memory.labels.get(keyText(indexKey(payload.installation?.id ?? 0, repo)));
    const routed = route(event, payload, ownLogin, namesIn);
    const told = delivery === undefined ? {} : { deliveries: [delivery] };
    if ('resync' in routed) return queue.add(resyncKey(routed.resync), { note: told });
    const cause = causeOf(event, payload);
    const marks = routed.mark.map(({ key, isSure, overwritten, page }) => {
      if (!isSure && memory.unrelated.has(keyText(key))) return undefined;
      const of = page === undefined ? key : caseKey(key.installation, key.repo, page);
      return mark(key, cause, {
        ...told,
        ...(payload.sender?.type === 'User' ? { act: true as const } : {}),
        ...(isSure ? {} : { isUnsure: true as const }),
        ...(overwritten ? { overwritten: [{ of, lost: overwritten }] } : {}),
        ...(page === undefined ? {} : { numbers: [page] }),
      });
    });
    await Promise.all(marks);
  }

  async function resync(installation?: number): Promise<void> {
    const all = installation === undefined ? await installations() : [installation];
    await Promise.all(all.map((one) => queue.add(resyncKey(one))));
  }

  /** Listing the installations is under way without a key. */
  const listing = new Set<Promise<void>>();

  return {
    receive,
    resync: (installation) => {
      const listed = resync(installation);
      const quiet = listed.catch(() => {});
      listing.add(quiet);
      void quiet.finally(() => listing.delete(quiet));
      return listed;
    },
    unpause: () => queue.unpause?.(),
    settle: async () => {
      do {
        await Promise.all(listing);
        await queue.settle?.();
      } while (listing.size > 0);
    },
    drain: () => queue.drain(),
    forget: () => {
      memory = createMemory();
    },
    heldUntil: (installation) => queue.heldUntil(installation),
    queue,
  };
}

function causeOf(event: string, { action, sender, repository, issue, parent_issue, label }: Payload): Cause {
  return {
    cause: 'event',
    event: action === undefined ? event : `${event}.${action}`,
    by: sender?.login,
    repo: repository?.full_name,
    number: (issue ?? parent_issue)?.number,
    label: label?.name,
  };
}
