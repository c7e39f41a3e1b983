/** The one index of a repository: made once, pinned once, current, and people's outside its region. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, takeOn, type World } from '../world.ts';

async function index(world: World) {
  const [first, ...others] = await world.issues('postmortem-index');
  if (!first || others.length > 0) throw new Error(`there are ${others.length + (first ? 1 : 0)} indexes`);
  return first.number;
}

const written = { Summary: 'S', Apology: 'A', Impact: 'I', 'Contributing factors': 'F', Resolution: 'R' };

/** Five of them, each in another state. */
async function five(world: World) {
  const wes = world.as('wes');
  world.at('2025-11-30T10:00:00Z');
  const old = await openPostmortem(world, 'Slow images');
  await wes.comment(old.incident, '/timeline 09:40 discovered: readers\n/over 09:55\n/measure Smaller images');
  await world.settle();
  await wes.write(old.postmortem, written);
  const [smaller = 0] = await world.children(old.postmortem);
  await wes.close(smaller);
  await wes.close(old.postmortem);
  await world.settle();

  world.at('2026-03-03T10:00:00Z');
  const limit = await openPostmortem(world, 'Connection limit reached');
  await world.as('ann').label(limit.incident, 'severity 2');
  await wes.comment(
    limit.incident,
    '/timeline 08:00 discovered: graphs\n/timeline 08:30 mitigated: restart\n/over 08:55',
  );
  await wes.comment(limit.incident, '/measure Budget per service');
  await world.settle();
  const [budget = 0] = await world.children(limit.postmortem);
  await wes.close(budget, 'not_planned');
  await wes.close(limit.postmortem);
  await world.settle();
  world.at('2026-03-04T10:00:00Z');
  await wes.close(limit.postmortem);
  await world.settle();

  world.at('2026-05-01T10:00:00Z');
  const unneeded = await openPostmortem(world, 'Only a drill');
  await wes.close(unneeded.postmortem, 'not_planned');
  await world.settle();

  world.at('2026-11-19T10:00:00Z');
  const writing = await openPostmortem(world, 'Checkout returns 500');
  await wes.comment(
    writing.incident,
    '/timeline 09:00 discovered: support\n/timeline 09:20 mitigated: scaled back\n/over 09:50',
  );
  await wes.comment(writing.incident, '/measure One pool each\n/measure Page us');
  await world.settle();
  const [, page = 0] = await world.children(writing.postmortem);
  await world.as('ann').label(page, 'P1');
  await world.settle();

  world.at('2026-11-20T14:00:00Z');
  const ongoing = await openPostmortem(world, 'Search is slow in Europe');
  await world.as('ann').label(ongoing.incident, 'sev1');
  await world.settle();
  return { old, limit, unneeded, writing, ongoing, smaller, budget, page };
}

test('without a postmortem there is no index', async () => {
  const world = await createWorld();
  await world.as('ann').open('Nothing special');
  await world.resync();
  expect(await world.issues('postmortem-index')).toEqual([]);
  await expectAtRest(world);
});

test('it is made with the first postmortem, pinned, and says what is going on', async () => {
  const world = await createWorld();
  await openPostmortem(world);
  const number = await index(world);
  expect(await world.issue(number)).toMatchObject({ title: 'Postmortem index', user: 'postmortems[bot]' });
  expect(world.pinned()).toEqual([number]);
  expect(await world.read(number)).toMatchInlineSnapshot(`
    "What went wrong, what we learned, what we changed. To start a postmortem, put the label \`incident\` on an issue.

    **1 ongoing · 0 being written · 0 measures open**

    ### Ongoing

    - [Checkout returns 500](#2)<br>since 20 November 2026, 14:00 UTC"
  `);
  await expectAtRest(world);
});

test('it lists ongoing, being written, measures to do, then by year', async () => {
  const world = await createWorld({ installedAt: '2025-01-01T00:00:00Z' });
  await five(world);
  expect(await world.read(await index(world))).toMatchInlineSnapshot(`
    "What went wrong, what we learned, what we changed. To start a postmortem, put the label \`incident\` on an issue.

    **1 ongoing · 1 being written · 2 measures open**

    ### Ongoing

    - [Search is slow in Europe](#15)<br>severity 1 · since 20 November 2026, 14:00 UTC

    ### Being written

    - [Checkout returns 500](#11)<br>19 November · next: Contributing factors

    ### Measures to do

    - [Page us](#13)<br>P1 · proposed · from [Checkout returns 500](#11)
    - [One pool each](#12)<br>proposed · from [Checkout returns 500](#11)

    ### 2026

    - [Only a drill](#9)<br>1 May · not needed
    - [Connection limit reached](#6)<br>3 March · severity 2 · 55 min · closed incomplete · 1 measure declined

    <details>
    <summary>2025: 1 postmortem</summary>

    - [Slow images](#2)<br>30 November · 15 min · 1 of 1 measure done

    </details>

    Last twelve months: mitigated after a median of 25 min, shortest 20 min, longest 30 min, n = 2. Too few to see a trend."
  `);
  // The year has passed in one leap: now the oldest asks whether its measure holds.
  await world.resync();
  await expectAtRest(world);
});

test('it follows at once: over, a measure done, a name changed, a closing, a deletion', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const number = await index(world);
  const wes = world.as('wes');
  await wes.comment(incident, '/timeline 13:50 discovered: support\n/over 13:55\n/measure Page us');
  await world.settle();
  expect(await world.read(number)).toMatch(
    /### Being written[\s\S]*20 November · next: Contributing factors[\s\S]*### Measures to do/,
  );
  const [measure = 0] = await world.children(postmortem);
  await wes.close(measure);
  await world.settle();
  expect(await world.read(number)).not.toContain('### Measures to do');
  await wes.rename(postmortem, 'Postmortem: Checkout was down');
  await world.settle();
  expect(await world.read(number)).toContain('- [Checkout was down](#2)');
  await wes.close(postmortem, 'not_planned');
  await world.settle();
  expect(await world.read(number)).toMatch(/### 2026[\s\S]*not needed · 1 of 1 measure done/);
  await world.as('ann').remove(postmortem);
  await world.settle();
  expect(await world.read(number)).not.toContain('Checkout was down');
  await expectAtRest(world);
});

test('right after a resync it is right, even if every webhook was lost', async () => {
  const world = await createWorld({ webhooks: false });
  const ann = world.as('ann');
  const one = await ann.open('Checkout returns 500');
  const two = await ann.open('Search is slow');
  for (const incident of [one, two]) await ann.label(incident, 'incident');
  await world.resync();
  const number = await index(world);
  expect(await world.read(number)).toContain('**2 ongoing · 0 being written · 0 measures open**');
  const [postmortem = 0] = await world.children(two);
  await world.as('wes').comment(two, '/timeline 13:50 discovered: graphs\n/over 13:55\n/measure Cache it');
  await world.as('ann').remove(one);
  await world.resync();
  await world.as('wes').close(postmortem, 'not_planned');
  const [measure = 0] = await world.children(postmortem);
  await world.as('wes').close(measure);
  await world.resync();
  expect((await world.read(number)).replace(/#\d+/g, '#')).toMatchInlineSnapshot(`
    "What went wrong, what we learned, what we changed. To start a postmortem, put the label \`incident\` on an issue.

    **1 ongoing · 0 being written · 0 measures open**

    ### Ongoing

    - [Checkout returns 500](#)<br>since 20 November 2026, 14:00 UTC

    ### 2026

    - [Search is slow](#)<br>20 November · 5 min · not needed · 1 of 1 measure done"
  `);
  await expectAtRest(world);
});

test('edits inside its region are put right, text outside is people’s', async () => {
  const world = await createWorld();
  await openPostmortem(world);
  const number = await index(world);
  const before = await world.read(number);
  await world
    .as('moe')
    .edit(number, (body) => `Ask in #help.\n\n${body.replace('1 ongoing', '0 ongoing')}\nWritten by moe.\n`);
  await world.settle();
  expect(await world.read(number)).toBe(`Ask in #help.\n\n${before}\n\nWritten by moe.`);
  await world.as('moe').edit(number, (body) => body.replaceAll('\n', '\r\n'));
  await world.settle();
  await openPostmortem(world, 'Search is slow');
  expect((await world.issue(number)).body).toContain('\r\nWritten by moe.\r\n');
  expect((await world.issue(number)).body).toContain('**2 ongoing');
  await expectAtRest(world);
});

test('a region that was deleted comes back on top, one whose end is lost is made whole', async () => {
  const world = await createWorld();
  await openPostmortem(world);
  const number = await index(world);
  const before = await world.read(number);
  await world.as('moe').edit(number, () => 'Only this.');
  await world.settle();
  expect(await world.read(number)).toBe(`${before}\n\nOnly this.`);
  await world.as('moe').edit(number, (body) => body.replace('<!-- /postmortems:index -->', ''));
  await world.settle();
  expect((await world.issue(number)).body.match(/postmortems:index/g)).toHaveLength(2);
  await expectAtRest(world);
});

test('unpinned by a person it stays so, and current', async () => {
  const world = await createWorld();
  const { incident } = await openPostmortem(world);
  const number = await index(world);
  await world.as('ann').unpin(number);
  await world.settle();
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: support\n/over 13:55');
  await world.settle();
  await world.restart();
  expect(world.pinned()).toEqual([]);
  expect(await world.read(number)).toContain('1 being written');
  await expectAtRest(world);
});

test('closed by a person it stays so, and current, and no other is made', async () => {
  const world = await createWorld();
  const { incident } = await openPostmortem(world);
  const number = await index(world);
  await world.as('ann').close(number);
  await world.settle();
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: support\n/over 13:55');
  await world.settle();
  await world.restart();
  expect((await world.issue(number)).state).toBe('closed');
  expect(await world.read(number)).toContain('1 being written');
  expect(await world.issues('postmortem-index')).toHaveLength(1);
  await expectAtRest(world);
});

test('where three issues are pinned already, it lives without', async () => {
  const world = await createWorld();
  for (const title of ['Rules', 'Roadmap', 'Help']) {
    const issue = await world.as('ann').open(title);
    const { node_id } = await world.issue(issue);
    await world.as('ann').api('POST', 'graphql', {
      query: 'mutation($id: ID!) { pinIssue(input: { issueId: $id }) { issue { id } } }',
      variables: { id: node_id },
    });
  }
  await openPostmortem(world);
  expect(world.pinned()).toHaveLength(3);
  expect(world.pinned()).not.toContain(await index(world));
  await openPostmortem(world, 'Search is slow');
  expect(await world.read(await index(world))).toContain('**2 ongoing');
  expect(await world.issues('postmortem-index')).toHaveLength(1);
  await expectAtRest(world);
});

test('while lists lag no row vanishes and no second index is made', async () => {
  const world = await createWorld();
  await openPostmortem(world);
  const number = await index(world);
  world.emulator.faults.set({ listLagMs: 30_000 });
  await openPostmortem(world, 'Search is slow');
  expect(await world.read(number)).toContain('**2 ongoing');
  await world.restart();
  world.emulator.faults.set({ listLagMs: 30_000 });
  await openPostmortem(world, 'Login is gone');
  expect(await world.read(number)).toContain('**3 ongoing');
  expect(await world.issues('postmortem-index')).toHaveLength(1);
  world.emulator.faults.clear();
  await expectAtRest(world);
});

test('also the very first index is made once while lists lag', async () => {
  const world = await createWorld();
  world.emulator.faults.set({ listLagMs: 30_000 });
  await openPostmortem(world);
  await openPostmortem(world, 'Search is slow');
  await world.resync();
  expect(await world.read(await index(world))).toContain('**2 ongoing');
  world.emulator.faults.clear();
  await expectAtRest(world);
});

test('a security incident is not listed, also when the label comes later', async () => {
  const world = await createWorld();
  const one = await openPostmortem(world, 'Tokens in the log');
  const other = await openPostmortem(world, 'Search is slow');
  await world.as('wes').comment(one.incident, '/measure Scrub the log');
  await world.settle();
  const number = await index(world);
  await world.as('ann').label(one.incident, 'security');
  await world.settle();
  expect(await world.read(number)).not.toMatch(/Tokens|Scrub/);
  await world.as('ann').label(other.postmortem, 'Security');
  await world.settle();
  expect(await world.read(number)).not.toContain('Search');
  expect(await world.read(number)).toContain('**0 ongoing · 0 being written · 0 measures open**');
  await expectAtRest(world);
});

test('a postmortem that lost its label leaves the list', async () => {
  const world = await createWorld();
  const { postmortem } = await openPostmortem(world);
  await openPostmortem(world, 'Search is slow');
  await world.as('ann').unlabel(postmortem, 'postmortem');
  await world.settle();
  expect(await world.read(await index(world))).not.toContain('Checkout');
  await expectAtRest(world);
});

test('the label of the index taken off by a person means hands off that issue; the next postmortem brings another', async () => {
  const world = await createWorld();
  await openPostmortem(world);
  const number = await index(world);
  await world.as('ann').unlabel(number, 'postmortem-index');
  await world.settle();
  await openPostmortem(world, 'Search is slow');
  expect(await world.read(number)).not.toContain('Search is slow');
  expect(await world.read(await index(world))).toContain('Search is slow');
  await expectAtRest(world);
  await world.as('ann').label(number, 'postmortem-index');
  await world.settle();
  expect(await world.read(number)).toContain('Search is slow');
  expect((await world.issues('postmortem-index')).filter((one) => one.state === 'open')).toHaveLength(1);
  await expectAtRest(world);
});

test('an index that somebody deleted is made again', async () => {
  const world = await createWorld();
  const { incident } = await openPostmortem(world);
  await world.as('ann').remove(await index(world));
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: support\n/over 13:55');
  await world.settle();
  expect(await world.read(await index(world))).toContain('1 being written');
  await expectAtRest(world);
});

test('a second index that came about is closed as a duplicate, the older stays', async () => {
  const world = await createWorld();
  await openPostmortem(world);
  const number = await index(world);
  const app = await world.app();
  const { data } = await app.request('POST /repos/{owner}/{repo}/issues', {
    owner: 'acme',
    repo: 'shop',
    title: 'Postmortem index',
    body: (await world.issue(number)).body,
    labels: ['postmortem-index'],
  });
  await world.resync();
  expect(await world.issue(data.number)).toMatchObject({ state: 'closed', state_reason: 'duplicate' });
  expect(await world.issue(number)).toMatchObject({ state: 'open' });
  await expectAtRest(world);
});

test('an issue that a person labelled postmortem-index is not taken for ours', async () => {
  const world = await createWorld();
  const theirs = await world.as('ann').open('My list', { body: 'Mine.', labels: ['postmortem-index'] });
  await openPostmortem(world);
  expect(await world.issue(theirs)).toMatchObject({ title: 'My list', body: 'Mine.', state: 'open' });
  const indexes = (await world.issues('postmortem-index')).filter((one) => one.user === 'postmortems[bot]');
  expect(indexes).toHaveLength(1);
  await expectAtRest(world);
});

test('an issue that a bot labelled postmortem is not listed', async () => {
  const world = await createWorld();
  const theirs = await world.as('ann').open('Old postmortem', { body: '## Timeline\n' });
  await openPostmortem(world);
  await world.as('robo').label(theirs, 'postmortem');
  await world.settle();
  expect(await world.read(await index(world))).not.toContain('Old postmortem');
  expect((await world.issue(theirs)).body).toBe('## Timeline\n');
  await expectAtRest(world);
});

test('each repository has its own', async () => {
  const world = await createWorld();
  world.emulator.createRepository({ name: 'api' });
  await openPostmortem(world);
  const api = world.in('acme/api');
  const incident = await api.as('ann').open('Rate limits gone');
  await api.as('ann').label(incident, 'incident');
  await world.settle();
  const [theirs] = await api.issues('postmortem-index');
  expect(await api.read(theirs?.number ?? 0)).toMatch(/Rate limits gone/);
  expect(await api.read(theirs?.number ?? 0)).not.toMatch(/Checkout/);
  expect(await world.read(await index(world))).not.toMatch(/Rate limits/);
  await expectAtRest(world);
});

test('one broken postmortem is listed as such and breaks nothing', async () => {
  const world = await createWorld();
  const one = await openPostmortem(world, 'Odd');
  await openPostmortem(world, 'Search is slow');
  const number = await index(world);
  await world.as('ann').edit(one.postmortem, (body) => `${body}\n${'> '.repeat(4000)}x\n`);
  await world.settle();
  expect(await world.read(number)).toMatch(/\[Odd\]\(#\d+\)<br>since .* · cannot be read: quotes or lists within/);
  expect(await world.read(number)).toContain('[Search is slow]');
  await world.as('ann').edit(one.postmortem, (body) => body.replace(/^(?:> )+x$/m, ''));
  await world.settle();
  expect(await world.read(number)).not.toContain('cannot be read');
  await expectAtRest(world);
});

test('what is muted on the page does not count here, and a postmortem that was transferred is listed where it is', async () => {
  const world = await createWorld();
  world.emulator.createRepository({ name: 'api' });
  const { incident, postmortem } = await openPostmortem(world);
  const number = await index(world);
  const wes = world.as('wes');
  await wes.comment(incident, '/timeline 13:50 discovered: support\n/over 13:55');
  await wes.comment(postmortem, '/postmortem mute no-factors nobody could find out');
  await world.settle();
  expect(await world.read(number)).toContain('next: Preventative measures');
  await world.as('ann').api('POST', '/repos/acme/api/labels', { name: 'postmortem' });
  await world.as('ann').transfer(postmortem, 'acme/api');
  await world.settle();
  expect(await world.read(number)).not.toContain(`/issues/${postmortem})`);
  const [theirs] = await world.in('acme/api').issues('postmortem-index');
  expect(await world.in('acme/api').read(theirs?.number ?? 0)).toContain('[Checkout returns 500]');
  await expectAtRest(world);
});

test('closed incomplete until what is missing is written, open again when it is reopened', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const number = await index(world);
  const wes = world.as('wes');
  await wes.comment(incident, '/timeline 13:50 discovered: support\n/over 13:55\n/measure Page us');
  await world.settle();
  for (const _ of [1, 2]) {
    await wes.close(postmortem);
    await world.settle();
  }
  expect(await world.read(number)).toContain('5 min · closed incomplete');
  await wes.write(postmortem, written);
  await takeOn(world, postmortem);
  expect(await world.read(number)).not.toContain('closed incomplete');
  await wes.reopen(postmortem);
  await world.settle();
  expect(await world.read(number)).toContain('**0 ongoing · 1 being written');
  await expectAtRest(world);
});

test('the day after it was due a measure is overdue, whatever else happens, and it is said once', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const wes = world.as('wes');
  await wes.comment(incident, '/timeline 13:50 discovered: support\n/over 13:55\n/measure Page us');
  await world.settle();
  const [measure = 0] = await world.children(postmortem);
  await wes.comment(measure, '/accept P1 @wes by 2026-11-22');
  await world.settle();
  const number = await index(world);
  expect(await world.read(number)).toContain(`- [Page us](#${measure})<br>P1 · by 22 November · from`);
  world.at('2026-11-22T23:30:00Z');
  await expectAtRest(world);
  world.at('2026-11-23T00:30:00Z');
  await world.resync();
  expect(await world.read(number)).toContain('1 measure open, 1 overdue**');
  expect(await world.read(number)).toContain(`- [Page us](#${measure})<br>P1 · **overdue since 22 November** · from`);
  expect(await world.read(number)).not.toContain('wes');
  await expectAtRest(world);
});
