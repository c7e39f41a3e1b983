/** The reconciler on a real Octokit: which client speaks for which installation, and what is said in the log. */

import type { Client } from '../github/client.ts';
import { createGitHub } from '../github/github.ts';
import { readTrouble } from '../github/troubles.ts';
import type { Pace } from '../reconcile/pace.ts';
import type { OnPass } from '../reconcile/pass-report.ts';
import type { GitHubPort } from '../reconcile/port.ts';
import { realTimers, type Timers } from '../reconcile/queue.ts';
import { createReconciler, type Reconciler, type ReconcilerOptions, type Report } from '../reconcile/reconciler.ts';
import { type PassLog, sayPass, sayReport } from './say.ts';

export interface AppReconcilerOptions {
  /** A client of an installation, or of the App itself. */
  readonly auth: (installation?: number) => Promise<Client>;
  /** The App's slug: what it writes comes from `<slug>[bot]`. */
  readonly slug: string;
  readonly log: PassLog;
  readonly timers?: Timers;
  readonly backoffMs?: number;
  /** How fast an installation writes: as GitHub asks for, or as fast as it can on the embedded one. */
  readonly paces?: readonly Pace[];
  readonly isWorker?: boolean;
  readonly makeQueue?: ReconcilerOptions['makeQueue'];
  /** Is told of every pass that has ended. */
  readonly onPass?: OnPass;
  /** Is told of what the log is told. */
  readonly onReport?: (report: Report) => void;
}

export function createAppReconciler(options: AppReconcilerOptions): Reconciler {
  const { auth, slug, log, timers = realTimers, onPass, onReport, ...others } = options;
  const ports = new Map<number, GitHubPort>();
  const clients = new Map<number | undefined, Promise<Client>>();

  /** One client for each installation: it renews its token itself. */
  function clientFor(installation?: number): Promise<Client> {
    const known = clients.get(installation);
    if (known) return known;
    const client = auth(installation);
    client.catch(() => clients.delete(installation));
    clients.set(installation, client);
    return client;
  }

  function githubFor(installation: number): GitHubPort {
    const known = ports.get(installation);
    if (known) return known;
    const port = createGitHub({
      installation,
      slug,
      now: timers.now,
      heldUntil: () => reconciler.heldUntil(installation),
      octokit: () => clientFor(installation),
      appOctokit: () => clientFor(),
    });
    ports.set(installation, port);
    return port;
  }

  async function installations(): Promise<readonly number[]> {
    try {
      const client = await clientFor();
      const ids: number[] = [];
      for (let page = 1; ; page += 1) {
        const { data } = await client.request('GET /app/installations', {
          per_page: 100,
          page,
        });
        ids.push(...data.filter((one) => !one.suspended_at).map((one) => one.id));
        if (data.length < 100) return ids;
      }
    } catch (error) {
      throw readTrouble(error, timers.now());
    }
  }

  const reconciler = createReconciler({
    ...others,
    githubFor: async (installation) => githubFor(installation),
    installations,
    ownLogin: `${slug}[bot]`,
    timers,
    report: (report) => {
      sayReport(log, report);
      onReport?.(report);
    },
    onPass: (report) => {
      sayPass(log, report);
      onPass?.(report);
    },
  });
  return reconciler;
}
