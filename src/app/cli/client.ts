/** Clients with a token that is given, or without any. */
import { Octokit } from '@octokit/rest';
import type { Client } from '../../github/client.ts';
import { inTime } from '../in-time.ts';
import { readOnly } from './read-only.ts';

export interface ClientOptions {
  readonly token: string | undefined;
  readonly apiUrl: string;
  readonly fetch: typeof fetch;
}

const silent = () => {};

/** One that cannot write. */
export function createClient(options: ClientOptions): Client {
  return clientOf({ ...options, fetch: readOnly(options.fetch) });
}

/** One that can. */
export function createWritingClient(options: ClientOptions): Client {
  return clientOf({ ...options, fetch: inTime(options.fetch) });
}

function clientOf({ token, apiUrl, fetch }: ClientOptions): Client {
  return new Octokit({
    ...(token === undefined ? {} : { auth: token }),
    baseUrl: apiUrl,
    userAgent: 'postmortems',
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: { fetch },
  });
}
