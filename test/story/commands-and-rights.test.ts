/** Who may command, what is a command, and what the app answers. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

const permissionRequests = (world: World) => world.requests().list.filter((line) => line.includes('/permission'));

test('those without triage get 😕 and nothing else, whatever they command and wherever', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  const before = [await world.issues(), await world.said(incident), await world.said(postmortem)];
  const commands = [
    '/timeline 13:40 began: it was me',
    '/over',
    '/measure Fire everybody',
    '/measure #1',
    '/postmortem open',
    '/postmortem help',
    '/timelime nearly',
    '/timeline 25:99 cannot be read',
  ];
  const comments: number[] = [];
  for (const command of commands) comments.push(await world.as('zoe').comment(incident, command));
  for (const who of ['ron', 'robo', 'zoe'])
    comments.push(await world.as(who).comment(postmortem, commands.join('\n\n')));
  await world.settle();
  expect([await world.issues(), await world.said(incident), await world.said(postmortem)]).toEqual(before);
  for (const comment of comments) expect(await world.reactions(comment)).toEqual(['confused']);
  await expectAtRest(world);
});

test('before there is a postmortem, those without triage get 😕 and nothing else as well', async () => {
  const world = await createWorld();
  const issue = await world.as('zoe').open('I cannot pay');
  const comments = [
    await world.as('zoe').comment(issue, '/postmortem open'),
    await world.as('zoe').comment(issue, '/postmortem help'),
    await world.as('ron').comment(issue, '/timeline 13:50 carts'),
  ];
  await world.settle();
  expect(await world.said(issue)).toEqual([]);
  expect(await world.issues()).toHaveLength(1);
  for (const comment of comments) expect(await world.reactions(comment)).toEqual(['confused']);
  await expectAtRest(world);
});

test('each of triage, write, maintain and admin may', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  for (const who of ['tia', 'wes', 'moe', 'ann']) await world.as(who).comment(incident, `/timeline ${who} looks`);
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [14:00](#c) tia looks
    - [14:00](#c) wes looks
    - [14:00](#c) moe looks
    - [14:00](#c) ann looks"
  `);
  await expectAtRest(world);
});

test('a role is asked once for each version of a comment', async () => {
  const world = await createWorld();
  const { incident } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  world.requests();
  const zoes = await world.as('zoe').comment(incident, '/over');
  await world.settle();
  expect(permissionRequests(world)).toEqual(['GET /repos/acme/shop/collaborators/zoe/permission 200']);

  world.at('17:00');
  await world.as('ann').comment(incident, 'Well.');
  await world.as('moe').rename(incident, 'Checkout is down');
  await world.settle();
  await world.restart();
  expect(permissionRequests(world)).toEqual([]);

  await world.as('zoe').editComment(zoes, 'Please:\n/over');
  await world.settle();
  expect(permissionRequests(world)).toEqual([]);
  await world.as('zoe').editComment(zoes, '/over now');
  await world.settle();
  expect(permissionRequests(world)).toEqual(['GET /repos/acme/shop/collaborators/zoe/permission 200']);
  await expectAtRest(world);
});

test('who loses the role keeps what was recorded, and an edit of it is asked about anew', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world.as('tia').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  const roles = world.emulator.state.named('acme/shop')?.roles ?? {};
  roles.tia = 'read';
  world.at('15:00');
  await world.as('wes').comment(incident, '/timeline 14:10 scaled back');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toContain('carts');
  await world.as('tia').editComment(comment, '/timeline 13:50 discovered: it was zoe');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).not.toContain('zoe');
  expect(await world.reactions(comment)).toEqual(['confused']);
  await expectAtRest(world);
});

test('commands in code, in quotes and in HTML comments are none, and other bots have theirs', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comments: number[] = [];
  for (const body of [
    '```\n/timeline 13:50 in a fence\n```',
    '    /timeline 13:51 indented',
    '`/timeline 13:52 in a span`',
    '> /timeline 13:53 quoted',
    '> quoted\n/timeline 13:54 lazily quoted',
    '<!--\n/timeline 13:55 hidden\n-->',
    'see /timeline 13:56 in the middle',
    '/close',
    '/assign @wes',
    '/label incident',
  ])
    comments.push(await world.as('wes').comment(incident, body));
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatch(/^Nothing yet\./);
  const eyes = [];
  for (const [index, comment] of comments.entries()) {
    const reactions = await world.reactions(comment);
    if (reactions.length > 0) eyes.push([index, ...reactions]);
  }
  expect(eyes, 'those in a span or a quote look meant').toEqual([
    [2, 'eyes'],
    [3, 'eyes'],
    [4, 'eyes'],
  ]);
  expect(await world.said(incident)).toHaveLength(1);
  await expectAtRest(world);
});

test('what the App itself writes is never a command', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const app = await world.app();
  for (const issue of [incident, postmortem]) {
    await app.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      owner: 'acme',
      repo: 'shop',
      issue_number: issue,
      body: '/timeline 13:50 discovered: by myself\n/measure More of me',
    });
  }
  await world.resync();
  expect(await world.section(postmortem, 'Timeline')).toMatch(/^Nothing yet\./);
  expect(await world.children(postmortem)).toEqual([]);
  await expectAtRest(world);
});

test('/postmortem help answers with the table of commands, once for each time it is asked', async () => {
  const world = await createWorld();
  const { incident } = await openPostmortem(world);
  const asked = await world.as('tia').comment(incident, '/postmortem help');
  await world.settle();
  expect((await world.said(incident))[1]).toMatchInlineSnapshot(`
    "Write a command at the beginning of a line, in a comment on the incident or on its postmortem. A measure has commands of its own: ask there, or comment \`/accept\`, or \`/decline\` and why. You need the role triage or more.

    - \`/timeline [when] [kind:] text\`<br>Notes a moment. Times as you would write them; without one it is the comment's own. Kinds: deploy, config, discovery, comms, action, note; and the moments began, discovered, acknowledged, mitigated, over. Alone on its line it takes the lines below, or a pasted table; with the link of a comment it takes that comment.
    - \`/over [when] [text]\`<br>Declares the incident over: short for \`/timeline [when] over: text\`. The parts for the review arrive.
    - \`/summary text\`<br>Adds a paragraph to the Summary. Alone on its line it takes the lines below.
    - \`/impact text\`<br>Adds a paragraph to the Impact. Alone on its line it takes the lines below.
    - \`/apology text\`<br>Adds a paragraph to the Apology. Alone on its line it takes the lines below.
    - \`/factor [root cause:] text [seen before in #140]\`<br>Adds a contributing factor, numbered **F1**, **F2** and so on. \`root cause:\` in front is a mark and never required. Alone on its line it takes the lines below, each as an item.
    - \`/resolution text\`<br>Adds a paragraph to the Resolution. Alone on its line it takes the lines below.
    - \`/lesson text\`<br>Adds a lesson: what went well, where you were lucky, what surprised you. Alone on its line it takes the lines below, each as an item.
    - \`/artifact text\`<br>Adds a link or a picture to the Artifacts. Alone on its line it takes the lines below, each as an item.
    - \`/measure [P1] text [@ann] [by 4 December] [for F2], or /measure #45\`<br>Proposes a preventative measure as an issue of its own, with priority, owner, date, and the factor it answers, as far as you know them; or takes an existing issue for one. Alone on its line it takes the lines below, each as a measure.
    - \`/worked [#217] evidence\`<br>On a measure's own issue, or with its number on the postmortem: it held when it was needed. Say what you saw; closes it if it is open.
    - \`/failed [#217] why\`<br>On a measure's own issue, or with its number on the postmortem: it did not hold. Say what happened; reopens it if it is closed.
    - \`/postmortem not-needed why\`<br>Closes the postmortem as not planned and keeps the reason, also in the index. Reopen it to write it after all.
    - \`/postmortem join #213\`<br>Keeps the record of this incident in the postmortem of another one, by the number or the link of either; what was noted here appears there. Delete the comment to part them again. Closing an incident as a duplicate of the other does the same.
    - \`/postmortem restore\`<br>Brings back the rows of the timeline that somebody removed by hand.
    - \`/postmortem mute rule why\`<br>Silences one rule for this postmortem, by the name that stands behind its findings; the reason stays visible. Delete the comment to hear of it again.
    - \`/postmortem help\`<br>Shows what can be used where you ask.

    Edit the comment to correct it; delete or hide it to take it back. 🚀 says that it was done, 😕 that it was not.

    For a README, a link to every postmortem here:

    \`\`\`
    [Postmortems](#)
    \`\`\`"
  `);
  expect(await world.reactions(asked)).toEqual(['rocket']);
  const answer = (await world.comments(incident)).at(-1);
  expect(answer?.body).toContain(
    '\n[Postmortems](http://localhost:3000/acme/shop/issues?q=is%3Aissue%20label%3A%22postmortem-index%22)\n',
  );
  await world.as('ann').deleteComment(answer?.id ?? 0);
  await world.settle();
  expect(await world.said(incident)).toHaveLength(1);
  await world.as('wes').comment(incident, '/postmortem help');
  await world.settle();
  expect(await world.said(incident)).toHaveLength(2);
  await expectAtRest(world);
});

test('help lists what can be used where it is asked, and says whose commands count', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const wes = world.as('wes');
  await wes.comment(incident, '/measure Page us');
  await world.settle();
  const [measure = 0] = await world.children(postmortem);
  const plain = await wes.open('A question');
  for (const issue of [postmortem, measure, plain]) await wes.comment(issue, '/postmortem help');
  await world.settle();
  const help = async (issue: number) =>
    (await world.said(issue)).find((one) => one.includes('You need the role')) ?? '';
  const listed = async (issue: number) =>
    [...(await help(issue)).matchAll(/^- `(\/(?:postmortem )?[\w-]+)/gm)].map(([, name]) => name);
  expect(await listed(measure)).toEqual(['/accept', '/decline', '/worked', '/failed', '/postmortem help']);
  expect(await listed(plain)).toEqual([
    '/postmortem open',
    '/postmortem not-needed',
    '/postmortem join',
    '/postmortem help',
  ]);
  const here = await listed(postmortem);
  expect(here).toEqual(expect.arrayContaining(['/timeline', '/measure', '/worked', '/postmortem mute']));
  expect(here).not.toEqual(expect.arrayContaining(['/accept']));
  expect(here).not.toEqual(expect.arrayContaining(['/postmortem open']));
  await expectAtRest(world);
});

test('/postmortem help works on an issue that has no postmortem, and an answer that was deleted stays away', async () => {
  const world = await createWorld();
  const issue = await world.as('zoe').open('I cannot pay');
  const asked = await world.as('tia').comment(issue, '/postmortem help');
  await world.settle();
  expect(await world.said(issue)).toHaveLength(1);
  expect(await world.reactions(asked)).toEqual(['rocket']);
  const answer = (await world.comments(issue)).at(-1);
  await world.as('ann').deleteComment(answer?.id ?? 0);
  await world.as('tia').comment(issue, '/postmortem please');
  await world.settle();
  expect((await world.said(issue)).join()).not.toContain('Write a command at the beginning of a line');
  await expectAtRest(world);
});

test('a command that is nearly one gets a did-you-mean that works', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world.as('wes').comment(incident, '/timelime 13:50 discovered: carts');
  await world.settle();
  expect((await world.said(incident))[1]).toMatchInlineSnapshot(`
    "[Not recorded](#c): there is no \`/timelime\`, but there is \`/timeline\`. Edit your comment to this:

    \`\`\`
    /timeline 13:50 discovered: carts
    \`\`\`"
  `);
  expect(await world.reactions(comment)).toEqual(['confused']);
  await world.as('wes').editComment(comment, '/timeline 13:50 discovered: carts');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toContain('carts');
  await expectAtRest(world);
});

test('there is one reply: edited for the next line that cannot be read, hidden when all are mended, shown again', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const wes = world.as('wes');
  const first = await wes.comment(incident, '/timeline 25:99 carts');
  await world.settle();
  expect(await world.said(incident)).toHaveLength(2);
  const second = await wes.comment(incident, '/timeline 24:30 replica promoted');
  await world.settle();
  expect((await world.said(incident)).slice(1)).toMatchInlineSnapshot(`
    [
      "[Not recorded](#c): \`25:99\` is no time of day. Edit your comment to this:

    \`\`\`
    /timeline 2026-11-20 14:00 carts
    \`\`\`

    [Not recorded](#c): \`24:30\` is no time of day. Edit your comment to this:

    \`\`\`
    /timeline 2026-11-20 14:00 replica promoted
    \`\`\`",
    ]
  `);
  expect([await world.reactions(first), await world.reactions(second)]).toEqual([['confused'], ['confused']]);

  await wes.editComment(first, '/timeline 13:50 carts');
  await world.settle();
  expect((await world.said(incident))[1]).not.toContain('25:99');
  await wes.editComment(second, '/timeline 2026-11-20 10:00 replica promoted');
  await world.settle();
  expect((await world.said(incident))[1]).toMatch(/^\(hidden\) /);
  expect([await world.reactions(first), await world.reactions(second)]).toEqual([['rocket'], ['rocket']]);
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [10:00](#c) replica promoted
    - [13:50](#c) carts"
  `);

  await wes.comment(incident, '/timeline');
  await world.settle();
  expect((await world.said(incident)).slice(1)).toMatchInlineSnapshot(`
    [
      "[Not recorded](#c): it says no word of what happened. Edit your comment to this:

    \`\`\`
    /timeline what happened
    \`\`\`",
    ]
  `);
  await expectAtRest(world);
});

test('a reply stands where the line stands: incident and postmortem have one each', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 25:99 carts');
  const there = await world.as('wes').comment(postmortem, '/timeline 26:99 carts');
  await world.settle();
  expect((await world.said(incident)).slice(1).join()).toContain('25:99');
  expect((await world.said(postmortem)).join()).toContain('26:99');
  await world.as('wes').deleteComment(there);
  await world.settle();
  expect((await world.said(incident))[1]).not.toMatch(/^\(hidden\)/);
  expect((await world.said(postmortem))[0]).toMatch(/^\(hidden\) /);
  await expectAtRest(world);
});

test('a reply that somebody deleted stays away until there is something new to say', async () => {
  const world = await createWorld();
  const { incident } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 25:99 carts');
  await world.settle();
  const reply = (await world.comments(incident)).at(-1);
  await world.as('ann').deleteComment(reply?.id ?? 0);
  await world.settle();
  await world.as('wes').comment(incident, '/timeline 14:00 discovered: support calls');
  await world.settle();
  expect(await world.said(incident)).toHaveLength(1);
  await world.as('wes').comment(incident, '/timeline 27:99 carts');
  await world.settle();
  expect((await world.said(incident))[1]).toContain('27:99');
  await expectAtRest(world);
});

test('a reply that somebody hid stays hidden until there is something new to say', async () => {
  const world = await createWorld();
  const { incident } = await openPostmortem(world);
  const bad = await world.as('wes').comment(incident, '/timeline 25:99 carts');
  await world.settle();
  const reply = (await world.comments(incident)).at(-1);
  await world.as('moe').hideComment(incident, reply?.id ?? 0);
  await world.as('wes').comment(incident, '/timeline 14:00 discovered: support calls');
  await world.settle();
  expect((await world.said(incident))[1]).toMatch(/^\(hidden\) /);
  await world.as('wes').editComment(bad, '/timeline 26:99 carts');
  await world.settle();
  expect((await world.said(incident))[1]).toMatch(/^\[Not recorded\].*26:99/);
  await expectAtRest(world);
});

test('a command on a measure, where nothing is recorded, is told where it belongs', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/measure Page us');
  await world.settle();
  const [measure = 0] = await world.children(postmortem);
  const comment = await world.as('wes').comment(measure, '/timeline 13:50 carts\n/over');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatch(/^Nothing yet\./);
  expect(await world.reactions(comment)).toEqual(['confused']);
  expect((await world.said(measure)).join('\n')).toContain(
    'The rest belongs to [Postmortem: Checkout returns 500](#2).',
  );
  await expectAtRest(world);
});

test('where a comment holds a good line and a bad one, the good one counts and the bad one is told', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world
    .as('wes')
    .comment(incident, 'Two things:\n/timeline 13:50 discovered: carts\n/timeline 25:99 more');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toContain('carts');
  expect((await world.said(incident))[1]).toContain('`25:99` is no time of day');
  expect(await world.reactions(comment)).toEqual(['rocket', 'confused']);
  await expectAtRest(world);
});

test('a command on an issue without a postmortem says how to begin one', async () => {
  const world = await createWorld();
  const issue = await world.as('ann').open('Checkout is slow');
  const comment = await world.as('wes').comment(issue, '/timeline 13:50 carts');
  await world.as('wes').comment(issue, '/timelime is maybe of another bot');
  await world.settle();
  expect(await world.said(issue)).toMatchInlineSnapshot(`
    [
      "[Not recorded](#c): this issue has no postmortem. Comment \`/postmortem open\` to begin one, and what you wrote is read then.",
    ]
  `);
  expect(await world.reactions(comment)).toEqual(['confused']);
  await world.as('wes').label(issue, 'incident');
  await world.settle();
  expect((await world.said(issue)).find((one) => one.includes('Not recorded'))).toMatch(/timelime/);
  expect(await world.reactions(comment)).toEqual(['rocket']);
  await expectAtRest(world);
});

test('a comment whose command was edited away loses its receipt', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world.as('wes').comment(incident, '/timeline 13:50 carts');
  await world.settle();
  await world.as('wes').editComment(comment, 'Never mind.');
  await world.settle();
  expect(await world.reactions(comment)).toEqual([]);
  expect(await world.section(postmortem, 'Timeline')).toMatch(/^Nothing yet\./);
  await expectAtRest(world);
});

test('a locked incident refuses comments of visitors, and the app goes on', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('ann').api('PUT', `/repos/acme/shop/issues/${incident}/lock`, {});
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toContain('carts');
  await expectAtRest(world);
});

test('an ordinary issue costs one reading to learn, and talk on it none after that, until it is labelled', async () => {
  const world = await createWorld();
  const ordinary = await world.as('ron').open('The logo is blue');
  await world.as('ron').comment(ordinary, 'Is it?');
  await world.settle();
  world.requests();
  await world.as('wes').comment(ordinary, 'It is.');
  await world.as('wes').rename(ordinary, 'The logo is still blue');
  await world.settle();
  expect(world.requests().list).toEqual([]);
  await world.as('wes').label(ordinary, 'incident');
  await world.settle();
  expect(await world.children(ordinary)).toHaveLength(1);
  const commanded = await world.as('ron').open('The logo is green');
  await world.as('ron').comment(commanded, 'Is it?');
  await world.settle();
  await world.as('wes').comment(commanded, '/postmortem open');
  await world.settle();
  expect(await world.children(commanded)).toHaveLength(1);
  await world.as('wes').comment(commanded, '/timeline 13:50 seen');
  await world.settle();
  await expectAtRest(world);
});
