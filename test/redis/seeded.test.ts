/**
 * Stories of the simulation on Redis, all at once: processes of the App, killed in the middle of their passes and started again, before the embedded
 * GitHub, which runs without it. In the end people see what a clean run of them shows, but for the times at which it was.
 */
import { randomUUID } from 'node:crypto';
import { getRequestListener } from '@hono/node-server';
import { pino } from 'pino';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { listen } from '../../src/app/server.ts';
import { webhookPath } from '../../src/app/webhook-door.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { privateKey, secret } from '../app/real-server.ts';
import { freePort } from '../free-port.ts';
import { describeEnd } from '../simulation/describe-end.ts';
import { makeStory } from '../simulation/make-story.ts';
import { createPeople } from '../simulation/people.ts';
import { play } from '../simulation/play.ts';
import type { Act, Story } from '../simulation/story.ts';
import { type AppProcess, healthy, startProcess } from './app-process.ts';
import { findRedis } from './redis-server.ts';

const redis = await findRedis();
const isThere = redis.url !== undefined && redis.isOwn;
const letters = ['A', 'B', 'C', 'D'] as const;
/** Writes of the App after which processes are killed: both of them, then one of them. */
const kills: ReadonlyMap<number, readonly number[]> = new Map([
  [6, [0, 1]],
  [25, [1]],
]);
const hourMs = 3_600_000;

const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
  if (redis.isOwn) await redis.stop();
});

/** What moves somebody to another repository, or takes somebody's role, would reach into the other stories. */
function staysAtHome({ acts }: Story): boolean {
  return !acts.some(
    (act) =>
      act.do === 'lose the role' || act.do === 'transfer' || act.do === 'remove' || ('on' in act && act.on === 'index'),
  );
}

/** Several stories told at once, each of an incident of its own. */
function severalStories(now: number): Story {
  const hour = new Date(now - 2 * hourMs).toISOString().slice(11, 13);
  const stories: Story[] = [];
  for (let seed = 1; stories.length < letters.length; seed += 1) {
    const story = makeStory(seed, { letter: letters[stories.length] ?? 'A', first: 1 + 100 * stories.length, hour });
    if (staysAtHome(story)) stories.push(story);
  }
  const acts = stories.flatMap((one) => one.acts).sort((a, b) => a.burst - b.burst);
  return { acts, faults: [], latencyMs: 1 };
}

const withoutTimes = (text: string) =>
  text.replace(/\b\d{1,2} [A-Z]\w+ \d{4}\b/g, '<date>').replace(/\b\d\d:\d\d\b/g, '<time>');

describe.runIf(isThere)('stories of seeds on Redis', () => {
  test('processes are killed and started again, and the end is that of a clean run', { timeout: 300_000 }, async () => {
    const now = Date.now();
    const story = severalStories(now);
    const clean = await play(story, { isClean: true, start: now });
    const appPorts = [await freePort(), await freePort()];
    const emulator = createEmulator({
      app: { id: 4242, privateKey },
      installedAt: now - 24 * hourMs,
      webhook: { url: `http://127.0.0.1:${appPorts[0]}${webhookPath}`, secret },
    });
    const people = createPeople(emulator);
    const processes: AppProcess[] = [];
    let ambushes: { readonly request: string; readonly spring: () => Promise<void> }[] = [];
    let writes = 0;
    const front = async (request: Request): Promise<Response> => {
      const isOfApp = request.headers.get('authorization')?.includes('ghs_') ?? false;
      if (!isOfApp) return emulator.app.fetch(request);
      const name = `${request.method} ${new URL(request.url).pathname}`;
      const ambush = ambushes.find((one) => one.request === name);
      ambushes = ambushes.filter((one) => one !== ambush);
      await ambush?.spring();
      const isWrite = request.method !== 'GET' && !request.url.endsWith('/graphql');
      const response = await emulator.app.fetch(request);
      if (isWrite) writes += 1;
      if (isWrite) for (const at of kills.get(writes) ?? []) replace(at);
      return response;
    };
    const server = await listen({
      port: 0,
      host: '127.0.0.1',
      log: pino({ level: 'silent' }),
      fallback: getRequestListener(front),
    });
    if ('problem' in server) throw new Error(server.problem);
    const { url, port, close } = server.listening;
    ends.push(close, () => emulator.close());
    emulator.publicUrl = url;
    const env = {
      APP_ID: '4242',
      PRIVATE_KEY: privateKey,
      WEBHOOK_SECRET: secret,
      GHE_HOST: `127.0.0.1:${port}`,
      GHE_PROTOCOL: 'http',
      REDIS_URL: redis.url ?? '',
      REDIS_PREFIX: `test-${randomUUID()}`,
    };
    const begin = (at: number) => {
      processes[at] = startProcess('all', { ...env, PORT: String(appPorts[at]) });
    };
    const replace = (at: number) => {
      processes[at]?.child.kill('SIGKILL');
      void processes[at]?.ended.then(() => begin(at));
    };
    ends.push(() => {
      for (const { child } of processes) child.kill('SIGKILL');
    });
    for (const at of [0, 1]) begin(at);
    for (const [at, process] of processes.entries()) await healthy(appPorts[at] ?? 0, process.said);

    async function perform(act: Act): Promise<void> {
      const issue = 'on' in act ? people.find(act.on) : undefined;
      const how = 'how' in act ? act.how : 'fresh';
      const isAmbush = how === 'in flight' || how === 'while planned';
      if (!isAmbush || !issue) return void (await people.act(act));
      const path = `/api/v3/repos/${emulator.state.fullName(emulator.state.repository(issue.repository))}/issues/${issue.number}`;
      const ambush = {
        request: `${how === 'in flight' ? 'PATCH' : 'GET'} ${path}`,
        spring: async () => void (await people.act(act)),
      };
      ambushes.push(ambush);
    }

    const looks = () => withoutTimes(describeEnd(emulator, people));
    async function comesTo(wanted: string): Promise<void> {
      let asked = 0;
      await vi.waitFor(
        () => {
          asked += 1;
          if (asked % 200 === 0) emulator.announceInstallation();
          expect(looks()).toBe(wanted);
        },
        { timeout: 150_000, interval: 50 },
      );
    }

    for (const [burst, wanted] of clean.bursts.entries()) {
      for (const act of story.acts.filter((one) => one.burst === burst)) await perform(act);
      // Where the app writes nothing, it is no ambush.
      await vi.waitFor(() => expect(ambushes).toEqual([]), { timeout: 3000, interval: 50 }).catch(() => {});
      for (const { spring } of ambushes.splice(0)) await spring();
      await comesTo(withoutTimes(wanted));
    }
    expect(writes).toBeGreaterThan(25);
  });
});
