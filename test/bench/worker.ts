/** One worker process of the bench: four passes at once, and it says so when it has begun. */
import { pino } from 'pino';
import { Probot } from 'probot';
import { QueuedOctokit } from '../../src/app/octokit.ts';
import { createAppReconciler } from '../../src/app/reconciler.ts';
import { createRedisQueue } from '../../src/reconcile/redis-queue.ts';

const { APP_ID = '', PRIVATE_KEY = '', GHE_HOST = '', REDIS_URL = '', REDIS_PREFIX = '' } = process.env;
const log = pino({ level: 'error' });
const probot = new Probot({
  appId: Number(APP_ID),
  privateKey: PRIVATE_KEY,
  baseUrl: `http://${GHE_HOST}/api/v3`,
  log,
  Octokit: QueuedOctokit,
});
const reconciler = createAppReconciler({
  auth: (installation) => probot.auth(installation),
  slug: 'postmortems',
  log,
  makeQueue: (options) =>
    createRedisQueue({
      ...options,
      url: REDIS_URL,
      prefix: REDIS_PREFIX,
      concurrency: 4,
      perInstallation: 4,
      lookMs: 50,
    }),
});
await reconciler.queue.ready();
process.stdout.write('works\n');
