/** GraphQL as the app uses it. */
import { expect, test } from 'vitest';
import { createIssue, reactMutation, readCase, readComments } from '../../src/github/queries.ts';
import { here, visit } from './visitors.ts';

const shop = { owner: 'acme', name: 'shop' };
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

test('an issue is made with labels and under its parent in one step', async () => {
  const { emulator, as, app, contract } = visit();
  await as('ann').rest.issues.createLabel({ ...here, name: 'postmortem' });
  await as('wes').rest.issues.create({ ...here, title: 'Checkout returns 500', labels: ['incident'] });
  const names = {
    postmortemLabel: 'postmortem',
    measureLabel: 'preventative measure',
    incompleteLabel: 'postmortem: incomplete',
    shared: false,
  };
  const read = async (known: boolean, postmortem = 2) => {
    const asked = { ...shop, place: shop.name, ...names, edits: false, incident: 1, postmortem, known };
    const { repository, place } = plain(await app.graphql(readCase, asked));
    return { ...repository, ...place };
  };
  const before = await read(false);
  expect(before.postmortem).toBeUndefined();
  const made = plain(
    await app.graphql(createIssue, {
      repository: before.id,
      title: 'Postmortem',
      body: 'x',
      labels: [before.labelPostmortem.id],
      parent: before.incident.id,
    }),
  ).createIssue.issue;
  expect(made).toMatchObject({ number: 2, url: 'http://localhost:3000/acme/shop/issues/2' });
  const after = await read(true);
  expect(after.postmortem).toMatchObject({
    viewerDidAuthor: true,
    author: { __typename: 'Bot', login: 'postmortems' },
    labels: { nodes: [{ name: 'postmortem' }] },
    parent: { number: 1, viewerDidAuthor: false },
    fullDatabaseId: expect.stringMatching(/^35\d{8}$/),
  });
  expect(after.incident.subIssues.nodes).toMatchObject([{ number: 2 }]);
  expect(after.incident.timelineItems.nodes).toMatchObject([
    { __typename: 'LabeledEvent', actor: { login: 'wes' }, label: { name: 'incident' } },
    { __typename: 'SubIssueAddedEvent', subIssue: { number: 2 } },
  ]);
  await expect(read(true, 9)).rejects.toMatchObject({
    data: { repository: { incident: { number: 1 } }, place: { postmortem: null } },
    errors: [{ type: 'NOT_FOUND', path: ['place', 'postmortem'] }],
  });
  await emulator.idle();
  expect(contract.problems).toEqual([]);
});

test('comments come by their last update, a page at a time', async () => {
  const { as, app, clock } = visit();
  const { node_id } = (await as('wes').rest.issues.create({ ...here, title: 'One' })).data;
  const ids: number[] = [];
  for (let i = 0; i < 150; i += 1) {
    ids.push((await as('zoe').rest.issues.createComment({ ...here, issue_number: 1, body: `${i}` })).data.id);
    clock.now += 400;
  }
  await as('zoe').rest.issues.updateComment({ ...here, comment_id: ids[0] ?? 0, body: 'first again' });
  const page = async (after: string | null) =>
    plain(await app.graphql(readComments, { id: node_id, after })).node.comments;
  const first = await page(null);
  expect(first).toMatchObject({ totalCount: 150, pageInfo: { hasNextPage: true } });
  expect(first.nodes.slice(0, 2).map(({ body }: { body: string }) => body)).toEqual(['first again', '149']);
  await as('zoe').rest.issues.updateComment({
    ...here,
    comment_id: ids[140] ?? 0,
    body: 'moved to the front meanwhile',
  });
  const second = await page(first.pageInfo.endCursor);
  expect(second.nodes.map(({ body }: { body: string }) => body)).toEqual(
    Array.from({ length: 50 }, (_, i) => `${50 - i}`),
  );
  expect(second.pageInfo.hasNextPage).toBe(false);
});

test('reactions go in one request; each one counts once', async () => {
  const { as, app, emulator } = visit();
  const { node_id } = (await as('wes').rest.issues.create({ ...here, title: 'One' })).data;
  const comment = (await as('wes').rest.issues.createComment({ ...here, issue_number: 1, body: 'x' })).data;
  const mutation = reactMutation([
    { content: 'ROCKET', add: true },
    { content: 'ROCKET', add: true },
    { content: 'EYES', add: true },
    { content: 'EYES', add: false },
  ]);
  await app.graphql(mutation, { s0: comment.node_id, s1: node_id, s2: comment.node_id, s3: comment.node_id });
  await app.graphql(mutation, { s0: comment.node_id, s1: node_id, s2: comment.node_id, s3: comment.node_id });
  const { reactions } = (await as('wes').rest.issues.getComment({ ...here, comment_id: comment.id })).data;
  expect(reactions).toMatchObject({ total_count: 1, rocket: 1, eyes: 0 });
  expect(emulator.requests.list.map(({ operation, write }) => [operation, write])).toContainEqual(['React', true]);
});

test('lists take one of several labels for enough; nodes that are gone are null beside the others', async () => {
  const { as, app, emulator, contract } = visit();
  const made: string[] = [];
  for (const title of ['a', 'b']) {
    made.push((await as('wes').rest.issues.create({ ...here, title, labels: ['postmortem'] })).data.node_id);
  }
  await as('wes').rest.issues.create({ ...here, title: 'c', labels: ['other'] });
  const query = `query Lists($after: String) { repository(owner: "acme", name: "shop") {
    either: issues(first: 1, after: $after, labels: ["postmortem", "third"], states: [OPEN], orderBy: { field: CREATED_AT, direction: ASC }) {
      pageInfo { hasNextPage endCursor }
      nodes { title }
    }
    newest: issues(first: 100, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { number } }
    nothing: issues(first: 10, labels: ["unknown"]) { nodes { number } }
  } }`;
  const lists = async (after: string | null) => plain(await app.graphql(query, { after })).repository;
  const first = await lists(null);
  expect(first).toMatchObject({
    either: { pageInfo: { hasNextPage: true }, nodes: [{ title: 'a' }] },
    newest: { nodes: [{ number: 3 }, { number: 2 }, { number: 1 }] },
    nothing: { nodes: [] },
  });
  expect((await lists(first.either.pageInfo.endCursor)).either.nodes).toEqual([{ title: 'b' }]);
  await as('ann').graphql(`mutation { deleteIssue(input: { issueId: "${made[0]}" }) { clientMutationId } }`);
  await expect(
    app.graphql('query Nodes($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Issue { title } } }', { ids: made }),
  ).rejects.toMatchObject({
    data: { nodes: [null, { __typename: 'Issue', title: 'b' }] },
    errors: [{ type: 'NOT_FOUND', path: ['nodes', 0] }],
  });
  await emulator.idle();
  expect(contract.problems).toEqual([]);
});

test('the tree keeps its rules: one parent, no circles, no more than a hundred', async () => {
  const { as, app } = visit();
  const wes = as('wes');
  const make = async (title: string) => (await wes.rest.issues.create({ ...here, title })).data;
  const [a, b] = [await make('a'), await make('b')];
  const link = (parent: string, child: string, more = '') =>
    app.graphql(
      `mutation { addSubIssue(input: { issueId: "${parent}", subIssueId: "${child}" ${more} }) { issue { id } } }`,
    );
  await link(a.node_id, b.node_id);
  await expect(link(a.node_id, b.node_id)).rejects.toThrow('duplicate sub-issues');
  await expect(link(b.node_id, a.node_id)).rejects.toThrow('ancestor');
  const c = await make('c');
  await expect(link(c.node_id, b.node_id)).rejects.toThrow('only have one parent');
  await link(c.node_id, b.node_id, 'replaceParent: true');
  expect((await wes.rest.issues.getParent({ ...here, issue_number: 2 })).data.number).toBe(3);
  const repository = a.node_id && (await wes.rest.repos.get(here)).data.node_id;
  const under = async (title: string) =>
    app.graphql(createIssue, { repository, title, body: '', labels: [], parent: a.node_id });
  for (let i = 0; i < 100; i += 1) await under(`${i}`);
  await expect(under('one more')).rejects.toThrow('Parent cannot have more than 100 sub-issues');
  const [latest] = (await wes.rest.issues.listForRepo({ ...here, per_page: 1 })).data;
  expect(latest).toMatchObject({ title: 'one more', parent_issue_url: null });
});

test('a closing as duplicate says of which issue, and never of itself', async () => {
  const { as } = visit();
  const wes = as('wes');
  const make = async (title: string) => (await wes.rest.issues.create({ ...here, title })).data.node_id;
  const [one, other] = [await make('one'), await make('other')];
  const close = (input: string) => wes.graphql(`mutation { closeIssue(input: { ${input} }) { issue { number } } }`);
  await expect(close(`issueId: "${other}", stateReason: DUPLICATE, duplicateIssueId: "${other}"`)).rejects.toThrow(
    'duplicate of itself',
  );
  await close(`issueId: "${other}", stateReason: DUPLICATE, duplicateIssueId: "${one}"`);
  const query =
    '{ repository(owner: "acme", name: "shop") { issue(number: 2) { stateReason(enableDuplicate: true) timelineItems(last: 9, itemTypes: [MARKED_AS_DUPLICATE_EVENT, CLOSED_EVENT]) { nodes { __typename ... on MarkedAsDuplicateEvent { canonical { __typename ... on Issue { number } } } } } } } }';
  expect(plain(await wes.graphql(query)).repository.issue).toEqual({
    stateReason: 'DUPLICATE',
    timelineItems: {
      nodes: [
        { __typename: 'MarkedAsDuplicateEvent', canonical: { __typename: 'Issue', number: 1 } },
        { __typename: 'ClosedEvent' },
      ],
    },
  });
});

test('the history of a body is kept, the newest first', async () => {
  const { as, clock } = visit();
  const wes = as('wes');
  await wes.rest.issues.create({ ...here, title: 'One', body: 'first' });
  clock.now += 1000;
  await as('ann').rest.issues.update({ ...here, issue_number: 1, body: 'second' });
  const query =
    '{ repository(owner: "acme", name: "shop") { issue(number: 1) { lastEditedAt userContentEdits(first: 9) { nodes { diff editedAt editor { login } } } } } }';
  expect(plain(await wes.graphql(query)).repository.issue).toEqual({
    lastEditedAt: '2026-03-02T10:00:01Z',
    userContentEdits: {
      nodes: [
        { diff: 'second', editedAt: '2026-03-02T10:00:01Z', editor: { login: 'ann' } },
        { diff: 'first', editedAt: '2026-03-02T10:00:00Z', editor: { login: 'wes' } },
      ],
    },
  });
});
