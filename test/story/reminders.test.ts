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
    'It was opened 8 days ago and has no end. If it is over, comment `/over` and when. Nobody is assigned: who could write it?',
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

test('it says how long it was, not how long a repository waits by now, and nothing of an end that came after it', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('moe').assign(postmortem, 'ann');
  world.at('2026-11-28T15:00:00Z');
  await world.resync();
  await world.settle();
  expect(await status(world, postmortem)).toContain('it was opened 8 days ago and has no end');
  await world.as('ann').api('PUT', '/repos/acme/shop/contents/.github/postmortems.yml', {
    message: 'Wait longer',
    content: Buffer.from('reminders: {unwritten: 30}\n').toString('base64'),
  });
  await world.resync();
  await world.settle();
  expect(await status(world, postmortem)).not.toContain('30 days');
  await world.as('wes').comment(incident, '/timeline 28 Nov 13:50 UTC discovered: calls\n/over 28 Nov 14:40 UTC quiet');
  await world.settle();
  expect(await status(world, postmortem)).toContain('**Next: Contributing factors.**');
  expect(await status(world, postmortem)).not.toMatch(/over for|opened .* ago/);
  world.at('2027-01-28T15:00:00Z');
  await world.resync();
  await world.settle();
  expect(await status(world, postmortem)).not.toContain('@');
  await expectAtRest(world);
});
