/**
 * What one pass did, told once it has ended: for the page of the embedded GitHub, for metrics, for a log. It only watches. Nothing that a pass reads,
 * plans or writes may depend on it, and without a listener nothing of it is kept.
 *
 * Requests are told apart by the asynchronous call in which they are made: several passes run at once on one client.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Change } from '../postmortem/change.ts';
import { type Key, keyText } from './key.ts';
import { type CaseReading, type GitHubPort, Trouble } from './port.ts';

/** Why a key was marked dirty. */
export type Cause =
  | {
      readonly cause: 'event';
      /** As GitHub calls it: `issues.labeled`. */
      readonly event: string;
      /** The login of who did it. */
      readonly by: string | undefined;
      readonly repo: string | undefined;
      /** Of the issue on which it happened. */
      readonly number: number | undefined;
      readonly label: string | undefined;
    }
  | { readonly cause: 'resync' }
  /** The pass over another key found that this one is to be looked at. */
  | { readonly cause: 'pass'; readonly over: Key }
  /** Lists of GitHub lag; a minute later they have caught up. */
  | { readonly cause: 'later' }
  /** It rested because something undid the same change again and again. */
  | { readonly cause: 'rest' }
  | { readonly cause: 'retry' };

/** One thing that was asked of the port. */
export type Read =
  | { readonly read: 'case'; readonly repo: string; readonly number: number; readonly found: CaseReading }
  | {
      readonly read: 'index';
      readonly repo: string;
      /** How many postmortems came with it. */
      readonly count: number;
      /** Postmortems that were asked for by number, because passes had named them. */
      readonly named: readonly number[];
      /** The index itself, and its pages. */
      readonly indexes: readonly number[];
      readonly isWhole: boolean;
    }
  | { readonly read: 'role'; readonly repo: string; readonly login: string; readonly role: string }
  | { readonly read: 'issue'; readonly repo: string; readonly number: number }
  | { readonly read: 'earlier postmortems' | 'recent openings' | 'assignable people' | 'body of the index' };

export interface Attempt {
  readonly change: Change;
  /** `moved`: people had written meanwhile, so it was planned again. */
  readonly result: 'done' | 'moved' | 'refused' | 'failed';
  /** Of an issue that was opened. */
  readonly opened?: number;
}

export interface RequestMade {
  /** The name of a GraphQL operation, or `PATCH /repos/{owner}/{repo}/issues/{issue_number}`. */
  readonly what: string;
  readonly isWrite: boolean;
}

/** `retry`: it failed and comes again; `limited`: GitHub said slow down; `failed`: for good, until the next event or resync. */
export type Outcome = 'done' | 'retry' | 'limited' | 'failed';

export interface PassReport {
  readonly key: Key;
  /** The deliveries of the webhooks that led to it, in whatever process they came. */
  readonly deliveries: readonly string[];
  /** Empty where another process marked it. */
  readonly why: readonly Cause[];
  readonly reads: readonly Read[];
  readonly changes: readonly Attempt[];
  readonly requests: readonly RequestMade[];
  /** When it began, epoch milliseconds. */
  readonly at: number;
  readonly ms: number;
  readonly outcome: Outcome;
}

/** Must return at once and must not throw. */
export type OnPass = (report: PassReport) => void;

/** Of one key, between two passes: the first of many tell enough. */
const mostCauses = 10;
const mostKeys = 10_000;
const underWay = new AsyncLocalStorage<RequestMade[]>();

/** Told of every request that the client makes; belongs to the pass in which it is made. */
export function noteRequest(request: RequestMade): void {
  underWay.getStore()?.push(request);
}

export interface PassWatch {
  /** Notes why a key is marked. */
  noteCause(key: Key, cause: Cause): void;
  /** Runs one pass and tells of it. */
  watch(
    of: Pick<PassReport, 'key' | 'deliveries'>,
    github: GitHubPort,
    pass: (github: GitHubPort) => Promise<void>,
  ): Promise<void>;
}

export function createPassWatch(onPass: OnPass | undefined, now: () => number): PassWatch {
  if (!onPass) return { noteCause: () => {}, watch: (_of, github, pass) => pass(github) };
  const causes = new Map<string, readonly Cause[]>();

  function noteCause(key: Key, cause: Cause): void {
    const known = causes.get(keyText(key)) ?? [];
    const isNews = !known.some((one) => JSON.stringify(one) === JSON.stringify(cause));
    if (isNews && known.length < mostCauses) causes.set(keyText(key), [...known, cause]);
    // The pass may run in another process.
    for (const oldest of causes.keys()) {
      if (causes.size <= mostKeys) break;
      causes.delete(oldest);
    }
  }

  return {
    noteCause,
    watch: async ({ key, deliveries }, github, pass) => {
      const noted = causes.get(keyText(key)) ?? [];
      const due = noted.filter((one) => !isForLater(one));
      const why = due.length > 0 ? due : noted;
      const left = noted.filter((one) => !why.includes(one));
      causes.delete(keyText(key));
      if (left.length > 0) causes.set(keyText(key), left);
      const [at, began] = [now(), performance.now()];
      const requests: RequestMade[] = [];
      const reads: Read[] = [];
      const changes: Attempt[] = [];
      let outcome: Outcome = 'done';
      try {
        await underWay.run(requests, () => pass(watchPort(github, reads, changes)));
      } catch (error) {
        outcome = outcomeOf(error);
        if (outcome !== 'failed') noteCause(key, { cause: 'retry' });
        throw error;
      } finally {
        onPass({ key, deliveries, why, reads, changes, requests, at, ms: performance.now() - began, outcome });
      }
    },
  };
}

/** Noted when it is put off; a pass that comes sooner has another reason. */
function isForLater({ cause }: Cause): boolean {
  return cause === 'later' || cause === 'rest';
}

function outcomeOf(error: unknown): Outcome {
  const kind = error instanceof Trouble ? error.kind : 'passing';
  if (kind === 'limited') return 'limited';
  return kind === 'refused' ? 'failed' : 'retry';
}

/** The same port, with a note of what is asked of it. */
function watchPort(port: GitHubPort, reads: Read[], changes: Attempt[]): GitHubPort {
  return {
    ...port,
    readCase: async (repo, number, postmortem, joining) => {
      const found = await port.readCase(repo, number, postmortem, joining);
      reads.push({ read: 'case', repo, number, found });
      return found;
    },
    readIndex: async (repo, ask) => {
      const found = await port.readIndex(repo, ask);
      reads.push({
        read: 'index',
        repo,
        count: found?.postmortems.length ?? 0,
        named: ask.numbers,
        indexes: found?.indexes.map((one) => one.number) ?? [],
        isWhole: ask.since === undefined,
      });
      return found;
    },
    readRole: async (repo, login) => {
      const role = await port.readRole(repo, login);
      reads.push({ read: 'role', repo, login, role });
      return role;
    },
    readCandidate: (repo, number) => {
      reads.push({ read: 'issue', repo, number });
      return port.readCandidate(repo, number);
    },
    readRecord: (place, of, labels) => {
      reads.push({ read: 'issue', repo: place.repo, number: place.number });
      return port.readRecord(place, of, labels);
    },
    readEarlier: (...asked) => {
      reads.push({ read: 'earlier postmortems' });
      return port.readEarlier(...asked);
    },
    readOpenedForBots: (...asked) => {
      reads.push({ read: 'recent openings' });
      return port.readOpenedForBots(...asked);
    },
    mayBeAssigned: (of) => {
      reads.push({ read: 'assignable people' });
      return port.mayBeAssigned(of);
    },
    readIndexBody: (repo) => {
      reads.push({ read: 'body of the index' });
      return port.readIndexBody(repo);
    },
    apply: async (change) => {
      try {
        const opened = await port.apply(change);
        changes.push({ change, result: 'done', ...(opened === undefined ? {} : { opened }) });
        return opened;
      } catch (error) {
        const kind = error instanceof Trouble ? error.kind : 'passing';
        changes.push({ change, result: kind === 'moved' || kind === 'refused' ? kind : 'failed' });
        throw error;
      }
    },
  };
}
