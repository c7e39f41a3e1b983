import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { exportSchema } from '../../src/postmortem/export/schema.ts';
import { createWorld, openPostmortem, type World } from '../world.ts';
import { type } from './typed.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'export-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A whole postmortem with everything in it that is exported. */
async function writtenWorld() {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world, 'Checkout returns 500');
  const [ann, wes] = [world.as('ann'), world.as('wes')];
  world.at('15:00');
  await ann.label(incident, 'severity 1');
  await wes.comment(incident, '/timeline 13:40 config: pool raised, see #1');
  await wes.comment(incident, '/timeline ~14:02 discovered: @ann hears the alert');
  await ann.comment(incident, '/timeline 14:10 action: scaled back');
  await ann.comment(incident, '/timeline 14:30 mitigated: payments work');
  await ann.comment(incident, '/over 14:40 error rate normal');
  await world.settle();
  await ann.comment(postmortem, '/factor root cause: the limit was written nowhere, seen before in #1');
  await ann.comment(postmortem, '/measure P1 Alert on free connections @ann by 2026-12-04 for F1');
  await ann.comment(postmortem, '/measure Raise the limit');
  await world.settle();
  const [first = 0, second = 0] = await world.children(postmortem);
  await ann.comment(first, '/accept');
  await wes.comment(second, '/decline it moves the cliff');
  await ann.write(postmortem, { Summary: 'Nobody could pay. <!-- private note -->', Apology: 'We are sorry.' });
  await world.settle();
  return { world, incident, postmortem, measures: [first, second] };
}

const exported = (world: World, args: readonly string[] = [], typed: Parameters<typeof type>[2] = {}) =>
  type(world, ['export', 'acme/shop', ...args], typed);

test('export: all facts of a postmortem, as the schema says, with who wrote what', async () => {
  const { world, incident, postmortem, measures } = await writtenWorld();
  const { code, out, err, asked } = await exported(world, ['--json'], { token: 'ron' });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const answer = JSON.parse(out);
  expect(Object.keys(answer)).toEqual(['version', 'repository', 'postmortems']);
  const [one] = answer.postmortems;
  exportSchema.parse(one);
  expect(one).toMatchObject({
    number: postmortem,
    title: 'Checkout returns 500',
    stage: 'writing',
    severity: '1',
    author: { login: 'postmortems', kind: 'app' },
    incident: { number: incident, title: 'Checkout returns 500' },
    times: { began: null, discovered: '2026-11-20T14:02:00.000Z', over: '2026-11-20T14:40:00.000Z' },
    durations: { untilDiscovered: null, untilMitigated: 28 * 60_000, untilOver: 38 * 60_000 },
    factors: [{ id: 'F1', isRootCause: true, seenBefore: [1] }],
    unreadable: null,
  });
  expect(
    one.timeline.map((row: Record<string, unknown>) => [row.band, row.kind ?? row.milestone, row.isApproximate]),
  ).toEqual([
    ['lead-up', 'config', false],
    ['response', 'discovered', true],
    ['response', 'action', false],
    ['response', 'mitigated', false],
    ['response', 'over', false],
  ]);
  expect(one.timeline[0].source).toMatchObject({ author: { login: 'wes', kind: 'person' } });
  expect(one.measures).toMatchObject([
    {
      number: measures[0],
      standing: 'accepted',
      priority: 'P1',
      owners: ['ann'],
      due: '2026-12-04',
      answers: ['F1'],
    },
    { number: measures[1], standing: 'declined', reason: 'it moves the cliff', owners: [] },
  ]);
  expect(one.sections).toContainEqual({ id: 'summary', heading: 'Summary', text: 'Nobody could pay.' });
  expect(out).not.toContain('<!--');
  expect(asked.every((line) => /^(?:GET|POST \/api\/graphql)/.test(line))).toBe(true);
  expect(world.problems).toEqual([]);
});

test('export: a document that stands alone', async () => {
  const { world } = await writtenWorld();
  const folder = newFolder();
  const { code, out } = await exported(world, ['--format', 'md', '--out', folder]);
  expect({ code, out }).toEqual({ code: 0, out: `acme/shop: wrote 1 postmortem to ${folder}.\n` });
  expect(readdirSync(folder).sort()).toEqual(['2-checkout-returns-500.md', 'export.json', 'index.md']);
  expect(readFileSync(join(folder, 'index.md'), 'utf8')).toBe(
    '# Postmortems of acme/shop\n\n## 2026\n\n- [Checkout returns 500](2-checkout-returns-500.md): 20 November, severity 1, 38 min\n',
  );
  expect(readFileSync(join(folder, '2-checkout-returns-500.md'), 'utf8')).toMatchInlineSnapshot(`
    "# Checkout returns 500

    **Over** · 20 November 2026, 14:02 to 14:40 UTC · incident [#1](http://localhost:3000/acme/shop/issues/1) · severity 1\\
    28 min until mitigated, 38 min from discovery to over.

    ## Summary

    Nobody could pay.

    ## Apology

    We are sorry.

    ## Timeline

    ### Lead-up

    **20 November 2026** (UTC)

    - 13:40 config: pool raised, see [#1](http://localhost:3000/acme/shop/issues/1)

    ### Response

    - ~14:02 **discovered:** someone hears the alert
    - 14:10 action: scaled back
    - 14:30 **mitigated:** payments work
    - 14:40 **over:** error rate normal

    ## Contributing factors

    > Everyone did the best they could with what they knew at the time. We ask how it happened, never who. [Why](https://retrospectivewiki.org/index.php?title=The_Prime_Directive)

    - **F1** root cause: the limit was written nowhere, seen before in [#1](http://localhost:3000/acme/shop/issues/1)

    ## Preventative measures

    - [Alert on free connections](http://localhost:3000/acme/shop/issues/5)<br>P1 · accepted · by 4 December 2026 · answers F1
    - [Raise the limit](http://localhost:3000/acme/shop/issues/4)<br>declined: it moves the cliff

    ---

    From [acme/shop\\#2](http://localhost:3000/acme/shop/issues/2).
    "
  `);
});

test('export: again it writes only what has changed, and takes away what is no more to be seen', async () => {
  const world = await createWorld();
  const { incident } = await openPostmortem(world, 'Checkout down');
  const { incident: other } = await openPostmortemBeside(world, 'Search down');
  const folder = newFolder();
  const typed = ['--out', folder];
  const first = await exported(world, typed);
  expect(JSON.parse(first.out)).toMatchObject({
    written: ['2-checkout-down.json', '5-search-down.json'],
    unchanged: 0,
  });
  writeFileSync(join(folder, '9-mine.json'), 'mine');
  const second = await exported(world, typed);
  expect(JSON.parse(second.out)).toMatchObject({ written: [], unchanged: 2, removed: [], failed: [] });
  expect(second.asked.length).toBeLessThan(first.asked.length / 2);

  await world.as('ann').rename(2, 'Postmortem: ../../etc/passwd \x1b[31m\u202e CON.');
  await world.as('ann').label(other, 'security');
  const third = await exported(world, typed);
  expect(third).toMatchObject({ code: 0, err: expect.stringContaining('Left out for a security label: 1.\n') });
  expect(JSON.parse(third.out)).toMatchObject({
    written: ['2-etc-passwd-31m-con.json'],
    unchanged: 0,
    removed: ['2-checkout-down.json', '5-search-down.json'],
  });
  expect(readdirSync(folder).sort()).toEqual(['2-etc-passwd-31m-con.json', '9-mine.json', 'export.json']);
  expect(incident).toBe(1);
});

/** Another one in a world that has one already. */
async function openPostmortemBeside(world: World, title: string) {
  const incident = await world.as('ann').open(title, { labels: ['incident'] });
  await world.settle();
  return { incident };
}

test('export: stopped in the middle it goes on from there, and no file is half written', async () => {
  const world = await createWorld();
  await openPostmortem(world, 'One');
  await openPostmortemBeside(world, 'Two');
  const folder = newFolder();
  const broken: typeof fetch = async (input, init) => {
    if (!existsSync(join(folder, '2-one.json'))) return world.emulator.fetch(input, init);
    return Response.json({ message: 'slow down' }, { status: 429, headers: { 'retry-after': '60' } });
  };
  const first = await exported(world, ['--out', folder], { fetch: broken });
  expect(first).toMatchObject({ code: 2, out: '' });
  expect(first.err).toMatch(
    /GitHub answers no more requests until .* What was written stays: the next run goes on from there\.\n$/,
  );
  expect(readdirSync(folder).sort()).toEqual(['2-one.json', 'export.json']);
  exportSchema.parse(JSON.parse(readFileSync(join(folder, '2-one.json'), 'utf8')));
  const second = await exported(world, ['--out', folder]);
  expect(JSON.parse(second.out)).toMatchObject({ written: ['5-two.json'], unchanged: 1 });
});

test('export: what lies in the folder cannot lead out of it', async () => {
  const world = await createWorld();
  await openPostmortem(world, 'One');
  const [folder, outside] = [newFolder(), newFolder()];
  const target = join(outside, 'precious');
  writeFileSync(target, 'precious');
  symlinkSync(target, join(folder, '2-one.json'));
  symlinkSync(target, join(folder, '.2-one.json.part'));
  await exported(world, ['--out', folder]);
  expect(readFileSync(target, 'utf8')).toBe('precious');
  expect(JSON.parse(readFileSync(join(folder, '2-one.json'), 'utf8')).number).toBe(2);

  const hostile = {
    version: 1,
    repository: 'acme/shop',
    files: [{ number: 7, file: `../${'precious'}`, revision: '' }],
  };
  for (const [list, why] of [
    [JSON.stringify(hostile), 'export.json is not of an export.'],
    ['{"name": "mine"}', 'export.json is not of an export.'],
    [JSON.stringify({ ...hostile, repository: 'acme/other', files: [] }), 'holds an export of acme/other.'],
  ] as const) {
    writeFileSync(join(folder, 'export.json'), list);
    const { code, err } = await exported(world, ['--out', folder]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(why) });
    expect(readFileSync(join(folder, 'export.json'), 'utf8')).toBe(list);
  }
  writeFileSync(join(outside, 'file'), '');
  expect(await exported(world, ['--out', join(outside, 'file')])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/cannot be written to \(EEXIST\)/),
  });
  expect(existsSync(target)).toBe(true);
});

test('export: whose token may not read it gets nothing, and a private one says who decides', async () => {
  const world = await createWorld({ repo: 'acme/vault' });
  world.emulator.createRepository({ name: 'vault', private: true });
  await openPostmortem(world, 'Secret');
  const of = (token: string, ...more: string[]) => type(world, ['export', 'acme/vault', '--json', ...more], { token });
  expect(await of('zoe')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('is not there, or not for you'),
  });
  expect(await of('')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('export needs GITHUB_TOKEN') });
  const read = await of('ron');
  expect(read).toMatchObject({
    code: 0,
    err: expect.stringContaining('acme/vault is private: you get what your token'),
  });
  expect(JSON.parse(read.out).postmortems).toHaveLength(1);
  const nowhere = await type(world, ['export', 'acme/vault', '--format', 'md']);
  expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining('say where, as in --out postmortems') });
});

test('export: what somebody wrote by hand, and what cannot be read', async () => {
  const world = await createWorld();
  const body =
    '---\ntitle: Search\n---\n\n# Search was down on 3 March 2026\n\nWe keep `#12` and `<!-- code -->`.\n\n## Impact\n\nNobody lost an order.\n\n## Timeline\n\n- 09:10 discovered: a call\n- 10:15 over: answers again\n\n## What we paid\n\n<!--\nsecret\n-->\nNothing, see acme/api#7.\n';
  const page = await world.as('wes').open('Search was down', { body });
  const hostile = await world.as('wes').open('Hostile', { body: `## Impact\n\n${'*a_'.repeat(20_000)}\n` });
  await world.settle();
  for (const one of [page, hostile]) await world.as('tia').label(one, 'postmortem');
  await world.settle();
  const folder = newFolder();
  await exported(world, ['--format', 'md', '--out', folder]);
  const text = readFileSync(join(folder, `${page}-search-was-down.md`), 'utf8');
  expect(text).toMatch(/^# Search was down on 3 March 2026\n\n\*\*Over\*\* · 3 March 2026, 09:10 to 10:15 UTC\\\n/);
  for (const kept of ['`#12`', '`<!-- code -->`', '- 09:10 discovered: a call', '## What we paid'])
    expect(text).toContain(kept);
  expect(text).toContain('see [acme/api#7](http://localhost:3000/acme/api/issues/7).');
  expect(text).not.toMatch(/secret|title: Search/);
  const { out } = await exported(world);
  const all = JSON.parse(out).postmortems;
  expect(all[0].timeline.map((one: { milestone: string }) => one.milestone)).toEqual(['discovered', 'over']);
  expect(all[0].sections.map((one: { id: string }) => one.id)).toEqual(['impact', 'timeline']);
  for (const one of all) exportSchema.parse(one);
});

test('export: nothing private comes into what is public', async () => {
  const world = await createWorld();
  const { postmortem } = await openPostmortem(world, 'Checkout down');
  world.emulator.createRepository({ name: 'vault', private: true });
  const vault = world.in('acme/vault').as('ann');
  const measure = await vault.open('Change the secret of the vault', { labels: ['postmortem-measure', 'P1'] });
  await vault.assign(measure, 'wes');
  const { id } = await vault.api<{ id: number }>('GET', `/repos/acme/vault/issues/${measure}`);
  world.emulator.hooks.target = undefined;
  await world.as('ann').api('POST', `/repos/acme/shop/issues/${postmortem}/sub_issues`, { sub_issue_id: id });
  const hidden = await vault.open('An incident in the vault', { labels: ['incident'] });
  const page = await world.as('ann').open('Postmortem: of the vault', { labels: ['postmortem'] });
  const { id: pageId } = await vault.api<{ id: number }>('GET', `/repos/acme/shop/issues/${page}`);
  await vault.api('POST', `/repos/acme/vault/issues/${hidden}/sub_issues`, { sub_issue_id: pageId });
  const bot = [...world.emulator.state.users.values()].find((one) => one.login === 'postmortems[bot]');
  for (const issue of world.emulator.state.issues.values())
    if (issue.title.includes('of the vault') && issue.title.startsWith('Post'))
      Object.assign(issue, { author: bot?.id });
  const { out, err } = await exported(world);
  const all: { number: number; measures: unknown[] }[] = JSON.parse(out).postmortems;
  expect(all.map((one) => [one.number, one.measures])).toEqual([[postmortem, []]]);
  expect(out).not.toMatch(/vault/i);
  expect(err).toBe('Left out for a private incident: 1.\n');
});
