/** A person who saves between our last look and our write loses nothing: what we overwrote comes back. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

/** A postmortem of one row, whose body the app is about to write. */
async function beforeWriting(world: World) {
  const { incident, postmortem } = await openPostmortem(world);
  const first = await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  return { incident, postmortem, first, write: new RegExp(`^PATCH .*/issues/${postmortem}$`) };
}

const rows = async (world: World, postmortem: number) =>
  (await world.section(postmortem, 'Timeline')).split('\n').filter((line) => line.startsWith('- '));

test('what a person saves in the moment of our write comes back, and our rows stay', async () => {
  const world = await createWorld();
  const { incident, postmortem, write } = await beforeWriting(world);
  world.justBefore(write, () =>
    world.as('moe').write(postmortem, { Summary: 'Nobody could pay.', Impact: 'All of them.' }),
  );
  await world.as('wes').comment(incident, '/timeline 13:55 restart');
  await world.settle();
  expect(await world.section(postmortem, 'Summary')).toBe('Nobody could pay.');
  expect(await world.section(postmortem, 'Impact')).toBe('All of them.');
  expect(await rows(world, postmortem)).toEqual(['- [13:50](#c) **discovered:** carts', '- [13:55](#c) restart']);
  await expectAtRest(world);
});

test('it comes back where our write brought the sections of the review, saved by a browser with its line ends', async () => {
  const world = await createWorld();
  const { incident, postmortem, write } = await beforeWriting(world);
  world.justBefore(write, () =>
    world
      .as('moe')
      .edit(postmortem, (body) =>
        body.replace(/## Summary\n\n<!--.*-->/, '## Summary\n\nNobody paid.').replaceAll('\n', '\r\n'),
      ),
  );
  await world.as('wes').comment(incident, '/over 13:59 well again');
  await world.settle();
  expect(await world.section(postmortem, 'Summary')).toBe('Nobody paid.');
  const text = await world.read(postmortem);
  expect(text.match(/^## .*$/gm)).toEqual(
    [
      'Summary',
      'Apology',
      'Impact',
      'Timeline',
      'Contributing factors',
      'Resolution',
      'Preventative measures',
      'Lessons',
      'Artifacts',
    ].map((heading) => `## ${heading}`),
  );
  await expectAtRest(world);
});

test('where the present text says something else by now, both stay', async () => {
  const world = await createWorld();
  const { incident, postmortem, write } = await beforeWriting(world);
  await world.as('moe').write(postmortem, { Summary: 'Carts were empty.\nPeople left.' });
  await world.settle();
  world.emulator.faults.set({ delayMs: [5, 5] });
  world.justBefore(write, async () => {
    await world.as('moe').edit(postmortem, (body) => body.replace('Carts were empty.', 'All carts were empty.'));
    world.justBefore(/ReadCase|graphql/, () =>
      world.as('ann').edit(postmortem, (body) => body.replace('Carts were empty.', 'Carts were empty for an hour.')),
    );
  });
  await world.as('wes').comment(incident, '/timeline 13:55 restart');
  await world.settle();
  world.emulator.faults.clear();
  expect(await world.section(postmortem, 'Summary')).toBe(
    'All carts were empty.\nCarts were empty for an hour.\nPeople left.',
  );
  await expectAtRest(world);
});

test('rows written and changed by hand in that moment come back, and the row of an edited comment stays as it reads now', async () => {
  const world = await createWorld();
  const { incident, postmortem, write } = await beforeWriting(world);
  world.justBefore(write, () =>
    world
      .as('moe')
      .edit(postmortem, (body) =>
        body
          .replace('carts <!--', 'carts, with a [graph](https://g.example) <!--')
          .replace('\n\n<!-- /postmortems:timeline', '\n- 13:52 by hand\n  ![graph](https://g.example/1.png)$&'),
      ),
  );
  await world.as('wes').comment(incident, '/timeline 13:51 restart');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [13:50](#c) **discovered:** carts, with a [graph](https://g.example)
    - [13:51](#c) restart
    - 13:52 by hand
      ![graph](https://g.example/1.png)"
  `);
  await expectAtRest(world);
});

test('a row removed by hand in that moment stays away', async () => {
  const world = await createWorld();
  const { incident, postmortem, write } = await beforeWriting(world);
  await world.as('wes').comment(incident, '/timeline 13:51 passwords');
  await world.settle();
  world.justBefore(write, () => world.as('moe').edit(postmortem, (body) => body.replace(/\n- .* passwords .*/, '')));
  await world.as('wes').comment(incident, '/timeline 13:55 restart');
  await world.settle();
  expect(await rows(world, postmortem)).toEqual(['- [13:50](#c) **discovered:** carts', '- [13:55](#c) restart']);
  await world.as('wes').comment(incident, '/timeline 13:56 again');
  await world.settle();
  expect(await world.read(postmortem)).not.toContain('passwords');
  await expectAtRest(world);
});

test('a second lost edit, under the write that brought the first one back, comes back as well', async () => {
  const world = await createWorld();
  const { incident, postmortem, write } = await beforeWriting(world);
  world.justBefore(write, async () => {
    await world.as('moe').write(postmortem, { Summary: 'Nobody could pay.' });
    world.justBefore(write, () => world.as('ann').write(postmortem, { Impact: 'All of them.' }));
  });
  await world.as('wes').comment(incident, '/timeline 13:55 restart');
  await world.settle();
  expect([await world.section(postmortem, 'Summary'), await world.section(postmortem, 'Impact')]).toEqual([
    'Nobody could pay.',
    'All of them.',
  ]);
  await expectAtRest(world);
});

test('what a person took out again after it came back stays out, though GitHub tells of the loss once more', async () => {
  const world = await createWorld();
  const { incident, postmortem, write } = await beforeWriting(world);
  world.justBefore(write, () => world.as('moe').write(postmortem, { Summary: 'Nobody could pay.' }));
  await world.as('wes').comment(incident, '/timeline 13:55 restart');
  await world.settle();
  await world.as('moe').edit(postmortem, (body) => body.replace('Nobody could pay.', ''));
  await world.settle();
  const deliveries = [...world.emulator.hooks.log];
  for (const one of [...deliveries, ...deliveries.toReversed()]) await world.emulator.hooks.redeliver(one);
  await world.settle();
  expect(await world.section(postmortem, 'Summary')).toBe('');
  await expectAtRest(world);
});

test('when the event is lost a resync finds it in the last edits, though the process does not know what it had read', async () => {
  const world = await createWorld();
  const { incident, postmortem, write } = await beforeWriting(world);
  world.emulator.faults.set({ drop: 1 });
  await world.as('wes').comment(incident, '/timeline 13:55 restart\n/over 13:59');
  world.justBefore(write, () => world.as('moe').write(postmortem, { Summary: 'Nobody could pay.' }));
  await world.resync();
  expect(await world.section(postmortem, 'Summary')).toBe('');
  await world.restart();
  expect(await world.section(postmortem, 'Summary')).toBe('Nobody could pay.');
  expect(await rows(world, postmortem)).toHaveLength(3);
  expect((await world.read(postmortem)).match(/^## /gm)).toHaveLength(9);
  await expectAtRest(world);

  await world.as('moe').edit(postmortem, (body) => body.replace('Nobody could pay.', ''));
  await world.restart();
  expect(await world.section(postmortem, 'Summary')).toBe('');
  await expectAtRest(world);
});

test('it comes back where a measure is made first, which is done before any writing', async () => {
  const world = await createWorld();
  const { incident, postmortem, write } = await beforeWriting(world);
  world.justBefore(write, async () => {
    await world.as('moe').write(postmortem, { Summary: 'Nobody could pay.' });
    await world.as('wes').comment(incident, '/measure Refuse it');
  });
  await world.as('wes').comment(incident, '/timeline 13:55 restart');
  await world.settle();
  expect(await world.section(postmortem, 'Summary')).toBe('Nobody could pay.');
  expect(await world.section(postmortem, 'Preventative measures')).toContain('Refuse it');
  await expectAtRest(world);
});

test('when the event is lost it is found below later writes of ours', async () => {
  const world = await createWorld();
  const { incident, postmortem, write } = await beforeWriting(world);
  world.emulator.faults.set({ drop: 1 });
  await world.as('wes').comment(incident, '/timeline 13:55 restart');
  world.justBefore(write, () =>
    world.as('moe').edit(postmortem, (body) => body.replace('carts <!--', 'carts, all <!--')),
  );
  await world.resync();
  world.emulator.faults.clear();
  await world.as('wes').comment(incident, '/timeline 13:56 again');
  await world.settle();
  expect(await world.read(postmortem)).not.toContain('carts, all');
  await world.restart();
  expect(await rows(world, postmortem)).toEqual([
    '- [13:50](#c) **discovered:** carts, all',
    '- [13:55](#c) restart',
    '- [13:56](#c) again',
  ]);
  await expectAtRest(world);
});

test('an event of our own write that lost nothing asks nothing of GitHub', async () => {
  const world = await createWorld();
  const { incident } = await beforeWriting(world);
  await world.as('wes').comment(incident, '/timeline 13:55 restart');
  await world.settle();
  const own = world.emulator.hooks.log.filter(({ body }) => body.includes('"login":"postmortems[bot]"'));
  expect(own.length).toBeGreaterThan(0);
  world.requests();
  for (const one of own) await world.emulator.hooks.redeliver(one);
  await world.settle();
  expect(world.requests().list).toEqual([]);
});

test('what somebody writes into the index in the moment before our write comes back, once, and may be taken out again', async () => {
  const world = await createWorld();
  await openPostmortem(world);
  const number = (await world.issues('postmortem-index'))[0]?.number ?? 0;
  const ann = world.as('ann');
  await ann.edit(number, (body) => `Read this first.\n\n${body}\nOn call: see the wiki.\n`);
  await world.settle();
  world.justBefore(new RegExp(`PATCH .*/issues/${number}$`), () =>
    ann.edit(number, (body) => body.replace('see the wiki', 'see the handbook').replace(/^/, 'A word above all.\n\n')),
  );
  world.requests();
  await openPostmortem(world, 'Search is slow');
  // One that writes over her words, one that brings them back.
  expect(world.requests().list.filter((one) => one.startsWith('PATCH'))).toHaveLength(2);
  const text = await world.read(number);
  expect(text.match(/A word above all\./g)).toHaveLength(1);
  expect(text).toMatch(
    /^A word above all\.\n\nRead this first\.\n[\s\S]*Search is slow[\s\S]*On call: see the handbook\.\n?$/,
  );
  await expectAtRest(world);
  await ann.edit(number, (body) => body.replace('A word above all.\n\n', ''));
  await world.settle();
  for (const one of [...world.emulator.hooks.log]) await world.emulator.hooks.redeliver(one);
  await world.settle();
  expect(await world.read(number)).toMatch(/^Read this first\./);
  await expectAtRest(world);
});

test('what was written into the index comes back, though GitHub’s word of it was lost, and may be taken out again', async () => {
  const world = await createWorld();
  await openPostmortem(world);
  const number = (await world.issues('postmortem-index'))[0]?.number ?? 0;
  const ann = world.as('ann');
  const write = new RegExp(`PATCH .*/issues/${number}$`);
  world.justBefore(write, async () => {
    await ann.edit(number, (body) => `Read this first.\n\n${body}\nOn call: see the wiki.\n`);
    world.emulator.faults.set({ drop: 1 });
  });
  await openPostmortem(world, 'Search is slow');
  world.emulator.faults.clear();
  expect(await world.read(number)).not.toContain('Read this first.');
  await world.restart();
  expect(await world.read(number)).toMatch(
    /^Read this first\.\n[\s\S]*Search is slow[\s\S]*On call: see the wiki\.\n?$/,
  );
  await expectAtRest(world);
  await ann.edit(number, (body) => body.replace('Read this first.\n\n', ''));
  await world.settle();
  await world.restart();
  expect(await world.read(number)).not.toContain('Read this first.');
  await expectAtRest(world);
});
