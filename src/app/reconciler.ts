/** Stub: the seam between the shells and the reconciler. Nothing is kept true yet. */
import type { Logger } from 'pino';
import type { Probot } from 'probot';

export interface ReconcilerOptions {
  readonly octokitFor: (installationId: number) => ReturnType<Probot['auth']>;
  /** The App's slug: what it writes comes from `<slug>[bot]`. */
  readonly appLogin: string;
  readonly clock: () => number;
  readonly log: Logger;
}

export interface Reconciler {
  resync(): Promise<void>;
  drain(): Promise<void>;
  close(): Promise<void>;
}

export function createReconciler(_options: ReconcilerOptions): Reconciler {
  return { resync: async () => {}, drain: async () => {}, close: async () => {} };
}
