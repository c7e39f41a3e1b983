/** Repositories and installations: they are not mixed up, and come, go and change their names without a crash. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

const indexes = async (world: World) => (await world.issues('postmortem-index')).map((one) => one.number);

function event(world: World, action: string, fields: object) {
  return {
    action,
    installation: { id: world.emulator.credentials.installationId },
    repository: { full_name: 'acme/shop' },
    sender: { login: 'ann' },
    ...fields,
  } as never;
}

test('two repositories with the same numbers keep their cases apart', async () => {
  const world = await createWorld();
  world.emulator.createRepository({ name: 'api' });
  const api = world.in('acme/api');
  const shop = await openPostmortem(world);
  const incident = await api.as('ann').open('Rate limits gone');
  await api.as('ann').label(incident, 'incident');
  await world.settle();
  const [theirs = 0] = await api.children(incident);
  expect([incident, theirs]).toEqual([shop.incident, shop.postmortem]);
  await api.as('wes').comment(incident, '/timeline 13:50 discovered: the bill\n/measure Count requests');
  await world.as('wes').comment(shop.incident, '/timeline 13:51 discovered: support calls');
  await world.settle();
  expect(await world.section(shop.postmortem, 'Timeline')).not.toContain('the bill');
  expect(await api.section(theirs, 'Timeline')).not.toContain('support calls');
  expect(await world.children(shop.postmortem)).toEqual([]);
  await expectAtRest(world);
});

test('rights in one repository are none in another', async () => {
  const world = await createWorld();
  world.emulator.createRepository({ name: 'api', roles: { ann: 'admin', zoe: 'write' } });
  const { incident, postmortem } = await openPostmortem(world);
  const api = world.in('acme/api');
  const theirs = await api.as('zoe').open('Rate limits gone');
  await api.as('zoe').label(theirs, 'incident');
  await world.settle();
  expect(await api.children(theirs)).toHaveLength(1);
  await world.as('zoe').comment(incident, '/over');
  await api.as('wes').comment(theirs, '/over');
  await world.settle();
  expect(await world.read(postmortem)).toMatch(/^\*\*Ongoing/);
  expect(await api.read((await api.children(theirs))[0] ?? 0)).toMatch(/^\*\*Ongoing/);
  await expectAtRest(world);
});

test('an event of an installation that is not ours changes nothing and stops nothing', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const before = await world.issue(postmortem);
  const foreign = { installation: { id: 1 }, issue: { number: incident, labels: [{ name: 'incident' }] } };
  world.receive('issues', event(world, 'labeled', foreign));
  world.receive('issues', event(world, 'labeled', { ...foreign, installation: undefined }));
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: support calls');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toContain('support calls');
  expect((await world.issue(postmortem)).labels).toEqual(before.labels);
  await expectAtRest(world);
});

test('a repository where the App is not installed is not touched', async () => {
  const world = await createWorld();
  world.emulator.createRepository({ name: 'lab', installed: false });
  const lab = world.in('acme/lab');
  const issue = await lab.as('ann').open('Something');
  await lab.as('ann').label(issue, 'incident');
  world.receive(
    'issues',
    event(world, 'labeled', {
      repository: { full_name: 'acme/lab' },
      issue: { number: issue, labels: [{ name: 'incident' }] },
    }),
  );
  await world.settle();
  await world.resync();
  expect(await lab.children(issue)).toEqual([]);
  expect(await lab.comments(issue)).toEqual([]);
  await expectAtRest(world);
});

test('a repository that is added later is looked through at once', async () => {
  const world = await createWorld();
  const repository = world.emulator.createRepository({ name: 'api', installed: false });
  const api = world.in('acme/api');
  const incident = await api.as('ann').open('Rate limits gone');
  await api.as('ann').label(incident, 'incident');
  await world.settle();
  expect(await api.children(incident)).toEqual([]);
  repository.installed = true;
  world.emulator.announceInstallation();
  await world.settle();
  expect(await api.children(incident)).toHaveLength(1);
  await expectAtRest(world);
});

test('a repository that changed its name goes on, with one postmortem and one index', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: support calls');
  await world.settle();
  const repository = world.emulator.state.named('acme/shop');
  if (!repository) throw new Error('there is no acme/shop');
  world.emulator.state.putRepository(Object.assign(repository, { name: 'store' }));
  world.receive(
    'repository',
    event(world, 'renamed', {
      repository: { full_name: 'acme/store' },
      changes: { repository: { name: { from: 'shop' } } },
    }),
  );
  const store = world.in('acme/store');
  await store.as('wes').comment(incident, '/timeline 13:55 restart\n/measure Page us\n/over 13:59');
  await world.settle();
  expect(await store.section(postmortem, 'Timeline')).toMatch(/support calls[\s\S]*restart/);
  expect(await store.children(incident)).toEqual([postmortem]);
  expect(await store.children(postmortem)).toHaveLength(1);
  const [index = 0, ...others] = await indexes(world);
  expect(others).toEqual([]);
  expect(await store.read(index)).toContain('1 being written');
  await expectAtRest(world);
});

test('issues that vanish under a pass leave nothing behind in the log', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: support calls');
  await world.as('ann').remove(postmortem);
  await world.as('ann').remove(incident);
  await world.settle();
  expect(world.logs).toEqual([]);
  await expectAtRest(world);
});
