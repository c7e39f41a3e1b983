/**
 * Whether the App does its work: what `/readyz` says. It is stuck when the key that is due the longest has waited too long while no pass has ended, in
 * whatever process; and it is not ready while marks cannot be kept.
 */
import type { Queue } from '../reconcile/queue.ts';

export type Readiness =
  | { readonly status: 'ready' }
  | { readonly status: 'starting' | 'stopping' | 'stuck' | 'without queue'; readonly why: string };

export interface ReadinessOptions {
  readonly queue: Pick<Queue, 'look' | 'isReachable'>;
  /** Whether the first resync is under way. */
  readonly hasStarted: () => boolean;
  readonly stuckMs: number;
  readonly now?: () => number;
}

const withoutQueue = {
  status: 'without queue',
  why: 'Redis does not answer: webhooks are refused with 503 until it does, and then everything is read anew. See whether it runs, and REDIS_URL.',
} as const;

export function createReadiness(options: ReadinessOptions): () => Promise<Readiness> {
  const { queue, hasStarted, stuckMs, now = Date.now } = options;
  // What has waited since before the start gets its chance.
  const startedAt = now();
  return async () => {
    if (!queue.isReachable()) return withoutQueue;
    if (!hasStarted())
      return { status: 'starting', why: 'What is open has not been listed yet. The log says where GitHub fails.' };
    const look = await queue.look().catch(() => undefined);
    if (!look) return withoutQueue;
    const { waiting, dueSince, endedAt = startedAt } = look;
    const waitedMs = dueSince === undefined ? 0 : now() - dueSince;
    if (Math.min(waitedMs, now() - Math.max(endedAt, startedAt)) <= stuckMs) return { status: 'ready' };
    return {
      status: 'stuck',
      why: `${waiting === 1 ? '1 key waits' : `${waiting} keys wait`}, the longest for ${Math.floor(waitedMs / 1000)} s, and no pass has ended for as long as that. See whether a worker runs, and what the log says of passes that failed.`,
    };
  };
}
