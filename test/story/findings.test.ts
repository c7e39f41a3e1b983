/** What is worth a look stands in the status comment, can be silenced for one postmortem, and never blocks. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, takeOn, type World } from '../world.ts';

const status = async (world: World, postmortem: number) => (await world.said(postmortem)).at(-1) ?? '';

async function written(world: World) {
  const opened = await openPostmortem(world);
  await world
    .as('wes')
    .comment(
      opened.incident,
      [
        '/timeline 13:50 discovered: calls',
        '/over 14:00 quiet',
        '/summary Nobody could pay by card.',
        '/impact Card payments failed.',
        '/apology We are sorry for any inconvenience.',
        '/factor The engineer should have noticed the limit.',
        '/resolution We went back to eight servers.',
        '/measure Refuse a deploy over the limit',
      ].join('\n'),
    );
  await world.settle();
  await takeOn(world, opened.postmortem);
  return opened;
}

test('hints teach and do not block', async () => {
  const world = await createWorld();
  const { postmortem } = await written(world);
  const said = await status(world, postmortem);
  expect(said).toMatch(/^\*\*Complete\.\*\*/);
  for (const rule of ['apology-hollow', 'impact-no-number', 'factors-single', 'blameless-should-have'])
    expect(said).toContain(`\`${rule}\``);
  expect((await world.issue(postmortem)).labels).not.toContain('postmortem: incomplete');
  await expectAtRest(world);
});

test('a rule is silenced by name and reason, stays in sight, and is heard again when the comment goes', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await written(world);
  const comment = await world
    .as('tia')
    .comment(incident, '/postmortem mute impact-no-number nobody counted, logs are gone');
  await world.settle();
  expect(await world.reactions(comment)).toEqual(['rocket']);
  let said = await status(world, postmortem);
  expect(said).toContain('<summary>Muted: 1 rule</summary>\n\n- `impact-no-number` nobody counted, logs are gone');
  expect(said.match(/impact-no-number/g)).toHaveLength(1);
  await world.as('tia').deleteComment(comment);
  await world.settle();
  said = await status(world, postmortem);
  expect(said).not.toContain('Muted');
  expect(said).toContain('`impact-no-number`');
  await expectAtRest(world);
});

test('an unknown rule, one without a reason, and a visitor are refused', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await written(world);
  const before = await status(world, postmortem);
  const wrong = await world.as('wes').comment(incident, '/postmortem mute impact-no-numbers we like it so');
  const bare = await world.as('wes').comment(incident, '/postmortem mute impact-no-number');
  const visitor = await world.as('ron').comment(incident, '/postmortem mute impact-no-number because');
  await world.settle();
  for (const one of [wrong, bare, visitor]) expect(await world.reactions(one)).toEqual(['confused']);
  expect(await status(world, postmortem)).toBe(before);
  expect((await world.said(incident)).at(-1)).toContain('/postmortem mute impact-no-number we like it so');
  expect((await world.said(incident)).at(-1)).toContain('it gives no reason');
});

test('a token in public is told at once, without being repeated, while the incident goes on', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const token = `ghp_${'0123456789abcdefghij'.repeat(2).slice(0, 36)}`;
  await world
    .as('wes')
    .comment(incident, `/timeline 13:50 discovered: calls\n/impact The key ${token} was in the log.`);
  await world.settle();
  expect(await status(world, postmortem)).toContain('`private-token`');
  expect(await status(world, postmortem)).not.toContain(token);
  await expectAtRest(world);
});
