import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem } from '../world.ts';

/** The clock of the world stands at 14:00 on 20 November 2026, a Friday, when the postmortem is opened. */
test('a pasted timeline becomes rows; each line that was not read is given back', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  world.at('15:00');
  const comment = await world
    .as('wes')
    .comment(
      incident,
      [
        '/timeline',
        'All times in CET',
        '',
        '- 14:20 deploy: release 812',
        '- **14:48** - began: every card payment fails',
        '  - only cards, invoices work',
        '- 15:02 discovered: support | three calls',
        '- somebody restarted the cache',
        '',
        '| Time | Event |',
        '|---|---|',
        '| 15:20 | comms: status page says so |',
        '',
        'Thanks, all!',
      ].join('\r\n'),
    );
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [13:20](#c) deploy: release 812
    - [13:48](#c) **began:** every card payment fails only cards, invoices work
    - [14:02](#c) **discovered:** support | three calls
    - [14:20](#c) comms: status page says so"
  `);
  expect(await world.reactions(comment)).toEqual(['rocket', 'confused']);
  expect((await world.said(incident)).at(-1)).toMatchInlineSnapshot(`
    "[Read 4 of 5 lines](#c). This one was not. Edit your comment to say when it was, as in \`14:05 what happened\`:

    \`\`\`
    - somebody restarted the cache
        no time stands in it
    \`\`\`

    <details>
    <summary>What was read</summary>

    - 13:20 deploy, from \`14:20\`
    - 13:48 began, from \`14:48\`
    - 14:02 discovered, from \`15:02\`
    - 14:20 comms, from \`15:20\`

    </details>"
  `);
  await expectAtRest(world);
  await world
    .as('wes')
    .editComment(
      comment,
      '/timeline\nAll times in CET\n- 14:20 deploy: release 812\n- 15:02 discovered: support, three calls',
    );
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [13:20](#c) deploy: release 812
    - [14:02](#c) **discovered:** support, three calls"
  `);
  expect(await world.reactions(comment)).toEqual(['rocket']);
  await expectAtRest(world);
});

test("GitLab's form, with a bar in the words, a slash and a dot in the date", async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  world.at('15:00');
  await world
    .as('wes')
    .comment(
      incident,
      '/timeline a | b fails | 2026-11-20 13:40\n/timeline limit | 2026/11/20 13:41\n/timeline pool raised | 20.11.2026 13:42\n/timeline one | two',
    );
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [13:40](#c) a | b fails
    - [13:41](#c) limit
    - [13:42](#c) pool raised
    - [15:00](#c) one | two"
  `);
  await expectAtRest(world);
});

test('times that count from the discovery move with it, and wait for it', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  world.at('15:00');
  const comment = await world
    .as('wes')
    .comment(incident, '/timeline T+12m action: restarted\n/tl T-72h config: pool raised');
  await world.settle();
  expect((await world.said(incident)).at(-1)).toMatchInlineSnapshot(`
    "[Not recorded](#c): \`T+12m\` counts from the discovery, and none is noted yet. Edit your comment to this:

    \`\`\`
    /timeline 2026-11-20 15:00 action: restarted
    \`\`\`

    [Not recorded](#c): \`T-72h\` counts from the discovery, and none is noted yet. Edit your comment to this:

    \`\`\`
    /timeline 2026-11-20 15:00 config: pool raised
    \`\`\`"
  `);
  const discovered = await world.as('tia').comment(incident, '/timeline 14:02 discovered: calls');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**17 November 2026** (UTC)

    - [14:02](#c) config: pool raised

    **20 November**

    - [14:02](#c) **discovered:** calls
    - [14:14](#c) action: restarted"
  `);
  expect(await world.reactions(comment)).toEqual(['rocket']);
  await world.as('tia').editComment(discovered, '/timeline 14:05 discovered: calls');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**17 November 2026** (UTC)

    - [14:05](#c) config: pool raised

    **20 November**

    - [14:05](#c) **discovered:** calls
    - [14:17](#c) action: restarted"
  `);
  await expectAtRest(world);
});

test('a comment becomes an entry at its own time by its link', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  world.at('14:10');
  const said = await world
    .as('ron')
    .comment(incident, 'The **load balancer** sends all to one node.\n\nI look at the others now.');
  world.at('15:00');
  const { html_url } = await world
    .as('ron')
    .api<{ html_url: string }>('GET', `/repos/acme/shop/issues/comments/${said}`);
  const command = await world.as('wes').comment(incident, `/timeline ${html_url}`);
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toContain(
    '- [14:10](#c) The **load balancer** sends all to one node.',
  );
  await world.as('ron').editComment(said, 'The balancer sends all to one node.');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toContain('- [14:10](#c) The balancer sends all to one node.');
  await world.as('ron').deleteComment(said);
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).not.toContain('balancer');
  expect(await world.reactions(command)).toEqual(['confused']);
  await expectAtRest(world);
});

test('rows written by hand are put in order and kept in their words', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:30 first\n/timeline 13:50 last');
  await world.settle();
  world.at('16:00');
  await world
    .as('wes')
    .edit(postmortem, (body) =>
      body.replace(
        /\n\n<!-- \/postmortems:timeline -->/,
        '\n- 13:40 by **hand**\n* ~1:35 pm comms: page up\n- nobody knows when\n$&',
      ),
    );
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [13:30](#c) first
    * ~1:35 pm comms: page up
    - nobody knows when
    - 13:40 by **hand**
    - [13:50](#c) last"
  `);
  await expectAtRest(world);
});

test('rows by hand into an empty list, with and without a day', async () => {
  const world = await createWorld();
  const { postmortem } = await openPostmortem(world);
  world.at('16:00');
  await world
    .as('wes')
    .edit(postmortem, (body) =>
      body.replace(/Nothing yet\..*/, '- 14:20 restarted\n- 18 Nov 16:20 pool raised\n- 2 pm discovered: calls'),
    );
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**18 November 2026** (UTC)

    - 18 Nov 16:20 pool raised

    **20 November**

    - 2 pm discovered: calls
    - 14:20 restarted"
  `);
  await expectAtRest(world);
});

test('prose below the list that begins with a time stays prose', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:30 first');
  await world.settle();
  const prose = '13:00 is when the sale began, so we think it is related.';
  await world
    .as('wes')
    .edit(postmortem, (body) => body.replace(/\n\n<!-- \/postmortems:timeline -->/, `\n\n${prose}$&`));
  await world.as('wes').comment(incident, '/timeline 13:40 second');
  await world.settle();
  expect((await world.section(postmortem, 'Timeline')).split('\n')).toContain(prose);
  await expectAtRest(world);
});

test('a row removed by hand comes back by /postmortem restore, and only then', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:30 kept\n/timeline 13:40 secret');
  await world.settle();
  await world.as('wes').edit(postmortem, (body) => body.replace(/^.*\[13:40\].*\n/m, ''));
  await world.settle();
  const [status] = await world.said(postmortem);
  expect(status).toContain(
    'The row of 13:40 was removed by hand and stays away. `/postmortem restore` brings it back.',
  );
  expect(status).not.toContain('secret');
  const restore = await world.as('tia').comment(postmortem, '/postmortem restore');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toContain('secret');
  expect(await world.reactions(restore)).toEqual(['rocket']);
  await expectAtRest(world);
  await world.as('wes').edit(postmortem, (body) => body.replace(/^.*\[13:40\].*\n/m, ''));
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).not.toContain('secret');
  await expectAtRest(world);
});

test('a command in backticks or a quote gets 👀 and a line; what repeats an earlier comment does not', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:30 first');
  const span = await world.as('wes').comment(incident, '`/timeline 13:40 meant`');
  const reply = await world.as('ron').comment(incident, '> /timeline 13:30 first\n\nAre you sure?');
  await world.settle();
  expect(await world.reactions(span)).toEqual(['eyes']);
  expect(await world.reactions(reply)).toEqual([]);
  expect((await world.said(postmortem))[0]).toContain(
    '[14:00](#c) not recorded: the line stands in backticks. Write it on a line of its own to record it.',
  );
  await expectAtRest(world);
});

test('a second declaration is an entry, the first one counts, and the status asks which is right', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:30 discovered: calls');
  await world.as('wes').comment(incident, '/timeline 13:50 over: quiet');
  await world.as('wes').comment(incident, '/timeline 13:55 over: now really');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toContain('**over:** now really');
  expect(await world.read(postmortem)).toContain('13:30 to 13:50 UTC');
  expect((await world.said(postmortem))[0]).toContain('says over more than once, at 13:50 and 13:55.');
  await expectAtRest(world);
});

test('a range and an about stay as they were typed, more than a day later a time needs its date', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  world.at('15:00');
  await world
    .as('wes')
    .comment(
      incident,
      '/timeline 14:05–14:20 action: restarts, one by one\n/timeline ca. 14:30 discovery: the limit is 500',
    );
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [14:05–14:20](#c) action: restarts, one by one
    - [~14:30](#c) discovery: the limit is 500"
  `);
  world.at('2026-11-22T09:00:00Z');
  await world
    .as('wes')
    .comment(incident, '/timeline 13:31 deploy: web servers from 8 to 16\n/timeline Fri 13:20 config: pool raised');
  await world.settle();
  expect((await world.said(incident)).at(-1)).toMatchInlineSnapshot(`
    "[Not recorded](#c): the incident began more than a day before, so \`13:31\` needs its date. Edit your comment to one of these:

    \`\`\`
    /timeline 2026-11-20 13:31 deploy: web servers from 8 to 16
    /timeline 2026-11-21 13:31 deploy: web servers from 8 to 16
    \`\`\`"
  `);
  expect(await world.section(postmortem, 'Timeline')).toContain('[13:20](#c) config: pool raised');
  await expectAtRest(world);
});

test('a command that a visitor quotes gets no word: neither 👀 nor a line, and the role is asked once', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:30 first');
  await world.settle();
  const comment = await world.as('zoe').comment(incident, '`/timeline 13:40 look at me`');
  await world.settle();
  expect(await world.reactions(comment)).toEqual([]);
  expect((await world.said(postmortem))[0]).not.toContain('not recorded');
  world.at('18:00');
  world.requests();
  await world.as('zoe').comment(incident, 'Hello?');
  await world.settle();
  expect(world.requests().list.filter((line) => line.includes('/permission'))).toEqual([]);
  await expectAtRest(world);
});

test('a time that counts from the discovery counts from the one that the list shows', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  world.at('15:00');
  await world.as('wes').comment(postmortem, '/timeline 14:02 discovered: calls');
  await world.as('wes').comment(incident, '/timeline 14:20 discovered: once more');
  await world.as('wes').comment(incident, '/timeline T+5m action: restarted');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toContain('- [14:07](#c) action: restarted');
  await world.as('wes').edit(postmortem, (body) => body.replace('[14:02]', '[14:03]'));
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toContain('- [14:08](#c) action: restarted');
  await expectAtRest(world);
});

test('a large paste of which nothing can be read gets a reply that fits, and says how much it leaves out', async () => {
  const world = await createWorld();
  const { incident } = await openPostmortem(world);
  const lines = Array.from({ length: 1200 }, (_, n) => `- somebody did something, number ${n}`);
  const comment = await world.as('wes').comment(incident, `/timeline\n${lines.join('\n')}`);
  await world.settle();
  const reply = (await world.said(incident)).at(-1) ?? '';
  expect(reply).toContain('[Read 0 of 1200 lines](#c).');
  expect(reply).toMatch(/… and \d+ more lines\. These come first\./);
  expect(reply.length).toBeLessThan(50_000);
  expect(await world.reactions(comment)).toEqual(['confused']);
  await expectAtRest(world);
});
