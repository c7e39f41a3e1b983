/** How REST behaves around the shapes: refusals, paging, ETags, limits, and saying what is not emulated. */
import { expect, test } from 'vitest';
import { ask, here, visit } from './visitors.ts';

const issuesPath = '/api/v3/repos/acme/shop/issues';
const one = { ...here, issue_number: 1 };

test('what is not emulated says so, and is never ignored', async () => {
  const { emulator } = visit();
  const not = async (method: string, path: string, body?: object) => {
    const answer = await ask(emulator.fetch, method, path, { as: 'ann', body });
    return `${answer.status} ${answer.body.message}`;
  };
  expect(await not('GET', '/api/v3/search/issues?q=x')).toBe('501 Not emulated: GET /search/issues');
  expect(await not('GET', `${issuesPath}?milestone=1`)).toBe(
    '501 Not emulated: GET /repos/:owner/:repo/issues with the query parameter "milestone"',
  );
  expect(await not('POST', issuesPath, { title: 'x', milestone: 1 })).toBe(
    '501 Not emulated: POST /repos/:owner/:repo/issues with "milestone" in the body',
  );
  expect(await not('POST', '/api/graphql', { query: '{ rateLimit { cost } }' })).toMatch(
    /^501 Not emulated: Cannot query field/,
  );
  expect(emulator.state.issues.size).toBe(0);
});

test('bad input is refused in the words of GitHub', async () => {
  const { emulator } = visit();
  const post = async (body: unknown, headers = {}) => {
    const answer = await ask(emulator.fetch, 'POST', issuesPath, { as: 'wes', body, headers });
    return `${answer.status} ${answer.body.message} ${answer.body.errors?.[0]?.message ?? ''}`.trim();
  };
  expect(await post('{"title":')).toBe('400 Problems parsing JSON');
  expect(await post('"title"')).toBe('400 Body should be a JSON object');
  expect(await post({})).toBe('422 Invalid request.\n\n"title" wasn\'t supplied.');
  expect(await post({ title: 'x', body: 7 })).toBe("422 Invalid request.\n\nFor 'properties/body', 7 is not a string.");
  expect(await post({ title: 'x', labels: 'a' })).toBe(
    '422 Invalid request.\n\nFor \'properties/labels\', "a" is not an array.',
  );
  expect(await post({ title: 'x'.repeat(257) })).toBe(
    '422 Validation Failed title is too long (maximum is 256 characters)',
  );
  expect(await post({ title: 'x', body: 'é'.repeat(65_537) })).toBe(
    '422 Validation Failed body is too long (maximum is 65536 characters)',
  );
  expect(await post({ title: 'x', labels: ['y'.repeat(51)] })).toBe(
    '422 Validation Failed name is too long (maximum is 50 characters)',
  );
  expect(await post({ title: 'x' }, { 'if-match': '"1"' })).toMatch(/^400 Conditional request headers are not allowed/);
  expect(emulator.state.issues.size).toBe(0);
});

test('lists filter, sort and page with a Link header', async () => {
  const { emulator, as, clock } = visit();
  const wes = as('wes');
  for (const title of ['a', 'b', 'c', 'd', 'e']) {
    await wes.rest.issues.create({
      ...here,
      title,
      labels: title < 'c' ? ['x'] : ['x', 'y'],
      assignees: title === 'e' ? ['ron'] : [],
    });
    clock.now += 1000;
  }
  await wes.rest.issues.update({ ...one, state: 'closed' });
  const titles = async (parameters: object) =>
    (await wes.rest.issues.listForRepo({ ...here, ...parameters })).data.map(({ title }) => title).join('');
  expect(await titles({})).toBe('edcb');
  expect(await titles({ state: 'all', direction: 'asc' })).toBe('abcde');
  expect(await titles({ state: 'all', sort: 'updated' })).toBe('aedcb');
  expect(await titles({ labels: 'x,y' })).toBe('edc');
  expect(await titles({ labels: 'unknown' })).toBe('');
  expect(await titles({ assignee: 'ron' })).toBe('e');
  expect(await titles({ assignee: 'none', creator: 'wes' })).toBe('dcb');
  expect(await titles({ state: 'all', since: '2026-03-02T10:00:04Z' })).toBe('ea');
  const page = await ask(emulator.fetch, 'GET', `${issuesPath}?state=all&per_page=2&page=2`);
  expect(page.headers.get('link')?.split(', ')).toEqual([
    '<http://localhost:3000/api/v3/repos/acme/shop/issues?state=all&per_page=2&page=1>; rel="prev"',
    '<http://localhost:3000/api/v3/repos/acme/shop/issues?state=all&per_page=2&page=3>; rel="next"',
    '<http://localhost:3000/api/v3/repos/acme/shop/issues?state=all&per_page=2&page=3>; rel="last"',
    '<http://localhost:3000/api/v3/repos/acme/shop/issues?state=all&per_page=2&page=1>; rel="first"',
  ]);
  expect((await wes.paginate(wes.rest.issues.listForRepo, { ...here, state: 'all', per_page: 2 })).length).toBe(5);
});

test('a GET has an ETag that answers 304, until something changes', async () => {
  const { emulator, as } = visit();
  await as('wes').rest.issues.create({ ...here, title: 'One' });
  const etag = (await ask(emulator.fetch, 'GET', `${issuesPath}/1`)).headers.get('etag') ?? '';
  const again = () => ask(emulator.fetch, 'GET', `${issuesPath}/1`, { headers: { 'if-none-match': etag } });
  expect(await again()).toMatchObject({ status: 304, body: '' });
  await as('wes').rest.issues.update({ ...one, title: 'Two' });
  expect((await again()).status).toBe(200);
});

test('a deleted issue is gone, a transferred one is where its old number leads', async () => {
  const { emulator, as } = visit();
  emulator.createRepository({ name: 'other' });
  const ann = as('ann');
  const [first, second] = [
    await ann.rest.issues.create({ ...here, title: 'One' }),
    await ann.rest.issues.create({ ...here, title: 'Two' }),
  ];
  await ann.rest.issues.createComment({ ...here, issue_number: 2, body: 'Come along' });
  await ann.graphql(`mutation { deleteIssue(input: { issueId: "${first.data.node_id}" }) { repository { id } } }`);
  const target = emulator.state.named('acme/other')?.nodeId;
  await ann.graphql(
    `mutation { transferIssue(input: { issueId: "${second.data.node_id}", repositoryId: "${target}" }) { issue { id } } }`,
  );
  await expect(ann.rest.issues.get(one)).rejects.toMatchObject({ status: 410 });
  const raw = await emulator.fetch(`http://localhost:3000${issuesPath}/2`, { redirect: 'manual' });
  expect([raw.status, raw.headers.get('location')]).toEqual([
    301,
    'http://localhost:3000/api/v3/repos/acme/other/issues/1',
  ]);
  const moved = await ann.rest.issues.get({ ...here, issue_number: 2 });
  expect(moved.data).toMatchObject({
    number: 1,
    title: 'Two',
    comments: 1,
    html_url: 'http://localhost:3000/acme/other/issues/1',
  });
  expect(moved.data.node_id).not.toBe(second.data.node_id);
  for (const number of [1, 2]) {
    await expect(
      ann.graphql(`{ repository(owner: "acme", name: "shop") { issue(number: ${number}) { id } } }`),
    ).rejects.toMatchObject({
      errors: [
        {
          type: 'NOT_FOUND',
          path: ['repository', 'issue'],
          message: `Could not resolve to an Issue with the number of ${number}.`,
        },
      ],
    });
  }
  expect((await ann.rest.issues.create({ ...here, title: 'Three' })).data.number).toBe(3);
});

test('files: 404 until written by somebody who can push, then with an ETag; the sha guards them', async () => {
  const { as, app } = visit();
  const path = '.github/postmortems.yml';
  const content = Buffer.from('home: acme/shop\n').toString('base64');
  await expect(app.rest.repos.getContent({ ...here, path })).rejects.toMatchObject({ status: 404 });
  await expect(
    as('tia').rest.repos.createOrUpdateFileContents({ ...here, path, message: 'x', content }),
  ).rejects.toMatchObject({ status: 403 });
  const made = await as('wes').rest.repos.createOrUpdateFileContents({ ...here, path, message: 'x', content });
  await expect(
    as('wes').rest.repos.createOrUpdateFileContents({ ...here, path, message: 'x', content }),
  ).rejects.toMatchObject({ status: 422 });
  const sha = made.data.content?.sha ?? '';
  await as('wes').rest.repos.createOrUpdateFileContents({ ...here, path, message: 'y', content: 'eA==', sha });
  const { data, headers } = await app.rest.repos.getContent({ ...here, path, mediaType: { format: 'object' } });
  expect(data).toMatchObject({ content: 'eA==', encoding: 'base64' });
  await expect(
    app.rest.repos.getContent({ ...here, path, headers: { 'if-none-match': headers.etag ?? '' } }),
  ).rejects.toMatchObject({ status: 304 });
});
