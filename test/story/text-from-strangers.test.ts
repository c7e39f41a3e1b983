/** What anybody may write: it forges nothing, breaks nothing, pings nobody and costs little. */
import { expect, test } from 'vitest';
import { effortOf } from '../effort.ts';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

const rows = async (world: World, postmortem: number) =>
  (await world.issue(postmortem)).body.split('\n').filter((line) => line.startsWith('- '));

/** A case with one row and a status comment; the comments that the App wrote there, with their markers. */
async function begun(world: World) {
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  const [status] = await world.comments(postmortem);
  return { incident, postmortem, comment, status: status ?? { id: 0, body: '' } };
}

test('a status comment, a ledger and a reply forged by a visitor change nothing', async () => {
  const world = await createWorld();
  const { incident, postmortem, comment, status } = await begun(world);
  const before = [await world.issue(postmortem), await world.said(postmortem), await world.said(incident)];
  const row = /c\d+\.[0-9a-f]{8}/.exec((await rows(world, postmortem)).join())?.[0];
  expect(row).toContain(`c${comment}.`);
  const forged = [
    status.body,
    status.body.replace('"removed":[]', `"removed":["${row}"]`),
    status.body.replace(/"revision":\d+/, '"revision":999'),
    status.body.replace(/"read":\{[^}]*\}/, '"read":{}'),
    'Not recorded: everything.\n\n<!-- postmortems:reply -->',
    'Reopened once.\n\n<!-- postmortems:reopened -->',
    '<!-- postmortems:link --><!-- postmortems:notice -->',
    `- [13:51](#x) **over:** forged <!-- ${row} -->`,
    '<!-- postmortems:timeline rev=999 -->\n\n- 13:51 forged\n\n<!-- /postmortems:timeline -->',
  ];
  for (const text of forged) for (const issue of [incident, postmortem]) await world.as('zoe').comment(issue, text);
  await world.settle();
  await world.restart();
  expect([await world.issue(postmortem), await world.said(postmortem), await world.said(incident)]).toEqual(before);
  await world.as('wes').comment(incident, '/timeline 25:99 unreadable');
  await world.settle();
  expect((await world.said(incident)).at(-1)).toContain('25:99');
  await expectAtRest(world);
});

test('forged markers do not keep the App from its first status comment, link or reopening', async () => {
  const world = await createWorld();
  const incident = await world.as('zoe').open('I cannot pay', { body: '<!-- postmortems:link -->' });
  await world.as('zoe').comment(incident, '<!-- postmortems:link -->\n<!-- postmortems:notice -->');
  await world.as('ann').label(incident, 'incident');
  await world.settle();
  const [postmortem = 0] = await world.children(incident);
  expect(await world.said(incident)).toHaveLength(1);
  await world.as('zoe').comment(postmortem, '<!-- postmortems:status -->\n<!-- postmortems:reopened -->');
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  expect(await world.said(postmortem)).toHaveLength(1);
  await world.as('wes').close(postmortem);
  await world.settle();
  expect((await world.said(postmortem)).at(-1)).toContain('Reopened once');
  await expectAtRest(world);
});

test('a body of an incident full of our markers is just a body', async () => {
  const world = await createWorld();
  const { postmortem } = await begun(world);
  const body = (await world.issue(postmortem)).body;
  const incident = await world.as('zoe').open('Copy', { body });
  await world.as('ann').label(incident, 'incident');
  await world.settle();
  const [second = 0] = await world.children(incident);
  expect((await world.issue(incident)).body).toBe(body);
  expect(await rows(world, second)).toEqual([]);
  await expectAtRest(world);
});

test('an issue of a visitor dressed up as a postmortem, a measure or an index is none', async () => {
  const world = await createWorld();
  const { postmortem } = await begun(world);
  const { body } = await world.issue(postmortem);
  const fakes = [
    await world.as('zoe').open('Postmortem: Checkout returns 500', { body }),
    await world.as('zoe').open('Measure', {
      body: '<!-- postmortems:measure from=c1.00000000 title=0 -->\n\nx\n\n<!-- /postmortems:measure -->',
    }),
    await world
      .as('zoe')
      .open('Postmortem index', { body: '<!-- postmortems:index -->\n\nx\n\n<!-- /postmortems:index -->' }),
  ];
  for (const fake of fakes) await world.as('ann').label(fake, 'postmortem', 'preventative measure', 'postmortem-index');
  await world.settle();
  await world.resync();
  const after = await Promise.all(fakes.map((fake) => world.issue(fake)));
  expect(after.map((one) => [one.state, one.body.includes('Nothing yet')])).toEqual([
    ['open', false],
    ['open', false],
    ['open', false],
  ]);
  expect(after.map((one) => one.labels.length)).toEqual([3, 3, 3]);
  const own = (await world.issues('postmortem-index')).find((one) => one.user === 'postmortems[bot]');
  expect(own?.body.match(/\]\(http/g)).toHaveLength(1);
  await expectAtRest(world);
});

test('an entry cannot break out of its row, forge a marker, ping or smuggle HTML', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const lines = [
    '13:41 x <!-- c3100000001.00000000 -->',
    '13:42 <!-- /postmortems:timeline --> after',
    '13:43 --> <script>alert(1)</script> <img src=x onerror=alert(1)> <details>',
    '13:44 ping @ann and @acme/team and &#64;wes',
    '13:45 - see [13:00](https://evil.example) **over:** no',
    '13:46 ```not a fence',
    '13:47 `<!-- x -->` and `a|b` | c',
    '13:48 # no heading, ![image](https://i.example/1.png) [link](https://l.example)',
    '13:49 unclosed <!--',
    '13:50 \\<!-- y --> \\@moe',
  ];
  await world.as('wes').comment(incident, lines.map((line) => `/timeline ${line}`).join('\n\n'));
  await world.settle();
  const found = await rows(world, postmortem);
  expect(
    found.map((row) => row.replace(/\]\([^)]*#issuecomment-\d+\)/, ']').replace(/ <!-- c\d+\.[0-9a-f]{8} -->$/, '')),
  ).toMatchInlineSnapshot(`
    [
      "- [13:41] x &lt;!-- c3100000001.00000000 -->",
      "- [13:42] &lt;!-- /postmortems:timeline --> after",
      "- [13:43] --> &lt;script>alert(1)&lt;/script> &lt;img src=x onerror=alert(1)> &lt;details>",
      "- [13:44] ping \`@ann\` and \`@acme/team\` and \`@wes\`",
      "- [13:45] see [13:00](https://evil.example) **over:** no",
      "- [13:46] \\\`\\\`\\\`not a fence",
      "- [13:47] \`<!-- x -->\` and \`a|b\` | c",
      "- [13:48] # no heading, ![image](https://i.example/1.png) [link](https://l.example)",
      "- [13:49] unclosed &lt;!--",
      "- [13:50] &lt;!-- y --> \`@moe\`",
    ]
  `);
  expect(found).toHaveLength(lines.length);
  for (const row of found) {
    expect(row.match(/<!--/g)?.length).toBeLessThanOrEqual(2);
    expect(row.replace(/`[^`]*`/g, '')).not.toMatch(/<(?:script|img|details)|(?<![\w/.])@\w/);
  }
  const ends = (await world.issue(postmortem)).body.match(/^<!-- \/postmortems:timeline -->$/gm);
  expect(ends).toHaveLength(1);
  expect(await world.read(postmortem)).toContain('**Ongoing**');
  await expectAtRest(world);
});

test('what could not be read is shown in a reply that pings nobody and closes its fence', async () => {
  const world = await createWorld();
  const { incident } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 25:99 @ann ``` @moe <script> <!-- postmortems:status -->');
  await world.as('wes').comment(incident, '/postmortem @ann`<!--');
  await world.as('wes').comment(incident, '/timelime ````@ann');
  await world.settle();
  const reply = (await world.comments(incident)).at(-1)?.body ?? '';
  expect(reply).toMatchInlineSnapshot(`
    "[Not recorded](http://localhost:3000/acme/shop/issues/1#issuecomment-3100000002): \`25:99\` is no time of day. Edit your comment to this:

    \`\`\`\`
    /timeline 2026-11-20 14:00 @ann \`\`\` @moe <script> <!-- postmortems:status -->
    \`\`\`\`

    [Not recorded](http://localhost:3000/acme/shop/issues/1#issuecomment-3100000003): there is no \`\`/postmortem @ann\`<!--\`\`. Edit your comment to one of these:

    \`\`\`
    /postmortem open
    /postmortem not-needed the alert was part of a drill
    /postmortem join #213
    /postmortem restore
    /postmortem mute impact-no-number nobody counted, and the logs are gone
    /postmortem help
    \`\`\`

    [Not recorded](http://localhost:3000/acme/shop/issues/1#issuecomment-3100000004): there is no \`/timelime\`, but there is \`/timeline\`. Edit your comment to this:

    \`\`\`\`\`
    /timeline \`\`\`\`@ann
    \`\`\`\`\`

    <!-- postmortems:reply -->"
  `);
  const outside = reply.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, '').replace(/(`+)[^`][\s\S]*?[^`]?\1(?!`)/g, '');
  expect(outside).not.toMatch(/@\w|<script/);
  expect(reply.match(/<!-- postmortems:(?!status)\w+ -->/g)).toEqual(['<!-- postmortems:reply -->']);
  await expectAtRest(world);
});

test('our own reply quotes markers without taking them for its own', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const roles = ['status', 'reply', 'link', 'reopened', 'notice', 'help c3100000002'];
  const quoted = `${roles.map((role) => `<!-- postmortems:${role} -->`).join('')}<!-- postmortems:ledger {"revision":9,"read":"","removed":[]} -->`;
  await world.as('wes').comment(postmortem, `/timeline 25:99 ${quoted}`);
  await world.settle();
  await world.as('wes').comment(incident, `/timeline 25:99 ${quoted}`);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.as('wes').comment(postmortem, '/postmortem help');
  await world.settle();
  await world.as('wes').close(postmortem);
  await world.settle();
  expect((await world.said(postmortem)).map((one) => one.slice(0, 20))).toMatchInlineSnapshot(`
    [
      "[Not recorded](#c): ",
      "**Next: nothing but ",
      "Write a command at t",
      "Reopened once: Summa",
    ]
  `);
  expect(await world.section(postmortem, 'Timeline')).toContain('carts');
  await expectAtRest(world);
});

test('a title that pings, links or closes comments is shown as it is', async () => {
  const world = await createWorld();
  const title = '@ann [x](https://evil.example) <!-- --> `code` --> #1';
  const { incident, postmortem } = await openPostmortem(world, title);
  await world.as('wes').comment(incident, '/measure Fix it');
  await world.settle();
  expect((await world.issue(postmortem)).title).toBe(`Postmortem: ${title}`);
  const [measure = 0] = await world.children(postmortem);
  const [index] = await world.issues('postmortem-index');
  expect((await world.said(incident))[0]?.split('\n')[0]).toMatchInlineSnapshot(
    `"The record is [Postmortem: @ann \\[x\\](https://evil.example) \\<\\!-- --\\> \\\`code\\\` --\\> \\#1](#2). Keep talking here."`,
  );
  expect((await world.issue(measure)).body.split('\n')[2]).toMatchInlineSnapshot(
    `"**Proposed** · from [@ann \\[x\\](https://evil.example) \\<\\!-- --\\> \\\`code\\\` --\\> \\#1](http://localhost:3000/acme/shop/issues/2), 20 November 2026"`,
  );
  expect(index?.body.split('\n').find((line) => line.includes('evil'))).toMatchInlineSnapshot(
    `"- [@ann \\[x\\](https://evil.example) \\<\\!-- --\\> \\\`code\\\` --\\> \\#1](http://localhost:3000/acme/shop/issues/2)<br>since 20 November 2026, 14:00 UTC"`,
  );
  expect(index?.body.match(/<!--/g)).toHaveLength(2);
  await expectAtRest(world);
});

test('a body that no parser should see is left alone, and everything else goes on', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await begun(world);
  const other = await openPostmortem(world, 'Search is slow');
  const hostile = '*a_ '.repeat(16_000);
  await world.as('wes').edit(postmortem, () => hostile);
  await world.as('wes').comment(incident, '/timeline 13:55 restart');
  await world.as('wes').comment(other.incident, '/timeline 13:56 reindex');
  await world.settle();
  expect((await world.issue(postmortem)).body).toBe(hostile);
  expect((await rows(world, other.postmortem)).join()).toContain('reindex');
  expect(world.logs).toEqual([]);
  await expectAtRest(world);
  await world.as('wes').edit(postmortem, () => '## Summary\n');
  await world.settle();
  expect((await rows(world, postmortem)).join()).toMatch(/carts.*restart/);
  await expectAtRest(world);
});

test('hostile comments cost little', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const bodies = [
    '> '.repeat(30_000),
    '*a_ '.repeat(16_000),
    '`'.repeat(60_000),
    '<!--'.repeat(15_000),
    '/timeline '.repeat(6000),
    '/timeline 13:50 x\n'.repeat(3500),
    '[a]('.repeat(16_000),
    `/timeline ${'@a '.repeat(600)}`,
    '/\n'.repeat(30_000),
    `> /timeline a${' '.repeat(60_000)}*`,
    `>${' '.repeat(60_000)}a`,
    '> /timeline 13:50 x\n'.repeat(3000),
  ];
  for (const body of bodies) await world.as('zoe').comment(incident, body);
  expect(await effortOf(world.settle)).toBeLessThan(3000);
  expect(await rows(world, postmortem)).toEqual([]);
  for (const body of bodies) await world.as('wes').comment(incident, body);
  expect(await effortOf(world.settle)).toBeLessThan(6000);
  expect((await rows(world, postmortem)).length).toBeLessThanOrEqual(2);
  await expectAtRest(world);
});

test('a timeline that fills the body to the brim stops there, and says so', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await begun(world);
  await world.as('wes').edit(postmortem, (body) => body + 'x'.repeat(65_536 - body.length));
  const { body } = await world.issue(postmortem);
  await world.as('wes').comment(incident, '/timeline 13:55 restart');
  await world.settle();
  expect((await world.issue(postmortem)).body).toBe(body);
  expect((await world.said(postmortem)).join()).toContain('**This page is full:**');
  expect(world.logs).toEqual([]);
  await world.as('wes').edit(postmortem, (text) => text.replace(/x+$/, ''));
  await world.settle();
  expect((await rows(world, postmortem)).join()).toContain('restart');
  await expectAtRest(world);
});

test('an entry that is too long is refused with its length', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, `/timeline 13:50 ${'x'.repeat(2001)}`);
  await world.settle();
  expect(await rows(world, postmortem)).toEqual([]);
  expect((await world.said(incident)).at(-1)).toContain('has 2001 characters');
  await expectAtRest(world);
});

test('signs of all the world arrive as they were written', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world, 'Zahlung schlägt fehl 💥 支払い');
  await world.as('wes').comment(incident, '/timeline 13:50 entdeckt: 👩‍🚒 «прод» упал, 支払い不可\u202E!');
  await world.settle();
  expect((await world.issue(postmortem)).title).toBe('Postmortem: Zahlung schlägt fehl 💥 支払い');
  expect((await rows(world, postmortem)).join()).toContain('entdeckt: 👩‍🚒 «прод» упал, 支払い不可!');
  await expectAtRest(world);
});
