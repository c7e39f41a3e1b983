/** A page that cannot be read, or has no room: people are told, and nothing is lost. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

const hostile = '[a]('.repeat(5000);

async function withRow(world: World) {
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts\n/timeline 13:51 deploy');
  await world.settle();
  await world.as('wes').write(postmortem, { Impact: 'All of them.' });
  await world.as('wes').edit(postmortem, (body) => body.replace(/\n- .* deploy.*/, ''));
  await world.settle();
  return { incident, postmortem };
}

const status = async (world: World, postmortem: number) => (await world.said(postmortem))[0]?.split('\n')[0];
const rows = async (world: World, postmortem: number) =>
  (await world.section(postmortem, 'Timeline')).split('\n').filter((line) => line.startsWith('- '));

test('a page that no parser should see: the status comment says what, where and the remedy, until it is mended', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await withRow(world);
  const before = await world.said(postmortem);
  await world.as('moe').edit(postmortem, (body) => body.replace('All of them.', `${hostile}All of them.`));
  await world.settle();
  expect(await world.said(postmortem)).toMatchInlineSnapshot(`
    [
      "**This page cannot be read:** it has more than 4000 opening brackets below **Impact**. Take them out, or attach that text as a file. Nothing is lost: comments are read again as soon as this is mended.",
    ]
  `);
  const late = await world.as('wes').comment(incident, '/timeline 13:55 restart');
  await world.settle();
  expect(await world.reactions(late)).toEqual([]);
  await expectAtRest(world);
  await world.restart();
  await expectAtRest(world);

  await world.as('moe').edit(postmortem, (body) => body.replace(hostile, ''));
  await world.settle();
  expect(await rows(world, postmortem)).toEqual(['- [13:50](#c) **discovered:** carts', '- [13:55](#c) restart']);
  expect(await world.reactions(late)).toEqual(['rocket']);
  expect(await status(world, postmortem)).toBe(before[0]?.split('\n')[0]);
  expect((await world.said(postmortem))[0]).toContain('The row of 13:51 was removed by hand and stays away.');
  await expectAtRest(world);
});

test('it is told where there was no status comment yet, and where the text stands below a heading of people', async () => {
  const world = await createWorld();
  const { postmortem } = await openPostmortem(world);
  await world.as('moe').edit(postmortem, (body) => `${body}\n## Our own\n\n${'> '.repeat(3000)}\n`);
  await world.settle();
  expect(await status(world, postmortem)).toMatch(
    /^\*\*This page cannot be read:\*\* it has .* below the heading in line \d+\. Take/,
  );
  await expectAtRest(world);
});

test('a closed one is told, and told no more once it is as it was', async () => {
  const world = await createWorld();
  const { postmortem } = await withRow(world);
  await world.as('ann').close(postmortem, 'not_planned');
  await world.settle();
  const [before] = await world.said(postmortem);
  const { body } = await world.issue(postmortem);
  await world.as('moe').edit(postmortem, () => `${body}${hostile}`);
  await world.settle();
  expect(await status(world, postmortem)).toContain('cannot be read');
  await world.as('moe').edit(postmortem, () => body);
  await world.settle();
  expect(await world.said(postmortem)).toEqual([before]);
  await expectAtRest(world);
});

test('a page that is full: nothing is written and nothing lost, and the status comment says what to shorten', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await withRow(world);
  const { length } = (await world.issue(postmortem)).body;
  const long = 'They could not pay. '.repeat(Math.floor((59_900 - length) / 20));
  await world.as('moe').edit(postmortem, (body) => body.replace('All of them.', `All of them. ${long}`));
  await world.settle();
  expect(await status(world, postmortem)).toMatch(/^\*\*Next/);
  const late = await world.as('wes').comment(incident, `/timeline 13:55 ${'restart '.repeat(40)}`);
  await world.settle();
  expect((await status(world, postmortem))?.replace(/6\d,\d{3}|5\d,\d{3}/g, 'N')).toMatchInlineSnapshot(
    `"**This page is full:** with what is to be entered it would have N characters, and there is room for N. Most of it stands below **Impact**: N. Shorten that, or move text into a comment and link to it. Nothing is lost: comments are read again as soon as there is room."`,
  );
  expect(await rows(world, postmortem)).toHaveLength(1);
  expect(await world.reactions(late)).toEqual([]);
  await expectAtRest(world);

  await world.as('moe').edit(postmortem, (body) => body.replace(long, ''));
  await world.settle();
  expect(await rows(world, postmortem)).toHaveLength(2);
  expect(await world.reactions(late)).toEqual(['rocket']);
  expect((await world.said(postmortem))[0]).toContain('The row of 13:51 was removed by hand');
  await expectAtRest(world);
});

test('a page that people filled beyond that themselves may still become shorter', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await withRow(world);
  const comment = await world.as('wes').comment(incident, `/timeline 13:55 ${'restart '.repeat(100)}`);
  await world.settle();
  await world.as('moe').edit(postmortem, (body) => body.replace('All of them.', 'They could not pay. '.repeat(3000)));
  await world.settle();
  await world.as('wes').deleteComment(comment);
  await world.settle();
  expect(await rows(world, postmortem)).toHaveLength(1);
  await expectAtRest(world);
});

test('an edit that was lost while there is no room waits until there is', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await withRow(world);
  const { length } = (await world.issue(postmortem)).body;
  const long = 'They could not pay. '.repeat(Math.floor((59_000 - length) / 20));
  await world.as('moe').edit(postmortem, (body) => body.replace('All of them.', `All of them. ${long}`));
  await world.settle();
  world.justBefore(new RegExp(`^PATCH .*/issues/${postmortem}$`), () =>
    world.as('ann').write(postmortem, { Summary: 'Nobody could pay. '.repeat(100) }),
  );
  await world.as('wes').comment(incident, '/timeline 13:55 restart');
  await world.settle();
  expect(await status(world, postmortem)).toContain('This page is full');
  await world.as('moe').edit(postmortem, (body) => body.replace(long, ''));
  await world.settle();
  expect(await world.section(postmortem, 'Summary')).toContain('Nobody could pay.');
  expect(await rows(world, postmortem)).toHaveLength(2);
  await expectAtRest(world);
});
