/** The whole product as `npm start` runs it, for browsers: on a free port, with its year of history. */
import { vi } from 'vitest';
import { startEmbedded } from '../../src/app/embedded.ts';

export interface Product {
  readonly url: string;
  /** What waits for more to come, such as a pass after a comment, is done now. */
  hurry(): Promise<void>;
  stop(): Promise<void>;
}

export async function startProduct(): Promise<Product> {
  const started = await startEmbedded({ port: 0, host: '127.0.0.1' });
  if ('problem' in started) throw new Error(started.problem);
  const { running, url } = started;
  await vi.waitFor(() => expectReady(url), { timeout: 280_000, interval: 100 });
  return {
    url,
    hurry: async () => void (await fetch(`${url}/_/idle`)),
    stop: async () => {
      running.refuse();
      await running.drain();
      await running.close();
    },
  };
}

async function expectReady(url: string): Promise<void> {
  const { status } = await fetch(`${url}/healthz`);
  if (status !== 200) throw new Error('The history is still being played.');
}
