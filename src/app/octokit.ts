/**
 * The client with which passes speak to GitHub.
 *
 * Octokit's own pacing and retries are off: it spaces writes 1 s and creations 3 s apart, waits out rate limits inside the request, and sends
 * a creation again when an answer got lost, which makes a second issue. The queue paces an installation and backs it off as a whole, and
 * the next pass reads what really happened.
 */
import { ProbotOctokit } from 'probot';
import { statusOf } from '../github/troubles.ts';
import { noteRequest } from '../reconcile/pass-report.ts';

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

/** Each request belongs to the pass that makes it. */
function tellRequests({ hook }: Pick<ProbotOctokit, 'hook'>): void {
  hook.before('request', ({ method, url, query }) => {
    const [, kind, name] = /^\s*(query|mutation)\s+(\w+)/.exec(typeof query === 'string' ? query : '') ?? [];
    noteRequest({
      what: name ?? `${method} ${url}`,
      isWrite: kind === undefined ? method !== 'GET' : kind === 'mutation',
    });
  });
}
