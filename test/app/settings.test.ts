import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Env, readSettings, variables } from '../../src/app/settings.ts';

const { privateKey: pkcs1 } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const { privateKey: elliptic } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const secret = 'a-secret-of-ours-0123456789';
const app = { APP_ID: '12345', PRIVATE_KEY: pkcs1, WEBHOOK_SECRET: secret };

const noFile = (path: string): string => {
  throw Object.assign(new Error(`no file ${path}`), { code: 'ENOENT' });
};
const read = (env: Env, readKeyFile = noFile) => readSettings(env, readKeyFile);

describe('what is accepted', () => {
  test('nothing set: the embedded GitHub on port 3000', () => {
    expect(read({})).toEqual({
      settings: {
        mode: 'embedded',
        port: 3000,
        host: 'localhost',
        logLevel: 'info',
        production: false,
        stuckMs: 300_000,
      },
    });
  });

  test('the three App variables: github.com', () => {
    expect(read({ ...app, NODE_ENV: 'production', PORT: '8080', HOST: '0.0.0.0', LOG_LEVEL: 'WARN' })).toEqual({
      settings: {
        mode: 'live',
        role: 'all',
        port: 8080,
        host: '0.0.0.0',
        logLevel: 'warn',
        production: true,
        stuckMs: 300_000,
        appId: 12345,
        privateKey: pkcs1,
        webhookSecret: secret,
        apiUrl: 'https://api.github.com',
      },
    });
  });

  const keys: readonly [string, Env][] = [
    ['\\n written out', { PRIVATE_KEY: pkcs1.replaceAll('\n', '\\n') }],
    ['base64', { PRIVATE_KEY: Buffer.from(pkcs1).toString('base64') }],
    ['base64 in lines', { PRIVATE_KEY: Buffer.from(pkcs1).toString('base64').replace(/.{76}/g, '$&\n') }],
    ['one line', { PRIVATE_KEY: pkcs1.trim().replaceAll('\n', ' ') }],
    ['a file', { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: 'key.pem' }],
    ['a file, with the other one empty', { PRIVATE_KEY: '', PRIVATE_KEY_PATH: 'key.pem' }],
  ];
  test.each(keys)('a private key as %s', (_name, env) => {
    const result = read({ ...app, ...env }, () => pkcs1);
    expect('settings' in result && result.settings.mode === 'live' && result.settings.privateKey.trim()).toBe(
      pkcs1.trim(),
    );
  });

  const hosts: readonly [Env, string][] = [
    [{ GHE_HOST: 'github.example.com' }, 'https://github.example.com/api/v3'],
    [{ GHE_HOST: 'localhost:3000', GHE_PROTOCOL: 'http' }, 'http://localhost:3000/api/v3'],
    [{ GHE_HOST: 'octo.ghe.com' }, 'https://api.octo.ghe.com'],
    [{ GHE_HOST: '' }, 'https://api.github.com'],
  ];
  test.each(hosts)('%o reaches GitHub at %s', (env, apiUrl) => {
    expect(read({ ...app, ...env })).toMatchObject({ settings: { apiUrl } });
  });
});

describe('what is refused, and how', () => {
  const rows: readonly [string, Env, readonly RegExp[]][] = [
    ['only an id', { APP_ID: '1' }, [/^PRIVATE_KEY is missing\./, /^WEBHOOK_SECRET is missing\./]],
    ['only a key', { PRIVATE_KEY: pkcs1 }, [/^APP_ID is missing\./, /^WEBHOOK_SECRET is missing\./]],
    ['only a secret', { WEBHOOK_SECRET: secret }, [/^APP_ID is missing\./, /^PRIVATE_KEY is missing\./]],
    ['only a host', { GHE_HOST: 'github.example.com' }, [/^APP_ID/, /^PRIVATE_KEY/, /^WEBHOOK_SECRET/]],
    [
      'empty ones',
      { APP_ID: '', PRIVATE_KEY: ' ', WEBHOOK_SECRET: '' },
      [/^APP_ID/, /^PRIVATE_KEY/, /^WEBHOOK_SECRET is empty/],
    ],
    ['no number', { ...app, APP_ID: 'abc' }, [/^APP_ID is not a positive whole number\. Copy/]],
    ['zero', { ...app, APP_ID: '0' }, [/^APP_ID is not a positive/]],
    ['the client id', { ...app, APP_ID: 'Iv23liABC' }, [/^APP_ID looks like the client ID\. Copy .* instead\./]],
    ['a cut key', { ...app, PRIVATE_KEY: pkcs1.slice(0, 300) }, [/^PRIVATE_KEY holds no RSA .* was cut/]],
    ['another kind of key', { ...app, PRIVATE_KEY: elliptic }, [/^PRIVATE_KEY holds no RSA .* another kind/]],
    ['no key at all', { ...app, PRIVATE_KEY: 'hunter2' }, [/^PRIVATE_KEY holds no RSA .* neither PEM/]],
    [
      'no such file',
      { ...app, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: '/no/key' },
      [/^PRIVATE_KEY_PATH names a file that cannot be read \(ENOENT\)/],
    ],
    ['an empty secret', { ...app, WEBHOOK_SECRET: '' }, [/^WEBHOOK_SECRET is empty\. Set/]],
    ['a blank secret', { ...app, WEBHOOK_SECRET: '   ' }, [/^WEBHOOK_SECRET is empty\. Set/]],
    [
      'the public secret',
      { ...app, WEBHOOK_SECRET: 'development' },
      [/^WEBHOOK_SECRET is "development", which everybody/],
    ],
    ['a short secret', { ...app, WEBHOOK_SECRET: '0123456789abcde' }, [/^WEBHOOK_SECRET has only 15 characters\. Set/]],
    ['a secret with a line break', { ...app, WEBHOOK_SECRET: `${secret}\n` }, [/^WEBHOOK_SECRET begins or ends/]],
    ['port 0', { PORT: '0' }, [/^PORT is not/]],
    ['a port too high', { PORT: '65536' }, [/^PORT is not a whole number from 1 to 65535\. Set/]],
    ['a port with letters', { PORT: '3000a' }, [/^PORT/]],
    ['a URL as host', { HOST: 'http://localhost' }, [/^HOST is/]],
    ['an unknown level', { LOG_LEVEL: 'loud' }, [/^LOG_LEVEL is no log level\. Set it to one of/]],
    ['a URL as GitHub', { ...app, GHE_HOST: 'https://github.example.com' }, [/^GHE_HOST .* without https/]],
    ['github.com as Enterprise', { ...app, GHE_HOST: 'github.com' }, [/^GHE_HOST .* Unset GHE_HOST/]],
    ['another protocol', { ...app, GHE_HOST: 'ghe.test', GHE_PROTOCOL: 'ftp' }, [/^GHE_PROTOCOL is not/]],
    ['no time to be stuck', { STUCK_MINUTES: '0' }, [/^STUCK_MINUTES is not/]],
    ['several at once', { ...app, APP_ID: 'x', PORT: 'y' }, [/^PORT/, /^APP_ID/]],
  ];
  test.each(rows)('%s', (_name, env, expected) => {
    const result = read(env);
    const problems = 'problems' in result ? result.problems : [];
    expect(problems).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(problems[index]).toMatch(pattern);
  });

  test('no value is repeated, whatever variable a secret was pasted into', () => {
    const pasted = ['hunter2', `hunter2\n${pkcs1}`, 'https://ann:hunter2@example.com', '-hunter2 ', 'Iv1.hunter2'];
    for (const value of pasted)
      for (const args of [[], ['--role', 'web'], ['--role', 'github'], ['--role', 'all', value]]) {
        const all = variables.filter(({ name }) => name !== 'STATE_FILE').map(({ name }) => [name, value]);
        for (const env of [...all.map((one) => [one]), all]) {
          const result = readSettings({ ...app, ...Object.fromEntries(env) }, noFile, args);
          expect('problems' in result ? result.problems.join() : '').not.toMatch(/hunter2|BEGIN RSA|MII/);
        }
      }
    expect(read({ APP_ID: '1', PRIVATE_KEY: 'hunter2', WEBHOOK_SECRET: 'tooshort' })).toHaveProperty('problems');
  });
});

test('STATE_FILE says where the embedded GitHub keeps what people do', () => {
  const read = readSettings({ STATE_FILE: 'state.json' }, () => '');
  expect(read).toMatchObject({ settings: { mode: 'embedded', statePath: 'state.json' } });
  expect(readSettings({}, () => '')).not.toHaveProperty('settings.statePath');
});

describe('several processes', () => {
  const at = (env: Env, ...args: string[]) => readSettings(env, noFile, args);
  const problems = (env: Env, ...args: string[]) => {
    const found = at(env, ...args);
    return 'problems' in found ? found.problems.map((one) => one.split(' ')[0]) : [];
  };
  const redis = { REDIS_URL: 'redis://localhost:6379' };

  test('REDIS_URL puts the queue on Redis, and --role says what a process does', () => {
    expect(at({ ...app, ...redis })).toMatchObject({
      settings: { mode: 'live', role: 'all', redis: { url: redis.REDIS_URL, prefix: 'postmortems' } },
    });
    expect(at({ ...app, ...redis, REDIS_PREFIX: 'pm2' }, '--role', 'worker')).toMatchObject({
      settings: { role: 'worker', redis: { prefix: 'pm2' } },
    });
    expect(at({ ...app, ...redis }, '--role=web')).toMatchObject({ settings: { role: 'web' } });
  });

  test('the embedded GitHub alone has the key and the secret of an App, and says where it sends webhooks', () => {
    const url = 'http://localhost:3001/api/github/webhooks';
    expect(at({ ...app, WEBHOOK_URL: url }, '--role', 'github')).toMatchObject({
      settings: { mode: 'github', appId: 12345, webhookSecret: secret, webhookUrl: url },
    });
  });

  test('what cannot work is said', () => {
    expect(problems(app, '--role', 'worker')).toEqual(['REDIS_URL']);
    expect(problems({ ...app, REDIS_URL: 'localhost:6379' })).toEqual(['REDIS_URL']);
    expect(problems({ ...app, ...redis, REDIS_PREFIX: 'a b' })).toEqual(['REDIS_PREFIX']);
    expect(problems(redis, '--role', 'web')).toEqual(['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET']);
    expect(problems(app, '--role', 'github')).toEqual(['WEBHOOK_URL']);
    expect(problems({}, '--role', 'boss')).toEqual(['What']);
    expect(problems({}, '--port', '1')).toEqual(['What']);
  });
});
