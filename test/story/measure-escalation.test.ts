/** What is late stays in sight: a team is mentioned where one is chosen, and reminders go on for postmortems closed for years. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

const pings = async (world: World, measure: number) => (await world.said(measure)).map((one) => one.split(/[,.] /)[0]);

async function accepted(world: World, terms: string) {
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/measure Alert on replica lag');
  await world.settle();
  const [measure = 0] = await world.children(postmortem);
  await world.as('moe').comment(measure, `/accept ${terms}`);
  await world.settle();
  for (const time of ['14:10', '14:20']) {
    world.at(time);
    await world.as('wes').close(postmortem);
    await world.settle();
  }
  await world.as('wes').close(incident);
  await world.settle();
  expect((await world.issue(postmortem)).state).toBe('closed');
  return { postmortem, measure };
}

const passDay = async (world: World, date: string) => {
  world.at(`${date}T09:00:00Z`);
  await world.resync();
  await world.settle();
};

const configure = (world: World, text: string) =>
  world.as('ann').api('PUT', '/repos/acme/shop/contents/.github/postmortems.yml', {
    message: 'Choose',
    content: Buffer.from(text).toString('base64'),
  });

test('a team is mentioned once for each date, where one is chosen, and a new date ends it', async () => {
  const world = await createWorld();
  await configure(world, 'reminders: {escalate: {to: acme/sre, after: 10}}\n');
  const { measure } = await accepted(world, '@ann by 4 December');
  await passDay(world, '2026-12-05');
  await passDay(world, '2026-12-13');
  expect(await pings(world, measure)).toEqual(['@ann: this was to be done by 4 December 2026']);
  await passDay(world, '2026-12-14');
  expect((await world.said(measure)).at(-1)).toMatchInlineSnapshot(
    `"@acme/sre: this was to be done by 4 December 2026, and it is still open. What does it need? A new date (\`/accept by\` and when) or a decision against it (\`/decline\` and why) is an answer, too."`,
  );
  await passDay(world, '2027-01-14');
  await world.restart();
  expect(await pings(world, measure)).toHaveLength(2);
  await expectAtRest(world);
  await world.as('ann').comment(measure, '/accept by 1 February');
  await world.settle();
  expect(await pings(world, measure)).toEqual([
    '(hidden) @ann: this was to be done by 4 December 2026',
    '(hidden) @acme/sre: this was to be done by 4 December 2026',
  ]);
  await passDay(world, '2027-02-01');
  expect(await pings(world, measure)).toHaveLength(2);
  await passDay(world, '2027-02-11');
  expect((await pings(world, measure)).slice(2)).toEqual([
    '@ann: this was to be done by 1 February 2027',
    '@acme/sre: this was to be done by 1 February 2027',
  ]);
  for (const one of await world.comments(measure))
    if (one.user === 'postmortems[bot]') await world.as('ann').deleteComment(one.id);
  await passDay(world, '2027-03-11');
  await world.restart();
  expect(await pings(world, measure)).toEqual([]);
  await world.as('ann').close(measure);
  await world.settle();
  await expectAtRest(world);
});

test('a team hears of what nobody owns, and without the mention of owners where that is not wanted; never of what is only proposed', async () => {
  const world = await createWorld();
  await configure(world, 'reminders: {overdue: false, escalate: {to: "@acme/sre"}}\n');
  const { measure, postmortem } = await accepted(world, 'by 4 December');
  await world.as('wes').comment(postmortem, '/measure Page us by 4 December');
  await world.settle();
  const [, proposed = 0] = await world.children(postmortem);
  await passDay(world, '2026-12-17');
  expect(await world.said(measure)).toEqual([]);
  await passDay(world, '2026-12-18');
  expect((await world.said(measure))[0]).toContain(
    '@acme/sre: this was to be done by 4 December 2026, and it is still open. Nobody owns it.',
  );
  expect(await world.said(proposed)).toEqual([]);
  await expectAtRest(world);
});

test('reminders go on for years after the closing, whatever events are lost and whoever took the label off', async () => {
  const world = await createWorld();
  await configure(world, 'reminders: {unproven: false}\n');
  const { postmortem, measure } = await accepted(world, '@ann by +900d');
  await world.as('ann').unlabel(measure, 'preventative measure');
  await world.settle();
  expect(await world.said(postmortem)).toHaveLength(2);
  world.at('2026-11-21T09:00:00Z');
  for (let count = 0; count < 101; count += 1) await world.as('ann').open(`Later ${count}`);
  world.emulator.faults.set({ drop: 1 });
  await passDay(world, '2029-05-08');
  expect(await world.said(measure)).toEqual([]);
  world.requests();
  await passDay(world, '2029-05-10');
  expect(await pings(world, measure)).toEqual(['@ann: this was to be done by 8 May 2029']);
  expect(world.requests().list.filter((one) => one.includes('ReadCase'))).toHaveLength(1);
  const [index] = await world.issues('postmortem-index');
  expect(await world.read(index?.number ?? 0)).toContain('**overdue since 8 May**');
  await passDay(world, '2030-05-10');
  await expectAtRest(world);
  // Its event is lost, too; the next resync brings it.
  await world.as('ann').comment(measure, '/accept by 1 August');
  await passDay(world, '2030-05-11');
  expect(await pings(world, measure)).toEqual(['(hidden) @ann: this was to be done by 8 May 2029']);
  await passDay(world, '2030-08-02');
  expect((await pings(world, measure)).at(-1)).toBe('@ann: this was to be done by 1 August 2030');
  await expectAtRest(world);
});
