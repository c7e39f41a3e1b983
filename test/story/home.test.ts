/** One home for the postmortems of all repositories of an owner. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, type Place, type World } from '../world.ts';

const path = '.github/postmortems.yml';

/** Writes the file as `ann` would in the editor. */
async function configure(world: World, text: string, repo = 'acme/.github'): Promise<void> {
  const ann = world.as('ann');
  const url = `/repos/${repo}/contents/${path}`;
  const former = await ann.api<{ sha: string }>('GET', url).catch(() => undefined);
  const content = Buffer.from(text).toString('base64');
  await ann.api('PUT', url, { message: 'Configure', content, ...(former && { sha: former.sha }) });
}

/** `acme/shop` and `acme/api`, whose postmortems are opened in `acme/postmortems`. */
async function withHome({ isPrivate = false } = {}) {
  const world = await createWorld();
  world.emulator.createRepository({ name: 'api' });
  world.emulator.createRepository({ name: '.github' });
  world.emulator.createRepository({ name: 'postmortems', private: isPrivate });
  await configure(world, 'home: acme/postmortems\n');
  return { world, api: world.in('acme/api'), home: world.in('acme/postmortems') };
}

async function openIncident(world: World, place: Place, title: string): Promise<number> {
  const incident = await place.as('ann').open(title);
  await place.as('ann').label(incident, 'incident');
  await world.settle();
  return incident;
}

async function indexOf(place: Place): Promise<string> {
  const [index, ...others] = await place.issues('postmortem-index');
  expect(others).toEqual([]);
  return index ? place.read(index.number) : 'no index';
}

/** Titles, numbers aside. */
const titles = async (place: Place, label = 'postmortem') => (await place.issues(label)).map((one) => one.title);

/** Repositories change hands and doors outside the API that the app uses. */
async function change(world: World, repo: string, to: { private?: boolean; archived?: boolean }): Promise<void> {
  const repository = world.emulator.state.named(repo);
  if (!repository) throw new Error(`there is no ${repo}`);
  Object.assign(repository, to);
  world.receive('repository', {
    action: 'edited',
    installation: { id: world.emulator.credentials.installationId },
    repository: { full_name: repo },
    sender: { login: 'ann' },
  } as never);
  await world.settle();
}

test('the postmortems of two repositories are opened in one home, and live there', async () => {
  const { world, api, home } = await withHome();
  const [cart, limits] = [
    await openIncident(world, world, 'Checkout returns 500'),
    await openIncident(world, api, 'Rate limits gone'),
  ];
  expect(await titles(home)).toEqual(['Postmortem: Checkout returns 500', 'Postmortem: Rate limits gone']);
  expect([await titles(world), await titles(api)]).toEqual([[], []]);
  const [first = 0, second = 0] = (await home.issues('postmortem')).map((one) => one.number);
  expect(await home.read(first)).toMatchInlineSnapshot(`
    "**Ongoing** · incident [acme/shop#1](#1)
    Keep talking there. This page keeps the record.
    Public page: no customer names, no secrets. GitHub keeps old versions.

    ## Summary

    ## Impact

    ## Timeline

    Nothing yet. Comment \`/timeline what happened\`, here or on the incident. If it was earlier, say when: \`/timeline 14:05 what happened\`."
  `);
  expect(await world.said(cart)).toMatchInlineSnapshot(`
    [
      "The record is [Postmortem: Checkout returns 500](#1). Keep talking here.
    \`/timeline what happened\` notes a moment. If it was earlier, say when: \`/timeline 14:05 what happened\`.",
    ]
  `);

  await world.as('wes').comment(cart, '/timeline 13:50 discovered: carts are lost');
  await home.as('tia').comment(first, '/timeline 13:55 action: back to the old servers');
  await api.as('wes').comment(limits, '/timeline 13:40 discovered: the bill');
  await home.as('wes').comment(second, '/measure Count requests');
  await world.settle();
  expect(await home.section(first, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [13:50](#c) **discovered:** carts are lost
    - [13:55](#c) action: back to the old servers"
  `);
  expect(await home.section(second, 'Timeline')).toContain('the bill');
  const [measure = 0] = await home.children(second);
  expect(await home.issue(measure)).toMatchObject({ title: 'Count requests', labels: ['preventative measure'] });
  expect([await api.issues('preventative measure'), await world.issues('preventative measure')]).toEqual([[], []]);
  await home.as('wes').comment(measure, '/accept P1 @wes by 2026-12-04');
  await world.as('moe').comment(cart, '/over 14:30 carts are kept');
  await world.settle();
  expect(await home.section(second, 'Preventative measures')).toContain('P1 · accepted · wes · by 4 December');
  expect(await home.read(first)).toContain('**Over** · 20 November 2026');
  await home.as('ann').close(first, 'not_planned');
  await world.settle();
  expect(await indexOf(home)).toMatchInlineSnapshot(`
    "What went wrong, what we learned, what we changed. To start a postmortem, put the label \`incident\` on an issue.

    **1 ongoing · 0 being written · 1 measure open**

    ### Ongoing

    - [Rate limits gone](#3)<br>api · since 20 November 2026, 13:40 UTC

    ### Measures to do

    - [Count requests](#4)<br>P1 · by 4 December · from [Rate limits gone](#3)

    ### 2026

    - [Checkout returns 500](#1)<br>shop · 20 November · not needed"
  `);
  expect([await indexOf(world), await indexOf(api)]).toEqual(['no index', 'no index']);
  expect(home.pinned()).toHaveLength(1);
  expect(world.logs).toEqual([]);
  await expectAtRest(world);
});

test('who may command is asked where the comment stands', async () => {
  const world = await createWorld();
  world.emulator.createRepository({ name: '.github' });
  world.emulator.createRepository({ name: 'postmortems', roles: { ann: 'admin', zoe: 'write' } });
  await configure(world, 'home: acme/postmortems\n');
  const home = world.in('acme/postmortems');
  const incident = await openIncident(world, world, 'Checkout returns 500');
  const [page = 0] = (await home.issues('postmortem')).map((one) => one.number);
  const refused = [
    await world.as('zoe').comment(incident, '/timeline 13:40 discovered: zoe on the incident'),
    await home.as('wes').comment(page, '/timeline 13:41 wes on the page'),
  ];
  const taken = [
    await world.as('wes').comment(incident, '/timeline 13:42 discovered: wes on the incident'),
    await home.as('zoe').comment(page, '/timeline 13:43 zoe on the page'),
  ];
  await world.settle();
  expect(await home.section(page, 'Timeline')).toMatch(/wes on the incident\n- .*zoe on the page$/);
  expect(await world.reactions(refused[0] ?? 0)).toEqual(['confused']);
  expect(await home.reactions(refused[1] ?? 0)).toEqual(['confused']);
  expect(await world.reactions(taken[0] ?? 0)).toEqual(['rocket']);
  expect(await home.reactions(taken[1] ?? 0)).toEqual(['rocket']);
  await expectAtRest(world);
});

test('nothing of a private repository goes to a public home', async () => {
  const { world, home } = await withHome();
  const vault = world.in(`acme/${world.emulator.createRepository({ name: 'vault', private: true }).name}`);
  const incident = await openIncident(world, vault, 'The secret of the vault');
  await openIncident(world, world, 'Checkout returns 500');
  await vault.as('wes').comment(incident, '/timeline 13:50 discovered: the secret door\n/measure A secret lock');
  // Whoever links a private issue below a public page does not make it public.
  const door = await vault.as('ann').open('A secret door of oak');
  const [page = 0] = (await home.issues('postmortem')).map((one) => one.number);
  const { id } = await vault.as('ann').api<{ id: number }>('GET', `/repos/acme/vault/issues/${door}`);
  await home.as('ann').api('POST', `/repos/acme/postmortems/issues/${page}/sub_issues`, { sub_issue_id: id });
  await home.as('wes').comment(page, '/measure A lock for all to see');
  await vault.as('wes').comment(door, '/accept P1 @wes');
  await world.settle();
  expect(await home.section(page, 'Preventative measures')).toContain('A measure in a private repository');
  expect(await titles(vault)).toEqual(['Postmortem: The secret of the vault']);
  expect(await titles(vault, 'preventative measure')).toEqual(['A secret lock']);
  expect(await indexOf(vault)).toContain('The secret of the vault');
  expect(await everythingIn(home)).toContain('Checkout');
  expect(await everythingIn(home)).not.toMatch(/secret of|secret door|secret lock|vault/i);
  await expectAtRest(world);
});

/** All that can be read there. */
async function everythingIn(place: Place): Promise<string> {
  const texts: string[] = [];
  for (const { number, title, body } of await place.issues())
    texts.push(title, body, ...(await place.comments(number)).map((one) => one.body));
  return texts.join('\n');
}

test('a private home takes everything, and a public repository learns nothing from it', async () => {
  const { world, home } = await withHome({ isPrivate: true });
  world.emulator.createRepository({ name: 'vault', private: true });
  const vault = world.in('acme/vault');
  const open = await openIncident(world, world, 'Checkout returns 500');
  await openIncident(world, vault, 'The vault is open');
  const [page = 0] = (await home.issues('postmortem')).map((one) => one.number);
  await home.as('wes').comment(page, '/timeline 13:50 discovered: a hidden cause\n/measure A hidden lock');
  await world.settle();
  expect(await titles(home)).toEqual(['Postmortem: Checkout returns 500', 'Postmortem: The vault is open']);
  expect(await home.section(page, 'Timeline')).toContain('a hidden cause');
  expect(await home.read(page)).not.toContain('Public page');
  expect(await indexOf(home)).toMatch(/Checkout[\s\S]*A hidden lock|The vault[\s\S]*A hidden lock/);
  expect(await everythingIn(world)).not.toMatch(/hidden|vault/);
  expect(await world.said(open)).toHaveLength(1);
  await expectAtRest(world);
});

test('when a repository becomes private, its page leaves a public index, and nothing more goes there', async () => {
  const { world, api, home } = await withHome();
  const incident = await openIncident(world, world, 'Checkout returns 500');
  await openIncident(world, api, 'Rate limits gone');
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: known to all\n/measure A measure known to all');
  await world.settle();
  const [page = 0] = (await home.issues('postmortem')).map((one) => one.number);
  expect(await indexOf(home)).toContain('A measure known to all');
  await change(world, 'acme/shop', { private: true });
  expect(await indexOf(home)).not.toMatch(/Checkout|known to all/);
  expect(await indexOf(home)).toContain('Rate limits gone');
  const late = await world.as('wes').comment(incident, '/timeline 13:55 the secret cause');
  await world.as('ann').rename(incident, 'The secret of checkout');
  await world.as('ann').label(incident, 'severity 1');
  await home.as('wes').comment(page, '/timeline 13:56 action: for all to know');
  await world.settle();
  await world.restart();
  expect(await everythingIn(home)).not.toMatch(/secret cause|secret of|severity/);
  expect(await home.section(page, 'Timeline')).toMatch(/known to all\n- .*for all to know$/);
  expect(await indexOf(home)).not.toMatch(/Checkout|known to all/);
  expect(await world.reactions(late)).toEqual(['confused']);
  expect((await world.said(incident)).at(-1)).toMatchInlineSnapshot(
    `"[Not recorded](#c): the record is [Postmortem: Checkout returns 500](#1) in acme/postmortems, which everybody can read, and nothing goes there from here. Write there what everybody may know."`,
  );
  expect(await titles(world)).toEqual([]);
  await expectAtRest(world);

  await change(world, 'acme/shop', { private: false });
  expect(await indexOf(home)).toContain('Checkout');
  await expectAtRest(world);
});

test('a home whose door is opened lists nothing private any more', async () => {
  const { world, home } = await withHome({ isPrivate: true });
  world.emulator.createRepository({ name: 'vault', private: true });
  const vault = world.in('acme/vault');
  await openIncident(world, vault, 'The vault is open');
  await openIncident(world, world, 'Checkout returns 500');
  expect(await indexOf(home)).toContain('The vault is open');
  await change(world, 'acme/postmortems', { private: false });
  expect(await indexOf(home)).not.toContain('The vault is open');
  const second = await openIncident(world, vault, 'The vault is open again');
  expect(await vault.children(second)).toHaveLength(1);
  expect(await titles(home)).not.toContain('Postmortem: The vault is open again');
  await expectAtRest(world);
});

test('a security label hides it from the index of the home, by whatever name its repository gives to that label', async () => {
  const { world, home } = await withHome();
  await configure(world, 'labels: {security: confidential}\n', 'acme/shop');
  const incident = await openIncident(world, world, 'Checkout returns 500');
  const [page = 0] = (await home.issues('postmortem')).map((one) => one.number);
  expect(await indexOf(home)).toContain('Checkout');
  await world.as('ann').label(incident, 'confidential');
  await world.settle();
  expect(await indexOf(home)).not.toContain('Checkout');
  await world.restart();
  expect(await indexOf(home)).not.toContain('Checkout');
  await world.as('ann').unlabel(incident, 'confidential');
  await world.settle();
  expect(await indexOf(home)).toContain('Checkout');
  await home.as('ann').label(page, 'security');
  await world.settle();
  expect(await indexOf(home)).not.toContain('Checkout');
  await expectAtRest(world);
});

test('a file of its own takes nothing from the home, names no other, and may stay away from it', async () => {
  const { world, api, home } = await withHome();
  await configure(world, 'zone: Europe/Berlin\n', 'acme/shop');
  await configure(world, 'home: false\n', 'acme/api');
  const other = world.in(`acme/${world.emulator.createRepository({ name: 'web' }).name}`);
  await configure(world, 'zone: Asia/Tokyo\nhome: acme/api\n', 'acme/web');
  const cart = await openIncident(world, world, 'Checkout returns 500');
  await openIncident(world, api, 'Rate limits gone');
  await openIncident(world, other, 'Blank page');
  await world.as('wes').comment(cart, '/timeline 14:50 discovered: in Berlin');
  await world.settle();
  expect(await titles(home)).toEqual(['Postmortem: Checkout returns 500', 'Postmortem: Blank page']);
  expect(await titles(api)).toEqual(['Postmortem: Rate limits gone']);
  const [page = 0] = (await home.issues('postmortem')).map((one) => one.number);
  expect(await home.section(page, 'Timeline')).toMatch(/Berlin\)[\s\S]*14:50/);
  expect(await indexOf(other)).toMatchInlineSnapshot(`
    "What went wrong, what we learned, what we changed. To start a postmortem, put the label \`incident\` on an issue. It is opened in [acme/postmortems](#).

    ### Configuration

    [acme/web/.github/postmortems.yml](#) is wrong in one place. Until it is mended, the last good values are used there, or the usual ones.

    - [Line 2, column 7](#): \`home\` should be \`false\` or nothing here, because only the file in acme/.github names a home, not \`acme/api\`.

    **0 ongoing · 0 being written · 0 measures open**"
  `);
  await expectAtRest(world);
});

test('labels in the home have the names of the home', async () => {
  const { world, home } = await withHome();
  await configure(world, 'labels: {incident: outage, postmortem: review}\n', 'acme/shop');
  await configure(world, 'labels: {postmortem: nachlese, measure: todo, index: liste}\n', 'acme/postmortems');
  const incident = await world.as('ann').open('Checkout returns 500');
  await world.as('ann').label(incident, 'outage');
  await world.settle();
  const [page = 0] = (await home.issues('nachlese')).map((one) => one.number);
  await home.as('wes').comment(page, '/timeline 13:50 discovered: carts\n/measure Count requests');
  await world.settle();
  expect(await titles(home, 'todo')).toEqual(['Count requests']);
  const [index = 0] = (await home.issues('liste')).map((one) => one.number);
  expect(await home.read(index)).toMatch(/Checkout returns 500[\s\S]*Count requests/);
  await expectAtRest(world);
});

const noApp = 'which is not there, or where this App is not installed. Install it there, or mend the name; until';

const badHomes: readonly [text: string, said: string][] = [
  ['home: acme/nowhere\n', `[Line 1, column 7](#): \`home\` names \`acme/nowhere\`, ${noApp}`],
  ['zone: UTC\nhome: acme/lab\n', `[Line 2, column 7](#): \`home\` names \`acme/lab\`, ${noApp}`],
  ['home: acme/attic\n', 'names `acme/attic`, which is archived. Unarchive it, or name another one; until'],
  ['home: octo/logs\n', 'should be a repository of acme, not `octo/logs`. Did you mean `acme/logs`?'],
  [
    'home: postmortems\n',
    'should be a repository of the same owner, such as `acme/postmortems`, or `false` for none, not `postmortems`.',
  ],
];

test('a home that cannot be one is said, with its place, and every repository keeps its own', async () => {
  const { world, api } = await withHome();
  world.emulator.createRepository({ name: 'lab', installed: false });
  world.emulator.createRepository({ name: 'attic' }).archived = true;
  world.emulator.createRepository({ owner: 'octo', name: 'logs' });
  await configure(world, 'zone: Asia/Tokyo\n', 'acme/api');
  for (const [text, said] of badHomes) {
    await configure(world, text);
    await world.restart();
    const title = `With ${text.trim()}`;
    expect(await world.children(await openIncident(world, world, title))).toHaveLength(1);
    expect(await titles(world)).toContain(`Postmortem: ${title}`);
    expect(await indexOf(world)).toContain('[acme/.github/.github/postmortems.yml](#) is wrong in one place.');
    expect(await indexOf(world)).toContain(said);
  }
  await configure(world, 'home: acme/nowhere\n');
  await world.restart();
  await openIncident(world, api, 'Rate limits gone');
  expect(await indexOf(api)).toContain('names `acme/nowhere`');
  expect(world.logs).toEqual([]);
  await expectAtRest(world);
});

test.each([
  'acme/..',
  'acme/.',
  '../..',
  'acme/%2e%2e',
  'acme/a/../b',
  'https://evil.example/acme/x',
  '//evil.example/x',
])('a home that is a path or an address leads nowhere: %s', async (where) => {
  const { world, api } = await withHome();
  await configure(world, `home: ${where}\n`);
  world.emulator.requests.clear();
  const incident = await openIncident(world, api, 'Rate limits gone');
  expect(await api.children(incident)).toHaveLength(1);
  const asked = world.emulator.requests.list.map((one) => one.path);
  expect(
    asked.filter(
      (one) => !/^\/(?:graphql$|app\/|installation\/|repos\/acme\/(?:shop|api|postmortems|\.github)\/)/.test(one),
    ),
  ).toEqual([]);
  expect(await indexOf(api)).toContain(`\`home\` should be a repository of the same owner`);
});

test('what exists stays where it is when a home comes and goes', async () => {
  const { world, home } = await withHome();
  await configure(world, 'zone: UTC\n');
  const before = await openIncident(world, world, 'Before the home');
  await configure(world, 'home: acme/postmortems\n');
  await world.resync();
  expect(await indexOf(world)).toContain('on an issue. It is opened in [acme/postmortems](#).');
  const within = await openIncident(world, world, 'In the home');
  await configure(world, 'zone: UTC\n');
  await world.resync();
  const after = await openIncident(world, world, 'After the home');
  expect([await titles(world), await titles(home)]).toEqual([
    ['Postmortem: Before the home', 'Postmortem: After the home'],
    ['Postmortem: In the home'],
  ]);
  await world.restart();
  for (const incident of [before, within, after])
    await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts are lost');
  await world.settle();
  const [page = 0] = (await home.issues('postmortem')).map((one) => one.number);
  expect(await home.section(page, 'Timeline')).toContain('carts are lost');
  for (const { number } of await world.issues('postmortem'))
    expect(await world.section(number, 'Timeline')).toContain('carts are lost');
  expect(await indexOf(home)).toMatch(/^(?!.*(Before|After))[\s\S]*In the home/);
  expect(await indexOf(world)).toMatch(/After the home[\s\S]*Before the home/);
  expect(await indexOf(world)).not.toContain('In the home');
  await expectAtRest(world);
});

test('a case in a home is joined by an incident of the same repository, by either number', async () => {
  const { world, api, home } = await withHome();
  const [first, second, third] = [
    await openIncident(world, world, 'Checkout returns 500'),
    await openIncident(world, world, 'Carts are empty'),
    await openIncident(world, world, 'No payments'),
  ];
  const [page = 0, ...others] = (await home.issues('postmortem')).map((one) => one.number);
  await world.as('wes').comment(second, `/postmortem join #${first}`);
  await world.as('wes').comment(third, `/postmortem join acme/postmortems#${page}`);
  await world.settle();
  await world.as('wes').comment(second, '/timeline 13:40 discovered: empty carts');
  await world.as('wes').comment(third, '/timeline 13:41 no payments');
  await world.settle();
  expect(await home.section(page, 'Timeline')).toMatch(/empty carts\n- .*no payments/);
  expect((await home.read(page)).split('\n')[0]).toMatchInlineSnapshot(
    `"**Ongoing** · incident [acme/shop#1](#1) · also incident [acme/shop#2](#2) · also incident [acme/shop#3](#3)"`,
  );
  for (const other of others) expect(await home.issue(other)).toMatchObject({ state: 'closed' });
  const theirs = await openIncident(world, api, 'Rate limits gone');
  const refused = await api.as('wes').comment(theirs, `/postmortem join acme/postmortems#${page}`);
  await world.settle();
  expect(await api.reactions(refused)).toEqual(['confused']);
  expect((await api.said(theirs)).at(-1)).toMatchInlineSnapshot(
    `"[Not recorded](#c): an incident can join a postmortem of its own repository only, and that one is in acme/shop. Note its link with \`/artifact\` instead."`,
  );
  await expectAtRest(world);
});

test('a number means the issue of the repository in which it was written', async () => {
  const { world, api, home } = await withHome();
  const incident = await openIncident(world, world, 'Checkout returns 500');
  await openIncident(world, api, 'Rate limits gone');
  const [page = 0, other = 0] = (await home.issues('postmortem')).map((one) => one.number);
  const work = await world.as('ann').open('Page somebody');
  await world
    .as('wes')
    .comment(
      incident,
      `/timeline 13:50 deploy: the pool (#${work}), see \`#${work}\` and [a log](https://x.yz/a#1)\n/over 13:59\n/measure #${work}`,
    );
  await api
    .as('wes')
    .comment(
      1,
      `/timeline 13:40 discovered: the bill\n/over 13:59\n/factor The limit, seen before in acme/shop#${incident}`,
    );
  await api.as('wes').comment(1, `/measure acme/shop#${work}`);
  await world.settle();
  expect(await home.section(page, 'Timeline')).toContain(
    `deploy: the pool (acme/shop#${work}), see \`#${work}\` and [a log](https://x.yz/a#1)`,
  );
  expect(await home.section(page, 'Preventative measures')).toContain('Page somebody');
  expect((await world.issue(work)).labels).toEqual(['preventative measure']);
  expect((await api.said(1)).at(-1)).toContain(
    `that issue is in acme/shop, and what you may do there is not known here`,
  );
  expect(await home.section(other, 'Contributing factors')).toContain(`seen before in acme/shop#${incident}`);
  expect(await indexOf(home)).toMatch(
    /### Seen before\n\n- The limit: \[November 2026\]\(#\d+\), \[November 2026\]\(#\d+\)/,
  );
  await world.as('wes').comment(work, '/accept P1 @wes by 2026-12-04');
  await world.settle();
  expect(await home.section(page, 'Preventative measures')).toContain('P1 · accepted · wes · by 4 December');
  expect(await indexOf(home)).toContain('[Page somebody](');
  await expectAtRest(world);
});

test('events that were lost are made good by a resync, each case once', async () => {
  const { world, api, home } = await withHome();
  const cart = await openIncident(world, world, 'Checkout returns 500');
  await openIncident(world, api, 'Rate limits gone');
  const [page = 0, other = 0] = (await home.issues('postmortem')).map((one) => one.number);
  const target = world.emulator.hooks.target;
  world.emulator.hooks.target = undefined;
  await world.as('wes').comment(cart, '/timeline 13:50 discovered: carts');
  await home.as('wes').comment(other, '/timeline 13:40 discovered: the bill');
  await world.as('ann').close(cart);
  await world.settle();
  world.emulator.hooks.target = target;
  world.requests();
  await world.restart();
  const { list } = world.requests();
  expect(await home.section(page, 'Timeline')).toContain('carts');
  expect(await home.section(other, 'Timeline')).toContain('the bill');
  expect(await indexOf(home)).toMatch(/since 20 November 2026, 13:50 UTC[\s\S]*13:40 UTC/);
  await world.resync();
  world.requests();
  await world.resync();
  const calm = world.requests().list.filter((one) => one.includes('ReadCase'));
  expect(calm).toHaveLength(2);
  expect(list.length).toBeGreaterThan(0);
  await expectAtRest(world);
});

test('an entry costs as much in a home as without one', async () => {
  const costs = [];
  for (const hasHome of [false, true]) {
    const { world } = await withHome();
    if (!hasHome) await configure(world, 'zone: UTC\n');
    const incident = await openIncident(world, world, 'Checkout returns 500');
    await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
    await world.settle();
    world.at('14:30');
    await world.as('wes').comment(incident, '/timeline 13:50 action: look');
    await world.settle();
    world.requests();
    await world.as('wes').comment(incident, '/timeline 13:51 action: restart');
    await world.settle();
    costs.push(world.requests().list.length);
  }
  expect(costs).toEqual([costs[0], costs[0]]);
});
