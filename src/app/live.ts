/** The mode for github.com and GitHub Enterprise: Probot, the reconciler and the server, put together. */
import type { Logger } from 'pino';
import { Probot } from 'probot';
import { events } from '../index.ts';
import { gitHubPaces } from '../reconcile/pace.ts';
import type { Queue, QueueOptions } from '../reconcile/queue.ts';
import { inTime } from './in-time.ts';
import { createLog, jsonLines, textLines } from './log.ts';
import { createMetrics } from './metrics/metrics.ts';
import { tellingOctokit } from './octokit.ts';
import { createReadiness } from './readiness.ts';
import { createAppReconciler } from './reconciler.ts';
import { keepResyncing } from './resyncing.ts';
import { listen } from './server.ts';
import type { LiveSettings } from './settings.ts';
import type { Started } from './shutdown.ts';
import { openWebhookDoor, webhookPath } from './webhook-door.ts';
import { connect } from './webhooks.ts';

/** Starts the App, or says why GitHub or this machine does not let it. */
export async function startLive(settings: LiveSettings): Promise<Started> {
  const { appId, privateKey, webhookSecret, apiUrl, logLevel, production, port, host, role, redis } = settings;
  const log = createLog({ level: logLevel, destination: production ? jsonLines() : await textLines() });
  const metrics = createMetrics();
  const probot = new Probot({
    appId,
    privateKey,
    secret: webhookSecret,
    baseUrl: apiUrl,
    log,
    Octokit: tellingOctokit(metrics.onAnswer),
    request: { fetch: inTime(fetch) },
  });
  const app = await readOwnName(probot, settings);
  if ('problem' in app) return app;

  const reconciler = createAppReconciler({
    auth: (installation) => probot.auth(installation),
    slug: app.slug,
    log,
    paces: gitHubPaces,
    isWorker: role !== 'web',
    makeQueue: redis && (await meetOnRedis(redis, log)),
    onPass: metrics.onPass,
    onReport: metrics.onReport,
  });
  const { queue } = reconciler;
  await queue.ready();
  const takesWebhooks = role !== 'worker';
  const webhooks = takesWebhooks
    ? await openWebhookDoor((loaded) => connect(loaded, events, reconciler), probot, queue.isReachable)
    : undefined;
  const resyncing = keepResyncing(reconciler, log);
  const readiness = createReadiness({
    queue,
    hasStarted: () => resyncing.hasSucceeded,
    stuckMs: settings.stuckMs,
  });
  const server = await listen({
    port,
    host,
    ...(webhooks ? { webhooks } : {}),
    log,
    seen: {
      readiness,
      metrics: () => metrics.print({ queue, readiness, now: Date.now }),
      onWebhook: metrics.onWebhook,
    },
  });
  if ('problem' in server) return server;

  const { listening } = server;
  const does = takesWebhooks
    ? `takes webhooks at ${listening.url}${webhookPath}`
    : `works, with ${listening.url}/readyz`;
  log.info(`Postmortems is ${app.slug}[bot] at ${apiUrl} and ${does}.`);
  resyncing.start();
  metrics.start();
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
        await queue.close();
      },
    },
  };
}

/** The queue of several processes, loaded only where there are several. */
async function meetOnRedis(
  at: NonNullable<LiveSettings['redis']>,
  log: Logger,
): Promise<(options: QueueOptions) => Queue> {
  const { createRedisQueue } = await import('../reconcile/redis-queue.ts');
  return (options) =>
    createRedisQueue({
      ...options,
      ...at,
      onReachable: (isReachable, why) => {
        if (isReachable) log.info('Redis answers again; everything is read anew');
        else log.error({ why }, 'Redis does not answer: webhooks are refused with 503 until it does');
      },
    });
}

/** Asks GitHub which App this is: proves the credentials before anything depends on them. */
async function readOwnName(
  probot: Probot,
  { appId, apiUrl }: LiveSettings,
): Promise<{ slug: string } | { problem: string }> {
  try {
    const octokit = await probot.auth();
    const { data } = await octokit.request('GET /app', { request: { retries: 0 } });
    if (data?.slug) return { slug: data.slug };
    return { problem: `APP_ID ${appId}: GitHub at ${apiUrl} names no slug for this App. Check GHE_HOST.` };
  } catch (error) {
    const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
    if (status === 401 || status === 404) {
      return {
        problem: `APP_ID ${appId} and PRIVATE_KEY are refused by GitHub at ${apiUrl} (${status}). Check that the key was generated for this App and that the clock of this machine is right.`,
      };
    }
    const why = error instanceof Error ? error.message : String(error);
    return {
      problem: `GitHub at ${apiUrl} does not answer (${why}). Check the network and GHE_HOST, then start again.`,
    };
  }
}
