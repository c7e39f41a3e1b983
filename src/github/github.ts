/** The port to GitHub, spoken by Octokit: REST for writes, one GraphQL query for a reading. Retries are the queue's, not the client's. */

import type { Change } from '../postmortem/change.ts';
import { rules } from '../postmortem/checks/rules.ts';
import type { LabelNames } from '../postmortem/configuration/schema.ts';
import { isSameRepository } from '../postmortem/home.ts';
import { type Candidate, candidateKey, type Place, type Role } from '../postmortem/snapshot.ts';
import { type GitHubPort, Trouble } from '../reconcile/port.ts';
import { askAsPerson } from './as-person.ts';
import type { Client } from './client.ts';
import { createConfigurationReader, type FoundHome } from './configuration.ts';
import {
  addSubIssue,
  createIssue,
  readIssue as issueQuery,
  minimise,
  pin,
  reactMutation,
  readClosedLately,
  readOpen,
  reprioritise,
  unminimise,
} from './queries.ts';
import type { Query } from './query.ts';
import { hasReacted, readIssue } from './read.ts';
import { isKept, placeOf, readCase } from './read-case.ts';
import { readEarlier, readIndex, readIndexBody } from './read-index.ts';
import { readOpenedForBots } from './read-openings.ts';
import { readRecord } from './read-record.ts';
import { type CandidateAnswer, type ClosedLatelyAnswer, entries, type OpenAnswer, type OpenNode } from './responses.ts';
import { createTalkReader } from './talk.ts';
import { isOnlyMissing, readTrouble, statusOf } from './troubles.ts';

export interface GitHubOptions {
  readonly installation: number;
  /** A client with an installation's token. */
  readonly octokit: () => Promise<Client>;
  /** A client that is the App itself. */
  readonly appOctokit: () => Promise<Client>;
  /** The App's slug, without `[bot]`. */
  readonly slug: string;
  readonly now: () => number;
  /** Until when GitHub is not to be asked anything, epoch milliseconds. */
  readonly heldUntil?: () => number;
  /** The clients have a person's token: what is the App's own is told by its slug. */
  readonly isPerson?: boolean;
}

const roleKeptMs = 60_000;
const weekMs = 7 * 24 * 60 * 60_000;
/** As the query of what is open asks for. */
const mostRecent = 100;
/** Reactions in one mutation; GitHub gives a request ten seconds. */
const mostReactions = 50;

export function createGitHub(options: GitHubOptions): GitHubPort {
  const { installation, octokit, appOctokit, slug, now, heldUntil = () => 0, isPerson = false } = options;
  const roles = new Map<string, { role: Role; until: number }>();
  let installedAt: number | undefined;

  async function send<T>(work: (client: Client) => Promise<T>): Promise<T> {
    // Passes that are under way when GitHub says slow down ask nothing more.
    const until = heldUntil();
    if (until > now()) throw new Trouble('limited', 'the installation is held', { until });
    try {
      return await work(await octokit());
    } catch (error) {
      throw readTrouble(error, now());
    }
  }

  const ask: Query = <T>(operation: string, variables: { readonly [name: string]: unknown }) =>
    send(async (client) => {
      try {
        return await client.graphql<T>(operation, { ...variables });
      } catch (error) {
        if (isOnlyMissing(error)) return error.data as T;
        throw error;
      }
    });

  const query = isPerson ? askAsPerson(ask, slug) : ask;
  const configurations = createConfigurationReader({ send, now, findHome, rules: rules.map((one) => one.id) });
  const talks = createTalkReader(query, slug);
  const seenEdits = new Set<string>();

  async function readRole(repo: string, login: string): Promise<Role> {
    const kept = roles.get(`${repo} ${login}`);
    if (kept && kept.until > now()) return kept.role;
    const role = await send(async (client) => {
      try {
        const { data } = await client.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', {
          ...splitRepo(repo),
          username: login,
        });
        return toRole(data.role_name, data.user?.permissions);
      } catch (error) {
        if (statusOf(error) === 404) return 'none';
        throw error;
      }
    });
    roles.set(`${repo} ${login}`, { role, until: now() + roleKeptMs });
    return role;
  }

  async function mayBeAssigned({ repo, number, login }: Parameters<GitHubPort['mayBeAssigned']>[0]): Promise<boolean> {
    const at = { ...splitRepo(repo), assignee: login };
    return send(async (client) => {
      try {
        if (number === undefined) await client.request('GET /repos/{owner}/{repo}/assignees/{assignee}', at);
        else
          await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/assignees/{assignee}', {
            ...at,
            issue_number: number,
          });
        return true;
      } catch (error) {
        if (statusOf(error) === 404) return false;
        throw error;
      }
    });
  }

  async function readCandidate(repo: string, number: number): Promise<Candidate | 'missing'> {
    const [owner, name] = repo.split('/');
    const { repository }: CandidateAnswer = await query(issueQuery, { owner, name, number });
    const node = repository?.issue;
    if (!node) return 'missing';
    const { parent } = node;
    return {
      issue: readIssue(node, slug),
      parent: parent ? { ...parent, isPrivate: parent.repository.isPrivate } : undefined,
    };
  }

  async function listOpen(repo: string): Promise<readonly Place[]> {
    const [owner, name] = repo.split('/');
    const ask = (
      { measure: measureLabel }: LabelNames,
      label: string | undefined,
      shared: boolean,
      after: string | null,
      first: boolean,
    ) =>
      query<OpenAnswer>(readOpen, {
        owner,
        name,
        shared,
        labels: label === undefined ? [] : [label],
        measureLabel,
        after,
        first,
      });
    const { answer, configured, home } = await configurations.use(repo, ({ labels }, shared) =>
      ask(labels, labels.incident[0], shared, null, true),
    );
    const { labels } = configured.configuration;
    const found = new Map<string, Place>();
    const note = (place: Place) => found.set(candidateKey(place), place);
    for (const label of [...labels.incident, labels.postmortem]) {
      const isFirst = label === labels.incident[0];
      let { repository }: OpenAnswer = isFirst ? answer : await ask(labels, label, false, null, false);
      while (repository && !repository.isArchived) {
        const page = { repository, body: '' };
        /** In a home, of an issue the case that it belongs to is known at once. */
        const wholeOf = ({ number, parent }: OpenNode): Place => {
          const isWith = parent && parent.repository.nameWithOwner !== repo && isKept(page, parent, home);
          return isWith ? placeOf(parent) : { repo, number };
        };
        for (const issue of entries(repository.recent))
          if (entries(issue.labels).some((one) => isOwn(one.name, labels))) note(wholeOf(issue));
        for (const issue of entries(repository.open)) note(wholeOf(issue));
        // Their postmortems may be closed for long.
        for (const { number, parent } of entries(repository.measures)) {
          const isBeside = parent?.repository.nameWithOwner === repo;
          const above = isBeside && parent.parent?.repository.nameWithOwner === repo ? parent.parent : undefined;
          note(isBeside ? (above ? placeOf(above) : wholeOf(parent)) : { repo, number });
        }
        const { hasNextPage, endCursor } = repository.open.pageInfo;
        if (!hasNextPage) break;
        ({ repository } = await ask(labels, label, false, endCursor, false));
      }
    }
    for (const number of await listWaiting(repo, labels, answer)) note({ repo, number });
    return [...found.values()];
  }

  /**
   * Pages that somebody labelled when they were closed, as an import does, and that wait to be adopted: where more has changed in a week than one look at
   * the latest shows.
   */
  async function listWaiting(repo: string, { postmortem }: LabelNames, { repository }: OpenAnswer): Promise<number[]> {
    const recent = entries(repository?.recent);
    const since = now() - weekMs;
    const oldest = recent.length < mostRecent ? undefined : recent.at(-1)?.updatedAt;
    if (oldest === undefined || Date.parse(oldest) < since) return [];
    const [owner, name] = repo.split('/');
    const lately = { labels: [postmortem], since: new Date(since).toISOString() };
    const waiting: number[] = [];
    let after: string | null = null;
    do {
      const answer: ClosedLatelyAnswer = await query(readClosedLately, { owner, name, lately, after });
      const page = answer.repository?.issues;
      for (const one of entries(page)) if (!one.viewerDidAuthor && !hasReacted(one, 'ROCKET')) waiting.push(one.number);
      after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    return waiting;
  }

  /** @returns undefined where it is not there, or the App is not installed */
  async function findHome(repo: string): Promise<FoundHome | undefined> {
    if (!isPerson && !(await isInstalledIn(repo))) return undefined;
    const found = await send((client) => client.request('GET /repos/{owner}/{repo}', splitRepo(repo))).catch(
      (error: unknown) => {
        if (readTrouble(error, now()).kind === 'refused') return undefined;
        throw error;
      },
    );
    if (!found) return undefined;
    const { full_name: name, private: isPrivate, archived: isArchived } = found.data;
    return { repo: name, isPrivate, isArchived };
  }

  /** Public repositories can be read by everybody, and be written by those only who are installed there. */
  async function isInstalledIn(repo: string): Promise<boolean> {
    try {
      const client = await appOctokit();
      const { data } = await client.request('GET /repos/{owner}/{repo}/installation', splitRepo(repo));
      return data.id === installation;
    } catch (error) {
      if (statusOf(error) === 404) return false;
      const trouble = readTrouble(error, now());
      if (trouble.kind !== 'refused' && statusOf(error) !== 401) throw trouble;
      // A bot's token is not the App's own.
      return (await listRepositories()).some((one) => isSameRepository(one, repo));
    }
  }

  async function listRepositories(): Promise<readonly string[]> {
    const names: string[] = [];
    for (let page = 1; ; page += 1) {
      const { data } = await send((client) =>
        client.request('GET /installation/repositories', { per_page: 100, page }),
      );
      names.push(...data.repositories.filter((one) => !one.archived).map((one) => one.full_name));
      if (data.repositories.length < 100) return names;
    }
  }

  return {
    installedAt: async () => {
      if (installedAt !== undefined) return installedAt;
      try {
        const client = await appOctokit();
        const { data } = await client.request('GET /app/installations/{installation_id}', {
          installation_id: installation,
        });
        installedAt = Date.parse(data.created_at);
        return installedAt;
      } catch (error) {
        throw readTrouble(error, now());
      }
    },
    readCase: (repo, number, postmortem, joining = []) =>
      readCase({ query, configurations, talks, slug, seenEdits }, repo, number, postmortem, joining),
    readEarlier: (repo, numbers, labels) => readEarlier({ query, configurations, slug, repo }, numbers, labels),
    readRecord: (place, of, labels) => readRecord({ query, talks, configurations }, place, of, labels),
    readIndex: (repo, wanted) => readIndex(query, configurations, slug, repo, wanted),
    readRole,
    readIndexBody: (repo) => readIndexBody(query, configurations, repo),
    readOpenedForBots: (repo, place) => readOpenedForBots(query, configurations, slug, repo, place),
    mayBeAssigned,
    readCandidate,
    listOpen,
    listRepositories,
    tellEdits: (postmortem) => void seenEdits.delete(candidateKey(postmortem)),
    forget: () => {
      talks.forget();
      configurations.forget();
      seenEdits.clear();
    },
    apply: async (change) => {
      if (change.do === 'write body') await send((client) => look(client, change));
      const number = await send((client) => apply(client, change));
      if (change.do === 'react') {
        for (const { subject, content, add } of change.reactions) talks.noteReaction(subject, content, add);
      }
      return number;
    },
  };
}

/** Right before a body is written: it is still the one that the change was made from. */
async function look(client: Client, { issue, base }: Extract<Change, { do: 'write body' }>): Promise<void> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}', {
    ...splitRepo(issue.repo),
    issue_number: issue.number,
  });
  if ((data.body ?? '') !== base) throw new Trouble('moved', `#${issue.number} changed while it was planned`);
}

async function apply(client: Client, change: Change): Promise<number | undefined> {
  const at = (issue: { readonly repo: string; readonly number: number }) => ({
    ...splitRepo(issue.repo),
    issue_number: issue.number,
  });
  switch (change.do) {
    case 'make label': {
      const { name, color, description } = change;
      await client
        .request('POST /repos/{owner}/{repo}/labels', {
          ...splitRepo(change.repo),
          name,
          color,
          description,
        })
        .catch((error: unknown) => {
          if (statusOf(error) !== 422) throw error;
        });
      return undefined;
    }
    case 'open issue': {
      const answer = await client.graphql<{ createIssue: { issue: { number: number } | null } | null }>(createIssue, {
        repository: change.repositoryId,
        title: change.title,
        body: change.body,
        labels: change.labelIds,
        parent: change.parent?.id ?? null,
      });
      return answer.createIssue?.issue?.number;
    }
    case 'link measure':
      await client.graphql(addSubIssue, { parent: change.parent.id, child: change.child.id });
      return undefined;
    case 'assign':
      await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/assignees', {
        ...at(change.issue),
        assignees: [change.login],
      });
      return undefined;
    case 'unassign':
      await client.request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/assignees', {
        ...at(change.issue),
        assignees: [change.login],
      });
      return undefined;
    case 'order measure': {
      const { parent, child, place } = change;
      await client.graphql(reprioritise, {
        parent: parent.id,
        child: child.id,
        after: 'after' in place ? place.after.id : null,
        before: 'before' in place ? place.before.id : null,
      });
      return undefined;
    }
    case 'write body': {
      const title = change.title === undefined ? {} : { title: change.title };
      await client.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
        ...at(change.issue),
        body: change.body,
        ...title,
      });
      return undefined;
    }
    case 'write comment':
      if (change.comment === undefined) {
        await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
          ...at(change.issue),
          body: change.body,
        });
      } else {
        await client.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
          ...splitRepo(change.issue.repo),
          comment_id: Number(change.comment),
          body: change.body,
        });
      }
      return undefined;
    case 'delete comment':
      await client.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', {
        ...splitRepo(change.repo),
        comment_id: Number(change.comment),
      });
      return undefined;
    case 'hide comment':
      await client.graphql(minimise, { id: change.comment });
      return undefined;
    case 'show comment':
      await client.graphql(unminimise, { id: change.comment });
      return undefined;
    case 'react': {
      for (let from = 0; from < change.reactions.length; from += mostReactions) {
        const reactions = change.reactions.slice(from, from + mostReactions);
        const subjects = Object.fromEntries(reactions.map(({ subject }, index) => [`s${index}`, subject]));
        await client.graphql(reactMutation(reactions), subjects);
      }
      return undefined;
    }
    case 'add label':
      await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
        ...at(change.issue),
        labels: [change.label],
      });
      return undefined;
    case 'remove label':
      await client
        .request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', {
          ...at(change.issue),
          name: change.label,
        })
        .catch((error: unknown) => {
          if (statusOf(error) !== 404) throw error;
        });
      return undefined;
    case 'close':
      await client.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
        ...at(change.issue),
        state: 'closed',
        state_reason: change.as,
      });
      return undefined;
    case 'reopen':
      await client.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
        ...at(change.issue),
        state: 'open',
        state_reason: 'reopened',
      });
      return undefined;
    case 'pin':
      await client.graphql(pin, { id: change.issue.id });
      return undefined;
  }
}

function splitRepo(repo: string): { owner: string; repo: string } {
  const [owner = '', name = ''] = repo.split('/');
  return { owner, repo: name };
}

function isOwn(name: string, { incident, postmortem, measure }: LabelNames): boolean {
  return [...incident, postmortem, measure].some((one) => one.toLowerCase() === name.toLowerCase());
}

/** A custom role has a name of its own; what it may do says which of ours it is. */
function toRole(
  name: string,
  permissions: { admin?: boolean; maintain?: boolean; push?: boolean; triage?: boolean; pull?: boolean } | undefined,
): Role {
  const plain = (['admin', 'maintain', 'write', 'triage', 'read', 'none'] as const).find((role) => role === name);
  if (plain) return plain;
  if (permissions?.admin) return 'admin';
  if (permissions?.maintain) return 'maintain';
  if (permissions?.push) return 'write';
  if (permissions?.triage) return 'triage';
  return permissions?.pull ? 'read' : 'none';
}
