/** A factor that returns: both postmortems tell of each other, and what became of the measures of the first time. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

async function index(world: World) {
  const [first, ...others] = await world.issues('postmortem-index');
  if (!first || others.length > 0) throw new Error(`there are ${others.length + (first ? 1 : 0)} indexes`);
  return first.number;
}

const written = { Summary: 'S', Apology: 'A', Impact: 'I', Resolution: 'R' };

async function happen(world: World, day: string, title: string, factor: string, measure: string) {
  world.at(`${day}T10:00:00Z`);
  const one = await openPostmortem(world, title);
  const wes = world.as('wes');
  await wes.comment(
    one.incident,
    '/timeline 09:00 discovered: graphs\n/timeline 09:20 mitigated: restart\n/over 09:50',
  );
  await wes.comment(one.incident, `/factor ${factor}\n/measure ${measure}`);
  await world.settle();
  await wes.write(one.postmortem, written);
  await world.settle();
  const [first = 0] = await world.children(one.postmortem);
  return { ...one, measure: first };
}

const seenAgain = async (world: World, postmortem: number) =>
  (await world.read(postmortem)).split('\n').find((line) => line.startsWith('Seen again'));
const seenBefore = async (world: World) =>
  (await world.read(await index(world))).split('### Seen before')[1]?.split('###')[0]?.trim();
const told = async (world: World, postmortem: number) =>
  (await world.said(postmortem))
    .join('\n')
    .split('\n')
    .filter((line) => / was |had worked|did not hold/.test(line));

test('three incidents in two years, in which a factor returns', async () => {
  const world = await createWorld({ installedAt: '2025-01-01T00:00:00Z' });
  const wes = world.as('wes');
  const march = await happen(world, '2025-03-03', 'Limit reached', 'The limit of connections', 'Budget per service');
  await wes.comment(march.measure, '/decline the limit is high enough');
  await wes.close(march.postmortem);
  await world.settle();
  expect(await seenAgain(world, march.postmortem)).toBeUndefined();

  // People name the incident as often as its postmortem.
  const factor = `The limit again, seen before in #${march.incident}`;
  const january = await happen(world, '2026-01-09', 'Search is down', factor, 'Alert at 80 %');
  await wes.comment(january.measure, '/accept P1 @wes by 2026-02-01');
  await wes.close(january.postmortem);
  await world.settle();
  expect(await seenAgain(world, march.postmortem)).toBe(
    `Seen again in [Search is down](#${january.postmortem}), January 2026.`,
  );
  expect(await told(world, january.postmortem)).toEqual([
    `- The limit again: [Limit reached](#${march.postmortem}), March 2025. Its measure of March, [Budget per service](#${march.measure}), was declined.`,
  ]);

  const both = `The limit, seen before in #${march.postmortem} and #${january.postmortem}`;
  const november = await happen(world, '2026-11-20', 'Checkout returns 500', both, 'One pool');
  const place = `[Checkout returns 500](#${november.postmortem}), November 2026`;
  expect(await seenAgain(world, march.postmortem)).toBe(
    `Seen again in [Search is down](#${january.postmortem}), January 2026; ${place}.`,
  );
  expect(await seenAgain(world, january.postmortem)).toBe(`Seen again in ${place}.`);
  expect(await seenBefore(world)).toBe(
    [
      `- The limit: [November 2026](#${november.postmortem}), [March 2025](#${march.postmortem}), [January 2026](#${january.postmortem}). Its measure of March, [Budget per service](#${march.measure}), was declined. Its measure of January, [Alert at 80 %](#${january.measure}), was never done.`,
      `- The limit again: [January 2026](#${january.postmortem}), [March 2025](#${march.postmortem}). Its measure of March, [Budget per service](#${march.measure}), was declined.`,
    ].join('\n'),
  );
  await expectAtRest(world);

  // What becomes of an earlier measure after all is seen on the later page, though that is closed.
  await wes.comment(november.measure, '/accept @wes by 2026-12-01');
  await wes.close(november.postmortem);
  await world.settle();
  await wes.close(january.measure);
  await world.settle();
  await wes.comment(january.measure, '/failed the alert came an hour late');
  await world.settle();
  expect((await told(world, november.postmortem))[1]).toContain(`[Alert at 80 %](#${january.measure}), did not hold.`);
  expect(await seenBefore(world)).toContain(`[Alert at 80 %](#${january.measure}), did not hold.`);
  await world.restart();
  await expectAtRest(world);
});

test('the way back follows the later page: its title, its factor, its label, its end', async () => {
  const world = await createWorld();
  const wes = world.as('wes');
  const first = await happen(world, '2026-03-03', 'Limit reached', 'The limit', 'Budget');
  const other = await happen(world, '2026-06-03', 'Full disk', 'The disk', 'Alert');
  await wes.close(first.postmortem);
  const later = await happen(world, '2026-11-20', 'Checkout', `The limit, seen before in #${first.postmortem}`, 'Pool');
  const line = (title: string) => `Seen again in [${title}](#${later.postmortem}), November 2026.`;
  expect(await seenAgain(world, first.postmortem)).toBe(line('Checkout'));

  await wes.rename(later.postmortem, 'Postmortem: Card [payments] fail');
  await world.settle();
  expect(await seenAgain(world, first.postmortem)).toBe(line('Card \\[payments\\] fail'));

  await wes.edit(later.postmortem, (body) => body.replace(`#${first.postmortem}`, `#${other.postmortem}`));
  await world.settle();
  expect(await seenAgain(world, first.postmortem)).toBeUndefined();
  expect(await seenAgain(world, other.postmortem)).toBe(line('Card \\[payments\\] fail'));

  // Somebody takes the line away by hand: the head is the app's.
  await wes.edit(other.postmortem, (body) => body.replace(/^Seen again.*\n/m, ''));
  await world.settle();
  expect(await seenAgain(world, other.postmortem)).toBe(line('Card \\[payments\\] fail'));

  await world.as('ann').label(later.incident, 'security');
  await world.settle();
  expect(await seenAgain(world, other.postmortem)).toBeUndefined();
  await world.as('ann').unlabel(later.incident, 'security');
  await world.settle();
  expect(await seenAgain(world, other.postmortem)).toBe(line('Card \\[payments\\] fail'));
  await world.as('ann').remove(later.postmortem);
  await world.settle();
  expect(await seenAgain(world, other.postmortem)).toBeUndefined();
  await expectAtRest(world);
});

test('the way back is found by a resync, where no event came', async () => {
  const world = await createWorld({ webhooks: false });
  const wes = world.as('wes');
  const open = async (title: string, comment: string) => {
    const incident = await wes.open(title, { labels: ['incident'] });
    await wes.comment(incident, `/timeline 13:50 discovered: support\n${comment}\n/over 13:55`);
    await world.resync();
    const [postmortem = 0] = await world.children(incident);
    return postmortem;
  };
  const first = await open('Limit reached', '/factor The limit');
  await wes.close(first, 'not_planned');
  await world.resync();
  const later = await open('Checkout', `/factor The limit, seen before in #${first}`);
  expect(await seenAgain(world, first)).toBe(`Seen again in [Checkout](#${later}), November 2026.`);
  await world.restart();
  await world.as('ann').label(later, 'security');
  await world.resync();
  expect(await seenAgain(world, first)).toBeUndefined();
  await expectAtRest(world);
});

test('of an earlier postmortem that is secret, is none or is gone, nothing is said', async () => {
  const world = await createWorld();
  const wes = world.as('wes');
  const secret = await openPostmortem(world, 'Tokens in the log');
  await world.as('ann').label(secret.incident, 'security');
  const plain = await world.as('ann').open('No postmortem');
  await world.settle();
  const later = await openPostmortem(world, 'Again');
  await wes.comment(
    later.incident,
    `/timeline 13:50 discovered: support\n/factor A log, seen before in #${secret.postmortem}, #${plain} and #999\n/over 13:55`,
  );
  await world.settle();
  expect((await world.said(later.postmortem)).join('\n')).not.toMatch(/Seen before|Tokens|No postmortem/);
  expect(await world.read(await index(world))).not.toContain('Seen before');
  await expectAtRest(world);
});
