/**
 * A conversation with the embedded GitHub: people act through its REST API with their own tokens, the app reconciles through a real Octokit, and the
 * clock is the test's. Every request, answer and webhook is held against GitHub's own descriptions.
 */

import { type Logger, pino } from 'pino';
import { Probot } from 'probot';
import { expect } from 'vitest';
import type { Metrics } from '../src/app/metrics/metrics.ts';
import { tellingOctokit } from '../src/app/octokit.ts';
import { createAppReconciler } from '../src/app/reconciler.ts';
import { createEmulator, type Emulator } from '../src/emulator/emulator.ts';
import type { Client } from '../src/github/client.ts';
import { restMs } from '../src/reconcile/fights.ts';
import type { Pace } from '../src/reconcile/pace.ts';
import type { Timers } from '../src/reconcile/queue.ts';
import { laterMs, type Reconciler } from '../src/reconcile/reconciler.ts';
import { createContract } from './contract.ts';
import { signOnce } from './sign-once.ts';

export interface IssueView {
  readonly number: number;
  readonly node_id: string;
  readonly title: string;
  readonly body: string;
  readonly state: string;
  readonly state_reason: string | null;
  readonly labels: string[];
  readonly user: string;
}

export interface CommentView {
  readonly id: number;
  readonly node_id: string;
  readonly body: string;
  readonly user: string;
  readonly html_url: string;
  readonly hidden: boolean;
}

export interface Person {
  api<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
  open(title: string, options?: { body?: string; labels?: string[] }): Promise<number>;
  /** Opens an issue through an issue form, which puts its labels whoever fills it in. */
  openByForm(title: string, ...labels: string[]): Promise<number>;
  label(issue: number, ...labels: string[]): Promise<void>;
  unlabel(issue: number, label: string): Promise<void>;
  comment(issue: number, body: string): Promise<number>;
  editComment(id: number, body: string): Promise<void>;
  deleteComment(id: number): Promise<void>;
  hideComment(issue: number, id: number): Promise<void>;
  showComment(id: number): Promise<void>;
  edit(issue: number, change: (body: string) => string): Promise<void>;
  /** Writes below headings over the hidden prompts, heading → text, as in the editor. */
  write(issue: number, texts: { readonly [heading: string]: string }): Promise<void>;
  rename(issue: number, title: string): Promise<void>;
  close(issue: number, reason?: 'completed' | 'not_planned'): Promise<void>;
  closeAsDuplicate(issue: number, of: number): Promise<void>;
  reopen(issue: number): Promise<void>;
  assign(issue: number, login: string): Promise<void>;
  unassign(issue: number, login: string): Promise<void>;
  link(parent: number, child: number): Promise<void>;
  unlink(parent: number, child: number): Promise<void>;
  unpin(issue: number): Promise<void>;
  remove(issue: number): Promise<void>;
  /** @param repo where to, as `owner/name` */
  transfer(issue: number, repo: string): Promise<void>;
}

/** One repository, as people see it. */
export interface Place {
  readonly repo: string;
  as(login: string): Person;
  issue(number: number): Promise<IssueView>;
  issues(label?: string): Promise<IssueView[]>;
  comments(issue: number): Promise<CommentView[]>;
  /** What the app says on an issue, as it is read; hidden comments are marked so. */
  said(issue: number): Promise<string[]>;
  reactions(comment: number): Promise<string[]>;
  children(issue: number): Promise<number[]>;
  /** The body as it is read: regions' and rows' markers left out. */
  read(issue: number): Promise<string>;
  /** What stands below one heading of a body. */
  section(issue: number, heading: string): Promise<string>;
  /** Numbers of pinned issues. */
  pinned(): number[];
}

export interface World extends Place {
  readonly emulator: Emulator;
  /** Speaks for the App itself, outside any pass. */
  app(): Promise<Client>;
  /** Another repository. */
  in(repo: string): Place;
  /** Sets the clock: `14:05` of the day, or an ISO instant. */
  at(time: string): void;
  now(): number;
  /** Lets all deliveries and passes come to rest. */
  settle(): Promise<void>;
  /** The same, or until the app finds its line cut (`emulator.faults.stopAfter`). */
  settleOrStop(): Promise<'settled' | 'stopped'>;
  resync(): Promise<void>;
  /** The state of the embedded GitHub. */
  save(): string;
  /** The app stops where it is and starts anew, knowing nothing. */
  restart(): Promise<void>;
  /** What the app has asked of GitHub since the last call. */
  requests(): { reads: number; writes: number; list: string[] };
  receive(event: string, payload: never): void;
  /** Lets somebody act in the very moment before the app's next request of this kind (`PATCH /repos/…`) reaches GitHub. */
  justBefore(request: RegExp, act: () => Promise<void>): void;
  /** Problems that GitHub's descriptions find. */
  problems: readonly string[];
  logs: string[];
}

interface WorldOptions {
  readonly repo?: string;
  readonly start?: string;
  readonly installedAt?: string;
  readonly webhooks?: boolean;
  /** Counts what the app does. */
  readonly metrics?: Metrics;
  /** Gets all that the app and its libraries log, besides. */
  readonly log?: Logger;
  /** How fast the app writes; as fast as it can without it. */
  readonly paces?: readonly Pace[];
  /** A state of the embedded GitHub to begin with, as another world's `save` has given it. */
  readonly saved?: string;
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { repo = 'acme/shop', start = '2026-11-20T14:00:00Z', webhooks = true, metrics, log } = options;
  let now = Date.parse(start);
  const contract = createContract();
  const emulator = createEmulator({
    now: () => now,
    installedAt: Date.parse(options.installedAt ?? '2026-01-01T00:00:00Z'),
    publicUrl: 'http://localhost:3000',
    ...(options.saved === undefined ? {} : { saved: JSON.parse(options.saved) }),
    observe: (exchange) => contract.check(exchange),
  });
  const logs: string[] = [];
  let settling = 0;
  let held = new Set<() => void>();
  /** What waits for longer than a conversation lasts comes only once the clock says so. */
  const resting = new Map<() => void, number>();
  let onStop = () => {};
  let surprise: { readonly request: RegExp; readonly act: () => Promise<void> } | undefined;
  const fetchForApp: typeof fetch = async (input, init) => {
    const { act } = surprise?.request.test(`${init?.method ?? 'GET'} ${String(input)}`) ? surprise : {};
    if (act) surprise = undefined;
    await act?.();
    return emulator.fetch(input, init);
  };
  let app = async (): Promise<Client> => {
    throw new Error('the app has not started');
  };
  let reconciler = startApp();
  emulator.hooks.target = webhooks
    ? {
        url: 'http://app.test/api/github/webhooks',
        secret: 'a secret of the tests',
        fetch: async (_url, init) => {
          const headers = new Headers(init?.headers);
          const event = headers.get('x-github-event') ?? '';
          await reconciler.receive(
            event,
            JSON.parse(String(init?.body)),
            headers.get('x-github-delivery') ?? undefined,
          );
          return new Response('ok');
        },
      }
    : undefined;
  emulator.connect({ idle: () => settleApp(), resync: () => reconciler.resync() });

  function timers(): Timers {
    return {
      now: () => now,
      set: (callback, delayMs) => {
        const due = now + delayMs;
        const fire = () => {
          if (!held.delete(fire)) return;
          now = Math.max(now, due);
          callback();
        };
        held.add(fire);
        const isResting = delayMs >= restMs || delayMs === laterMs;
        if (settling > 0 && !isResting) setImmediate(fire);
        else if (isResting) resting.set(fire, due);
        return fire;
      },
      clear: (timer) => void held.delete(timer as () => void),
    };
  }

  function startApp(): Reconciler {
    held = new Set();
    const signing = signOnce(emulator.credentials.privateKey);
    const probot = new Probot({
      appId: emulator.credentials.appId,
      privateKey: emulator.credentials.privateKey,
      secret: 'a secret of the tests',
      baseUrl: 'http://localhost:3000/api/v3',
      log: options.log ?? pino({ level: 'silent' }),
      Octokit: metrics ? tellingOctokit(metrics.onAnswer, signing) : signing,
      request: { fetch: fetchForApp },
    });
    app = () => probot.auth(emulator.credentials.installationId);
    const say = (...words: unknown[]) => {
      logs.push(words.map((word) => JSON.stringify(word)).join(' '));
      if (emulator.faults.stopAfter !== undefined && emulator.faults.stopAfter <= 0) onStop();
    };
    /** That a pass has ended well is none. */
    const sayNews = (...words: unknown[]) => {
      if (!words.includes('A pass has ended')) say(...words);
    };
    return createAppReconciler({
      auth: (installation) => probot.auth(installation),
      slug: 'postmortems',
      log: log ?? { info: sayNews, warn: say, error: say },
      timers: timers(),
      ...(metrics ? { onPass: metrics.onPass, onReport: metrics.onReport } : {}),
      ...(options.paces === undefined ? {} : { paces: options.paces }),
    });
  }

  async function settleApp(): Promise<void> {
    settling += 1;
    for (const fire of [...held]) {
      const due = resting.get(fire);
      if (due === undefined) setImmediate(fire);
      else if (due <= now) fire();
    }
    await reconciler.settle().finally(() => {
      settling -= 1;
    });
  }

  async function call<T>(login: string, method: string, path: string, body?: unknown): Promise<T> {
    const response = await emulator.fetch(
      `http://localhost:3000/api/${path === 'graphql' ? '' : 'v3'}${path === 'graphql' ? path : path}`,
      {
        method,
        headers: { authorization: `token ${login}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
    );
    const text = await response.text();
    if (!response.ok) throw new Error(`${login} ${method} ${path}: ${response.status} ${text}`);
    const answer = text === '' ? undefined : JSON.parse(text);
    if (path === 'graphql' && answer.errors) throw new Error(`${login}: ${text}`);
    return answer as T;
  }

  const personIn = (home: string, login: string): Person => {
    const base = `/repos/${home}`;
    const api = <T>(method: string, path: string, body?: unknown) => call<T>(login, method, path, body);
    const idOf = async (issue: number) => (await api<{ id: number }>('GET', `${base}/issues/${issue}`)).id;
    const nodeOf = async (issue: number) => (await api<{ node_id: string }>('GET', `${base}/issues/${issue}`)).node_id;
    const mutate = (query: string, variables: object) => api('POST', 'graphql', { query, variables });
    const nodeOfComment = async (id: number) =>
      (await api<{ node_id: string }>('GET', `${base}/issues/comments/${id}`)).node_id;
    return {
      api,
      openByForm: async (title, ...labels) => {
        const repository = emulator.state.named(home);
        if (!repository) throw new Error(`there is no ${home}`);
        const form = `name: Report\nlabels: [${labels.join(', ')}]\nbody: []\n`;
        repository.files['.github/ISSUE_TEMPLATE/report.yml'] = {
          content: Buffer.from(form).toString('base64'),
          sha: '0123456789abcdef0123456789abcdef01234567',
        };
        const answer = await api<{ data: { createIssue: { issue: { number: number } } } }>('POST', 'graphql', {
          query:
            'mutation($to: ID!, $title: String!) { createIssue(input: { repositoryId: $to, title: $title, issueTemplate: "Report" }) { issue { number } } }',
          variables: { to: repository.nodeId, title },
        });
        return answer.data.createIssue.issue.number;
      },
      open: async (title, { body = '', labels = [] } = {}) =>
        (await api<{ number: number }>('POST', `${base}/issues`, { title, body, labels })).number,
      label: async (issue, ...labels) => void (await api('POST', `${base}/issues/${issue}/labels`, { labels })),
      unlabel: async (issue, label) =>
        void (await api('DELETE', `${base}/issues/${issue}/labels/${encodeURIComponent(label)}`)),
      comment: async (issue, body) =>
        (await api<{ id: number }>('POST', `${base}/issues/${issue}/comments`, { body })).id,
      editComment: async (id, body) => void (await api('PATCH', `${base}/issues/comments/${id}`, { body })),
      deleteComment: async (id) => void (await api('DELETE', `${base}/issues/comments/${id}`)),
      hideComment: async (_issue, id) =>
        void (await mutate(
          'mutation($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized } } }',
          { id: await nodeOfComment(id) },
        )),
      showComment: async (id) =>
        void (await mutate(
          'mutation($id: ID!) { unminimizeComment(input: { subjectId: $id }) { unminimizedComment { isMinimized } } }',
          { id: await nodeOfComment(id) },
        )),
      write: async (issue, texts) => {
        const { body } = await api<{ body: string | null }>('GET', `${base}/issues/${issue}`);
        await api('PATCH', `${base}/issues/${issue}`, { body: writeBelow(body ?? '', texts) });
      },
      edit: async (issue, change) => {
        const { body } = await api<{ body: string | null }>('GET', `${base}/issues/${issue}`);
        await api('PATCH', `${base}/issues/${issue}`, { body: change(body ?? '') });
      },
      rename: async (issue, title) => void (await api('PATCH', `${base}/issues/${issue}`, { title })),
      close: async (issue, reason = 'completed') =>
        void (await api('PATCH', `${base}/issues/${issue}`, { state: 'closed', state_reason: reason })),
      closeAsDuplicate: async (issue, of) =>
        void (await mutate(
          'mutation($id: ID!, $of: ID!) { closeIssue(input: { issueId: $id, stateReason: DUPLICATE, duplicateIssueId: $of }) { issue { number } } }',
          { id: await nodeOf(issue), of: await nodeOf(of) },
        )),
      reopen: async (issue) => void (await api('PATCH', `${base}/issues/${issue}`, { state: 'open' })),
      assign: async (issue, who) => void (await api('POST', `${base}/issues/${issue}/assignees`, { assignees: [who] })),
      unassign: async (issue, who) =>
        void (await api('DELETE', `${base}/issues/${issue}/assignees`, { assignees: [who] })),
      link: async (parent, child) =>
        void (await api('POST', `${base}/issues/${parent}/sub_issues`, { sub_issue_id: await idOf(child) })),
      unlink: async (parent, child) =>
        void (await api('DELETE', `${base}/issues/${parent}/sub_issue`, { sub_issue_id: await idOf(child) })),
      unpin: async (issue) =>
        void (await mutate('mutation($id: ID!) { unpinIssue(input: { issueId: $id }) { issue { number } } }', {
          id: await nodeOf(issue),
        })),
      remove: async (issue) =>
        void (await mutate(
          'mutation($id: ID!) { deleteIssue(input: { issueId: $id }) { repository { nameWithOwner } } }',
          { id: await nodeOf(issue) },
        )),
      transfer: async (issue, to) => {
        const { node_id } = await api<{ node_id: string }>('GET', `/repos/${to}`);
        await mutate(
          'mutation($id: ID!, $to: ID!) { transferIssue(input: { issueId: $id, repositoryId: $to }) { issue { number } } }',
          { id: await nodeOf(issue), to: node_id },
        );
      },
    };
  };

  function placeOf(home: string): Place {
    const base = `/repos/${home}`;
    const place: Place = {
      repo: home,
      as: (login) => personIn(home, login),
      issue: async (number) => viewIssue(await call('ann', 'GET', `${base}/issues/${number}`)),
      issues: async (label) => {
        const query = label ? `&labels=${encodeURIComponent(label)}` : '';
        const list = await call<RawIssue[]>(
          'ann',
          'GET',
          `${base}/issues?state=all&per_page=100&sort=created&direction=asc${query}`,
        );
        return list.map(viewIssue);
      },
      comments: async (issue) =>
        (await call<RawComment[]>('ann', 'GET', `${base}/issues/${issue}/comments?per_page=100`)).map((one) => ({
          ...one,
          user: one.user.login,
          hidden: emulator.state.comments.get(one.id)?.minimized !== null,
        })),
      said: async (issue) =>
        (await place.comments(issue))
          .filter((one) => one.user === 'postmortems[bot]')
          .map((one) => `${one.hidden ? '(hidden) ' : ''}${readable(one.body)}`),
      reactions: async (comment) =>
        (await call<{ content: string }[]>('ann', 'GET', `${base}/issues/comments/${comment}/reactions`)).map(
          (one) => one.content,
        ),
      children: async (issue) =>
        (await call<{ number: number }[]>('ann', 'GET', `${base}/issues/${issue}/sub_issues?per_page=100`)).map(
          (one) => one.number,
        ),
      read: async (issue) => readable((await place.issue(issue)).body),
      section: async (issue, heading) => {
        const parts = (await place.read(issue)).replaceAll('\r\n', '\n').split(/^## /m);
        return (parts.find((part) => part.startsWith(`${heading}\n`)) ?? '').slice(heading.length).trim();
      },
      pinned: () => {
        const { state } = emulator;
        return (state.named(home)?.pinned ?? []).map((id) => state.issue(id).number);
      },
    };
    return place;
  }

  const world: World = {
    ...placeOf(repo),
    emulator,
    app: () => app(),
    in: placeOf,
    at: (time) => {
      now = Date.parse(time.length > 8 ? time : `${new Date(now).toISOString().slice(0, 10)}T${time}:00Z`);
    },
    now: () => now,
    settle: () => emulator.idle(),
    settleOrStop: async () => {
      const stopped = new Promise<'stopped'>((resolve) => {
        onStop = () => resolve('stopped');
      });
      return Promise.race([emulator.idle().then(() => 'settled' as const), stopped]);
    },
    save: () => JSON.stringify(emulator.save()),
    resync: async () => {
      await reconciler.resync();
      reconciler.unpause();
      await emulator.idle();
    },
    restart: async () => {
      await reconciler.drain();
      emulator.faults.clear();
      reconciler = startApp();
      await reconciler.resync();
      await emulator.idle();
    },
    requests: () => {
      const list = [...emulator.requests.list];
      emulator.requests.clear();
      const writes = list.filter((one) => one.write).length;
      return {
        reads: list.length - writes,
        writes,
        list: list.map((one) => `${one.method} ${one.operation ?? one.path} ${one.status}`),
      };
    },
    receive: (event, payload) => void reconciler.receive(event, payload),
    justBefore: (request, act) => {
      surprise = { request, act };
    },
    get problems() {
      return contract.problems;
    },
    logs,
  };
  return world;
}

interface RawIssue {
  readonly number: number;
  readonly node_id: string;
  readonly title: string;
  readonly body: string | null;
  readonly state: string;
  readonly state_reason: string | null;
  readonly labels: { name: string }[];
  readonly user: { login: string };
}

interface RawComment {
  readonly id: number;
  readonly node_id: string;
  readonly body: string;
  readonly html_url: string;
  readonly user: { login: string };
}

function viewIssue(raw: RawIssue): IssueView {
  const { number, node_id, title, body, state, state_reason, labels, user } = raw;
  return {
    number,
    node_id,
    title,
    body: body ?? '',
    state,
    state_reason,
    labels: labels.map((one) => one.name),
    user: user.login,
  };
}

/** What `ann` sees after she has put the label `incident` on an issue of hers: the numbers of both. */
export async function openPostmortem(
  world: World,
  title = 'Checkout returns 500',
): Promise<{ incident: number; postmortem: number }> {
  const incident = await world.as('ann').open(title);
  await world.as('ann').label(incident, 'incident');
  await world.settle();
  const [postmortem, ...others] = await world.children(incident);
  if (postmortem === undefined || others.length > 0) throw new Error(`#${incident} has no single postmortem`);
  return { incident, postmortem };
}

/** Every measure of a postmortem is taken on by somebody. */
export async function takeOn(world: World, postmortem: number): Promise<void> {
  for (const measure of await world.children(postmortem)) await world.as('wes').assign(measure, 'wes');
  await world.settle();
}

/** Writes texts below headings, in place of the prompt where there is one. */
function writeBelow(body: string, texts: { readonly [heading: string]: string }): string {
  let written = body;
  for (const [heading, text] of Object.entries(texts)) {
    const place = new RegExp(`(## ${heading}\\n\\n(?:> .*\\n\\n)?)(?:<!-- (?!/?postmortems)[^>]* -->)?`);
    if (!place.test(written)) throw new Error(`there is no heading ${heading}`);
    written = written.replace(place, (_, before: string) => before + text);
  }
  return written;
}

/** A text as people see it: without hidden comments, link targets shortened to their last part. */
export function readable(text: string): string {
  return text
    .replace(/ ?<!--[\s\S]*?-->/g, '')
    .replace(
      /\]\(http:\/\/localhost:3000\/[^)\s]*?(issues\/\d+)?(#issuecomment-\d+)?\)/g,
      (_, issue, comment) => `](${comment ? '#c' : `#${issue?.slice(7) ?? ''}`})`,
    )
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** At the end of a conversation: nothing was said that GitHub would not understand, and another pass writes nothing. */
export async function expectAtRest(world: World): Promise<void> {
  world.requests();
  await world.resync();
  expect(
    world.requests().list.filter((line) => !/^GET|Read|access_tokens/.test(line)),
    'writes of a pass over an unchanged world',
  ).toEqual([]);
  expect(world.problems).toEqual([]);
}
