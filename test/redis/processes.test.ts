/** Several processes on one Redis, against the embedded GitHub in a process of its own: killed, restarted, and with Redis gone. */
import type { ChildProcess } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { privateKey, secret } from '../app/real-server.ts';
import { freePort } from '../free-port.ts';
import { readable } from '../world.ts';
import { type AppProcess, healthy, startProcess } from './app-process.ts';
import { findRedis } from './redis-server.ts';

const redis = await findRedis();
const isThere = redis.url !== undefined && redis.isOwn;
const children: ChildProcess[] = [];

function run(role: string, env: Record<string, string>): AppProcess {
  const process = startProcess(role, env);
  children.push(process.child);
  return process;
}

let shared: Record<string, string> = {};
let gitHub = '';
let web = '';
const ports = { web: 0, workers: [0, 0] };

async function as<T>(login: string, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${gitHub}/api/v3/repos/acme/shop/${path}`, {
    method,
    headers: { authorization: `token ${login}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json() as Promise<T>;
}

/** A webhook, signed as GitHub does. */
const send = (event: string, payload: object, delivery: string = randomUUID()) => {
  const body = JSON.stringify(payload);
  const headers = {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': delivery,
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  };
  return fetch(web, { method: 'POST', body, headers });
};

const readiness = async (port: number) => (await fetch(`http://127.0.0.1:${port}/readyz`)).json() as Promise<unknown>;
const metrics = async (port: number) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();

const comment = (issue: number, body: string) =>
  as<{ id: number }>('wes', 'POST', `issues/${issue}/comments`, { body });

interface Issue {
  readonly number: number;
  readonly body: string;
}

/** What people see of one incident: its postmortem, the rows, and what the app has said there. */
async function look(incident: number) {
  const children = await as<Issue[]>('ann', 'GET', `issues/${incident}/sub_issues`);
  const [postmortem] = children;
  const comments = postmortem
    ? await as<{ body: string; user: { login: string } }[]>('ann', 'GET', `issues/${postmortem.number}/comments`)
    : [];
  return {
    postmortems: children.length,
    number: postmortem?.number ?? 0,
    rows: [...readable(postmortem?.body ?? '').matchAll(/^- .*$/gm)].map(([row]) => row.replace(/\(.*?\)/, '')),
    statuses: comments.filter((one) => one.user.login.endsWith('[bot]')).length,
  };
}

async function openIncident(title: string): Promise<number> {
  const { number } = await as<Issue>('ann', 'POST', 'issues', { title, body: '' });
  await as('ann', 'POST', `issues/${number}/labels`, { labels: ['incident'] });
  return number;
}

const eventually = (holds: () => Promise<void>) => vi.waitFor(holds, { timeout: 15_000, interval: 30 });

async function settled(incident: number, rows: number) {
  await eventually(async () =>
    expect(await look(incident)).toMatchObject({ postmortems: 1, statuses: 1, rows: { length: rows } }),
  );
  return look(incident);
}

const writes = async () => {
  const text = await (await fetch(`${gitHub}/_/requests`)).text();
  return text.split('\n').filter((line) => line.includes('"write":true')).length;
};

const faults = (body: object) => fetch(`${gitHub}/_/faults`, { method: 'POST', body: JSON.stringify(body) });

let workers: AppProcess[] = [];
let incidents: number[] = [];
const startWorker = (at: number) => run('worker', { ...shared, PORT: String(ports.workers[at]) });

describe.runIf(isThere)('a web process and two workers', () => {
  beforeAll(async () => {
    const gitHubPort = await freePort();
    ports.web = await freePort();
    ports.workers = [await freePort(), await freePort()];
    gitHub = `http://127.0.0.1:${gitHubPort}`;
    web = `http://127.0.0.1:${ports.web}/api/github/webhooks`;
    const app = { APP_ID: '4242', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: secret };
    const alone = run('github', { ...app, PORT: String(gitHubPort), WEBHOOK_URL: web });
    shared = {
      ...app,
      GHE_HOST: `127.0.0.1:${gitHubPort}`,
      GHE_PROTOCOL: 'http',
      REDIS_URL: redis.url ?? '',
      REDIS_PREFIX: `test-${randomUUID()}`,
      // Two seconds: with nobody at work the queue is stuck soon.
      STUCK_MINUTES: String(2 / 60),
    };
    await healthy(gitHubPort, alone.said);
    const webProcess = run('web', { ...shared, PORT: String(ports.web) });
    workers = [startWorker(0), startWorker(1)];
    await Promise.all([
      healthy(ports.web, webProcess.said),
      ...workers.map((one, at) => healthy(ports.workers[at] ?? 0, one.said)),
    ]);
  });

  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await redis.stop();
  });

  test('do what one does: nothing is lost, nothing is doubled, one index shows all', async () => {
    incidents = [await openIncident('Checkout'), await openIncident('Search')];
    for (const incident of incidents) await opened(incident);
    const pages = await Promise.all(incidents.map(look));
    await Promise.all(
      incidents.flatMap((incident, at) => [
        comment(incident, '/timeline 10:00 discovered: it is slow'),
        comment(pages[at]?.number ?? 0, '/timeline 10:05 restarted'),
        comment(incident, '/timeline 10:10 no better'),
      ]),
    );
    for (const incident of incidents) {
      const { rows } = await settled(incident, 3);
      expect(rows).toEqual(['- [10:00] **discovered:** it is slow', '- [10:05] restarted', '- [10:10] no better']);
    }
    await eventually(async () => {
      const indexes = await as<Issue[]>('ann', 'GET', 'issues?labels=postmortem-index');
      expect(indexes).toHaveLength(1);
      for (const title of ['Checkout', 'Search']) expect(readable(indexes[0]?.body ?? '')).toContain(title);
    });
  });

  test('workers that are killed in the middle of a pass lose nothing: another one takes the pass over', async () => {
    const [incident = 0] = incidents;
    await faults({ latencyMs: 200 });
    const { id } = await comment(incident, '/timeline 11:00 gone');
    const reactions = () => as<unknown[]>('ann', 'GET', `issues/comments/${id}/reactions`);
    // The row is written; the status comment and the reaction are still to come.
    await eventually(async () => expect((await look(incident)).rows).toHaveLength(4));
    for (const { child } of workers) child.kill('SIGKILL');
    await Promise.all(workers.map((one) => one.ended));
    await faults({ latencyMs: 0 });
    expect(await reactions()).toEqual([]);
    await eventually(async () => expect(await readiness(ports.web)).toMatchObject({ status: 'stuck' }));
    expect(await metrics(ports.web)).toMatch(/^postmortems_queue_age_seconds [2-9]/m);
    workers = [startWorker(0), startWorker(1)];
    await eventually(async () => expect(await reactions()).toHaveLength(1));
    await settled(incident, 4);
    await eventually(async () => expect(await readiness(ports.web)).toEqual({ status: 'ready' }));
  });

  test('each serves its own metrics, and a delivery that the web process took can be found in the log of a worker', async () => {
    const [ofWeb, ...ofWorkers] = await Promise.all([ports.web, ...ports.workers].map(metrics));
    expect(ofWeb).toMatch(/^postmortems_webhooks_total\{status="200"\} [1-9]/m);
    expect(ofWeb).not.toMatch(/^postmortems_passes_total\{/m);
    expect(ofWorkers.join('')).toMatch(/^postmortems_passes_total\{kind="case",outcome="done"\} [1-9]/m);
    const delivery = randomUUID();
    const [number] = incidents;
    const payload = {
      action: 'created',
      installation: { id: 8_675_309 },
      repository: { full_name: 'acme/shop' },
      sender: { login: 'wes', type: 'User' },
      issue: { number, labels: [{ name: 'incident' }] },
      comment: { body: 'How is it going?' },
    };
    expect((await send('issue_comment', payload, delivery)).status).toBe(200);
    await eventually(async () => expect(workers.map((one) => one.said()).join('')).toContain(delivery));
  });

  test('Redis gone: webhooks are answered 503 at once; when it is back, what they said is made good', async () => {
    const [, incident = 0] = incidents;
    await redis.stop();
    const began = Date.now();
    await eventually(async () => expect((await send('issues', { action: 'created' })).status).toBe(503));
    expect(Date.now() - began).toBeLessThan(2000);
    for (const port of [ports.web, ...ports.workers])
      expect(await readiness(port)).toMatchObject({ status: 'without queue' });
    expect(await metrics(ports.web)).toMatch(/^postmortems_ready 0$/m);
    await comment(incident, '/timeline 12:00 while Redis was away');
    await redis.start();
    const { rows } = await settled(incident, 4);
    expect(rows.at(-1)).toBe('- [12:00] while Redis was away');
  });

  test('then there is rest, and a worker that is told to stop leaves with 0', async () => {
    await eventually(async () => {
      const before = await writes();
      await new Promise((done) => setTimeout(done, 500));
      expect(await writes()).toBe(before);
    });
    const [, worker] = workers;
    worker?.child.kill('SIGTERM');
    expect(await worker?.ended, worker?.said()).toBe(0);
  });
});

/** It has its postmortem; nothing is said there yet. */
async function opened(incident: number): Promise<void> {
  await eventually(async () => expect((await look(incident)).number).toBeGreaterThan(0));
}
