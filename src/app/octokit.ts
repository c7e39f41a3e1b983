/**
 * The client with which passes speak to GitHub.
 *
 * Octokit's own pacing and retries are off: it spaces writes 1 s and creations 3 s apart, waits out rate limits inside the request, and sends
 * a creation again when an answer got lost, which makes a second issue. The queue paces an installation and backs it off as a whole, and
 * the next pass reads what really happened.
 */
import { ProbotOctokit } from 'probot';
import { statusOf } from '../github/troubles.ts';
import { noteRequest, type RequestMade } from '../reconcile/pass-report.ts';

/** Probot passes its own options last, so these are set by a function of them. */
export const QueuedOctokit: typeof ProbotOctokit = ProbotOctokit.plugin(renewTokens)
  .plugin(tellRequests)
  .defaults((options: object) => ({
    ...options,
    throttle: { enabled: false },
    retry: { enabled: false },
  }));

/**
 * Octokit keeps a token for an hour, whatever GitHub says of it. Where it is refused, as after a suspension, there is a fresh one for the next
 * request.
 */
function renewTokens({ auth, hook }: Pick<ProbotOctokit, 'auth' | 'hook'>): void {
  hook.error('request', async (error, { url }) => {
    if (statusOf(error) === 401 && !url.startsWith('/app')) await auth({ type: 'installation', refresh: true });
    throw error;
  });
}

/** What GitHub said to one request. */
export interface Answer {
  readonly isWrite: boolean;
  /** Undefined where no answer came. */
  readonly status: number | undefined;
  /** Undefined for the App itself. */
  readonly installation: number | undefined;
  /** What the limit leaves until its reset. */
  readonly left: { readonly of: string; readonly count: number } | undefined;
}

export type OnAnswer = (answer: Answer) => void;

/** The same client, whose answers are told. */
export function tellingOctokit(onAnswer: OnAnswer, client: typeof ProbotOctokit = QueuedOctokit): typeof ProbotOctokit {
  return client.plugin(({ hook }: Pick<ProbotOctokit, 'hook'>, { auth }) => {
    const installation: number | undefined = auth?.installationId;
    const tell = (request: RequestOptions, status: number | undefined, headers: Headers = {}) => {
      const left = Number(headers['x-ratelimit-remaining'] ?? Number.NaN);
      onAnswer({
        isWrite: describe(request).isWrite,
        status,
        installation,
        left: Number.isNaN(left) ? undefined : { of: String(headers['x-ratelimit-resource'] ?? 'core'), count: left },
      });
    };
    hook.after('request', ({ status, headers }, request) => tell(request, status, headers));
    hook.error('request', (error, request) => {
      tell(request, statusOf(error), 'response' in error ? error.response?.headers : undefined);
      throw error;
    });
  });
}

/** Each request belongs to the pass that makes it. */
function tellRequests({ hook }: Pick<ProbotOctokit, 'hook'>): void {
  hook.before('request', (request) => noteRequest(describe(request)));
}

function describe({ method, url, query }: RequestOptions): RequestMade {
  const [, kind, name] = /^\s*(query|mutation)\s+(\w+)/.exec(typeof query === 'string' ? query : '') ?? [];
  // Asking for a token changes nothing.
  const isRead = kind === undefined ? method === 'GET' || url.endsWith('/access_tokens') : kind === 'query';
  return { what: name ?? `${method} ${url}`, isWrite: !isRead };
}

interface RequestOptions {
  readonly method: string;
  readonly url: string;
  /** Of GraphQL. */
  readonly query?: unknown;
}

type Headers = Readonly<Record<string, unknown>>;
