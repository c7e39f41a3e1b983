/** What went wrong with a request, as far as reconciliation has to know. */
import { Trouble } from '../reconcile/port.ts';

/** Reads an error of Octokit (or of the network) as a `Trouble`. @param now epoch milliseconds */
export function readTrouble(error: unknown, now: number): Trouble {
  if (error instanceof Trouble) return error;
  const message = error instanceof Error ? error.message : String(error);
  const types = graphqlTypes(error);
  if (types.length > 0) {
    if (types.includes('RATE_LIMITED')) return limited(error, now, message);
    const isFinal = types.every((type) =>
      ['NOT_FOUND', 'FORBIDDEN', 'UNPROCESSABLE', 'INSUFFICIENT_SCOPES'].includes(type),
    );
    return new Trouble(isFinal ? 'refused' : 'passing', message, { cause: error });
  }
  const status = statusOf(error);
  if (status === undefined || status >= 500 || status === 401 || status === 408)
    return new Trouble('passing', message, { cause: error });
  if (status === 429 || (status === 403 && isLimit(error, message))) return limited(error, now, message);
  return new Trouble('refused', message, { cause: error });
}

/** Whether all that GraphQL complains of is something that does not exist (any more). */
export function isOnlyMissing(error: unknown): error is { readonly data: unknown } {
  const types = graphqlTypes(error);
  return (
    types.length > 0 &&
    types.every((type) => type === 'NOT_FOUND') &&
    typeof error === 'object' &&
    error !== null &&
    'data' in error
  );
}

export function statusOf(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined;
}

function graphqlTypes(error: unknown): string[] {
  if (
    typeof error !== 'object' ||
    error === null ||
    !('errors' in error) ||
    !Array.isArray(error.errors) ||
    !('data' in error)
  )
    return [];
  return error.errors.map((one: { type?: unknown }) => String(one?.type ?? 'UNKNOWN'));
}

/** Until when, from `retry-after`, else from the reset of the limit, else 0. */
function limited(error: unknown, now: number, message: string): Trouble {
  const retryAfter = Number(header(error, 'retry-after'));
  const reset = Number(header(error, 'x-ratelimit-reset'));
  const isSpent = header(error, 'x-ratelimit-remaining') === '0';
  const until = retryAfter > 0 ? now + retryAfter * 1000 : isSpent && reset > 0 ? reset * 1000 + 1000 : 0;
  return new Trouble('limited', message, { until, cause: error });
}

function isLimit(error: unknown, message: string): boolean {
  return (
    header(error, 'retry-after') !== undefined ||
    header(error, 'x-ratelimit-remaining') === '0' ||
    /rate limit/i.test(message)
  );
}

function header(error: unknown, name: string): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const response = 'response' in error ? error.response : undefined;
  const headers =
    'headers' in error && error.headers
      ? error.headers
      : typeof response === 'object' && response !== null && 'headers' in response
        ? response.headers
        : undefined;
  if (typeof headers !== 'object' || headers === null) return undefined;
  const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return value === undefined || value === null ? undefined : String(value);
}
