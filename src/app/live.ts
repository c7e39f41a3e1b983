/** The mode for github.com and GitHub Enterprise: Probot, the reconciler and the server, put together. */
import { Probot } from 'probot';
import { events } from '../index.ts';
import { createLog, jsonLines, textLines } from './log.ts';
import { fetchInTime, QueuedOctokit } from './octokit.ts';
import { createAppReconciler } from './reconciler.ts';
import { keepResyncing } from './resyncing.ts';
import { listen } from './server.ts';
import type { LiveSettings } from './settings.ts';
import type { Started } from './shutdown.ts';
import { openWebhookDoor } from './webhook-door.ts';
import { connect } from './webhooks.ts';

/** Starts the App, or says why GitHub or this machine does not let it. */
export async function startLive(settings: LiveSettings): Promise<Started> {
  const { appId, privateKey, webhookSecret, apiUrl, logLevel, production, port, host } = settings;
  const log = createLog({ level: logLevel, destination: production ? jsonLines() : await textLines() });
  const probot = new Probot({
    appId,
    privateKey,
    secret: webhookSecret,
    baseUrl: apiUrl,
    log,
    Octokit: QueuedOctokit,
    request: { fetch: fetchInTime },
  });
  const app = await readOwnName(probot, settings);
  if ('problem' in app) return app;

  const reconciler = createAppReconciler({ auth: (installation) => probot.auth(installation), slug: app.slug, log });
  const webhooks = await openWebhookDoor((loaded) => connect(loaded, events, reconciler), probot);
  const resyncing = keepResyncing(reconciler, log);
  const server = await listen({ port, host, webhooks, log, ready: () => resyncing.hasSucceeded });
  if ('problem' in server) return server;

  const { listening } = server;
  log.info(`Postmortems is ${app.slug}[bot] at ${apiUrl} and takes webhooks at ${listening.url}/api/github/webhooks.`);
  resyncing.start();
  return {
    url: listening.url,
    running: {
      refuse: listening.refuse,
      drain: () => {
        resyncing.stop();
        return reconciler.drain();
      },
      close: () => listening.close(),
    },
  };
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
