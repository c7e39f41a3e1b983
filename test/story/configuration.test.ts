/** What a repository chooses in `.github/postmortems.yml`, seen from outside: what holds, what is said when it is wrong, what it costs. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

const path = '.github/postmortems.yml';

/** Writes the file as `ann` would in the editor. */
async function configure(world: World, text: string, repo = world.repo): Promise<void> {
  const ann = world.as('ann');
  const url = `/repos/${repo}/contents/${path}`;
  const former = await ann.api<{ sha: string }>('GET', url).catch(() => undefined);
  const content = Buffer.from(text).toString('base64');
  await ann.api('PUT', url, { message: 'Configure', content, ...(former && { sha: former.sha }) });
}

async function indexOf(world: World): Promise<string> {
  const [index] = await world.issues('postmortem-index');
  return index ? world.read(index.number) : '';
}

async function labelled(world: World, ...labels: string[]): Promise<number> {
  const incident = await world.as('ann').open('Checkout returns 500');
  await world.as('ann').label(incident, ...labels);
  await world.settle();
  return incident;
}

test('labels have the names that the repository gives them', async () => {
  const world = await createWorld();
  await configure(
    world,
    'labels: {incident: [Outage, breakage], postmortem: review, incomplete: unfinished, measure: fix, index: list}\n',
  );
  expect(await world.children(await labelled(world, 'incident'))).toEqual([]);
  const incident = await labelled(world, 'breakage');
  const [postmortem = 0] = await world.children(incident);
  expect((await world.issue(postmortem)).labels).toEqual(['review', 'unfinished']);
  await world.as('wes').comment(postmortem, '/measure Alert on replica lag');
  await world.settle();
  const [measure = 0] = await world.children(postmortem);
  expect((await world.issue(measure)).labels).toEqual(['fix']);
  const [index] = await world.issues('list');
  expect(index?.body).toContain('put the label `Outage` on an issue');
  expect(index?.body).toContain('Checkout returns 500');
  await world.as('wes').edit(index?.number ?? 0, (body) => `${body}\nRead on Mondays.\n`);
  await world.as('wes').label(incident, 'outage');
  await world.settle();
  expect(await world.children(incident)).toEqual([postmortem]);
  expect((await world.issues('postmortem-index')).length + (await world.issues('postmortem')).length).toBe(0);
  await expectAtRest(world);
});

test('opened by command, an issue gets the first of several labels', async () => {
  const world = await createWorld();
  await configure(world, 'labels: {incident: [outage, incident]}\n');
  const issue = await world.as('ann').open('Checkout returns 500');
  await world.as('ann').comment(issue, '/postmortem open');
  await world.settle();
  expect((await world.issue(issue)).labels).toEqual(['outage']);
  await expectAtRest(world);
});

test('an unchanged configuration costs no counted request, whether there is one or none', async () => {
  for (const text of [undefined, 'zone: Europe/Berlin\n']) {
    const world = await createWorld();
    if (text) await configure(world, text);
    const { postmortem } = await openPostmortem(world);
    world.at('15:00');
    await world.as('wes').comment(postmortem, '/timeline 14:05 db refuses connections');
    await world.settle();
    world.requests();
    await world.as('wes').comment(postmortem, '/timeline 14:06 and again');
    await world.settle();
    const { list } = world.requests();
    expect(list.filter((one) => one.includes('contents'))).toEqual([]);
    expect(list.filter((one) => one.includes('ReadCase'))).toHaveLength(1);
    await world.resync();
    const asked = world.requests().list.filter((one) => one.includes('contents'));
    expect(asked.map((one) => one.slice(-3))).toEqual(text ? ['304', '404'] : ['404', '404']);
  }
});

test('right after a push it is asked for again, for nothing', async () => {
  const world = await createWorld();
  await configure(world, 'zone: Europe/Berlin\n');
  const { postmortem } = await openPostmortem(world);
  world.requests();
  await world.as('wes').comment(postmortem, '/timeline 14:05 db refuses connections');
  await world.settle();
  const asked = world.requests().list.filter((one) => one.includes('contents'));
  expect(asked.length).toBeGreaterThan(0);
  expect(new Set(asked.map((one) => one.slice(-3)))).toEqual(new Set(['304']));
});

test('a new configuration holds from the next event on', async () => {
  const world = await createWorld();
  await openPostmortem(world);
  world.at('15:00');
  await configure(world, 'labels: {incident: outage}\n');
  const issue = await labelled(world, 'bug', 'outage');
  expect(await world.children(issue)).toHaveLength(1);
  world.at('16:00');
  await configure(world, '');
  expect(await world.children(await labelled(world, 'incident'))).toHaveLength(1);
});

test("without a file of its own a repository has its owner's", async () => {
  const world = await createWorld();
  world.emulator.createRepository({ name: '.github' });
  await configure(world, 'labels: {incident: outage}\n', 'acme/.github');
  const incident = await labelled(world, 'incident');
  expect(await world.children(incident)).toEqual([]);
  expect(await world.children(await labelled(world, 'outage'))).toHaveLength(1);
  await world.as('ann').unlabel(incident, 'incident');
  await configure(world, 'zone: UTC\n');
  expect(await world.children(await labelled(world, 'incident'))).toHaveLength(1);
  await expectAtRest(world);
});

test("an owner's file that the App may not read is as none", async () => {
  const world = await createWorld();
  world.emulator.createRepository({ name: '.github', private: true, installed: false });
  await configure(world, 'labels: {incident: outage}\n', 'acme/.github');
  expect(await world.children(await labelled(world, 'outage'))).toEqual([]);
  expect(await world.children(await labelled(world, 'incident'))).toHaveLength(1);
  expect(world.problems).toEqual([]);
});

test('what is wrong stands in the index until it is mended, and the last good values hold', async () => {
  const world = await createWorld();
  await configure(world, 'labels: {incident: outage}\n');
  expect(await world.children(await labelled(world, 'outage'))).toHaveLength(1);
  expect(await indexOf(world)).not.toContain('Configuration');
  await configure(world, 'labels: {incident: outage\nzone: Berlin\n');
  expect(await world.children(await labelled(world, 'outage'))).toHaveLength(1);
  expect(await indexOf(world)).toContain('### Configuration');
  expect(await indexOf(world)).toMatch(/\[Line 2, column \d+\]/);
  await configure(world, 'labels: {incident: outage}\nclosng: nothing\nzone: Berlin\n');
  await labelled(world, 'outage');
  expect((await indexOf(world)).split('\n\n').slice(1, 4).join('\n\n')).toMatchInlineSnapshot(`
    "### Configuration

    [acme/shop/.github/postmortems.yml](#) is wrong in 2 places. Until it is mended, the last good values are used there, or the usual ones.

    - [Line 2, column 1](#): \`closng\` is no option. Did you mean \`closing\`?
    - [Line 3, column 7](#): \`zone\` should be a time zone, such as \`Europe/Berlin\`, not \`Berlin\`. Did you mean \`Europe/Berlin\`?"
  `);
  await expectAtRest(world);
  await configure(world, 'labels: {incident: outage}\n');
  await labelled(world, 'outage');
  expect(await indexOf(world)).not.toContain('Configuration');
});

test('who has just written a wrong file sees it, before there is any postmortem', async () => {
  const world = await createWorld();
  await configure(world, 'zone: Berlin\n');
  await world.resync();
  expect(await indexOf(world)).toContain('Did you mean `Europe/Berlin`?');
  await expectAtRest(world);
});

test("a wrong file of the owner's opens no index by itself", async () => {
  const world = await createWorld();
  world.emulator.createRepository({ name: '.github', installed: false });
  await configure(world, 'zone: Berlin\n', 'acme/.github');
  await world.resync();
  expect(await world.issues()).toEqual([]);
  await openPostmortem(world);
  expect(await indexOf(world)).toContain('[acme/.github/.github/postmortems.yml]');
});

test('a file of a megabyte and a folder in its place are no configuration', async () => {
  const world = await createWorld();
  await configure(world, `labels: {incident: outage}\n${'# and so on\n'.repeat(100_000)}`);
  expect(await world.children(await labelled(world, 'incident'))).toHaveLength(1);
  expect(await indexOf(world)).toContain('The file has 1,200,027 characters, and no more than 65,536 are read.');
});

test('times are read and shown in the zone of the repository, and abbreviations mean what it says', async () => {
  const world = await createWorld();
  await configure(world, 'zone: Asia/Tokyo\nabbreviations: {IST: Asia/Kolkata}\n');
  const { postmortem } = await openPostmortem(world);
  await world
    .as('wes')
    .comment(postmortem, '/timeline 22:58 alert\n/timeline 19:20 IST restarted\n/timeline 13:55Z seen');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (Asia/Tokyo)

    - [22:50](#c) restarted
    - [22:55](#c) seen
    - [22:58](#c) alert"
  `);
  await expectAtRest(world);
});

test('a timeline that has begun keeps its zone, and the next one has the new', async () => {
  const world = await createWorld();
  const { postmortem } = await openPostmortem(world);
  await world.as('wes').comment(postmortem, '/timeline 13:58 alert');
  await world.settle();
  await world.as('wes').edit(postmortem, (body) => body.replace(/(\n- \[13:58\].*)/, '$1\n- 13:59 written by hand'));
  await world.settle();
  world.at('16:00');
  await configure(world, 'zone: Europe/Berlin\n');
  await world.as('wes').comment(postmortem, '/timeline 14:59 quiet again');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - [13:58](#c) alert
    - 13:59 written by hand
    - [14:59](#c) quiet again"
  `);
  const { postmortem: next } = await openPostmortem(world);
  await world.as('wes').comment(next, '/timeline 14:59 alert');
  await world.settle();
  expect(await world.section(next, 'Timeline')).toContain('(Europe/Berlin)\n\n- [14:59]');
  await expectAtRest(world);
});

test('commands and labels count from the role on that the repository names', async () => {
  const world = await createWorld();
  await configure(world, 'commands: write\n');
  const incident = await world.as('tia').open('Checkout returns 500');
  await world.as('tia').label(incident, 'incident');
  await world.settle();
  expect(await world.children(incident)).toEqual([]);
  expect(await world.said(incident)).toEqual([
    'No postmortem was opened, because who put the label has less than write. If this needs one, somebody with write or more can comment `/postmortem open`.',
  ]);
  const asked = await world.as('wes').comment(incident, '/postmortem open');
  await world.settle();
  const [postmortem = 0] = await world.children(incident);
  const refused = await world.as('tia').comment(postmortem, '/timeline 13:58 alert');
  await world.settle();
  expect(await world.reactions(asked)).toEqual(['rocket']);
  expect(await world.reactions(refused)).toEqual(['confused']);
  expect(await world.section(postmortem, 'Timeline')).not.toContain('alert');
  await expectAtRest(world);
});

test.each([
  ['reopen', 'open', /^Reopened once:/],
  ['comment', 'closed', /^Closed while parts are missing:/],
  ['nothing', 'closed', undefined],
] as const)('closing: %s', async (choice, state, says) => {
  const world = await createWorld();
  await configure(world, `closing: ${choice}\n`);
  const { postmortem } = await openPostmortem(world);
  await world.as('wes').comment(postmortem, '/timeline 13:58 discovered: alert\n/over 13:59');
  await world.settle();
  await world.as('wes').close(postmortem);
  await world.settle();
  expect((await world.issue(postmortem)).state).toBe(state);
  const said = (await world.said(postmortem)).filter((text) => /^Reopened|^Closed while/.test(text));
  expect(said).toEqual(says ? [expect.stringMatching(says)] : []);
  await expectAtRest(world);
  await world.as('wes').reopen(postmortem);
  await world.as('wes').close(postmortem);
  await world.settle();
  expect((await world.issue(postmortem)).state).toBe('closed');
  expect((await world.said(postmortem)).filter((text) => /^Reopened|^Closed while/.test(text))).toHaveLength(
    said.length,
  );
  await expectAtRest(world);
});

test('bots of the configuration open three an hour, all others wait for a person', async () => {
  const world = await createWorld();
  await configure(world, 'bots: [Robo]\n');
  const incidents: number[] = [];
  for (let number = 1; number <= 6; number += 1) {
    const incident = await world.as('ann').open(`Alert ${number}`);
    await world.as('robo').label(incident, 'incident');
    incidents.push(incident);
  }
  await world.settle();
  const opened = async () =>
    (await Promise.all(incidents.map((one) => world.children(one)))).filter((children) => children.length > 0).length;
  expect(await opened()).toBe(3);
  const waiting: number[] = [];
  for (const one of incidents) if ((await world.children(one)).length === 0) waiting.push(one);
  const [first = 0] = waiting;
  expect(await world.said(first)).toEqual([
    'No postmortem was opened, because bots had 3 opened within an hour. If this needs one, somebody with triage or more can comment `/postmortem open`.',
  ]);
  await expectAtRest(world);
  world.at('15:30');
  await world.restart();
  expect(await opened()).toBe(3);
  await world.as('tia').comment(first, '/postmortem open');
  const later = await world.as('ann').open('Alert 7');
  await world.as('robo').label(later, 'incident');
  await world.settle();
  expect(await world.children(first)).toHaveLength(1);
  expect(await world.children(later)).toHaveLength(1);
});

test('what people open counts not for bots, and other bots wait as ever', async () => {
  const world = await createWorld();
  await configure(world, 'bots: [pagerduty]\n');
  for (let number = 1; number <= 3; number += 1) await openPostmortem(world, `Incident ${number}`);
  const other = await world.as('ann').open('Alert');
  await world.as('robo').label(other, 'incident');
  await world.settle();
  expect(await world.children(other)).toEqual([]);
  await configure(world, 'bots: [robo]\n');
  const incident = await world.as('ann').open('Alert');
  await world.as('robo').label(incident, 'incident');
  await world.settle();
  expect(await world.children(incident)).toHaveLength(1);
  await expectAtRest(world);
});

test.each([
  ['https://intranet.example.com/security', 'see https://intranet.example.com/security Please'],
  ['Page the security team, @acme/security', 'Page the security team, `@acme/security`. Please'],
])('security goes where the repository says: %s', async (route, said) => {
  const world = await createWorld();
  await configure(world, `labels: {security: confidential}\nsecurity: "${route}"\n`);
  const incident = await labelled(world, 'confidential', 'incident');
  expect(await world.children(incident)).toEqual([]);
  expect(await world.said(incident)).toEqual([
    expect.stringContaining(`marked \`confidential\`. Such things go a private way: ${said}`),
  ]);
  await expectAtRest(world);
});

test('a template comes by severity, and sections that it lacks are added where they belong', async () => {
  const world = await createWorld();
  await configure(
    world,
    [
      'templates:',
      '  default: |',
      '    ## Summary',
      '',
      '    Who is on call?',
      '  1: |',
      '    Call the press office first.',
      '',
      '    ## Timeline',
      '',
      '    ## Contributing factors',
      '',
      '    - ',
      '',
    ].join('\n'),
  );
  const [plain = 0] = await world.children(await labelled(world, 'incident'));
  expect(await world.read(plain)).toMatchInlineSnapshot(`
    "**Ongoing** · incident [#1](#1)
    Keep talking there. This page keeps the record.
    Public page: no customer names, no secrets. GitHub keeps old versions.

    ## Summary

    Who is on call?

    ## Impact

    ## Timeline

    Nothing yet. Comment \`/timeline what happened\`, here or on the incident. If it was earlier, say when: \`/timeline 14:05 what happened\`."
  `);
  const [severe = 0] = await world.children(await labelled(world, 'severity 1', 'incident'));
  expect(await world.read(severe)).toMatchInlineSnapshot(`
    "**Ongoing** · incident [#4](#4) · severity 1
    Keep talking there. This page keeps the record.
    Public page: no customer names, no secrets. GitHub keeps old versions.

    Call the press office first.

    ## Summary

    ## Impact

    ## Timeline

    Nothing yet. Comment \`/timeline what happened\`, here or on the incident. If it was earlier, say when: \`/timeline 14:05 what happened\`.

    ## Contributing factors

    -"
  `);
  await world.as('wes').comment(severe, '/timeline 13:58 discovered: alert\n/over 13:59');
  await world.settle();
  const { body } = await world.issue(severe);
  for (const heading of ['Summary', 'Impact', 'Timeline', 'Contributing factors', 'Resolution'])
    expect(body.split(`## ${heading}\n`)).toHaveLength(2);
  await expectAtRest(world);
});

test('sections are called and asked for as the repository says, by severity too', async () => {
  const world = await createWorld();
  await configure(
    world,
    [
      'sections:',
      '  impact: {heading: Customer harm, aliases: [Who noticed]}',
      '  apology: {required: [1]}',
      '  resolution: {required: false}',
      '  detection: {required: true, heading: How we noticed}',
      'templates: {default: "## Who noticed\\n\\n## Summary\\n"}',
    ].join('\n'),
  );
  const [light = 0] = await world.children(await labelled(world, 'severity 3', 'incident'));
  expect((await world.read(light)).match(/^## .*/gm)).toEqual(['## Who noticed', '## Summary', '## Timeline']);
  await world.as('wes').comment(light, '/timeline 13:58 discovered: alert\n/over 13:59');
  await world.as('wes').comment(light, '/impact 12 orders were lost');
  await world.settle();
  expect(await world.section(light, 'Who noticed')).toBe('12 orders were lost');
  expect((await world.read(light)).match(/^## .*/gm)).toContain('## How we noticed');
  const [status = ''] = await world.said(light);
  expect(status).toMatch(/^<summary>Still to write: .*$/m);
  expect(/^<summary>Still to write: (.*)<\/summary>$/m.exec(status)?.[1]).toBe(
    'Contributing factors, Preventative measures, Summary, How we noticed',
  );
  await configure(world, 'sections:\n  impact: {heading: Customer harm}\n  apology: {required: [1]}\n');
  const [severe = 0] = await world.children(await labelled(world, 'sev1', 'incident'));
  expect((await world.read(severe)).match(/^## .*/gm)).toEqual(['## Summary', '## Customer harm', '## Timeline']);
  await world.as('wes').comment(severe, '/timeline 13:58 discovered: alert\n/over 13:59');
  await world.settle();
  const [other = ''] = await world.said(severe);
  expect(/^<summary>Still to write: (.*)<\/summary>$/m.exec(other)?.[1]).toMatch(/Summary, Apology, Customer harm/);
  expect((await indexOf(world)).match(/next: /g)).toHaveLength(2);
  await world.resync();
  await expectAtRest(world);
});

test('findings have the level that the repository gives them, and the app says what rule it does not know', async () => {
  const world = await createWorld();
  await configure(world, 'findings: {no-apology: off, no-impact: hint, timeline-silense: off}\n');
  const { postmortem } = await openPostmortem(world);
  await world.as('wes').comment(postmortem, '/timeline 13:58 discovered: alert\n/over 13:59');
  await world.settle();
  const [status = ''] = await world.said(postmortem);
  expect(/^<summary>Still to write: (.*)<\/summary>$/m.exec(status)?.[1]).not.toMatch(/Apology|Impact/);
  expect(await indexOf(world)).toContain('Did you mean `timeline-silence`?');
  await expectAtRest(world);
});

test('a label that is named later means what is labelled from then on', async () => {
  const world = await createWorld();
  await openPostmortem(world);
  const old: number[] = [];
  for (const who of ['ann', 'robo', 'ann']) {
    const issue = await world.as('ann').open('Something is odd');
    await world.as(who).label(issue, 'bug');
    old.push(issue);
  }
  await world.settle();
  world.at('2026-12-20T10:00:00Z');
  await configure(world, 'labels: {incident: [incident, bug]}\n');
  await world.restart();
  for (const issue of old) {
    expect(await world.children(issue)).toEqual([]);
    expect(await world.said(issue)).toEqual([]);
  }
  const lost = await world.as('ann').open('Search is slow');
  world.emulator.faults.set({ drop: 1 });
  await world.as('ann').label(lost, 'bug');
  await world.settle();
  world.at('2026-12-24T10:00:00Z');
  await world.restart();
  expect(await world.children(lost)).toHaveLength(1);
  await world.as('tia').comment(old[0] ?? 0, '/postmortem open');
  await world.settle();
  expect(await world.children(old[0] ?? 0)).toHaveLength(1);
  await expectAtRest(world);
});
