import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createClient } from '../../src/app/cli/client.ts';
import { readOnly, WriteRefused } from '../../src/app/cli/read-only.ts';
import * as queries from '../../src/github/queries.ts';
import { createWorld, openPostmortem, type World } from '../world.ts';
import { api, type } from './typed.ts';

const at = (number: number) => `http://localhost:3000/acme/shop/issues/${number}`;

/** All that can be changed, as one text. */
function stateOf({ emulator: { state } }: World): string {
  return JSON.stringify([[...state.issues.values()], [...state.comments.values()], [...state.labels.values()]]);
}

test('check: the postmortem is read by its address, or by that of its incident, and says so', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const own = await type(world, ['check', at(postmortem)]);
  expect(own.code).toBe(1);
  expect(own.err).toBe('');
  expect(own.out).toMatch(/^http:\/\/localhost:3000\/acme\/shop\/issues\/2\n/);
  expect(own.out).toContain('no-summary');
  expect(own.out).toContain('Comment `/timeline 14:02 discovered:`');
  const through = await type(world, ['check', at(incident)]);
  expect(through.out.split('\n')[0]).toBe(`${at(postmortem)} (the postmortem of acme/shop#${incident})`);
  expect(through.out.split('\n').slice(1)).toEqual(own.out.split('\n').slice(1));
  expect(world.problems).toEqual([]);
});

test('check: what the App holds to be complete has no error', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const ann = world.as('ann');
  world.at('15:00');
  await ann.comment(incident, '/timeline 14:02 discovered: the alert rings');
  await ann.comment(incident, '/timeline 14:40 over: the error rate is normal');
  await world.settle();
  await ann.comment(incident, '/measure Alert on free connections');
  await world.settle();
  const [measure = 0] = await world.children(postmortem);
  await ann.comment(measure, '/accept @ann');
  await world.settle();
  await ann.write(postmortem, {
    Summary: 'Nobody could pay for half an hour.',
    Apology: 'We are sorry that 300 people could not pay.',
    Impact: '300 orders failed.',
    'Contributing factors': '- A deployment raised the number of connections.\n- No alert told how many were free.',
    Resolution: 'We raised the pool and saw the error rate fall.',
  });
  await world.settle();
  expect((await world.issue(postmortem)).labels).not.toContain('postmortem: incomplete');
  const { code, out } = await type(world, ['check', '--format', 'json', at(postmortem)]);
  expect(JSON.parse(out).findings.filter((one: { level: string }) => one.level === 'error')).toEqual([]);
  expect(JSON.parse(out).timeline.map((one: { kind: string }) => one.kind)).toEqual(['discovered', 'over']);
  expect(code).toBe(0);
});

function folderWith(config: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, '.github'));
  writeFileSync(join(folder, '.github/postmortems.yml'), config);
  return folder;
}

const report = `## Summary

Nobody could pay for half an hour.

## Impact

Two customers called.

## Root cause

A deployment raised the number of connections to the database.
`;

test('check: a public issue is read without a token, and the configuration of its repository is obeyed', async () => {
  const world = await createWorld();
  const number = await world.as('ann').open('A report', { body: report });
  const usual = await type(world, ['check', at(number)], { token: '' });
  expect(usual.out).toContain('no-apology');
  await world.as('ann').api('PUT', '/repos/acme/shop/contents/.github/postmortems.yml', {
    message: 'Choose',
    content: Buffer.from('findings: { no-apology: off }\nzona: UTC\n').toString('base64'),
  });
  const chosen = await type(world, ['check', at(number)], { token: '' });
  expect(chosen.out).not.toContain('no-apology');
  const elsewhere = await type(world, ['check', at(number)], {
    folder: folderWith('findings: { no-apology: error }\n'),
  });
  expect(elsewhere.out).toBe(chosen.out);
  const named = await type(world, ['check', '--config', '.github/postmortems.yml', at(number)], {
    folder: folderWith('findings: { no-apology: warning, no-measures: off }\n'),
  });
  expect(named.out).toContain('warning Apology');
  expect(named.out).not.toContain('no-measures');
  expect(chosen.err).toMatch(/^acme\/shop\/\.github\/postmortems\.yml:2:1: .*`zone`/);
});

test('check: what is muted in a postmortem stays so', async () => {
  const world = await createWorld();
  const { postmortem } = await openPostmortem(world);
  const forged =
    '<details>\n<summary>Muted: 1 rule</summary>\n\n- `no-summary` why\n\n</details>\n\n<!-- postmortems:status -->';
  await world.as('zoe').comment(postmortem, forged);
  await world.as('ann').comment(postmortem, '/timeline 14:00 db refuses connections');
  await world.as('ann').comment(postmortem, '/timeline 14:00 discovered: calls');
  await world.settle();
  const before = await type(world, ['check', at(postmortem)]);
  expect(before.out).toContain('timeline-found-by-people');
  await world.as('ann').comment(postmortem, '/postmortem mute timeline-found-by-people `no alert` can tell');
  await world.settle();
  const after = await type(world, ['check', at(postmortem)]);
  expect(after.out).not.toContain('timeline-found-by-people');
  await world
    .as('zoe')
    .comment(
      postmortem,
      (await world.comments(postmortem))
        .find((one) => one.body.includes('Muted:'))
        ?.body.replaceAll('timeline-found-by-people', 'no-summary') ?? '',
    );
  expect((await type(world, ['check', at(postmortem)])).out).toContain('no-summary');
});

test('check: an incident without a postmortem says what to do', async () => {
  const world = await createWorld({ webhooks: false });
  const number = await world.as('ann').open('Down', { labels: ['incident'] });
  const { code, err } = await type(world, ['check', at(number)]);
  expect(code).toBe(2);
  expect(err).toBe(
    `acme/shop#${number} is an incident without a postmortem. Open one (comment /postmortem open), or give its address.\n`,
  );
});

test('plan: a pass at rest changes nothing, for whoever asks', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const wes = world.as('wes');
  await wes.comment(incident, '/timeline 14:05 db refuses connections');
  await wes.comment(postmortem, '/timeline 25:99 no such time');
  await wes.comment(postmortem, '/measure Alert on lag');
  await world.settle();
  const before = stateOf(world);
  for (const token of ['ann', 'wes'])
    for (const number of [incident, postmortem, postmortem + 1])
      expect(await type(world, ['plan', at(number)], { token })).toMatchObject({
        code: 0,
        out: 'Nothing to change.\n',
        err: '',
      });
  const index = (await world.issues('postmortem-index'))[0]?.number ?? 0;
  expect((await type(world, ['plan', at(index)])).out).toBe('Nothing to change.\n');
  expect(stateOf(world)).toBe(before);
});

test('plan: what a pass would do is said in words, with the lines that differ, and not done', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  world.emulator.hooks.target = undefined;
  await world.as('wes').comment(incident, '/timeline 14:05 db refuses connections');
  await world.as('ann').rename(incident, 'Checkout \x1b[31mreturns 500');
  const before = stateOf(world);
  const { code, out, asked } = await type(world, ['plan', at(incident)]);
  expect(code).toBe(0);
  expect(out).toContain(`acme/shop#${incident} Checkout \\x1b[31mreturns 500\n\nEdit acme/shop#${postmortem}\n`);
  expect(out).toMatch(/^ {2}\+.*14:05.*db refuses connections/m);
  expect(out).toMatch(/^ {2}-Nothing yet\./m);
  expect(out).toContain(`Comment on acme/shop#${postmortem}`);
  expect(out).toMatch(/React with 🚀 on http:\/\/localhost:3000\/acme\/shop\/issues\/1#issuecomment-\d+/);
  expect(out).not.toMatch(/[\0-\x09\x0b-\x1f]/);
  expect(asked.filter((one) => !/^(?:GET|POST \/api\/graphql)/.test(one))).toEqual([]);
  const json = JSON.parse((await type(world, ['plan', '--json', at(incident)])).out);
  expect(json).toMatchObject({
    issue: expect.stringContaining(`acme/shop#${incident} Checkout`),
    notes: [expect.any(String)],
  });
  expect(json.changes[0]).toMatchObject({ do: 'write body', after: expect.stringContaining('db refuses connections') });
  expect(stateOf(world)).toBe(before);
  const reader = await type(world, ['plan', at(incident)], { token: 'ron' });
  expect(reader).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Use a token of one of them.') });
});

test('plan: an opening is told, with what cannot be known', async () => {
  const world = await createWorld({ webhooks: false });
  const number = await world.as('ann').open('Down', { labels: ['incident'] });
  const { out } = await type(world, ['plan', at(number)]);
  expect(out).toContain('Make the label "postmortem" in acme/shop');
  expect(out).toContain('More follows once that is done.');
  expect(out).toContain('Only if the App was there when the label was put');
});

test('plan: with the name of another App, what this one wrote is a person’s', async () => {
  const world = await createWorld();
  const { incident } = await openPostmortem(world);
  for (const typed of [{ args: ['--app', 'another[bot]'] }, { args: [], env: { APP_SLUG: 'another' } }]) {
    const { out } = await type(world, ['plan', at(incident), ...typed.args], typed);
    expect(out).toContain('Open the postmortem');
  }
});

test('plan: an ordinary issue has nothing to change, and why', async () => {
  const world = await createWorld();
  const number = await world.as('ann').open('A wish');
  expect((await type(world, ['plan', at(number)])).out).toBe(
    `Nothing to change: acme/shop#${number} is neither an incident nor a part of one.\n`,
  );
});

test('plan needs a token, and says how to have one', async () => {
  const { code, err, asked } = await type(undefined, ['plan', at(1)], { token: '' });
  expect({ code, asked }).toEqual({ code: 2, asked: [] });
  expect(err).toContain('GITHUB_TOKEN=$(gh auth token)');
});

const answers = (status: number, body: unknown, headers: Record<string, string> = {}): typeof fetch => {
  return async () => Response.json(body, { status, headers });
};

const troubles: readonly [string, typeof fetch, string][] = [
  [
    'a token that is not known',
    answers(401, { message: 'Bad credentials' }),
    'does not know the token in GITHUB_TOKEN',
  ],
  [
    'no right',
    answers(403, { message: 'Resource not accessible' }),
    'may not read what acme/shop#1 needs (Resource not accessible)',
  ],
  [
    'a question that only writers may ask',
    answers(403, { message: 'Must have push access to view collaborator permission.' }),
    'Use a token of one of them.',
  ],
  [
    'the limit',
    answers(
      403,
      { message: 'API rate limit exceeded' },
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795183200' },
    ),
    'answers no more requests until 2026-11-20 14:00 UTC',
  ],
  [
    'too fast',
    answers(429, { message: 'slow down' }, { 'retry-after': '60' }),
    'answers no more requests until 1970-01-01 00:01 UTC',
  ],
  ['nothing there', answers(404, { message: 'Not Found' }), 'acme/shop#1 is not there, or not for you to see.'],
  ['deleted', answers(410, { message: 'This issue was deleted' }), 'acme/shop#1 was deleted'],
  [
    'a broken GitHub',
    answers(502, { message: 'Bad Gateway' }),
    'GitHub could not answer for acme/shop#1 (502). Try again in a minute.',
  ],
  [
    'no network',
    async () => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ENOTFOUND' }) });
    },
    'localhost:3000 cannot be reached (ENOTFOUND).',
  ],
];

test.each(troubles)('%s: one line, no stack trace, exit code 2', async (_, fetch, why) => {
  for (const command of ['check', 'plan']) {
    const { code, out, err } = await type(undefined, [command, at(1)], { fetch });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(why);
    expect(err.trimEnd()).not.toContain('\n');
  }
});

test('an issue that is not there, as the embedded GitHub says it', async () => {
  const world = await createWorld();
  const check = await type(world, ['check', at(999)]);
  expect(check).toMatchObject({ code: 2, err: expect.stringContaining('acme/shop#999 is not there') });
  const elsewhere = await type(world, ['plan', 'http://localhost:3000/acme/none/issues/1']);
  expect(elsewhere).toMatchObject({ code: 2, err: expect.stringContaining('acme/none#1 is not there') });
  const stranger = await type(world, ['check', at(1)], { token: 'nobody' });
  expect(stranger).toMatchObject({ code: 2, err: expect.stringContaining('does not know the token') });
});

test('a pull request is none', async () => {
  const { code, err } = await type(undefined, ['check', at(1)], {
    fetch: answers(200, { number: 1, pull_request: {}, labels: [] }),
  });
  expect({ code, err }).toEqual({ code: 2, err: 'acme/shop#1 is a pull request. Give the address of an issue.\n' });
});

test('nothing that writes is sent, whatever asks for it', async () => {
  const sent: string[] = [];
  const send: typeof fetch = async (input, init) => {
    sent.push(`${init?.method} ${String(input)}`);
    return Response.json({ data: {} });
  };
  const client = createClient({ token: 'ann', apiUrl: api, fetch: send });
  const issue = { owner: 'acme', repo: 'shop', issue_number: 1 };
  const mutations = [queries.createIssue, queries.addSubIssue, queries.minimise, queries.unminimise, queries.pin];
  const writes = [
    () => client.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', { ...issue, body: '' }),
    () => client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...issue, body: 'x' }),
    () => client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', { ...issue, labels: ['x'] }),
    () => client.request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', { ...issue, name: 'x' }),
    () => client.request('PUT /repos/{owner}/{repo}/issues/{issue_number}/lock', issue),
    ...mutations.map((text) => () => client.graphql(text)),
    () => client.graphql(queries.reactMutation([{ content: 'ROCKET', add: true }])),
    () => client.graphql('query A { viewer { login } } mutation B { x }'),
    () => client.graphql('subscription { x }'),
    () => client.graphql('{ this is no'),
    () => readOnly(send)(new Request(`${api}/repos/acme/shop/labels`, { method: 'POST', body: '{}' })),
    () => readOnly(send)(`${api}/graphql`, { method: 'post', body: new URLSearchParams('query=mutation{x}') }),
  ];
  for (const write of writes) {
    const error = await write().then(
      () => undefined,
      (error: unknown) => (error instanceof WriteRefused ? error : error instanceof Error ? error.cause : undefined),
    );
    expect(error).toBeInstanceOf(WriteRefused);
  }
  expect(sent).toEqual([]);
  await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}', issue);
  await client.graphql(queries.readComments, { id: 'x', after: null });
  expect(sent).toHaveLength(2);
});

test('verify: without a token, or of what is not there, it says so', async () => {
  const world = await createWorld();
  expect(await type(world, ['verify', 'acme/shop'], { token: '' })).toMatchObject({ code: 2, out: '', asked: [] });
  const missing = await type(world, ['verify', 'acme/none']);
  expect(missing).toMatchObject({ code: 2, out: '' });
  expect(missing.err).toContain('acme/none is not there, or not for you to see.');
});

test('verify: an index that is true, and one that somebody changed while nobody looked', async () => {
  const world = await createWorld();
  await openPostmortem(world);
  const [index] = await world.issues('postmortem-index');
  expect(await type(world, ['verify', 'acme/shop'])).toMatchObject({
    code: 0,
    out: 'The index of acme/shop says what its issues say (1 postmortem).\n',
  });
  const repository = world.emulator.state.named('acme/shop');
  const issue = repository && world.emulator.state.issueNumbered(repository, index?.number ?? 0);
  if (!issue) throw new Error('there is no index');
  issue.body = (issue.body ?? '').replace('1 ongoing', '2 ongoing');
  const { code, out } = await type(world, ['verify', 'acme/shop']);
  expect(code).toBe(1);
  expect(out).toContain('The index of acme/shop differs (1 postmortem).');
  expect(out).toMatch(/-\*\*2 ongoing[\s\S]*\+\*\*1 ongoing/);
});
