/** When the App is not ready: while marks cannot be kept, before the first resync, and when the queue is stuck. */
import { expect, test } from 'vitest';
import { createReadiness } from '../../src/app/readiness.ts';
import { caseKey } from '../../src/reconcile/key.ts';
import { createMemoryQueue } from '../../src/reconcile/memory-queue.ts';
import { Trouble } from '../../src/reconcile/port.ts';
import type { QueueLook } from '../../src/reconcile/queue.ts';

const minuteMs = 60_000;

function ready({ hasStarted = true, isReachable = true, look = async (): Promise<QueueLook> => idle } = {}) {
  let now = 1000 * minuteMs;
  const queue = { isReachable: () => isReachable, look };
  const readiness = createReadiness({ queue, hasStarted: () => hasStarted, stuckMs: 5 * minuteMs, now: () => now });
  return async (afterMinutes: number) => {
    now = (1000 + afterMinutes) * minuteMs;
    return readiness();
  };
}

const idle: QueueLook = { waiting: 0, dueSince: undefined, endedAt: undefined };
const at = (minute: number) => (1000 + minute) * minuteMs;

test.each<[string, number, Partial<QueueLook>, string]>([
  ['nothing waits and nothing ever ended', 60, {}, 'ready'],
  ['a key waits for five minutes', 5, { waiting: 1, dueSince: at(0) }, 'ready'],
  ['a key waits for longer, and nothing has ended', 6, { waiting: 1, dueSince: at(0) }, 'stuck'],
  ['a key waits for long, and others end', 60, { waiting: 9, dueSince: at(0), endedAt: at(59) }, 'ready'],
  ['others ended, but not for long', 60, { waiting: 9, dueSince: at(50), endedAt: at(51) }, 'stuck'],
  ['keys wait that are not due', 60, { waiting: 9, endedAt: at(0) }, 'ready'],
  ['a key has just become due after a quiet night', 600, { waiting: 1, dueSince: at(599), endedAt: at(0) }, 'ready'],
  ['a key waits since before this process has started', 1, { waiting: 1, dueSince: at(-60) }, 'ready'],
  ['and it is not taken on after that', 6, { waiting: 1, dueSince: at(-60), endedAt: at(-60) }, 'stuck'],
])('%s', async (_, minute, look, status) => {
  const readiness = ready({ look: async () => ({ ...idle, ...look }) });
  expect((await readiness(minute)).status).toBe(status);
});

test('it says what waits, and what to look at', async () => {
  const stuck = await ready({ look: async () => ({ waiting: 3, dueSince: at(0), endedAt: undefined }) })(7);
  expect(stuck).toMatchInlineSnapshot(`
    {
      "status": "stuck",
      "why": "3 keys wait, the longest for 420 s, and no pass has ended for as long as that. See whether a worker runs, and what the log says of passes that failed.",
    }
  `);
  expect(await ready({ hasStarted: false })(0)).toMatchInlineSnapshot(`
    {
      "status": "starting",
      "why": "What is open has not been listed yet. The log says where GitHub fails.",
    }
  `);
});

test('without Redis it is not ready, whether that is known already or not', async () => {
  expect((await ready({ isReachable: false })(0)).status).toBe('without queue');
  const look = async (): Promise<QueueLook> => {
    throw new Error('Connection is closed.');
  };
  expect((await ready({ look })(0)).status).toBe('without queue');
});

test('passes that hang, and passes that fail again and again, make it stuck; a pass that ends makes it ready', async () => {
  let now = 0;
  const timers = { now: () => now, set: (callback: () => void) => setTimeout(callback, 1), clear: clearTimeout };
  const queue = createMemoryQueue({
    timers: { ...timers, clear: () => {} },
    onRefused: () => {},
    onRetry: () => {},
  });
  const readiness = createReadiness({ queue, hasStarted: () => true, stuckMs: 5 * minuteMs, now: () => now });
  let end: (error?: Error) => void = () => {};
  queue.run(
    () =>
      new Promise((resolve, reject) => {
        end = (error) => (error ? reject(error) : resolve());
      }),
  );
  const status = async () => (await readiness()).status;
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  await queue.add(caseKey(1, 'acme/shop', 1));
  now += 6 * minuteMs;
  expect(await status()).toBe('stuck');
  end(new Trouble('passing', '502'));
  await turn();
  expect(await status()).toBe('stuck');
  await queue.pause(1, now + 60 * minuteMs);
  expect(await status()).toBe('ready');
  queue.unpause();
  expect(await status()).toBe('stuck');
  end();
  await turn();
  expect(await status()).toBe('ready');
  await queue.drain();
});
