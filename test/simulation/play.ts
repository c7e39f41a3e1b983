/**
 * Plays a story by virtual time: people act in bursts, processes of the app come and go, deliveries and requests meet their fates; and after the
 * last burst all goes well again, and a resync is left to make everything good.
 */
import { Octokit } from '@octokit/rest';
import { createAppReconciler } from '../../src/app/reconciler.ts';
import { createEmulator, type Emulator } from '../../src/emulator/emulator.ts';
import type { Timers } from '../../src/reconcile/queue.ts';
import type { Reconciler } from '../../src/reconcile/reconciler.ts';
import type { Payload } from '../../src/reconcile/routes.ts';
import { deliveries } from './deliveries.ts';
import { describeEnd } from './describe-end.ts';
import { createLine, type Line, type OnTheLine } from './line.ts';
import { createPeople, elsewhere, type People } from './people.ts';
import type { Act, Saving, Story } from './story.ts';
import { tokenOf } from './tokens.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';
import { createWires, type Wires } from './wires.ts';

const usualStart = Date.parse('2026-11-20T14:00:00Z');
const minuteMs = 60_000;
/** Between two acts of a burst, and from one burst to the next. */
const stepMs = 2000;
const breakMs = 60 * minuteMs;
const resyncAfterMs = 20 * minuteMs;
const downMs = 5000;

export interface Played {
  readonly emulator: Emulator;
  readonly people: People;
  /** Acts for which there was no place, by their position. */
  readonly left: readonly number[];
  /** What people saw before the last resync. */
  readonly early: string;
  /** What they saw at the end of each burst. */
  readonly bursts: readonly string[];
  /** Everything came to rest: what the app still writes in a resync over an unchanged world. */
  readonly restless: readonly string[];
  readonly line: Line;
  readonly reports: readonly string[];
}

interface Process extends OnTheLine {
  isAlive: boolean;
  readonly reconciler: Reconciler;
}

/** What of the app a process is made of: another build of it can be put in. */
export interface Build {
  readonly createAppReconciler?: typeof createAppReconciler;
  /** Stands between the app and its line to GitHub. */
  readonly fetch?: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
}

export interface PlayOptions {
  /** Each act is answered at once, and nothing fails. */
  readonly isClean?: boolean;
  readonly build?: Build;
  /** Requests and deliveries go over HTTP, through the app's own server. */
  readonly overHttp?: boolean;
  /** Epoch milliseconds. */
  readonly start?: number;
}

interface Ambush {
  readonly path: string;
  readonly at: 'look' | 'write body';
  readonly spring: () => Promise<void>;
}

export async function play(story: Story, options: PlayOptions = {}): Promise<Played> {
  const { isClean = false, build = {}, overHttp = false } = options;
  const faults = isClean ? [] : story.faults;
  const latencyMs = isClean ? 1 : story.latencyMs;
  const start = options.start ?? usualStart;
  const wall = { now: start };
  let isBusy = () => false;
  let tokensAsked = 0;
  const time = createVirtualTime(start, () => tokensAsked > 0 || isBusy());
  const emulator = createEmulator({
    now: () => time.now(),
    wallNow: () => wall.now,
    installedAt: start - 24 * 60 * minuteMs,
  });
  if (story.acts.some((act) => act.do === 'transfer'))
    emulator.createRepository({ name: elsewhere.split('/')[1] ?? '' });
  const people = createPeople(emulator);
  const processes: Process[] = [];
  const reports: string[] = [];
  let isMended = false;
  let ambushes: Ambush[] = [];
  const arrivals = deliveries(
    time,
    () => (isMended ? [] : faults),
    (event, body) => {
      const [process] = processes.length > 1 && body.length % 2 === 1 ? processes.slice(1) : processes;
      process?.reconciler.receive(event, JSON.parse(body) as Payload);
    },
  );
  const wires: Wires = await createWires(emulator, arrivals, overHttp);
  isBusy = () => emulator.hooks.pending > 0 || wires.isBusy();
  const line = createLine({
    time,
    latencyMs,
    faults,
    carry: wires.carry,
    before: async (at, path) => {
      const ambush = ambushes.find((one) => one.path === path && one.at === at);
      ambushes = ambushes.filter((one) => one !== ambush);
      await ambush?.spring();
    },
    afterWrite: (path) => {
      const burst = Math.floor((time.now() - start - minuteMs) / breakMs);
      if (isMended || !faults.some((one) => one.hits === 'lines' && one.burst === burst)) return;
      time.at(time.now() + stepMs, () => people.undo(path));
    },
    stop: (process) => {
      const stopped = processes.find((one) => one === process);
      if (!stopped) return;
      end(stopped);
      if (processes.length === 0) time.at(time.now() + downMs, () => begin());
    },
    expireTokens: () => {
      wall.now += 2 * 60 * minuteMs;
    },
  });
  const mayMiss = faults.some(({ hits }) => hits === 'delivery' || hits === 'deliveries' || hits === 'processes');
  // GitHub tells nobody of a comment that was hidden.
  const isQuiet = story.acts.some((act) => act.do === 'hide' || act.do === 'show');
  if (faults.some((one) => one.hits === 'lists')) emulator.faults.set({ listLagMs: 30_000 });

  function end(process: Process): void {
    process.isAlive = false;
    processes.splice(processes.indexOf(process), 1);
  }

  /** A new process, which knows nothing and begins with a resync. */
  function begin(): void {
    const create = build.createAppReconciler ?? createAppReconciler;
    const process: Process = { isAlive: true, quietUntil: 0, reconciler: create(optionsFor(() => process)) };
    processes.push(process);
    resync(process);
  }

  function resync(process: Process): void {
    if (!process.isAlive) return;
    process.reconciler.resync().catch((error: unknown) => {
      reports.push(`resync: ${error}`);
      time.at(time.now() + minuteMs / 2, () => resync(process));
    });
  }

  /** Octokit with a token; where GitHub takes it no more, the next request has a fresh one. */
  async function clientOf(fetch: typeof globalThis.fetch, installation: number | undefined) {
    const ask = async () => {
      tokensAsked += 1;
      try {
        return await tokenOf(emulator, wall.now, installation);
      } finally {
        tokensAsked -= 1;
      }
    };
    let known = await ask();
    const octokit = new Octokit({ baseUrl: `${emulator.publicUrl}/api/v3`, request: { fetch }, log: silent });
    octokit.hook.before('request', ({ headers }) => {
      headers.authorization = `bearer ${known}`;
    });
    octokit.hook.error('request', async (error) => {
      if ('status' in error && error.status === 401) known = await ask();
      throw error;
    });
    return octokit;
  }

  function optionsFor(self: () => Process) {
    const say = (...words: unknown[]) => void reports.push(words.map((word) => JSON.stringify(word)).join(' '));
    const { fetch: between = (fetch) => fetch } = build;
    return {
      auth: (installation?: number) => clientOf(between(line.fetchFor(self())), installation),
      slug: emulator.credentials.slug,
      log: { info: say, warn: say, error: say },
      timers: timersOf(time, self),
    };
  }

  const left: number[] = [];
  const opened = new Map<string, string>();
  async function perform(act: Act, index: number): Promise<void> {
    const issue = 'on' in act ? people.find(act.on) : undefined;
    const name = `${act.by} ${'on' in act ? act.on : ''}`;
    if (act.do === 'open the editor') {
      if (issue) opened.set(name, issue.body ?? '');
      return;
    }
    const how: Saving = isClean || !('how' in act) ? 'fresh' : act.how;
    const base = how === 'stale' ? opened.get(name) : undefined;
    const doIt = async () => {
      if (!(await people.act(act, base))) left.push(index);
    };
    if ((how !== 'in flight' && how !== 'while planned') || !issue) return doIt();
    const path = `/api/v3/repos/${emulator.state.fullName(emulator.state.repository(issue.repository))}/issues/${issue.number}`;
    const ambush: Ambush = { path, at: how === 'in flight' ? 'write body' : 'look', spring: doIt };
    ambushes.push(ambush);
    // Where the app writes nothing, it is no ambush.
    time.at(time.now() + 10 * minuteMs, async () => {
      if (!ambushes.includes(ambush)) return;
      ambushes = ambushes.filter((one) => one !== ambush);
      await doIt();
    });
  }

  begin();
  let early = '';
  const bursts: string[] = [];
  const last = Math.max(0, ...story.acts.map((act) => act.burst));
  for (let burst = 0; burst <= last; burst += 1) {
    const at = start + minuteMs + burst * breakMs;
    if (faults.some((one) => one.hits === 'processes' && one.burst === burst)) time.at(at - 1, begin);
    if (faults.some((one) => one.hits === 'processes' && one.burst === burst - 1))
      time.at(at - 1, () => processes.slice(1).forEach(end));
    for (const [place, act] of story.acts.filter((one) => one.burst === burst).entries())
      time.at(at + place * stepMs, () => perform(act, story.acts.indexOf(act)));
    if (burst === last || mayMiss || isQuiet) time.at(at + resyncAfterMs, () => processes.forEach(resync));
    if (burst === last && !isClean) {
      time.at(at + resyncAfterMs - minuteMs, () => {
        early = describeEnd(emulator, people);
        isMended = true;
        line.mend();
        emulator.faults.clear();
      });
    }
    await time.runUntil(at + breakMs - minuteMs);
    if (isClean) bursts.push(describeEnd(emulator, people));
  }

  // What came back is taken out again.
  const lastRestore = story.acts.findLastIndex((act) => act.do === 'say' && act.text.includes('/postmortem restore'));
  for (const [index, act] of story.acts.entries())
    if (act.do === 'cut' && index > lastRestore && !left.includes(index)) await people.act(act);
  await time.runUntil(time.now() + 5 * minuteMs);

  line.log.push('--- another resync');
  const before = line.log.length;
  if (!isClean) {
    processes.forEach(resync);
    await time.runUntil(time.now() + 2 * minuteMs);
  }
  const restless = line.log
    .slice(before)
    .filter((one) => / (?:POST|PATCH|DELETE|PUT) |CreateIssue|React|Pin/.test(one));
  for (const process of [...processes]) end(process);
  await wires.close();
  return { emulator, people, left, early, bursts, restless, line, reports };
}

function timersOf(time: VirtualTime, self: () => Process): Timers {
  return {
    now: time.now,
    set: (callback, delayMs) => time.at(time.now() + delayMs, () => (self().isAlive ? callback() : undefined)),
    clear: (timer) => time.cancel(timer),
  };
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
