/**
 * A Redis for tests: an own `redis-server` on a free port where the program exists, else `REDIS_URL` or the usual port of this machine. Where there is
 * none, `url` is undefined and tests are skipped; under `CI=true` that fails instead.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { Redis } from 'ioredis';
import { freePort } from '../free-port.ts';

export interface RedisServer {
  readonly url: string | undefined;
  /** Whether it can be stopped and started again. */
  readonly isOwn: boolean;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function findRedis(): Promise<RedisServer> {
  if (spawnSync('redis-server', ['--version']).status === 0) return ownServer(await freePort());
  const url = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';
  const found = { url, isOwn: false, stop: async () => {}, start: async () => {} };
  if (await answers(url)) return found;
  if (process.env.CI === 'true') throw new Error(`There is no redis-server, and no Redis at ${url}`);
  process.stderr.write(`Tests with Redis are skipped: there is no redis-server, and no Redis at ${url}\n`);
  return { ...found, url: undefined };
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 1000 });
  redis.on('error', () => {});
  const pong = await redis.connect().then(
    () => redis.ping(),
    () => undefined,
  );
  redis.disconnect();
  return pong === 'PONG';
}

async function ownServer(port: number): Promise<RedisServer> {
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const start = async () => {
    const options = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      '/tmp',
    ];
    child = spawn('redis-server', options, { stdio: 'ignore' });
    while (!(await answers(url))) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const stop = async () => {
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    if (child?.kill('SIGKILL')) await ended;
  };
  await start();
  return { url, isOwn: true, start, stop };
}
