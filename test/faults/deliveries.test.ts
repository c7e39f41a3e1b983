import { beforeAll, expect, test } from 'vitest';
import { createWorld, expectAtRest, type World } from '../world.ts';
import { describeWorld, play, wholeStory } from './whole-story.ts';

/** The simulation plays these and more by seeds (`test/simulation/`); here they come one at a time, over the whole story. */
let clean: World;
let end: string;
beforeAll(async () => {
  clean = await createWorld();
  await play(clean, wholeStory);
  end = describeWorld(clean);
});

test('the whole story speaks to GitHub as GitHub describes itself, and comes to rest', async () => {
  await expectAtRest(clean);
  expect(clean.logs).toEqual([]);
});

test('every webhook of it redelivered twice, then all in reverse: nothing is written', async () => {
  const deliveries = [...clean.emulator.hooks.log];
  expect(deliveries.length).toBeGreaterThan(60);
  clean.requests();
  for (const one of [...deliveries, ...deliveries, ...deliveries.toReversed()])
    await clean.emulator.hooks.redeliver(one);
  await clean.settle();
  expect(clean.requests().writes).toBe(0);
  expect(describeWorld(clean)).toBe(end);
});

test.each([
  { name: 'all lost', faults: { drop: 1 } },
  {
    name: 'a third lost, a third doubled, out of order',
    faults: { seed: 7, drop: 0.33, duplicate: 0.33, reorder: true },
  },
])('deliveries $name: after a resync the end is the same', async ({ faults }) => {
  const world = await createWorld();
  world.emulator.faults.set(faults);
  await play(world, wholeStory, async () => {
    await world.settle();
    await world.resync();
  });
  world.emulator.faults.clear();
  await world.resync();
  expect(describeWorld(world)).toBe(end);
  await expectAtRest(world);
});

test.each([
  { name: 'every fifth request is done but its answer is lost', faults: { failEvery: 5, afterCommit: true } },
  { name: 'every ninth is told to slow down', faults: { failEvery: 9, status: 429, retryAfter: 2 } },
  { name: 'lists lag for half a minute', faults: { listLagMs: 30_000 } },
])('$name: the end is the same', async ({ faults }) => {
  const world = await createWorld();
  world.emulator.faults.set(faults);
  await play(world, wholeStory);
  world.emulator.faults.clear();
  await world.resync();
  expect(describeWorld(world)).toBe(end);
  await expectAtRest(world);
});

test('the app knows nothing any more between any two acts: the end is the same', async () => {
  const world = await createWorld();
  await play(world, wholeStory, async () => {
    await world.settle();
    await world.restart();
  });
  expect(describeWorld(world)).toBe(end);
});
