/** What processes have to know of each other: two Apps on one Redis, each with a memory of its own, before the embedded GitHub. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { Probot } from 'probot';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { QueuedOctokit } from '../../src/app/octokit.ts';
import { createAppReconciler } from '../../src/app/reconciler.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { caseKey, type Key, keyText, resyncKey } from '../../src/reconcile/key.ts';
import { Trouble } from '../../src/reconcile/port.ts';
import type { Queue, QueueOptions } from '../../src/reconcile/queue.ts';
import type { Reconciler } from '../../src/reconcile/reconciler.ts';
import { createRedisQueue } from '../../src/reconcile/redis-queue.ts';
import { readable } from '../world.ts';
import { findRedis } from './redis-server.ts';

const redis = await findRedis();
const { url = '' } = redis;
afterAll(() => (redis.isOwn ? redis.stop() : undefined));

const eventually = <T>(holds: () => Promise<T> | T) => vi.waitFor(holds, { timeout: 8000, interval: 20 });

/** Processes that meet on one Redis: passes run in the one that has the turn. */
function createCompany() {
  const emulator = createEmulator({ publicUrl: 'http://localhost:3000' });
  const prefix = `test-${randomUUID()}`;
  const apps: Reconciler[] = [];
  let turn = (_key: Key): string => 'A';
  let surprise: { request: RegExp; act: () => Promise<void> } | undefined;
  onTestFinished(async () => {
    for (const app of apps) await app.queue.close();
    emulator.close();
  });

  function makeQueue(name: string, options: QueueOptions): Queue {
    const queue = createRedisQueue({ ...options, url, prefix, lookMs: 20, indexPauseMs: 50 });
    const run: Queue['run'] = (worker) =>
      queue.run(async (key, job) => {
        if (turn(key) !== name) throw new Trouble('paced', 'it is not our turn', { until: Date.now() + 30 });
        await worker(key, job);
      });
    return { ...queue, run };
  }

  async function join(name: string, isWorker = true): Promise<Reconciler> {
    const { appId, privateKey } = emulator.credentials;
    const fetchForApp: typeof fetch = async (input, init) => {
      const act = surprise?.request.test(`${init?.method} ${String(input)}`) ? surprise.act : undefined;
      if (act) surprise = undefined;
      await act?.();
      return emulator.fetch(input, init);
    };
    const probot = new Probot({
      appId,
      privateKey,
      secret: 'a secret of the tests',
      baseUrl: 'http://localhost:3000/api/v3',
      log: pino({ level: 'silent' }),
      Octokit: QueuedOctokit,
      request: { fetch: fetchForApp },
    });
    const app = createAppReconciler({
      auth: (installation) => probot.auth(installation),
      slug: 'postmortems',
      log: pino({ level: 'silent' }),
      isWorker,
      makeQueue: (options) => makeQueue(name, options),
    });
    await app.queue.ready();
    apps.push(app);
    return app;
  }

  const as = async <T>(login: string, method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await emulator.fetch(`http://localhost:3000/api/v3/repos/acme/shop/issues${path}`, {
      method,
      headers: { authorization: `token ${login}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answer.json() as Promise<T>;
  };
  const body = async (issue: number) => readable((await as<{ body: string }>('ann', 'GET', `/${issue}`)).body);
  return {
    emulator,
    join,
    as,
    body,
    /** Who takes which key. */
    turns: (of: (key: Key) => string) => {
      turn = of;
    },
    justBefore: (request: RegExp, act: () => Promise<void>) => {
      surprise = { request, act };
    },
    /** Webhooks go there. */
    deliverTo: (app: Reconciler) => {
      emulator.hooks.target = {
        url: 'http://app.test/api/github/webhooks',
        secret: 'a secret of the tests',
        fetch: async (_url, init) => {
          await app.receive(new Headers(init?.headers).get('x-github-event') ?? '', JSON.parse(String(init?.body)));
          return new Response('ok');
        },
      };
    },
    say: (issue: number, text: string) => as('wes', 'POST', `/${issue}/comments`, { body: text }),
    open: async (title: string) => {
      const { number } = await as<{ number: number }>('ann', 'POST', '', { title, body: '' });
      await as('ann', 'POST', `/${number}/labels`, { labels: ['incident'] });
      return eventually(async () => {
        const [child] = await as<{ number: number }[]>('ann', 'GET', `/${number}/sub_issues`);
        if (!child) throw new Error('there is no postmortem');
        return { incident: number, postmortem: child.number };
      });
    },
    index: async () => {
      const [found] = await as<{ body: string }[]>('ann', 'GET', '?labels=postmortem-index');
      return readable(found?.body ?? '');
    },
  };
}

// One after the other: Octokit shares a token between Apps of the same name that ask for it at once.
describe.runIf(redis.url !== undefined)('processes on one Redis', () => {
  test('an edit that was lost under our write comes back, though another process hears of it than wrote it', async () => {
    const company = createCompany();
    company.deliverTo(await company.join('web', false));
    await company.join('A');
    await company.join('B');
    const { incident, postmortem } = await company.open('Checkout');
    // One learns what the other has to know.
    company.turns((key) => (key.number === postmortem ? 'B' : 'A'));
    await company.say(incident, '/timeline 10:00 discovered: carts');
    await eventually(async () => expect(await company.body(postmortem)).toContain('carts'));
    company.justBefore(new RegExp(`^PATCH .*/issues/${postmortem}$`), async () => {
      const before = await company.as<{ body: string }>('moe', 'GET', `/${postmortem}`);
      const changed = before.body.replace(/(## Summary\n\n)<!--.*?-->/, '$1Nobody could pay.');
      expect(changed).not.toBe(before.body);
      await company.as('moe', 'PATCH', `/${postmortem}`, { body: changed });
    });
    await company.say(incident, '/timeline 10:05 restart');
    await eventually(async () => {
      const text = await company.body(postmortem);
      expect(text).toContain('Nobody could pay.');
      expect(text).toContain('restart');
    });
  });

  test('what has left the index stays away, though another process still has it on its board', async () => {
    const company = createCompany();
    company.deliverTo(await company.join('web', false));
    await company.join('A');
    await company.join('B');
    const stays = await company.open('Checkout');
    const leaves = await company.open('Search');
    const shows = (holds: (index: string) => void) => eventually(async () => holds(await company.index()));
    await shows((index) => expect(index).toMatch(/Checkout[\s\S]*Search|Search[\s\S]*Checkout/));
    company.turns(() => 'B');
    await company.as('ann', 'PATCH', `/${stays.postmortem}`, { title: 'Postmortem: Checkout is slow' });
    await company.say(stays.incident, '/timeline 10:00 discovered: carts');
    await shows((index) => expect(index).toContain('Checkout is slow'));
    company.turns(() => 'A');
    await company.as('ann', 'DELETE', `/${leaves.postmortem}/labels/postmortem`);
    await shows((index) => expect(index).not.toContain('Search'));
    company.turns(() => 'B');
    await company.as('ann', 'PATCH', `/${stays.postmortem}`, { title: 'Postmortem: Checkout is down' });
    await company.say(stays.incident, '/timeline 10:05 all of them');
    await shows((index) => expect(index).toContain('Checkout is down'));
    expect(await company.index()).not.toContain('Search');
  });

  test('a key has one pass at a time, a pause and the pace hold everywhere, and one of them has the claim', async () => {
    const prefix = `test-${randomUUID()}`;
    const held: number[] = [];
    const underWay = new Set<string>();
    let passes = 0;
    const queues = [0, 1].map((at) =>
      createRedisQueue({
        url,
        prefix,
        lookMs: 20,
        onRefused: () => {},
        onRetry: () => {},
        onLimited: () => void held.push(at),
        paces: [{ of: 'creation', burst: 1, everyMs: 5000 }],
      }),
    );
    const [one, two] = queues;
    if (!one || !two) throw new Error('there are two');
    onTestFinished(async () => {
      for (const queue of queues) await queue.close();
    });
    await Promise.all(queues.map((queue) => queue.ready()));
    for (const queue of queues) {
      queue.run(async (key) => {
        const text = keyText(key);
        expect(underWay).not.toContain(text);
        underWay.add(text);
        passes += 1;
        await new Promise((done) => setTimeout(done, 30));
        underWay.delete(text);
      });
    }
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(queues.flatMap((queue) => [queue.add(caseKey(1, 'acme/shop', 1)), queue.add(resyncKey(1))]));
      await new Promise((done) => setTimeout(done, 20));
    }
    await eventually(() => expect(passes).toBeGreaterThanOrEqual(4));
    await new Promise((done) => setTimeout(done, 150));
    const before = passes;
    await one.pause(1, Date.now() + 600);
    await two.add(caseKey(1, 'acme/shop', 2));
    await two.add(caseKey(2, 'acme/else', 2));
    await eventually(() => expect(passes).toBe(before + 1));
    await new Promise((done) => setTimeout(done, 200));
    expect(passes).toBe(before + 1);
    await eventually(() => expect(passes).toBe(before + 2));
    expect(await one.pace(3, true)).toBe(0);
    expect(Math.round((await two.pace(3, true)) / 1000)).toBe(5);
    expect([await one.claim('resync', 1000), await two.claim('resync', 1000)]).toEqual([true, false]);
  });
});
