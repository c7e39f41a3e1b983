/** REST: finds the row of the table that a request means, and turns what it answers, or refuses, into GitHub's JSON and headers. */
import { createHash } from 'node:crypto';
import { TrieRouter } from 'hono/router/trie-router';
import { type Core, deedOf } from '../core.ts';
import { type Answer, type Asked, passGate } from '../gate/gate.ts';
import { notEmulated, type Refusal, refuse } from '../refusal.ts';
import { appRoutes } from './app-routes.ts';
import { parseBody } from './body.ts';
import { commentRoutes } from './comment-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { issueRoutes } from './issue-routes.ts';
import { labelRoutes } from './label-routes.ts';
import { reactionRoutes } from './reaction-routes.ts';
import { repositoryRoutes } from './repository-routes.ts';
import { type Call, checkKnown, type Route } from './route.ts';
import { subIssueRoutes } from './sub-issue-routes.ts';
import { timelineRoutes } from './timeline-routes.ts';

/** The order counts: `/issues/comments` must be seen before `/issues/:number`. */
const routes: readonly Route[] = [
  ...appRoutes,
  ...repositoryRoutes,
  ...fileRoutes,
  ...commentRoutes,
  ...labelRoutes,
  ...reactionRoutes,
  ...timelineRoutes,
  ...subIssueRoutes,
  ...issueRoutes,
];

const router = new TrieRouter<Route>();
for (const route of routes) router.add(route.method, route.path, route);

const prefix = '/api/v3';
const conditional = 'Conditional request headers are not allowed in unsafe requests unless supported by the endpoint';

export function serveRest(core: Core, request: Request, url: URL): Promise<Response> {
  const path = url.pathname.slice(prefix.length) || '/';
  return passGate(core, request, url, { kind: 'rest', path, serve: (asked) => serve(core, asked, path), refused });
}

function serve(core: Core, { request, url, actor, text }: Asked, path: string): Answer {
  const [route, rawParams] = router.match(request.method, path)[0][0] ?? notEmulated(`${request.method} ${path}`);
  const reads = request.method === 'GET';
  if (!reads && (request.headers.has('if-match') || request.headers.has('if-none-match'))) refuse(400, conditional);
  if (route.jwt && actor.kind !== 'app') refuse(401, 'A JSON web token could not be decoded');
  const params = Object.fromEntries(Object.entries(rawParams).map(([key, value]) => [key, decoded(value)]));
  const call: Call = {
    core,
    deed: deedOf(core, actor),
    params,
    url,
    query: url.searchParams,
    body: reads ? {} : parseBody(text),
  };
  checkKnown(route, call);
  const answer = route.run(call);
  return reads ? cacheable(request, answer) : { ...answer, write: route.write ?? true };
}

/** Adds an ETag, and answers 304 to those who have it already. */
function cacheable(request: Request, answer: Answer): Answer {
  if (answer.status !== 200) return answer;
  const etag = `W/"${createHash('sha1').update(JSON.stringify(answer.body)).digest('hex')}"`;
  const headers = {
    ...answer.headers,
    etag,
    'cache-control': 'private, max-age=60, s-maxage=60',
    vary: 'Accept, Authorization',
  };
  const known = request.headers.get('if-none-match')?.split(/\s*,\s*/) ?? [];
  const same = known.some((tag) => tag.replace(/^W\//, '') === etag.slice(2));
  return same ? { status: 304, headers } : { ...answer, headers };
}

function refused({ status, message, errors, location }: Refusal): Answer {
  const body = {
    message,
    ...(errors && { errors }),
    ...(location && { url: location }),
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  };
  return { status, body, headers: location ? { location } : {} };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
