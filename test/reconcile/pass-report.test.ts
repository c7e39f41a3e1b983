/** Why a pass ran, as it is told once it has ended. */
import { expect, test } from 'vitest';
import { indexKey } from '../../src/reconcile/key.ts';
import { createPassWatch, type PassReport } from '../../src/reconcile/pass-report.ts';
import type { GitHubPort } from '../../src/reconcile/port.ts';

test('what was put off until later is the reason only of the pass that had no other', async () => {
  const told: PassReport[] = [];
  const key = indexKey(1, 'acme/shop');
  const passes = createPassWatch((report) => told.push(report), Date.now);
  passes.noteCause(key, { cause: 'later' });
  passes.noteCause(key, { cause: 'resync' });
  const port: Pick<GitHubPort, 'installedAt'> = { installedAt: async () => 0 };
  for (let pass = 0; pass < 3; pass += 1)
    await passes.watch({ key, deliveries: [] }, port as GitHubPort, async () => {});
  expect(told.map((one) => one.why)).toEqual([[{ cause: 'resync' }], [{ cause: 'later' }], []]);
});
