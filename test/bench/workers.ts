/** Passes a second with one, two and four worker processes on Redis, four passes at once in each, with 100 ms for every request. */
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { caseKey } from '../../src/reconcile/key.ts';
import { createRedisQueue } from '../../src/reconcile/redis-queue.ts';
import { findRedis } from '../redis/redis-server.ts';
import { seedPostmortems } from '../seeded.ts';
import { type Measured, median, pause } from './measured.ts';
import { type GitHub, serveGitHub } from './processes.ts';

const latencyMs = 100;
const rounds = 3;
const keys = 160;
const longestMs = 120_000;

export async function measureWorkers(): Promise<readonly Measured[]> {
  if (spawnSync('redis-server', ['--version']).status !== 0) {
    process.stderr.write('There is no redis-server: workers are not measured.\n');
    return [];
  }
  const redis = await findRedis();
  const github = await serveGitHub();
  const found: { readonly [count: number]: number[] } = { 1: [], 2: [], 4: [] };
  try {
    const numbers = seedPostmortems(github.emulator.state, { count: keys, years: 1, openPercent: 100 });
    github.emulator.faults.set({ latencyMs });
    for (let round = 0; round < rounds; round += 1)
      for (const count of round % 2 === 0 ? [1, 2, 4] : [4, 2, 1])
        found[count]?.push(await passesPerSecond(github, redis.url ?? '', numbers, count));
  } finally {
    github.close();
    await redis.stop();
  }
  const of = (count: number) => median(found[count] ?? []);
  return [2, 4].map((count) => ({
    what: `passes a second, ${count} workers, at ${latencyMs} ms a request`,
    ours: of(count).toFixed(1),
    peer: `one worker: ${of(1).toFixed(1)}`,
    ratio: median((found[count] ?? []).map((one, round) => one / (found[1]?.[round] ?? Number.NaN))),
    aim: { atLeast: count === 2 ? 1.8 : 3 },
    figures: found,
  }));
}

async function passesPerSecond(
  github: GitHub,
  url: string,
  numbers: readonly number[],
  count: number,
): Promise<number> {
  const prefix = `bench-${randomUUID()}`;
  const workers = await Promise.all(
    Array.from({ length: count }, async () => {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'worker.mjs')], {
        env: { PATH: process.env.PATH, ...github.env, REDIS_URL: url, REDIS_PREFIX: prefix },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
      return child;
    }),
  );
  const queue = createRedisQueue({ url, prefix, onRefused: () => {}, onRetry: () => {} });
  await queue.ready();
  const all = async (of: readonly number[]) => {
    const began = performance.now();
    await Promise.all(
      of.map((number) => queue.add(caseKey(github.emulator.credentials.installationId, 'acme/shop', number))),
    );
    while ((await queue.look()).waiting > 0) {
      if (performance.now() - began > longestMs) throw new Error('the passes do not end');
      await pause(20);
    }
    return performance.now() - began;
  };
  try {
    // Every worker gets its token, learns what it remembers and warms up first, each as much as one alone.
    for (let worker = 0; worker < count; worker += 1) await all(numbers);
    return numbers.length / ((await all(numbers)) / 1000);
  } finally {
    for (const child of workers) child.kill('SIGKILL');
    await queue.close();
  }
}
