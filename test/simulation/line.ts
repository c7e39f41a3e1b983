/** The line between the app's processes and GitHub: each request takes its time and meets its fate. */

import type { Fault, RequestFate, RequestName } from './story.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A process of the app, as the line knows it. */
export interface OnTheLine {
  readonly isAlive: boolean;
  /** Until when GitHub has told it to be quiet, epoch milliseconds. */
  quietUntil: number;
}

export interface LineOptions {
  readonly time: VirtualTime;
  readonly latencyMs: number;
  readonly faults: readonly Fault[];
  /** Carries a request to GitHub. */
  readonly carry: typeof fetch;
  /** Right before a body is read for the last time before its write, and right before that write reaches GitHub. */
  readonly before: (request: 'look' | 'write body', path: string) => Promise<void>;
  /** A body was written. */
  readonly afterWrite: (path: string) => void;
  readonly stop: (process: OnTheLine) => void;
  readonly expireTokens: () => void;
}

export interface Line {
  fetchFor(process: OnTheLine): typeof fetch;
  /** From now on all goes well. */
  mend(): void;
  /** What was asked, one line each. */
  readonly log: string[];
  /** What was asked by a process that had been told to be quiet. */
  readonly loud: string[];
}

const slowMs = 30_000;
const retryAfterSeconds = 90;
const resetAfterMs = 8 * 60_000;

export function createLine(options: LineOptions): Line {
  const { time, latencyMs, carry, before, afterWrite, stop, expireTokens } = options;
  let faults = options.faults.filter((one) => one.hits !== 'delivery');
  const counts = new Map<RequestName, number>();
  const log: string[] = [];
  const loud: string[] = [];

  function fateOf(name: RequestName): RequestFate | undefined {
    const hit = [name, 'any' as const].map((one) => {
      counts.set(one, (counts.get(one) ?? 0) + 1);
      return faults.find((fault) => fault.hits === one && 'nth' in fault && fault.nth === counts.get(one));
    });
    const fault = hit[0] ?? hit[1];
    return fault && 'goes' in fault && fault.goes !== 'lost' && fault.goes !== 'shuffled' && isFate(fault.goes)
      ? fault.goes
      : undefined;
  }

  return {
    log,
    loud,
    mend: () => {
      faults = [];
    },
    fetchFor: (process) => (input, init) =>
      new Promise((resolve, reject) => {
        if (!process.isAlive) return;
        const asked = { method: init?.method ?? 'GET', url: String(input), body: String(init?.body ?? '') };
        const name = nameOf(asked);
        if (time.now() < process.quietUntil && !isOfTheApp(asked)) loud.push(summary(asked));
        const fate = fateOf(name);
        const takes = fate === 'slow' ? slowMs : latencyMs;
        time.at(time.now() + takes, async () => {
          if (!process.isAlive) return;
          const note = (what: string) =>
            log.push(`${new Date(time.now()).toISOString().slice(11, 23)} ${summary(asked)} ${what}`);
          if (fate === 'expired') expireTokens();
          if (fate === 'stop before') {
            note(fate);
            return stop(process);
          }
          const refusal = fate && refusalFor(fate, asked.url, time.now());
          if (refusal) {
            note(`${fate}`);
            if (!isOfTheApp(asked)) process.quietUntil = Math.max(process.quietUntil, time.now() + quietMs(fate));
            resolve(refusal);
            return;
          }
          if (fate === 'cut') {
            note(fate);
            reject(cut());
            return;
          }
          const { pathname } = new URL(asked.url);
          if (name === 'look' || name === 'write body') await before(name, pathname);
          const response = await carry(input, init);
          if (name === 'write body' && response.ok) afterWrite(pathname);
          note(`${response.status}${fate ? ` ${fate}` : ''}`);
          if (fate === 'stop after') return stop(process);
          time.at(time.now() + takes / 2, () => {
            if (!process.isAlive) return;
            if (fate === 'cut after') reject(cut());
            else resolve(fate === '502 after' ? answer(502, { message: 'Server Error' }) : response);
          });
        });
      }),
  };
}

function isFate(goes: string): goes is RequestFate {
  return goes !== 'twice' && goes !== 'late';
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

function nameOf({ method, url, body }: Asked): RequestName {
  const path = new URL(url).pathname;
  if (path.endsWith('/graphql')) {
    if (body.includes('mutation CreateIssue')) return 'open issue';
    if (body.includes('mutation React')) return 'react';
    return body.includes('mutation') ? 'other write' : 'read';
  }
  if (method === 'GET') return /\/issues\/\d+$/.test(path) ? 'look' : 'read';
  if (/\/comments(\/\d+)?$/.test(path)) return method === 'POST' ? 'write comment' : 'edit comment';
  return method === 'PATCH' && body.includes('"body"') ? 'write body' : 'other write';
}

function summary({ method, url, body }: Asked): string {
  const path = new URL(url).pathname.replace(/^\/api\/(v3\/)?/, '');
  return path === 'graphql' ? (/(?:query|mutation) (\w+)/.exec(body)?.[1] ?? path) : `${method} ${path}`;
}

function refusalFor(fate: RequestFate, url: string, now: number): Response | undefined {
  if (fate === '502') return answer(502, { message: 'Server Error' });
  const secondary = { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' };
  if (fate === '403') return answer(403, secondary, { 'retry-after': String(retryAfterSeconds) });
  if (fate === '429') return answer(429, secondary, { 'retry-after': String(retryAfterSeconds) });
  if (fate !== 'spent') return undefined;
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil((now + resetAfterMs) / 1000)) };
  if (!url.endsWith('/graphql')) return answer(403, { message: 'API rate limit exceeded for installation.' }, headers);
  return answer(200, { data: null, errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] }, headers);
}

function quietMs(fate: RequestFate): number {
  if (fate === 'spent') return resetAfterMs;
  return fate === '403' || fate === '429' ? retryAfterSeconds * 1000 : 0;
}

/** It asks about itself, with a limit of its own. */
function isOfTheApp({ url }: Asked): boolean {
  return /\/app\/|\/installation$/.test(new URL(url).pathname);
}

function answer(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

function cut(): TypeError {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('The connection was cut'), { code: 'ECONNRESET' }),
  });
}
