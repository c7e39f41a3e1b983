/** Two repositories take part in a case with a home: a stop between any two requests, and two processes at once, leave one postmortem all the same. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, type World } from '../world.ts';
import { describeWorld } from './whole-story.ts';

async function worldWithHome(): Promise<World> {
  const world = await createWorld();
  for (const name of ['.github', 'postmortems']) world.emulator.createRepository({ name });
  const content = Buffer.from('home: acme/postmortems\n').toString('base64');
  const url = '/repos/acme/.github/contents/.github/postmortems.yml';
  await world.as('ann').api('PUT', url, { message: 'Configure', content });
  return world;
}

const home = (world: World) => world.in('acme/postmortems');

const acts: readonly ((world: World) => Promise<unknown>)[] = [
  async (world) => world.as('ann').label(await world.as('ann').open('Checkout returns 500'), 'incident'),
  (world) => world.as('wes').comment(1, '/timeline 13:50 discovered: carts are lost (#1)\n/measure Count requests'),
  async (world) => {
    const [page] = await home(world).issues('postmortem');
    await home(world)
      .as('wes')
      .comment(page?.number ?? 0, '/over 13:59\n/factor A limit nobody knew');
  },
];

const describeAll = (world: World) =>
  `${describeWorld(world)}\n\n${describeWorld({ ...world, repo: 'acme/postmortems' })}`;

test('a stop after every request that writes, and a restart: the end is the same', { timeout: 60_000 }, async () => {
  let saved = (await worldWithHome()).save();
  let stops = 0;
  for (const [index, act] of acts.entries()) {
    const clean = await createWorld({ saved });
    clean.emulator.requests.clear();
    await act(clean);
    await clean.settle();
    const end = describeAll(clean);
    const { list } = clean.emulator.requests;
    for (const [at, request] of list.entries()) {
      if (!request.write) continue;
      const world = await createWorld({ saved });
      world.emulator.faults.stopAfter = at + 1;
      await act(world);
      await world.settleOrStop();
      await world.restart();
      expect(describeAll(world), `act ${index + 1}, stopped after ${request.path}`).toBe(end);
      stops += 1;
    }
    saved = clean.save();
  }
  expect(stops).toBeGreaterThan(10);
});

test('of two postmortems in two repositories the older stays, and one index lists one', async () => {
  const world = await worldWithHome();
  const incident = await world.as('ann').open('Checkout returns 500');
  await world.as('ann').label(incident, 'incident');
  await world.settle();
  const [page] = await home(world).issues('postmortem');
  // Another process has not heard of the home yet.
  const app = await world.app();
  world.at('14:05');
  await app.graphql(
    'mutation($to: ID!, $parent: ID!, $title: String!, $body: String!, $label: ID!) { createIssue(input: { repositoryId: $to, title: $title, body: $body, parentIssueId: $parent, labelIds: [$label] }) { issue { number } } }',
    {
      to: world.emulator.state.named('acme/shop')?.nodeId,
      parent: (await world.issue(incident)).node_id,
      title: page?.title,
      body: page?.body.replace(' from=shop', ''),
      label: (await makeLabel(world)).node_id,
    },
  );
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts are lost');
  await world.settle();
  await world.resync();
  expect(await world.issues('postmortem')).toEqual([]);
  expect(await home(world).section(page?.number ?? 0, 'Timeline')).toContain('carts are lost');
  const [index = 0] = (await home(world).issues('postmortem-index')).map((one) => one.number);
  expect((await home(world).read(index)).match(/Checkout returns 500/g)).toHaveLength(1);
  expect(await world.issues('postmortem-index')).toEqual([]);
  await expectAtRest(world);
});

async function makeLabel(world: World): Promise<{ node_id: string }> {
  return world.as('ann').api('POST', '/repos/acme/shop/labels', { name: 'postmortem', color: '5319e7' });
}
