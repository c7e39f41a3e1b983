/** The App, or its peer, on the embedded GitHub in this process: webhooks go straight to it, and every request is counted. */
import { pino } from 'pino';
import { Probot, ProbotOctokit } from 'probot';
import { QueuedOctokit } from '../../src/app/octokit.ts';
import { createAppReconciler } from '../../src/app/reconciler.ts';
import type { Client } from '../../src/github/client.ts';
import { gitHubPaces } from '../../src/reconcile/pace.ts';
import { edgeHandler } from './edge-handler.ts';
import { createBenchEmulator } from './emulator.ts';
import { pause } from './measured.ts';

export interface InProcess {
  /** Opens an incident with its postmortem. */
  open(): Promise<{ readonly incident: number; readonly postmortem: number }>;
  say(issue: number, text: string): Promise<void>;
  body(issue: number): Promise<string>;
  /** How many of the comments `mark 1` to `mark count` are in a postmortem, with the comments in which its timeline goes on. */
  rows(postmortem: number, count: number): Promise<number>;
  /** By a person. */
  edit(issue: number, change: (body: string) => string): Promise<void>;
  /** Speaks for the App. */
  client(): Promise<Client>;
  /** Of the App, since the last call. */
  requests(): { readonly reads: number; readonly writes: number };
  /** Resolves when nothing waits any more; false where that took longer. */
  rest(mostMs: number): Promise<boolean>;
  /** When the App had its last answer, as `performance.now()`. */
  lastAnswer(): number;
  latency(ms: number): void;
  close(): Promise<void>;
}

const api = 'http://localhost:3000/api/v3';

/**
 * @param kind the App as it runs on GitHub, or the handler of events
 * @param isPaced whether Octokit spaces the handler's writes, as Probot has it
 */
export async function startInProcess(kind: 'ours' | 'edge', isPaced = true): Promise<InProcess> {
  const emulator = createBenchEmulator();
  let answeredAt = 0;
  let underWay = 0;
  const counted: typeof fetch = async (input, init) => {
    underWay += 1;
    const answer = await emulator.fetch(input, init).finally(() => {
      underWay -= 1;
    });
    answeredAt = performance.now();
    return answer;
  };
  const unpaced = ProbotOctokit.defaults((options: object) => ({ ...options, throttle: { enabled: false } }));
  const probot = new Probot({
    appId: emulator.credentials.appId,
    privateKey: emulator.credentials.privateKey,
    secret: 'a secret of the bench',
    baseUrl: api,
    log: pino({ level: 'silent' }),
    Octokit: kind === 'ours' ? QueuedOctokit : isPaced ? ProbotOctokit : unpaced,
    request: { fetch: counted },
  });
  const log = pino({ level: 'error' });
  const reconciler = createAppReconciler({
    auth: (installation) => probot.auth(installation),
    slug: 'postmortems',
    log,
    paces: gitHubPaces,
  });
  if (kind === 'edge') await probot.load(edgeHandler);
  let handling = 0;
  emulator.hooks.target = {
    url: 'http://app.test/api/github/webhooks',
    secret: 'a secret of the bench',
    fetch: async (_url, init) => {
      const headers = new Headers(init?.headers);
      const [event, id] = [headers.get('x-github-event') ?? '', headers.get('x-github-delivery') ?? ''];
      const payload = JSON.parse(String(init?.body));
      if (kind === 'ours') await reconciler.receive(event, payload, id);
      else {
        handling += 1;
        // As its server does, GitHub is answered and the handler goes on.
        void probot
          .receive({ name: event, id, payload } as Parameters<Probot['receive']>[0])
          .catch(() => {})
          .finally(() => {
            handling -= 1;
          });
      }
      return new Response('ok');
    },
  };

  async function as<T>(login: string, method: string, path: string, body?: unknown): Promise<T> {
    const answer = await emulator.fetch(`${api}/repos/acme/shop/issues${path}`, {
      method,
      headers: { authorization: `token ${login}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  const body = async (issue: number) => (await as<{ body: string }>('ann', 'GET', `/${issue}`)).body;

  const isAtRest = async () =>
    handling + underWay + emulator.hooks.pending === 0 && (await reconciler.queue.look()).waiting === 0;

  async function rest(mostMs: number): Promise<boolean> {
    const began = performance.now();
    while (performance.now() - began < mostMs) {
      if (await isAtRest()) return true;
      await pause(10);
    }
    return false;
  }

  return {
    open: async () => {
      const { number: incident } = await as<{ number: number }>('ann', 'POST', '', { title: 'Checkout returns 500' });
      if (kind === 'ours') {
        await as('ann', 'POST', `/${incident}/labels`, { labels: ['incident'] });
        await rest(60_000);
        const [found] = await as<{ number: number }[]>('ann', 'GET', `/${incident}/sub_issues`);
        return { incident, postmortem: found?.number ?? 0 };
      }
      const labelled = { title: 'Postmortem: Checkout returns 500', body: '## Timeline\n', labels: ['postmortem'] };
      const { number: postmortem, id } = await as<{ number: number; id: number }>('ann', 'POST', '', labelled);
      await as('ann', 'POST', `/${incident}/sub_issues`, { sub_issue_id: id });
      await rest(60_000);
      return { incident, postmortem };
    },
    say: async (issue, text) => void (await as('wes', 'POST', `/${issue}/comments`, { body: text })),
    body,
    rows: async (postmortem, count) => {
      const texts = [await body(postmortem)];
      for (let page = 1, full = true; full; page += 1) {
        const path = `/${postmortem}/comments?per_page=100&page=${page}`;
        const comments = await as<{ body: string; user: { type: string } }[]>('ann', 'GET', path);
        texts.push(...comments.filter(({ user }) => user.type === 'Bot').map((one) => one.body));
        full = comments.length === 100;
      }
      return countMarks(texts.join('\n'), count);
    },
    edit: async (issue, change) => void (await as('moe', 'PATCH', `/${issue}`, { body: change(await body(issue)) })),
    client: () => probot.auth(emulator.credentials.installationId),
    requests: () => {
      const list = emulator.requests.list.filter((one) => !one.path.endsWith('/access_tokens'));
      emulator.requests.clear();
      const writes = list.filter((one) => one.write).length;
      return { reads: list.length - writes, writes };
    },
    rest,
    lastAnswer: () => answeredAt,
    latency: (latencyMs) => emulator.faults.set({ latencyMs }),
    close: async () => {
      await reconciler.drain();
      emulator.close();
    },
  };
}

function countMarks(text: string, count: number): number {
  const marks = new Set([...text.matchAll(/mark (\d+)/g)].map(([, n]) => Number(n)));
  return [...marks].filter((n) => n >= 1 && n <= count).length;
}
