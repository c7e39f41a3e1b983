/**
 * What goes wrong on purpose. `drop`, `duplicate`, `delayMs` and `reorder` act on webhook deliveries, the rest on the App's own requests and
 * never on a person's. Seeded, so a drill can be repeated.
 */
import { seededRandom } from './random.ts';

export interface FaultSettings {
  readonly seed?: number;
  /** Probability that a delivery is lost. */
  readonly drop?: number;
  /** Probability that a delivery comes twice, with the same GUID. */
  readonly duplicate?: number;
  readonly delayMs?: readonly [number, number];
  /** Deliveries overtake each other. */
  readonly reorder?: boolean;
  /** Every so many requests of the App one fails … */
  readonly failEvery?: number;
  /** … with this status (502 unless told) … */
  readonly status?: number;
  /** … after the change was made rather than before … */
  readonly afterCommit?: boolean;
  /** … and with this `retry-after`, in seconds. */
  readonly retryAfter?: number;
  readonly latencyMs?: number;
  /** Lists filtered by label or state show who belonged to them this long ago. */
  readonly listLagMs?: number;
}

/** How one delivery goes. */
export interface DeliveryFate {
  readonly copies: 0 | 1 | 2;
  readonly delaysMs: readonly [number, number];
  readonly reorder: boolean;
}

/** How one request of the App goes. */
export type RequestFate =
  | 'well'
  | 'stopped'
  | { readonly status: number; readonly afterCommit: boolean; readonly retryAfter?: number };

const reorderWithinMs = 40;

export class Faults {
  settings: FaultSettings = {};
  /**
   * Cuts the line: after so many more requests of the App were answered inside, every one fails as if the network were gone, the last
   * of them after its change was made. Counts down; undefined mends the line.
   */
  stopAfter: number | undefined;
  #random = seededRandom(1);
  #requests = 0;

  set(settings: FaultSettings): void {
    this.settings = settings;
    this.#random = seededRandom(settings.seed ?? 1);
    this.#requests = 0;
  }

  clear(): void {
    this.set({});
    this.stopAfter = undefined;
  }

  get listLagMs(): number {
    return this.settings.listLagMs ?? 0;
  }

  delivery(): DeliveryFate {
    const { drop = 0, duplicate = 0, delayMs, reorder = false } = this.settings;
    if (drop > 0 && this.#random() < drop) return { copies: 0, delaysMs: [0, 0], reorder };
    const copies = duplicate > 0 && this.#random() < duplicate ? 2 : 1;
    return { copies, delaysMs: [this.#delay(delayMs, reorder), this.#delay(delayMs, reorder)], reorder };
  }

  #delay(range: readonly [number, number] | undefined, reorder: boolean): number {
    if (!range && !reorder) return 0;
    const [from, to] = range ?? [0, reorderWithinMs];
    return from + this.#random() * (to - from);
  }

  /** Decides about the next request of the App. */
  request(): RequestFate {
    if (this.stopAfter !== undefined) {
      if (this.stopAfter <= 0) return 'stopped';
      this.stopAfter -= 1;
      if (this.stopAfter === 0) return { status: 0, afterCommit: true };
    }
    const { failEvery, status = 502, afterCommit = false, retryAfter } = this.settings;
    this.#requests += 1;
    if (!failEvery || this.#requests % failEvery !== 0) return 'well';
    return { status, afterCommit, ...(retryAfter !== undefined && { retryAfter }) };
  }
}
