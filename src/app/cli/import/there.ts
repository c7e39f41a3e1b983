/**
 * What an import has brought in before, as GitHub itself tells it: by the hidden line in the bodies of its issues. A list may be late by half a minute,
 * so that the numbers behind its end are asked for one by one, which is never late. Only what the same person made counts, or what somebody labelled: a
 * stranger's issue with such a line must not keep a file out.
 */
import type { Client } from '../../../github/client.ts';
import { statusOf } from '../../../github/troubles.ts';
import { type Imported, readImported } from '../../../postmortem/adopting/imported.ts';
import type { Insist } from './insist.ts';

export interface ThereIssue {
  readonly number: number;
  readonly imported: Imported;
  readonly isOpen: boolean;
  readonly labels: readonly string[];
}

export interface There {
  /** Oldest first. */
  readonly issues: readonly ThereIssue[];
  /** The highest number that is taken. */
  readonly last: number;
}

export interface Place {
  readonly client: Client;
  readonly owner: string;
  readonly repo: string;
  /** Whose token it is. */
  readonly login: string;
  readonly label: string;
  readonly insist: Insist;
}

interface RawIssue {
  readonly number: number;
  readonly body?: string | null;
  readonly state: string;
  readonly user: { readonly login: string } | null;
  readonly labels: readonly (string | { readonly name?: string })[];
  readonly pull_request?: unknown;
}

/** Numbers that nothing has, in a row, behind which nothing more is looked for: deleted and moved issues leave some. */
const mostMissing = 3;

/** @param tell how many issues were looked through */
export async function readThere(place: Place, tell: (count: number) => void): Promise<There> {
  const { client, owner, repo, insist } = place;
  const issues: ThereIssue[] = [];
  let last = 0;
  for (let page = 1; ; page += 1) {
    const asked = { owner, repo, state: 'all', sort: 'created', direction: 'asc', per_page: 100, page } as const;
    const { data } = await insist.read(() => client.request('GET /repos/{owner}/{repo}/issues', asked));
    for (const one of data) {
      last = Math.max(last, one.number);
      issues.push(...importedIn(one, place));
    }
    tell(last);
    if (data.length < 100) break;
  }
  const behind = await readBehind(place, last);
  return { issues: [...issues, ...behind.issues], last: behind.last };
}

/** What was made after the issue of this number, read one by one. */
export async function readBehind(place: Place, after: number): Promise<There> {
  const { client, owner, repo, insist } = place;
  const issues: ThereIssue[] = [];
  let last = after;
  for (let number = after + 1; number <= last + mostMissing; number += 1) {
    try {
      const one = { owner, repo, issue_number: number };
      const { data } = await insist.read(() => client.request('GET /repos/{owner}/{repo}/issues/{issue_number}', one));
      last = number;
      issues.push(...importedIn(data, place));
    } catch (error) {
      const status = statusOf(error);
      if (status !== 404 && status !== 410 && status !== 301) throw error;
    }
  }
  return { issues, last };
}

function importedIn(issue: RawIssue, { login, label }: Place): ThereIssue[] {
  const imported = issue.pull_request === undefined ? readImported(issue.body ?? '') : undefined;
  if (!imported) return [];
  const labels = issue.labels.map((one) => (typeof one === 'string' ? one : (one.name ?? '')));
  const isTrusted = issue.user?.login === login || labels.some((one) => one.toLowerCase() === label.toLowerCase());
  return isTrusted ? [{ number: issue.number, imported, isOpen: issue.state === 'open', labels }] : [];
}

/** Whether the label was on it once: then it came in whole, and what a person did to it since is final. */
export async function wasLabelled({ client, owner, repo, label, insist }: Place, number: number): Promise<boolean> {
  for (let page = 1; ; page += 1) {
    const asked = { owner, repo, issue_number: number, per_page: 100, page };
    const { data } = await insist.read(() =>
      client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/events', asked),
    );
    const isLabelling = (one: unknown) =>
      typeof one === 'object' &&
      one !== null &&
      'event' in one &&
      one.event === 'labeled' &&
      'label' in one &&
      typeof one.label === 'object' &&
      one.label !== null &&
      'name' in one.label &&
      String(one.label.name).toLowerCase() === label.toLowerCase();
    if (data.some(isLabelling)) return true;
    if (data.length < 100) return false;
  }
}
