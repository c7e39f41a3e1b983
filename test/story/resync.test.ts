/** A resync makes good whatever no event told: what it finds, what it leaves alone, what it costs, and what makes it come. */
import { expect, test } from 'vitest';
import { createGitHub } from '../../src/github/github.ts';
import { createWorld, expectAtRest, openPostmortem } from '../world.ts';

test('a label, comments, edits, deletions and a body that no event told of are all made good', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const wes = world.as('wes');
  const edited = await wes.comment(incident, '/timeline 13:50 discovered: cartz');
  const deleted = await wes.comment(incident, '/timeline 13:52 wrong issue');
  const hidden = await wes.comment(postmortem, '/timeline 13:54 noise');
  await world.settle();
  const { target } = world.emulator.hooks;
  world.emulator.hooks.target = undefined;

  const other = await world.as('ann').open('Search is slow', { labels: ['incident'] });
  await wes.editComment(edited, '/timeline 13:50 discovered: carts');
  await wes.deleteComment(deleted);
  await wes.hideComment(postmortem, hidden);
  await wes.comment(postmortem, '/timeline 13:56 restarted\n/measure Alert on carts');
  await world.as('moe').write(postmortem, { Summary: 'Nobody could pay.' });
  await world.as('moe').rename(incident, 'Checkout is down');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toContain('cartz');

  await world.resync();
  expect(await world.children(other)).toHaveLength(1);
  expect((await world.section(postmortem, 'Timeline')).match(/^- .*/gm)).toEqual([
    '- [13:50](#c) **discovered:** carts',
    '- [13:56](#c) restarted',
  ]);
  expect(await world.children(postmortem)).toHaveLength(1);
  expect(await world.section(postmortem, 'Summary')).toBe('Nobody could pay.');
  const [index] = await world.issues('postmortem-index');
  expect(await world.read(index?.number ?? 0)).toMatch(/\[Search is slow\][\s\S]*\[Checkout/);

  // A measure that was closed, and a postmortem, too.
  const [measure = 0] = await world.children(postmortem);
  await world.as('wes').close(measure);
  await world.as('moe').close(other);
  await world.resync();
  expect(await world.read(measure)).toMatch(/^\*\*Done\*\*/);
  world.emulator.hooks.target = target;
  await expectAtRest(world);
});

test('an installation, and a repository that joins it, have what is open there read; labels of before stay quiet', async () => {
  const world = await createWorld({ installedAt: '2026-11-20T13:00:00Z', start: '2026-11-20T12:00:00Z' });
  const { target } = world.emulator.hooks;
  world.emulator.hooks.target = undefined;
  const old = await world.as('ann').open('Long ago', { labels: ['incident'] });
  world.at('14:00');
  const fresh = await world.as('ann').open('Just now', { labels: ['incident'] });
  await world.settle();
  world.emulator.hooks.target = target;
  world.emulator.announceInstallation();
  await world.settle();
  expect(await world.children(fresh)).toHaveLength(1);
  expect(await world.children(old)).toEqual([]);
  expect(await world.said(old)).toEqual([]);
  expect((await world.issue(old)).labels).toEqual(['incident']);

  world.emulator.hooks.target = undefined;
  world.emulator.createRepository({ name: 'search' });
  const beside = world.in('acme/search');
  const third = await beside.as('ann').open('Search is slow', { labels: ['incident'] });
  await world.settle();
  world.emulator.hooks.target = target;
  world.emulator.createRepository({ name: 'pay' });
  await world.settle();
  expect(await beside.children(third)).toHaveLength(1);
  await expectAtRest(world);
});

test('it lists what is open with one request for a hundred issues of a label, whatever is closed', async () => {
  const world = await createWorld({ webhooks: false });
  const ann = world.as('ann');
  const open: number[] = [];
  for (let n = 0; n < 210; n += 1) open.push(await ann.open(`Incident ${n}`, { labels: ['incident'] }));
  const closed = await ann.open('Closed', { labels: ['incident'] });
  await ann.close(closed);
  await ann.open('No incident');
  const client = () => world.app();
  const github = createGitHub({
    installation: 1,
    slug: 'postmortems',
    now: world.now,
    octokit: client,
    appOctokit: client,
  });
  await github.listOpen('acme/shop');
  world.requests();
  const listed = (await github.listOpen('acme/shop')).map((one) => one.number);
  expect(listed).toEqual(expect.arrayContaining(open));
  const { reads, writes, list } = world.requests();
  // Three pages of incidents, one of postmortems.
  expect([list.filter((one) => one.includes('ReadOpen')).length, writes]).toEqual([4, 0]);
  // Beside it the configuration, and what was closed before it was labelled.
  expect(reads).toBeLessThanOrEqual(6);
});
