/** A row of the table of REST endpoints, and what its function gets to work with. */
import type { Deed } from '../actions/deed.ts';
import type { Core } from '../core.ts';
import type { Answer } from '../gate/gate.ts';
import { notEmulated, refuse } from '../refusal.ts';
import { may } from '../rights.ts';
import { issueUrl } from '../shapes/issue.ts';
import type { Comment, Issue, Repository } from '../state/model.ts';
import type { Body } from './body.ts';

export interface Call {
  readonly core: Core;
  readonly deed: Deed;
  readonly params: Readonly<Record<string, string>>;
  readonly url: URL;
  readonly query: URLSearchParams;
  readonly body: Body;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Query parameters that are understood; others answer 501 rather than be ignored. */
  readonly query?: readonly string[];
  /** Keys of the body that are understood; others answer 501 rather than be ignored. */
  readonly body?: readonly string[];
  /** For the App's JWT alone. */
  readonly jwt?: true;
  /** False for what changes nothing although it is no GET. */
  readonly write?: false;
  readonly run: (call: Call) => Answer;
}

export const paging = ['per_page', 'page'] as const;

/** The repository of the path; 404 when it does not exist for whoever asks. */
export function repositoryOf({ deed, params }: Call): Repository {
  const repository = deed.world.named(`${params.owner}/${params.repo}`);
  if (!repository || !may(deed.world, deed.actor, repository, 'visitor')) refuse(404, 'Not Found');
  return repository;
}

/** The issue of the path; 301 when it was transferred, 410 when it was deleted. */
export function issueOf(call: Call): Issue {
  const repository = repositoryOf(call);
  const { world, site } = call.deed;
  const number = Number(call.params.number);
  const issue = world.issueNumbered(repository, number);
  if (issue) return issue;
  const gone = repository.gone[number];
  if (!gone) refuse(404, 'Not Found');
  const moved = gone.movedTo === undefined ? undefined : world.issues.get(gone.movedTo);
  if (!moved) refuse(410, 'This issue was deleted');
  if (!may(world, call.deed.actor, world.repository(moved.repository), 'visitor')) refuse(404, 'Not Found');
  const rest = call.url.pathname.replace(/^.*\/issues\/\d+/, '');
  const path = new URL(issueUrl(site, moved)).pathname + rest;
  return refuse(301, 'Moved Permanently', { location: call.url.origin + path + call.url.search });
}

export function commentOf(call: Call): Comment {
  const repository = repositoryOf(call);
  const comment = call.deed.world.comments.get(Number(call.params.id));
  if (!comment || call.deed.world.issue(comment.issue).repository !== repository.id) refuse(404, 'Not Found');
  return comment;
}

export function ok(body: unknown, status = 200): Answer {
  return { status, body };
}

export const noContent: Answer = { status: 204 };

/** One page of a list with GitHub's `Link` header. */
export function paged<T>(call: Call, items: readonly T[], shape: (item: T) => unknown): Answer {
  const size = Math.min(100, wholeNumber(call, 'per_page', 30) || 30);
  const page = wholeNumber(call, 'page', 1) || 1;
  const last = Math.max(1, Math.ceil(items.length / size));
  const links: string[] = [];
  const link = (to: number, rel: string) => {
    const url = new URL(call.url);
    url.searchParams.set('page', String(to));
    links.push(`<${url}>; rel="${rel}"`);
  };
  if (page > 1) link(page - 1, 'prev');
  if (page < last) link(page + 1, 'next');
  if (page < last) link(last, 'last');
  if (page > 1) link(1, 'first');
  const body = items.slice((page - 1) * size, page * size).map(shape);
  return { status: 200, body, headers: links.length ? { link: links.join(', ') } : {} };
}

/** The query parameter `since` in epoch ms; 0 when it is not there. */
export function since({ query }: Call): number {
  const text = query.get('since');
  if (text === null) return 0;
  const time = Date.parse(text);
  return Number.isNaN(time) ? refuse(422, 'Validation Failed') : time;
}

function wholeNumber({ query }: Call, key: string, otherwise: number): number {
  const value = Number(query.get(key) ?? otherwise);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}

/** 501 for whatever of the query or the body the row does not know. */
export function checkKnown(route: Route, call: Call): void {
  for (const key of call.query.keys()) {
    if (!route.query?.includes(key)) notEmulated(`${route.method} ${route.path} with the query parameter "${key}"`);
  }
  for (const key of Object.keys(call.body)) {
    if (!route.body?.includes(key)) notEmulated(`${route.method} ${route.path} with "${key}" in the body`);
  }
}
