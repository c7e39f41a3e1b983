/** What `doctor` asks of GitHub, as the App: about itself, its webhook and each installation. It judges nothing, and it changes nothing. */
import type { Client } from '../../../github/client.ts';
import { statusOf } from '../../../github/troubles.ts';
import { inTime } from '../../in-time.ts';
import type { AppCredentials } from '../../settings.ts';

export interface Examined {
  /** How far this clock is ahead of GitHub's. */
  readonly aheadMs: number | undefined;
  /** Undefined where GitHub refuses the credentials. */
  readonly app: ExaminedApp | undefined;
}

export interface ExaminedApp {
  readonly slug: string;
  readonly url: string;
  readonly granted: Granted;
  readonly hook: {
    readonly url: string;
    readonly contentType: string;
    readonly hasSecret: boolean;
    readonly isInsecure: boolean;
  };
  /** The latest first. */
  readonly deliveries: readonly Delivery[];
  readonly installations: readonly Installation[];
}

export interface Granted {
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
}

export interface Delivery {
  /** ISO instant. */
  readonly at: string;
  /** `issues.labeled` */
  readonly event: string;
  /** What GitHub says became of it. */
  readonly status: string;
  readonly code: number;
}

export interface Installation {
  readonly id: number;
  readonly account: string;
  readonly url: string;
  readonly granted: Granted;
  readonly isSuspended: boolean;
  /** Undefined where it is suspended. */
  readonly inside: { readonly repositories: number; readonly limits: readonly Limit[] } | undefined;
}

export interface Limit {
  readonly of: string;
  readonly left: number;
  readonly limit: number;
  /** Epoch milliseconds. */
  readonly resetAt: number;
}

interface Around {
  readonly fetch: typeof fetch;
  readonly now: () => number;
}

/** Installations that are asked at a time. */
const together = 10;

/** @throws what Octokit throws, but for refused credentials */
export async function examine({ appId, privateKey, apiUrl }: AppCredentials, around: Around): Promise<Examined> {
  const [{ Probot }, { pino }, { QueuedOctokit }] = await Promise.all([
    import('probot'),
    import('pino'),
    import('../../octokit.ts'),
  ]);
  const probot = new Probot({
    appId,
    privateKey,
    baseUrl: apiUrl,
    log: pino({ level: 'silent' }),
    Octokit: QueuedOctokit,
    request: { fetch: inTime(around.fetch) },
  });
  const github: Client = await probot.auth();
  const open = (installation: number): Promise<Client> => probot.auth(installation);
  const asked = around.now();
  const own = await github.request('GET /app').catch((error: unknown) => {
    const status = statusOf(error);
    if (status === 401 || status === 404) return { data: null, headers: headersOf(error) };
    throw error;
  });
  const aheadMs = skewOf(own.headers.date, asked, around.now());
  if (!own.data?.slug) return { aheadMs, app: undefined };
  const { slug, html_url: url, permissions, events } = own.data;
  const [hook, deliveries, installations] = await Promise.all([
    github.request('GET /app/hook/config'),
    github.request('GET /app/hook/deliveries', { per_page: 100 }),
    listInstallations(github, open),
  ]);
  return {
    aheadMs,
    app: {
      slug,
      url,
      granted: { permissions: textsOf(permissions), events },
      hook: {
        url: hook.data.url ?? '',
        contentType: hook.data.content_type ?? '',
        hasSecret: (hook.data.secret ?? '') !== '',
        isInsecure: String(hook.data.insecure_ssl ?? '0') !== '0',
      },
      deliveries: deliveries.data.map(({ delivered_at: at, event, action, status, status_code: code }) => ({
        at,
        event: action === null ? event : `${event}.${action}`,
        status,
        code,
      })),
      installations,
    },
  };
}

async function listInstallations(github: Client, open: (id: number) => Promise<Client>): Promise<Installation[]> {
  const all: Installation[] = [];
  for (let page = 1; ; page += 1) {
    const { data } = await github.request('GET /app/installations', { per_page: 100, page });
    for (let from = 0; from < data.length; from += together) {
      const some = data.slice(from, from + together).map(async (one): Promise<Installation> => {
        const isSuspended = Boolean(one.suspended_at);
        return {
          id: one.id,
          account: one.account && 'login' in one.account ? one.account.login : String(one.target_id),
          url: one.html_url,
          granted: { permissions: textsOf(one.permissions), events: one.events },
          isSuspended,
          inside: isSuspended ? undefined : await lookInside(await open(one.id)),
        };
      });
      all.push(...(await Promise.all(some)));
    }
    if (data.length < 100) return all;
  }
}

async function lookInside(github: Client): Promise<Installation['inside']> {
  const [repositories, { data }] = await Promise.all([
    github.request('GET /installation/repositories', { per_page: 1 }),
    github.request('GET /rate_limit'),
  ]);
  const { core, graphql } = data.resources;
  const limits = Object.entries({ core, graphql }).flatMap(([of, one]) =>
    one ? [{ of, left: one.remaining, limit: one.limit, resetAt: one.reset * 1000 }] : [],
  );
  return { repositories: repositories.data.total_count, limits };
}

function textsOf(permissions: object): Record<string, string> {
  return Object.fromEntries(Object.entries(permissions).map(([name, level]) => [name, String(level)]));
}

function headersOf(error: unknown): { readonly date?: string } {
  const response = typeof error === 'object' && error !== null && 'response' in error ? error.response : undefined;
  const headers = typeof response === 'object' && response !== null && 'headers' in response ? response.headers : {};
  const date = typeof headers === 'object' && headers !== null && 'date' in headers ? String(headers.date) : undefined;
  return date === undefined ? {} : { date };
}

/** The header counts whole seconds, and was written between asking and hearing. */
function skewOf(date: string | undefined, asked: number, heard: number): number | undefined {
  const at = Date.parse(date ?? '');
  if (Number.isNaN(at)) return undefined;
  if (heard < at) return heard - at;
  return Math.max(0, asked - (at + 1000));
}
