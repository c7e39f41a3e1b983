/**
 * The App's own passes, run once and to their end: over everything open, over one issue, or over what an event marks. They may be stopped between any
 * two requests, and run beside the App: both write only what differs, and look again before they do.
 */
import { statusOf } from '../../github/troubles.ts';
import type { Change } from '../../postmortem/change.ts';
import { caseKey, indexKey, keyText } from '../../reconcile/key.ts';
import { gitHubPaces } from '../../reconcile/pace.ts';
import { type GitHubPort, Trouble } from '../../reconcile/port.ts';
import { realTimers } from '../../reconcile/queue.ts';
import { createReconciler, type Reconciler, type Report } from '../../reconcile/reconciler.ts';
import type { Payload } from '../../reconcile/routes.ts';
import { describeChange, knownOf } from './describe-change.ts';
import type { Progress } from './progress.ts';
import { printable } from './terminal.ts';
import type { Writer } from './writer.ts';

export type Task =
  | { readonly do: 'resync' }
  | { readonly do: 'look'; readonly number: number }
  | { readonly do: 'receive'; readonly event: string; readonly payload: Payload };

export interface CarriedOut {
  readonly repository: string;
  /** How many issues were looked at, the index being one. */
  readonly looked: number;
  readonly changes: readonly { readonly do: Change['do']; readonly words: string }[];
  readonly failed: readonly Failed[];
}

export interface Failed {
  /** `acme/shop#12`, or `the index of acme/shop` */
  readonly key: string;
  readonly why: string;
  /** What GitHub was asked for. */
  readonly change?: Change['do'];
  /** What GitHub answered. */
  readonly status?: number;
}

interface Options {
  readonly progress: Progress;
  readonly now: () => number;
  /** How long GitHub may make it wait before it gives up. */
  readonly patienceMs?: number;
}

/** @throws a `Trouble` of kind `limited` where it gives up */
export async function carryOut(writer: Writer, task: Task, options: Options): Promise<CarriedOut> {
  const { progress, now, patienceMs = Number.POSITIVE_INFINITY } = options;
  const { github, installation, login } = writer;
  const [repository = ''] = await github.listRepositories();
  const changes: CarriedOut['changes'][number][] = [];
  const failed: Failed[] = [];
  const due = new Set(task.do === 'resync' ? [keyText(indexKey(installation, repository))] : []);
  const passed = new Set<string>();
  let giveUp: (why: Trouble) => void = () => {};
  const patience = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  const watched: GitHubPort = {
    ...watch(github, (change) => changes.push(...change)),
    listOpen: async (repo) => {
      const places = await waiting(github.listOpen(repo));
      for (const one of places) due.add(keyText(caseKey(installation, one.repo, one.number)));
      progress.step(0, due.size, repository);
      return places;
    },
  };

  /** GitHub says slow down: the queue waits, and so do people. */
  async function waiting<T>(work: Promise<T>): Promise<T> {
    return work.catch((error: unknown) => {
      if (error instanceof Trouble && error.kind === 'limited')
        progress.note(`GitHub asks for a pause until ${new Date(error.until).toISOString().slice(11, 16)} UTC.`);
      throw error;
    });
  }

  function hear(report: Report): void {
    if (report.what === 'limited') {
      const { until } = report;
      if (until - now() > patienceMs) giveUp(new Trouble('limited', 'GitHub says slow down', { until }));
      return;
    }
    const key = nameOf(report.key);
    switch (report.what) {
      case 'passed':
        // A resync counts what it found open; else whatever is looked at counts.
        if (task.do !== 'resync') due.add(report.key);
        if (due.has(report.key)) passed.add(report.key);
        progress.step(passed.size, due.size, key);
        break;
      case 'retry':
        progress.note(printable(`${key} is tried again: ${reasonOf(report.error)}`));
        break;
      case 'failed':
        failed.push({ key, why: reasonOf(report.error), ...statusIn(report.error) });
        break;
      case 'refused change': {
        const { change, error } = report;
        failed.push({ key, why: `GitHub refused to ${change}: ${reasonOf(error)}`, change, ...statusIn(error) });
        break;
      }
      case 'fight':
        failed.push({ key, why: `something undoes "${report.change}" again and again` });
    }
  }

  const reconciler = createReconciler({
    githubFor: async () => watched,
    installations: async () => [installation],
    ownLogin: login,
    timers: { ...realTimers, now },
    report: hear,
    paces: gitHubPaces,
  });
  try {
    await mark(reconciler, task, installation, repository);
    await Promise.race([reconciler.settle(), patience]);
  } finally {
    await reconciler.drain();
  }
  return { repository, looked: due.size, changes, failed };

  /** Tells of each change in words, once it is made. */
  function watch(port: GitHubPort, tell: (said: CarriedOut['changes']) => void): GitHubPort {
    const names = new Map<string, string>();
    const comments = new Map<string, { readonly body: string; readonly url: string }>();
    return {
      ...port,
      readCase: async (...of) => {
        const reading = await waiting(port.readCase(...of));
        if (reading.found !== 'case') return reading;
        const known = knownOf(reading.snapshot);
        for (const [id, name] of known.names) names.set(id, name);
        for (const [number, { url }] of known.comments) comments.set(number, { body: '', url });
        return reading;
      },
      readIndex: (...of) => waiting(port.readIndex(...of)),
      apply: async (change) => {
        const number = await waiting(port.apply(change));
        tell(describeChange(change, { comments, names }).map(({ words }) => ({ do: change.do, words })));
        return number;
      },
    };
  }
}

async function mark(reconciler: Reconciler, task: Task, installation: number, repository: string): Promise<void> {
  switch (task.do) {
    case 'resync':
      return reconciler.resync(installation);
    case 'look':
      return reconciler.queue.add(caseKey(installation, repository, task.number), { note: { act: true } });
    case 'receive':
      return reconciler.receive(task.event, { ...task.payload, installation: { id: installation } });
  }
}

/** `acme/shop#12`, or `the index of acme/shop`. */
function nameOf(key: string): string {
  const [, kind, repo = key, number] = /^(case|index):\d+:(.+)#(\d+)$/.exec(key) ?? [];
  return kind === 'index' ? `the index of ${repo}` : kind === 'case' ? `${repo}#${number}` : key;
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/ - https:\S*$/, '').slice(0, 160);
}

function statusIn(error: unknown): { readonly status?: number } {
  const status = statusOf(error instanceof Trouble ? error.cause : error);
  return status === undefined ? {} : { status };
}
