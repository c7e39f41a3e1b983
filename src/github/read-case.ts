/** Reads a case: one query once the postmortem's number is known. Says also which case an issue is a part of. */
import { isAdopted } from '../postmortem/adopting/adopted.ts';
import type { LabelNames } from '../postmortem/configuration/schema.ts';
import { isBaseOf } from '../postmortem/document/lost-edit.ts';
import { joinedIn, mostJoined } from '../postmortem/joining/joined.ts';
import { hasLabel, isIncident, isPostmortemOf } from '../postmortem/labels.ts';
import type { Incident, Joined, Measure, Overwritten, Postmortem, Repository } from '../postmortem/snapshot.ts';
import type { CaseReading } from '../reconcile/port.ts';
import type { ConfigurationReader } from './configuration.ts';
import { readCase as caseQuery, readChildren as childrenQuery } from './queries.ts';
import type { Query } from './query.ts';
import { hasReacted, readActor, readHistory, readIssue, readMeasure } from './read.ts';
import {
  type CaseAnswer,
  type ChildrenAnswer,
  type ChildrenNode,
  entries,
  type IncidentNode,
  type ParentNode,
  type PostmortemNode,
  type RefNode,
  type TalkNode,
} from './responses.ts';
import type { TalkReader } from './talk.ts';

export interface CaseReader {
  readonly query: Query;
  readonly configurations: ConfigurationReader;
  readonly talks: TalkReader;
  readonly slug: string;
  /** Postmortems whose last edits were looked at since the last resync, as `owner/name#2`. */
  readonly seenEdits: Set<string>;
}

export async function readCase(
  reader: CaseReader,
  repo: string,
  number: number,
  known: number | undefined,
  joining: readonly number[],
): Promise<CaseReading> {
  const [owner, name] = repo.split('/');
  const ask = (postmortem: number | undefined, incident = number) =>
    reader.configurations.use(repo, ({ labels }, shared) =>
      reader.query<CaseAnswer>(caseQuery, {
        owner,
        name,
        postmortemLabel: labels.postmortem,
        measureLabel: labels.measure,
        incompleteLabel: labels.incomplete,
        shared,
        incident,
        postmortem: postmortem ?? incident,
        known: postmortem !== undefined,
        edits: !reader.seenEdits.has(`${repo}#${postmortem}`),
        after: null,
      }),
    );
  const { answer: first, configured } = await ask(known);
  const { labels } = configured.configuration;
  const root = first.repository?.incident;
  if (!first.repository || !root) return { found: 'nothing' };
  if (hasName(root, labels.index)) return { found: 'index' };
  const wasAdopted =
    isAdoptedNode(root, labels) && !entries(root.subIssues).some((child) => isPostmortemOf(asChild(child), labels));
  const whole = wholeOf(root, labels, wasAdopted && (await isRecordOfParent(reader, root, labels)));
  const of = whole && { repo: whole.ref.repository.nameWithOwner, number: whole.ref.number };
  if (of && !(whole.isOptional && (wasAdopted || isIncident(named(root), labels)))) return { found: 'part', of };
  const isAlone = wasAdopted || isOwnPage(root, labels);
  if (isAlone && !hasName(root, labels.postmortem)) return { found: 'nothing' };
  const wanted = isAlone ? root.number : postmortemOf(root, labels);
  const second = wanted === known || wanted === undefined ? first : (await ask(wanted)).answer;
  const node = wanted === undefined ? undefined : second.repository?.postmortem;
  const postmortem = node ? await readPostmortem(reader, node) : undefined;
  if (postmortem) reader.seenEdits.add(`${repo}#${postmortem.number}`);
  const incident = isAlone ? undefined : await readIncident(reader, second.repository?.incident ?? root);
  const joined: Joined[] = [];
  const others = postmortem ? new Set([...joinedIn(postmortem.body), ...joining]) : [];
  for (const one of [...others].filter((other) => other !== number).slice(0, mostJoined)) {
    const { answer } = await ask(undefined, one);
    joined.push(await readJoined(reader, one, answer, labels, async (own) => (await ask(own, one)).answer));
  }
  const snapshot = {
    ...configured,
    repository: readRepository(first.repository, labels),
    incident,
    postmortem,
    ...(joined.length > 0 ? { joined } : {}),
  };
  return { found: 'case', snapshot, ...(of ? { of } : {}) };
}

/**
 * The issue at whose number the case of this one is kept. A measure that is itself labelled as an incident has a case of its own; a postmortem
 * whose incident went to another repository stands alone.
 */
function wholeOf(
  root: IncidentNode,
  labels: LabelNames,
  isRecord: boolean,
): { ref: RefNode; isOptional: boolean } | undefined {
  const { parent } = root;
  if (!parent) return undefined;
  if (isRecord) return { ref: parent, isOptional: false };
  if (isOwnPage(root, labels)) return isAtHome(root, parent) ? { ref: parent, isOptional: false } : undefined;
  if (isOurPostmortem(parent, labels)) {
    // Whether an adopted one belongs to its parent is found when it is read itself.
    const incident = isAdoptedNode(parent, labels) ? undefined : parent.parent;
    return { ref: incident && isAtHome(parent, incident) ? incident : parent, isOptional: true };
  }
  return undefined;
}

/**
 * A page that we wrote, and no measure. In a workflow we share our name with every other workflow of the repository, so that an issue of ours may as well
 * be somebody's alert: what has neither the label nor one of our marks is an issue like any other.
 */
function isOwnPage(root: IncidentNode, labels: LabelNames): boolean {
  if (!root.viewerDidAuthor || hasName(root, labels.measure)) return false;
  return hasName(root, labels.postmortem) || /<!-- postmortems:[a-z]/.test(root.body);
}

export function isAtHome(postmortem: RefNode, incident: RefNode): boolean {
  return postmortem.repository.nameWithOwner === incident.repository.nameWithOwner;
}

function isOurPostmortem(parent: ParentNode, labels: LabelNames): boolean {
  return isAdoptedNode(parent, labels) || (parent.viewerDidAuthor && hasName(parent, labels.postmortem));
}

export function isAdoptedNode(node: Parameters<typeof asChild>[0], labels: LabelNames): boolean {
  return isAdopted(asChild(node), labels);
}

/** Whether an adopted issue is the postmortem of its parent: an incident that has no other one. */
async function isRecordOfParent(
  { query }: CaseReader,
  { number, repository, parent }: IncidentNode,
  labels: LabelNames,
): Promise<boolean> {
  if (!parent || !isIncident(named(parent), labels)) return false;
  if (parent.repository.nameWithOwner !== repository.nameWithOwner) return false;
  const [owner, name] = repository.nameWithOwner.split('/');
  const { repository: found } = await query<ChildrenAnswer>(childrenQuery, { owner, name, number: parent.number });
  return found?.issue ? postmortemOf(found.issue, labels) === number : false;
}

/** The oldest sub-issue that this App opened as the postmortem of an incident; else the oldest that it adopted. */
export function postmortemOf({ repository, subIssues }: ChildrenNode, labels: LabelNames): number | undefined {
  const children = entries(subIssues)
    .filter((child) => child.repository.nameWithOwner === repository.nameWithOwner)
    .sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || a.number - b.number);
  const opened = children.find((child) => isPostmortemOf(asChild(child), labels));
  return (opened ?? children.find((child) => isAdoptedNode(child, labels)))?.number;
}

function asChild(child: Pick<ParentNode, 'viewerDidAuthor' | 'labels' | 'reactionGroups'>) {
  return {
    ours: child.viewerDidAuthor,
    rocket: hasReacted(child, 'ROCKET'),
    ...named(child),
  };
}

/** @param ask for its own postmortem, where it has one */
async function readJoined(
  reader: CaseReader,
  number: number,
  { repository }: CaseAnswer,
  labels: LabelNames,
  ask: (postmortem: number) => Promise<CaseAnswer>,
): Promise<Joined> {
  const node = repository?.incident;
  if (!node) return { number, incident: undefined, postmortem: undefined };
  const own = postmortemOf(node, labels);
  const page = own === undefined ? undefined : (await ask(own)).repository?.postmortem;
  return {
    number,
    incident: await readIncident(reader, node),
    postmortem: page ? await readPostmortem(reader, page) : undefined,
  };
}

async function readIncident(reader: CaseReader, node: IncidentNode): Promise<Incident> {
  return {
    ...readIssue(node, reader.slug),
    ...(await readTalk(reader, node)),
    children: entries(node.subIssues).map((child) => ({
      id: child.id,
      repo: child.repository.nameWithOwner,
      number: child.number,
      title: child.title,
      url: child.url,
      body: child.body,
      createdAt: Date.parse(child.createdAt),
      state: child.state === 'OPEN' ? 'open' : 'closed',
      ...asChild(child),
    })),
  };
}

async function readPostmortem(reader: CaseReader, node: PostmortemNode): Promise<Postmortem> {
  const measures: Measure[] = [];
  for (const one of entries(node.subIssues))
    measures.push(readMeasure(one, await reader.talks.read(one.id, one.comments), reader.slug));
  return {
    ...readIssue(node, reader.slug),
    ...(await readTalk(reader, node)),
    measures,
    unreadMeasures: Math.max(0, node.subIssues.totalCount - measures.length),
    assignees: entries(node.assignees).map((one) => one.login),
    writings: readWritings(node, reader.slug),
  };
}

/**
 * GitHub keeps edits newest first, each with the whole body in `diff`. It does not promise to, so they count only where the newest one is the
 * present body.
 */
function readWritings({ userContentEdits, body }: PostmortemNode, slug: string): Overwritten[] {
  const edits = entries(userContentEdits);
  if (edits[0]?.diff !== body) return [];
  const bodies = edits.map((one) => one.diff ?? '');
  return edits
    .flatMap(({ editor, diff }, index): Overwritten[] => {
      const from = edits[index + 1]?.diff;
      if (readActor(editor, slug).kind !== 'us' || !diff || !from) return [];
      const read = bodies.slice(index + 1).find((one) => isBaseOf(diff, one));
      return [{ from, ours: diff, since: bodies.slice(0, index), ...(read === undefined ? {} : { read }) }];
    })
    .toReversed();
}

async function readTalk({ talks, slug }: CaseReader, node: TalkNode) {
  const talk = await talks.read(node.id, node.comments);
  return { ...talk, history: readHistory(entries(node.timelineItems), slug) };
}

function readRepository(node: NonNullable<CaseAnswer['repository']>, labels: LabelNames): Repository {
  return {
    id: node.id,
    name: node.nameWithOwner,
    url: node.url,
    isPrivate: node.isPrivate,
    isArchived: node.isArchived,
    labelIds: labelIds({
      [labels.postmortem]: node.labelPostmortem,
      [labels.measure]: node.labelMeasure,
      [labels.incomplete]: node.labelIncomplete,
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
  return hasLabel(named(node), name);
}

export function named(node: { readonly labels: ParentNode['labels'] }) {
  return { labels: entries(node.labels).map((one) => one.name) };
}
