/** From the label to the postmortem: exactly one, for those who may, and for nothing else. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem } from '../world.ts';

test('an issue without the label stays as it is, whatever is said on it', async () => {
  const world = await createWorld();
  const issue = await world.as('ann').open('Checkout is slow');
  await world.as('ann').label(issue, 'bug');
  await world.as('wes').comment(issue, 'Looks like an incident to me. /timeline is for those.');
  await world.settle();
  expect(await world.children(issue)).toEqual([]);
  expect(await world.said(issue)).toEqual([]);
  expect(await world.issues()).toHaveLength(1);
  expect(world.requests().writes).toBe(0);
  await expectAtRest(world);
});

test('the label opens a postmortem, links the two and says so once', async () => {
  const world = await createWorld();
  const incident = await world.as('ann').open('Checkout returns 500');
  await world.as('tia').comment(incident, 'Support calls.');
  await world.as('ann').label(incident, 'incident');
  await world.settle();
  const [postmortem = 0, ...others] = await world.children(incident);
  expect(others).toEqual([]);
  expect(await world.issue(postmortem)).toMatchObject({
    title: 'Postmortem: Checkout returns 500',
    user: 'postmortems[bot]',
    state: 'open',
    labels: ['postmortem', 'postmortem: incomplete'],
  });
  expect(await world.said(incident)).toMatchInlineSnapshot(`
    [
      "The record is [Postmortem: Checkout returns 500](#2). Keep talking here.
    \`/timeline what happened\` notes a moment. If it was earlier, say when: \`/timeline 14:05 what happened\`.",
    ]
  `);
  expect(await world.said(postmortem)).toEqual([]);
  await expectAtRest(world);
});

test('at its opening the postmortem has a head line, Summary, Impact and Timeline, and prompts that only editors see', async () => {
  const world = await createWorld();
  const { postmortem } = await openPostmortem(world);
  expect(await world.read(postmortem)).toMatchInlineSnapshot(`
    "**Ongoing** · incident [#1](#1)
    Keep talking there. This page keeps the record.
    Public page: no customer names, no secrets. GitHub keeps old versions.

    ## Summary

    ## Impact

    ## Timeline

    Nothing yet. Comment \`/timeline what happened\`, here or on the incident. If it was earlier, say when: \`/timeline 14:05 what happened\`."
  `);
  const { body } = await world.issue(postmortem);
  expect(body.match(/<!-- (?!\/?postmortems).*? -->/g)).toMatchInlineSnapshot(`
    [
      "<!-- How would you tell a customer what is happening? One or two sentences. -->",
      "<!-- How do people notice it, how many, since when? A rough number beats none. -->",
    ]
  `);
  await expectAtRest(world);
});

test('in a private repository nothing is said about a public page', async () => {
  const world = await createWorld();
  world.emulator.createRepository({ name: 'vault', private: true });
  const vault = world.in('acme/vault');
  const incident = await vault.as('ann').open('Keys do not rotate');
  await vault.as('ann').label(incident, 'incident');
  await world.settle();
  const [postmortem = 0] = await vault.children(incident);
  expect(await vault.read(postmortem)).toContain('**Ongoing** · incident [#1](#1)');
  expect(await vault.read(postmortem)).not.toContain('Public page');
  await expectAtRest(world);
});

test('the label at the creation counts, in any case of letters, and a title is taken as it is', async () => {
  const world = await createWorld();
  await world.as('ann').api('POST', '/repos/acme/shop/labels', { name: 'Incident', color: 'ff0000' });
  const incident = await world.as('ann').open('`rm -rf` [x](y) <b>', { labels: ['Incident'] });
  await world.settle();
  const [postmortem = 0] = await world.children(incident);
  expect((await world.issue(postmortem)).title).toBe('Postmortem: `rm -rf` [x](y) <b>');
  expect((await world.said(incident))[0]?.split('\n')[0]).toBe(
    'The record is [Postmortem: \\`rm -rf\\` \\[x\\](y) \\<b\\>](#2). Keep talking here.',
  );
  await expectAtRest(world);
});

test('a title of 256 signs fits, cut at its end', async () => {
  const world = await createWorld();
  const { postmortem } = await openPostmortem(world, 'x'.repeat(256));
  expect((await world.issue(postmortem)).title).toBe(`Postmortem: ${'x'.repeat(244)}`);
  await expectAtRest(world);
});

test('taking the label off and putting it on again opens no second one and adds no second comment', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  for (let time = 0; time < 2; time += 1) {
    await world.as('ann').unlabel(incident, 'incident');
    await world.settle();
    await world.as('wes').label(incident, 'incident');
    await world.settle();
  }
  expect(await world.children(incident)).toEqual([postmortem]);
  expect(await world.said(incident)).toHaveLength(1);
  await expectAtRest(world);
});

test('every event that comes twice changes nothing', async () => {
  const world = await createWorld();
  world.emulator.faults.set({ seed: 3, duplicate: 1 });
  const { incident, postmortem } = await openPostmortem(world);
  for (const delivery of [...world.emulator.hooks.log]) await world.emulator.hooks.redeliver(delivery);
  await world.settle();
  expect(await world.children(incident)).toEqual([postmortem]);
  expect(await world.issues('postmortem')).toHaveLength(1);
  expect(await world.said(incident)).toHaveLength(1);
  await expectAtRest(world);
});

test('a link comment that somebody deleted is not written again', async () => {
  const world = await createWorld();
  const { incident } = await openPostmortem(world);
  const [link] = await world.comments(incident);
  await world.as('ann').deleteComment(link?.id ?? 0);
  await world.settle();
  expect(await world.said(incident)).toEqual([]);
  await expectAtRest(world);
});

test('removing the label or closing the incident leaves the postmortem alone', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const before = await world.issue(postmortem);
  await world.as('ann').unlabel(incident, 'incident');
  await world.settle();
  await world.as('ann').close(incident);
  await world.settle();
  expect(await world.issue(postmortem)).toEqual(before);
  expect((await world.issue(incident)).labels).toEqual([]);
  await world.as('wes').comment(incident, '/timeline 14:00 discovered: it still counts');
  await world.settle();
  expect(await world.read(postmortem)).toContain('it still counts');
  await expectAtRest(world);
});

test('what was noted before the label came is read at the opening', async () => {
  const world = await createWorld();
  const incident = await world.as('ann').open('Checkout returns 500');
  await world.as('ann').label(incident, 'incident');
  await world.as('wes').comment(incident, '/timeline 13:58 discovered: support calls');
  await world.settle();
  const [postmortem = 0] = await world.children(incident);
  expect(await world.section(postmortem, 'Timeline')).toContain('- [13:58](#c) **discovered:** support calls');
  await expectAtRest(world);
});

test('a label that a visitor put through an issue form waits, with one comment', async () => {
  const world = await createWorld();
  await world.as('ann').api('POST', '/repos/acme/shop/labels', { name: 'incident', color: 'ff0000' });
  const incident = await world.as('zoe').openByForm('I cannot pay', 'incident');
  await world.settle();
  expect(await world.children(incident)).toEqual([]);
  expect(await world.said(incident)).toMatchInlineSnapshot(`
    [
      "No postmortem was opened, because a visitor put the label. If this needs one, somebody with triage or more can comment \`/postmortem open\`.",
    ]
  `);

  await world.as('zoe').comment(incident, '/postmortem open');
  await world.as('ron').comment(incident, '/postmortem open');
  await world.settle();
  expect(await world.children(incident)).toEqual([]);
  expect(await world.said(incident)).toHaveLength(1);

  const open = await world.as('wes').comment(incident, '/postmortem open');
  await world.settle();
  expect(await world.children(incident)).toHaveLength(1);
  expect(await world.reactions(open)).toEqual(['rocket']);
  await expectAtRest(world);
});

test('a label that a person with read put waits as well', async () => {
  const world = await createWorld();
  await world.as('ann').api('POST', '/repos/acme/shop/labels', { name: 'incident', color: 'ff0000' });
  const incident = await world.as('ron').openByForm('I cannot pay', 'incident');
  await world.settle();
  expect(await world.children(incident)).toEqual([]);
  expect(await world.said(incident)).toHaveLength(1);
  await expectAtRest(world);
});

test('a label that another bot put waits, with one comment that stays the only one', async () => {
  const world = await createWorld();
  const incident = await world.as('ann').open('Disk is full');
  await world.as('ann').label(incident, 'bug', 'incident');
  await world.as('ann').unlabel(incident, 'incident');
  await world.as('robo').label(incident, 'incident');
  await world.settle();
  expect(await world.children(incident)).toEqual([]);
  expect(await world.said(incident)).toMatchInlineSnapshot(`
    [
      "No postmortem was opened, because a bot put the label. If this needs one, somebody with triage or more can comment \`/postmortem open\`.",
    ]
  `);
  const [notice] = await world.comments(incident);
  await world.as('ann').deleteComment(notice?.id ?? 0);
  await world.as('robo').unlabel(incident, 'incident');
  await world.as('robo').label(incident, 'incident');
  await world.settle();
  expect(await world.said(incident)).toEqual([]);
  await expectAtRest(world);
});

test('where a person labels after the bot, it opens', async () => {
  const world = await createWorld();
  const incident = await world.as('ann').open('Disk is full');
  await world.as('ann').api('POST', '/repos/acme/shop/labels', { name: 'incident', color: 'ff0000' });
  await world.as('robo').label(incident, 'incident');
  await world.settle();
  await world.as('robo').unlabel(incident, 'incident');
  await world.as('tia').label(incident, 'incident');
  await world.settle();
  expect(await world.children(incident)).toHaveLength(1);
  await expectAtRest(world);
});

test('a label from before the App was installed waits in silence for /postmortem open', async () => {
  const world = await createWorld({ installedAt: '2026-11-20T15:00:00Z' });
  const incident = await world.as('ann').open('Long ago');
  await world.as('ann').label(incident, 'incident');
  await world.settle();
  world.at('16:00');
  await world.resync();
  expect(await world.children(incident)).toEqual([]);
  expect(await world.said(incident)).toEqual([]);
  expect(world.emulator.state.issuesOf(await shop(world)).map((one) => one.reactions)).toEqual([[]]);

  await world.as('tia').comment(incident, '/postmortem open');
  await world.settle();
  expect(await world.children(incident)).toHaveLength(1);
  await expectAtRest(world);
});

test('/postmortem open works on an issue that never had the label, which it then gets', async () => {
  const world = await createWorld();
  const incident = await world.as('zoe').open('I cannot pay');
  const zoes = await world.as('zoe').comment(incident, '/postmortem open');
  await world.settle();
  expect(await world.children(incident)).toEqual([]);
  expect(await world.said(incident)).toEqual([]);
  const wess = await world.as('wes').comment(incident, '/postmortem open');
  await world.settle();
  expect(await world.children(incident)).toHaveLength(1);
  expect((await world.issue(incident)).labels).toEqual(['incident']);
  expect(await world.reactions(wess)).toEqual(['rocket']);
  expect(await world.reactions(zoes)).toEqual(['confused']);
  await expectAtRest(world);
});

test('a person who takes the label off after /postmortem open has the last word', async () => {
  const world = await createWorld();
  const incident = await world.as('zoe').open('I cannot pay');
  await world.as('wes').comment(incident, '/postmortem open');
  await world.settle();
  await world.as('wes').unlabel(incident, 'incident');
  await world.settle();
  expect((await world.issue(incident)).labels).toEqual([]);
  expect(await world.children(incident)).toHaveLength(1);
  await expectAtRest(world);
});

test('/postmortem open where there is one already opens no second', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const again = await world.as('wes').comment(incident, '/postmortem open');
  await world.as('wes').comment(postmortem, '/postmortem open');
  await world.settle();
  expect(await world.issues('postmortem')).toHaveLength(1);
  expect(await world.reactions(again)).toEqual(['rocket']);
  await expectAtRest(world);
});

test('a postmortem that somebody deleted is opened again only when somebody asks for it', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('ann').remove(postmortem);
  await world.settle();
  await world.resync();
  await world.as('ann').unlabel(incident, 'incident');
  await world.as('ann').label(incident, 'incident');
  await world.settle();
  expect(await world.children(incident)).toEqual([]);
  world.at('16:00');
  await world.as('ann').comment(incident, '/postmortem open');
  await world.settle();
  expect(await world.children(incident)).toHaveLength(1);
  await expectAtRest(world);
});

test('a postmortem opened anew, after one was deleted, has again what the comments say', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const noted = await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  await world.as('ann').remove(postmortem);
  await world.settle();
  expect(await world.reactions(noted)).toEqual(['rocket']);
  expect(await world.said(incident)).toHaveLength(1);
  world.at('16:00');
  await world.as('ann').comment(incident, '/postmortem open');
  await world.settle();
  const [again = 0] = await world.children(incident);
  expect(await world.section(again, 'Timeline')).toContain('carts');
  await expectAtRest(world);
});

test('an issue labelled security opens nothing and says where such things go, once and without details', async () => {
  const world = await createWorld();
  const incident = await world.as('ann').open('Tokens leak through /debug');
  await world.as('ann').label(incident, 'security', 'incident');
  await world.settle();
  expect(await world.children(incident)).toEqual([]);
  expect(await world.said(incident)).toMatchInlineSnapshot(`
    [
      "No postmortem was opened, because this is marked \`security\`. Such things go a private way: see the [security policy](#). Please write no details here.",
    ]
  `);
  await world.as('wes').comment(incident, '/postmortem open');
  await world.settle();
  expect(await world.children(incident)).toEqual([]);
  expect(await world.said(incident)).toHaveLength(1);
  expect(await world.issues()).toHaveLength(1);
  await expectAtRest(world);
});

test('a pull request is no incident, whether the event says what it is or not', async () => {
  const world = await createWorld();
  const event = (issue: object) =>
    ({
      action: 'labeled',
      installation: { id: world.emulator.credentials.installationId },
      repository: { full_name: 'acme/shop' },
      sender: { login: 'ann' },
      label: { name: 'incident' },
      issue: { number: 7, labels: [{ name: 'incident' }], ...issue },
    }) as never;
  world.receive('issues', event({ pull_request: { url: 'https://api.github.com/repos/acme/shop/pulls/7' } }));
  await world.settle();
  expect(world.requests()).toMatchObject({ reads: 0, writes: 0 });
  world.receive('issues', event({}));
  await world.settle();
  expect(world.requests().writes).toBe(0);
  expect(await world.issues()).toEqual([]);
  await expectAtRest(world);
});

test('an event that lies about who labelled, or that anybody did, opens nothing', async () => {
  const world = await createWorld();
  await world.as('ann').api('POST', '/repos/acme/shop/labels', { name: 'incident', color: 'ff0000' });
  const plain = await world.as('zoe').open('Nothing');
  const visitors = await world.as('zoe').openByForm('I cannot pay', 'incident');
  await world.settle();
  for (const number of [plain, visitors]) {
    const issue = { number, labels: [{ name: 'incident' }], user: { login: 'ann' }, author_association: 'OWNER' };
    world.receive('issues', {
      action: 'labeled',
      installation: { id: world.emulator.credentials.installationId },
      repository: { full_name: 'acme/shop' },
      sender: { login: 'ann' },
      label: { name: 'incident' },
      issue,
    } as never);
  }
  await world.settle();
  expect(await world.issues('postmortem')).toEqual([]);
  await expectAtRest(world);
});

test('an incident may be closed already, belong to an epic and have sub-issues of its own', async () => {
  const world = await createWorld();
  const ann = world.as('ann');
  const epic = await ann.open('Payments');
  const incident = await ann.open('Checkout returned 500');
  const task = await ann.open('Call the bank');
  await ann.link(epic, incident);
  await ann.link(incident, task);
  await ann.close(incident);
  await ann.label(incident, 'incident');
  await world.settle();
  const [, postmortem = 0, ...others] = await world.children(incident);
  expect(others).toEqual([]);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: support calls');
  await ann.close(task);
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toContain('support calls');
  expect(await world.read(postmortem)).not.toContain('Call the bank');
  expect(await world.issue(task)).toMatchObject({ labels: [], state: 'closed' });
  expect(await world.said(epic)).toEqual([]);
  await expectAtRest(world);
});

test('should two postmortems come about, the older stays and the younger is closed as its duplicate', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const { node_id } = await world.issue(incident);
  const { body } = await world.issue(postmortem);
  const app = await world.app();
  const repository = await shop(world);
  await app.graphql(
    'mutation($to: ID!, $parent: ID!, $body: String!) { createIssue(input: { repositoryId: $to, title: "Postmortem: twice", body: $body, parentIssueId: $parent }) { issue { number } } }',
    { to: repository.nodeId, parent: node_id, body },
  );
  const [, younger = 0] = await world.children(incident);
  await world.as('ann').label(younger, 'postmortem');
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: support calls');
  await world.settle();
  expect(await world.issue(younger)).toMatchObject({ state: 'closed', state_reason: 'duplicate', labels: [] });
  expect(await world.issue(postmortem)).toMatchObject({ state: 'open' });
  const [index] = await world.issues('postmortem-index');
  expect((await world.read(index?.number ?? 0)).match(/^- .*/gm)).toHaveLength(1);
  expect(await world.section(postmortem, 'Timeline')).toContain('support calls');
  await expectAtRest(world);
});

test('one issue after another: cases do not mix', async () => {
  const world = await createWorld();
  const one = await openPostmortem(world, 'Checkout returns 500');
  const other = await openPostmortem(world, 'Search is slow');
  await world.as('wes').comment(one.incident, '/timeline 13:50 discovered: carts');
  await world.as('wes').comment(other.postmortem, '/timeline 13:51 discovered: search box');
  await world.settle();
  expect(await world.section(one.postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [13:50](#c) **discovered:** carts"
  `);
  expect(await world.section(other.postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [13:51](#c) **discovered:** search box"
  `);
  await expectAtRest(world);
});

test('an archived repository is left alone', async () => {
  const world = await createWorld();
  const { incident } = await openPostmortem(world);
  const other = await world.as('ann').open('Search is slow');
  await world.as('ann').label(other, 'incident');
  const repository = await shop(world);
  repository.archived = true;
  await world.settle();
  expect(await world.children(incident)).toHaveLength(1);
  expect(await world.children(other)).toEqual([]);
  expect(world.logs).toEqual([]);
  await expectAtRest(world);
});

async function shop(world: Awaited<ReturnType<typeof createWorld>>) {
  const repository = world.emulator.state.named('acme/shop');
  if (!repository) throw new Error('there is no acme/shop');
  return repository;
}

test('an incident that moved to another repository opens no second postmortem and says where the record is', async () => {
  const world = await createWorld();
  world.emulator.createRepository({ name: 'api' });
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('ann').transfer(incident, 'acme/api');
  await world.settle();
  const api = world.in('acme/api');
  const [moved] = await api.issues();
  const number = moved?.number ?? 0;
  const comments = [
    await api.as('wes').comment(number, '/timeline 13:50 discovered: carts'),
    await api.as('wes').comment(number, '/postmortem open'),
    await api.as('zoe').comment(number, '/postmortem open'),
  ];
  await api.as('ann').label(number, 'incident');
  await world.settle();
  expect(await api.issues()).toHaveLength(1);
  expect((await api.said(number)).slice(1)).toMatchInlineSnapshot(`
    [
      "[Not recorded](#c): the record is [Postmortem: Checkout returns 500](#2) in acme/shop, which this issue left. Comment there.

    [Not recorded](#c): the record is [Postmortem: Checkout returns 500](#2) in acme/shop, which this issue left. Comment there.",
    ]
  `);
  for (const comment of comments) expect(await api.reactions(comment)).toEqual(['confused']);
  expect(await world.section(postmortem, 'Timeline')).toMatch(/^Nothing yet/);
  await expectAtRest(world);
});
