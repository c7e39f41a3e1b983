/** What goes wrong on purpose, and the rest of the control surface. */
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { expect, test } from 'vitest';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { ask, here, isSigned, secret, visit } from './visitors.ts';

const one = { ...here, issue_number: 1 };

test("faults hit the App's requests, before or after the change, and never a person's", async () => {
  const { emulator, as, app } = visit();
  await as('wes').rest.issues.create({ ...here, title: 'One' });
  await app.rest.issues.get(one);
  const count = () => emulator.state.comments.size;
  const set = (body: object) => ask(emulator.fetch, 'POST', '/_/faults', { body });
  expect((await set({ failEvery: 1, status: 503, retryAfter: 2 })).status).toBe(200);
  await expect(app.rest.issues.createComment({ ...one, body: 'x' })).rejects.toMatchObject({
    status: 503,
    response: { headers: { 'retry-after': '2' } },
  });
  expect(count()).toBe(0);
  await as('zoe').rest.issues.createComment({ ...one, body: 'x' });
  await set({ failEvery: 2, afterCommit: true });
  await app.rest.issues.createComment({ ...one, body: 'x' });
  await expect(app.rest.issues.createComment({ ...one, body: 'x' })).rejects.toMatchObject({ status: 502 });
  expect(count()).toBe(3);
  expect((await ask(emulator.fetch, 'DELETE', '/_/faults')).status).toBe(204);
  await app.rest.issues.createComment({ ...one, body: 'x' });
  expect((await set({ dropp: 1, drop: 2 })).body.errors).toHaveLength(2);
  expect((await set([])).status).toBe(422);
  expect((await set({ delayMs: [5, 1] })).status).toBe(422);
});

test('the line can be cut after any request, with its change made', async () => {
  const { emulator, as, app } = visit();
  await as('wes').rest.issues.create({ ...here, title: 'One' });
  await app.rest.issues.get(one);
  emulator.faults.stopAfter = 2;
  await app.rest.issues.createComment({ ...one, body: 'x' });
  await expect(app.rest.issues.createComment({ ...one, body: 'x' })).rejects.toThrow('The connection was cut');
  await expect(app.rest.issues.createComment({ ...one, body: 'x' })).rejects.toThrow('The connection was cut');
  await as('zoe').rest.issues.get(one);
  emulator.faults.stopAfter = undefined;
  expect((await app.rest.issues.listComments(one)).data).toHaveLength(2);
});

test('filtered lists lag for the App; direct reads do not', async () => {
  const { emulator, as, app, clock } = visit();
  const wes = as('wes');
  await wes.rest.issues.create({ ...here, title: 'One', labels: ['x'] });
  clock.now += 60_000;
  emulator.faults.set({ listLagMs: 30_000 });
  await wes.rest.issues.removeLabel({ ...one, name: 'x' });
  await wes.rest.issues.create({ ...here, title: 'Two', labels: ['x'] });
  const titles = async (octokit: typeof wes | typeof app, parameters: object) =>
    (await octokit.rest.issues.listForRepo({ ...here, ...parameters })).data.map(({ title }) => title);
  const query =
    '{ repository(owner: "acme", name: "shop") { all: issues(first: 9) { nodes { title } } x: issues(first: 9, labels: ["x"]) { nodes { title } } } }';
  expect(await titles(app, { labels: 'x' })).toEqual(['One']);
  expect(await titles(wes, { labels: 'x' })).toEqual(['Two']);
  expect(await titles(app, { state: 'all' })).toEqual(['Two', 'One']);
  expect(JSON.parse(JSON.stringify(await app.graphql(query))).repository).toEqual({
    all: { nodes: [{ title: 'One' }, { title: 'Two' }] },
    x: { nodes: [{ title: 'One' }] },
  });
  clock.now += 30_000;
  expect(await titles(app, { labels: 'x' })).toEqual(['Two']);
});

test('deliveries are lost, doubled and reordered by the seed', async () => {
  const run = async (faults: object) => {
    const got: string[] = [];
    const { emulator, as } = visit({
      webhook: {
        url: 'http://app.test/',
        secret,
        fetch: async (_url, init) => {
          got.push(JSON.parse(String(init?.body)).issue.title);
          return new Response();
        },
      },
    });
    await ask(emulator.fetch, 'POST', '/_/faults', { body: faults });
    for (let i = 0; i < 12; i += 1) await as('zoe').rest.issues.create({ ...here, title: `${i}` });
    await emulator.idle();
    return got;
  };
  const sent = Array.from({ length: 12 }, (_, i) => `${i}`);
  expect(await run({})).toEqual(sent);
  const lost = await run({ seed: 7, drop: 0.5 });
  expect(lost.length).toBeLessThan(12);
  expect(await run({ seed: 7, drop: 0.5 })).toEqual(lost);
  expect((await run({ duplicate: 1 })).length).toBe(24);
  expect(await run({ delayMs: [0, 20] })).toEqual(sent);
  const mixed = await run({ delayMs: [0, 60], reorder: true });
  expect(mixed).not.toEqual(sent);
  expect(mixed.toSorted()).toEqual(sent.toSorted());
});

test('idle waits for deliveries and for the app, whichever is busy again', async () => {
  let work = 0;
  const answer = async () => {
    work += 1;
    return new Response();
  };
  const { emulator, as } = visit({
    webhook: { url: 'http://app.test/', secret, fetch: answer },
  });
  const done: string[] = [];
  expect((await ask(emulator.fetch, 'POST', '/_/resync')).status).toBe(501);
  emulator.connect({
    idle: async () => {
      while (work > 0) {
        work = 0;
        done.push('pass');
        if (done.length < 3) await as('zoe').rest.issues.create({ ...here, title: 'more' });
      }
    },
    resync: async () => void done.push('resync'),
  });
  await as('zoe').rest.issues.create({ ...here, title: 'One' });
  expect((await ask(emulator.fetch, 'GET', '/_/idle')).status).toBe(204);
  expect(done).toEqual(['pass', 'pass', 'pass']);
  expect((await ask(emulator.fetch, 'POST', '/_/resync')).status).toBe(204);
  expect(done.at(-1)).toBe('resync');
});

test('what the App asked is listed, one JSON object to a line; health is told', async () => {
  const { emulator, as, app } = visit();
  await as('wes').rest.issues.create({ ...here, title: 'One' });
  await app.rest.issues.createComment({ ...one, body: 'x' });
  await app.graphql('query Who { viewer { login } }');
  const lines = (await (await emulator.fetch('http://localhost:3000/_/requests')).text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(
    lines.map(({ method, path, status, operation, write }) => ({ method, path, status, operation, write })),
  ).toEqual([
    { method: 'POST', path: '/app/installations/8675309/access_tokens', status: 201, write: false },
    { method: 'POST', path: '/repos/acme/shop/issues/1/comments', status: 201, write: true },
    { method: 'POST', path: '/graphql', status: 200, operation: 'Who', write: false },
  ]);
  expect(lines[1]).toMatchObject({ installation: 8_675_309, ms: expect.any(Number) });
  await ask(emulator.fetch, 'DELETE', '/_/requests');
  expect((await ask(emulator.fetch, 'GET', '/_/requests')).body).toBe('');
  expect((await ask(emulator.fetch, 'GET', '/healthz')).status).toBe(503);
  emulator.ready = true;
  expect((await ask(emulator.fetch, 'GET', '/healthz')).status).toBe(200);
});

test('the state file brings everything back, ids and key too', async () => {
  const statePath = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'state.json');
  const before = visit({ statePath, installedAt: 1_700_000_000_000 });
  const wes = before.as('wes');
  await wes.rest.issues.create({ ...here, title: 'One', labels: ['incident'] });
  const child = (await before.app.rest.issues.create({ ...here, title: 'Two' })).data;
  await wes.rest.issues.addSubIssue({ ...one, sub_issue_id: child.id });
  await before.app.rest.issues.createComment({ ...one, body: 'x' });
  const look = async ({ as }: typeof before) => {
    const zoe = as('zoe');
    return [
      await zoe.rest.issues.listForRepo(here),
      await zoe.rest.issues.listEventsForTimeline(one),
      await zoe.rest.issues.listSubIssues(one),
    ].map(({ data }) => data);
  };
  before.emulator.close();
  const after = visit({ statePath });
  expect(await look(after)).toEqual(await look(before));
  expect(after.emulator.credentials).toEqual(before.emulator.credentials);
  const next = (await after.as('wes').rest.issues.create({ ...here, title: 'Three' })).data;
  expect([next.number, next.id > child.id]).toEqual([3, true]);
});

test('over HTTP: Octokit, the signed webhook, and addresses that follow the port', async () => {
  const got: boolean[] = [];
  const receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    got.push(await isSigned(Buffer.concat(chunks).toString(), String(request.headers['x-hub-signature-256'])));
    response.end('ok');
  });
  const emulator = createEmulator();
  const server = createServer(getRequestListener(emulator.app.fetch));
  const listen = (one: typeof server) =>
    new Promise<number>((resolve) => one.listen(0, '127.0.0.1', () => resolve((one.address() as AddressInfo).port)));
  try {
    emulator.hooks.target = { url: `http://127.0.0.1:${await listen(receiver)}/`, secret };
    emulator.publicUrl = `http://127.0.0.1:${await listen(server)}`;
    const made = await fetch(`${emulator.publicUrl}/api/v3/repos/acme/shop/issues`, {
      method: 'POST',
      headers: { authorization: 'token zoe' },
      body: JSON.stringify({ title: 'Über HTTP 🚀' }),
    });
    expect([made.status, JSON.parse(await made.text()).html_url]).toEqual([
      201,
      `${emulator.publicUrl}/acme/shop/issues/1`,
    ]);
    expect((await fetch(`${emulator.publicUrl}/_/idle`)).status).toBe(204);
    expect(got).toEqual([true]);
  } finally {
    emulator.close();
    for (const one of [server, receiver]) one.close();
  }
});
