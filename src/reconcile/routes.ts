/**
 * Which keys an event makes dirty: a pure table. An event never carries a decision; what is true is read afterwards. Events of our own bot mark
 * nothing, because the pass that caused them knows; but for one that tells of a write which a person's edit was lost under.
 */

import { defaults, type LabelNames } from '../postmortem/configuration/schema.ts';
import { hasLostAnEdit } from '../postmortem/document/lost-edit.ts';
import type { Overwritten } from '../postmortem/snapshot.ts';
import { caseKey, indexKey, type Key } from './key.ts';

export interface Route {
  readonly key: Key;
  /** Worth a reading even where an earlier one found that the issue belongs to no case. */
  readonly isSure: boolean;
  /** A write of ours that a person's edit was lost under, with that edit. */
  readonly overwritten?: Overwritten;
  /** Of an index: the issue that it was about. */
  readonly page?: number;
}

export type Routed = { readonly mark: readonly Route[] } | { readonly resync: number };

/** The parts of a payload that routing looks at. */
export interface Payload {
  readonly action?: string;
  readonly installation?: { readonly id: number };
  readonly repository?: { readonly full_name: string };
  readonly sender?: { readonly login: string; readonly type?: string };
  readonly issue?: IssuePayload;
  readonly comment?: { readonly body?: string | null };
  readonly changes?: { readonly body?: { readonly from?: string } };
  readonly label?: { readonly name: string };
  readonly sub_issue?: IssuePayload;
  readonly parent_issue?: IssuePayload;
  readonly sub_issue_repo?: { readonly full_name: string };
  readonly parent_issue_repo?: { readonly full_name: string };
}

interface IssuePayload {
  readonly number: number;
  readonly body?: string | null;
  readonly labels?: readonly ({ readonly name?: string } | string | null)[];
  readonly pull_request?: unknown;
}

const nothing: Routed = { mark: [] };

type Router = (payload: Payload, installation: number, repo: string, names: LabelNames) => readonly Route[];

const routers: { readonly [event: string]: Router } = {
  issues: routeIssue,
  issue_comment: routeIssue,
  sub_issues: ({ sub_issue, parent_issue, sub_issue_repo, parent_issue_repo }, installation, repo) => [
    ...(parent_issue ? [sure(caseKey(installation, parent_issue_repo?.full_name ?? repo, parent_issue.number))] : []),
    ...(sub_issue ? [sure(caseKey(installation, sub_issue_repo?.full_name ?? repo, sub_issue.number))] : []),
  ],
};

/**
 * @param ownLogin the login of our own bot, as `postmortems[bot]`
 * @param namesIn what labels are called in a repository, as far as is known; a pass finds out what has another name
 */
export function route(
  event: string,
  payload: Payload,
  ownLogin: string,
  namesIn: (repo: string) => LabelNames | undefined = () => undefined,
): Routed {
  const installation = payload.installation?.id;
  if (installation === undefined) return nothing;
  if (event === 'installation' || event === 'installation_repositories') {
    const isLeaving = payload.action === 'deleted' || payload.action === 'suspend' || payload.action === 'removed';
    return isLeaving ? nothing : { resync: installation };
  }
  const repo = payload.repository?.full_name;
  if (repo === undefined) return nothing;
  if (payload.sender?.login === ownLogin) {
    return event === 'issues'
      ? { mark: routeOwnEdit(payload, installation, repo, namesIn(repo) ?? defaults.labels) }
      : nothing;
  }
  if (event === 'repository') return { resync: installation };
  const router = Object.hasOwn(routers, event) ? routers[event] : undefined;
  return router ? { mark: router(payload, installation, repo, namesIn(repo) ?? defaults.labels) } : nothing;
}

function routeIssue(payload: Payload, installation: number, repo: string, names: LabelNames): readonly Route[] {
  const { issue, label, comment, changes, action } = payload;
  if (!issue || issue.pull_request) return [];
  const found = [...labelsOf(issue), label?.name ?? ''];
  const has = (...wanted: readonly string[]) =>
    found.some((name) => wanted.some((one) => one.toLowerCase() === name.toLowerCase()));
  if (has(names.index)) return [{ ...sure(indexKey(installation, repo)), page: issue.number }];
  const isCommand =
    /^ {0,3}\//m.test(comment?.body ?? '') || (comment !== undefined && /^ {0,3}\//m.test(changes?.body?.from ?? ''));
  const key = caseKey(installation, repo, issue.number);
  const isOurs = has(...names.incident, names.postmortem, names.measure);
  if (isOurs || isCommand || action === 'labeled') return [sure(key)];
  return action === 'opened' ? [] : [{ key, isSure: false }];
}

/** GitHub has no guarded writes, but it tells which text a write has replaced. */
function routeOwnEdit(
  { action, issue, changes }: Payload,
  installation: number,
  repo: string,
  names: LabelNames,
): readonly Route[] {
  const from = changes?.body?.from;
  if (action !== 'edited' || from === undefined || typeof issue?.body !== 'string') return [];
  const overwritten = { from, ours: issue.body };
  if (!hasLostAnEdit(overwritten)) return [];
  const isIndex = labelsOf(issue).some((name) => name.toLowerCase() === names.index.toLowerCase());
  return isIndex
    ? [{ ...sure(indexKey(installation, repo)), page: issue.number, overwritten }]
    : [{ ...sure(caseKey(installation, repo, issue.number)), overwritten }];
}

function labelsOf({ labels = [] }: IssuePayload): readonly string[] {
  return labels.map((one) => (typeof one === 'string' ? one : (one?.name ?? '')));
}

function sure(key: Key): Route {
  return { key, isSure: true };
}
