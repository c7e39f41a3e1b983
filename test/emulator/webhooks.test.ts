/** What the App is told, in which order and with what in it. */
import { expect, test } from 'vitest';
import { here, isSigned, secret, visit } from './visitors.ts';

const one = { ...here, issue_number: 1 };

test('a story is told in order, signed, after each change', async () => {
  const received: { event: string | null; body: string; signed: boolean }[] = [];
  const { emulator, as, app, clock, contract } = visit({
    webhook: {
      url: 'http://app.test/hook',
      secret,
      fetch: async (_url, init) => {
        const headers = new Headers(init?.headers);
        const body = String(init?.body);
        received.push({
          event: headers.get('x-github-event'),
          body,
          signed: await isSigned(body, headers.get('x-hub-signature-256') ?? ''),
        });
        return new Response('ok');
      },
    },
  });
  const wes = as('wes');
  await wes.rest.issues.create({ ...here, title: 'One', body: 'a\r\nb', labels: ['incident'], assignees: ['ron'] });
  expect(received).toEqual([]);
  await emulator.idle();
  const told = () => received.splice(0).map(({ event, body }) => `${event}.${JSON.parse(body).action}`);
  expect(received.every(({ signed }) => signed)).toBe(true);
  const opened = JSON.parse(received[1]?.body ?? '');
  expect(opened.issue.labels).toHaveLength(1);
  expect(opened).toMatchObject({
    issue: { body: 'a\r\nb' },
    sender: { login: 'wes' },
    installation: { id: emulator.credentials.installationId },
  });
  expect(told()).toEqual(['label.created', 'issues.opened', 'issues.labeled', 'issues.assigned']);

  clock.now += 5000;
  await app.rest.issues.update({ ...one, body: 'c', title: 'One' });
  await app.rest.issues.update({ ...one, body: 'c' });
  await app.rest.issues.update({ ...one, state: 'open' });
  const { id, node_id } = (await app.rest.issues.createComment({ ...one, body: 'x' })).data;
  await wes.rest.issues.updateComment({ ...here, comment_id: id, body: 'y' });
  await wes.rest.issues.updateComment({ ...here, comment_id: id, body: 'y' });
  await wes.rest.reactions.createForIssueComment({ ...here, comment_id: id, content: 'eyes' });
  await wes.graphql(
    `mutation { minimizeComment(input: { subjectId: "${node_id}", classifier: SPAM }) { clientMutationId } }`,
  );
  await wes.rest.issues.deleteComment({ ...here, comment_id: id });
  await emulator.idle();
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
    changes: { body: { from: 'a\r\nb' } },
    sender: { login: 'postmortems[bot]', type: 'Bot' },
  });
  expect(JSON.parse(received[1]?.body ?? '').comment.performed_via_github_app.slug).toBe('postmortems');
  expect(JSON.parse(received[2]?.body ?? '').changes).toEqual({ body: { from: 'x' } });
  expect(told()).toEqual(['issues.edited', 'issue_comment.created', 'issue_comment.edited', 'issue_comment.deleted']);
  expect(contract.problems).toEqual([]);
});

test('one link is told from both ends, and stays in the timeline when it is gone', async () => {
  const { emulator, as, app } = visit();
  const wes = as('wes');
  await wes.rest.issues.create({ ...here, title: 'Parent' });
  const child = (await wes.rest.issues.create({ ...here, title: 'Child' })).data;
  await emulator.idle();
  const before = emulator.hooks.log.length;
  await app.rest.issues.addSubIssue({ ...one, sub_issue_id: child.id });
  await wes.rest.issues.removeSubIssue({ ...one, sub_issue_id: child.id });
  await emulator.idle();
  expect(emulator.hooks.log.slice(before).map(({ event, action }) => `${event}.${action}`)).toEqual([
    'sub_issues.parent_issue_added',
    'sub_issues.sub_issue_added',
    'sub_issues.parent_issue_removed',
    'sub_issues.sub_issue_removed',
  ]);
  const query = `{ repository(owner: "acme", name: "shop") { issue(number: 1) { timelineItems(last: 100, itemTypes: [SUB_ISSUE_ADDED_EVENT, SUB_ISSUE_REMOVED_EVENT]) {
    nodes { __typename ... on SubIssueAddedEvent { actor { login } subIssue { number } } ... on SubIssueRemovedEvent { actor { login } subIssue { number } } } } } } }`;
  const read = async () => JSON.parse(JSON.stringify(await app.graphql(query))).repository.issue.timelineItems.nodes;
  expect(await read()).toEqual([
    { __typename: 'SubIssueAddedEvent', actor: { login: 'postmortems' }, subIssue: { number: 2 } },
    { __typename: 'SubIssueRemovedEvent', actor: { login: 'wes' }, subIssue: { number: 2 } },
  ]);
  await as('ann').graphql(`mutation { deleteIssue(input: { issueId: "${child.node_id}" }) { clientMutationId } }`);
  expect(await read()).toMatchObject([{ subIssue: null }, { subIssue: null }]);
});

test('a failed delivery is kept, listed, and sent again only when asked, under the same GUID', async () => {
  let down = true;
  const { emulator, as, itself } = visit({
    webhook: {
      url: 'http://app.test/hook',
      secret,
      fetch: async () => {
        if (down) throw new TypeError('fetch failed');
        return new Response('ok');
      },
    },
  });
  await as('zoe').rest.issues.create({ ...here, title: 'One' });
  await emulator.idle();
  const [failed] = (await itself.rest.apps.listWebhookDeliveries({ status: 'failure' })).data;
  expect(failed).toMatchObject({ event: 'issues', action: 'opened', status_code: 502, redelivery: false });
  down = false;
  await itself.rest.apps.redeliverWebhookDelivery({ delivery_id: failed?.id ?? 0 });
  await emulator.idle();
  const [again] = (await itself.rest.apps.listWebhookDeliveries({ per_page: 1 })).data;
  expect(again).toMatchObject({ guid: failed?.guid, status_code: 200, redelivery: true });
  expect(emulator.hooks.log.map(({ body }) => body)[1]).toBe(emulator.hooks.log[0]?.body);
});
