/**
 * Plays a story by virtual time: people act in bursts, processes of the app come and go, deliveries and requests meet their fates; and after the
 * last burst all goes well again, and a resync is left to make everything good.
 */
import { Octokit } from '@octokit/rest';
import { importPKCS8, SignJWT } from 'jose';
import { createAppReconciler } from '../../src/app/reconciler.ts';
import { createEmulator, type Emulator } from '../../src/emulator/emulator.ts';
import { seededRandom } from '../../src/emulator/faults/random.ts';
import type { Timers } from '../../src/reconcile/queue.ts';
import type { Reconciler } from '../../src/reconcile/reconciler.ts';
import { createLine, type Line, type OnTheLine } from './line.ts';
import { createPeople, elsewhere, type People } from './people.ts';
import type { Act, Fault, Story } from './story.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

const start = Date.parse('2026-11-20T14:00:00Z');
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
  readonly createAppReconciler: typeof createAppReconciler;
}

export async function play(story: Story, isClean: boolean, build: Build = { createAppReconciler }): Promise<Played> {
  const faults = isClean ? [] : story.faults;
  const latencyMs = isClean ? 1 : story.latencyMs;
  const wall = { now: start };
  let isDelivering = () => false;
  let tokensAsked = 0;
  const time = createVirtualTime(start, () => tokensAsked > 0 || isDelivering());
  const emulator = createEmulator({
    now: () => time.now(),
    wallNow: () => wall.now,
    installedAt: start - 24 * 60 * minuteMs,
  });
  if (story.acts.some((act) => act.do === 'transfer'))
    emulator.createRepository({ name: elsewhere.split('/')[1] ?? '' });
  isDelivering = () => emulator.hooks.pending > 0;
  const people = createPeople(emulator);
  const processes: Process[] = [];
  const reports: string[] = [];
  let ambushes: { readonly path: string; readonly spring: () => Promise<void> }[] = [];
  const line = createLine({
    time,
    latencyMs,
    faults,
    carry: emulator.fetch,
    beforeWrite: async (path) => {
      const ambush = ambushes.find((one) => one.path === path);
      ambushes = ambushes.filter((one) => one !== ambush);
      await ambush?.spring();
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
    const process: Process = { isAlive: true, reconciler: build.createAppReconciler(optionsFor(() => process)) };
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
        return await token(emulator, wall.now, installation);
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
    return {
      auth: (installation?: number) => clientOf(line.fetchFor(self()), installation),
      slug: emulator.credentials.slug,
      log: { info: say, warn: say, error: say },
      timers: timersOf(time, self),
    };
  }

  emulator.hooks.target = {
    url: 'http://app.test',
    secret: 'a secret of the tests',
    fetch: deliver(
      time,
      () => (isMended ? [] : faults),
      (event, body) => {
        const [process] = processes.length > 1 && body.length % 2 === 1 ? processes.slice(1) : processes;
        process?.reconciler.receive(event, JSON.parse(body));
      },
    ),
  };

  let isMended = false;
  const left: number[] = [];
  const opened = new Map<string, string>();
  async function perform(act: Act, index: number): Promise<void> {
    const issue = 'on' in act ? people.find(act.on) : undefined;
    const name = `${act.by} ${'on' in act ? act.on : ''}`;
    if (act.do === 'open the editor') {
      if (issue) opened.set(name, issue.body ?? '');
      return;
    }
    const how = isClean || !('how' in act) ? 'fresh' : act.how;
    const base = how === 'stale' ? opened.get(name) : undefined;
    const doIt = async () => {
      if (!(await people.act(act, base))) left.push(index);
    };
    if (how !== 'in flight' || !issue) return doIt();
    const path = `/api/v3/repos/${emulator.state.fullName(emulator.state.repository(issue.repository))}/issues/${issue.number}`;
    const ambush = { path, spring: doIt };
    ambushes.push(ambush);
    // Where the app writes nothing, it is no ambush.
    time.at(time.now() + 10 * minuteMs, async () => {
      if (!ambushes.includes(ambush)) return;
      ambushes = ambushes.filter((one) => one !== ambush);
      await doIt();
    });
  }

  begin();
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
        isMended = true;
        line.mend();
        emulator.faults.clear();
      });
    }
    await time.runUntil(at + breakMs - minuteMs);
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
  return { emulator, people, left, restless, line, reports };
}

function timersOf(time: VirtualTime, self: () => Process): Timers {
  return {
    now: time.now,
    set: (callback, delayMs) => time.at(time.now() + delayMs, () => (self().isAlive ? callback() : undefined)),
    clear: (timer) => time.cancel(timer),
  };
}

/** Deliveries on their way, some of which are lost, doubled, late or overtaken. */
function deliver(
  time: VirtualTime,
  faultsNow: () => readonly Fault[],
  receive: (event: string, body: string) => void,
): typeof fetch {
  const random = seededRandom(7);
  let count = 0;
  return async (_url, init) => {
    const faults = faultsNow();
    const all = faults.find((one) => one.hits === 'deliveries');
    count += 1;
    const nth = count;
    const one = faults.find((fault) => fault.hits === 'delivery' && fault.nth === nth);
    const goes = all?.hits === 'deliveries' && all.goes === 'lost' ? 'lost' : one && 'goes' in one ? one.goes : 'well';
    const event = new Headers(init?.headers).get('x-github-event') ?? '';
    const body = String(init?.body);
    const shuffleMs = all?.hits === 'deliveries' && all.goes === 'shuffled' ? Math.floor(random() * 20_000) : 0;
    const arrive = (delayMs: number) => time.at(time.now() + delayMs, () => receive(event, body));
    if (goes !== 'lost') arrive((goes === 'late' ? 4 * minuteMs : 1) + shuffleMs);
    if (goes === 'twice') arrive(3000);
    return new Response('ok');
  };
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const jwts = new Map<number, Promise<string>>();

/** The App's own token, or one of its installation: what Octokit's authentication asks for. */
async function token(emulator: Emulator, now: number, installation: number | undefined): Promise<string> {
  const { appId, privateKey } = emulator.credentials;
  const seconds = Math.floor(now / 1000);
  const known =
    jwts.get(now) ??
    importPKCS8(privateKey, 'RS256').then((key) =>
      new SignJWT({ iss: String(appId), iat: seconds, exp: seconds + 600 })
        .setProtectedHeader({ alg: 'RS256' })
        .sign(key),
    );
  jwts.set(now, known);
  const jwt = await known;
  if (installation === undefined) return jwt;
  const response = await emulator.fetch(
    `${emulator.publicUrl}/api/v3/app/installations/${installation}/access_tokens`,
    {
      method: 'POST',
      headers: { authorization: `bearer ${jwt}` },
    },
  );
  const answer: unknown = await response.json();
  return typeof answer === 'object' && answer !== null && 'token' in answer ? String(answer.token) : '';
}
