/** Who is who, and who may do what. */

import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { ask, here, visit } from './visitors.ts';

const issuesPath = '/api/v3/repos/acme/shop/issues';

test('a token is a login; unknown ones are bad credentials, none is a visitor who reads what is public', async () => {
  const { emulator, as } = visit();
  expect((await as('zoe').rest.users.getAuthenticated()).data.login).toBe('zoe');
  expect(
    (await ask(emulator.fetch, 'GET', '/api/v3/user', { headers: { authorization: 'Bearer ron' } })).body.login,
  ).toBe('ron');
  expect(await ask(emulator.fetch, 'GET', '/api/v3/user', { as: 'nobody' })).toMatchObject({
    status: 401,
    body: { message: 'Bad credentials' },
  });
  expect((await ask(emulator.fetch, 'GET', '/api/v3/user', { as: 'postmortems' })).status).toBe(401);
  expect((await ask(emulator.fetch, 'GET', issuesPath)).status).toBe(200);
  expect((await ask(emulator.fetch, 'POST', issuesPath, { body: { title: 'x' } })).status).toBe(401);
  expect((await ask(emulator.fetch, 'POST', '/api/graphql', { body: { query: '{ viewer { login } }' } })).status).toBe(
    401,
  );
});

test("the App's JWT is checked, and its tokens end after an hour", async () => {
  const wall = { now: Date.now() };
  const { emulator } = visit({ wallNow: () => wall.now });
  const { appId, privateKey, installationId } = emulator.credentials;
  const jwt = (iss: string, seconds: number) =>
    new SignJWT({ iss })
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuedAt(Math.floor(wall.now / 1000) - 30)
      .setExpirationTime(Math.floor(wall.now / 1000) + seconds)
      .sign(createPrivateKey(privateKey));
  const get = async (path: string, token: string, method = 'GET') =>
    ask(emulator.fetch, method, path, { headers: { authorization: `bearer ${token}` } });
  expect(await get('/api/v3/app', await jwt(String(appId), 500))).toMatchObject({
    status: 200,
    body: { slug: 'postmortems' },
  });
  expect((await get('/api/v3/app', await jwt('1', 500))).status).toBe(401);
  expect((await get('/api/v3/app', await jwt(String(appId), -10))).status).toBe(401);
  expect((await get('/api/v3/app', await jwt(String(appId), 5000))).status).toBe(401);
  expect((await get('/api/v3/app', `${await jwt(String(appId), 500)}x`)).status).toBe(401);
  expect((await ask(emulator.fetch, 'GET', '/api/v3/app', { as: 'ann' })).status).toBe(401);

  const tokens = `/api/v3/app/installations/${installationId}/access_tokens`;
  const { token } = (await get(tokens, await jwt(String(appId), 500), 'POST')).body;
  expect((await get(issuesPath, token)).status).toBe(200);
  wall.now += 3_600_000;
  expect(await get(issuesPath, token)).toMatchObject({ status: 401, body: { message: 'Bad credentials' } });
});

test('labels and assignees of those without triage are dropped in silence, elsewhere refused', async () => {
  const { emulator, as, contract } = visit();
  await as('ann').rest.issues.createLabel({ ...here, name: 'incident' });
  const made = await as('ron').rest.issues.create({ ...here, title: 'Mine', labels: ['incident'], assignees: ['wes'] });
  expect(made.data).toMatchObject({ labels: [], assignees: [], author_association: 'COLLABORATOR' });
  const one = { ...here, issue_number: 1 };
  await expect(as('ron').rest.issues.addLabels({ ...one, labels: ['incident'] })).rejects.toMatchObject({
    status: 403,
  });
  await expect(as('zoe').rest.issues.update({ ...one, state: 'closed' })).rejects.toMatchObject({ status: 403 });
  await expect(as('tia').rest.issues.update({ ...one, title: 'Hers' })).rejects.toMatchObject({ status: 403 });
  await as('tia').rest.issues.addLabels({ ...one, labels: ['Incident'] });
  await as('ron').rest.issues.update({ ...one, title: 'Still mine', state: 'closed', labels: [] });
  await as('ron').rest.issues.update({ ...one, state: 'open' });
  await as('robo').rest.issues.update({ ...one, state: 'closed', state_reason: 'not_planned' });
  await as('tia').rest.issues.addLabels({ ...one, labels: ['made on the way'] });
  await expect(as('tia').rest.issues.createLabel({ ...here, name: 'by itself' })).rejects.toMatchObject({
    status: 403,
  });
  const { data } = await as('wes').rest.issues.get(one);
  expect(data.labels.map((label) => (typeof label === 'string' ? label : label.name))).toEqual([
    'incident',
    'made on the way',
  ]);
  expect(data).toMatchObject({ state_reason: 'not_planned', closed_by: { login: 'robo[bot]', type: 'Bot' } });
  await emulator.idle();
  expect(contract.problems).toEqual([]);
});

test('comments: their author and writers edit them; a locked issue is for writers, and nobody reacts there', async () => {
  const { as, app } = visit();
  await as('ann').rest.issues.create({ ...here, title: 'One' });
  const one = { ...here, issue_number: 1 };
  const { id } = (await as('zoe').rest.issues.createComment({ ...one, body: 'Hello' })).data;
  await as('zoe').rest.issues.updateComment({ ...here, comment_id: id, body: 'Hello!' });
  await expect(as('tia').rest.issues.updateComment({ ...here, comment_id: id, body: 'No' })).rejects.toMatchObject({
    status: 403,
  });
  await as('wes').rest.issues.updateComment({ ...here, comment_id: id, body: 'Yes' });
  await expect(as('tia').rest.issues.lock(one)).rejects.toMatchObject({ status: 403 });
  await as('wes').rest.issues.lock(one);
  await expect(as('tia').rest.issues.createComment({ ...one, body: 'x' })).rejects.toThrow('issue is locked');
  await expect(as('ann').rest.reactions.createForIssue({ ...one, content: '+1' })).rejects.toMatchObject({
    status: 403,
  });
  await app.rest.issues.createComment({ ...one, body: 'The App may' });
});

test('private repositories do not exist for visitors, and archived ones do not change', async () => {
  const { emulator, as, app } = visit();
  emulator.createRepository({ name: 'secret', private: true });
  const elsewhere = emulator.createRepository({ name: 'open', owner: 'other' });
  const secret = { owner: 'acme', repo: 'secret' };
  await as('ron').rest.issues.create({ ...secret, title: 'Inside' });
  await expect(as('zoe').rest.issues.get({ ...secret, issue_number: 1 })).rejects.toMatchObject({ status: 404 });
  await expect(as('zoe').graphql('{ repository(owner: "acme", name: "secret") { id } }')).rejects.toThrow(
    "Could not resolve to a Repository with the name 'acme/secret'.",
  );
  const id = emulator.state.named('acme/secret')?.nodeId;
  await expect(as('zoe').graphql(`{ node(id: "${id}") { id } }`)).rejects.toThrow(
    'Could not resolve to a node with the global id',
  );
  expect((await app.rest.issues.get({ ...secret, issue_number: 1 })).data.title).toBe('Inside');
  expect(elsewhere.installed).toBe(false);
  await expect(app.rest.issues.create({ owner: 'other', repo: 'open', title: 'x' })).rejects.toThrow(
    'Resource not accessible by integration',
  );
  const inside = emulator.state.named('acme/secret');
  if (inside) inside.archived = true;
  await expect(as('ann').rest.issues.createComment({ ...secret, issue_number: 1, body: 'x' })).rejects.toThrow(
    'archived',
  );
});

test('the permission endpoint tells the role, and the legacy word for it', async () => {
  const { emulator, app, as } = visit();
  emulator.createRepository({ name: 'secret', private: true });
  const rows: string[] = [];
  for (const username of ['ann', 'moe', 'wes', 'tia', 'ron', 'zoe', 'robo[bot]', 'postmortems[bot]']) {
    const shop = (await app.rest.repos.getCollaboratorPermissionLevel({ ...here, username })).data;
    const secret = (await app.rest.repos.getCollaboratorPermissionLevel({ owner: 'acme', repo: 'secret', username }))
      .data;
    rows.push(`${username} ${shop.role_name} ${shop.permission} ${shop.user?.permissions?.triage} ${secret.role_name}`);
  }
  expect(rows).toEqual([
    'ann admin admin true admin',
    'moe maintain write true maintain',
    'wes write write true write',
    'tia triage read true triage',
    'ron read read false read',
    'zoe read read false none',
    'robo[bot] read read false none',
    'postmortems[bot] read read false none',
  ]);
  await expect(as('zoe').rest.repos.getCollaboratorPermissionLevel({ ...here, username: 'ann' })).rejects.toMatchObject(
    { status: 403 },
  );
});

test('GraphQL: hiding and pinning need write, deleting admin; the App may not delete or transfer', async () => {
  const { emulator, as, app } = visit();
  emulator.createRepository({ name: 'other' });
  const { data } = await as('ann').rest.issues.create({ ...here, title: 'One' });
  const comment = (await as('zoe').rest.issues.createComment({ ...here, issue_number: 1, body: 'Hi' })).data.node_id;
  const hide = `mutation { minimizeComment(input: { subjectId: "${comment}", classifier: RESOLVED }) { minimizedComment { isMinimized } } }`;
  const pin = `mutation { pinIssue(input: { issueId: "${data.node_id}" }) { issue { isPinned } } }`;
  const destroy = `mutation { deleteIssue(input: { issueId: "${data.node_id}" }) { repository { id } } }`;
  const target = emulator.state.named('acme/other')?.nodeId;
  const transfer = `mutation { transferIssue(input: { issueId: "${data.node_id}", repositoryId: "${target}" }) { issue { number } } }`;
  await expect(as('ron').graphql(hide)).rejects.toMatchObject({
    errors: [
      {
        type: 'FORBIDDEN',
        message: 'ron does not have the correct permissions to execute `MinimizeComment`',
        path: ['minimizeComment'],
      },
    ],
  });
  await as('zoe').graphql(hide);
  await as('wes').graphql(hide);
  await expect(as('tia').graphql(pin)).rejects.toThrow('PinIssue');
  await app.graphql(pin);
  await expect(as('moe').graphql(destroy)).rejects.toThrow('DeleteIssue');
  await expect(app.graphql(destroy)).rejects.toThrow('Resource not accessible by integration');
  await expect(app.graphql(transfer)).rejects.toThrow('Resource not accessible by integration');
  await as('ann').graphql(destroy);
});

test("a form puts its labels on a visitor's issue, in the visitor's name", async () => {
  const { emulator, as } = visit();
  await as('ann').rest.issues.createLabel({ ...here, name: 'incident' });
  await as('ann').rest.repos.createOrUpdateFileContents({
    ...here,
    path: '.github/ISSUE_TEMPLATE/incident.yml',
    message: 'Ask for the facts',
    content: Buffer.from('name: Incident\nlabels: ["incident", "unknown"]\nbody: []\n').toString('base64'),
  });
  const repositoryId = emulator.state.named('acme/shop')?.nodeId;
  const mutation = 'mutation ($input: CreateIssueInput!) { createIssue(input: $input) { issue { number } } }';
  await as('zoe').graphql(mutation, { input: { repositoryId, title: 'It broke', issueTemplate: 'Incident' } });
  const { data } = await as('zoe').rest.issues.listEvents({ ...here, issue_number: 1 });
  expect(data).toMatchObject([{ event: 'labeled', label: { name: 'incident' }, actor: { login: 'zoe' } }]);
  await expect(
    as('zoe').graphql(mutation, { input: { repositoryId, title: 'It broke', issueTemplate: 'None' } }),
  ).rejects.toThrow('Could not find the issue template None');
});
