/** A resync at start and every hour: it makes good whatever events did not say. The first one is tried until it works. */
import type { Logger } from 'pino';
import type { Reconciler } from '../reconcile/reconciler.ts';

export interface Resyncing {
  readonly hasSucceeded: boolean;
  /** @param isFirstDue whether the first one runs now, or in an hour */
  start(isFirstDue?: boolean): void;
  stop(): void;
}

const hourMs = 60 * 60_000;
const againMs = 30_000;

export function keepResyncing(reconciler: Pick<Reconciler, 'resync'>, log: Pick<Logger, 'error'>): Resyncing {
  let timer: NodeJS.Timeout | undefined;
  let hasSucceeded = false;
  let isStopped = false;

  async function run(): Promise<void> {
    let nextMs = againMs;
    try {
      await reconciler.resync();
      hasSucceeded = true;
      // Jitter keeps several processes, and many Apps, from asking in the same second.
      nextMs = hourMs * (0.9 + 0.2 * Math.random());
    } catch (error) {
      log.error(error, 'A resync failed; it is tried again in half a minute');
    }
    wait(nextMs);
  }

  function wait(ms: number): void {
    if (isStopped) return;
    timer = setTimeout(() => void run(), ms);
    timer.unref();
  }

  return {
    get hasSucceeded() {
      return hasSucceeded;
    },
    start: (isFirstDue = true) => {
      if (isFirstDue) void run();
      else wait(hourMs);
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
