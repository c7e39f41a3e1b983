/** `/postmortem join`, and closing as a duplicate: the record of one incident is kept in the postmortem of another. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

/** A label from before the App came: the second incident has no postmortem of its own. */
async function twoIncidents(world: World) {
  const { incident, postmortem } = await openPostmortem(world);
  world.emulator.faults.set({ drop: 1 });
  const other = await world.as('ann').open('Carts are empty');
  await world.as('ann').label(other, 'incident');
  const join = await world.as('wes').comment(other, `/postmortem join #${incident}`);
  world.emulator.faults.clear();
  await world.resync();
  return { incident, postmortem, other, join };
}

/** Both have one. */
async function twoPostmortems(world: World) {
  const { incident, postmortem } = await openPostmortem(world);
  const { incident: other, postmortem: theirs } = await openPostmortem(world, 'Carts are empty');
  await world.as('wes').comment(other, '/timeline 13:40 began: carts lose their items');
  await world.as('wes').comment(theirs, '/impact 200 carts were lost.');
  await world.settle();
  return { incident, postmortem, other, theirs };
}

const timeline = (world: World, postmortem: number) => world.section(postmortem, 'Timeline');
const headOf = async (world: World, postmortem: number) => (await world.read(postmortem)).split('\n')[0];

test('visitors, itself, nothing, no postmortem, a measure and another repository are refused with the reason', async () => {
  const world = await createWorld();
  world.emulator.createRepository({ name: 'api' });
  const { incident, postmortem, other, theirs } = await twoPostmortems(world);
  const plain = await world.as('wes').open('A question');
  await world.as('wes').comment(incident, '/measure Count connections');
  await world.settle();
  const [measure = 0] = await world.children(postmortem);
  await world.as('zoe').comment(other, `/postmortem join #${incident}`);
  await world.as('wes').comment(other, `\`/postmortem join #${incident}\``);
  const tried = [];
  for (const line of [
    `#${other}`,
    `#${theirs}`,
    '#999',
    `#${plain}`,
    `#${measure}`,
    'acme/api#1',
    'the other one',
    '',
  ]) {
    const comment = await world.as('wes').comment(other, `/postmortem join ${line}`);
    await world.settle();
    tried.push((await world.said(other)).at(-1)?.replaceAll('\n', ' ') ?? '');
    expect(await world.reactions(comment), line).toEqual(['confused']);
    await world.as('wes').deleteComment(comment);
  }
  await world.settle();
  expect(tried).toMatchInlineSnapshot(`
    [
      "[Not recorded](#c): that is this incident itself. Edit your comment to this:  \`\`\` /postmortem join #213 \`\`\`",
      "[Not recorded](#c): that is this incident itself. Edit your comment to this:  \`\`\` /postmortem join #213 \`\`\`",
      "[Not recorded](#c): there is no issue #999 here. Edit your comment to this:  \`\`\` /postmortem join #213 \`\`\`",
      "[Not recorded](#c): [A question](#6) is no postmortem and has none. Edit your comment to this:  \`\`\` /postmortem join #213 \`\`\`",
      "[Not recorded](#c): [Count connections](#7) is no postmortem and has none. Edit your comment to this:  \`\`\` /postmortem join #213 \`\`\`",
      "[Not recorded](#c): an incident can join a postmortem of its own repository only, and that one is in acme/api. Note its link with \`/artifact\` instead.",
      "[Not recorded](#c): \`the other one\` is no number of an issue. Edit your comment to this:  \`\`\` /postmortem join #213 \`\`\`",
      "[Not recorded](#c): it names no postmortem. Edit your comment to this:  \`\`\` /postmortem join #213 \`\`\`",
    ]
  `);
  expect(await world.issue(theirs)).toMatchObject({ state: 'open' });
  expect(await headOf(world, postmortem)).not.toContain('also');
  await expectAtRest(world);
});

test('an incident without a postmortem joins another one: rows, edits and deletions follow', async () => {
  const world = await createWorld();
  const { incident, postmortem, other, join } = await twoIncidents(world);
  expect(await world.children(other)).toEqual([]);
  expect(await headOf(world, postmortem)).toBe(
    `**Ongoing** · incident [#${incident}](#${incident}) · also incident [#${other}](#${other})`,
  );
  expect(await world.said(other)).toMatchInlineSnapshot(`
    [
      "The record is [Postmortem: Checkout returns 500](#2). Keep talking here.
    \`/timeline what happened\` notes a moment. If it was earlier, say when: \`/timeline 14:05 what happened\`.",
    ]
  `);
  expect(await world.reactions(join)).toEqual(['rocket']);

  const noted = await world.as('tia').comment(other, '/timeline 13:40 began: carts lose their items');
  const zoes = await world.as('zoe').comment(other, '/timeline 13:41 nonsense');
  const bad = await world.as('wes').comment(other, '/timeline 03/04 10:00 what');
  await world.settle();
  expect(await timeline(world, postmortem)).toContain('carts lose their items');
  expect(await timeline(world, postmortem)).not.toContain('nonsense');
  expect(await world.reactions(noted)).toEqual(['rocket']);
  expect(await world.reactions(zoes)).toEqual(['confused']);
  expect(await world.reactions(bad)).toEqual(['confused']);
  expect((await world.said(other)).at(-1)).toContain('can be 3 April or 4 March');
  await world.as('wes').deleteComment(bad);
  await world.as('tia').editComment(noted, '/timeline 13:42 began: carts are emptied');
  await world.settle();
  expect(await timeline(world, postmortem)).toContain('13:42');
  await world.as('tia').deleteComment(noted);
  await world.settle();
  expect(await timeline(world, postmortem)).toMatch(/^Nothing yet/);
  await expectAtRest(world);
});

test('taking the comment back parts them, and the incident gets a postmortem of its own', async () => {
  const world = await createWorld();
  const { postmortem, other, join } = await twoIncidents(world);
  await world.as('wes').comment(other, '/timeline 13:40 began: carts lose their items');
  await world.settle();
  await world.as('wes').hideComment(other, join);
  await world.resync();
  expect(await timeline(world, postmortem)).toMatch(/^Nothing yet/);
  expect(await headOf(world, postmortem)).not.toContain('also');
  const [own = 0] = await world.children(other);
  expect(await timeline(world, own)).toContain('carts lose their items');
  expect(await world.said(other)).toHaveLength(1);
  expect((await world.said(other))[0]).toContain('Postmortem: Carts are empty');
  await expectAtRest(world);
});

test('where both have a postmortem, one is closed as a duplicate and says where the record is', async () => {
  const world = await createWorld();
  const { incident, postmortem, other, theirs } = await twoPostmortems(world);
  await world.as('wes').comment(other, '/measure Count carts\n/lesson Carts are cheap.');
  await world.settle();
  const measures = await world.children(theirs);
  await world.as('wes').comment(other, `/postmortem join http://localhost:3000/acme/shop/issues/${postmortem}`);
  await world.settle();
  expect(await world.issue(theirs)).toMatchObject({ state: 'closed', state_reason: 'duplicate' });
  expect(await headOf(world, theirs)).toBe(`The record is [Postmortem: Checkout returns 500](#${postmortem}).`);
  expect(await timeline(world, postmortem)).toContain('carts lose their items');
  expect(await world.section(postmortem, 'Impact')).toContain('200 carts were lost');
  expect(await world.section(postmortem, 'Lessons')).toContain('Carts are cheap');
  expect([await world.children(theirs), await world.children(postmortem)]).toEqual([measures, []]);
  expect((await world.said(other))[0]).toContain(`[Postmortem: Checkout returns 500](#${postmortem})`);
  const later = await world.as('wes').comment(theirs, '/timeline 13:45 comms: status page');
  await world.settle();
  expect(await timeline(world, postmortem)).toContain('status page');
  expect(await world.reactions(later)).toEqual(['rocket']);
  expect(await headOf(world, postmortem)).toContain(
    `incident [#${incident}](#${incident}) · also incident [#${other}](#${other})`,
  );
  const [index] = await world.issues('postmortem-index');
  expect(await world.read(index?.number ?? 0)).toContain(`joined: [Postmortem: Checkout returns 500](#${postmortem})`);
  await expectAtRest(world);
});

test('closing an incident as a duplicate of another one does the same, and reopening it parts them', async () => {
  const world = await createWorld();
  const { incident, postmortem, other, theirs } = await twoPostmortems(world);
  await world.as('tia').closeAsDuplicate(other, incident);
  await world.settle();
  expect(await timeline(world, postmortem)).toContain('carts lose their items');
  expect(await world.issue(theirs)).toMatchObject({ state: 'closed', state_reason: 'duplicate' });
  await expectAtRest(world);
  await world.as('tia').reopen(other);
  await world.settle();
  expect(await timeline(world, postmortem)).toMatch(/^Nothing yet/);
  expect(await headOf(world, postmortem)).not.toContain('also');
  expect(await world.issue(theirs)).toMatchObject({ state: 'open' });
  expect(await headOf(world, theirs)).toMatch(/^\*\*Ongoing/);
  expect((await world.said(other))[0]).toContain('Postmortem: Carts are empty');
  await expectAtRest(world);
});

test('a duplicate of a question, or closed so by its author who may not command, joins nothing', async () => {
  const world = await createWorld();
  const { postmortem } = await openPostmortem(world);
  const plain = await world.as('wes').open('A question');
  const mine = await world.as('zoe').open('I cannot pay');
  await world.as('ann').label(mine, 'incident');
  await world.settle();
  const [own = 0] = await world.children(mine);
  await world.as('zoe').closeAsDuplicate(mine, postmortem);
  await world.settle();
  expect(await world.issue(own)).toMatchObject({ state: 'open' });
  await world.as('wes').reopen(mine);
  await world.as('wes').closeAsDuplicate(mine, plain);
  await world.settle();
  expect(await world.issue(own)).toMatchObject({ state: 'open' });
  expect(await headOf(world, postmortem)).not.toContain('also');
  await expectAtRest(world);
});

test('who joins one that has joined another comes into the last; a circle is refused', async () => {
  const world = await createWorld();
  const { incident, postmortem, other } = await twoPostmortems(world);
  const { incident: third } = await openPostmortem(world, 'Mail is late');
  await world.as('wes').comment(other, `/postmortem join #${incident}`);
  await world.settle();
  await world.as('wes').comment(third, `/postmortem join #${other}\n/timeline 13:30 mail piles up`);
  await world.settle();
  expect(await timeline(world, postmortem)).toContain('mail piles up');
  expect(await headOf(world, postmortem)).toContain(
    `also incident [#${other}](#${other}) · also incident [#${third}](#${third})`,
  );
  const back = await world.as('wes').comment(incident, `/postmortem join #${third}`);
  await world.settle();
  expect(await world.reactions(back)).toEqual(['confused']);
  expect((await world.said(incident)).at(-1)).toMatchInlineSnapshot(
    `"[Not recorded](#c): [Mail is late](#6) has joined this one already."`,
  );
  expect(await world.issue(postmortem)).toMatchObject({ state: 'open' });
  await expectAtRest(world);
});

test('a person who reopens the former record keeps it open', async () => {
  const world = await createWorld();
  const { incident, other, theirs } = await twoPostmortems(world);
  await world.as('wes').comment(other, `/postmortem join #${incident}`);
  await world.settle();
  await world.as('ann').reopen(theirs);
  await world.settle();
  expect(await world.issue(theirs)).toMatchObject({ state: 'open' });
  await expectAtRest(world);
});

test('an incident that cannot be read any more leaves its rows', async () => {
  const world = await createWorld();
  const { postmortem, other } = await twoIncidents(world);
  await world.as('wes').comment(other, '/timeline 13:40 began: carts lose their items');
  await world.settle();
  await world.as('ann').remove(other);
  await world.settle();
  await world.resync();
  expect(await timeline(world, postmortem)).toContain('carts lose their items');
  await expectAtRest(world);
});

test('no event is needed, a new process knows it, and it may stop between any two requests', async () => {
  const quiet = await createWorld();
  const wanted = await twoPostmortems(quiet);
  quiet.emulator.faults.set({ drop: 1 });
  await quiet.as('wes').comment(wanted.other, `/postmortem join #${wanted.incident}`);
  quiet.emulator.faults.clear();
  await quiet.restart();
  const [record, former] = [await quiet.read(wanted.postmortem), await quiet.read(wanted.theirs)];
  expect(record).toContain('carts lose their items');
  await quiet.restart();
  expect(await quiet.read(wanted.postmortem)).toBe(record);
  await expectAtRest(quiet);
  for (let stopAfter = 1; stopAfter < 30; stopAfter += 3) {
    const world = await createWorld();
    const { incident, postmortem, other, theirs } = await twoPostmortems(world);
    await world.as('wes').comment(other, `/postmortem join #${incident}`);
    world.emulator.faults.stopAfter = stopAfter;
    await world.settleOrStop();
    await world.restart();
    expect(await world.read(postmortem), `stopped after ${stopAfter}`).toBe(record);
    expect(await world.read(theirs)).toBe(former);
    expect(await world.issue(theirs)).toMatchObject({ state_reason: 'duplicate' });
    expect(await world.said(other)).toHaveLength(1);
  }
});

test('a case that none has joined costs no request more', async () => {
  const world = await createWorld();
  const { incident } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: a call');
  await world.settle();
  world.requests();
  await world.as('wes').comment(incident, 'hello');
  await world.settle();
  expect(world.requests().list.filter((one) => one.includes('Read'))).toEqual(['POST ReadCase 200']);
});
