/**
 * The work queue: a set of dirty keys. A key is worked on by one pass at a time; marks that come while it waits are one mark, a mark that comes
 * while it is worked on brings exactly one pass more. Nothing here is durable, and need not be: a resync marks everything again.
 */
import { type Key, keyText } from './key.ts';
import { Trouble } from './port.ts';

export interface Queue {
  /** Marks a key dirty; its pass begins after `delayMs` at the latest. */
  add(key: Key, delayMs?: number): void;
  /** Holds every key of an installation until then (epoch milliseconds). */
  pause(installation: number, until: number): void;
  /** Ends pauses and back-offs. */
  unpause(): void;
  /** Runs what waits, debounced or not, until nothing waits and nothing runs; keys that back off are waited for. */
  settle(): Promise<void>;
  /** Starts no further pass and waits for those that run. */
  drain(): Promise<void>;
}

export interface Timers {
  now(): number;
  /** Calls back after that long; returns what `clear` takes. */
  set(callback: () => void, delayMs: number): unknown;
  clear(timer: unknown): void;
}

export const realTimers: Timers = {
  now: () => Date.now(),
  set: (callback, delayMs) => setTimeout(callback, delayMs),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

export interface MemoryQueueOptions {
  /** One pass. What it throws decides: `Trouble` of kind `passing` and anything unknown backs off, `limited` holds the installation. */
  readonly work: (key: Key) => Promise<void>;
  readonly timers: Timers;
  /** A pass that failed for good. */
  readonly onRefused: (key: Key, error: unknown) => void;
  readonly onRetry: (key: Key, error: unknown, delayMs: number) => void;
  readonly concurrency?: number;
  /** First wait after a failure; doubles up to five minutes. */
  readonly backoffMs?: number;
}

interface Waiting {
  readonly key: Key;
  readonly due: number;
  readonly isBackingOff: boolean;
}

const longestBackoffMs = 5 * 60_000;
const mostFailures = 12;

export function createMemoryQueue(options: MemoryQueueOptions): Queue {
  const { work, timers, onRefused, onRetry, concurrency = 8, backoffMs = 1000 } = options;
  const waiting = new Map<string, Waiting>();
  const running = new Set<string>();
  const failures = new Map<string, number>();
  const pauses = new Map<number, number>();
  let timer: unknown;
  let isDraining = false;
  let settling = 0;
  const watchers: (() => void)[] = [];

  function add(key: Key, delayMs = 0, isBackingOff = false): void {
    const text = keyText(key);
    const due = timers.now() + delayMs;
    const before = waiting.get(text);
    if (!before || due < before.due) waiting.set(text, { key, due, isBackingOff });
    schedule();
  }

  function dueAt({ key, due, isBackingOff }: Waiting): number {
    const paused = pauses.get(key.installation) ?? 0;
    const isHurried = settling > 0 && !isBackingOff && (key.kind === 'case' || !hasCases());
    return Math.max(isHurried ? 0 : due, paused);
  }

  /** What cases have to show comes into the index at once. */
  function hasCases(): boolean {
    const all = [...running, ...[...waiting].flatMap(([text, one]) => (one.isBackingOff ? [] : [text]))];
    return all.some((text) => text.startsWith('case:'));
  }

  function schedule(): void {
    timers.clear(timer);
    if (isDraining) return;
    const now = timers.now();
    let next = Number.POSITIVE_INFINITY;
    for (const [text, one] of waiting) {
      if (running.has(text) || running.size >= concurrency) continue;
      const due = dueAt(one);
      if (due <= now) start(text, one);
      else next = Math.min(next, due);
    }
    if (next < Number.POSITIVE_INFINITY) timer = timers.set(schedule, next - now);
  }

  function start(text: string, { key }: Waiting): void {
    waiting.delete(text);
    running.add(text);
    void run(text, key).finally(() => {
      running.delete(text);
      schedule();
      for (const tell of watchers.splice(0)) tell();
    });
  }

  async function run(text: string, key: Key): Promise<void> {
    try {
      await work(key);
      failures.delete(text);
    } catch (error) {
      const kind = error instanceof Trouble ? error.kind : 'passing';
      if (kind === 'limited') {
        pause(key.installation, error instanceof Trouble ? error.until : 0);
        add(key);
        return;
      }
      const count = (failures.get(text) ?? 0) + 1;
      failures.set(text, count);
      if (kind === 'refused' || count > mostFailures) {
        failures.delete(text);
        onRefused(key, error);
        return;
      }
      const delayMs = Math.min(longestBackoffMs, backoffMs * 2 ** (count - 1));
      onRetry(key, error, delayMs);
      add(key, delayMs, true);
    }
  }

  function pause(installation: number, until: number): void {
    pauses.set(installation, Math.max(until, pauses.get(installation) ?? 0));
    schedule();
  }

  function unpause(): void {
    pauses.clear();
    failures.clear();
    for (const [text, one] of waiting) waiting.set(text, { ...one, due: timers.now(), isBackingOff: false });
    schedule();
  }

  const change = () => new Promise<void>((resolve) => watchers.push(resolve));

  async function settle(): Promise<void> {
    settling += 1;
    try {
      schedule();
      while (waiting.size > 0 || running.size > 0) await change();
    } finally {
      settling -= 1;
    }
  }

  async function drain(): Promise<void> {
    isDraining = true;
    timers.clear(timer);
    while (running.size > 0) await change();
  }

  return { add, pause, unpause, settle, drain };
}
