/**
 * A resync at start, every hour, and when marks can be kept again after a time in which they could not: it makes good whatever events did not say. The
 * first one is tried until it works; of several processes one does it in each hour.
 */
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
/** Shorter than the shortest time between two of one process. */
const claimMs = 50 * 60_000;

export function keepResyncing(reconciler: Pick<Reconciler, 'resync' | 'queue'>, log: Pick<Logger, 'error'>): Resyncing {
  let timer: NodeJS.Timeout | undefined;
  let hasSucceeded = false;
  let isStopped = false;
  const { queue } = reconciler;

  async function run(isHourly = false): Promise<void> {
    clearTimeout(timer);
    let nextMs = againMs;
    try {
      const isOurs = await queue.claim('resync', claimMs);
      if (isOurs || !isHourly) await reconciler.resync();
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
    timer = setTimeout(() => void run(hasSucceeded), ms);
    timer.unref();
  }

  queue.onReturn(() => void run());

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
