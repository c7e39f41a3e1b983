/** Reads a case: one query once the postmortem's number is known. Says also which case an issue is a part of. */
import { hasLabel, isPostmortemOf, labels } from '../postmortem/labels.ts';
import type { Comment, Incident, Postmortem, Repository } from '../postmortem/snapshot.ts';
import type { CaseReading } from '../reconcile/port.ts';
import { readCase as caseQuery, readComments as commentsQuery } from './queries.ts';
import { inOrderWritten, readComment, readHistory, readIssue, readMeasure } from './read.ts';
import {
  type CaseAnswer,
  type CommentPage,
  entries,
  type IncidentNode,
  type ParentNode,
  type PostmortemNode,
  type RefNode,
  type TalkNode,
} from './responses.ts';

/** Sends a GraphQL operation; what does not exist is null in the answer. */
export type Query = <T>(operation: string, variables: { readonly [name: string]: unknown }) => Promise<T>;

export async function readCase(
  query: Query,
  slug: string,
  repo: string,
  number: number,
  known: number | undefined,
): Promise<CaseReading> {
  const [owner, name] = repo.split('/');
  const ask = (postmortem: number | undefined) =>
    query<CaseAnswer>(caseQuery, {
      owner,
      name,
      incident: number,
      postmortem: postmortem ?? number,
      known: postmortem !== undefined,
      after: null,
    });
  const first = await ask(known);
  const root = first.repository?.incident;
  if (!first.repository || !root || hasName(root, labels.index.name)) return { found: 'nothing' };
  const whole = wholeOf(root);
  const of = whole && { repo: whole.ref.repository.nameWithOwner, number: whole.ref.number };
  if (of && !(whole.isOptional && hasName(root, labels.incident.name))) return { found: 'part', of };
  const isAlone = root.viewerDidAuthor && !hasName(root, labels.measure.name);
  if (isAlone && !hasName(root, labels.postmortem.name)) return { found: 'nothing' };
  const wanted = isAlone ? root.number : postmortemOf(root);
  const second = wanted === known || wanted === undefined ? first : await ask(wanted);
  const node = wanted === undefined ? undefined : second.repository?.postmortem;
  const postmortem = node ? await readPostmortem(query, slug, node) : undefined;
  const incident = isAlone ? undefined : await readIncident(query, slug, second.repository?.incident ?? root);
  const snapshot = { repository: readRepository(first.repository), incident, postmortem };
  return { found: 'case', snapshot, ...(of ? { of } : {}) };
}

/**
 * The issue at whose number the case of this one is kept. A measure that is itself labelled as an incident has a case of its own; a postmortem
 * whose incident went to another repository stands alone.
 */
function wholeOf(root: IncidentNode): { ref: RefNode; isOptional: boolean } | undefined {
  const { parent } = root;
  if (!parent) return undefined;
  if (root.viewerDidAuthor && !hasName(root, labels.measure.name))
    return isAtHome(root, parent) ? { ref: parent, isOptional: false } : undefined;
  if (isOurPostmortem(parent)) {
    const incident = parent.parent;
    return { ref: incident && isAtHome(parent, incident) ? incident : parent, isOptional: true };
  }
  return undefined;
}

function isAtHome(postmortem: RefNode, incident: RefNode): boolean {
  return postmortem.repository.nameWithOwner === incident.repository.nameWithOwner;
}

function isOurPostmortem(parent: ParentNode): boolean {
  return parent.viewerDidAuthor && hasName(parent, labels.postmortem.name);
}

/** The oldest sub-issue that this App opened as the postmortem of an incident. */
function postmortemOf(root: IncidentNode): number | undefined {
  return entries(root.subIssues)
    .filter(
      (child) => isPostmortemOf(asChild(child)) && child.repository.nameWithOwner === root.repository.nameWithOwner,
    )
    .sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || a.number - b.number)[0]?.number;
}

function asChild(child: { viewerDidAuthor: boolean; labels: ParentNode['labels'] }) {
  return { ours: child.viewerDidAuthor, labels: entries(child.labels).map((one) => one.name) };
}

async function readIncident(query: Query, slug: string, node: IncidentNode): Promise<Incident> {
  return {
    ...readIssue(node, slug),
    ...(await readTalk(query, slug, node)),
    children: entries(node.subIssues).map((child) => ({
      id: child.id,
      repo: child.repository.nameWithOwner,
      number: child.number,
      title: child.title,
      body: child.body,
      createdAt: Date.parse(child.createdAt),
      state: child.state === 'OPEN' ? 'open' : 'closed',
      ...asChild(child),
    })),
  };
}

async function readPostmortem(query: Query, slug: string, node: PostmortemNode): Promise<Postmortem> {
  return {
    ...readIssue(node, slug),
    ...(await readTalk(query, slug, node)),
    measures: entries(node.subIssues).map((measure) => readMeasure(measure, slug)),
    assignees: entries(node.assignees).map((one) => one.login),
  };
}

async function readTalk(query: Query, slug: string, node: TalkNode) {
  const comments: Comment[] = [];
  let page: CommentPage['comments'] = node.comments;
  for (;;) {
    comments.push(...entries(page).map((one) => readComment(one, slug)));
    if (!page.pageInfo.hasNextPage) break;
    const next = await query<{ node: CommentPage | null }>(commentsQuery, {
      id: node.id,
      after: page.pageInfo.endCursor,
    });
    if (!next.node) break;
    page = next.node.comments;
  }
  return { comments: inOrderWritten(comments), history: readHistory(entries(node.timelineItems), slug) };
}

function readRepository(node: NonNullable<CaseAnswer['repository']>): Repository {
  return {
    id: node.id,
    name: node.nameWithOwner,
    url: node.url,
    isPrivate: node.isPrivate,
    isArchived: node.isArchived,
    labelIds: labelIds({
      [labels.postmortem.name]: node.labelPostmortem,
      [labels.measure.name]: node.labelMeasure,
      [labels.incomplete.name]: node.labelIncomplete,
    }),
  };
}

/** Node ids of the labels that exist. */
export function labelIds(found: { readonly [name: string]: { readonly id: string } | null }): {
  [name: string]: string;
} {
  return Object.fromEntries(Object.entries(found).flatMap(([name, label]) => (label ? [[name, label.id]] : [])));
}

function hasName(node: { readonly labels: ParentNode['labels'] }, name: string): boolean {
  return hasLabel({ labels: entries(node.labels).map((one) => one.name) }, name);
}
