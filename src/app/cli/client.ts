/** A client with a person's token, or without any, that cannot write. */
import { Octokit } from '@octokit/rest';
import type { Client } from '../../github/client.ts';
import { readOnly } from './read-only.ts';

export interface ClientOptions {
  readonly token: string | undefined;
  readonly apiUrl: string;
  readonly fetch: typeof fetch;
}

const silent = () => {};

export function createClient({ token, apiUrl, fetch }: ClientOptions): Client {
  return new Octokit({
    ...(token === undefined ? {} : { auth: token }),
    baseUrl: apiUrl,
    userAgent: 'postmortems',
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: { fetch: readOnly(fetch) },
  });
}
