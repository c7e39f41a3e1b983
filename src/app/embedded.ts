/** The whole product on the embedded GitHub, in one process: what `npm start` runs when no App is given. */
import { randomBytes } from 'node:crypto';
import { getRequestListener } from '@hono/node-server';
import { Probot } from 'probot';
import { createEmulator } from '../emulator/emulator.ts';
import { createPage } from '../emulator/page/page.ts';
import { events } from '../index.ts';
import { commandTable } from '../postmortem/commands/table.ts';
import { realTimers } from '../reconcile/queue.ts';
import { people } from './embedded-people.ts';
import { playHistory } from './history/play.ts';
import { createLog, createSay, jsonLines, textLines } from './log.ts';
import { createMetrics } from './metrics/metrics.ts';
import { tellingOctokit } from './octokit.ts';
import { ownNameOnly } from './own-name.ts';
import { createReadiness } from './readiness.ts';
import { createAppReconciler } from './reconciler.ts';
import { keepResyncing } from './resyncing.ts';
import { listen } from './server.ts';
import { createRecentPasses } from './shown/recent-passes.ts';
import { createTour } from './shown/tour.ts';
import type { Started } from './shutdown.ts';
import { openWebhookDoor, webhookPath } from './webhook-door.ts';
import { connect } from './webhooks.ts';

export interface EmbeddedOptions {
  readonly port: number;
  readonly host: string;
  /** Keeps the state of the embedded GitHub in this file. */
  readonly statePath?: string;
  /** How long the longest waiting key may wait while no pass ends, until `/readyz` says that it is stuck. */
  readonly stuckMs?: number;
  /** The log is JSON. */
  readonly production?: boolean;
}

const yearMs = 366 * 24 * 60 * 60_000;
const usualStuckMs = 5 * 60_000;
const home = 'acme/shop';

export async function startEmbedded({
  port,
  host,
  statePath,
  stuckMs = usualStuckMs,
  production = false,
}: EmbeddedOptions): Promise<Started> {
  const log = createLog({ level: 'warn', destination: production ? jsonLines() : await textLines() });
  const say = createSay(production);
  let clock: () => number = Date.now;
  let hint = 'One moment: a year of history is being played.';
  const emulator = createEmulator({
    now: () => clock(),
    installedAt: Date.now() - yearMs,
    ...(statePath === undefined ? {} : { statePath }),
  });
  const passes = createRecentPasses();
  const metrics = createMetrics();
  const Octokit = tellingOctokit(metrics.onAnswer);
  const tour = createTour(emulator.state, home);
  emulator.app.route(
    '/',
    createPage({
      api: (path, init) => emulator.fetch(new URL(path, emulator.publicUrl), init),
      users: people,
      hint: () => hint,
      watch: (listener) => {
        const stops = [emulator.watch(listener), passes.watch(listener)];
        return () => {
          for (const stop of stops) stop();
        };
      },
      passes,
      tour: () => (emulator.ready ? tour() : undefined),
      commands: commandTable.map(({ usage, does, examples }) => ({ usage, does, example: examples[0] ?? usage })),
    }),
  );

  const { appId, privateKey, slug } = emulator.credentials;
  const secret = randomBytes(32).toString('hex');
  const apiUrl = () => `${emulator.publicUrl}/api/v3`;
  let client: Probot | undefined;
  const probot = (): Probot => {
    client ??= new Probot({ appId, privateKey, secret, baseUrl: apiUrl(), log, Octokit });
    return client;
  };
  const reconciler = createAppReconciler({
    auth: (installation) => probot().auth(installation),
    slug,
    log,
    timers: { ...realTimers, now: () => clock() },
    onPass: (report) => {
      passes.add(report);
      metrics.onPass(report);
    },
    onReport: metrics.onReport,
  });
  emulator.connect({
    idle: () => reconciler.settle(),
    resync: async () => {
      reconciler.unpause();
      await reconciler.resync();
    },
  });

  const resyncing = keepResyncing(reconciler, log);
  const { queue } = reconciler;
  const readiness = createReadiness({ queue, hasStarted: () => emulator.ready, stuckMs, now: () => clock() });
  const door = new Probot({ appId, privateKey, secret, log });
  const server = await listen({
    port,
    host,
    webhooks: await openWebhookDoor((app) => connect(app, events, reconciler), door),
    log,
    seen: { readiness, metrics: () => metrics.print({ queue, readiness, now: clock }), onWebhook: metrics.onWebhook },
    fallback: ownNameOnly(host, getRequestListener(emulator.app.fetch)),
    fallbackOwnsHealth: true,
  });
  if ('problem' in server) return server;
  const { listening } = server;
  emulator.publicUrl = listening.url;
  emulator.hooks.target = { url: `${listening.url}${webhookPath}`, secret };

  const begin = async () => {
    const begging =
      emulator.state.issues.size === 0
        ? await playHistory(
            {
              fetch: emulator.fetch,
              api: apiUrl(),
              repo: home,
              setClock: (at) => {
                clock = () => at;
              },
              settle: emulator.idle,
              resync: () => reconciler.resync(),
            },
            Date.now(),
          ).finally(() => {
            clock = Date.now;
          })
        : undefined;
    if (begging === undefined) await reconciler.resync();
    hint = '';
    emulator.requests.clear();
    passes.clear();
    emulator.ready = true;
    resyncing.start(false);
    if (begging !== undefined) {
      say(`Postmortems runs at ${listening.url}`);
      say(`Try first: open ${listening.url}/acme/shop/issues/${begging} and put the label "incident" on it.`);
    }
  };
  const isNew = emulator.state.issues.size === 0;
  say(`Postmortems starts at ${listening.url}${isNew ? ' and plays a year of history' : ''}.`);
  void begin().catch((error: unknown) => log.error(error, 'The history could not be played'));

  return {
    url: listening.url,
    running: {
      refuse: listening.refuse,
      drain: () => {
        resyncing.stop();
        return reconciler.drain();
      },
      close: async () => {
        await listening.close();
        emulator.close();
      },
    },
  };
}
