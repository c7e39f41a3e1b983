import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseKey, indexKey, keyText } from '../../src/reconcile/key.ts';
import { createMemoryQueue, type MemoryQueueOptions } from '../../src/reconcile/memory-queue.ts';
import { Trouble } from '../../src/reconcile/port.ts';
import type { Timers } from '../../src/reconcile/queue.ts';

const a = caseKey(1, 'acme/shop', 1);
const b = caseKey(1, 'acme/shop', 2);
const other = caseKey(2, 'acme/else', 1);

/** A clock that moves only when told, and a worker whose passes end only when told. */
function bench(options: Partial<MemoryQueueOptions> = {}) {
  let now = 0;
  const timers = new Map<object, { due: number; callback: () => void }>();
  const clock: Timers = {
    now: () => now,
    set: (callback, delayMs) => {
      const timer = {};
      timers.set(timer, { due: now + delayMs, callback });
      return timer;
    },
    clear: (timer) => void timers.delete(timer as object),
  };
  const passes: { key: string; end: (error?: unknown) => Promise<void> }[] = [];
  const started: string[] = [];
  const failed: string[] = [];
  const tick = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  const queue = createMemoryQueue({
    timers: clock,
    onRefused: (key) => void failed.push(keyText(key)),
    onRetry: () => {},
    ...options,
  });
  queue.run(
    (key) =>
      new Promise<void>((resolve, reject) => {
        started.push(keyText(key));
        const end = async (error?: unknown) => {
          passes.splice(passes.indexOf(pass), 1);
          if (error === undefined) resolve();
          else reject(error);
          await tick();
        };
        const pass = { key: keyText(key), end };
        passes.push(pass);
      }),
  );
  const advance = async (ms: number) => {
    const until = now + ms;
    for (;;) {
      const [next] = [...timers].filter(([, one]) => one.due <= until).sort((x, y) => x[1].due - y[1].due);
      if (!next) break;
      timers.delete(next[0]);
      now = Math.max(now, next[1].due);
      next[1].callback();
      await tick();
    }
    now = until;
  };
  return { queue, passes, started, failed, advance, tick };
}

test('marks that come while a key waits are one pass', async () => {
  const { queue, started, advance } = bench();
  for (let mark = 0; mark < 50; mark += 1) void queue.add(a, { delayMs: 500 });
  await advance(499);
  expect(started).toEqual([]);
  await advance(1);
  expect(started).toEqual([keyText(a)]);
});

test('marks that come while a key is worked on are one pass more, after it', async () => {
  const { queue, passes, started, advance } = bench();
  void queue.add(a);
  for (let mark = 0; mark < 50; mark += 1) void queue.add(a);
  await advance(1000);
  expect(started).toHaveLength(1);
  await passes[0]?.end();
  await advance(0);
  expect(started).toHaveLength(2);
  await passes[0]?.end();
  await advance(1000);
  expect(started).toHaveLength(2);
});

test('a slow key holds up no other', async () => {
  const { queue, started, advance } = bench();
  void queue.add(a);
  void queue.add(b);
  void queue.add(indexKey(1, 'acme/shop'));
  await advance(0);
  expect(started).toEqual([keyText(a), keyText(b), keyText(indexKey(1, 'acme/shop'))]);
});

test('no more passes at a time than allowed', async () => {
  const { queue, passes, started, advance } = bench({ concurrency: 2 });
  for (let number = 1; number <= 5; number += 1) void queue.add(caseKey(1, 'acme/shop', number));
  await advance(0);
  expect(started).toHaveLength(2);
  await passes[0]?.end();
  await advance(0);
  expect(started).toHaveLength(3);
});

test('a failure is tried again after 1, 2, 4 seconds, and given up in the end', async () => {
  const { queue, passes, started, failed, advance } = bench();
  void queue.add(a);
  await advance(0);
  for (const wait of [1000, 2000, 4000]) {
    const before = started.length;
    await passes[0]?.end(new Error('502'));
    await advance(wait - 1);
    expect(started).toHaveLength(before);
    await advance(1);
    expect(started).toHaveLength(before + 1);
  }
  for (let more = 0; more < 20; more += 1) {
    await passes[0]?.end(new Error('502'));
    await advance(300_000);
  }
  expect(failed).toEqual([keyText(a)]);
});

test('what GitHub refuses is not tried again', async () => {
  const { queue, passes, started, failed, advance } = bench();
  void queue.add(a);
  await advance(0);
  await passes[0]?.end(new Trouble('refused', 'no permission'));
  await advance(600_000);
  expect([started.length, failed]).toEqual([1, [keyText(a)]]);
});

test('"slow down" holds the whole installation until then, and no other', async () => {
  const { queue, passes, started, advance } = bench();
  void queue.add(a);
  await advance(0);
  await passes[0]?.end(new Trouble('limited', 'slow down', { until: 60_000 }));
  void queue.add(b);
  void queue.add(other);
  await advance(59_999);
  expect(started).toEqual([keyText(a), keyText(other)]);
  await advance(1);
  expect(started.slice(2).sort()).toEqual([keyText(a), keyText(b)]);
});

test('settling runs what is debounced at once and waits for what fails', async () => {
  const { queue, passes, advance, tick } = bench();
  void queue.add(a, { delayMs: 500 });
  let isSettled = false;
  const settled = queue.settle().then(() => {
    isSettled = true;
  });
  await tick();
  expect(passes).toHaveLength(1);
  await passes[0]?.end(new Error('502'));
  expect(isSettled).toBe(false);
  await advance(1000);
  await passes[0]?.end();
  await settled;
});

test('draining ends the passes under way and begins no other', async () => {
  const { queue, passes, started, advance } = bench();
  void queue.add(a);
  await advance(0);
  void queue.add(b, { delayMs: 100 });
  const drained = queue.drain();
  await passes[0]?.end();
  await drained;
  await advance(1000);
  expect(started).toEqual([keyText(a)]);
});

test('whatever happens, one key never has two passes at a time, and a mark is never forgotten', async () => {
  const act = fc.oneof(
    fc.record({ do: fc.constant('mark' as const), key: fc.constantFrom(a, b, other), delay: fc.nat(1000) }),
    fc.record({ do: fc.constant('advance' as const), ms: fc.nat(2000) }),
    fc.record({ do: fc.constant('end' as const), at: fc.nat(3), fails: fc.boolean() }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 60 }), async (acts) => {
      const { queue, passes, started, advance } = bench();
      const marked = new Map<string, number>();
      for (const one of acts) {
        if (one.do === 'mark') {
          marked.set(keyText(one.key), started.filter((text) => text === keyText(one.key)).length);
          void queue.add(one.key, { delayMs: one.delay });
        } else if (one.do === 'advance') await advance(one.ms);
        else await passes[one.at]?.end(one.fails ? new Error('502') : undefined);
        const keys = passes.map((pass) => pass.key);
        expect(new Set(keys).size).toBe(keys.length);
      }
      for (let turn = 0; turn < 20; turn += 1) {
        await passes[0]?.end();
        await advance(300_000);
      }
      for (const [key, before] of marked) {
        expect(started.filter((text) => text === key).length).toBeGreaterThan(before);
      }
      expect(passes).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
