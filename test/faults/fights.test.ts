/** Somebody who undoes what the app does, again and again, is not fought without end. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

/** A postmortem, and a bot that may do anything here. */
async function withBot() {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const roles = world.emulator.state.named('acme/shop')?.roles ?? {};
  roles['robo[bot]'] = 'admin';
  let times = 0;
  /** The bot writes over our head line, with a stamp of its own, and the app has its chance. */
  const overwrite = async () => {
    times += 1;
    await world
      .as('robo[bot]')
      .edit(postmortem, (body) => `${body.replace('**Ongoing**', '**Nothing to see here**')}\nRun ${times}.\n`);
    await world.settle();
    return (await world.read(postmortem)).split(' · ')[0];
  };
  return { world, incident, postmortem, overwrite };
}

const fights = (world: World) => world.logs.filter((line) => line.includes('again and again'));

test('a bot that writes over our lines has its way after three times, and the log says so once', async () => {
  const { world, overwrite } = await withBot();
  expect([await overwrite(), await overwrite(), await overwrite()]).toEqual(Array(3).fill('**Ongoing**'));
  expect(fights(world)).toHaveLength(1);
  world.requests();
  expect([await overwrite(), await overwrite()]).toEqual(Array(2).fill('**Nothing to see here**'));
  expect(world.requests().list).toEqual([]);
  expect(fights(world)).toHaveLength(1);
});

test('meanwhile the status comment says once what is undone and what to do, and no more of it once it is over', async () => {
  const { world, incident, postmortem, overwrite } = await withBot();
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  for (let time = 0; time < 5; time += 1) await overwrite();
  const [status = '', ...others] = await world.said(postmortem);
  expect(others).toEqual([]);
  expect(status.split('\n\n')[1]).toMatchInlineSnapshot(`
    "**Something undoes the lines that this app keeps in the text of this issue.** It was put right three times within ten minutes, so it is left alone until 14:10, and nothing new is entered.
    Most often that is another bot or a workflow: the history of the issue (*edited* above its text, and the events below it) shows which one. Make it leave this alone; as soon as a person writes here, all goes on at once."
  `);
  world.at('14:11');
  await world.settle();
  expect((await world.said(postmortem)).join()).not.toContain('undoes');
  await expectAtRest(world);
});

test('it is said where nothing was said before, and an act of a person takes it back', async () => {
  const { world, incident, postmortem, overwrite } = await withBot();
  for (let time = 0; time < 4; time += 1) await overwrite();
  expect((await world.said(postmortem)).join()).toContain('Something undoes');
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  expect((await world.said(postmortem)).join()).not.toContain('undoes');
  await expectAtRest(world);
});

test('it is said on a closed postmortem, too, and goes away again', async () => {
  const { world, incident, postmortem, overwrite } = await withBot();
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.as('wes').close(postmortem);
  await world.settle();
  for (let time = 0; time < 4; time += 1) await overwrite();
  expect((await world.said(postmortem)).join()).toContain('Something undoes');
  // The bot takes back by itself what it has done last, so that nothing else is left to write.
  await world
    .as('robo[bot]')
    .edit(postmortem, (body) => body.replace('**Nothing to see here**', '**Ongoing**').replace(/\nRun 4\.\n$/, ''));
  await world.settle();
  world.at('14:11');
  await world.settle();
  expect((await world.said(postmortem)).join()).not.toContain('undoes');
  await expectAtRest(world);
});

test('ten minutes later the app tries again, by itself', async () => {
  const { world, postmortem, overwrite } = await withBot();
  for (let time = 0; time < 4; time += 1) await overwrite();
  world.at('14:09');
  await world.settle();
  expect(await world.read(postmortem)).toMatch(/^\*\*Nothing to see here/);
  world.at('14:11');
  await world.settle();
  expect(await world.read(postmortem)).toMatch(/^\*\*Ongoing/);
  await expectAtRest(world);
});

test('an act of a person ends the rest at once, and counts between two acts of a bot', async () => {
  const { world, incident, postmortem, overwrite } = await withBot();
  for (let time = 0; time < 4; time += 1) await overwrite();
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  expect(await world.read(postmortem)).toMatch(/^\*\*Ongoing[\s\S]*carts/);
  for (let time = 0; time < 4; time += 1) {
    expect(await overwrite()).toBe('**Ongoing**');
    await world.as('wes').edit(postmortem, (body) => `${body}\nMine.\n`);
    await world.settle();
  }
  expect(fights(world)).toHaveLength(1);
  await expectAtRest(world);
});

test('three times in more than ten minutes are no fight', async () => {
  const { world, overwrite } = await withBot();
  for (const time of ['14:00', '14:04', '14:11', '14:15', '14:22']) {
    world.at(time);
    expect(await overwrite(), time).toBe('**Ongoing**');
  }
  expect(fights(world)).toEqual([]);
  await expectAtRest(world);
});

test('a bot that deletes our status comment has its way, too', async () => {
  const { world, incident, postmortem } = await withBot();
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  for (let time = 0; time < 5; time += 1) {
    const [status] = await world.comments(postmortem);
    if (status) await world.as('robo[bot]').deleteComment(status.id);
    await world.settle();
  }
  expect(await world.said(postmortem)).toEqual([]);
  expect(fights(world)).toHaveLength(1);
});

test('the index is not fought over either', async () => {
  const { world } = await withBot();
  const [index] = await world.issues('postmortem-index');
  if (!index) throw new Error('there is no index');
  const overwrite = async () => {
    await world
      .as('robo[bot]')
      .edit(index.number, (body) => body.replace(/## Ongoing|### Ongoing|Ongoing/i, 'Nothing'));
    await world.settle();
    return read(await world.issue(index.number)) === read(index);
  };
  // The hash of what was written over stands in the marker.
  const read = ({ body }: { readonly body: string }) => body.replace(/ base=\w+/, '');
  expect([await overwrite(), await overwrite(), await overwrite(), await overwrite()]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(fights(world)).toHaveLength(1);
});

test('what a bot decided about the label `postmortem: incomplete` stays', async () => {
  const { world, incident, postmortem } = await withBot();
  await world.as('robo[bot]').unlabel(postmortem, 'postmortem: incomplete');
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  expect((await world.issue(postmortem)).labels).toEqual(['postmortem']);
  await world.as('robo[bot]').label(postmortem, 'postmortem: incomplete');
  await world.settle();
  expect((await world.issue(postmortem)).labels).toContain('postmortem: incomplete');
  await expectAtRest(world);
});
