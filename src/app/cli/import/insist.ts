/** Asks GitHub until it answers: what passes is tried again, and where it says slow down, that is waited for. What it refuses is thrown. */
import { readTrouble, statusOf } from '../../../github/troubles.ts';
import { gitHubPaces, type Pace, takePlace } from '../../../reconcile/pace.ts';

export interface Insist {
  read<T>(work: () => Promise<T>): Promise<T>;
  /** A write waits for its turn. */
  write<T>(work: () => Promise<T>): Promise<T>;
  /**
   * A creation, too.
   * @param find looks whether an earlier try made it after all, its answer having got lost
   */
  create<T>(work: () => Promise<T>, find: () => Promise<T | undefined>): Promise<T>;
}

interface Options {
  /** As fast as it goes, for a GitHub without limits. */
  readonly isUnpaced: boolean;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** Tells people why nothing happens. */
  readonly tell: (line: string) => void;
}

const mostTries = 5;
const firstWaitMs = 500;
/** GitHub asks for a minute where it does not say how long. */
const usualPauseMs = 60_000;

export function createInsist({ isUnpaced, now, wait, tell }: Options): Insist {
  const paces: readonly Pace[] = isUnpaced ? [] : gitHubPaces;
  let full: readonly number[] = [];

  async function takeTurn(isCreation: boolean): Promise<void> {
    for (;;) {
      const taken = takePlace(paces, full, isCreation, now());
      const isPlaced = taken.full !== full || paces.length === 0;
      full = taken.full;
      if (taken.waitMs > 0) await wait(taken.waitMs);
      if (isPlaced) return;
    }
  }

  async function insist<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; ) {
      try {
        return await work();
      } catch (error) {
        const { kind, until, cause } = readTrouble(error, now());
        if (kind === 'limited') {
          const end = until || now() + usualPauseMs;
          tell(`GitHub asks for a pause until ${new Date(end).toISOString().slice(11, 16)} UTC.`);
          await wait(Math.max(0, end - now()));
        } else {
          if (kind !== 'passing' || tries >= mostTries || statusOf(cause ?? error) === 401) throw error;
          await wait(firstWaitMs * 2 ** (tries - 1));
          tries += 1;
        }
      }
    }
  }

  return {
    read: insist,
    write: async (work) => {
      await takeTurn(false);
      return insist(work);
    },
    create: async (work, find) => {
      await takeTurn(true);
      let isAgain = false;
      return insist(async () => {
        const found = isAgain ? await find() : undefined;
        isAgain = true;
        return found ?? work();
      });
    },
  };
}
