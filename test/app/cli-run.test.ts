import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createWorld, expectAtRest, type World } from '../world.ts';
import { type } from './typed.ts';

const folder = mkdtempSync(join(tmpdir(), 'cli-run-'));
afterAll(() => rmSync(folder, { recursive: true }));

function save(name: string, payload: unknown): string {
  writeFileSync(join(folder, name), typeof payload === 'string' ? payload : JSON.stringify(payload));
  return name;
}

interface Heard {
  readonly event: string;
  readonly payload: { readonly action?: string };
}

/** A world in which the App runs only when somebody types it: what GitHub would tell it of people is kept. */
async function quietWorld(): Promise<{ world: World; heard: Heard[]; env: Record<string, string> }> {
  const world = await createWorld();
  const heard: Heard[] = [];
  world.emulator.hooks.target = {
    url: 'http://app.test/api/github/webhooks',
    secret: 'a secret of the tests',
    fetch: async (_url, init) => {
      const event = new Headers(init?.headers).get('x-github-event') ?? '';
      const payload = JSON.parse(String(init?.body));
      if (payload.sender.type === 'User') heard.push({ event, payload });
      return new Response('ok');
    },
  };
  const { appId, privateKey } = world.emulator.credentials;
  return { world, heard, env: { APP_ID: String(appId), PRIVATE_KEY: privateKey } };
}

test('run: each event of a workflow brings one pass, and in the end the App has nothing to add', async () => {
  const { world, heard, env } = await quietWorld();
  const deliver = async (): Promise<string[]> => {
    await world.emulator.idle();
    const said: string[] = [];
    for (const { event, payload } of heard.splice(0)) {
      const args = ['run', '--event', event, '--payload', save('event.json', payload)];
      const { code, out, err } = await type(world, args, { env, folder });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      said.push(out);
    }
    return said;
  };
  const incident = await world.as('ann').open('Down');
  expect(await deliver()).toEqual(['Nothing to do: issues.opened concerns no postmortem.\n']);
  await world.as('ann').label(incident, 'incident');
  const [opened = ''] = (await deliver()).filter((said) => !said.startsWith('Nothing to do'));
  expect(opened).toMatch(/^acme\/shop: \d+ changes\.\n- Make the label "postmortem"/);
  expect(opened).toContain('- Open the postmortem "Postmortem: Down"');
  expect(opened).toContain('- Open the index');
  const [postmortem = 0] = await world.children(incident);
  await world.as('wes').comment(incident, '/timeline 13:50 db refuses connections');
  const commented = await deliver();
  expect(commented[0]).toContain(`- Edit acme/shop#${postmortem}\n`);
  expect(await world.section(postmortem, 'Timeline')).toContain('db refuses connections');
  await expectAtRest(world);
});

test('run: an issue by its address, and everything open on a schedule', async () => {
  const { world, env } = await quietWorld();
  const incident = await world.as('ann').open('Down', { labels: ['incident'] });
  const url = `http://localhost:3000/acme/shop/issues/${incident}`;
  const first = await type(world, ['run', url, '--json'], { env });
  expect(JSON.parse(first.out)).toMatchObject({ repository: 'acme/shop', looked: 2, failed: [] });
  expect(await world.children(incident)).toHaveLength(1);
  expect(await type(world, ['run', url], { env })).toMatchObject({ code: 0, out: 'acme/shop: nothing to change.\n' });
  await world.as('wes').comment(incident, '/timeline 13:50 db refuses connections');
  const schedule = {
    GITHUB_EVENT_NAME: 'schedule',
    GITHUB_EVENT_PATH: save('schedule.json', { schedule: '17 * * * *' }),
  };
  const later = await type(world, ['run'], { env: { ...env, ...schedule, GITHUB_REPOSITORY: 'acme/shop' }, folder });
  expect(later).toMatchObject({ code: 0, out: expect.stringContaining('- React with 🚀') });
});

test.each<[string, readonly string[], string]>([
  ['no event and no issue', ['run'], 'run needs an ISSUE_URL, or an event as a workflow has it'],
  ['an event without its payload', ['run', '--event', 'issues'], 'run needs an ISSUE_URL, or an event'],
  [
    'a payload that is not there',
    ['run', '--event', 'issues', '--payload', 'none.json'],
    'none.json cannot be read (ENOENT).',
  ],
  ['a payload that is none', ['run', '--event', 'issues', '--payload', save('bad.json', '[')], 'is not a JSON object'],
  ['a list', ['run', '--event', 'issues', '--payload', save('list.json', [])], 'is not a JSON object'],
  ['no repository', ['run', '--event', 'schedule', '--payload', save('empty.json', {})], 'names no repository'],
  [
    'a strange repository',
    ['run', '--event', 'schedule', '--payload', save('strange.json', { repository: { full_name: '../../x' } })],
    'names no repository',
  ],
  ['what is no issue', ['run', 'https://github.com/acme/shop'], 'is not the address of an issue'],
])('run refuses %s, and asks GitHub nothing', async (_, args, why) => {
  const { code, out, err, asked } = await type(undefined, args, { folder });
  expect({ code, out, asked }).toEqual({ code: 2, out: '', asked: [] });
  expect(err).toContain(why);
  expect(err.trimEnd()).not.toContain('\n');
});

test('run: an event of somebody else’s business costs no request and needs no credentials', async () => {
  const pull = { action: 'created', repository: { full_name: 'acme/shop' }, issue: { number: 3, pull_request: {} } };
  for (const [event, payload] of [
    ['issue_comment', pull],
    ['star', { action: 'created', repository: { full_name: 'acme/shop' } }],
    ['installation', { action: 'created', repository: { full_name: 'acme/shop' } }],
  ] as const) {
    const args = ['run', '--event', event, '--payload', save('foreign.json', payload)];
    const { code, out, asked } = await type(undefined, args, { folder, token: '' });
    expect({ code, asked }).toEqual({ code: 0, asked: [] });
    expect(out).toBe(`Nothing to do: ${event}.created concerns no postmortem.\n`);
  }
});

test('run: a person is no App', async () => {
  const { world } = await quietWorld();
  const refused = await type(world, ['run', 'http://localhost:3000/acme/shop/issues/1']);
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain('a token of ann, a person. run writes, so it has to be the App');
});
