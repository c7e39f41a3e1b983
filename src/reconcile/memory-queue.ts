/** The queue of one process: all of it is in memory, and gone with the process. */
import { type Held, holdAgain } from './back-off.ts';
import { type Key, keyText } from './key.ts';
import { type Kept, mergeNotes, type Note } from './note.ts';
import { takePlace } from './pace.ts';
import { judgeFailure, type Queue, type QueueOptions, type Timers, usual, type Worker } from './queue.ts';

export interface MemoryQueue extends Queue {
  /** Ends pauses, back-offs and the rests of fights. */
  unpause(): void;
  /** Runs what waits, debounced or not, until nothing waits and nothing runs; keys that back off are waited for. */
  settle(): Promise<void>;
}

export interface MemoryQueueOptions extends QueueOptions {
  readonly timers: Timers;
}

interface Due {
  readonly installation: number;
  /** Epoch milliseconds. */
  readonly since: number;
}

interface Waiting {
  readonly key: Key;
  readonly due: number;
  readonly isBackingOff: boolean;
}

export function createMemoryQueue(options: MemoryQueueOptions): MemoryQueue {
  const { timers, onRefused, onRetry, onLimited } = options;
  const { concurrency, perInstallation, backoffMs, paces, indexPauseMs } = { ...usual, ...defined(options) };
  let worker: Worker | undefined;
  /** In the order in which they were marked: a key that comes again goes to the end. */
  const waiting = new Map<string, Waiting>();
  const running = new Map<string, number>();
  const failures = new Map<string, number>();
  const held = new Map<number, Held>();
  const notes = new Map<string, Note[]>();
  const kept = new Map<string, Kept>();
  const later = new Map<string, unknown>();
  const rows = new Map<number, readonly number[]>();
  /** Since when a key is due that waits, and one that has its pass. */
  const due = new Map<string, Due>();
  const underWay = new Map<string, Due>();
  let endedAt: number | undefined;
  /** Index → when its last pass began. */
  const begunAt = new Map<string, number>();
  let timer: unknown;
  let isDraining = false;
  let settling = 0;
  const watchers: (() => void)[] = [];

  function mark(key: Key, delayMs = 0, isBackingOff = false): void {
    const text = keyText(key);
    const now = timers.now();
    const rested = (begunAt.get(text) ?? Number.NEGATIVE_INFINITY) + indexPauseMs;
    const at = Math.max(now + delayMs, isBackingOff ? 0 : rested);
    const before = waiting.get(text);
    if (!before || at < before.due) waiting.set(text, { key, due: at, isBackingOff });
    noteDue(key, at);
    schedule();
  }

  function noteDue(key: Key, since: number): void {
    const before = due.get(keyText(key))?.since ?? Number.POSITIVE_INFINITY;
    due.set(keyText(key), { installation: key.installation, since: Math.min(before, since) });
  }

  function dueAt({ key, due, isBackingOff }: Waiting): number {
    const isHurried = settling > 0 && !isBackingOff && (key.kind !== 'index' || !hasCases());
    return Math.max(isHurried ? 0 : due, heldUntil(key.installation));
  }

  /** What cases have to show comes into the index at once. */
  function hasCases(): boolean {
    const all = [...running.keys(), ...[...waiting].flatMap(([text, one]) => (one.isBackingOff ? [] : [text]))];
    return all.some((text) => !text.startsWith('index:'));
  }

  function mayStart(text: string, { installation }: Key): boolean {
    if (running.has(text) || running.size >= concurrency) return false;
    return [...running.values()].filter((one) => one === installation).length < perInstallation;
  }

  function schedule(): void {
    timers.clear(timer);
    if (isDraining || !worker) return;
    const now = timers.now();
    let next = Number.POSITIVE_INFINITY;
    for (const [text, one] of waiting) {
      if (!mayStart(text, one.key)) continue;
      const due = dueAt(one);
      if (due <= now) start(text, one, worker);
      else next = Math.min(next, due);
    }
    if (next < Number.POSITIVE_INFINITY) timer = timers.set(schedule, next - now);
  }

  function start(text: string, { key }: Waiting, work: Worker): void {
    waiting.delete(text);
    running.set(text, key.installation);
    const since = due.get(text) ?? { installation: key.installation, since: timers.now() };
    due.delete(text);
    underWay.set(text, since);
    if (key.kind === 'index') begunAt.set(text, timers.now());
    void run(text, key, work).finally(() => {
      running.delete(text);
      underWay.delete(text);
      schedule();
      for (const tell of watchers.splice(0)) tell();
    });
  }

  async function run(text: string, key: Key, work: Worker): Promise<void> {
    const given = notes.get(text)?.length ?? 0;
    const keep = (one: Kept) => void kept.set(text, one);
    try {
      await work(key, { note: mergeNotes(notes.get(text) ?? []), kept: kept.get(text) ?? {}, keep });
      failures.delete(text);
      endedAt = timers.now();
      const left = notes.get(text)?.slice(given) ?? [];
      if (left.length > 0) notes.set(text, left);
      else notes.delete(text);
    } catch (error) {
      const count = (failures.get(text) ?? 0) + 1;
      const judged = judgeFailure(error, count, timers.now(), backoffMs);
      if (judged.verdict === 'give up') endedAt = timers.now();
      else noteDue(key, underWay.get(text)?.since ?? timers.now());
      if (judged.verdict === 'hold the installation') {
        hold(key.installation, judged.until);
        mark(key);
      } else if (judged.verdict === 'come again') mark(key, judged.delayMs);
      else if (judged.verdict === 'give up') {
        failures.delete(text);
        onRefused(key, error);
      } else {
        failures.set(text, count);
        onRetry(key, error, judged.delayMs);
        mark(key, judged.delayMs, true);
      }
    }
  }

  function heldUntil(installation: number): number {
    return held.get(installation)?.until ?? 0;
  }

  function hold(installation: number, until: number): void {
    const again = holdAgain(held.get(installation), until, timers.now());
    held.set(installation, again);
    onLimited?.(installation, again.until);
    schedule();
  }

  const change = () => new Promise<void>((resolve) => watchers.push(resolve));

  return {
    add: async (key, { delayMs, note } = {}) => {
      const text = keyText(key);
      if (note) notes.set(text, [...(notes.get(text) ?? []), note]);
      mark(key, delayMs);
    },
    addLater: async (key, delayMs) => {
      const name = `${delayMs} ${keyText(key)}`;
      if (later.has(name)) return;
      const fire = () => {
        later.delete(name);
        mark(key);
      };
      later.set(name, timers.set(fire, delayMs));
    },
    run: (work) => {
      worker = work;
      schedule();
    },
    pause: async (installation, until) => hold(installation, until),
    heldUntil,
    pace: async (installation, isCreation) => {
      const { full, waitMs } = takePlace(paces, rows.get(installation) ?? [], isCreation, timers.now());
      rows.set(installation, full);
      return Math.max(0, waitMs);
    },
    claim: async () => true,
    ready: async () => {},
    isReachable: () => true,
    onReturn: () => {},
    look: async () => {
      const all = [...due.values(), ...underWay.values()];
      const since = all.filter(({ installation }) => heldUntil(installation) <= timers.now()).map((one) => one.since);
      const dueSince = since.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
      return { waiting: all.length, dueSince: dueSince <= timers.now() ? dueSince : undefined, endedAt };
    },
    knowsAliases: true,
    unpause: () => {
      held.clear();
      failures.clear();
      for (const [text, { fight: _, ...others }] of kept) kept.set(text, others);
      for (const [text, one] of waiting) waiting.set(text, { ...one, due: timers.now(), isBackingOff: false });
      schedule();
    },
    settle: async () => {
      settling += 1;
      try {
        schedule();
        while (waiting.size > 0 || running.size > 0) await change();
      } finally {
        settling -= 1;
      }
    },
    drain: async () => {
      isDraining = true;
      timers.clear(timer);
      for (const waits of later.values()) timers.clear(waits);
      while (running.size > 0) await change();
    },
    close: async () => {},
  };
}

/** Without what is undefined, which would hide a default. */
export function defined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}
