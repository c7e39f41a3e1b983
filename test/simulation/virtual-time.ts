/**
 * A clock that is moved, and all that is to happen by it, in order. One thing happens at a time, and the next one waits until everybody who was
 * told of it has said what comes of it; so a story runs the same way each time.
 */

export interface VirtualTime {
  now(): number;
  /** @param run is awaited before anything else happens */
  at(when: number, run: () => void | Promise<void>): unknown;
  cancel(event: unknown): void;
  /** Moves the clock until then, with all that is due. */
  runUntil(when: number): Promise<void>;
}

interface Event {
  readonly when: number;
  readonly order: number;
  readonly run: () => void | Promise<void>;
}

/** Turns of the event loop without any news, after which nobody has anything more to say. */
const quietTurns = 3;

/**
 * @param start epoch milliseconds
 * @param isBusy whether something is under way that time has to wait for
 */
export function createVirtualTime(start: number, isBusy: () => boolean): VirtualTime {
  let now = start;
  let order = 0;
  const events = new Set<Event>();

  async function listen(): Promise<void> {
    for (let turns = 0; turns < quietTurns; turns += 1) {
      const before = order;
      await new Promise((resolve) => setImmediate(resolve));
      if (order !== before || isBusy()) turns = -1;
    }
  }

  function next(until: number): Event | undefined {
    let first: Event | undefined;
    for (const event of events) {
      if (event.when > until) continue;
      if (!first || event.when < first.when || (event.when === first.when && event.order < first.order)) first = event;
    }
    return first;
  }

  return {
    now: () => now,
    at: (when, run) => {
      order += 1;
      const event = { when, order, run };
      events.add(event);
      return event;
    },
    cancel: (event) => void events.delete(event as Event),
    runUntil: async (when) => {
      await listen();
      for (let event = next(when); event; event = next(when)) {
        events.delete(event);
        now = Math.max(now, event.when);
        await event.run();
        await listen();
      }
      now = Math.max(now, when);
    },
  };
}
