/** Everything that the emulator can do, done once, and held against GitHub's own descriptions. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { here, visit } from './visitors.ts';

test('REST, its webhooks and refusals are as GitHub describes them', async () => {
  const { emulator, contract, clock, as, app, itself } = visit();
  const [ann, ron, zoe] = [as('ann'), as('ron'), as('zoe')];
  emulator.announceInstallation();
  const { issues, reactions } = ann.rest;

  await issues.createLabel({ ...here, name: 'incident', color: 'd73a4a', description: 'Something broke' });
  await issues.updateLabel({ ...here, name: 'incident', color: 'ff0000' });
  await issues.getLabel({ ...here, name: 'incident' });
  await issues.listLabelsForRepo(here);
  const first = await issues.create({
    ...here,
    title: 'One',
    body: 'Help',
    labels: ['incident', 'new'],
    assignees: ['wes'],
  });
  const second = await app.rest.issues.create({ ...here, title: 'Two' });
  await zoe.rest.issues.create({ ...here, title: 'Three', labels: ['incident'] });
  const one = { ...here, issue_number: 1 };
  clock.now += 60_000;
  await issues.update({ ...one, title: 'One!', body: 'Helped' });
  await issues.update({ ...one, state: 'closed', state_reason: 'duplicate', labels: ['incident'], assignees: [] });
  await issues.update({ ...one, state: 'open' });
  await issues.lock({ ...one, lock_reason: 'resolved' });
  await issues.get(one);
  await issues.unlock(one);
  await issues.addAssignees({ ...one, assignees: ['moe', 'nobody'] });
  await issues.removeAssignees({ ...one, assignees: ['moe'] });
  await issues.addLabels({ ...one, labels: ['other one'] });
  await issues.listLabelsOnIssue(one);
  await issues.setLabels({ ...one, labels: ['incident'] });
  await issues.removeLabel({ ...one, name: 'incident' });
  await issues.removeAllLabels(one);

  const comment = await app.rest.issues.createComment({ ...one, body: 'I am the App' });
  const its = { ...here, comment_id: comment.data.id };
  await issues.updateComment({ ...its, body: 'I was the App' });
  await issues.getComment(its);
  await issues.listComments({ ...one, since: '2026-01-01T00:00:00Z' });
  await issues.listCommentsForRepo(here);
  const rocket = await app.rest.reactions.createForIssueComment({ ...its, content: 'rocket' });
  await app.rest.reactions.createForIssueComment({ ...its, content: 'rocket' });
  await reactions.listForIssueComment(its);
  await reactions.deleteForIssueComment({ ...its, reaction_id: rocket.data.id });
  const heart = await reactions.createForIssue({ ...one, content: 'heart' });
  await reactions.listForIssue(one);
  await reactions.deleteForIssue({ ...one, reaction_id: heart.data.id });
  await issues.deleteComment(its);

  await issues.addSubIssue({ ...one, sub_issue_id: second.data.id });
  const extra = await issues.create({ ...here, title: 'Four' });
  await issues.addSubIssue({ ...one, sub_issue_id: extra.data.id });
  await issues.listSubIssues(one);
  await issues.getParent({ ...here, issue_number: 2 });
  await issues.reprioritizeSubIssue({ ...one, sub_issue_id: extra.data.id, before_id: second.data.id });
  await issues.removeSubIssue({ ...one, sub_issue_id: second.data.id });
  await issues.listEvents(one);
  await issues.listEventsForTimeline(one);
  await issues.listForRepo({ ...here, state: 'all', labels: 'incident', sort: 'updated', per_page: 2 });
  await issues.deleteLabel({ ...here, name: 'new' });

  await ann.rest.repos.createOrUpdateFileContents({
    ...here,
    path: '.github/postmortems.yml',
    message: 'Configure',
    content: 'YTogMQ==',
  });
  const file = await app.rest.repos.getContent({ ...here, path: '.github/postmortems.yml' });
  expect(file.headers.etag).toMatch(/^W\//);
  await ann.rest.repos.get(here);
  await ann.rest.users.getAuthenticated();
  await app.rest.users.getByUsername({ username: 'postmortems[bot]' });
  await app.rest.repos.getCollaboratorPermissionLevel({ ...here, username: 'tia' });
  await app.rest.apps.listReposAccessibleToInstallation();
  await app.rest.rateLimit.get();
  await ann.rest.meta.root();
  await itself.rest.apps.getAuthenticated();
  await itself.rest.apps.listInstallations();
  await itself.rest.apps.getInstallation({ installation_id: emulator.credentials.installationId });
  await itself.rest.apps.getRepoInstallation(here);
  await itself.rest.apps.getWebhookConfigForApp();
  await emulator.idle();
  const [delivery] = (await itself.rest.apps.listWebhookDeliveries({ per_page: 5 })).data;
  await itself.rest.apps.getWebhookDelivery({ delivery_id: delivery?.id ?? 0 });
  await itself.rest.apps.redeliverWebhookDelivery({ delivery_id: delivery?.id ?? 0 });
  emulator.createRepository({ name: 'secret', private: true });

  await expect(ron.rest.issues.update({ ...one, title: 'Mine' })).rejects.toMatchObject({ status: 403 });
  await expect(issues.get({ ...here, issue_number: 99 })).rejects.toMatchObject({ status: 404 });
  await expect(issues.create({ ...here, title: 'x'.repeat(257) })).rejects.toMatchObject({ status: 422 });
  await emulator.idle();
  expect(first.data.number).toBe(1);
  expect(contract.problems).toEqual([]);
});

test('GraphQL, its webhooks and refusals are as GitHub describes them', async () => {
  const { emulator, contract, as } = visit();
  const ann = as('ann');
  emulator.createRepository({ name: 'other' });
  const run = async (name: string, input: object, variables: object = {}) =>
    ann.graphql<Record<string, { issue: { id: string; number: number }; commentEdge: { node: { id: string } } }>>(
      people,
      { operationName: name, input, ...variables },
    );
  const { repository } = await ann.graphql<{ repository: { id: string } }>(
    '{ repository(owner: "acme", name: "shop") { id } }',
  );
  const other = emulator.state.named('acme/other')?.nodeId;
  const label = (await ann.rest.issues.createLabel({ ...here, name: 'incident' })).data.node_id;
  const create = async (title: string, more: object = {}) => {
    const { createIssue } = await run('CreateIssue', { repositoryId: repository.id, title, ...more });
    return createIssue?.issue.id ?? '';
  };
  const issueId = await create('Parent', { body: 'Text', labelIds: [label] });
  const [child, second] = [
    await create('Child', { parentIssueId: issueId }),
    await create('Second', { parentIssueId: issueId }),
  ];
  await run('UpdateIssue', { id: issueId, title: 'Parents', body: 'Texts' });
  await run('CloseIssue', { issueId: child, stateReason: 'NOT_PLANNED' });
  await run('ReopenIssue', { issueId: child });
  await run('PinIssue', { issueId });
  await ann.graphql(people, { operationName: 'PinnedIssues', ...here, name: 'shop' });
  await run('UnpinIssue', { issueId });
  await run('ReprioritizeSubIssue', { issueId, subIssueId: second, beforeId: child });
  await run('RemoveSubIssue', { issueId, subIssueId: child });
  await run('AddSubIssue', { issueId, subIssueId: child });
  await run('RemoveLabels', { labelableId: issueId, labelIds: [label] });
  await run('AddLabels', { labelableId: issueId, labelIds: [label] });
  const comment = (await run('AddComment', { subjectId: issueId, body: 'Hi' })).addComment?.commentEdge.node.id ?? '';
  await run('UpdateIssueComment', { id: comment, body: 'Hello' });
  await run('MinimizeComment', { subjectId: comment, classifier: 'OFF_TOPIC' });
  await run('UnminimizeComment', { subjectId: comment });
  await run('AddReaction', { subjectId: comment, content: 'ROCKET' });
  await ann.graphql(people, { operationName: 'Node', id: comment });
  await run('RemoveReaction', { subjectId: comment, content: 'ROCKET' });
  await ann.graphql(people, { operationName: 'Issue', owner: 'acme', name: 'shop', number: 1 });
  await ann.graphql(people, { operationName: 'Viewer' });
  await run('DeleteIssueComment', { id: comment });
  await run('TransferIssue', { issueId: second, repositoryId: other });
  await run('DeleteIssue', { issueId: child });
  await emulator.idle();
  expect(contract.problems).toEqual([]);
});

/** Without `databaseId`, which fails as the ids are beyond its 32 bits. */
const people = readFileSync(new URL('../../fixtures/people.graphql', import.meta.url), 'utf8').replaceAll(
  /^ +databaseId$/gm,
  '',
);
