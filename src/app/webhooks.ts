/** From Probot to the reconciler: a handler marks keys dirty and returns; the work is done elsewhere, so no delivery ever waits for it. */
import type { Probot } from 'probot';
import { gitHubPaces } from '../reconcile/pace.ts';
import type { Reconciler } from '../reconcile/reconciler.ts';
import type { Payload } from '../reconcile/routes.ts';
import { createAppReconciler } from './reconciler.ts';
import { notKept } from './webhook-door.ts';

export type EventName =
  | 'issues'
  | 'issue_comment'
  | 'sub_issues'
  | 'repository'
  | 'installation'
  | 'installation_repositories';

/** Lets every event of the table mark what it makes dirty. */
export function connect(app: Probot, events: readonly EventName[], reconciler: Pick<Reconciler, 'receive'>): void {
  for (const event of events) {
    app.on(event, async ({ id, name, payload }) => {
      try {
        await reconciler.receive(name, payload as Payload, id);
      } catch (error) {
        // The status is what GitHub is answered.
        throw Object.assign(new Error(notKept, { cause: error }), { status: 503 });
      }
    });
  }
}

/** For `probot run`, which hands over nothing but a Probot: who we are is asked at the first event. */
export function reconcilerOf(app: Probot): Pick<Reconciler, 'receive'> {
  let started: Promise<Reconciler> | undefined;
  const start = async (): Promise<Reconciler> => {
    const octokit = await app.auth();
    const { data } = await octokit.request('GET /app');
    const reconciler = createAppReconciler({
      auth: (installation) => app.auth(installation),
      slug: data?.slug ?? '',
      log: app.log,
      paces: gitHubPaces,
    });
    await reconciler.resync();
    return reconciler;
  };
  return {
    receive: async (...webhook) => {
      started ??= start();
      void started.then(
        (reconciler) => reconciler.receive(...webhook),
        (error: unknown) => {
          started = undefined;
          app.log.error(error, 'GitHub does not answer; the next event tries again');
        },
      );
    },
  };
}
