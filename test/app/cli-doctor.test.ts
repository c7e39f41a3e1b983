/** `doctor`, beside the embedded GitHub, whose answers are changed to what goes wrong with real ones. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { neededEvents, neededPermissions } from '../../src/app/needs.ts';
import { createWorld, type World } from '../world.ts';
import { type } from './typed.ts';

const secret = 'a secret of the tests';

const envOf = ({ emulator: { credentials } }: World): Record<string, string> => ({
  APP_ID: String(credentials.appId),
  PRIVATE_KEY: credentials.privateKey,
  WEBHOOK_SECRET: secret,
});

/** Answers of GitHub, by path, changed on their way. */
type Altered = { readonly [path: string]: (body: never, response: Response) => unknown };

function altering(world: World, altered: Altered): typeof fetch {
  return async (input, init) => {
    const response = await world.emulator.fetch(input, init);
    const alter = altered[new URL(String(input)).pathname.replace('/api/v3', '')];
    if (!alter || !response.ok) return response;
    const body = alter((await response.json()) as never, response);
    if (body instanceof Response) return body;
    return Response.json(body, { status: response.status, headers: { date: response.headers.get('date') ?? '' } });
  };
}

interface Line {
  readonly check: string;
  readonly state: string;
  readonly says: string;
  readonly remedy?: string;
}

async function doctor(world: World, altered: Altered = {}, env: Record<string, string> = envOf(world)) {
  const { code, out, err } = await type(world, ['doctor', '--json'], {
    token: '',
    env,
    fetch: altering(world, altered),
  });
  const { checks } = JSON.parse(out) as { checks: Line[] };
  return { code, err, checks, bad: checks.filter((one) => one.state !== 'good') };
}

/** The App as it should be, after a webhook that arrived. */
async function wellWorld(): Promise<World> {
  const world = await createWorld();
  await world.as('ann').open('Checkout');
  await world.settle();
  return world;
}

test('where all is well it says so, asks no more than it has to, and changes nothing', async () => {
  const world = await wellWorld();
  const { code, out, err, asked } = await type(world, ['doctor'], { token: '', env: envOf(world) });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatchInlineSnapshot(`
    "good   clock          as GitHub’s
    good   credentials    postmortems, APP_ID 4242
    good   permissions    Issues: write, Metadata: read, Single file: read
    good   events         issues, issue_comment, sub_issues, repository
    good   webhook URL    http://app.test/api/github/webhooks
    good   secret         the one that the last webhook was signed with
    good   deliveries     the last one arrived
    good   installations  acme
    good   installation   acme: 1 repository; left of the limits: 1000000 of 1000000 core, 1000000 of 1000000 graphql

    Nothing is wrong.
    "
  `);
  expect(asked.map((one) => one.replace(/\d{4,}/, 'ID')).sort()).toEqual([
    'GET /app',
    'GET /app/hook/config',
    'GET /app/hook/deliveries',
    'GET /app/installations',
    'GET /installation/repositories',
    'GET /rate_limit',
    'POST /app/installations/ID/access_tokens',
  ]);
  expect(world.problems).toEqual([]);
});

const rows: readonly (readonly [string, Altered, readonly Partial<Line>[]])[] = [
  [
    'a permission and an event that the App has not asked for, said once',
    {
      '/app': (app: object) => ({ ...app, permissions: { issues: 'read', metadata: 'read' }, events: ['issues'] }),
      '/app/installations': ([one]: object[]) => [
        { ...one, permissions: { issues: 'read', metadata: 'read' }, events: ['issues'] },
      ],
    },
    [
      { check: 'permissions', state: 'wrong', says: expect.stringContaining('Issues: write, Single file: read') },
      { check: 'events', state: 'wrong', says: 'GitHub does not tell of issue_comment, sub_issues, repository.' },
    ],
  ],
  [
    'a permission that waits for its owner',
    {
      '/app/installations': ([one]: object[]) => [
        { ...one, permissions: { issues: 'read', metadata: 'read', single_file: 'read' } },
      ],
    },
    [
      {
        check: 'installation',
        state: 'wrong',
        says: 'acme: not granted yet: Issues: write.',
        remedy: expect.stringContaining('Accept'),
      },
    ],
  ],
  [
    'a suspended installation, of which nothing more is asked',
    { '/app/installations': ([one]: object[]) => [{ ...one, suspended_at: '2026-11-01T00:00:00Z' }] },
    [{ check: 'installation', state: 'wrong', says: expect.stringContaining('suspended') }],
  ],
  [
    'no installation',
    { '/app/installations': () => [] },
    [{ check: 'installations', state: 'wrong', remedy: expect.stringContaining('/installations/new') }],
  ],
  [
    'no repository',
    { '/installation/repositories': (body: object) => ({ ...body, total_count: 0 }) },
    [{ check: 'installation', state: 'wrong', says: 'acme: no repository.' }],
  ],
  [
    'limits that are nearly spent, or spent',
    {
      '/rate_limit': () => ({
        resources: {
          core: { limit: 5000, used: 5000, remaining: 0, reset: Date.parse('2026-11-20T14:20:00Z') / 1000 },
          graphql: { limit: 5000, used: 4600, remaining: 400, reset: Date.parse('2026-11-20T14:30:00Z') / 1000 },
        },
      }),
    },
    [
      {
        check: 'installation',
        state: 'wrong',
        says: 'acme: 0 of 5000 requests left.',
        remedy: expect.stringContaining('20 min'),
      },
      { check: 'installation', state: 'doubtful', says: 'acme: 400 of 5000 points of GraphQL left.' },
    ],
  ],
  [
    'no webhook URL',
    { '/app/hook/config': (hook: object) => ({ ...hook, url: '' }) },
    [{ check: 'webhook URL', state: 'wrong', says: expect.stringContaining('has none') }],
  ],
  [
    'the URL that Probot registers',
    { '/app/hook/config': (hook: object) => ({ ...hook, url: 'https://pm.example.com/' }) },
    [{ check: 'webhook URL', state: 'wrong', remedy: expect.stringContaining('/api/github/webhooks') }],
  ],
  [
    'a channel, forms, and a certificate that nobody looks at',
    {
      '/app/hook/config': (hook: object) => ({
        ...hook,
        url: 'https://smee.io/abc',
        content_type: 'form',
        insecure_ssl: '1',
      }),
    },
    [
      { check: 'webhook URL', state: 'doubtful', says: expect.stringContaining('channel') },
      { check: 'webhook URL', state: 'wrong', says: expect.stringContaining('forms') },
      { check: 'webhook URL', state: 'doubtful', says: expect.stringContaining('certificate') },
    ],
  ],
  [
    'no secret on the side of GitHub',
    { '/app/hook/config': ({ secret: _, ...hook }: { secret: string }) => hook },
    [{ check: 'secret', state: 'wrong', says: expect.stringContaining('signs nothing') }],
  ],
  [
    'a clock that is late',
    {
      '/app': (app: object, { headers }: Response) =>
        Response.json(app, {
          headers: { date: new Date(Date.parse(headers.get('date') ?? '') + 90_000).toUTCString() },
        }),
    },
    [
      {
        check: 'clock',
        state: 'wrong',
        says: expect.stringMatching(/^90 s behind/),
        remedy: expect.stringContaining('NTP'),
      },
    ],
  ],
];

test.each(rows)('it finds %s', async (_, altered, expected) => {
  const { code, bad } = await doctor(await wellWorld(), altered);
  expect(bad).toEqual(expected.map((one) => expect.objectContaining(one)));
  expect(code).toBe(1);
  for (const { state, remedy } of bad) if (state === 'wrong') expect(remedy).toMatch(/\S/);
});

test('on github.com a webhook URL that only this machine can reach', async () => {
  const world = await wellWorld();
  const altered = {
    '/app/hook/config': (hook: object) => ({ ...hook, url: 'http://localhost:3000/api/github/webhooks' }),
  };
  const send: typeof fetch = (input, init) =>
    altering(world, altered)(String(input).replace('https://api.github.com', 'http://localhost:3000/api/v3'), init);
  const env = { ...envOf(world), GITHUB_API_URL: 'https://api.github.com' };
  const { code, out } = await type(world, ['doctor'], { token: '', env, fetch: send });
  expect([code, out]).toEqual([1, expect.stringContaining('GitHub cannot reach http://localhost:3000')]);
});

describe('deliveries', () => {
  /** As many webhooks as statuses, answered with them; 0 is nobody there. */
  async function delivered(...statuses: readonly number[]): Promise<World> {
    const world = await createWorld();
    const left = [...statuses];
    world.emulator.hooks.target = {
      url: 'http://app.test/api/github/webhooks',
      secret,
      fetch: async () => {
        const status = left.shift() ?? 200;
        if (status === 0) throw new TypeError('fetch failed');
        return new Response('', { status });
      },
    };
    for (const status of statuses) await world.as('ann').open(`Answered with ${status}`);
    await world.settle();
    return world;
  }

  test('failed ones of before, and the last one arrived: nothing need be sent again', async () => {
    const { code, bad } = await doctor(await delivered(503, 0, 200));
    expect(bad).toEqual([
      expect.objectContaining({
        check: 'deliveries',
        state: 'doubtful',
        says: '2 of the last 3 did not arrive (2026-11-20 14:00 issues.opened: 502; 2026-11-20 14:00 issues.opened: 503).',
        remedy: expect.stringContaining('Nothing need be sent again'),
      }),
    ]);
    expect(code).toBe(0);
  });

  test.each([
    [0, /does not get through/],
    [404, /what the proxy does with/],
    [413, /25 MB/],
    [500, /log of the App/],
    [503, /readyz/],
  ])('the last one answered with %i: what to look at', async (status, remedy) => {
    const { code, bad } = await doctor(await delivered(200, status));
    expect(bad).toEqual([
      expect.objectContaining({ check: 'deliveries', state: 'wrong', remedy: expect.stringMatching(remedy) }),
    ]);
    expect(code).toBe(1);
  });

  test('refused for its signature: the secrets differ', async () => {
    const { bad } = await doctor(await delivered(401));
    expect(bad.map((one) => [one.check, one.state])).toEqual([
      ['secret', 'wrong'],
      ['deliveries', 'wrong'],
    ]);
  });

  test('none yet is no fault', async () => {
    const world = await createWorld();
    expect((await doctor(world)).bad).toEqual([]);
  });
});

describe('credentials', () => {
  test('refused ones are said with what else can be known', async () => {
    const world = await wellWorld();
    const { code, checks } = await doctor(world, {}, { ...envOf(world), APP_ID: '77' });
    expect(code).toBe(1);
    expect(checks.map((one) => [one.check, one.state])).toEqual([
      ['clock', 'good'],
      ['credentials', 'wrong'],
    ]);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['none', {}, /^Neither APP_ID nor PRIVATE_KEY is set/],
    ['half of them', { APP_ID: '12' }, /^PRIVATE_KEY is missing/],
  ])('%s: nothing is asked', async (_, env, says) => {
    const world = await createWorld();
    const { code, out, asked } = await type(world, ['doctor', '--json'], { token: '', env });
    const { checks } = JSON.parse(out) as { checks: Line[] };
    expect(checks).toEqual([
      expect.objectContaining({ check: 'credentials', state: 'wrong', says: expect.stringMatching(says) }),
    ]);
    expect({ code, asked }).toEqual({ code: 1, asked: [] });
  });

  test('a secret that everybody knows', async () => {
    const world = await wellWorld();
    const { code, bad } = await doctor(world, {}, { ...envOf(world), WEBHOOK_SECRET: 'development' });
    expect(bad).toEqual([
      expect.objectContaining({ check: 'secret', state: 'wrong', says: expect.stringContaining('everybody') }),
    ]);
    expect(code).toBe(1);
  });

  test('no network is exit code 2', async () => {
    const world = await wellWorld();
    const nowhere: typeof fetch = async () => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) });
    };
    const { code, out, err } = await type(world, ['doctor'], { token: '', env: envOf(world), fetch: nowhere });
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(/cannot be reached \(ENOTFOUND\)/)]);
  });

  test('neither a secret nor a key nor a token is printed, whatever is wrong', async () => {
    const world = await wellWorld();
    for (const env of [envOf(world), { ...envOf(world), APP_ID: '77' }, { ...envOf(world), PRIVATE_KEY: 'ABCDEFGH' }]) {
      const { out, err } = await type(world, ['doctor'], { token: '', env });
      expect(out + err).not.toMatch(/a secret of the tests|BEGIN|ABCDEFGH|ghs_/);
    }
  });
});

test('app.yml asks for what is needed', () => {
  const manifest = parse(readFileSync(resolve(import.meta.dirname, '../../app.yml'), 'utf8'));
  expect(manifest.default_permissions).toEqual(neededPermissions);
  expect(manifest.default_events).toEqual(expect.arrayContaining([...neededEvents]));
});
