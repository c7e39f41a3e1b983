/**
 * What an index costs with few postmortems and with many, in the embedded GitHub: reading everything, one change, a hundred changes within ten
 * seconds, and how long its pages are. The clock of the burst is the bench's own.
 *
 * Run: `npm run bench`
 */
import { pino } from 'pino';
import { Probot } from 'probot';
import { test } from 'vitest';
import { QueuedOctokit } from '../../src/app/octokit.ts';
import { createAppReconciler } from '../../src/app/reconciler.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { Timers } from '../../src/reconcile/queue.ts';
import { renameUnheard, seedPostmortems } from '../seeded.ts';

interface Measured {
  readonly count: number;
  readonly rebuild: string;
  readonly update: string;
  readonly burst: string;
  readonly pages: string;
}

async function measure(count: number): Promise<Measured> {
  let now = Date.parse('2026-11-20T14:00:00Z');
  const timers = new Map<object, { readonly due: number; readonly callback: () => void }>();
  const clock: Timers = {
    now: () => now,
    set: (callback, delayMs) => {
      const timer = {};
      timers.set(timer, { due: now + delayMs, callback });
      return timer;
    },
    clear: (timer) => void (typeof timer === 'object' && timer !== null && timers.delete(timer)),
  };
  const emulator = createEmulator({ now: () => now, installedAt: Date.parse('2010-01-01T00:00:00Z') });
  const numbers = seedPostmortems(emulator.state, { count, years: 10 });
  const probot = new Probot({
    appId: emulator.credentials.appId,
    privateKey: emulator.credentials.privateKey,
    baseUrl: 'http://localhost:3000/api/v3',
    log: pino({ level: 'silent' }),
    Octokit: QueuedOctokit,
    request: { fetch: emulator.fetch },
  });
  const failures: unknown[] = [];
  const reconciler = createAppReconciler({
    auth: (installation) => probot.auth(installation),
    slug: 'postmortems',
    log: { info: () => {}, warn: () => {}, error: (...words: unknown[]) => void failures.push(words) },
    timers: clock,
  });
  const touch = () =>
    reconciler.receive('issues', {
      action: 'edited',
      installation: { id: emulator.credentials.installationId },
      repository: { full_name: 'acme/shop' },
      sender: { login: 'ann', type: 'User' },
      issue: { number: 2 * count + 1, labels: [{ name: 'postmortem-index' }] },
    });
  const requests = () => {
    const list = [...emulator.requests.list].filter(
      (one) => !one.path.includes('access_tokens') && !one.path.includes('/contents/'),
    );
    emulator.requests.clear();
    const writes = list.filter((one) => one.write);
    return {
      reads: list.length - writes.length,
      writes: writes.length,
      bodies: writes.filter((one) => one.method === 'PATCH').length,
    };
  };
  /** Lets the passes that are due come to their end. */
  const advance = async (ms: number) => {
    const until = now + ms;
    for (;;) {
      const [next] = [...timers].filter(([, one]) => one.due <= until).sort((a, b) => a[1].due - b[1].due);
      if (!next) break;
      timers.delete(next[0]);
      now = Math.max(now, next[1].due);
      next[1].callback();
      await reconciler.settle();
    }
    now = until;
  };

  touch();
  const begun = performance.now();
  await reconciler.settle();
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const made = requests();
  const rebuild = `${made.reads} reads, ${made.writes} writes, ${seconds} s`;

  await advance(10 * 60_000);
  requests();
  renameUnheard(emulator.state, numbers.at(-1) ?? 0, 'Postmortem: One change');
  touch();
  const start = performance.now();
  await reconciler.settle();
  const ms = Math.round(performance.now() - start);

  const one = requests();
  const update = `${one.reads} reads, ${one.writes} writes, ${ms} ms`;

  await advance(10 * 60_000);
  requests();
  for (let n = 0; n < 100; n += 1) {
    renameUnheard(
      emulator.state,
      numbers[numbers.length - 1 - (n % Math.min(count, 5))] ?? 0,
      `Postmortem: Change ${n}`,
    );
    touch();
    await advance(100);
  }
  await advance(10_000);
  const many = requests();
  const burst = `${many.reads} reads, ${many.bodies} writes`;

  const repository = emulator.state.named('acme/shop');
  const label = repository && emulator.state.labelNamed(repository, 'postmortem-index')?.id;
  const bodies = repository
    ? emulator.state
        .issuesOf(repository)
        .flatMap((issue) => (issue.labels.includes(label ?? 0) ? [issue.body?.length ?? 0] : []))
    : [];
  emulator.close();
  if (failures.length > 0) throw new Error(JSON.stringify(failures[0]));
  const [first = 0, ...others] = bodies;
  const longest = Math.max(0, ...others);
  return { count, rebuild, update, burst, pages: `${first}; ${others.length} more, the longest ${longest}` };
}

test('the index', { timeout: 30 * 60_000 }, async () => {
  const rows: Measured[] = [];
  for (const count of [10, 1000, 10_000]) rows.push(await measure(count));
  const lines = rows.map((one) => `| ${one.count} | ${one.rebuild} | ${one.update} | ${one.burst} | ${one.pages} |`);
  const head =
    '| postmortems | reading and writing everything | one change | a hundred in ten seconds | signs of the first page, and of others |';
  process.stdout.write(`${[head, '|---|---|---|---|---|', ...lines].join('\n')}\n`);
});
