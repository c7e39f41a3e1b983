/**
 * Reads the index and the postmortems it lists, a hundred to a request. A list filtered by label lags by seconds: what was made or adopted just now is
 * found among those that moved last, and a postmortem that the present index shows leaves it only after it was read by itself.
 */
import type { LabelNames } from '../postmortem/configuration/schema.ts';
import { hasLabel } from '../postmortem/labels.ts';
import type { IndexIssue, IndexSnapshot, Listed } from '../postmortem/snapshot.ts';
import type { ConfigurationReader } from './configuration.ts';
import {
  readIndexBody as bodyQuery,
  readIndex as indexQuery,
  readListed as listedQuery,
  readListedNumber as numberQuery,
} from './queries.ts';
import type { Query } from './query.ts';
import { hasReacted, readIssue } from './read.ts';
import { labelIds } from './read-case.ts';
import {
  entries,
  type IndexAnswer,
  type IndexBodyAnswer,
  type IssueNode,
  type ListedNode,
  type PinNode,
} from './responses.ts';

/** More than these are not looked up in one pass; an index rarely loses even one. */
const mostUnlisted = 50;

export async function readIndex(
  query: Query,
  configurations: ConfigurationReader,
  slug: string,
  repo: string,
): Promise<Omit<IndexSnapshot, 'now'> | undefined> {
  const [owner, name] = repo.split('/');
  const ask = ({ labels }: { readonly labels: LabelNames }, shared: boolean, after: string | null) =>
    query<IndexAnswer>(indexQuery, {
      owner,
      name,
      indexLabel: labels.index,
      postmortemLabel: labels.postmortem,
      shared,
      after,
      first: after === null,
    });
  const { answer, configured } = await configurations.use(repo, (configuration, shared) =>
    ask(configuration, shared, null),
  );
  const { labels } = configured.configuration;
  const first = answer.repository;
  if (!first) return undefined;
  const listed = new Map(entries(first.postmortems).map((node) => [node.id, node]));
  let { hasNextPage, endCursor } = first.postmortems.pageInfo;
  while (hasNextPage) {
    const { repository }: IndexAnswer = await ask({ labels }, false, endCursor);
    for (const node of entries(repository?.postmortems)) listed.set(node.id, node);
    hasNextPage = repository?.postmortems.pageInfo.hasNextPage ?? false;
    endCursor = repository?.postmortems.pageInfo.endCursor ?? null;
  }
  const indexes = new Map(entries(first.indexes).map((node) => [node.id, node]));
  const missing = entries(first.latest).filter(
    (node) =>
      (node.viewerDidAuthor || hasReacted(node, 'ROCKET')) &&
      !listed.has(node.id) &&
      !indexes.has(node.id) &&
      isListable(node, labels),
  );
  for (const node of await readByIds(
    query,
    missing.map((one) => one.id),
  )) {
    if (hasName(node, labels.index)) indexes.set(node.id, node);
    else listed.set(node.id, node);
  }
  for (const node of await readUnlisted(
    query,
    labels,
    first.nameWithOwner,
    [...indexes.values()],
    [...listed.values()],
  ))
    listed.set(node.id, node);
  return {
    ...configured,
    repository: {
      id: first.id,
      name: first.nameWithOwner,
      url: first.url,
      isPrivate: first.isPrivate,
      isArchived: first.isArchived,
      labelIds: labelIds({ [labels.index]: first.labelIndex }),
    },
    indexes: [...indexes.values()].map((node) => readIndexIssue(node, slug)).sort((a, b) => a.number - b.number),
    postmortems: [...listed.values()].map((node) => readListed(node, slug)),
  };
}

/** The body of the index, if there is one: what its mark keeps. */
export async function readIndexBody(
  query: Query,
  configurations: ConfigurationReader,
  repo: string,
): Promise<string | undefined> {
  const [owner, name] = repo.split('/');
  const { answer } = await configurations.use(repo, ({ labels }, shared) =>
    query<IndexBodyAnswer>(bodyQuery, { owner, name, shared, indexLabel: labels.index }),
  );
  return entries(answer.repository?.indexes).find((one) => one.viewerDidAuthor)?.body;
}

type ListedEntry = ListedNode & PinNode & { readonly __typename: string };

async function readByIds(query: Query, ids: readonly string[]): Promise<(ListedNode & PinNode)[]> {
  const found: (ListedNode & PinNode)[] = [];
  for (let from = 0; from < ids.length; from += 50) {
    const answer = await query<{ nodes: readonly (ListedEntry | null)[] }>(listedQuery, {
      ids: ids.slice(from, from + 50),
    });
    found.push(...entries(answer).filter((node) => node.__typename === 'Issue'));
  }
  return found;
}

/** Postmortems that the index shows and the list lacks: the list may be late, or the label is gone. */
async function readUnlisted(
  query: Query,
  labels: LabelNames,
  repo: string,
  indexes: readonly IssueNode[],
  listed: readonly ListedNode[],
): Promise<ListedNode[]> {
  const [owner, name] = repo.split('/');
  const known = new Set(listed.map((node) => node.number));
  const shown = indexes.flatMap((index) =>
    [...index.body.matchAll(/\]\([^)\s]*\/issues\/(\d+)\)/g)].map((match) => Number(match[1])),
  );
  const unlisted = [...new Set(shown)].filter((number) => !known.has(number)).slice(0, mostUnlisted);
  const found: ListedNode[] = [];
  for (const number of unlisted) {
    const answer = await query<{ repository: { issue: ListedNode | null } | null }>(numberQuery, {
      owner,
      name,
      number,
    });
    const node = answer.repository?.issue;
    if (node && hasName(node, labels.postmortem)) found.push(node);
  }
  return found;
}

function readIndexIssue(node: IssueNode & PinNode, slug: string): IndexIssue {
  return {
    ...readIssue(node, slug),
    isPinned: node.isPinned === true,
    wasPinned: entries(node.timelineItems).length > 0,
  };
}

function readListed(node: ListedNode, slug: string): Listed {
  const { parent } = node;
  return {
    ...readIssue(node, slug),
    incident: parent
      ? {
          number: parent.number,
          title: parent.title,
          url: parent.url,
          createdAt: Date.parse(parent.createdAt),
          labels: entries(parent.labels).map((one) => one.name),
          isPrivate: parent.repository.isPrivate,
        }
      : undefined,
  };
}

function isListable(node: Pick<IssueNode, 'labels'>, labels: LabelNames): boolean {
  return hasName(node, labels.postmortem) || hasName(node, labels.index);
}

function hasName(node: Pick<IssueNode, 'labels'>, name: string): boolean {
  return hasLabel({ labels: entries(node.labels).map((one) => one.name) }, name);
}
