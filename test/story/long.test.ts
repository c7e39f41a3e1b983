import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem } from '../world.ts';

/** All rows of the list, wherever they stand, in the order in which they are read. */
async function allRows(world: Awaited<ReturnType<typeof createWorld>>, postmortem: number): Promise<string[]> {
  const { body } = await world.issue(postmortem);
  const pages = (await world.comments(postmortem)).filter(
    (one) => one.user === 'postmortems[bot]' && one.body.startsWith('The timeline goes on here'),
  );
  return [body, ...pages.map((one) => one.body)]
    .flatMap((text) => text.match(/^- \[[^\]]+\]\(.*$/gm) ?? [])
    .filter((row) => row.includes('entry '));
}

test('a thousand entries: the list goes on in comments, nothing is cut, and the body says where', {
  timeout: 90_000,
}, async () => {
  const world = await createWorld({ start: '2026-11-20T20:00:00Z' });
  const { incident, postmortem } = await openPostmortem(world);
  const clock = (n: number) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;
  for (let from = 0; from < 1000; from += 125) {
    const lines = Array.from(
      { length: 125 },
      (_, index) =>
        `${clock(from + index)} entry ${from + index}, a line of about the length that people write in a hurry`,
    );
    await world.as('wes').comment(incident, `/timeline\n${lines.join('\n')}`);
    await world.settle();
  }
  await world.as('wes').comment(incident, '/timeline 00:05 discovered: calls\n/timeline 19:00 over: quiet');
  await world.settle();
  const rows = await allRows(world, postmortem);
  expect(rows.map((row) => Number(/entry (\d+)/.exec(row)?.[1]))).toEqual(Array.from({ length: 1000 }, (_, n) => n));
  const { body } = await world.issue(postmortem);
  expect(body.length).toBeLessThan(60_000);
  expect(body).toMatch(/\nThe list goes on \[in a comment\]\(.*#issuecomment-\d+\)\.\n/);
  for (const comment of await world.comments(postmortem)) expect(comment.body.length).toBeLessThan(61_000);
  const [index] = await world.issues('postmortem-index');
  expect(index?.body).toContain('next: Contributing factors');
  await expectAtRest(world);

  const early = await world.as('wes').comment(incident, '/timeline 00:00 entry 5000, before all others');
  await world.settle();
  expect((await allRows(world, postmortem)).length).toBe(1001);
  await world.as('wes').deleteComment(early);
  await world.settle();
  expect((await allRows(world, postmortem)).length).toBe(1000);
  await expectAtRest(world);

  const page = (await world.comments(postmortem)).find((one) => one.body.startsWith('The timeline goes on here'));
  await world.as('ann').deleteComment(page?.id ?? 0);
  await world.settle();
  expect((await allRows(world, postmortem)).length).toBe(1000);
  await expectAtRest(world);
});

test('2,400 comments on one incident: all are read once, and then only what is new', { timeout: 90_000 }, async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  for (let n = 0; n < 2400; n += 1) {
    world.at(new Date(Date.parse('2026-11-20T14:00:00Z') + n * 1000).toISOString());
    await world.as('wes').comment(incident, n % 300 === 0 ? `/timeline 13:${String(10 + n / 300)} row ${n}` : 'Hm.');
  }
  await world.settle();
  expect((await world.section(postmortem, 'Timeline')).match(/row \d+/g)).toHaveLength(8);
  world.requests();
  await world.as('wes').comment(incident, '/timeline 13:40 the last one');
  await world.settle();
  const { reads, writes, list } = world.requests();
  expect([reads, writes], list.join('\n')).toEqual([2, 3]);
  await expectAtRest(world);
});
