/**
 * The way every API request takes: who is it, does a fault hit it, what comes of it, and then it is written down. Faults and the log are
 * for the App's requests alone.
 */
import type { Core } from '../core.ts';
import type { RequestFate } from '../faults/faults.ts';
import { type Refusal, refusalOf } from '../refusal.ts';
import type { Actor } from '../rights.ts';
import { isFromApp } from './tokens.ts';

/** What a request asks, with the body read. */
export interface Asked {
  readonly request: Request;
  readonly url: URL;
  readonly actor: Actor;
  readonly text: string;
}

/** What is answered, not yet put into headers. `body` undefined means that there is none. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly operation?: string;
  readonly write?: boolean;
}

interface Door {
  readonly kind: 'rest' | 'graphql';
  readonly path: string;
  readonly serve: (asked: Asked) => Answer | Promise<Answer>;
  readonly refused: (refusal: Refusal) => Answer;
}

/** Answers one request. Rejects with a TypeError, as fetch does without a network, when a fault has cut the line. */
export async function passGate(core: Core, request: Request, url: URL, door: Door): Promise<Response> {
  const begun = performance.now();
  const header = request.headers.get('authorization');
  const fromApp = isFromApp(header);
  const text = request.body === null ? '' : await request.text();
  const { latencyMs } = core.faults.settings;
  if (fromApp && latencyMs) await new Promise((resolve) => setTimeout(resolve, latencyMs));

  let actor: Actor = { kind: 'anonymous' };
  let answer: Answer;
  const fate: RequestFate = fromApp ? core.faults.request() : 'well';
  try {
    if (fate === 'stopped') throw cut();
    if (fate !== 'well' && !fate.afterCommit) answer = failure(fate);
    else {
      actor = await core.tokens.actor(header);
      answer = await door.serve({ request, url, actor, text });
    }
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    answer = door.refused(refusal);
  }
  if (answer.write) core.world.onChange();
  const honest = answer;
  if (fate !== 'well' && fate !== 'stopped' && fate.afterCommit) answer = failure(fate);

  if (fromApp) {
    core.requests.add({
      at: new Date(core.world.instant()).toISOString(),
      method: request.method,
      path: door.path,
      status: answer.status,
      ms: Math.round((performance.now() - begun) * 1000) / 1000,
      installation: actor.kind === 'installation' ? actor.installation : null,
      ...(honest.operation !== undefined && { operation: honest.operation }),
      write: honest.write ?? request.method !== 'GET',
    });
  }
  if (answer.status === 0) throw cut();
  return respond(core, request, door, actor, fromApp, text, answer);
}

function respond(
  core: Core,
  request: Request,
  door: Door,
  actor: Actor,
  fromApp: boolean,
  asked: string,
  answer: Answer,
): Response {
  const text = answer.body === undefined ? null : JSON.stringify(answer.body);
  const free = answer.status === 304 || door.path === '/rate_limit';
  const rate = core.rates.spend(spender(actor), free ? 0 : 1);
  const headers = {
    ...(text !== null && { 'content-type': 'application/json; charset=utf-8' }),
    date: new Date(core.world.now()).toUTCString(),
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': crypto.randomUUID(),
    'x-ratelimit-limit': String(rate.limit),
    'x-ratelimit-remaining': String(rate.remaining),
    'x-ratelimit-used': String(rate.used),
    'x-ratelimit-reset': String(rate.reset),
    'x-ratelimit-resource': door.kind === 'graphql' ? 'graphql' : 'core',
    ...answer.headers,
  };
  core.observe?.({
    kind: door.kind,
    actor: fromApp ? 'app' : actor.kind === 'person' ? 'person' : 'anonymous',
    method: request.method,
    path: door.path + new URL(request.url).search,
    status: answer.status,
    text: `${asked}\n${text}`,
    get requestBody() {
      return parsed(asked);
    },
    get responseBody() {
      return text === null ? undefined : parsed(text);
    },
    headers,
  });
  return new Response(text, { status: answer.status, headers });
}

function failure({ status, retryAfter }: Exclude<RequestFate, string>): Answer {
  const limited = status === 403 || status === 429;
  const message = limited
    ? 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
    : 'Server Error';
  const body = { message, documentation_url: 'https://docs.github.com/rest', status: String(status) };
  return { status, body, headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) } };
}

function cut(): TypeError {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('The connection was cut'), { code: 'ECONNRESET' }),
  });
}

function spender(actor: Actor): string {
  return actor.kind === 'person' || actor.kind === 'installation' ? actor.user.login : actor.kind;
}

function parsed(text: string): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
