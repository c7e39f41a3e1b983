/** Two processes that do the same at the same time: of what comes twice the older stays. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, readable, type World } from '../world.ts';

/** What another process would have done, at the very same time. */
async function twice(world: World, issue: number, comment: { readonly body: string }) {
  const app = await world.app();
  await app.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    owner: 'acme',
    repo: 'shop',
    issue_number: issue,
    body: comment.body,
  });
}

test('every comment of the app, said twice, is said once', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world
    .as('wes')
    .comment(incident, '/timeline 13:50 discovered: carts\n/timeline 25:70 nothing\n/postmortem help');
  await world.settle();
  const before = [await world.said(incident), await world.said(postmortem)];
  for (const issue of [incident, postmortem])
    for (const one of await world.comments(issue)) if (one.user === 'postmortems[bot]') await twice(world, issue, one);
  await world.resync();
  expect([await world.said(incident), await world.said(postmortem)]).toEqual(before);
  expect(before.flat()).toHaveLength(4);
  await expectAtRest(world);
});

test('a measure that was made twice is one: the younger is closed and shown nowhere', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/measure Refuse a deploy over the limit');
  await world.settle();
  const [measure = 0] = await world.children(postmortem);
  const { body, title } = await world.issue(measure);
  const parent = (await world.issue(postmortem)).node_id;
  const app = await world.app();
  await app.graphql(
    'mutation($to: ID!, $parent: ID!, $title: String!, $body: String!) { createIssue(input: { repositoryId: $to, title: $title, body: $body, parentIssueId: $parent }) { issue { number } } }',
    { to: world.emulator.state.named('acme/shop')?.nodeId, parent, title, body },
  );
  const [, double = 0] = await world.children(postmortem);
  await world.as('moe').comment(measure, '/accept P1 @ann');
  await world.settle();
  expect(await world.issue(double)).toMatchObject({ state: 'closed', state_reason: 'duplicate' });
  expect((await world.section(postmortem, 'Preventative measures')).match(/^- .*/gm)).toHaveLength(1);
  expect(readable((await world.issue(measure)).body)).toMatch(/^\*\*Accepted\*\* · P1/);
  await expectAtRest(world);
});
