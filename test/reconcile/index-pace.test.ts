/** How often an index is worked on while many changes come. The clock moves only when told. */
import { expect, test } from 'vitest';
import type { GitHubPort } from '../../src/reconcile/port.ts';
import type { Timers } from '../../src/reconcile/queue.ts';
import { createReconciler, laterMs } from '../../src/reconcile/reconciler.ts';

const event = (...labels: string[]) =>
  ({
    installation: { id: 7 },
    repository: { full_name: 'acme/shop' },
    sender: { login: 'ann', type: 'User' },
    action: 'edited',
    issue: { number: 3, labels: labels.map((name) => ({ name })) },
  }) as const;

function started() {
  let now = 1_000_000;
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
  const passes: number[] = [];
  const unused = async (): Promise<never> => {
    throw new Error('nothing else is asked for here');
  };
  const github: GitHubPort = {
    installedAt: unused,
    readCase: unused,
    readRole: unused,
    readEarlier: unused,
    readRecord: unused,
    readIndexBody: unused,
    readOpenedForBots: unused,
    mayBeAssigned: unused,
    readCandidate: unused,
    readIndex: async () => {
      passes.push(now);
      return undefined;
    },
    listOpen: unused,
    listRepositories: unused,
    forget: () => {},
    tellEdits: () => {},
    apply: unused,
  };
  const reconciler = createReconciler({
    githubFor: async () => github,
    installations: async () => [7],
    ownLogin: 'postmortems[bot]',
    timers: clock,
    report: () => {},
  });
  const advance = async (ms: number) => {
    const until = now + ms;
    for (;;) {
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      const [next] = [...timers].filter(([, one]) => one.due <= until).sort((x, y) => x[1].due - y[1].due);
      if (!next) break;
      timers.delete(next[0]);
      now = Math.max(now, next[1].due);
      next[1].callback();
    }
    now = until;
  };
  return { reconciler, advance, passes, begun: now };
}

test('nothing is done while nothing happens', async () => {
  const { advance, passes } = started();
  await advance(2 * laterMs);
  expect(passes).toEqual([]);
});

test('one change is shown within a second or so, and no pass follows one that changed nothing', async () => {
  const { reconciler, advance, passes, begun } = started();
  reconciler.receive('issues', event('postmortem-index'));
  await advance(2 * laterMs);
  expect(passes.map((at) => at - begun)).toEqual([1000]);
});

test('a hundred changes within ten seconds are three passes, the first of them soon', async () => {
  const { reconciler, advance, passes, begun } = started();
  for (let n = 0; n < 100; n += 1) {
    reconciler.receive('issues', event('postmortem-index'));
    await advance(100);
  }
  await advance(60_000);
  expect(passes.map((at) => at - begun)).toEqual([1000, 6000, 11_000]);
});
