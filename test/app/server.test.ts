import { request } from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Readiness } from '../../src/app/readiness.ts';
import { listen } from '../../src/app/server.ts';
import { secret, serve } from './real-server.ts';

const open: { close(): Promise<void> }[] = [];
const start: typeof serve = async (app, options) => {
  const server = await serve(app, options);
  open.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const nothing = () => {};
const labelled = JSON.stringify({
  action: 'labeled',
  installation: { id: 7 },
  issue: { body: 'Kundendaten ÄÖ \ufeff' },
});

describe('webhooks', () => {
  test('a signed one reaches the handler, byte for byte', async () => {
    const seen: unknown[] = [];
    const { post } = await start((app) => app.on('issues.labeled', ({ payload }) => void seen.push(payload)));
    const response = await post('issues', labelled);
    expect(response.status).toBe(200);
    expect(seen).toEqual([JSON.parse(labelled)]);
  });

  const refused: readonly [string, Record<string, string | undefined>, number, RegExp][] = [
    ['no signature', { 'x-hub-signature-256': undefined }, 401, /X-Hub-Signature-256 is missing/],
    ['a wrong signature', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }, 401, /WEBHOOK_SECRET must be/],
    ['an empty signature', { 'x-hub-signature-256': '' }, 401, /./],
    ['a signature that is none', { 'x-hub-signature-256': 'zzz' }, 401, /WEBHOOK_SECRET must be/],
    ['no event name', { 'x-github-event': undefined }, 400, /x-github-event/],
    ['another content type', { 'content-type': 'application/x-www-form-urlencoded' }, 415, /application\/json/],
  ];
  test.each(refused)('%s is refused, and what it said is not logged', async (_name, headers, status, reason) => {
    const { post, logged } = await start((app) => app.onAny(nothing));
    const response = await post('issues', labelled, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: expect.stringMatching(reason) });
    expect(logged.join('')).not.toMatch(/Kundendaten|labeled/);
  });

  test('the signature is looked at before anything is parsed', async () => {
    const { post } = await start((app) => app.onAny(nothing));
    const forged = { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` };
    for (const body of ['{"action":', '['.repeat(100_000), '{"__proto__":{"a":1}}'])
      expect((await post('issues', body, forged)).status).toBe(401);
    expect((await post('issues', '['.repeat(100_000))).status).toBe(400);
    expect((await post('issues', labelled.slice(0, -1), { 'x-hub-signature-256': 'sha256=' })).status).toBe(401);
  });

  test('a signed body that is no JSON, or empty, or not UTF-8, is refused', async () => {
    const { post, url } = await start((app) => app.onAny(nothing));
    expect((await post('issues', '{"action":')).status).toBe(400);
    expect((await post('issues', '')).status).toBe(400);
    const headers = { 'x-hub-signature-256': 'sha256=0' };
    const bytes = await fetch(`${url}/api/github/webhooks`, { method: 'POST', headers, body: Buffer.from([0xff]) });
    expect(bytes.status).toBe(400);
  });

  test('a handler that throws answers 500, and its payload is not logged', async () => {
    const { post, logged } = await start((app) =>
      app.on('issues', async () => {
        throw Object.assign(new Error('boom'), { request: { method: 'PATCH', url: '/x', body: 'Kundendaten' } });
      }),
    );
    expect((await post('issues', labelled)).status).toBe(500);
    expect(logged.join('')).toContain('boom');
    expect(logged.join('')).toContain('PATCH /x');
    expect(logged.join('')).not.toContain('Kundendaten');
    expect(logged.join('')).not.toContain(secret);
  });

  test('GET is refused', async () => {
    const { url } = await start(nothing);
    expect((await fetch(`${url}/api/github/webhooks`)).status).toBe(405);
  });

  const tooLarge = 26 * 1024 * 1024;
  test('a body over 25 MB is refused, and the connection closed after the answer', async () => {
    const { post } = await start(nothing);
    const response = await post('issues', 'x'.repeat(tooLarge), { 'x-hub-signature-256': 'sha256=0' });
    expect(response.status).toBe(413);
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.json()).toEqual({ error: expect.stringContaining('25 MB') });
  });

  test('long bodies of whom nobody knows fill no memory: four at a time, and short ones beside them', async () => {
    const { url, post } = await start((app) => app.onAny(nothing));
    const headers = { 'content-length': 20_000_000, 'x-hub-signature-256': 'sha256=0' };
    const slow = Array.from({ length: 4 }, () => request(`${url}/api/github/webhooks`, { method: 'POST', headers }));
    await Promise.all(
      slow.map((one) => new Promise((sent) => one.on('error', nothing).write(Buffer.alloc(1_500_000, 32), sent))),
    );
    const long = JSON.stringify({ ...JSON.parse(labelled), long: ' '.repeat(1_500_000) });
    await vi.waitFor(async () => expect((await post('issues', long)).status).toBe(503));
    expect((await post('issues', labelled)).status).toBe(200);
    for (const one of slow) one.destroy();
    await vi.waitFor(async () => expect((await post('issues', long)).status).toBe(200));
  });

  test('a client that goes away in the middle of its body does no harm', async () => {
    const { url, logged } = await start(nothing);
    const headers = { 'content-length': 1000, 'x-hub-signature-256': 'sha256=0' };
    await new Promise<void>((resolve) => {
      const half = request(`${url}/api/github/webhooks`, { method: 'POST', headers });
      half.on('error', () => resolve());
      half.write('{', () => half.destroy(new Error('gone')));
    });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(logged).toEqual([]);
  });
});

describe('everything else', () => {
  test('/healthz tells that the process is alive, /readyz whether it does its work; once it stops both say so', async () => {
    let readiness: Readiness = { status: 'starting', why: 'not yet' };
    const answered: number[] = [];
    const { url, refuse, post } = await start(nothing, {
      seen: {
        readiness: async () => readiness,
        metrics: async () => ({ contentType: 'text/plain', text: 'up 1' }),
        onWebhook: (status) => void answered.push(status),
      },
    });
    const ask = async (path: string) => {
      const response = await fetch(`${url}${path}`);
      return [response.status, await response.json()];
    };
    expect(await ask('/healthz')).toEqual([200, { status: 'alive' }]);
    expect(await ask('/readyz')).toEqual([503, { status: 'starting', why: 'not yet' }]);
    readiness = { status: 'ready' };
    expect(await ask('/readyz?verbose')).toEqual([200, { status: 'ready' }]);
    expect(await (await fetch(`${url}/metrics`)).text()).toBe('up 1');
    expect((await post('issues', labelled)).status).toBe(200);
    expect((await post('issues', labelled, { 'x-hub-signature-256': 'sha256=0' })).status).toBe(401);
    refuse();
    expect(await ask('/healthz')).toEqual([503, { status: 'stopping' }]);
    expect(await ask('/readyz')).toEqual([503, { status: 'stopping', why: expect.any(String) }]);
    expect((await post('issues', labelled)).status).toBe(503);
    await vi.waitFor(() => expect(answered).toEqual([200, 401, 503]));
  });

  test('without a fallback other paths are not found', async () => {
    const { url } = await start(nothing);
    const response = await fetch(`${url}/favicon.ico?x=1`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: expect.stringContaining('Nothing is served at /favicon.ico') });
  });

  test('a fallback serves other paths, and /healthz only when it owns it and until the server stops', async () => {
    const fallback = (req: { url?: string | undefined }, res: { end(text: string): void }) =>
      res.end(`page ${req.url}`);
    const own = await start(nothing, { fallback, fallbackOwnsHealth: true });
    expect(await (await fetch(`${own.url}/acme/shop?page=2`)).text()).toBe('page /acme/shop?page=2');
    expect(await (await fetch(`${own.url}/healthz`)).text()).toBe('page /healthz');
    own.refuse();
    expect((await fetch(`${own.url}/healthz`)).status).toBe(503);
    const shared = await start(nothing, { fallback });
    expect(await (await fetch(`${shared.url}/healthz`)).json()).toEqual({ status: 'alive' });
  });

  test('a fallback that throws answers 500 and is logged', async () => {
    const { url, logged } = await start(nothing, {
      fallback: () => {
        throw new Error('page broke');
      },
    });
    expect((await fetch(`${url}/`)).status).toBe(500);
    expect(logged.join('')).toContain('page broke');
  });

  test('a port in use is one line that names PORT', async () => {
    const { port } = await start(nothing);
    const log = { error: nothing };
    const result = await listen({ port, host: '127.0.0.1', webhooks: async () => {}, log });
    expect(result).toEqual({ problem: expect.stringMatching(/^PORT \d+ on 127\.0\.0\.1 is taken .*PORT=\d+\.$/) });
  });

  test('a host that is not here is one line that names HOST', async () => {
    const log = { error: nothing };
    const result = await listen({ port: 0, host: '192.0.2.1', webhooks: async () => {}, log });
    expect(result).toEqual({ problem: expect.stringMatching(/^HOST is no address of this machine\./) });
  });
});
