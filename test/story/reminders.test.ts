/** A postmortem that stays unwritten is mentioned once to whoever is assigned, and nothing else pings. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

const status = async (world: World, postmortem: number) => (await world.said(postmortem)).at(-1) ?? '';

test('after seven days the status comment says it once, with one mention of whoever is assigned', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: calls\n/over 14:00 quiet');
  await world.as('moe').assign(postmortem, 'ann');
  await world.settle();
  world.at('2026-11-26T13:00:00Z');
  await world.resync();
  await world.settle();
  expect(await status(world, postmortem)).not.toContain('@');
  world.at('2026-11-27T14:01:00Z');
  await world.resync();
  await world.settle();
  expect(await status(world, postmortem)).toContain(
    '@ann: it has been over for 7 days and parts of this are still to be written.',
  );
  expect(await world.said(postmortem)).toHaveLength(1);
  await expectAtRest(world);
  world.at('2026-12-27T14:01:00Z');
  await world.resync();
  await world.settle();
  await expectAtRest(world);
  await world.as('wes').comment(incident, '/summary Nobody could pay.');
  await world.settle();
  expect(await status(world, postmortem)).toContain('\n\nann: it has been over for 7 days');
  expect(await status(world, postmortem)).not.toContain('@');
  await world.restart();
  await expectAtRest(world);
});

test('where nothing was ever written, and nobody is assigned, it asks who could', async () => {
  const world = await createWorld();
  const { postmortem } = await openPostmortem(world);
  expect(await world.said(postmortem)).toEqual([]);
  world.at('2026-11-28T15:00:00Z');
  await world.resync();
  await world.settle();
  expect(await world.said(postmortem)).toHaveLength(1);
  expect(await status(world, postmortem)).toContain(
    'It was opened 7 days ago and has no end. If it is over, comment `/over` and when. Nobody is assigned: who could write it?',
  );
  await expectAtRest(world);
});

test('a status comment that somebody deletes does not mention anybody a second time', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: calls');
  await world.as('moe').assign(postmortem, 'ann');
  await world.settle();
  world.at('2026-11-28T15:00:00Z');
  await world.resync();
  await world.settle();
  expect(await status(world, postmortem)).toContain('@ann');
  const [said] = (await world.comments(postmortem)).filter((one) => one.user === 'postmortems[bot]');
  await world.as('ann').deleteComment(said?.id ?? 0);
  await world.settle();
  expect(await status(world, postmortem)).not.toContain('@ann');
  await expectAtRest(world);
});

test('what is complete, closed or told not to remind is left alone', async () => {
  const world = await createWorld();
  const { postmortem } = await openPostmortem(world);
  await world.as('ann').close(postmortem, 'not_planned');
  await world.settle();
  world.at('2026-12-28T15:00:00Z');
  await world.resync();
  await world.settle();
  expect(await world.said(postmortem)).toEqual([]);
  await expectAtRest(world);
});
