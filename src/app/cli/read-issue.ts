/** The postmortem at the address of an issue: the issue itself, or of an incident the one that belongs to it. */
import type { Client } from '../../github/client.ts';
import { createConfigurationReader } from '../../github/configuration.ts';
import { labelsAt } from '../../github/read-case.ts';
import type { Configuration } from '../../postmortem/configuration/schema.ts';
import { cameFrom, isSameRepository } from '../../postmortem/home.ts';
import { hasLabel, isIncident, severityOf } from '../../postmortem/labels.ts';
import { isMarked } from '../../postmortem/markers.ts';
import type { Configured } from '../../postmortem/snapshot.ts';
import { readMuted } from '../../postmortem/status/read-muted.ts';
import { statusMarker } from '../../postmortem/status/status-comment.ts';
import type { IssueAddress } from './issue-url.ts';

export interface ReadIssue {
  readonly url: string;
  readonly text: string;
  readonly isPostmortem: boolean;
  readonly isPublic: boolean;
  /** Epoch milliseconds. */
  readonly updatedAt: number;
  readonly severity: string | undefined;
  readonly measures: readonly { readonly title: string }[];
  readonly muted: ReadonlyMap<string, string>;
  /** The incident that was asked for, `acme/shop#12`. */
  readonly of: string | undefined;
  readonly configuration: Configuration;
  readonly faults: Configured['faults'];
}

export interface ReadIssueOptions {
  readonly client: Client;
  readonly slug: string;
  readonly now: () => number;
  /** Instead of the repository's own. */
  readonly configuration: Configuration | undefined;
  readonly rules: readonly string[];
}

interface Place {
  readonly owner: string;
  readonly repo: string;
  readonly issue_number: number;
}

/** @throws what Octokit throws */
export async function readIssue(
  { owner, name: repo, number }: IssueAddress,
  options: ReadIssueOptions,
): Promise<ReadIssue | { readonly problem: string }> {
  const { client, slug } = options;
  const place: Place = { owner, repo, issue_number: number };
  const asked = `${owner}/${repo}#${number}`;
  const [{ data: issue }, { data: repository }] = await Promise.all([
    client.request('GET /repos/{owner}/{repo}/issues/{issue_number}', { ...place }),
    client.request('GET /repos/{owner}/{repo}', { owner, repo }),
  ]);
  if (issue.pull_request) return { problem: `${asked} is a pull request. Give the address of an issue.` };
  // A page in a home goes by what its incident's repository wants.
  const from = cameFrom(issue.body ?? '');
  const { configuration, faults, home } = await configurationOf(`${owner}/${from ?? repo}`, options);
  const labels = labelsAt(`${owner}/${repo}`, configuration.labels, home);
  const all = { isPublic: !repository.private, configuration, faults };
  const names = namesOf(issue.labels);
  const severity = severityOf(names);
  if (hasLabel({ labels: names }, labels.postmortem))
    return {
      ...shape(issue),
      ...all,
      ...(await recordOf(place, options)),
      isPostmortem: true,
      of: undefined,
      severity,
    };
  if (!isIncident({ labels: names }, labels))
    return { ...shape(issue), ...all, ...noRecord, isPostmortem: false, of: undefined, severity };
  const candidates = (await childrenOf(client, place)).filter((one) =>
    hasLabel(one, labelsAt(`${one.place.owner}/${one.place.repo}`, labels, home).postmortem),
  );
  const found = candidates.find((one) => one.author === `${slug}[bot]`) ?? candidates[0];
  if (!found)
    return {
      problem: `${asked} is an incident without a postmortem. Open one (comment /postmortem open), or give its address.`,
    };
  const { text, url, updatedAt } = found;
  const record = await recordOf(found.place, options);
  const isPublic = isSameRepository(`${found.place.owner}/${found.place.repo}`, `${owner}/${repo}`)
    ? all.isPublic
    : !(await client.request('GET /repos/{owner}/{repo}', { owner: found.place.owner, repo: found.place.repo })).data
        .private;
  return { text, url, updatedAt, ...all, ...record, isPublic, isPostmortem: true, of: asked, severity };
}

type Recorded = Pick<ReadIssue, 'measures' | 'muted'>;
const noRecord: Recorded = { measures: [], muted: new Map() };

/** What the App keeps beside the body. Its status comment is among the first. */
async function recordOf(place: Place, { client, slug }: ReadIssueOptions): Promise<Recorded> {
  const [measures, { data: comments }] = await Promise.all([
    childrenOf(client, place),
    client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...place, per_page: 100 }),
  ]);
  const status = comments
    .filter((one) => one.user?.login === `${slug}[bot]`)
    .find((one) => isMarked({ ours: true, body: one.body ?? '' }, statusMarker));
  return { measures, muted: readMuted(status?.body ?? '') };
}

async function configurationOf(repo: string, { client, now, configuration, rules }: ReadIssueOptions) {
  if (configuration) return { configuration, faults: undefined, home: undefined };
  const reader = createConfigurationReader({ send: (work) => work(client), now, rules });
  const { configured, home } = await reader.use(repo, async () => ({ repository: null }));
  return { ...configured, home };
}

interface Shape {
  readonly body?: string | null | undefined;
  readonly html_url: string;
  readonly created_at: string;
  readonly updated_at: string;
}

function shape({ body, html_url: url, created_at: created, updated_at: updated }: Shape) {
  return { text: body ?? '', url, createdAt: Date.parse(created), updatedAt: Date.parse(updated) };
}

/** Oldest first. */
async function childrenOf(client: Client, place: Place) {
  const { data } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/sub_issues', {
    ...place,
    per_page: 100,
  });
  return data
    .map((one) => {
      const [, owner = place.owner, repo = place.repo] = /\/repos\/([^/]+)\/([^/]+)\/issues\/\d+$/.exec(one.url) ?? [];
      return {
        ...shape(one),
        title: one.title,
        labels: namesOf(one.labels),
        author: one.user?.login,
        place: { owner, repo, issue_number: one.number },
      };
    })
    .sort((a, b) => a.createdAt - b.createdAt);
}

function namesOf(labels: readonly (string | { readonly name?: string | null })[]): string[] {
  return labels.map((one) => (typeof one === 'string' ? one : (one.name ?? '')));
}
