import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { serve } from '@hono/node-server';
import { afterAll, expect, test, vi } from 'vitest';
import { createEmulator } from '../src/emulator/emulator.ts';

const root = resolve(import.meta.dirname, '..');
const secret = 'a secret of sixteen and more';
const emulator = createEmulator({ installedAt: Date.now() - 60_000 });
const children: ChildProcess[] = [];
const server = serve({ fetch: emulator.app.fetch, port: 0, hostname: '127.0.0.1' });
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  emulator.close();
  server.close();
});

/** The compiled app in a process of its own, which takes the embedded GitHub, running alone, for a GitHub Enterprise. */
async function startApp(): Promise<ChildProcess> {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  emulator.publicUrl = `http://127.0.0.1:${port}`;
  const { appId, privateKey } = emulator.credentials;
  const env = {
    PATH: process.env.PATH,
    APP_ID: String(appId),
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: secret,
    GHE_HOST: `127.0.0.1:${port}`,
    GHE_PROTOCOL: 'http',
    HOST: '127.0.0.1',
    PORT: String(port + 1 > 65_000 ? port - 500 : port + 1),
  };
  const child = spawn(process.execPath, [join(root, 'dist/app/start.js')], {
    env,
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await new Promise<void>((found) =>
    child.stdout.on('data', (text) => String(text).includes('takes webhooks') && found()),
  );
  emulator.hooks.target = { url: `http://127.0.0.1:${env.PORT}/api/github/webhooks`, secret };
  return child;
}

async function api<T>(who: string, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${emulator.publicUrl}/api/v3/repos/acme/shop${path}`, {
    method,
    headers: { authorization: `token ${who}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.ok, `${who} ${method} ${path}: ${response.status}`).toBe(true);
  return (await response.json()) as T;
}

interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
}

test('with credentials: a label becomes a postmortem; what happens while the app is down is made good at the next start', async () => {
  const first = await startApp();
  const { number } = await api<Issue>('ann', 'POST', '/issues', { title: 'Search is slow', labels: ['incident'] });
  const children = () => api<Issue[]>('ann', 'GET', `/issues/${number}/sub_issues`);
  await vi.waitFor(
    async () => expect((await children()).map((one) => one.title)).toEqual(['Postmortem: Search is slow']),
    { timeout: 10_000, interval: 100 },
  );

  first.kill('SIGTERM');
  const [code] = await once(first, 'exit');
  expect(code).toBe(0);
  await api('wes', 'POST', `/issues/${number}/comments`, { body: '/timeline discovered: while nobody listened' });

  await startApp();
  await vi.waitFor(async () => expect((await children())[0]?.body).toContain('**discovered:** while nobody listened'), {
    timeout: 10_000,
    interval: 100,
  });
  const indexes = () => api<Issue[]>('ann', 'GET', '/issues?labels=postmortem-index');
  await vi.waitFor(async () => expect(await indexes()).toHaveLength(1), { timeout: 10_000, interval: 100 });
});
