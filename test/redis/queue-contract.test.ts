/** What both engines of the queue promise: one table, run against each of them in real time. */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { caseKey, indexKey, type Key, keyText } from '../../src/reconcile/key.ts';
import { createMemoryQueue } from '../../src/reconcile/memory-queue.ts';
import { Trouble } from '../../src/reconcile/port.ts';
import { type Job, type Queue, type QueueOptions, realTimers } from '../../src/reconcile/queue.ts';
import { createRedisQueue } from '../../src/reconcile/redis-queue.ts';
import { findRedis } from './redis-server.ts';

const redis = await findRedis();
const { url = '' } = redis;
const prefix = `test-${randomUUID()}`;
afterAll(async () => {
  if (redis.isOwn) return redis.stop();
  if (redis.url === undefined) return;
  const client = new Redis(url);
  const names = await client.keys(`${prefix}*`);
  if (names.length > 0) await client.del(...names);
  client.disconnect();
});

const engines: readonly [string, boolean, (options: QueueOptions, at: string) => Queue][] = [
  ['in memory', true, (options) => createMemoryQueue({ ...options, timers: realTimers })],
  [
    'on Redis',
    redis.url !== undefined,
    (options, at) => createRedisQueue({ ...options, url, prefix: at, lookMs: 20, lockMs: 1000 }),
  ],
];

/** Every queue works for an installation of its own, so that tests run side by side. */
let last = 0;
const installations = new Map<Queue, number>();
const of = (queue: Queue) => installations.get(queue) ?? 0;
const a = (queue: Queue) => caseKey(of(queue), 'acme/shop', 1);
const b = (queue: Queue) => caseKey(of(queue), 'acme/shop', 2);
const index = (queue: Queue) => indexKey(of(queue), 'acme/shop');

/** A queue, and what its passes have done. */
async function bench(
  make: (typeof engines)[number][2],
  given: Partial<QueueOptions> = {},
  at = `${prefix}-${randomUUID()}`,
) {
  const began: { key: string; at: number; job: Job }[] = [];
  const underWay = new Set<string>();
  const failed: string[] = [];
  let most = 0;
  let passMs = 0;
  let failures: unknown[] = [];
  let keeps: object | undefined;
  const queue = await make(
    { onRefused: (key) => void failed.push(keyText(key)), onRetry: () => {}, backoffMs: 100, ...given },
    at,
  );
  onTestFinished(() => queue.close());
  await queue.ready();
  last += 10;
  installations.set(queue, last);
  const work = async (key: Key, job: Job) => {
    const text = keyText(key);
    expect(underWay).not.toContain(text);
    underWay.add(text);
    most = Math.max(most, underWay.size);
    began.push({ key: text, at: Date.now(), job });
    if (keeps) job.keep(keeps);
    await new Promise((resolve) => setTimeout(resolve, passMs));
    underWay.delete(text);
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
  };
  return {
    queue,
    began,
    failed,
    work,
    keys: () => began.map((one) => one.key),
    most: () => most,
    passes: (ms: number) => {
      passMs = ms;
    },
    fail: (...errors: unknown[]) => {
      failures = errors;
    },
    keeping: (kept: object) => {
      keeps = kept;
    },
    quiet: () => new Promise((resolve) => setTimeout(resolve, 250)),
    until: (count: number, ms = 3000) =>
      vi.waitFor(() => expect(began.length).toBeGreaterThanOrEqual(count), { timeout: ms, interval: 5 }),
  };
}

describe.concurrent.each(engines)('%s', (_name, isThere, make) => {
  test.runIf(isThere)('marks that come while a key waits are one pass', async () => {
    const { queue, work, keys, until, quiet } = await bench(make);
    queue.run(work);
    await Promise.all(Array.from({ length: 20 }, () => queue.add(a(queue), { delayMs: 50 })));
    await until(1);
    await quiet();
    expect(keys()).toEqual([keyText(a(queue))]);
  });

  test.runIf(isThere)(
    'marks that come while it is worked on are one pass more, after it; others are not held up',
    async () => {
      const { queue, work, passes, keys, until, quiet } = await bench(make);
      passes(150);
      queue.run(work);
      await queue.add(a(queue));
      await until(1);
      await Promise.all(Array.from({ length: 20 }, () => queue.add(a(queue))));
      await queue.add(b(queue));
      await until(3);
      await quiet();
      expect(keys()).toEqual([a(queue), b(queue), a(queue)].map(keyText));
    },
  );

  test.runIf(isThere)(
    'a mark waits for its delay, an earlier one brings it forward, a later one puts nothing off',
    async () => {
      const { queue, work, began, until, quiet } = await bench(make);
      queue.run(work);
      const start = Date.now();
      await queue.add(a(queue), { delayMs: 5000 });
      await queue.add(a(queue), { delayMs: 200 });
      await queue.add(a(queue), { delayMs: 5000 });
      await until(1);
      expect(Date.now() - start).toBeGreaterThanOrEqual(195);
      expect(Date.now() - start).toBeLessThan(1500);
      await quiet();
      expect(began).toHaveLength(1);
    },
  );

  test.runIf(isThere)('a later look comes besides, and once for each time that it is put off', async () => {
    const { queue, work, began, until, quiet } = await bench(make);
    queue.run(work);
    await queue.addLater(a(queue), 200);
    await queue.addLater(a(queue), 200);
    await queue.addLater(a(queue), 600);
    await queue.add(a(queue));
    await until(3);
    await quiet();
    expect(began).toHaveLength(3);
  });

  test.runIf(isThere)('a pause holds every key of its installation and no other', async () => {
    const { queue, work, began, keys, until } = await bench(make);
    const other = caseKey(of(queue) + 1, 'acme/else', 1);
    queue.run(work);
    const start = Date.now();
    await queue.pause(of(queue), start + 500);
    await Promise.all([queue.add(a(queue)), queue.add(b(queue)), queue.add(other)]);
    await until(3);
    expect(keys()[0]).toBe(keyText(other));
    expect(began[1]?.at).toBeGreaterThanOrEqual(start + 490);
    expect(queue.heldUntil(of(queue))).toBe(start + 500);
  });

  test.runIf(isThere)('"slow down" holds the of(queue), and its key comes again without being counted', async () => {
    const held: number[] = [];
    const { queue, work, began, fail, until } = await bench(make, { onLimited: (_, until) => void held.push(until) });
    const until1 = Date.now() + 600;
    fail(new Trouble('limited', 'slow down', { until: until1 }));
    queue.run(work);
    await queue.add(a(queue));
    await until(1);
    await vi.waitFor(() => expect(held).toEqual([until1]));
    await queue.add(b(queue));
    await until(3);
    expect(began[1]?.at).toBeGreaterThanOrEqual(until1 - 10);
  });

  test.runIf(isThere)(
    'where GitHub does not say how long it is a minute, and twice that for the next time',
    async () => {
      const held: number[] = [];
      const { queue } = await bench(make, { onLimited: (_, until) => void held.push(until - Date.now()) });
      await queue.pause(of(queue), 0);
      expect(Math.round((held[0] ?? 0) / 1000)).toBe(60);
      await queue.pause(of(queue), 0);
      expect(Math.round((held[1] ?? 0) / 1000)).toBe(60);
    },
  );

  test.runIf(isThere)('a failure is tried again after a while, what is refused is not', async () => {
    const { queue, work, began, failed, fail, until, quiet } = await bench(make);
    fail(new Error('502'), new Error('502'), undefined, new Trouble('refused', 'no'));
    queue.run(work);
    await queue.add(a(queue));
    await until(3);
    const [first = 0, second = 0, third = 0] = began.map((one) => one.at);
    expect(second - first).toBeGreaterThanOrEqual(95);
    expect(third - second).toBeGreaterThanOrEqual(190);
    await queue.add(b(queue));
    await until(4);
    await quiet();
    expect([began.length, failed]).toEqual([4, [keyText(b(queue))]]);
  });

  test.runIf(isThere)('a pass that has to wait for its turn comes again', async () => {
    const { queue, work, began, fail, until, quiet } = await bench(make);
    fail(new Trouble('paced', 'later', { until: Date.now() + 300 }));
    queue.run(work);
    await queue.add(a(queue));
    await until(2);
    await quiet();
    expect(began).toHaveLength(2);
  });

  test.runIf(isThere)('a hot key goes to the end, and no key starves', async () => {
    const { queue, work, passes, keys, until } = await bench(make, { perInstallation: 1 });
    passes(10);
    queue.run(async (key, job) => {
      await work(key, job);
      if (keys().length < 12) await queue.add(a(queue));
    });
    await queue.add(a(queue));
    await until(1);
    for (let number = 2; number <= 6; number += 1) await queue.add(caseKey(of(queue), 'acme/shop', number));
    await until(10);
    expect(
      keys()
        .slice(0, 10)
        .filter((one) => one !== keyText(a(queue))),
    ).toHaveLength(5);
  });

  test.runIf(isThere)('one installation takes no more places than it may, and others find one at once', async () => {
    const { queue, work, passes, most, keys, until } = await bench(make, { concurrency: 4, perInstallation: 3 });
    passes(100);
    queue.run(work);
    await Promise.all(Array.from({ length: 9 }, (_, at) => queue.add(caseKey(of(queue), 'acme/shop', at + 1))));
    await until(1);
    const other = caseKey(of(queue) + 1, 'acme/else', 1);
    await queue.add(other);
    await until(10);
    expect(most()).toBeLessThanOrEqual(4);
    expect(keys().indexOf(keyText(other))).toBeLessThan(9);
  });

  test.runIf(isThere)(
    'notes stay until a pass has ended well, and what a pass keeps reaches the next one',
    async () => {
      const { queue, work, began, fail, keeping, until, quiet } = await bench(make);
      fail(new Error('502'));
      keeping({ shown: 'abc' });
      await queue.add(a(queue), { delayMs: 50, note: { numbers: [1] } });
      await queue.add(a(queue), { delayMs: 50, note: { numbers: [2], act: true } });
      queue.run(work);
      await until(2);
      await quiet();
      await queue.add(a(queue));
      await until(3);
      expect(began.map(({ job }) => [job.note.numbers, job.note.act])).toEqual([
        [[1, 2], true],
        [[1, 2], true],
        [[], undefined],
      ]);
      expect(began.map(({ job }) => job.kept)).toEqual([{}, { shown: 'abc' }, { shown: 'abc' }]);
    },
  );

  test.runIf(isThere)(
    'it tells since when the longest key waits: not before it is due, and through failures',
    async () => {
      const { queue, work, began, passes, fail, until, quiet } = await bench(make);
      const start = Date.now();
      expect(await queue.look()).toEqual({ waiting: 0, dueSince: undefined, endedAt: undefined });
      await queue.add(a(queue), { delayMs: 60_000 });
      expect(await queue.look()).toEqual({ waiting: 1, dueSince: undefined, endedAt: undefined });
      await queue.add(b(queue));
      await queue.add(b(queue));
      const { waiting, dueSince = 0 } = await queue.look();
      expect(waiting).toBe(2);
      expect(dueSince - start).toBeLessThan(500);
      expect(dueSince - start).toBeGreaterThanOrEqual(0);
      // It fails twice, and is due since the beginning all the same; so it is while it is worked on.
      fail(new Error('502'), new Trouble('paced', 'later', { until: Date.now() + 100 }));
      passes(50);
      queue.run(work);
      await until(1);
      expect(await queue.look()).toEqual({ waiting: 2, dueSince, endedAt: undefined });
      await until(3);
      expect(await queue.look()).toMatchObject({ dueSince, endedAt: undefined });
      await quiet();
      const after = await queue.look();
      expect(after).toMatchObject({ waiting: 1, dueSince: undefined });
      expect(after.endedAt).toBeGreaterThanOrEqual(began[2]?.at ?? 0);
    },
  );

  test.runIf(isThere)('what GitHub asked to wait with is not due, and what failed for good waits no more', async () => {
    const { queue, work, fail, until, quiet } = await bench(make);
    fail(new Trouble('limited', 'slow down', { until: Date.now() + 60_000 }), new Trouble('refused', 'never'));
    queue.run(work);
    await queue.add(a(queue));
    await until(1);
    await quiet();
    expect(await queue.look()).toEqual({ waiting: 1, dueSince: undefined, endedAt: undefined });
    await queue.add(caseKey(of(queue) + 1, 'acme/else', 1));
    await until(2);
    await quiet();
    expect(await queue.look()).toEqual({ waiting: 1, dueSince: undefined, endedAt: expect.any(Number) });
  });

  test.runIf(isThere)('writes of an installation come at their pace, others at their own', async () => {
    const { queue } = await bench(make, {
      paces: [
        { of: 'creation', burst: 2, everyMs: 1000 },
        { of: 'write', burst: 100, everyMs: 1 },
      ],
    });
    const waits = [];
    for (const isCreation of [true, true, true, true, false]) waits.push(await queue.pace(of(queue), isCreation));
    expect(waits.map((one) => Math.round(one / 1000))).toEqual([0, 0, 1, 2, 0]);
    expect(await queue.pace(of(queue) + 1, true)).toBe(0);
  });

  test.runIf(isThere)('an index rests between two passes', async () => {
    const { queue, work, began, until } = await bench(make, { indexPauseMs: 400 });
    queue.run(work);
    // The rest is counted from before the first pass hears that it has begun, which on a busy machine is some time.
    const since = Date.now();
    await queue.add(index(queue));
    await until(1);
    await queue.add(index(queue));
    await until(2);
    expect((began[1]?.at ?? 0) - since).toBeGreaterThanOrEqual(390);
  });

  test.runIf(isThere)('draining ends the passes under way and begins no other', async () => {
    const { queue, work, passes, began, until, quiet } = await bench(make);
    let ended = 0;
    passes(200);
    queue.run(async (key, job) => {
      await work(key, job);
      ended += 1;
    });
    await queue.add(a(queue));
    await until(1);
    await queue.add(b(queue), { delayMs: 50 });
    await queue.drain();
    expect(ended).toBe(1);
    await quiet();
    expect(began).toHaveLength(1);
  });
});
