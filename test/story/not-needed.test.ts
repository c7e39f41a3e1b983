/** `/postmortem not-needed` and why: closed as not planned, with the reason kept where people look for it. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

const indexOf = async (world: World) => {
  const [index] = await world.issues('postmortem-index');
  return world.read(index?.number ?? 0);
};

test('visitors, quotes, code and a missing reason close nothing', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('zoe').comment(incident, '/postmortem not-needed I like it so');
  await world.as('ron').comment(postmortem, '/postmortem not-needed I like it so');
  await world.as('wes').comment(incident, '`/postmortem not-needed` closes it\n\n    /postmortem not-needed in code');
  const bare = await world.as('wes').comment(incident, '/postmortem not-needed');
  await world.settle();
  expect(await world.issue(postmortem)).toMatchObject({ state: 'open' });
  expect(await world.reactions(bare)).toEqual(['confused']);
  expect((await world.said(incident))[1]).toMatchInlineSnapshot(`
    "[Not recorded](#c): it gives no reason, and whoever finds it closed will ask for one. Edit your comment to this:

    \`\`\`
    /postmortem not-needed the alert was part of a drill
    \`\`\`"
  `);
  await world.as('wes').editComment(bare, '/postmortem not-needed part of a drill');
  await world.settle();
  expect(await world.issue(postmortem)).toMatchObject({ state: 'closed', state_reason: 'not_planned' });
  expect(await world.reactions(bare)).toEqual(['rocket']);
  await expectAtRest(world);
});

test('it is closed as not planned, and the reason stands in the page, in the status and in the index', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: an alert');
  await world.settle();
  await world.as('tia').comment(incident, '/postmortem not-needed part of a *drill*, see @ann <b>');
  await world.settle();
  expect(await world.issue(postmortem)).toMatchObject({ state: 'closed', state_reason: 'not_planned' });
  expect((await world.read(postmortem)).split('\n\n')[0]).toMatchInlineSnapshot(`
    "**Not needed:** part of a *drill*, see \`@ann\` &lt;b>
    incident [#1](#1)
    Public page: no customer names, no secrets. GitHub keeps old versions."
  `);
  expect(await world.said(postmortem)).toMatchInlineSnapshot(`
    [
      "**Not needed:** part of a *drill*, see \`@ann\` &lt;b>
    To write it after all, reopen it.

    <details>
    <summary>Read so far: 1 entry</summary>

    - [13:50](#c) discovered

    </details>",
    ]
  `);
  expect(await indexOf(world)).toContain('· not needed: part of');
  expect((await world.issue(postmortem)).labels).toEqual(['postmortem']);
  await expectAtRest(world);
});

test('a person who reopens it has the last word, until there is a newer command', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/postmortem not-needed a drill');
  await world.settle();
  world.at('14:10');
  await world.as('ann').reopen(postmortem);
  await world.settle();
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: an alert');
  await world.settle();
  await world.restart();
  expect(await world.issue(postmortem)).toMatchObject({ state: 'open' });
  expect(await world.read(postmortem)).toMatch(/^\*\*Ongoing/);
  world.at('14:20');
  await world.as('wes').comment(postmortem, '/postmortem not-needed a drill, really');
  await world.settle();
  expect(await world.issue(postmortem)).toMatchObject({ state: 'closed', state_reason: 'not_planned' });
  expect(await world.read(postmortem)).toMatch(/^\*\*Not needed:\*\* a drill, really/);
  await expectAtRest(world);
});

test('who closes it as completed afterwards is right, too', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/postmortem not-needed a drill');
  await world.settle();
  world.at('14:10');
  await world.as('ann').close(postmortem, 'completed');
  await world.settle();
  world.at('14:20');
  await world.as('ann').close(postmortem, 'completed');
  await world.settle();
  expect(await world.issue(postmortem)).toMatchObject({ state: 'closed', state_reason: 'completed' });
  expect(await world.read(postmortem)).not.toContain('Not needed');
  await expectAtRest(world);
});

test('taking the comment back opens it again; another reason takes the place of the first', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world.as('wes').comment(incident, '/postmortem not-needed a drill');
  await world.settle();
  await world.as('wes').editComment(comment, '/postmortem not-needed counted twice');
  await world.settle();
  expect(await world.read(postmortem)).toMatch(/^\*\*Not needed:\*\* counted twice/);
  await world.as('wes').deleteComment(comment);
  await world.settle();
  expect(await world.issue(postmortem)).toMatchObject({ state: 'open' });
  expect(await world.read(postmortem)).toMatch(/^\*\*Ongoing/);
  await expectAtRest(world);
});

test('what a person closed as not planned is not opened by us', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('ann').close(postmortem, 'not_planned');
  await world.settle();
  const comment = await world.as('wes').comment(incident, '/postmortem not-needed a drill');
  await world.settle();
  expect(await world.read(postmortem)).toMatch(/^\*\*Not needed:\*\* a drill/);
  await world.as('wes').deleteComment(comment);
  await world.settle();
  expect(await world.issue(postmortem)).toMatchObject({ state: 'closed', state_reason: 'not_planned' });
  await expectAtRest(world);
});

test('where there is no postmortem yet none is opened, and that is said once', async () => {
  const world = await createWorld();
  const plain = await world.as('wes').open('A question');
  const nothing = await world.as('wes').comment(plain, '/postmortem not-needed a drill');
  const incident = await world.as('ann').open('Disk is full');
  world.emulator.faults.set({ drop: 1 });
  await world.as('ann').label(incident, 'incident');
  world.at('14:05');
  const comment = await world.as('wes').comment(incident, '/postmortem not-needed a drill');
  await world.settle();
  world.emulator.faults.clear();
  await world.resync();
  await world.settle();
  expect(await world.issues('postmortem')).toEqual([]);
  expect(await world.said(incident)).toMatchInlineSnapshot(`
    [
      "No postmortem is opened. **Not needed:** a drill
    If it needs one after all, comment \`/postmortem open\`.",
    ]
  `);
  expect(await world.reactions(comment)).toEqual(['rocket']);
  await world.as('ann').comment(plain, 'hello');
  await world.settle();
  expect(await world.reactions(nothing)).toEqual(['confused']);
  expect(await world.said(plain)).toMatchInlineSnapshot(`
    [
      "[Not recorded](#c): this issue has no postmortem, so there is none to close.",
    ]
  `);
  world.at('14:10');
  await world.as('ann').comment(incident, '/postmortem open');
  await world.settle();
  const [postmortem = 0] = await world.children(incident);
  expect(await world.issue(postmortem)).toMatchObject({ state: 'open' });
  await expectAtRest(world);
});

test('it may stop between any two requests', async () => {
  for (let stopAfter = 1; stopAfter < 14; stopAfter += 1) {
    const world = await createWorld();
    const { incident, postmortem } = await openPostmortem(world);
    await world.as('wes').comment(incident, '/postmortem not-needed a drill');
    world.emulator.faults.stopAfter = stopAfter;
    await world.settleOrStop();
    await world.restart();
    expect(await world.issue(postmortem), `stopped after ${stopAfter}`).toMatchObject({ state_reason: 'not_planned' });
    expect(await world.said(postmortem)).toHaveLength(1);
    expect(await world.read(postmortem)).toMatch(/^\*\*Not needed:\*\* a drill/);
  }
});
