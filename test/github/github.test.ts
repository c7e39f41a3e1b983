import { Octokit } from '@octokit/rest';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createGitHub } from '../../src/github/github.ts';
import type { Change } from '../../src/postmortem/change.ts';
import { Trouble } from '../../src/reconcile/port.ts';

const now = Date.parse('2026-11-20T14:00:00Z');
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const client = async () => new Octokit({ auth: 'a token', log: quiet });
const github = () =>
  createGitHub({ installation: 7, octokit: client, appOctokit: client, slug: 'postmortems', now: () => now });
const api = () => nock('https://api.github.com');
/** Neither the repository nor its owner has a configuration. */
const noConfiguration = () => {
  for (const repo of ['acme/shop', 'acme/.github'])
    api().get(`/repos/${repo}/contents/.github%2Fpostmortems.yml`).reply(404, { message: 'Not Found' });
};
const issue = { repo: 'acme/shop', number: 213, id: 'I_213' };
const writeBody: Change = { do: 'write body', issue, base: 'as read', body: 'as wanted' };

// Files share a process: nothing of nock may be left behind.
beforeAll(() => {
  if (!nock.isActive()) nock.activate();
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});
beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

const troubleOf = async (work: Promise<unknown>): Promise<Trouble> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Trouble)) throw new Error(`no trouble, but ${String(error)}`);
  return error;
};

test('a body is written while it still is what was read', async () => {
  api().get('/repos/acme/shop/issues/213').reply(200, { body: 'as read' });
  api().patch('/repos/acme/shop/issues/213', { body: 'as wanted' }).reply(200, {});
  await github().apply(writeBody);
});

test('a body that moved is not written', async () => {
  api().get('/repos/acme/shop/issues/213').reply(200, { body: 'as somebody else wrote it' });
  expect((await troubleOf(github().apply(writeBody))).kind).toBe('moved');
});

test('an emptied body, which GitHub calls null, is an empty text', async () => {
  api().get('/repos/acme/shop/issues/213').reply(200, { body: null });
  api().patch('/repos/acme/shop/issues/213').reply(200, {});
  await github().apply({ ...writeBody, base: '' });
});

test.each([
  { answer: [502, {}], kind: 'passing' },
  { answer: [503, 'Service Unavailable'], kind: 'passing' },
  { answer: [401, { message: 'Bad credentials' }], kind: 'passing' },
  { answer: [403, { message: 'Resource not accessible by integration' }], kind: 'refused' },
  { answer: [404, { message: 'Not Found' }], kind: 'refused' },
  { answer: [410, { message: 'This issue was deleted' }], kind: 'refused' },
  { answer: [422, { message: 'Body is too long (maximum is 65536 characters)' }], kind: 'refused' },
] as const)('$answer.0 is $kind', async ({ answer, kind }) => {
  api().get('/repos/acme/shop/issues/213').reply(answer[0], answer[1]);
  const trouble = await troubleOf(github().apply(writeBody));
  expect(trouble.kind).toBe(kind);
});

test('a connection that breaks is passing', async () => {
  api()
    .get('/repos/acme/shop/issues/213')
    .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
  expect((await troubleOf(github().apply(writeBody))).kind).toBe('passing');
});

test.each([
  { name: 'a secondary limit', status: 403, headers: { 'retry-after': '60' }, until: now + 60_000 },
  { name: 'the same as 429', status: 429, headers: { 'retry-after': '5' }, until: now + 5_000 },
  {
    name: 'the primary limit',
    status: 403,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 90) },
    until: now + 91_000,
  },
  { name: 'a limit that does not say how long', status: 429, headers: {}, until: 0 },
])('$name holds the installation', async ({ status, headers, until }) => {
  api().get('/repos/acme/shop/issues/213').reply(status, { message: 'You have exceeded a rate limit' }, headers);
  const trouble = await troubleOf(github().apply(writeBody));
  expect([trouble.kind, trouble.until]).toEqual(['limited', until]);
});

test('GraphQL says 200 and an error for its limit', async () => {
  noConfiguration();
  api()
    .post('/graphql')
    .reply(200, { data: null, errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] });
  expect((await troubleOf(github().readCase('acme/shop', 212, undefined))).kind).toBe('limited');
});

test('an issue that does not exist belongs to no case', async () => {
  noConfiguration();
  api()
    .post('/graphql')
    .reply(200, {
      data: { repository: { id: 'R', nameWithOwner: 'acme/shop', incident: null } },
      errors: [{ type: 'NOT_FOUND', path: ['repository', 'incident'], message: 'Could not resolve to an Issue' }],
    });
  expect(await github().readCase('acme/shop', 999, undefined)).toEqual({ found: 'nothing' });
});

test.each([
  { role_name: 'triage', permissions: { triage: true, pull: true }, role: 'triage' },
  { role_name: 'maintain', permissions: {}, role: 'maintain' },
  {
    role_name: 'on-call lead',
    permissions: { admin: false, maintain: false, push: false, triage: true, pull: true },
    role: 'triage',
  },
  {
    role_name: 'auditor',
    permissions: { admin: false, maintain: false, push: false, triage: false, pull: true },
    role: 'read',
  },
  { role_name: 'read', permissions: { pull: true }, role: 'read' },
])('the role $role_name is $role', async ({ role_name, permissions, role }) => {
  api()
    .get('/repos/acme/shop/collaborators/wes/permission')
    .reply(200, { permission: 'read', role_name, user: { login: 'wes', permissions } });
  expect(await github().readRole('acme/shop', 'wes')).toBe(role);
});

test('somebody whom GitHub does not know there has no role, and a role is asked once a minute', async () => {
  api().get('/repos/acme/shop/collaborators/gone/permission').reply(404, { message: 'Not Found' });
  const port = github();
  expect([await port.readRole('acme/shop', 'gone'), await port.readRole('acme/shop', 'gone')]).toEqual([
    'none',
    'none',
  ]);
});

test('a label that somebody else made meanwhile is made', async () => {
  api()
    .post('/repos/acme/shop/labels')
    .reply(422, { message: 'Validation Failed', errors: [{ code: 'already_exists' }] });
  await github().apply({ do: 'make label', repo: 'acme/shop', name: 'postmortem', color: '5319e7', description: '' });
});

test('all reactions of a pass are one request', async () => {
  api()
    .post('/graphql', (body: { query: string; variables: object }) => {
      expect(body.variables).toEqual({ s0: 'IC_1', s1: 'IC_2' });
      return /r0: addReaction[\s\S]*r1: removeReaction/.test(body.query);
    })
    .reply(200, { data: { r0: null, r1: null } });
  await github().apply({
    do: 'react',
    repo: 'acme/shop',
    reactions: [
      { subject: 'IC_1', content: 'ROCKET', add: true },
      { subject: 'IC_2', content: 'CONFUSED', add: false },
    ],
  });
});
