/**
 * `resync OWNER/REPO`: runs the App's own passes over everything open and the index. It may be stopped between any two requests, and run beside the
 * App: both write only what differs, and look again before they do.
 */
import type { Change } from '../../postmortem/change.ts';
import { caseKey, indexKey, keyText } from '../../reconcile/key.ts';
import { type GitHubPort, Trouble } from '../../reconcile/port.ts';
import { realTimers } from '../../reconcile/queue.ts';
import { createReconciler, type Report } from '../../reconcile/reconciler.ts';
import { exitCodes } from './commands.ts';
import { describeChange, knownOf } from './describe-change.ts';
import { explain } from './explain.ts';
import { fail } from './fail.ts';
import { createProgress, type Progress } from './progress.ts';
import type { Asked, Surroundings } from './run.ts';
import { printable, printableJson } from './terminal.ts';
import { type Identity, openWriter, readIdentity, type Writer } from './writer.ts';

/** @returns the exit code */
export async function runResync([repo = '']: readonly string[], asked: Asked, around: Surroundings): Promise<number> {
  const { out, err, now } = around;
  const identity = readIdentity(around);
  if ('problem' in identity) return fail(identity.problem, around);
  const progress = createProgress({ err, columns: around.errColumns });
  try {
    const writer = await openWriter(identity, repo, around);
    if ('problem' in writer) return fail(writer.problem, around);
    const repaired = await repair(writer, progress, around);
    progress.end();
    const { failed } = repaired;
    for (const { key, why } of failed) err(`${printable(`${key}: ${why}`)}\n`);
    out(asked.options.format === 'json' ? `${printableJson(repaired)}\n` : renderText(repaired));
    return failed.length > 0 ? exitCodes.bad.code : exitCodes.good.code;
  } catch (error) {
    progress.end();
    const why = explain(error, { issue: repo, apiUrl: identity.apiUrl, ...told(identity), now: now() });
    if (why === undefined) throw error;
    return fail(why, around);
  }
}

function told(identity: Identity): { readonly hasToken: boolean; readonly isApp: boolean } {
  const isApp = 'app' in identity;
  return { hasToken: !isApp, isApp };
}

interface Repaired {
  readonly repository: string;
  /** Issues that were looked at, and the index. */
  readonly looked: number;
  readonly changes: readonly { readonly do: Change['do']; readonly words: string }[];
  readonly failed: readonly { readonly key: string; readonly why: string }[];
}

async function repair(writer: Writer, progress: Progress, { now }: Surroundings): Promise<Repaired> {
  const { github, installation, login } = writer;
  const [repository = ''] = await github.listRepositories();
  const changes: Repaired['changes'][number][] = [];
  const failed: Repaired['failed'][number][] = [];
  const due = new Set([keyText(indexKey(installation, repository))]);
  const passed = new Set<string>();
  const watched: GitHubPort = {
    ...watch(github, (change) => changes.push(...change)),
    listOpen: async (repo) => {
      const numbers = await waiting(github.listOpen(repo));
      for (const number of numbers) due.add(keyText(caseKey(installation, repo, number)));
      progress.step(0, due.size, repository);
      return numbers;
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
    if (report.what === 'limited') return;
    const key = nameOf(report.key);
    switch (report.what) {
      case 'passed':
        if (due.has(report.key)) passed.add(report.key);
        progress.step(passed.size, due.size, key);
        break;
      case 'retry':
        progress.note(printable(`${key} is tried again: ${reasonOf(report.error)}`));
        break;
      case 'failed':
        failed.push({ key, why: reasonOf(report.error) });
        break;
      case 'refused change':
        failed.push({ key, why: `GitHub refused to ${report.change}: ${reasonOf(report.error)}` });
        break;
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
  });
  try {
    await reconciler.resync(installation);
    await reconciler.settle();
  } finally {
    await reconciler.drain();
  }
  return { repository, looked: due.size, changes, failed };

  /** Tells of each change in words, once it is made. */
  function watch(port: GitHubPort, tell: (said: Repaired['changes']) => void): GitHubPort {
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

/** `acme/shop#12`, or `the index of acme/shop`. */
function nameOf(key: string): string {
  const [, kind, repo = key, number] = /^(case|index):\d+:(.+)#(\d+)$/.exec(key) ?? [];
  return kind === 'index' ? `the index of ${repo}` : kind === 'case' ? `${repo}#${number}` : key;
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/ - https:\S*$/, '').slice(0, 160);
}

function renderText({ repository, looked, changes, failed }: Repaired): string {
  const issues = looked - 1;
  const seen = `${repository}: looked at ${issues === 1 ? '1 issue' : `${issues} issues`} and the index.`;
  const left = failed.length > 0 ? ` ${failed.length} could not be repaired.` : '';
  if (changes.length === 0) return `${printable(seen)} Nothing to change.${left}\n`;
  const counted = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  return `${[`${printable(seen)} ${counted}.${left}`, ...changes.map((one) => `- ${one.words}`)].join('\n')}\n`;
}
