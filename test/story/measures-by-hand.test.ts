/** Measures that people list in the page by hand: offered as proposals, made by one answer, and never asked about again. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

const heading = 'Preventative measures';
const region = (world: World, postmortem: number) => world.section(postmortem, heading);
const status = async (world: World, postmortem: number) => (await world.said(postmortem))[0] ?? '';

/** Over, and with these lines below the list of measures. */
async function withLines(world: World, ...lines: string[]) {
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline discovered: support calls\n/over all is well');
  await world.settle();
  await world
    .as('ann')
    .edit(postmortem, (body) => body.replace('<!-- /postmortems:measures -->', `$&\n\n${lines.join('\n')}`));
  await world.settle();
  return { incident, postmortem };
}

/** What stands in the block that is ready to be copied. */
const offered = (text: string) => /^(`{3,})\n([\s\S]*?)\n\1$/m.exec(text)?.[2];

test('items of a list are offered as proposals, and one answer makes an issue of each', async () => {
  const world = await createWorld();
  const { postmortem } = await withLines(
    world,
    '- Alert on replica lag',
    '- P1 Page us when card payments fail @moe by 4 December',
  );
  expect(await status(world, postmortem)).toMatchInlineSnapshot(`
    "**Next: Contributing factors.** How did each thing that helped it along come to be? One line for each; most incidents have several. Comment \`/factor\` and your answer, or edit the page.

    2 of 7 parts written

    **2 preventative measures are written by hand, and nobody follows them yet.** To make an issue of each, copy this into a comment:

    \`\`\`
    /measure
    - Alert on replica lag
    - P1 Page us when card payments fail @moe by 4 December
    \`\`\`

    <details>
    <summary>Still to write: Contributing factors, Summary, Apology, Impact, Resolution, Preventative measures</summary>

    - **Contributing factors** is empty. Write one line for each thing that helped it along; how did it come to be?
    - **Summary** is empty. One or two sentences that a customer would understand are enough.
    - **Apology** is empty. Say who was hurt and how: "We are sorry that people could not pay."
    - **Impact** is empty. No number at hand? Say so, and why.
    - **Resolution** is empty. What did you do that ended it?
    - **Preventative measures** has 2 items by hand, and nobody follows them. Comment \`/measure\` with such items on the lines below it, and strike out (\`~~\`) what is not worth doing.

    </details>

    <details>
    <summary>Worth a look: 2 hints</summary>

    - **Timeline** does not say when those it hurt were told. If they were, comment \`/timeline 14:20 comms:\` and how. \`timeline-no-comms\`
    - **Timeline** says that people noticed first. How could an alert have told you? If one could, comment \`/measure\` and which. \`timeline-found-by-people\`

    If one is of no use here, comment \`/postmortem mute\`, its name and why.

    </details>

    <details>
    <summary>Read: 2 entries</summary>

    - [14:00](#c) discovered
    - [14:00](#c) over

    </details>"
  `);
  await expectAtRest(world);
  await world.as('wes').comment(postmortem, offered(await status(world, postmortem)) ?? '');
  await world.settle();
  const made = await Promise.all((await world.children(postmortem)).map(async (one) => (await world.issue(one)).title));
  expect(made).toEqual(['Page us when card payments fail', 'Alert on replica lag']);
  expect(await region(world, postmortem)).toMatchInlineSnapshot(`
    "- [Page us when card payments fail](#5)<br>P1 · proposed · moe · by 4 December
    - [Alert on replica lag](#4)<br>proposed"
  `);
  expect(await status(world, postmortem)).not.toContain('by hand');
  await expectAtRest(world);
});

test('an item that says more than its row becomes the link, and keeps what is below it', async () => {
  const world = await createWorld();
  const { postmortem } = await withLines(
    world,
    '1. [ ] Alert on replica lag',
    '   - the exporter has the number already',
    '2. P2 Keep the budget in one file by +30d',
  );
  await world.as('wes').comment(postmortem, '/measure Alert on replica lag\n/measure Keep the budget in one file');
  await world.settle();
  expect(await region(world, postmortem)).toMatchInlineSnapshot(`
    "- [Alert on replica lag](#4)<br>proposed
    - [Keep the budget in one file](#5)<br>proposed

    1. [ ] [Alert on replica lag](#4)
       - the exporter has the number already
    2. P2 [Keep the budget in one file](#5) by +30d"
  `);
  expect(offered(await status(world, postmortem))).toBeUndefined();
  await world.as('wes').rename((await world.children(postmortem))[0] ?? 0, 'Page us on replica lag');
  await world.settle();
  expect(offered(await status(world, postmortem))).toBeUndefined();
  await expectAtRest(world);
});

test('what is no proposal is not offered: sentences, links, what is struck out, and what only asks for words', async () => {
  const world = await createWorld();
  const { postmortem } = await withLines(
    world,
    'The sale was the last of its kind.',
    '',
    '- [SHOP-12](https://tracker.example.com/SHOP-12) alert on lag',
    '- #1',
    '- ~~Raise the limit~~',
    '- None of the others',
    '- TODO',
    '- /timeline 14:05 something',
    '',
    '> - Said by somebody else',
    '',
    '```',
    '- a line of a log',
    '```',
  );
  expect(await status(world, postmortem)).not.toContain('by hand');
  await expectAtRest(world);
});

test('while it goes on nobody is asked about lists', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline discovered: support calls');
  await world.settle();
  await world.as('ann').edit(postmortem, (body) => `${body}\n## ${heading}\n\n- Alert on replica lag\n`);
  await world.settle();
  expect(await status(world, postmortem)).not.toContain('by hand');
  await world.as('wes').comment(incident, '/over all is well');
  await world.settle();
  expect(offered(await status(world, postmortem))).toBe('/measure\n- Alert on replica lag');
  await expectAtRest(world);
});

test('an item that somebody writes again stays, and asks for nothing while its measure is there', async () => {
  const world = await createWorld();
  const { postmortem } = await withLines(world, '- Alert on replica lag');
  await world.as('wes').comment(postmortem, '/measure Alert on replica lag');
  await world.settle();
  const body = (await world.issue(postmortem)).body;
  expect(body).not.toContain('- Alert on replica lag');
  await world
    .as('ann')
    .edit(postmortem, (text) => text.replace('<!-- /postmortems:measures -->', '$&\n\n- Alert on replica lag'));
  await world.settle();
  expect((await world.issue(postmortem)).body).toContain('- Alert on replica lag');
  expect(await status(world, postmortem)).not.toContain('by hand');
  await expectAtRest(world);
});

test('words that would end the block or forge a marker stay words', async () => {
  const world = await createWorld();
  const { postmortem } = await withLines(
    world,
    '- Say ```` in a `runbook` <!-- postmortems:status --> @everyone and @moe too',
    `- ${'long '.repeat(200)}`,
  );
  const text = await status(world, postmortem);
  expect(
    offered(text)
      ?.split('\n')
      .map((line) => line.length),
  ).toEqual([8, 48, 253]);
  expect(await world.said(postmortem)).toHaveLength(1);
  await world.as('wes').comment(postmortem, offered(text) ?? '');
  await world.settle();
  expect(await world.children(postmortem)).toHaveLength(2);
  expect(offered(await status(world, postmortem))).toBeUndefined();
  await expectAtRest(world);
});

test('a page that somebody else wrote keeps its list, with links in the place of words', async () => {
  const world = await createWorld();
  const ann = world.as('ann');
  const page = await ann.open('Outage of the search', {
    body: '# Outage\n\n## Timeline\n\n- 2026-11-19 14:02 UTC discovered: support calls\n- 2026-11-19 15:02 UTC resolved\n\n## Action items\n\n- Alert on replica lag\n- Keep the logs\n',
  });
  await ann.label(page, 'postmortem');
  await world.settle();
  expect(offered(await status(world, page))).toBe('/measure\n- Alert on replica lag\n- Keep the logs');
  await world.as('wes').comment(page, '/measure Keep the logs');
  await world.settle();
  expect(await world.section(page, 'Action items')).toMatchInlineSnapshot(`
    "- [Keep the logs](#3)<br>proposed

    - Alert on replica lag
    - [Keep the logs](#3)"
  `);
  expect(offered(await status(world, page))).toBe('/measure\n- Alert on replica lag');
  await expectAtRest(world);
});
