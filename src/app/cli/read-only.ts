/**
 * A `fetch` through which nothing can be changed: what is not a GET, and in GraphQL not a query, is refused before it is sent, whoever asks for
 * it.
 */
import { parse } from 'graphql';
import { inTime } from '../in-time.ts';

export class WriteRefused extends Error {}

export function readOnly(send: typeof fetch): typeof fetch {
  const sendInTime = inTime(send);
  return async (input, init) => {
    const { method, url, body } = await requestOf(input, init);
    if (method !== 'GET' && !(method === 'POST' && isQuery(url, body)))
      throw new WriteRefused(`${method} ${new URL(url).pathname} would change something. It was not sent.`);
    return sendInTime(input, init);
  };
}

async function requestOf(input: string | URL | Request, init: RequestInit | undefined) {
  const isRequest = input instanceof Request;
  const method = (init?.method ?? (isRequest ? input.method : 'GET')).toUpperCase();
  const body = init?.body ?? (isRequest ? await input.clone().text() : undefined);
  return { method, url: isRequest ? input.url : String(input), body };
}

function isQuery(url: string, body: unknown): boolean {
  if (!/\/graphql$/.test(new URL(url).pathname) || typeof body !== 'string') return false;
  try {
    const asked: unknown = JSON.parse(body);
    if (typeof asked !== 'object' || asked === null || !('query' in asked) || typeof asked.query !== 'string')
      return false;
    return parse(asked.query).definitions.every(
      (one) => one.kind === 'FragmentDefinition' || (one.kind === 'OperationDefinition' && one.operation === 'query'),
    );
  } catch {
    return false;
  }
}
