import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { freePort } from '../free-port.ts';
import { privateKey, secret } from './real-server.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'postmortems-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  rmSync(join(folder, '.env'), { force: true });
});

/** Runs a compiled entry in a folder of its own, with nothing in its environment but what is given. */
function run(entry: string, env: Record<string, string>, args: readonly string[] = []) {
  const child = spawn(process.execPath, [join(root, 'dist/app', entry), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<{ code: number | null; said: string }>((done) => {
    child.on('close', (code) => done({ code, said }));
  });
  const says = (pattern: RegExp): Promise<string> =>
    Promise.race([
      new Promise<string>((done) => {
        const look = () => (pattern.test(said) ? done(said) : undefined);
        listeners.add(look);
        look();
      }),
      ended.then(() => said),
    ]);
  return { child, ended, says };
}

/** A GitHub Enterprise that knows one App, can register it, and nothing else. */
const answers: Readonly<Record<string, unknown>> = {
  'GET /api/v3/app': { id: 42, slug: 'postmortems' },
  'GET /api/v3/app/installations?per_page=100&page=1': [],
  'POST /api/v3/app-manifests/abc/conversions': {
    id: 42,
    client_id: 'Iv1.0',
    client_secret: 'unused',
    webhook_secret: secret,
    pem: privateKey,
    html_url: 'http://github.test/apps/postmortems',
  },
};
const gitHub = createServer((req, res) => {
  const known = answers[`${req.method} ${req.url}`];
  res.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
  res.end(JSON.stringify(known ?? { message: 'Not Found' }));
});
let live: Record<string, string> = {};
let enterprise: Record<string, string> = {};
beforeAll(async () => {
  await new Promise<void>((done) => gitHub.listen(0, '127.0.0.1', done));
  const address = gitHub.address();
  const host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  enterprise = { GHE_HOST: host, GHE_PROTOCOL: 'http' };
  live = { ...enterprise, APP_ID: '42', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: secret };
});
afterAll(() => gitHub.close());

describe('npm start', () => {
  test('with what cannot work exits 1 and names each variable in a line', async () => {
    const { code, said } = await run('start.js', { APP_ID: 'x', PORT: '99999' }).ended;
    expect(code).toBe(1);
    const names = said
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]);
    expect(names).toEqual(['PORT', 'APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET']);
  });

  test('with an App that GitHub refuses exits 1 and says which variables', async () => {
    const { code, said } = await run('start.js', { ...live, GHE_HOST: '127.0.0.1:9' }).ended;
    expect(code).toBe(1);
    expect(said).toMatch(/^GitHub at http:\/\/127\.0\.0\.1:9\/api\/v3 does not answer .*GHE_HOST.*\n$/);
  });

  test('with an App is ready, and ends with 0 on SIGTERM', async () => {
    const port = String(await freePort());
    const { child, ended, says } = run('cli/main.js', { ...live, PORT: port, HOST: '127.0.0.1' }, [
      'start',
      '--role',
      'all',
    ]);
    expect(await says(/takes webhooks/)).toContain(`postmortems[bot]`);
    await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200));
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  test('reads .env, and a variable that is set wins over it', async () => {
    writeFileSync(join(folder, '.env'), 'APP_ID=Iv1.from-the-file\nWEBHOOK_SECRET=short\n');
    const { said } = await run('start.js', { APP_ID: 'from-outside' }).ended;
    expect(said).toMatch(
      /APP_ID is not a positive whole number.*\nPRIVATE_KEY is missing.*\nWEBHOOK_SECRET has only 5 characters/,
    );
  });
});

describe('npm run setup', () => {
  test('serves a page whose manifest has the hook URL and the permissions', async () => {
    copyFileSync(join(root, 'app.yml'), join(folder, 'app.yml'));
    const port = String(await freePort());
    const { says } = run('setup.js', { PORT: port, PUBLIC_URL: 'https://pm.example.com/' });
    expect(await says(/register the App/)).toContain(`http://localhost:${port}/probot`);
    const page = await (await fetch(`http://localhost:${port}/probot`)).text();
    const manifest: unknown = JSON.parse(/value='([^']*)'/.exec(page)?.[1] ?? '{}');
    expect(manifest).toMatchObject({
      name: 'Postmortems',
      public: false,
      hook_attributes: { url: 'https://pm.example.com/api/github/webhooks' },
      redirect_url: `http://localhost:${port}/probot/setup`,
      default_permissions: { issues: 'write', metadata: 'read', single_file: 'read' },
      default_events: ['issues', 'issue_comment', 'sub_issues', 'label', 'repository'],
    });
  });

  test('saves what GitHub hands back, for nobody else to read, and npm start runs on it', async () => {
    const port = String(await freePort());
    const setup = run('setup.js', { ...enterprise, PORT: port, PUBLIC_URL: 'https://pm.example.com' });
    await setup.says(/register the App/);
    const response = await fetch(`http://localhost:${port}/probot/setup?code=abc`, { redirect: 'manual' });
    expect(response.headers.get('location')).toBe('http://github.test/apps/postmortems/installations/new');
    setup.child.kill('SIGKILL');
    const file = join(folder, '.env');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(parseEnv(readFileSync(file, 'utf8'))).toEqual({
      APP_ID: '42',
      PRIVATE_KEY: privateKey.trim(),
      WEBHOOK_SECRET: secret,
    });

    const { child, ended, says } = run('start.js', { ...enterprise, PORT: String(await freePort()) });
    expect(await says(/takes webhooks/)).toContain('postmortems[bot]');
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
    const { code, said } = await run('setup.js', { PUBLIC_URL: 'https://pm.example.com' }).ended;
    expect(code).toBe(1);
    expect(said).toMatch(/^APP_ID is set, here or in \.env/);
  });

  test('without an address exits 1 and names PUBLIC_URL', async () => {
    copyFileSync(join(root, 'app.yml'), join(folder, 'app.yml'));
    const { code, said } = await run('setup.js', {}).ended;
    expect(code).toBe(1);
    expect(said).toMatch(/^PUBLIC_URL is missing: /);
  });
});
