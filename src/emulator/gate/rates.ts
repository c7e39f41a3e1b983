/** The `x-ratelimit-*` headers. Requests are counted, never refused: the emulator is not paced, and its limit is higher than GitHub's. */
const hourMs = 3_600_000;
const limit = 1_000_000;

export interface Rate {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Epoch seconds. */
  readonly reset: number;
}

export class Rates {
  readonly #used = new Map<string, { used: number; until: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The rate of whoever `who` names, after `cost` more requests. */
  spend(who: string, cost: number): Rate {
    const now = this.#now();
    let entry = this.#used.get(who);
    if (!entry || entry.until <= now) {
      entry = { used: 0, until: now + hourMs };
      this.#used.set(who, entry);
    }
    entry.used += cost;
    return {
      limit,
      used: entry.used,
      remaining: Math.max(0, limit - entry.used),
      reset: Math.ceil(entry.until / 1000),
    };
  }
}
