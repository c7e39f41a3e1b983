/** Preventative measures: proposed by command, adopted, followed through their lives, and never taken from anybody. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

const region = (world: World, postmortem: number) => world.section(postmortem, 'Preventative measures');

async function proposed(world: World, ...titles: string[]) {
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world.as('wes').comment(incident, titles.map((title) => `/measure ${title}`).join('\n'));
  await world.settle();
  return { incident, postmortem, comment, measures: await world.children(postmortem) };
}

test('/measure opens a sub-issue of the postmortem, and lists it', async () => {
  const world = await createWorld();
  const { postmortem, comment, measures } = await proposed(world, 'Alert on replica lag');
  const [measure = 0, ...others] = measures;
  expect(others).toEqual([]);
  expect(await world.issue(measure)).toMatchObject({
    title: 'Alert on replica lag',
    user: 'postmortems[bot]',
    labels: ['preventative measure'],
  });
  expect(await world.read(measure)).toMatchInlineSnapshot(`
    "**Proposed** · from [Checkout returns 500](#2), 20 November 2026

    ### How will we know that it works?

    ---

    Yes: comment \`/accept\`, with priority, owner and date as in \`/accept P1 @login by +30d\`. No: \`/decline\` and why. After that it is an ordinary issue: assign it, label it, close it when it is done."
  `);
  expect(await region(world, postmortem)).toMatchInlineSnapshot(`"- [Alert on replica lag](#4)<br>proposed"`);
  expect(await world.reactions(comment)).toEqual(['rocket']);
  await expectAtRest(world);
});

test('several in one comment are several, and the same words twice are one', async () => {
  const world = await createWorld();
  const { measures } = await proposed(world, 'Alert on replica lag', 'Page on failed payments', 'Alert on replica lag');
  expect(await Promise.all(measures.map(async (one) => (await world.issue(one)).title))).toEqual([
    'Alert on replica lag',
    'Page on failed payments',
  ]);
  await expectAtRest(world);
});

test('whatever is delivered again, the measure is made once', async () => {
  const world = await createWorld();
  const { postmortem, measures } = await proposed(world, 'Alert on replica lag');
  for (const delivery of [...world.emulator.hooks.log]) await world.emulator.hooks.redeliver(delivery);
  await world.settle();
  await world.restart();
  expect(await world.children(postmortem)).toEqual(measures);
  await expectAtRest(world);
});

test('without words there is no measure, and the reply says what would work', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comments = [
    await world.as('wes').comment(incident, '/measure'),
    await world.as('wes').comment(incident, `/measure ${'x'.repeat(257)}`),
  ];
  await world.settle();
  expect((await world.said(incident))[1]).toMatchInlineSnapshot(`
    "[Not recorded](#c): it names no measure. Edit your comment to this:

    \`\`\`
    /measure what would make this less likely
    \`\`\`

    [Not recorded](#c): a title has room for 256 characters and this has 257. Edit your comment to this:

    \`\`\`
    /measure the change in a few words, and the rest on its own issue
    \`\`\`"
  `);
  expect(await world.children(postmortem)).toEqual([]);
  for (const comment of comments) expect(await world.reactions(comment)).toEqual(['confused']);
  await expectAtRest(world);
});

test('/measure #45 adopts a free issue, with its words untouched', async () => {
  const world = await createWorld();
  const free = await world.as('zoe').open('Raise the limit', { body: 'Please do.' });
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, `/measure #${free}`);
  await world.settle();
  expect(await world.children(postmortem)).toEqual([free]);
  expect(await world.issue(free)).toMatchObject({
    title: 'Raise the limit',
    body: 'Please do.',
    labels: ['preventative measure'],
  });
  expect(await region(world, postmortem)).toBe('- [Raise the limit](#1)<br>proposed');
  await world.as('wes').close(free);
  await world.settle();
  expect(await region(world, postmortem)).toBe('- [Raise the limit](#1)<br>done 20 November');
  await expectAtRest(world);
});

test('an issue is never taken from another parent', async () => {
  const world = await createWorld();
  const epic = await world.as('ann').open('Database work');
  const child = await world.as('ann').open('Raise the limit');
  await world.as('ann').link(epic, child);
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world.as('wes').comment(incident, `/measure #${child}`);
  await world.settle();
  expect(await world.children(postmortem)).toEqual([]);
  expect(await world.children(epic)).toEqual([child]);
  expect((await world.issue(child)).labels).toEqual([]);
  expect((await world.said(incident))[1]).toMatchInlineSnapshot(`
    "[Not recorded](#c): [Raise the limit](#2) already belongs to [Database work](#1). Take it out there first, or propose a measure of its own. Edit your comment to this:

    \`\`\`
    /measure Raise the limit
    \`\`\`"
  `);
  expect(await world.reactions(comment)).toEqual(['confused']);
  await expectAtRest(world);
});

test('once its other parent lets it go, the issue can be adopted by asking again', async () => {
  const world = await createWorld();
  const epic = await world.as('ann').open('Database work');
  const child = await world.as('ann').open('Raise the limit');
  await world.as('ann').link(epic, child);
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world.as('wes').comment(incident, `/measure #${child}`);
  await world.settle();
  await world.as('ann').unlink(epic, child);
  await world.as('wes').editComment(comment, `Now then:\n/measure #${child}`);
  await world.settle();
  expect(await world.children(postmortem)).toEqual([child]);
  expect((await world.said(incident))[1]).toMatch(/^\(hidden\)/);
  await expectAtRest(world);
});

test('a missing issue, the incident itself and the postmortem cannot be adopted', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comments: number[] = [];
  for (const number of [99, incident, postmortem])
    comments.push(await world.as('wes').comment(incident, `/measure #${number}`));
  await world.settle();
  expect((await world.said(incident))[1]).toMatchInlineSnapshot(`
    "[Not recorded](#c): there is no issue #99 here. Edit your comment to this:

    \`\`\`
    /measure what would make this less likely
    \`\`\`

    [Not recorded](#c): #1 is part of this incident itself. Edit your comment to this:

    \`\`\`
    /measure what would make this less likely
    \`\`\`

    [Not recorded](#c): #2 is part of this incident itself. Edit your comment to this:

    \`\`\`
    /measure what would make this less likely
    \`\`\`"
  `);
  expect(await world.children(postmortem)).toEqual([]);
  for (const comment of comments) expect(await world.reactions(comment)).toEqual(['confused']);
  await expectAtRest(world);
});

test('the list follows when a measure is assigned, labelled, renamed, closed, declined and reopened', async () => {
  const world = await createWorld();
  const { postmortem, measures } = await proposed(world, 'Alert on replica lag', 'Page on failed payments');
  const [lag = 0, pay = 0] = measures;
  await world.as('wes').assign(lag, 'moe');
  await world.as('wes').label(pay, 'P1');
  await world.as('ann').rename(pay, 'Page us when payments fail');
  await world.settle();
  expect(await region(world, postmortem)).toMatchInlineSnapshot(`
    "- [Page us when payments fail](#5)<br>P1 · proposed
    - [Alert on replica lag](#4)<br>accepted · moe"
  `);
  world.at('2026-11-24T09:00:00Z');
  await world.as('wes').close(pay);
  await world.as('wes').close(lag, 'not_planned');
  await world.settle();
  expect(await region(world, postmortem)).toMatchInlineSnapshot(`
    "- [Page us when payments fail](#5)<br>P1 · done 24 November
    - [Alert on replica lag](#4)<br>declined"
  `);
  expect((await world.read(pay)).split('\n')[0]).toMatchInlineSnapshot(
    `"**Done** 24 November 2026 · from [Checkout returns 500](#2), 20 November 2026"`,
  );
  expect((await world.read(lag)).split('\n')[0]).toMatchInlineSnapshot(
    `"**Declined** 24 November 2026 · from [Checkout returns 500](#2), 20 November 2026"`,
  );
  await world.as('wes').reopen(pay);
  await world.as('wes').unassign(lag, 'moe');
  await world.as('wes').reopen(lag);
  await world.as('wes').unlabel(pay, 'P1');
  await world.settle();
  expect(await region(world, postmortem)).toMatchInlineSnapshot(`
    "- [Alert on replica lag](#4)<br>proposed
    - [Page us when payments fail](#5)<br>proposed"
  `);
  await expectAtRest(world);
});

test('done in the new year is said with the year', async () => {
  const world = await createWorld();
  const { postmortem, measures } = await proposed(world, 'Alert on replica lag');
  world.at('2027-01-04T09:00:00Z');
  await world.as('wes').close(measures[0] ?? 0);
  await world.settle();
  expect(await region(world, postmortem)).toContain('done 4 January 2027');
  await expectAtRest(world);
});

test('an unlinked measure leaves the list, stays unlinked and is not made again', async () => {
  const world = await createWorld();
  const { incident, postmortem, comment, measures } = await proposed(world, 'Alert on replica lag', 'Page us');
  const [lag = 0, page = 0] = measures;
  await world.as('ann').unlink(postmortem, lag);
  await world.settle();
  expect(await region(world, postmortem)).toBe('- [Page us](#5)<br>proposed');
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  await world.restart();
  const status = (await world.comments(postmortem)).find((one) => one.user === 'postmortems[bot]');
  await world.as('ann').deleteComment(status?.id ?? 0);
  await world.settle();
  expect(await world.children(postmortem)).toEqual([page]);
  expect(await world.issues('preventative measure')).toHaveLength(2);
  expect(await world.reactions(comment)).toEqual(['rocket']);
  await expectAtRest(world);
});

test('a deleted measure leaves the list and is not made again', async () => {
  const world = await createWorld();
  const { incident, postmortem, measures } = await proposed(world, 'Alert on replica lag');
  await world.as('ann').remove(measures[0] ?? 0);
  await world.settle();
  expect(await region(world, postmortem)).toMatch(/^None yet\. Comment `\/measure`/);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  await world.restart();
  const status = (await world.comments(postmortem)).find((one) => one.user === 'postmortems[bot]');
  await world.as('ann').deleteComment(status?.id ?? 0);
  await world.settle();
  expect(await world.children(postmortem)).toEqual([]);
  await expectAtRest(world);
});

test('an adopted issue that a person unlinked is not adopted again by the same comment, but by a new one', async () => {
  const world = await createWorld();
  const free = await world.as('zoe').open('Raise the limit');
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, `/measure #${free}`);
  await world.settle();
  world.at('14:30');
  await world.as('ann').unlink(postmortem, free);
  await world.settle();
  await world.restart();
  expect(await world.children(postmortem)).toEqual([]);
  world.at('14:40');
  await world.as('wes').comment(incident, `/measure #${free}`);
  await world.settle();
  expect(await world.children(postmortem)).toEqual([free]);
  await expectAtRest(world);
});

test('a sub-issue that a person linked by hand is a measure like any other', async () => {
  const world = await createWorld();
  const own = await world.as('moe').open('Rehearse the failover');
  const { postmortem } = await openPostmortem(world);
  await world.as('moe').link(postmortem, own);
  await world.settle();
  expect(await region(world, postmortem)).toBe('- [Rehearse the failover](#1)<br>proposed');
  expect(await world.issue(own)).toMatchObject({ title: 'Rehearse the failover', body: '', labels: [] });
  await expectAtRest(world);
});

test('the label of a measure taken off by a person stays off, and the measure is followed all the same', async () => {
  const world = await createWorld();
  const free = await world.as('zoe').open('Raise the limit');
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, `/measure #${free}\n/measure Page us`);
  await world.settle();
  const measures = await world.children(postmortem);
  for (const measure of measures) await world.as('ann').unlabel(measure, 'preventative measure');
  await world.settle();
  await world.restart();
  for (const measure of measures) await world.as('ann').close(measure);
  await world.settle();
  expect(await region(world, postmortem)).toMatch(/^- \[Raise.*done.*\n- \[Page.*done.*$/);
  expect(await world.issues('preventative measure')).toEqual([]);
  expect(await world.issues('postmortem')).toHaveLength(1);
  await expectAtRest(world);
});

test('a measure that moves to another repository stays in the list and is followed there', async () => {
  const world = await createWorld();
  world.emulator.createRepository({ name: 'api' });
  const { postmortem, measures } = await proposed(world, 'Alert on replica lag');
  await world.as('ann').transfer(measures[0] ?? 0, 'acme/api');
  await world.settle();
  const body = (await world.issue(postmortem)).body;
  expect(body).toContain('- [Alert on replica lag](http://localhost:3000/acme/api/issues/1)<br>proposed');
  await world.in('acme/api').as('ann').close(1);
  await world.settle();
  expect(await region(world, postmortem)).toContain('done 20 November');
  expect((await world.in('acme/api').read(1)).split('\n')[0]).toContain('**Done** 20 November 2026');
  await expectAtRest(world);
});

test('editing the comment renames the measure it made, until a person names it otherwise', async () => {
  const world = await createWorld();
  const { postmortem, comment, measures } = await proposed(world, 'Alert on lag');
  const [measure = 0] = measures;
  await world.as('wes').editComment(comment, '/measure Alert on replica lag');
  await world.settle();
  expect(await world.children(postmortem)).toEqual([measure]);
  expect((await world.issue(measure)).title).toBe('Alert on replica lag');
  await world.as('ann').rename(measure, 'Alert before customers notice');
  await world.settle();
  await world.as('wes').editComment(comment, '/measure Alert on replication lag');
  await world.settle();
  expect(await world.children(postmortem)).toEqual([measure]);
  expect((await world.issue(measure)).title).toBe('Alert before customers notice');
  await expectAtRest(world);
});

test('deleting the comment leaves the measure, which has a life of its own', async () => {
  const world = await createWorld();
  const { postmortem, comment, measures } = await proposed(world, 'Alert on replica lag');
  await world.as('wes').deleteComment(comment);
  await world.settle();
  expect(await world.children(postmortem)).toEqual(measures);
  expect(await region(world, postmortem)).toContain('Alert on replica lag');
  await expectAtRest(world);
});

test('what people write on the measure is theirs: only the first paragraph is kept current', async () => {
  const world = await createWorld();
  const { measures } = await proposed(world, 'Alert on replica lag');
  const [measure = 0] = measures;
  await world.as('wes').edit(measure, (body) => body.replace('### How', 'Lag of 30 s is enough.\n\n### How'));
  await world.as('wes').assign(measure, 'wes');
  await world.settle();
  expect(await world.read(measure)).toMatchInlineSnapshot(`
    "**Accepted** · wes · from [Checkout returns 500](#2), 20 November 2026

    <details>
    <summary>1 change</summary>

    - 20 November 2026, wes: accepted, wes

    </details>

    Lag of 30 s is enough.

    ### How will we know that it works?

    ---

    Yes: comment \`/accept\`, with priority, owner and date as in \`/accept P1 @login by +30d\`. No: \`/decline\` and why. After that it is an ordinary issue: assign it, label it, close it when it is done."
  `);
  await world.as('wes').edit(measure, () => 'All mine.');
  await world.as('wes').close(measure);
  await world.settle();
  expect(await world.read(measure)).toBe('All mine.');
  await expectAtRest(world);
});

test('an edit of the list is put right, a text of people beside it stays', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await proposed(world, 'Alert on replica lag');
  await world.as('wes').comment(incident, '/over 13:59');
  await world.settle();
  await world
    .as('wes')
    .edit(postmortem, (body) =>
      body
        .replace('<br>proposed', '<br>done, trust me')
        .replace('<!-- /postmortems:measures -->', '$&\n\nWe also wait.'),
    );
  await world.settle();
  expect(await region(world, postmortem)).toBe('- [Alert on replica lag](#4)<br>proposed\n\nWe also wait.');
  await expectAtRest(world);
});

test('a measure closed after the postmortem was closed still shows as done', async () => {
  const world = await createWorld();
  const { postmortem, measures } = await proposed(world, 'Alert on replica lag');
  await world.as('wes').close(postmortem, 'not_planned');
  await world.settle();
  await world.as('wes').close(measures[0] ?? 0);
  await world.settle();
  expect(await region(world, postmortem)).toContain('done 20 November');
  await expectAtRest(world);
});

test('a measure that is labelled incident gets a postmortem of its own, and stays a measure', async () => {
  const world = await createWorld();
  const { postmortem, measures } = await proposed(world, 'Alert on replica lag');
  const [measure = 0] = measures;
  await world.as('ann').label(measure, 'incident');
  await world.settle();
  const titles = (await world.issues('postmortem')).map((one) => one.title);
  expect(titles).toEqual(['Postmortem: Checkout returns 500', 'Postmortem: Alert on replica lag']);
  expect(await world.children(postmortem)).toEqual([measure]);
  await world.as('ann').close(measure);
  await world.settle();
  expect(await region(world, postmortem)).toContain('done 20 November');
  await expectAtRest(world);
});

test('a task box is never written, and a title cannot break out of its row', async () => {
  const world = await createWorld();
  const { postmortem } = await proposed(
    world,
    '[ ] <script>alert(1)</script> ](https://evil.example) **x** @ann #1 <!-- /postmortems:measures -->',
  );
  const body = (await world.issue(postmortem)).body;
  expect(await region(world, postmortem)).toMatchInlineSnapshot(
    `"- [\\[ \\] \\<script\\>alert(1)\\</script\\> \\](https://evil.example) \\*\\*x\\*\\* @ann \\#1 \\<\\!-- /postmortems:measures --\\>](#4)<br>proposed"`,
  );
  expect(body.match(/postmortems:measures/g)).toHaveLength(3);
  await expectAtRest(world);
});

test('a marker in an issue of somebody else, linked and unlinked, does not keep a measure from being made', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/measure Alert on replica lag');
  await world.settle();
  const [real = 0] = await world.children(postmortem);
  const [marker = '', from = '', line = ''] =
    /<!-- postmortems:measure from=(c\d+)\.([0-9a-f]{8}).*-->/.exec((await world.issue(real)).body) ?? [];
  expect(line).not.toBe('');
  const comment = await world.as('wes').comment(incident, '/measure Alert on replica lag');
  const forged = await world.as('tia').open('Mine', { body: marker.replace(from, `c${comment}`) });
  await world.as('tia').link(postmortem, forged);
  await world.as('tia').unlink(postmortem, forged);
  await world.settle();
  expect(await world.children(postmortem)).toHaveLength(2);
  await expectAtRest(world);
});

test('a measure that cannot be adopted is told for as long as it is asked for, beside a line that was read', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts\n/measure #999');
  await world.settle();
  await world.as('wes').comment(incident, '/timeline 13:55 restart');
  await world.settle();
  expect(await world.reactions(comment)).toEqual(['rocket', 'confused']);
  expect((await world.said(incident))[1]).toMatch(/^\[Not recorded\]\(#c\): there is no issue #999 here/);
  expect(await world.section(postmortem, 'Timeline')).toContain('carts');
  await expectAtRest(world);
});

test('words in the place of the list, or between its rows, come out behind it: they are nobody else’s', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/over all is well');
  await world.settle();
  const why = 'Nothing is worth doing: the sale was the last of its kind.';
  await world.as('wes').edit(postmortem, (body) => body.replace(/None yet\. .*/, why));
  await world.settle();
  expect((await world.section(postmortem, 'Preventative measures')).split('\n\n').slice(0, 2)).toEqual([
    'None yet. Comment `/measure` and what would make this less likely, here or on the incident.',
    why,
  ]);
  expect((await world.said(postmortem))[0]).not.toMatch(/Still to write: .*Preventative measures/);

  await world.as('wes').comment(postmortem, '/measure One pool each\n/measure Warn before the limit');
  await world.settle();
  const note = '- both of them by the team of the shop\n  and no other';
  await world.as('wes').edit(postmortem, (body) => body.replace(/\n- \[Warn/, `\n${note}$&`));
  await world.settle();
  const [measures, ...words] = (await world.section(postmortem, 'Preventative measures')).split('\n\n');
  expect(measures?.split('\n')).toHaveLength(2);
  expect(words).toEqual([note, why]);
  await expectAtRest(world);
});
