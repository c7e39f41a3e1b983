/** The whole product as `npm start` runs it, for browsers: on a free port, with a year of history. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { startEmbedded } from '../../src/app/embedded.ts';
import type { Running } from '../../src/app/shutdown.ts';

export interface Product {
  readonly url: string;
  /** What waits for more to come, such as a pass after a comment, is done now. */
  hurry(): Promise<void>;
}

export interface Shelf {
  /** As many as there are names, each as after the first start. The history is played once. */
  start(names: readonly string[]): Promise<Product[]>;
  clear(): Promise<void>;
}

export function createShelf(): Shelf {
  const folder = mkdtempSync(join(tmpdir(), 'postmortems-page-'));
  const running = new Set<Running>();

  async function start(name: string): Promise<Product & { readonly stop: () => Promise<void> }> {
    const started = await startEmbedded({ port: 0, host: '127.0.0.1', statePath: join(folder, name) });
    if ('problem' in started) throw new Error(started.problem);
    const { running: it, url } = started;
    running.add(it);
    const isReady = async () => expectReady((await fetch(`${url}/healthz`)).status);
    await vi.waitFor(isReady, { timeout: 150_000, interval: 50 });
    return { url, hurry: async () => void (await fetch(`${url}/_/idle`)), stop: () => stop(it) };
  }

  async function stop(it: Running): Promise<void> {
    running.delete(it);
    it.refuse();
    await it.drain();
    await it.close();
  }

  return {
    start: async (names) => {
      const first = await start('played');
      await first.stop();
      const all: Product[] = [];
      for (const name of names) {
        copyFileSync(join(folder, 'played'), join(folder, name));
        const product = await start(name);
        // Octokit shares the token that it is asking for with every other App of the process: each has its own before the next one comes.
        await product.hurry();
        all.push(product);
      }
      return all;
    },
    clear: async () => {
      await Promise.all([...running].map(stop));
      rmSync(folder, { recursive: true });
    },
  };
}

function expectReady(status: number): void {
  if (status !== 200) throw new Error('The history is still being played.');
}
