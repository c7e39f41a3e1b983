/** When resyncs come: at the start, every hour with jitter, and after a time without a queue. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepResyncing } from '../../src/app/resyncing.ts';
import type { Queue } from '../../src/reconcile/queue.ts';

const minuteMs = 60_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 0 }));
afterEach(() => void vi.useRealTimers());

/** Resyncs, with the minutes at which they were asked for. */
function keep({ failures = 0, claims = (): boolean => true } = {}) {
  const at: number[] = [];
  const returns: (() => void)[] = [];
  let left = failures;
  const queue: Pick<Queue, 'claim' | 'onReturn'> = {
    claim: async () => claims(),
    onReturn: (callback) => void returns.push(callback),
  };
  const resync = async () => {
    at.push(Date.now() / minuteMs);
    left -= 1;
    if (left >= 0) throw new Error('502');
  };
  const errors: unknown[] = [];
  const resyncing = keepResyncing(
    { resync, queue: queue as Queue },
    { error: (...words: unknown[]) => void errors.push(words) },
  );
  return {
    resyncing,
    at,
    errors,
    comeBack: () => {
      for (const one of returns) one();
    },
  };
}

test('at the start, and then every hour, each time a little earlier or later', async () => {
  const { resyncing, at } = keep();
  resyncing.start();
  await vi.advanceTimersByTimeAsync(0);
  expect([at, resyncing.hasSucceeded]).toEqual([[0], true]);
  await vi.advanceTimersByTimeAsync(24 * 60 * minuteMs);
  const pauses = at.slice(1).map((time, n) => time - (at[n] ?? 0));
  expect(pauses.length).toBeGreaterThanOrEqual(21);
  for (const pause of pauses) {
    expect(pause).toBeGreaterThanOrEqual(54);
    expect(pause).toBeLessThanOrEqual(66);
  }
  expect(new Set(pauses.map(Math.round)).size).toBeGreaterThan(3);
  resyncing.stop();
  const count = at.length;
  await vi.advanceTimersByTimeAsync(3 * 60 * minuteMs);
  expect(at).toHaveLength(count);
});

test('one that fails is tried again after half a minute, until it works', async () => {
  const { resyncing, at, errors } = keep({ failures: 3 });
  resyncing.start();
  await vi.advanceTimersByTimeAsync(0.9 * minuteMs);
  expect([at, errors.length, resyncing.hasSucceeded]).toEqual([[0, 0.5], 2, false]);
  await vi.advanceTimersByTimeAsync(minuteMs);
  expect([at, errors.length, resyncing.hasSucceeded]).toEqual([[0, 0.5, 1, 1.5], 3, true]);
  resyncing.stop();
});

test('of several processes one asks for it in each hour, and each of them at its own start', async () => {
  const { resyncing, at } = keep({ claims: () => false });
  resyncing.start();
  await vi.advanceTimersByTimeAsync(5 * 60 * minuteMs);
  expect(at).toEqual([0]);
  resyncing.stop();
});

test('it comes at once when marks can be kept again', async () => {
  const { resyncing, at, comeBack } = keep();
  resyncing.start();
  await vi.advanceTimersByTimeAsync(7 * minuteMs);
  comeBack();
  await vi.advanceTimersByTimeAsync(50 * minuteMs);
  expect(at).toEqual([0, 7]);
  resyncing.stop();
});
