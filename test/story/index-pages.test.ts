/** An index that is too long for one issue: its years go on in pages, each postmortem in one place. */
import { expect, test } from 'vitest';
import { type } from '../app/typed.ts';
import { renameUnheard, seedPostmortems } from '../seeded.ts';
import { createWorld, type IssueView, openPostmortem, type World } from '../world.ts';

async function long(): Promise<{ world: World; numbers: number[]; incident: number; postmortem: number }> {
  const world = await createWorld();
  const numbers = seedPostmortems(world.emulator.state, { count: 700, years: 3, openPercent: 0 });
  const opened = await openPostmortem(world);
  return { world, numbers, ...opened };
}

async function pagesOf(world: World): Promise<{ index: IssueView; pages: IssueView[] }> {
  const [index, ...pages] = await world.issues('postmortem-index');
  if (!index) throw new Error('there is no index');
  return { index, pages: pages.filter((one) => one.state_reason !== 'duplicate') };
}

/** How often each of them is linked as a row of its own. */
function places(all: readonly IssueView[], number: number): number {
  const row = new RegExp(`^- \\[[^\\n]*?\\]\\([^)]*/issues/${number}\\)<br>`, 'gm');
  return all.reduce((sum, one) => sum + (one.body.match(row)?.length ?? 0), 0);
}

/** Another pass over the index writes nothing; over cases of long ago it would, for the app has never seen them. */
async function expectIndexAtRest(world: World): Promise<void> {
  world.requests();
  await passOverIndex(world);
  const { list, writes } = world.requests();
  expect(list).toContain('POST ReadIndexChanges 200');
  expect(writes).toBe(0);
  expect(world.problems).toEqual([]);
}

async function passOverIndex(world: World): Promise<void> {
  const { index } = await pagesOf(world);
  const event = { action: 'edited', issue: { number: index.number, labels: [{ name: 'postmortem-index' }] } };
  const from = { sender: { login: 'ann', type: 'User' }, repository: { full_name: 'acme/shop' } };
  world.receive('issues', { ...event, ...from, installation: { id: 8_675_309 } } as never);
  await world.settle();
}

/** The passes over cases of long ago would change more than a name. */
async function rename(world: World, number: number): Promise<void> {
  renameUnheard(world.emulator.state, number, 'Postmortem: Another name');
  await passOverIndex(world);
}

test('years that do not fit go to pages, each postmortem in one place', async () => {
  const { world, numbers, postmortem } = await long();
  const { index, pages } = await pagesOf(world);
  expect(pages.length).toBeGreaterThan(1);
  for (const one of [index, ...pages]) expect(one.body.length).toBeLessThanOrEqual(60_000);
  expect(await world.children(index.number)).toEqual(pages.map((one) => one.number));
  expect(pages[0]?.title).toBe('Postmortem index 2025');
  for (const page of pages) expect(index.body).toContain(`/issues/${page.number}): `);
  const wrong = [...numbers, postmortem].filter((number) => places([index, ...pages], number) !== 1);
  expect(wrong).toEqual([]);
  expect(index.body).toContain('### 2026');
  expect(index.body).toContain('Last twelve months:');
  expect(world.pinned()).toEqual([index.number]);
  await expectIndexAtRest(world);
  const verify = () => type(world, ['verify', 'acme/shop', '--json'], { token: 'ron' });
  const truth = await verify();
  expect({ code: truth.code, ...JSON.parse(truth.out) }).toEqual({
    code: 0,
    repository: 'acme/shop',
    postmortems: 701,
    changes: [],
  });
  const last = pages.at(-1)?.number ?? 0;
  world.emulator.hooks.target = undefined;
  await world.as('moe').edit(last, (body) => body.replace('\n- [', '\n- [Not '));
  const { code, out } = await verify();
  expect(code).toBe(1);
  expect(JSON.parse(out).changes).toEqual([
    { do: 'write body', words: `Edit acme/shop#${last}`, before: expect.any(String), after: expect.any(String) },
  ]);
});

test('a change of long ago writes its page, one of today the first page only', async () => {
  const { world, numbers, incident } = await long();
  const before = await pagesOf(world);
  const old = numbers[10] ?? 0;
  world.requests();
  await rename(world, old);
  const { index, pages } = await pagesOf(world);
  const changed = pages.filter((one, n) => one.body !== before.pages[n]?.body);
  expect(changed).toHaveLength(1);
  expect(changed[0]?.body).toContain('[Another name]');
  expect(world.requests().writes).toBe(1);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: support\n/over 13:55');
  await world.settle();
  expect((await pagesOf(world)).pages).toEqual(pages);
  expect((await world.issue(index.number)).body).toContain('1 being written');
  await expectIndexAtRest(world);
});

test('a page that a person closed stays closed and current, text of people in it stays', async () => {
  const { world, numbers } = await long();
  const [page] = (await pagesOf(world)).pages;
  const number = page?.number ?? 0;
  await world.as('ann').close(number);
  await world.as('moe').edit(number, (body) => `${body}\nWritten by moe.\n`);
  await world.settle();
  const listed = numbers.find((one) => places([page as IssueView], one) === 1) ?? 0;
  await rename(world, listed);
  const after = await world.issue(number);
  expect(after.state).toBe('closed');
  expect(after.body).toContain('[Another name]');
  expect(after.body).toContain('Written by moe.');
  await expectIndexAtRest(world);
});

test('a page that a person deleted is made again, once', async () => {
  const { world, numbers } = await long();
  const before = await pagesOf(world);
  await world.as('ann').remove(before.pages[0]?.number ?? 0);
  await world.settle();
  const { index, pages } = await pagesOf(world);
  expect(pages).toHaveLength(before.pages.length);
  expect(numbers.filter((number) => places([index, ...pages], number) !== 1)).toEqual([]);
  await expectIndexAtRest(world);
});

test('no page is doubled when answers get lost', async () => {
  const world = await createWorld();
  const numbers = seedPostmortems(world.emulator.state, { count: 700, years: 3, openPercent: 0 });
  world.emulator.faults.set({ seed: 1, failEvery: 3, status: 502, afterCommit: true, listLagMs: 30_000 });
  await openPostmortem(world);
  await world.restart();
  const { index, pages } = await pagesOf(world);
  expect(new Set(pages.map((one) => one.title)).size).toBe(pages.length);
  expect(await world.issues('postmortem-index')).toHaveLength(pages.length + 1);
  expect(numbers.filter((number) => places([index, ...pages], number) !== 1)).toEqual([]);
  await expectIndexAtRest(world);
});
