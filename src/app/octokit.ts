/**
 * The client with which passes speak to GitHub.
 *
 * Octokit's own pacing is off: it spaces writes 1 s and creations 3 s apart and waits out rate limits inside the
 * request, while the queue paces an installation and backs it off as a whole. Of its retries those of 429 are off,
 * because they ignore `retry-after`; creates pass `request: { retries: 0 }`, for a second POST makes a second issue.
 */
import { ProbotOctokit } from 'probot';

/** GitHub ends a GraphQL query after 10 s; a request that hangs for longer than this is lost on the way. */
const requestTimeoutMs = 30_000;

/** Probot passes its own options last, so these are set by a function of them. */
export const QueuedOctokit: typeof ProbotOctokit = ProbotOctokit.defaults((options: object) => ({
  ...options,
  throttle: { enabled: false },
  retry: { doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451] },
}));

/** `fetch` that gives up after 30 s, which the default one never does. */
export const fetchInTime: typeof fetch = (input, init) => {
  const timeout = AbortSignal.timeout(requestTimeoutMs);
  return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout });
};
