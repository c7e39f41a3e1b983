/** What the README promises, one test each. The long ways to break them are in `test/faults/`. */
import { expect, test } from 'vitest';
import { describeWorld } from '../faults/whole-story.ts';
import { createWorld, expectAtRest, openPostmortem, readable, type World } from '../world.ts';

/** A small incident, from the label to a measure that is done. Each step is an act of people and nothing else. */
const steps: readonly ((world: World) => Promise<unknown>)[] = [
  (world) => world.as('ron').open('Checkout returns 500'),
  (world) => world.as('ann').label(1, 'incident'),
  (world) => world.as('wes').comment(1, '/timeline 13:50 discovered: support calls\n/timeline 25:99 what'),
  (world) => world.as('zoe').comment(1, '/timeline 13:51 me too'),
  async (world) => {
    const [, first] = await world.comments(1);
    await world
      .as('wes')
      .editComment(first?.id ?? 0, '/timeline 13:50 discovered: support calls\n/timeline 13:55 restart');
  },
  async (world) => world.as('wes').comment(await postmortemOf(world), '/over 13:59 graphs are flat\n/measure Page us'),
  async (world) => {
    const [measure = 0] = await world.children(await postmortemOf(world));
    await world.as('moe').close(measure);
  },
];

const postmortemOf = async (world: World) => (await world.children(1))[0] ?? 0;

async function play(world: World, between: () => Promise<void>): Promise<string> {
  for (const step of steps) {
    await step(world);
    await between();
  }
  return describeWorld(world);
}

async function cleanEnd(): Promise<string> {
  const world = await createWorld();
  return play(world, () => world.settle());
}

test('Any number of passes over an unchanged postmortem writes nothing.', async () => {
  const world = await createWorld();
  const end = await play(world, () => world.settle());
  for (let time = 0; time < 3; time += 1) await expectAtRest(world);
  world.requests();
  await world.restart();
  expect(world.requests().writes).toBe(0);
  expect(describeWorld(world)).toBe(end);
});

test('Any event may be lost, doubled, late or out of order; after a resync the result is the same.', async () => {
  const end = await cleanEnd();
  for (const faults of [{ drop: 1 }, { seed: 5, drop: 0.3, duplicate: 0.5, delayMs: [0, 3] as const, reorder: true }]) {
    const world = await createWorld();
    world.emulator.faults.set(faults);
    const disturbed = await play(world, async () => {
      await world.settle();
      await world.resync();
    });
    expect(disturbed).toBe(end);
    world.emulator.faults.clear();
    await expectAtRest(world);
  }
});

test('Stopping the process between any two requests loses nothing and doubles nothing.', async () => {
  const end = await cleanEnd();
  for (const stop of [2, 5, 9]) {
    const world = await createWorld();
    let stops = 0;
    const disturbed = await play(world, async () => {
      world.emulator.faults.stopAfter = stop;
      await world.settleOrStop();
      if (world.emulator.faults.stopAfter === 0) stops += 1;
      await world.restart();
    });
    expect(disturbed, `stopped after request ${stop} of every step`).toBe(end);
    expect(stops).toBeGreaterThan(0);
    await expectAtRest(world);
  }
});

test("The app changes only the lines it owns; every other byte of a body is as its author left it. A person's undo is final.", async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 one\n/timeline 13:51 two');
  await world.settle();
  const strange =
    '\r\n*odd*  \r\n\t- [ ] box\r\n\r\n\r\n1) uno\n   <b>raw</b>\n---\n|a|b\n|-|-\n| `x` | \\_ |\n\n* * *\n';
  await world.as('wes').edit(postmortem, (body) =>
    body
      .replace('## Impact\n', `## Impact\n${strange}`)
      .split('\n')
      .filter((line) => !/^- .* one /.test(line))
      .join('\n')
      .concat(strange),
  );
  const outside = (body: string) =>
    body.replace(/<!-- postmortems:(\w+)[^>]* -->[\s\S]*?<!-- \/postmortems:\1 -->/g, '').replace(/\r\n/g, '\\r\n');
  const before = outside((await world.issue(postmortem)).body);
  await world.as('wes').comment(incident, '/timeline 13:52 three\n/measure Page us');
  await world.settle();
  const { body } = await world.issue(postmortem);
  expect(readable(body)).toMatch(/two[\s\S]*three[\s\S]*Page us/);
  expect(readable(body)).not.toContain(') one');
  expect(outside(body).replace(/\n+## Preventative measures[\s\S]*$/, '\n')).toBe(before);
  await expectAtRest(world);
});

test('A time that cannot be read for certain is refused with a suggestion, never guessed.', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  for (const when of ['25:99', '03/04 10:00', 'yesterday', '2026-02-30 10:00', '2026-11-20 23:00'])
    await world.as('wes').comment(incident, `/timeline ${when} replica promoted`);
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatch(/^Nothing yet\./);
  const reply = (await world.said(incident)).at(-1) ?? '';
  const refusals = reply.split('[Not recorded](#c): ').slice(1);
  expect(refusals).toHaveLength(5);
  const suggestions: string[] = [];
  for (const refusal of refusals) {
    const lines = refusal.split('\n').filter((line) => line.startsWith('/timeline '));
    expect(lines.length, refusal).toBeGreaterThan(0);
    suggestions.push(...lines);
  }
  await world.as('tia').comment(postmortem, suggestions.join('\n'));
  await world.settle();
  expect(await world.said(postmortem)).toHaveLength(1);
  expect((await world.section(postmortem, 'Timeline')).match(/^- /gm)?.length).toBe(new Set(suggestions).size);
  await expectAtRest(world);
});

test('Every finding names the section, the reason and the remedy. No stack trace ever reaches an issue.', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/over 13:59');
  await world.settle();
  const [status = ''] = await world.said(postmortem);
  const findings = status.split('\n').filter((line) => line.startsWith('- **'));
  expect(findings).toHaveLength(8);
  for (const finding of findings)
    expect(finding).toMatch(
      /^- \*\*[A-Z][a-z ]+\*\*(?:: ".+"| (?:is|has|does|holds|says))\b.*[.?] .+[.?"](?: `[a-z-]+`)?$/,
    );

  world.emulator.faults.set({ failEvery: 3, status: 500 });
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: \u0000\uD800 ]]> {{x}} %s\n/measure #999999999');
  await world.settle();
  world.emulator.faults.clear();
  await world.resync();
  for (const issue of await world.issues()) {
    const texts = [issue.body, ...(await world.comments(issue.number)).map((one) => one.body)];
    expect(texts.join('\n')).not.toMatch(/\bat .*(?:\.ts|\.js|node:)|Error:|undefined|\[object|NaN/);
  }
  await expectAtRest(world);
});

test('People without the right to do a thing cannot make the app do it for them.', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world.as('wes').comment(incident, '/timeline 13:50 discovered: support calls\n/over 13:59');
  const victim = await world.as('ann').open('Roadmap');
  await world.settle();
  const before = await world.issues();
  const said = [await world.said(incident), await world.said(postmortem)];
  for (const who of ['zoe', 'ron']) {
    for (const issue of [incident, postmortem, victim]) {
      await world
        .as(who)
        .comment(issue, `/measure #${victim}\n/measure Delete it all\n/over\n/postmortem open\n/postmortem help`);
    }
    await world
      .as(who)
      .comment(incident, `> /timeline 13:50 discovered: support calls\n\n<!-- c${comment}.00000000 -->`);
    const own = await world.as(who).open('Mine');
    await world.as(who).comment(own, '/postmortem open');
    await expect(world.as(who).label(own, 'incident')).rejects.toThrow('403');
    await expect(world.as(who).editComment(comment, '/over')).rejects.toThrow('403');
  }
  await world.settle();
  expect((await world.issues()).slice(0, before.length)).toEqual(before);
  expect((await world.issues()).slice(before.length).map((one) => [one.title, one.labels])).toEqual([
    ['Mine', []],
    ['Mine', []],
  ]);
  expect([await world.said(incident), await world.said(postmortem)]).toEqual(said);
  expect(await world.children(postmortem)).toEqual([]);
  await expectAtRest(world);
});
