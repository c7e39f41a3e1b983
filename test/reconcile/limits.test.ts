/** GitHub's limits: how fast an installation writes, how long it is held, and what an index has to read by itself. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Held, holdAgain } from '../../src/reconcile/back-off.ts';
import { beginNaming, name, namedSince } from '../../src/reconcile/naming.ts';
import { gitHubPaces, longestWaitMs, takePlace } from '../../src/reconcile/pace.ts';
import { createWorld } from '../world.ts';

const minuteMs = 60_000;

/** When writes happen that are asked for with these pauses between; who would wait long asks again. */
function play(asked: readonly { readonly isCreation: boolean; readonly afterMs: number }[]): [number, boolean][] {
  let full: readonly number[] = [];
  let now = 0;
  const done: [number, boolean][] = [];
  for (const { isCreation, afterMs } of asked) {
    now += afterMs;
    for (;;) {
      const place = takePlace(gitHubPaces, full, isCreation, now);
      full = place.full;
      if (place.waitMs <= longestWaitMs) {
        done.push([now + Math.max(0, place.waitMs), isCreation]);
        break;
      }
      now += place.waitMs;
    }
  }
  return done;
}

const most = (times: readonly number[], withinMs: number) =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + withinMs).length));

test('never more than 60 creations and 180 writes in a minute, nor 500 creations in an hour', () => {
  const ask = fc.record({ isCreation: fc.boolean(), afterMs: fc.oneof(fc.constant(0), fc.nat(5000)) });
  fc.assert(
    fc.property(fc.array(ask, { maxLength: 400 }), (asked) => {
      const done = play(asked);
      const creations = done.flatMap(([at, isCreation]) => (isCreation ? [at] : []));
      expect(most(creations, minuteMs)).toBeLessThanOrEqual(60);
      expect(
        most(
          done.map(([at]) => at),
          minuteMs,
        ),
      ).toBeLessThanOrEqual(180);
    }),
    { numRuns: 30 },
  );
  const burst = play(Array.from({ length: 700 }, () => ({ isCreation: true, afterMs: 0 }))).map(([at]) => at);
  expect(most(burst, minuteMs)).toBe(59);
  expect(most(burst, 60 * minuteMs)).toBeLessThanOrEqual(500);
  expect(burst.slice(0, 12)).toEqual([...Array(10).fill(0), 1200, 2400]);
});

test('passes wait for their turn', async () => {
  const world = await createWorld({ paces: [{ of: 'creation', burst: 1, everyMs: 2000 }] });
  const incident = await world.as('ann').open('Checkout returns 500');
  await world.as('ann').label(incident, 'incident');
  await world.settle();
  const made = world.emulator.requests.list.flatMap(({ at, operation, path, method }) =>
    operation === 'CreateIssue' ||
    (method === 'POST' && /\/(comments|labels)$/.test(path) && !/issues\/\d+\/labels/.test(path))
      ? [Date.parse(at)]
      : [],
  );
  expect(made.length).toBeGreaterThan(3);
  for (const [at, time] of made.entries()) {
    if (at > 0) expect(time - (made[at - 1] ?? 0)).toBeGreaterThanOrEqual(2000);
  }
});

test('where GitHub does not say how long: a minute, and twice as long each time that it was too short', () => {
  let now = 0;
  let held: Held | undefined;
  const waits: number[] = [];
  for (let time = 0; time < 8; time += 1) {
    held = holdAgain(held, 0, now);
    // Those that were under way say the same once more.
    held = holdAgain(held, 0, now + 10);
    waits.push((held.until - now) / minuteMs);
    now = held.until + 1000;
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  expect(holdAgain(held, 0, now + 30 * minuteMs).until).toBe(now + 31 * minuteMs);
  expect(holdAgain(undefined, 5000, 1000).until).toBe(5000);
});

test('a board hears of all that was named since it was read, or that nobody can say', () => {
  let naming = name(beginNaming('x'), [1, 2]);
  const seen = { id: 'x', last: naming.last };
  naming = name(name(naming, [3]), [2]);
  expect(namedSince(naming, seen)).toEqual([3, 2]);
  expect(namedSince(naming, { id: 'x', last: naming.last })).toEqual([]);
  expect(namedSince(naming, { id: 'another', last: 0 })).toBeUndefined();
  for (let number = 10; number < 3000; number += 1) naming = name(naming, [number]);
  expect(namedSince(naming, seen)).toBeUndefined();
});
