/**
 * Builds of the app, each without one of its protections. Nothing in the app can be switched off, so what stands around it undoes the protection:
 * what it reads is altered, what it asks is not carried out, its queue forgets.
 */
import { createAppReconciler } from '../../src/app/reconciler.ts';
import { type Key, keyText } from '../../src/reconcile/key.ts';
import { createMemoryQueue } from '../../src/reconcile/memory-queue.ts';
import { Trouble } from '../../src/reconcile/port.ts';
import type { Queue, QueueOptions, Timers } from '../../src/reconcile/queue.ts';
import type { Build } from './play.ts';

type Fetch = typeof fetch;

const pathOf = (input: Parameters<Fetch>[0]) => new URL(String(input)).pathname;
const isLook = (input: Parameters<Fetch>[0], init: RequestInit | undefined) =>
  (init?.method ?? 'GET') === 'GET' && /\/issues\/\d+$/.test(pathOf(input));

async function altered(response: Response, alter: (text: string) => string): Promise<Response> {
  const { status, headers } = response;
  return new Response(status === 204 ? null : alter(await response.text()), { status, headers });
}

/** The app reads something else than GitHub says. */
export function reading(alter: (text: string) => string): Build {
  return { fetch: (fetch) => async (input, init) => altered(await fetch(input, init), alter) };
}

/** What the app asks for is not done, and answered as if it were. */
export function notDoing(isThis: (method: string, path: string, body: string) => boolean): Build {
  return {
    fetch: (fetch) => async (input, init) =>
      isThis(init?.method ?? 'GET', pathOf(input), String(init?.body ?? ''))
        ? new Response('{}', { headers: { 'content-type': 'application/json' } })
        : fetch(input, init),
  };
}

export function together(...builds: readonly Build[]): Build {
  const fetches = builds.flatMap((one) => one.fetch ?? []);
  return Object.assign({}, ...builds, {
    fetch: (fetch: Fetch) => fetches.reduce((inner, wrap) => wrap(inner), fetch),
  });
}

/** The last look before a write shows the text that was read at first. */
export const blindBeforeWrites: Build = {
  fetch: (fetch) => {
    const bodies = new Map<number, string>();
    const note = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('number' in value && 'body' in value && typeof value.number === 'number' && typeof value.body === 'string')
        bodies.set(value.number, value.body);
      for (const one of Object.values(value)) note(one);
    };
    return async (input, init) => {
      const response = await fetch(input, init);
      if (isLook(input, init))
        return altered(response, (text) => {
          const issue = JSON.parse(text);
          return JSON.stringify({ ...issue, body: bodies.get(issue.number) ?? issue.body });
        });
      if (!pathOf(input).endsWith('/graphql')) return response;
      const text = await response.clone().text();
      note(JSON.parse(text));
      return response;
    };
  },
};

/** What is created is asked for again where the answer gets lost, as libraries do that repeat every request. */
export function askingAgainFor(isCreation: (path: string, body: string) => boolean): Build {
  return {
    fetch: (fetch) => async (input, init) => {
      if (init?.method !== 'POST' || !isCreation(pathOf(input), String(init.body))) return fetch(input, init);
      const first = await fetch(input, init).catch(() => undefined);
      return first && first.status < 500 ? first : fetch(input, init);
    },
  };
}

/** Events of the app's own writes are not listened to. */
export const deafToItself: Build = {
  createAppReconciler: (options) => {
    const reconciler = createAppReconciler(options);
    return {
      ...reconciler,
      receive: async (event, payload) => {
        if (payload.sender?.login !== `${options.slug}[bot]`) await reconciler.receive(event, payload);
      },
    };
  },
};

export const withoutResync: Build = {
  createAppReconciler: (options) => ({ ...createAppReconciler(options), resync: async () => {} }),
};

function queueing(make: (options: QueueOptions & { readonly timers: Timers }) => Queue): Build {
  return {
    createAppReconciler: (options) => {
      const { timers } = options;
      if (!timers) throw new Error('a simulation has timers');
      return createAppReconciler({ ...options, makeQueue: (of) => make({ ...of, timers }) });
    },
  };
}

/** The worker of a queue is wrapped. */
function working(wrap: (work: Parameters<Queue['run']>[0]) => Parameters<Queue['run']>[0]): Build {
  return queueing((options) => {
    const queue = createMemoryQueue(options);
    return { ...queue, run: (work) => queue.run(wrap(work)) };
  });
}

/** Every pass begins as if nothing had been fought over. */
export const forgettingFights = working(
  (work) => (key, job) =>
    work(key, { ...job, kept: Object.fromEntries(Object.entries(job.kept).filter(([name]) => name !== 'fight')) }),
);

/** A pass that failed has ended. */
export const withoutRetries = working((work) => (key, job) => work(key, job).catch(() => {}));

/** What GitHub says about limits is taken for any other failure. */
export const pushing = working(
  (work) => (key, job) =>
    work(key, job).catch((error: unknown) => {
      throw error instanceof Trouble && error.kind === 'limited' ? new Trouble('passing', error.message) : error;
    }),
);

/** Each mark is a pass of its own, side by side with others over the same key, as a handler of events would have it. */
export const passOnEachMark = queueing((options) => {
  const { timers, onRetry } = options;
  let work: Parameters<Queue['run']>[0] = async () => {};
  const begin = (key: Key, delayMs: number, note = {}) =>
    void timers.set(() => {
      work(key, { note, kept: {}, keep: () => {} }).catch((error: unknown) => {
        onRetry(key, error, 5000);
        begin(key, 5000, note);
      });
    }, delayMs);
  const later = new Set<string>();
  return {
    ...createMemoryQueue(options),
    add: async (key, { delayMs = 0, note } = {}) => begin(key, delayMs, note),
    addLater: async (key, delayMs) => {
      const text = keyText(key);
      if (later.has(text)) return;
      later.add(text);
      timers.set(() => {
        later.delete(text);
        begin(key, 0);
      }, delayMs);
    },
    run: (worker) => {
      work = worker;
    },
  };
});
