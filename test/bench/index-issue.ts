/**
 * What an index costs with few postmortems and with many, in the embedded GitHub: reading everything, one change, and a hundred changes within ten
 * seconds. The clock of the burst is the bench's own.
 */
import { pino } from 'pino';
import { Probot } from 'probot';
import { QueuedOctokit } from '../../src/app/octokit.ts';
import { createAppReconciler } from '../../src/app/reconciler.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { Timers } from '../../src/reconcile/queue.ts';
import { renameUnheard, seedPostmortems } from '../seeded.ts';
import { type Measured, ms } from './measured.ts';

interface Cost {
  readonly reads: number;
  readonly writes: number;
  readonly ms: number;
}

interface Costs {
  readonly count: number;
  readonly rebuild: Cost;
  readonly update: Cost;
  readonly burst: Cost;
  /** Characters of the index and of each page of it, the index first. */
  readonly sizes: readonly number[];
}

const longestBody = 60_000;
/** A page of a list holds as many. */
const pageSize = 100;

export async function measureIndex(): Promise<readonly Measured[]> {
  const rows: Measured[] = [];
  let smallest: Costs | undefined;
  for (const count of [100, 1000, 10_000]) {
    const costs = await measure(count);
    smallest ??= costs;
    const { rebuild, update, burst, sizes } = costs;
    const [index = 0, ...pages] = sizes;
    const longest = Math.max(0, ...pages);
    const of = count.toLocaleString('en');
    const say = ({ reads, writes, ms: took }: Cost) => `${reads} reads, ${writes} writes, ${ms(took)}`;
    rows.push(
      {
        what: `index of ${of}, everything anew`,
        ours: say(rebuild),
        peer: `least: ${Math.ceil(count / pageSize)} reads`,
        ratio: rebuild.reads / Math.ceil(count / pageSize),
        figures: costs,
      },
      {
        what: `index of ${of}, one change`,
        ours: say(update),
        peer: count === smallest.count ? 'least: 1 read, 1 write' : `of ${smallest.count}: ${say(smallest.update)}`,
        ...(count === smallest.count ? {} : { ratio: update.ms / smallest.update.ms }),
        figures: {},
      },
      {
        what: `index of ${of}, a hundred changes in ten seconds`,
        ours: say(burst),
        peer: 'one by one: 100 writes',
        ratio: burst.writes / 100,
        figures: {},
      },
      {
        what: `index of ${of}, characters`,
        ours: `${index} on the first page, at most ${longest} on ${pages.length} others`,
        peer: `room for ${longestBody}`,
        ratio: Math.max(index, longest) / longestBody,
        aim: { atMost: longestBody, value: Math.max(index, longest) },
        figures: {},
      },
    );
  }
  return rows;
}

async function measure(count: number): Promise<Costs> {
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
    const writes = list.filter((one) => one.write).length;
    return { reads: list.length - writes, writes };
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
  const rebuild = { ms: performance.now() - begun, ...requests() };

  await advance(10 * 60_000);
  requests();
  renameUnheard(emulator.state, numbers.at(-1) ?? 0, 'Postmortem: One change');
  touch();
  const start = performance.now();
  await reconciler.settle();
  const update = { ms: performance.now() - start, ...requests() };

  await advance(10 * 60_000);
  requests();
  const first = performance.now();
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
  const burst = { ms: performance.now() - first, ...requests() };

  const sizes = [...emulator.state.issues.values()]
    .filter((one) => one.labels.some((id) => emulator.state.labels.get(id)?.name === 'postmortem-index'))
    .sort((a, b) => a.number - b.number)
    .map(({ body }) => (body ?? '').length);
  emulator.close();
  if (failures.length > 0) throw new Error(JSON.stringify(failures[0]));
  return { count, rebuild, update, burst, sizes };
}
