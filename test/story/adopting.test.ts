/** The label `postmortem` on an issue that somebody wrote by hand: it is kept from then on, and its text stays as its author left it. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, readable, type World } from '../world.ts';

const story = `# Search was down on 3 March 2026

## What happened

Search answered nothing for an hour. About 4,000 searches failed.

## Impact

4,000 searches failed, nobody lost an order.

## Timeline

All times in UTC, 3 March 2026.

- 09:10 discovered: support passes on a call
- 09:40 action: index rebuilt
- 10:15 over: searches answer again

## Root causes

- The index ran full. Nothing watches its size.

## Resolution

We rebuilt the index on a larger disk.

## Action items

- [ ] #2
- [ ] Ask the vendor about limits
`;

/** Issues to be linked, then the page itself; the numbers are 1, 2 and 3. */
async function pageOf(world: World, body = story): Promise<number> {
  await world.as('ann').open('Not a measure');
  await world.as('wes').open('Watch the size of the index');
  const page = await world.as('wes').open('Search was down', { body });
  await world.settle();
  return page;
}

async function adopted(world: World, body = story): Promise<number> {
  const page = await pageOf(world, body);
  await world.as('tia').label(page, 'postmortem');
  await world.settle();
  return page;
}

/** Without the regions of the app, and what it puts before and behind them. */
const withoutRegions = (body: string) =>
  body
    .replace(/<!-- postmortems:head[^>]*-->[\s\S]*?<!-- \/postmortems:head -->\n\n/, '')
    .replace(/\n\n<!-- postmortems:(\w+)[^>]*-->[\s\S]*?<!-- \/postmortems:\1 -->/g, '');

test('an issue without the label, with another one, or with it in its text is left alone', async () => {
  const world = await createWorld();
  const page = await pageOf(world);
  await world.as('ann').label(page, 'bug', 'postmortems');
  await world.as('wes').comment(page, 'The label postmortem, one day');
  await world.settle();
  expect((await world.issue(page)).body).toBe(story);
  expect(await world.comments(page)).toHaveLength(1);
  await expectAtRest(world);
});

test('a label that a bot or a visitor put adopts nothing and says how; /postmortem open does it then', async () => {
  const world = await createWorld();
  await world.as('ann').api('POST', '/repos/acme/shop/labels', { name: 'postmortem', color: 'ff0000' });
  const page = await pageOf(world);
  const form = await world.as('zoe').openByForm('Search was down', 'postmortem');
  await world.as('robo').label(page, 'postmortem');
  await world.settle();
  expect((await world.issue(page)).body).toBe(story);
  expect((await world.said(page)).concat(await world.said(form))).toMatchInlineSnapshot(`
    [
      "This was not taken as a postmortem, because a bot put the label. If it is one, somebody with triage or more can comment \`/postmortem open\`.",
      "This was not taken as a postmortem, because a visitor put the label. If it is one, somebody with triage or more can comment \`/postmortem open\`.",
    ]
  `);

  const zoes = await world.as('zoe').comment(page, '/postmortem open');
  await world.settle();
  expect((await world.issue(page)).body).toBe(story);
  expect(await world.reactions(zoes)).toEqual(['confused']);

  const wess = await world.as('wes').comment(page, '/postmortem open');
  await world.settle();
  expect(await world.read(page)).toMatch(/^\*\*Over\*\* · 3 March 2026/);
  expect(await world.reactions(wess)).toEqual(['rocket']);
  expect((await world.said(page))[0]).toMatch(/^\(hidden\)/);
  expect((await world.issue(form)).body).toBe('');
  await expectAtRest(world);
});

test('a label from before the App came stays quiet', async () => {
  const world = await createWorld({ installedAt: '2026-11-20T15:00:00Z' });
  const page = await adopted(world);
  world.at('16:00');
  await world.resync();
  expect((await world.issue(page)).body).toBe(story);
  expect(await world.comments(page)).toEqual([]);
  expect(await world.issues('postmortem-index')).toEqual([]);
  await world.as('tia').comment(page, '/postmortem open');
  await world.settle();
  expect(await world.read(page)).toMatch(/^\*\*Over\*\*/);
  await expectAtRest(world);
});

test('a security matter, a measure and a copy with our hidden marks are not adopted, each told once', async () => {
  const world = await createWorld();
  const { postmortem } = await openPostmortem(world);
  const copied = (await world.issue(postmortem)).body;
  const wes = world.as('wes');
  const pages = [
    await wes.open('Leak', { body: story, labels: ['security', 'postmortem'] }),
    await wes.open('Watch', { body: story, labels: ['preventative measure', 'postmortem'] }),
    await wes.open('Copy', { body: copied, labels: ['postmortem'] }),
  ];
  await world.settle();
  await world.resync();
  expect(await Promise.all(pages.map(async (one) => (await world.issue(one)).body))).toEqual([story, story, copied]);
  expect((await Promise.all(pages.map((one) => world.said(one)))).flat()).toMatchInlineSnapshot(`
    [
      "This was not taken as a postmortem, because this is marked \`security\`. Such things go a private way: see the [security policy](#). Please write no details here.",
      "This was not taken as a postmortem, because it is marked \`preventative measure\`. If it is a postmortem, take both labels off and put this one on again.",
      "This was not taken as a postmortem, because its text is a copy of another one, with the hidden marks by which the app finds its own lines. Take its hidden comments out, from \`\`, then take the label off and put it on again.",
    ]
  `);
  await expectAtRest(world);
});

test('a locked issue waits until it is unlocked', async () => {
  const world = await createWorld();
  const page = await pageOf(world);
  await world.as('ann').api('PUT', `/repos/acme/shop/issues/${page}/lock`);
  await world.as('tia').label(page, 'postmortem');
  await world.settle();
  expect((await world.issue(page)).body).toBe(story);
  expect(world.logs).toEqual([]);
  await world.as('ann').api('DELETE', `/repos/acme/shop/issues/${page}/lock`);
  await world.settle();
  expect(await world.read(page)).toMatch(/^\*\*Over\*\*/);
  await expectAtRest(world);
});

test('a measure of another postmortem stays one', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/measure Count connections');
  await world.settle();
  const mine = await world.as('wes').open('By hand', { body: story });
  await world.as('wes').link(postmortem, mine);
  await world.as('wes').label(mine, 'postmortem');
  await world.settle();
  expect((await world.issue(mine)).body).toBe(story);
  expect(await world.read(postmortem)).toContain('By hand');
  await expectAtRest(world);
});

test('an incident that has a postmortem is told where it is, and nothing is adopted', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('ann').label(incident, 'postmortem');
  await world.settle();
  expect((await world.issue(incident)).body).toBe('');
  expect(await world.said(incident)).toMatchInlineSnapshot(`
    [
      "The record is [Postmortem: Checkout returns 500](#2). Keep talking here.
    \`/timeline what happened\` notes a moment. If it was earlier, say when: \`/timeline 14:05 what happened\`.",
      "The label \`postmortem\` changes nothing here: the record is [Postmortem: Checkout returns 500](#2) already.",
    ]
  `);
  expect(await world.children(incident)).toEqual([postmortem]);
  await expectAtRest(world);
});

test('it is adopted: the text stays byte for byte, its times and its list of measures are read', async () => {
  const world = await createWorld();
  const page = await adopted(world, story.replaceAll('\n', '\r\n'));
  const { body, labels } = await world.issue(page);
  expect(readable(body.split('<!-- /postmortems:head -->')[0] ?? '')).toMatchInlineSnapshot(`
    "**Over** · 3 March 2026, 09:10 to 10:15 UTC
    1 h 5 min from discovery to over.
    Public page: no customer names, no secrets. GitHub keeps old versions."
  `);
  expect(withoutRegions(body)).toBe(story.replaceAll('\n', '\r\n'));
  expect(await world.children(page)).toEqual([2]);
  expect((await world.issue(2)).labels).toEqual(['preventative measure']);
  expect(labels).toEqual(['postmortem', 'postmortem: incomplete']);
  expect(await world.said(page)).toMatchInlineSnapshot(`
    [
      "**Next: Apology.** How would you say sorry to those it hurt? Name them, and what they could not do. Comment \`/apology\` and your answer, or edit the page.

    6 of 7 parts written · 1 measure waits for an answer

    **One preventative measure is written by hand, and nobody follows it yet.** To make an issue of it, copy this into a comment:

    \`\`\`
    /measure
    - Ask the vendor about limits
    \`\`\`

    <details>
    <summary>Still to write: Apology, Preventative measures</summary>

    - **Apology** is missing. Add a heading \`## Apology\`, and below it: How would you say sorry to those it hurt? Name them, and what they could not do.
    - **Preventative measures** has one measure to be decided: [Watch the size of the index](#2) waits for a yes or no. On its own issue, comment \`/accept\` with who takes it on, or \`/decline\` and why.
    - **Preventative measures** has one item by hand, and nobody follows it. Comment \`/measure\` with such items on the lines below it, and strike out (\`~~\`) what is not worth doing.

    </details>

    <details>
    <summary>Worth a look: 1 hint</summary>

    - **Contributing factors** holds one factor. Did it have help? How did it come to be, and how could it go unseen? One line for each. \`factors-single\`

    If one is of no use here, comment \`/postmortem mute\`, its name and why.

    </details>",
    ]
  `);
  const [index = 0] = (await world.issues('postmortem-index')).map((one) => one.number);
  expect(await world.read(index)).toMatchInlineSnapshot(`
    "What went wrong, what we learned, what we changed. To start a postmortem, put the label \`incident\` on an issue.

    **0 ongoing · 1 being written · 1 measure open**

    ### Being written

    - [Search was down](#3)<br>3 March · next: Apology

    ### Measures to do

    - [Watch the size of the index](#2)<br>proposed · from [Search was down](#3)"
  `);
  await expectAtRest(world);
});

test('commands work on it: rows, passages and measures come into its own sections, and what is missing at the end', async () => {
  const world = await createWorld();
  const text = 'Search was down.\n\n**Impact:** 4,000 searches\n\n```\n# Timeline\n```';
  const page = await adopted(world, text);
  const noted = await world.as('wes').comment(page, '/timeline 13:50 discovered: a call');
  await world.as('wes').comment(page, '/measure Watch the size\n/apology We are sorry.');
  await world.settle();
  expect(await world.read(page)).toMatchInlineSnapshot(`
    "**Ongoing**
    This page keeps the record.
    Public page: no customer names, no secrets. GitHub keeps old versions.

    Search was down.

    **Impact:** 4,000 searches

    \`\`\`
    # Timeline
    \`\`\`

    ## Apology

    We are sorry.

    ## Timeline

    **20 November 2026** (UTC)

    - [13:50](#c) **discovered:** a call

    ## Preventative measures

    - [Watch the size](#5)<br>proposed"
  `);
  const { body } = await world.issue(page);
  expect(body).toContain(text);
  await world.as('wes').deleteComment(noted);
  await world.settle();
  expect(await world.section(page, 'Timeline')).toMatch(/^Nothing yet/);
  await expectAtRest(world);
});

test('a passage that somebody takes out by hand stays away, also while there is no row', async () => {
  const world = await createWorld();
  const page = await adopted(world);
  await world.as('wes').comment(page, '/apology We are sorry.');
  await world.settle();
  await world.as('ann').edit(page, (body) => body.replace(/\n\nWe are sorry\..*/, ''));
  await world.settle();
  expect((await world.issue(page)).body).not.toContain('We are sorry');
  await expectAtRest(world);
});

test('issues that belong elsewhere, pull requests, incidents and what a person took out are not linked', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const taken = await world.as('wes').open('Taken');
  const parent = await world.as('wes').open('Parent');
  await world.as('wes').link(parent, taken);
  const free = await world.as('wes').open('Free');
  const body = `## Action items\n\n| what | where |\n|---|---|\n| a | #${taken} |\n| b | http://localhost:3000/acme/shop/issues/${free} |\n| c | #${incident} |\n| d | #${postmortem} |\n| e | #999 |\n\nSeen before in #${parent}. \`#${parent}\`\n`;
  const page = await world.as('wes').open('By hand', { body, labels: ['postmortem'] });
  await world.settle();
  expect(await world.children(page)).toEqual([free]);
  expect(await world.children(parent)).toEqual([taken]);
  await world.as('ann').unlink(page, free);
  await world.settle();
  await world.as('ann').edit(page, (text) => `${text}\n- #${free}, once more\n`);
  await world.settle();
  expect(await world.children(page)).toEqual([]);
  world.requests();
  await world.as('wes').comment(page, '/timeline 13:50 discovered: a call');
  await world.settle();
  expect(world.requests().list.filter((one) => one.includes('ReadIssue'))).toEqual([]);
  await expectAtRest(world);
});

test('one that was closed already is not reopened, and stands in the index as it is', async () => {
  const world = await createWorld();
  const page = await pageOf(world, 'Search was down for an hour in 2024. We are sorry.');
  await world.as('wes').close(page);
  world.at('14:30');
  await world.as('tia').label(page, 'postmortem');
  await world.settle();
  expect((await world.issue(page)).state).toBe('closed');
  expect(await world.read(page)).toMatch(/^\*\*Over\*\*\n/);
  const [index = 0] = (await world.issues('postmortem-index')).map((one) => one.number);
  expect(await world.read(index)).toContain('0 ongoing · 0 being written');
  expect(await world.read(index)).not.toContain('closed incomplete');
  expect((await world.issue(page)).labels).toEqual(['postmortem']);
  const [status = '', ...others] = await world.said(page);
  expect({ status: status.split('\n')[0], others }).toEqual({
    status: '**Kept as it is.** It was closed before it came here. Reopen it, and this says what is still to write.',
    others: [],
  });
  await world.as('wes').reopen(page);
  await world.settle();
  expect((await world.said(page))[0]).toMatch(/^\*\*Next: /);
  world.at('15:00');
  await world.as('wes').close(page);
  await world.settle();
  expect((await world.issue(page)).state).toBe('open');
  await expectAtRest(world);
});

test('taking the label off ends it, putting it on again resumes it, whoever does', async () => {
  const world = await createWorld();
  const page = await adopted(world);
  const [index = 0] = (await world.issues('postmortem-index')).map((one) => one.number);
  await world.as('ann').unlabel(page, 'postmortem');
  await world.settle();
  const { body } = await world.issue(page);
  expect(await world.read(index)).not.toContain('Search was down');
  await world.as('wes').comment(page, '/timeline 13:50 discovered: a call');
  await world.settle();
  expect((await world.issue(page)).body).toBe(body);
  await world.as('robo').label(page, 'postmortem');
  await world.settle();
  expect((await world.issue(page)).body).toContain('a call');
  expect(await world.read(index)).toContain('Search was down');
  await expectAtRest(world);
});

test('below an incident that has none it is the record of that incident', async () => {
  const world = await createWorld({ installedAt: '2026-11-20T14:30:00Z' });
  const incident = await world.as('ann').open('Search is down');
  await world.as('ann').label(incident, 'incident');
  const page = await pageOf(world);
  await world.as('wes').link(incident, page);
  await world.settle();
  world.at('15:00');
  await world.as('tia').label(page, 'postmortem');
  await world.settle();
  expect((await world.issues('postmortem')).map((one) => one.number)).toEqual([page]);
  expect(await world.said(incident)).toMatchInlineSnapshot(`
    [
      "The record is [Search was down](#4). Keep talking here.
    \`/timeline what happened\` notes a moment. If it was earlier, say when: \`/timeline 14:05 what happened\`.",
    ]
  `);
  await world.as('wes').comment(incident, '/timeline 2026-03-03 09:50 comms: status page');
  await world.settle();
  expect(await world.section(page, 'Timeline')).toContain('status page');
  await world.as('ann').unlink(incident, page);
  await world.settle();
  expect(await world.section(page, 'Timeline')).toContain('status page');
  await expectAtRest(world);
});

test('no event is needed, and it may stop between any two requests', async () => {
  const quiet = await createWorld();
  quiet.emulator.faults.set({ drop: 1 });
  const missed = await adopted(quiet);
  expect((await quiet.issue(missed)).body).toBe(story);
  quiet.emulator.faults.clear();
  await quiet.resync();
  const wanted = await quiet.read(missed);
  expect(wanted).toMatch(/^\*\*Over\*\*/);
  await expectAtRest(quiet);
  for (let stopAfter = 1; stopAfter < 24; stopAfter += 2) {
    const world = await createWorld();
    const page = await pageOf(world);
    await world.as('tia').label(page, 'postmortem');
    world.emulator.faults.stopAfter = stopAfter;
    await world.settleOrStop();
    await world.restart();
    expect(await world.read(page), `stopped after ${stopAfter}`).toBe(wanted);
    expect(await world.said(page)).toHaveLength(1);
    expect(await world.children(page)).toEqual([2]);
  }
});

test('a closed page that came in while the App was away is adopted by a resync, whatever else has changed since', async () => {
  const world = await createWorld({ webhooks: false });
  const page = await pageOf(world, 'Search was down for an hour in 2024.');
  await world.as('ann').close(page);
  await world.as('ann').label(page, 'postmortem');
  world.at('14:30');
  for (let count = 0; count < 101; count += 1) await world.as('ann').open(`Something else ${count}`);
  await world.resync();
  expect((await world.issue(page)).body).toContain('<!-- postmortems:head adopted=1');
  await expectAtRest(world);
});
