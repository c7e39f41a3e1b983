/** From comments to rows: the Timeline follows what people write, edit and take back. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem } from '../world.ts';

test('comments become rows in order of time, whichever issue they stand on', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  world.at('14:06');
  await world.as('wes').comment(incident, '/timeline 14:02 discovered: support calls');
  world.at('14:20');
  await world.as('tia').comment(postmortem, '/timeline comms: status page says checkout is down');
  world.at('14:40');
  await world.as('wes').comment(incident, '/timeline 13:31 deploy: web servers scaled from 8 to 16');
  await world.as('moe').comment(incident, '/timeline 2026-11-18 16:20 config: pool raised from 20 to 60');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**18 November 2026** (UTC)

    - [16:20](#c) config: pool raised from 20 to 60

    **20 November**

    - [13:31](#c) deploy: web servers scaled from 8 to 16
    - [14:02](#c) **discovered:** support calls
    - [14:20](#c) comms: status page says checkout is down"
  `);
  await expectAtRest(world);
});

test('a row links its time to the comment and carries its id in an inline marker', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  const row = (await world.issue(postmortem)).body.split('\n').find((line) => line.startsWith('- '));
  expect(row).toMatch(
    new RegExp(
      `^- \\[13:50\\]\\(http://localhost:3000/acme/shop/issues/${incident}#issuecomment-${comment}\\) \\*\\*discovered:\\*\\* carts <!-- c${comment}\\.[0-9a-f]{8} -->$`,
    ),
  );
  expect(await world.reactions(comment)).toEqual(['rocket']);
  await expectAtRest(world);
});

test('without a time it is the comment’s own, even when it is read late or edited later', async () => {
  const world = await createWorld({ webhooks: false });
  const incident = await world.as('ann').open('Checkout returns 500');
  await world.as('ann').label(incident, 'incident');
  world.at('14:07');
  const comment = await world.as('wes').comment(incident, '/timeline support calls');
  world.at('19:00');
  await world.resync();
  const [postmortem = 0] = await world.children(incident);
  expect(await world.section(postmortem, 'Timeline')).toContain('- [14:07](#c) support calls');
  await world.as('wes').editComment(comment, '/timeline discovered: support calls');
  await world.resync();
  expect(await world.section(postmortem, 'Timeline')).toContain('- [14:07](#c) **discovered:** support calls');
  await expectAtRest(world);
});

test('a clock is the latest such one before the comment: yesterday evening stays yesterday', async () => {
  const world = await createWorld({ start: '2026-11-21T00:30:00Z' });
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 23:50 discovered: carts');
  await world.as('wes').comment(incident, '/timeline 00:10 action: restart');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [23:50](#c) **discovered:** carts

    **21 November**

    - [00:10](#c) action: restart"
  `);
  await expectAtRest(world);
});

test('several command lines in one comment all count, in their order', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world
    .as('wes')
    .comment(
      incident,
      'What I know:\n/timeline 13:50 discovered: carts\n/timeline 13:50 action: calm\nand then\n/tl 13:55 comms: status page\n\n/timeline 13:50 discovered: carts',
    );
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [13:50](#c) **discovered:** carts
    - [13:50](#c) action: calm
    - [13:55](#c) comms: status page"
  `);
  expect(await world.reactions(comment)).toEqual(['rocket']);
  await expectAtRest(world);
});

test('the same words in two comments are two rows', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 restart');
  await world.as('tia').comment(incident, '/timeline 13:50 restart');
  await world.settle();
  expect((await world.section(postmortem, 'Timeline')).match(/restart/g)).toHaveLength(2);
  await expectAtRest(world);
});

test('what only looks like an end is plain text', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  world.at('15:31');
  await world.as('wes').comment(incident, '/timeline 15:30 over to the DB team\n/timeline discovered that it is DNS');
  await world.settle();
  expect(await world.read(postmortem)).toContain('**Ongoing**');
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [15:30](#c) over to the DB team
    - [15:31](#c) discovered that it is DNS"
  `);
  await expectAtRest(world);
});

test('when it is declared over, the review sections arrive', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:31 deploy: more servers\n/timeline 13:48 began: payments fail');
  await world.as('wes').comment(incident, '/timeline 14:02 discovered: support calls');
  world.at('14:38');
  await world.as('wes').comment(incident, '/timeline mitigated: scaled back');
  await world.settle();
  expect(await world.read(postmortem)).toMatch(/^\*\*Mitigated at 14:38 UTC\*\*, not yet over/);
  world.at('15:40');
  await world.as('wes').comment(incident, '/over 15:30 error rate normal for 45 minutes');
  await world.settle();
  expect(await world.read(postmortem)).toMatchInlineSnapshot(`
    "**Over** · 20 November 2026, 14:02 to 15:30 UTC · incident [#1](#1)
    14 min until discovered, 36 min more until mitigated, 1 h 28 min from discovery to over.
    Public page: no customer names, no secrets. GitHub keeps old versions.

    ## Summary

    ## Apology

    ## Impact

    ## Timeline

    ### Lead-up

    **20 November 2026** (UTC)

    - [13:31](#c) deploy: more servers
    - [13:48](#c) **began:** payments fail

    ### Response

    - [14:02](#c) **discovered:** support calls
    - [14:38](#c) **mitigated:** scaled back
    - [15:30](#c) **over:** error rate normal for 45 minutes

    ## Contributing factors

    > Everyone did the best they could with what they knew at the time. We ask how it happened, never who. [Why](https://retrospectivewiki.org/index.php?title=The_Prime_Directive)

    ## Resolution

    ## Preventative measures

    None yet. Comment \`/measure\` and what would make this less likely, here or on the incident.

    ## Lessons

    ## Artifacts"
  `);
  await expectAtRest(world);
});

test('/over alone means now, and /timeline over: is the same', async () => {
  const world = await createWorld();
  const one = await openPostmortem(world);
  const other = await openPostmortem(world, 'Search is slow');
  world.at('15:30');
  await world.as('wes').comment(one.incident, '/over');
  await world.as('wes').comment(other.postmortem, '/timeline 15:30 over: graphs are flat');
  await world.settle();
  expect(await world.section(one.postmortem, 'Timeline')).toContain('- [15:30](#c) **over**');
  expect(await world.section(other.postmortem, 'Timeline')).toContain('- [15:30](#c) **over:** graphs are flat');
  expect(await world.read(one.postmortem)).toContain('## Apology');
  expect(await world.read(other.postmortem)).toContain('## Apology');
  await expectAtRest(world);
});

test('the review sections arrive once: a deleted one does not come back, also when it is declared over again', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const over = await world.as('wes').comment(incident, '/over 13:59 well again');
  await world.settle();
  await world.as('wes').edit(postmortem, (body) => body.replace(/## Lessons[\s\S]*?(?=## Artifacts)/, ''));
  await world.settle();
  await world.as('wes').deleteComment(over);
  await world.settle();
  expect(await world.read(postmortem)).toMatch(/^\*\*Ongoing\*\*/);
  expect(await world.read(postmortem)).toContain('## Apology');
  await world.as('wes').comment(incident, '/over 13:58 truly');
  await world.settle();
  expect(await world.read(postmortem)).not.toContain('## Lessons');
  expect((await world.read(postmortem)).match(/## Apology/g)).toHaveLength(1);
  await expectAtRest(world);
});

test('a section that people wrote before the end is not brought a second time', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').edit(postmortem, (body) => `${body}\n## Root causes\n\nDNS, as ever.\n`);
  await world.as('wes').comment(incident, '/over 13:59 well again');
  await world.settle();
  const text = await world.read(postmortem);
  expect(text).toContain('## Root causes\n\nDNS, as ever.');
  expect(text).not.toContain('## Contributing factors');
  expect(text).toContain('## Resolution');
  await expectAtRest(world);
});

test('editing the comment edits the row', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world.as('wes').comment(incident, '/timeline 13:50 cart\n/timeline 13:55 status page');
  await world.settle();
  await world.as('wes').editComment(comment, 'Sorry:\n/timeline 13:45 discovered: carts\n/timeline 13:55 status page');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [13:45](#c) **discovered:** carts
    - [13:55](#c) status page"
  `);
  await expectAtRest(world);
});

test('deleting a comment removes its rows, hiding it does so too, and showing it brings them back', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const deleted = await world.as('wes').comment(incident, '/timeline 13:50 first\n/timeline 13:51 also first');
  const hidden = await world.as('wes').comment(postmortem, '/timeline 13:52 second');
  await world.as('wes').comment(incident, '/timeline 13:53 third');
  await world.settle();
  await world.as('wes').deleteComment(deleted);
  await world.settle();
  await world.as('moe').hideComment(postmortem, hidden);
  await world.resync();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [13:53](#c) third"
  `);
  await world.as('moe').showComment(hidden);
  await world.resync();
  expect(await world.section(postmortem, 'Timeline')).toContain('second');
  await expectAtRest(world);
});

test('the last row that goes leaves the invitation behind', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world.as('wes').comment(incident, '/timeline 13:50 first');
  await world.settle();
  await world.as('wes').deleteComment(comment);
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatch(/^Nothing yet\. Comment `\/timeline/);
  await expectAtRest(world);
});

test('a hundred and more comments are all read', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  for (let n = 0; n < 115; n += 1) await world.as('wes').comment(incident, n % 23 === 0 ? `/timeline row ${n}` : 'Hm.');
  await world.settle();
  expect((await world.section(postmortem, 'Timeline')).match(/row \d+/g)).toEqual([
    'row 0',
    'row 23',
    'row 46',
    'row 69',
    'row 92',
  ]);
  await expectAtRest(world);
});

test('a body with the line ends of a browser is left as it is, and rows still come and go', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').edit(postmortem, (body) => `${body}\nTwo\nlines.\n`.replaceAll('\n', '\r\n'));
  await world.settle();
  const { body } = await world.issue(postmortem);
  await world.resync();
  expect((await world.issue(postmortem)).body).toBe(body);
  await world.as('wes').comment(incident, '/timeline 13:50 first');
  await world.settle();
  expect((await world.issue(postmortem)).body).toContain('\r\nTwo\r\nlines.\r\n');
  expect(await world.section(postmortem, 'Timeline')).toContain('first');
  await expectAtRest(world);
});

test('a late entry on a closed postmortem is still recorded', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts\n/over 13:59 well again');
  await world.settle();
  await world.as('wes').close(postmortem, 'not_planned');
  await world.settle();
  await world.as('tia').comment(incident, '/timeline 13:40 began: the logs say so');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toContain('- [13:40](#c) **began:** the logs say so');
  expect((await world.issue(postmortem)).state).toBe('closed');
  await expectAtRest(world);
});

test('when the incident was deleted its rows stay, and the postmortem goes on by itself', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.as('wes').comment(postmortem, '/timeline 13:55 action: restart');
  await world.settle();
  await world.as('ann').remove(incident);
  await world.settle();
  await world.as('wes').comment(postmortem, '/timeline 13:56 action: again');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [13:50](#c) **discovered:** carts
    - [13:55](#c) action: restart
    - [13:56](#c) action: again"
  `);
  await expectAtRest(world);
});

test('when the incident moves to another repository its rows stay, and the postmortem goes on by itself', async () => {
  const world = await createWorld();
  world.emulator.createRepository({ name: 'api' });
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  await world.as('ann').transfer(incident, 'acme/api');
  await world.settle();
  await world.as('wes').comment(postmortem, '/timeline 13:55 action: restart');
  await world.as('wes').comment(postmortem, '/measure Alert');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [13:50](#c) **discovered:** carts
    - [13:55](#c) action: restart"
  `);
  const [measure = 0] = await world.children(postmortem);
  await world.as('wes').close(measure);
  await world.settle();
  expect(await world.section(postmortem, 'Preventative measures')).toContain('done 20 November');
  expect(await world.in('acme/api').issues()).toHaveLength(1);
  await expectAtRest(world);
});

test('links that GitHub makes by itself survive in every place: pull requests, commits, issues elsewhere, addresses', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const links =
    '#198, acme/api#7, GH-12, 4f2c9ab7d1e05b6a8c3d2e1f0a9b8c7d6e5f4a3b and https://github.com/acme/shop/pull/9';
  const wes = world.as('wes');
  await wes.comment(
    incident,
    `/timeline 13:50 deploy: ${links}\n/summary See ${links}\n/factor It came with ${links}\n/artifact ${links}`,
  );
  await world.settle();
  const { body } = await world.issue(postmortem);
  expect(body.split(links)).toHaveLength(5);
  await expectAtRest(world);
});
