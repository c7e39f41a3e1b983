import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importPKCS8, SignJWT } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { createProgress, renderBar } from '../../src/app/cli/progress.ts';
import { mergeEnv } from '../../src/app/env-file.ts';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';
import { api, type } from './typed.ts';

function appOf({ emulator: { credentials } }: World): Record<string, string> {
  return { APP_ID: String(credentials.appId), PRIVATE_KEY: credentials.privateKey };
}

/** An installation's token, as a workflow has one. */
async function botToken({ emulator: { credentials, fetch } }: World): Promise<string> {
  const pem = createPrivateKey(credentials.privateKey).export({ type: 'pkcs8', format: 'pem' });
  const jwt = await new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(String(credentials.appId))
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(await importPKCS8(String(pem), 'RS256'));
  const answer = await fetch(`${api}/app/installations/${credentials.installationId}/access_tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${jwt}` },
  });
  const { token }: { token: string } = JSON.parse(await answer.text());
  return token;
}

/** A postmortem about which nobody told the App the newest. */
async function worldToRepair() {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  world.emulator.hooks.target = undefined;
  await world.as('wes').comment(incident, '/timeline 13:50 db refuses connections');
  return { world, incident, postmortem };
}

test('resync: the App makes good what no event told it, says what, and does nothing the second time', async () => {
  const { world, postmortem } = await worldToRepair();
  const first = await type(world, ['resync', 'acme/shop'], { env: appOf(world) });
  expect(await world.section(postmortem, 'Timeline')).toContain('db refuses connections');
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toMatch(/^acme\/shop: looked at 2 issues and the index\. \d changes\.\n- Edit acme\/shop#2\n/);
  expect(first.out).toMatch(/React with 🚀 on http:\/\/localhost:3000\/acme\/shop\/issues\/1#issuecomment-\d+/);
  const { code, out } = await type(world, ['resync', 'acme/shop', '--json'], { env: appOf(world) });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ repository: 'acme/shop', looked: 3, changes: [], failed: [] });
  await expectAtRest(world);
});

test('resync: the token of the bot that wrote them does as well, and leaves nothing for the App to do', async () => {
  const { world, postmortem } = await worldToRepair();
  const { code } = await type(world, ['resync', 'acme/shop'], { token: await botToken(world) });
  expect(code).toBe(0);
  expect(await world.section(postmortem, 'Timeline')).toContain('db refuses connections');
  await expectAtRest(world);
});

test('resync: a bot that wrote nothing yet opens new incidents, and none of before', async () => {
  const world = await createWorld({ webhooks: false });
  await world.as('ann').open('Down', { labels: ['incident'] });
  world.at('15:00');
  const { code, out } = await type(world, ['resync', 'acme/shop'], { token: await botToken(world) });
  expect({ code, out }).toEqual({ code: 0, out: 'acme/shop: looked at 1 issue and the index. Nothing to change.\n' });
});

test('resync: the credentials lie in the file that setup wrote', async () => {
  const { world, postmortem } = await worldToRepair();
  const folder = mkdtempSync(join(tmpdir(), 'cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, '.env'), mergeEnv('', appOf(world)));
  expect(await type(world, ['resync', 'acme/shop'], { folder })).toMatchObject({ code: 0 });
  expect(await world.section(postmortem, 'Timeline')).toContain('db refuses connections');
});

test('resync: who is not the App is refused, and nothing is written', async () => {
  const { world } = await worldToRepair();
  const state = () =>
    JSON.stringify([[...world.emulator.state.issues.values()], [...world.emulator.state.comments.values()]]);
  const before = state();
  const cases: readonly [object, string][] = [
    [{ token: '' }, 'resync writes, so it has to be the App. Set APP_ID and PRIVATE_KEY'],
    [{ token: 'ann' }, 'GITHUB_TOKEN is a token of ann, a person.'],
    [{ env: { APP_ID: 'Iv1.abc', PRIVATE_KEY: 'x' } }, 'APP_ID looks like the client ID.'],
    [{ env: { ...appOf(world), APP_ID: '999' } }, 'GitHub refuses APP_ID and PRIVATE_KEY.'],
  ];
  for (const [typed, why] of cases) {
    const { code, out, err } = await type(world, ['resync', 'acme/shop'], typed);
    expect({ code, out }, why).toEqual({ code: 2, out: '' });
    expect(err).toContain(why);
    expect(err).not.toContain('embedded');
  }
  const missing = await type(world, ['resync', 'acme/none'], { env: appOf(world) });
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('is not installed on acme/none') });
  expect(state()).toBe(before);
});

test('resync: what another bot wrote stays its own', async () => {
  const { world } = await worldToRepair();
  const { state } = world.emulator;
  const another = [...state.users.values()].find((one) => one.login === 'robo[bot]');
  for (const issue of state.issues.values())
    if (issue.body?.includes('<!-- postmortems:')) Object.assign(issue, { author: another?.id });
  for (const typed of [{ env: appOf(world) }, { token: await botToken(world) }]) {
    const { code, out, err } = await type(world, ['resync', 'acme/shop'], typed);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('were written by robo[bot], and this is postmortems[bot]');
  }
});

test('resync: what GitHub refuses is named, and the exit code is 1', async () => {
  const { world, incident } = await worldToRepair();
  const refuse: typeof fetch = async (input, init) =>
    init?.method === 'PATCH'
      ? Response.json({ message: 'Issues are locked' }, { status: 403 })
      : world.emulator.fetch(input, init);
  const { code, out, err } = await type(world, ['resync', 'acme/shop'], { env: appOf(world), fetch: refuse });
  expect(code).toBe(1);
  expect(out).toContain('could not be repaired');
  expect(err).toContain(`acme/shop#${incident}: GitHub refused to write body: Issues are locked\n`);
});

test('the bar fits its terminal, is drawn over itself, and is taken away', () => {
  expect(renderBar(3, 12, 'acme/shop#14', 40)).toBe('███░░░░░░░░░░  3 of 12 acme/shop#14');
  expect(renderBar(0, 0, '\x1b[31m', 80)).not.toContain('\x1b');
  let shown = '';
  const progress = createProgress({ err: (text) => (shown += text), columns: 30 });
  progress.step(1, 2, 'acme/shop#1');
  progress.note('a note');
  progress.end();
  const lines = shown.split(/\r\x1b\[2K/);
  expect(lines.every((line) => line.length < 40)).toBe(true);
  expect(lines.at(-1)).toBe('');
  expect(shown).toContain('a note\n');
});

test('elsewhere than on a terminal a line comes with each tenth', () => {
  let shown = '';
  const progress = createProgress({ err: (text) => (shown += text), columns: undefined });
  for (let done = 0; done <= 1000; done += 1) progress.step(done, 1000, 'x');
  progress.end();
  expect(shown.trimEnd().split('\n')).toHaveLength(10);
  expect(shown).not.toMatch(/[\r\x1b]/);
});
