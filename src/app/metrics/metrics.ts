/** What is counted while the App runs, for `/metrics`: it listens to passes, answers of GitHub and webhooks, and looks at the queue when it is asked. */
import type { OnPass } from '../../reconcile/pass-report.ts';
import { Trouble } from '../../reconcile/port.ts';
import type { Queue } from '../../reconcile/queue.ts';
import type { Report } from '../../reconcile/reconciler.ts';
import type { OnAnswer } from '../octokit.ts';
import type { Readiness } from '../readiness.ts';
import type { Labels, Meters } from './meters.ts';
import type { MetricName } from './table.ts';

export interface Metrics {
  readonly onPass: OnPass;
  readonly onReport: (report: Report) => void;
  readonly onAnswer: OnAnswer;
  /** @param status how it was answered */
  readonly onWebhook: (status: number) => void;
  /** Loads what counts. What came before is counted as well. */
  start(): void;
  /** In the text format of Prometheus. */
  print(look: Look): Promise<Printed>;
}

export interface Printed {
  readonly contentType: string;
  readonly text: string;
}

interface Look {
  readonly queue: Pick<Queue, 'look'>;
  readonly readiness: () => Promise<Readiness>;
  readonly now: () => number;
}

export function createMetrics(): Metrics {
  let load = () => {};
  const started = new Promise<void>((resolve) => {
    load = resolve;
  });
  const meters = started.then(async (): Promise<Meters> => (await import('./meters.ts')).createMeters());
  const tell = (to: (meters: Meters) => void) => void meters.then(to);
  const add = (name: MetricName, labels: Labels = {}, by = 1) => tell((all) => all.add(name, labels, by));

  return {
    start: load,
    onWebhook: (status) => add('postmortems_webhooks_total', { status: String(status) }),
    onPass: ({ key: { kind }, outcome, ms, changes }) => {
      add('postmortems_passes_total', { kind, outcome });
      add('postmortems_pass_seconds', { kind }, ms / 1000);
      for (const { change, result } of changes) add('postmortems_changes_total', { change: change.do, result });
    },
    onReport: (report) => {
      const kind = kindOfFailure(report);
      if (kind !== undefined) add('postmortems_failures_total', { kind });
      if (report.what === 'fight') add('postmortems_keys_stopped_total', { change: report.change });
      if (report.what === 'merged') add('postmortems_lost_edits_merged_total', {}, report.edits);
    },
    onAnswer: ({ isWrite, status, installation, left }) => {
      add('postmortems_requests_total', { kind: isWrite ? 'write' : 'read', status: String(status ?? 'none') });
      if (installation === undefined || left === undefined) return;
      const labels = { installation: String(installation), resource: left.of };
      tell((all) => all.set('postmortems_limit_left', labels, left.count));
    },
    print: async ({ queue, readiness, now }) => {
      load();
      const all = await meters;
      all.set('postmortems_ready', {}, (await readiness()).status === 'ready' ? 1 : 0);
      try {
        const { waiting, dueSince } = await queue.look();
        all.set('postmortems_queue_keys', {}, waiting);
        all.set('postmortems_queue_age_seconds', {}, dueSince === undefined ? 0 : (now() - dueSince) / 1000);
      } catch {
        // Redis is gone, as /readyz says: nothing is known of the queue.
        all.unset('postmortems_queue_keys');
        all.unset('postmortems_queue_age_seconds');
      }
      return { contentType: all.contentType, text: await all.print() };
    },
  };
}

function kindOfFailure(report: Report): string | undefined {
  switch (report.what) {
    case 'limited':
      return 'limited';
    case 'refused change':
      return 'change';
    case 'retry':
      return report.error instanceof Trouble ? 'passing' : 'own';
    case 'failed': {
      if (!(report.error instanceof Trouble)) return 'own';
      return report.error.kind === 'refused' ? 'refused' : 'given-up';
    }
    default:
      return undefined;
  }
}
