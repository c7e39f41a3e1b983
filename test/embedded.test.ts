import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startEmbedded } from '../src/app/embedded.ts';
import type { Running } from '../src/app/shutdown.ts';
import { statusFor } from './app/real-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'postmortems-state-'));
const statePath = join(folder, 'state.json');
let running: Running;
let url: string;

beforeAll(start, 90_000);
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

async function stop(): Promise<void> {
  running.refuse();
  await running.drain();
  await running.close();
}

async function start(): Promise<void> {
  const started = await startEmbedded({ port: 0, host: '127.0.0.1', statePath });
  if ('problem' in started) throw new Error(started.problem);
  ({ running, url } = started);
  await vi.waitFor(async () => expect((await fetch(`${url}/healthz`)).status).toBe(200), {
    timeout: 80_000,
    interval: 200,
  });
}

async function api<T>(who: string, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${url}/api/v3/repos/acme/shop${path}`, {
    method,
    headers: { authorization: `token ${who}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.ok, `${who} ${method} ${path}: ${response.status}`).toBe(true);
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}

interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: string;
  readonly labels: readonly { readonly name: string }[];
}

const issue = (number: number) => api<Issue>('ann', 'GET', `/issues/${number}`);
const labelled = (label: string) =>
  api<Issue[]>('ann', 'GET', `/issues?state=all&per_page=100&labels=${encodeURIComponent(label)}`);
const idle = async () => expect((await fetch(`${url}/_/idle`)).status).toBe(204);
const say = async (who: string, on: number, body: string) => {
  await api(who, 'POST', `/issues/${on}/comments`, { body });
  await idle();
};

test('the seeded year: seven incidents in different states, and one open issue that begs for the label', async () => {
  const stages = (await labelled('postmortem')).map((one) => one.state);
  expect(stages.filter((state) => state === 'closed').length).toBeGreaterThanOrEqual(5);
  expect(stages.filter((state) => state === 'open').length).toBe(2);
  const all = await api<Issue[]>('ann', 'GET', '/issues?state=open');
  expect(all.find((one) => one.title === 'Checkout returns 500 for every card payment')?.labels).toEqual([]);
});

test('over real HTTP with signed webhooks: from the label to a measure that is done', async () => {
  const all = await api<Issue[]>('ann', 'GET', '/issues?state=open');
  const incident = all.find((one) => one.title.startsWith('Checkout'))?.number ?? 0;
  const [index] = await labelled('postmortem-index');
  await api('ann', 'POST', `/issues/${incident}/labels`, { labels: ['incident'] });
  await idle();
  const children = await api<Issue[]>('ann', 'GET', `/issues/${incident}/sub_issues`);
  expect(children.map((one) => one.title)).toEqual(['Postmortem: Checkout returns 500 for every card payment']);
  const postmortem = children[0]?.number ?? 0;

  await say('wes', incident, '/timeline discovered: support calls');
  await say('tia', postmortem, '/timeline action: web servers scaled back');
  expect((await issue(postmortem)).body.match(/^- \[\d\d:\d\d\].*<!-- c\d+\.[0-9a-f]{8} -->$/gm)).toHaveLength(2);
  expect((await issue(postmortem)).body).not.toContain('## Apology');

  await say('wes', incident, '/over payments succeed again');
  expect((await issue(postmortem)).body).toContain('## Apology');
  const comments = await api<{ body: string; user: { login: string } }[]>(
    'ann',
    'GET',
    `/issues/${postmortem}/comments`,
  );
  expect(comments.find((one) => one.user.login === 'postmortems[bot]')?.body).toMatch(
    /^\*\*Next: Contributing factors\.\*\* /,
  );

  await say('wes', postmortem, '/measure Page us when card payments fail');
  const [measure] = await api<Issue[]>('ann', 'GET', `/issues/${postmortem}/sub_issues`);
  await say('moe', measure?.number ?? 0, '/accept P1 @wes');
  const { body } = await issue(postmortem);
  await api('wes', 'PATCH', `/issues/${postmortem}`, {
    body: body.replace(/^<!-- (?!.?postmortems)[^>]*-->$/gm, 'Written by wes, 12 of them.').replaceAll('\n', '\r\n'),
  });
  await idle();
  expect((await issue(postmortem)).labels.map((one) => one.name)).toEqual(['postmortem']);

  await api('wes', 'PATCH', `/issues/${measure?.number}`, { state: 'closed' });
  await api('ann', 'PATCH', `/issues/${postmortem}`, { state: 'closed' });
  await idle();
  expect((await issue(postmortem)).state).toBe('closed');
  expect((await issue(postmortem)).body).toMatch(/\[Page us when card payments fail\]\(.*\)<br>P1 · done \d/);
  expect((await issue(index?.number ?? 0)).body).toMatch(
    /\[Checkout returns 500 for every card payment\].*1 of 1 measure done/,
  );
});

test('a site that lets its name lead here is not answered', async () => {
  expect(await statusFor('evil.example', `${url}/_/requests`)).toBe(421);
  expect(await statusFor('localhost', `${url}/_/requests`)).toBe(200);
});

test('the page shows the list, and an issue as it reads', async () => {
  const list = await (await fetch(`${url}/`)).text();
  expect(list).toContain('Postmortem index');
  const [index] = await labelled('postmortem-index');
  const page = await (await fetch(`${url}/acme/shop/issues/${index?.number}`)).text();
  expect(page).toContain('<h3');
  // Where the page tells what the app wrote, its marks are told as well.
  expect(page.replace(/<details class="diff">.*?<\/details>/gs, '')).not.toContain('postmortems:index');
});

test('what the app asked stands in the log of requests, and a resync asks again', async () => {
  await fetch(`${url}/_/requests`, { method: 'DELETE' });
  expect((await fetch(`${url}/_/resync`, { method: 'POST' })).status).toBe(204);
  await idle();
  const lines = (await (await fetch(`${url}/_/requests`)).text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.some((one) => one.operation === 'ReadIndex')).toBe(true);
  expect(lines.filter((one) => one.write)).toEqual([]);
});

test('kept in a file, it goes on where it stopped and plays no second year', async () => {
  const before = (await api<Issue[]>('ann', 'GET', '/issues?state=all&per_page=100')).map((one) => one.title);
  await stop();
  await start();
  expect((await api<Issue[]>('ann', 'GET', '/issues?state=all&per_page=100')).map((one) => one.title)).toEqual(before);
  await fetch(`${url}/_/idle`);
  const incident = before.length + 1;
  await api('ann', 'POST', '/issues', { title: 'After the restart', labels: ['incident'] });
  await idle();
  const children = await api<Issue[]>('ann', 'GET', `/issues/${incident}/sub_issues`);
  expect(children.map((one) => one.title)).toEqual(['Postmortem: After the restart']);
});
