/** What the index costs: the same for few postmortems and for many. */
import { expect, test } from 'vitest';
import { renameUnheard, seedPostmortems } from '../seeded.ts';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

/** Of the app's requests since the last call, those that are about the index. */
async function indexRequests(world: World): Promise<string[]> {
  const numbers = (await world.issues('postmortem-index')).map((one) => one.number);
  const isAbout = (line: string) =>
    /ReadIndex/.test(line) || numbers.some((number) => line.includes(`/issues/${number} `));
  return world
    .requests()
    .list.filter(isAbout)
    .map((line) => line.replace(/^\w+ (ReadIndex\w*) 200$/, '$1').replace(/\/repos\S+\d+ 200/, 'an issue'));
}

/** A world with an index of that many postmortems, one of which was opened just now. */
async function indexed(count: number) {
  const world = await createWorld();
  seedPostmortems(world.emulator.state, { count, years: 2, openPercent: 0 });
  const opened = await openPostmortem(world);
  await world.settle();
  world.requests();
  return { world, ...opened };
}

test.each([1, 230])(
  'one change costs one reading, one guard and one writing, with %i more postmortems',
  async (count) => {
    const { world, incident } = await indexed(count);
    await world.as('wes').comment(incident, '/timeline 13:50 discovered: support\n/over 13:55');
    await world.settle();
    expect(await indexRequests(world)).toEqual(['ReadIndexChanges', 'GET an issue', 'PATCH an issue']);
    await world.as('wes').rename(incident, 'Another name, which the index does not show');
    await world.settle();
    expect(await indexRequests(world)).toEqual([]);
  },
);

test('everything is read with a request for a hundred, and only at the start and by a resync', async () => {
  const { world } = await indexed(230);
  await world.resync();
  expect((await indexRequests(world)).filter((one) => one === 'ReadIndex')).toHaveLength(3);
  await world.resync();
  expect((await indexRequests(world)).filter((one) => /PATCH/.test(one))).toEqual([]);
});

test('many changes at once are one writing', async () => {
  const { world } = await indexed(0);
  const opened = [];
  for (let n = 0; n < 10; n += 1) opened.push(await openPostmortem(world, `Number ${n}`));
  world.requests();
  const wes = world.as('wes');
  for (const { incident } of opened) await wes.comment(incident, '/timeline 13:50 discovered: support\n/over 13:55');
  await world.settle();
  expect((await indexRequests(world)).filter((one) => /PATCH/.test(one))).toHaveLength(1);
  await expectAtRest(world);
});

test('a postmortem that leaves while lists lag leaves once, and none that stays does', async () => {
  const world = await createWorld();
  const one = await openPostmortem(world, 'One');
  const two = await openPostmortem(world, 'Two');
  const [index] = await world.issues('postmortem-index');
  world.emulator.faults.set({ listLagMs: 30_000 });
  await world.as('ann').unlabel(one.postmortem, 'postmortem');
  await world.as('wes').rename(two.postmortem, 'Postmortem: Second');
  await world.settle();
  const text = await world.read(index?.number ?? 0);
  expect(text).not.toContain('[One]');
  expect(text.match(/\[Second\]/g)).toHaveLength(1);
  world.emulator.faults.clear();
  await expectAtRest(world);
});

test('what another process changed is found with the next change, and a minute later what a list that lags has kept back', async () => {
  const world = await createWorld();
  const [one, two, three] = [
    await openPostmortem(world, 'One'),
    await openPostmortem(world, 'Two'),
    await openPostmortem(world, 'Three'),
  ];
  const [index] = await world.issues('postmortem-index');
  renameUnheard(world.emulator.state, one.postmortem, 'Postmortem: First');
  await world.as('wes').rename(two.postmortem, 'Postmortem: Second');
  await world.settle();
  expect(await world.read(index?.number ?? 0)).toMatch(/\[Three\][\s\S]*\[Second\][\s\S]*\[First\]/);

  // The cases were looked at once more after their first comments.
  world.at('2026-11-20T14:05:00Z');
  await world.settle();

  world.at('2026-11-20T14:10:00Z');
  world.emulator.faults.set({ listLagMs: 30_000 });
  renameUnheard(world.emulator.state, one.postmortem, 'Postmortem: The first');
  await world.as('wes').rename(three.postmortem, 'Postmortem: Third');
  await world.settle();
  expect(await world.read(index?.number ?? 0)).toMatch(/\[Third\][\s\S]*\[Second\][\s\S]*\[First\]/);
  world.at('2026-11-20T14:11:10Z');
  await world.settle();
  expect(await world.read(index?.number ?? 0)).toContain('[The first]');

  world.emulator.faults.clear();
  world.at('2026-11-20T14:13:00Z');
  await world.settle();
  world.requests();
  world.at('2026-11-20T14:15:00Z');
  await world.settle();
  expect(world.requests().list).toEqual([]);
  await expectAtRest(world);
});

test('in the middle of an incident one entry costs two readings and three writings', async () => {
  const world = await createWorld();
  // Nothing was pushed of late, so that the configuration is known.
  const repository = world.emulator.state.named('acme/shop');
  if (repository) repository.pushedAt = world.now() - 24 * 60 * 60_000;
  const { incident } = await openPostmortem(world);
  const wes = world.as('wes');
  await wes.comment(incident, '/timeline discovered: support calls');
  await world.settle();
  world.requests();
  await wes.comment(incident, '/timeline 13:58 web servers scaled back');
  await world.settle();
  const { reads, writes, list } = world.requests();
  expect([reads, writes], list.join('\n')).toEqual([2, 3]);
});

test('a record that was moved to another repository has the index there read again only for what it shows', async () => {
  const world = await createWorld();
  world.emulator.createRepository({ name: 'api' });
  const { incident, postmortem } = await openPostmortem(world);
  const ann = world.as('ann');
  await ann.api('POST', '/repos/acme/api/labels', { name: 'postmortem' });
  await ann.transfer(postmortem, 'acme/api');
  await world.settle();
  await ann.comment(incident, 'Where is the record?');
  await world.settle();
  const indexReads = () => world.requests().list.filter((one) => one.includes('ReadIndex')).length;
  indexReads();
  await ann.comment(incident, 'Found it.');
  await world.settle();
  expect(indexReads()).toBe(0);
  await ann.label(incident, 'severity 1');
  await world.settle();
  expect(indexReads()).toBeGreaterThan(0);
});
