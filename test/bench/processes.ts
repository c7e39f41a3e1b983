/** Processes that are measured: the App and its peer, beside an embedded GitHub in this process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { freePort } from '../free-port.ts';
import { createBenchEmulator } from './emulator.ts';
import { pause } from './measured.ts';

export const secret = 'a-secret-of-the-bench-0123456789';
export const webhookPath = '/api/github/webhooks';
const here = import.meta.dirname;
const start = join(process.cwd(), 'dist/app/start.js');

export interface GitHub {
  readonly emulator: Emulator;
  /** What the App's processes have to know. */
  readonly env: Readonly<Record<string, string>>;
  /** As a person. */
  as<T>(login: string, method: string, path: string, body?: unknown): Promise<T>;
  close(): void;
}

export async function serveGitHub(): Promise<GitHub> {
  const emulator = createBenchEmulator();
  const port = await freePort();
  const server = serve({ fetch: emulator.app.fetch, port, hostname: '127.0.0.1' });
  emulator.publicUrl = `http://127.0.0.1:${port}`;
  emulator.ready = true;
  const { appId, privateKey } = emulator.credentials;
  return {
    emulator,
    env: {
      APP_ID: String(appId),
      PRIVATE_KEY: privateKey,
      WEBHOOK_SECRET: secret,
      GHE_HOST: `127.0.0.1:${port}`,
      GHE_PROTOCOL: 'http',
    },
    as: async <T>(login: string, method: string, path: string, body?: unknown) => {
      const answer = await emulator.fetch(`${emulator.publicUrl}/api/v3/repos/acme/shop/issues${path}`, {
        method,
        headers: { authorization: `token ${login}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
    close: () => {
      server.close();
      emulator.close();
    },
  };
}

export interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  /** From its spawning until it answers. */
  readonly startMs: number;
  /** Resident memory, in megabytes. */
  memory(): number;
  stop(): Promise<void>;
}

export type Kind = 'ours' | 'bare';

/** Starts one of them and waits until it answers HTTP. */
export async function run(kind: Kind, { env }: Pick<GitHub, 'env'>): Promise<Running> {
  const port = await freePort();
  const file = kind === 'ours' ? start : join(here, 'bare-probot.mjs');
  const began = performance.now();
  const child = spawn(process.execPath, [file], {
    cwd: '/tmp',
    env: {
      PATH: process.env.PATH,
      ...env,
      HOST: '127.0.0.1',
      PORT: String(port),
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  while (!(await answers(port))) {
    if (child.exitCode !== null || performance.now() - began > 60_000) throw new Error(`${kind} does not start`);
    await pause(5);
  }
  return {
    child,
    port,
    startMs: performance.now() - began,
    memory: () => {
      const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      return Number(kilobytes) / 1024;
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ port, host: '127.0.0.1', path: webhookPath }, (response) => {
      response.resume();
      resolve(true);
    });
    asked.on('error', () => resolve(false));
    asked.end();
  });
}

/** Posts one body many times, signed, and tells how long each answer took, in milliseconds. */
export async function deliver(
  port: number,
  event: string,
  body: string,
  { count, together }: { readonly count: number; readonly together: number },
): Promise<{ readonly perSecond: number; readonly times: readonly number[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: together });
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const times: number[] = [];
  let left = count;
  const post = () =>
    new Promise<void>((resolve, reject) => {
      const began = performance.now();
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-github-event': event,
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': signature,
      };
      const asked = request(
        { port, host: '127.0.0.1', path: webhookPath, method: 'POST', headers, agent },
        (response) => {
          response.resume();
          response.on('end', () => {
            times.push(performance.now() - began);
            if (response.statusCode === 200) resolve();
            else reject(new Error(`a webhook was answered with ${response.statusCode}`));
          });
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  const began = performance.now();
  const line = async () => {
    while (left > 0) {
      left -= 1;
      await post();
    }
  };
  await Promise.all(Array.from({ length: together }, line));
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  return { perSecond: count / seconds, times };
}
