/** Processes of the App as `npm start` makes them, on ports of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, vi } from 'vitest';

const start = resolve(import.meta.dirname, '../../dist/app/start.js');

export interface AppProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  said(): string;
}

export function startProcess(role: string, env: Readonly<Record<string, string>>): AppProcess {
  const child = spawn(process.execPath, [start, '--role', role], {
    cwd: '/tmp',
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
  return { child, said: () => said, ended: new Promise((done) => child.on('exit', done)) };
}

export async function healthy(port: number, of: () => string): Promise<void> {
  await vi.waitFor(
    async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
      expect(answer?.status, of()).toBe(200);
    },
    { timeout: 15_000, interval: 30 },
  );
}
