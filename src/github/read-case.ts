/** Reads a case: one query once the postmortem's number is known. Says also which case an issue is a part of. */
import { isAdopted } from '../postmortem/adopting/adopted.ts';
import type { LabelNames } from '../postmortem/configuration/schema.ts';
import { isKeptFor, isSameRepository, mayHold } from '../postmortem/home.ts';
import { joinedIn, mostJoined } from '../postmortem/joining/joined.ts';
import { hasLabel, isIncident, isPostmortemOf } from '../postmortem/labels.ts';
import { readContinuation } from '../postmortem/measures/continuation.ts';
import {
  candidateKey,
  type Happening,
  type Holder,
  type Incident,
  type Joined,
  type Measure,
  type Place,
  type Postmortem,
  type Repository,
} from '../postmortem/snapshot.ts';
import type { CaseReading } from '../reconcile/port.ts';
import type { ConfigurationReader, Home } from './configuration.ts';
import {
  readCase as caseQuery,
  readChildren as childrenQuery,
  readContinuation as continuationQuery,
} from './queries.ts';
import type { Query } from './query.ts';
import { hasReacted, readHistory, readIssue, readMeasure, readState } from './read.ts';
import {
  type CaseAnswer,
  type CasePlaceNode,
  type ChildrenAnswer,
  type ChildrenNode,
  type ContinuationAnswer,
  entries,
  type IncidentNode,
  type IssueNode,
  type MeasureNode,
  type ParentNode,
  type PostmortemNode,
  type RefNode,
  type SeenNode,
  type TalkNode,
} from './responses.ts';
import type { TalkReader } from './talk.ts';
import { readWritings } from './writings.ts';

export interface CaseReader {
  readonly query: Query;
  readonly configurations: ConfigurationReader;
  readonly talks: TalkReader;
  readonly slug: string;
  /** Postmortems whose last edits were looked at since the last resync, as `owner/name#2`. */
  readonly seenEdits: Set<string>;
}

/** @param known where its postmortem is, as far as that is known */
export async function readCase(
  reader: CaseReader,
  repo: string,
  number: number,
  known: Place | undefined,
  joining: readonly number[],
): Promise<CaseReading> {
  const [owner, name] = repo.split('/');
  const ask = (postmortem: Place | undefined, incident = number, place?: string) =>
    reader.configurations.use(repo, ({ labels: own }, shared, home) => {
      const there = postmortem?.repo ?? place ?? home?.repo ?? repo;
      const labels = labelsAt(there, own, home);
      return reader.query<CaseAnswer>(caseQuery, {
        owner,
        name,
        place: there.split('/')[1],
        postmortemLabel: labels.postmortem,
        measureLabel: labels.measure,
        incompleteLabel: labels.incomplete,
        shared,
        incident,
        postmortem: postmortem?.number ?? incident,
        known: postmortem !== undefined,
        edits: postmortem !== undefined && !reader.seenEdits.has(candidateKey(postmortem)),
        after: null,
      });
    });
  const { answer: first, configured, home } = await ask(known);
  const { labels } = configured.configuration;
  const root = first.repository?.incident;
  if (!first.repository || !root) return { found: 'nothing' };
  if (hasName(root, labels.index)) return { found: 'index' };
  const wasAdopted =
    isAdoptedNode(root, labels) && !entries(root.subIssues).some((child) => isPostmortemOf(asSubIssue(child), labels));
  const whole = wholeOf(root, labels, home, wasAdopted && (await isRecordOfParent(reader, root, labels)));
  const of = whole && placeOf(whole.ref);
  if (of && !(whole.isOptional && (wasAdopted || isIncident(named(root), labels)))) return { found: 'part', of };
  const isAlone = wasAdopted || isOwnPage(root, labels);
  if (isAlone && !hasName(root, labels.postmortem)) return { found: 'nothing' };
  const wanted = isAlone ? placeOf(root) : postmortemOf(root, labels, home);
  // What was known is gone: where one would be opened now may be another place.
  const latest = wanted || !known ? first : (await ask(undefined)).answer;
  const there = wanted?.repo ?? openedIn(latest, home);
  const isAnswer =
    isSameRepository(latest.place?.nameWithOwner ?? '', there) && (!wanted || known?.number === wanted.number);
  const second = isAnswer ? latest : (await ask(wanted, number, there)).answer;
  if (!second.place) return { found: 'nothing' };
  const node = wanted === undefined ? undefined : second.place.postmortem;
  const postmortem = node ? await readPostmortem(reader, node) : undefined;
  if (postmortem) reader.seenEdits.add(candidateKey(postmortem));
  const keeping = { labels, home };
  const incident = isAlone ? undefined : await readIncident(reader, second.repository?.incident ?? root, keeping);
  const joined: Joined[] = [];
  const others = postmortem ? new Set([...joinedIn(postmortem.body), ...joining]) : [];
  for (const one of [...others].filter((other) => other !== number).slice(0, mostJoined)) {
    const { answer } = await ask(undefined, one);
    joined.push(await readJoined(reader, one, answer, keeping, async (own) => (await ask(own, one)).answer));
  }
  const labelsThere = labelsAt(there, labels, home);
  const snapshot = {
    ...configured,
    configuration: { ...configured.configuration, labels: labelsThere },
    repository: {
      ...readRepository(second.place, labelsThere, first.repository.isArchived),
      security: home && isSameRepository(there, home.repo) ? home.labels.security : labels.security,
    },
    incident,
    postmortem,
    ...(joined.length > 0 ? { joined } : {}),
  };
  return { found: 'case', snapshot, ...(of ? { of } : {}) };
}

/** What the app makes in a home has the names that it has there. */
export function labelsAt(place: string, own: LabelNames, home: Home | undefined): LabelNames {
  if (!home || !isSameRepository(place, home.repo)) return own;
  const { postmortem, incomplete, measure, index } = home.labels;
  return { ...own, postmortem, incomplete, measure, index };
}

/** The repository in which a postmortem would be opened now. */
function openedIn({ repository, place }: CaseAnswer, home: Home | undefined): string {
  const own = repository?.nameWithOwner ?? '';
  if (!repository || !place || !home || !isSameRepository(place.nameWithOwner, home.repo)) return own;
  return !place.isArchived && mayHold(asSeen(place), asSeen(repository)) ? place.nameWithOwner : own;
}

function asSeen({ nameWithOwner: repo, isPrivate }: SeenNode['repository']) {
  return { repo, isPrivate };
}

export function placeOf({ repository, number }: Omit<RefNode, 'id'>): Place {
  return { repo: repository.nameWithOwner, number };
}

/**
 * The issue at whose number the case of this one is kept. A measure that is itself labelled as an incident has a case of its own; a postmortem
 * whose incident went to another repository stands alone.
 */
function wholeOf(
  root: IncidentNode,
  labels: LabelNames,
  home: Home | undefined,
  isRecord: boolean,
): { ref: RefNode; isOptional: boolean } | undefined {
  const { parent } = root;
  if (!parent) return undefined;
  if (isRecord) return { ref: parent, isOptional: false };
  if (isOwnPage(root, labels)) return isKept(root, parent, home) ? { ref: parent, isOptional: false } : undefined;
  if (isOurPostmortem(parent, labelsAt(parent.repository.nameWithOwner, labels, home))) {
    // Whether an adopted one belongs to its parent is found when it is read itself.
    const incident = isAdoptedNode(parent, labels) ? undefined : parent.parent;
    // Its text, which may name the incident's repository, is read with it only.
    const isWith = incident && isKept({ ...parent, body: '' }, incident, home);
    return { ref: isWith ? incident : parent, isOptional: true };
  }
  // What is below a sub-issue of ours may be a measure: that one continues the list.
  const above = parent.viewerDidAuthor ? parent.parent : undefined;
  if (above && isOurPostmortem(above, labelsAt(above.repository.nameWithOwner, labels, home)))
    return { ref: above, isOptional: true };
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

export function isKept(
  page: Pick<SeenNode, 'repository'> & { readonly body: string },
  incident: Pick<SeenNode, 'repository'>,
  home: Home | undefined,
): boolean {
  const record = { ...asSeen(page.repository), body: page.body };
  return isKeptFor(record, asSeen(incident.repository), home?.repo);
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
  return found?.issue ? postmortemOf(found.issue, labels, undefined)?.number === number : false;
}

/** The oldest sub-issue that this App opened as the postmortem of an incident, there or in a home; else the oldest that it adopted there. */
export function postmortemOf(incident: ChildrenNode, labels: LabelNames, home: Home | undefined): Place | undefined {
  const children = entries(incident.subIssues).sort(
    (a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || a.number - b.number,
  );
  const opened = children.find(
    (child) =>
      isPostmortemOf(asSubIssue(child), labelsAt(child.repository.nameWithOwner, labels, home)) &&
      isKept(child, incident, home),
  );
  const adopted = children.find((child) => isBeside(child, incident) && isAdoptedNode(child, labels));
  const found = opened ?? adopted;
  return found && placeOf(found);
}

function isBeside(a: Pick<RefNode, 'repository'>, b: Pick<RefNode, 'repository'>): boolean {
  return a.repository.nameWithOwner === b.repository.nameWithOwner;
}

function asChild(child: Pick<ParentNode, 'viewerDidAuthor' | 'labels' | 'reactionGroups'>) {
  return {
    ours: child.viewerDidAuthor,
    rocket: hasReacted(child, 'ROCKET'),
    ...named(child),
  };
}

function asSubIssue(child: Parameters<typeof asChild>[0] & Pick<IssueNode, 'state' | 'stateReason'>) {
  return { ...asChild(child), state: readState(child.state, child.stateReason) };
}

/** Where pages are kept, and what labels are called beside the incident. */
interface Keeping {
  readonly labels: LabelNames;
  readonly home: Home | undefined;
}

/** @param ask for its own postmortem, where it has one */
async function readJoined(
  reader: CaseReader,
  number: number,
  { repository }: CaseAnswer,
  keeping: Keeping,
  ask: (postmortem: Place) => Promise<CaseAnswer>,
): Promise<Joined> {
  const node = repository?.incident;
  if (!node) return { number, incident: undefined, postmortem: undefined };
  const own = postmortemOf(node, keeping.labels, keeping.home);
  const page = own === undefined ? undefined : (await ask(own)).place?.postmortem;
  return {
    number,
    incident: await readIncident(reader, node, keeping),
    postmortem: page ? await readPostmortem(reader, page) : undefined,
  };
}

async function readIncident(reader: CaseReader, node: IncidentNode, { home }: Keeping): Promise<Incident> {
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
      isPrivate: child.repository.isPrivate,
      isKept: isKept(child, node, home),
      ...asSubIssue(child),
    })),
  };
}

async function readPostmortem(reader: CaseReader, node: PostmortemNode): Promise<Postmortem> {
  const { slug, talks } = reader;
  const nodes: { readonly nth: number; readonly node: PostmortemNode }[] = [{ nth: 0, node }];
  let isAnyGone = false;
  for (const child of entries(node.subIssues)) {
    const nth = nthOf(child);
    if (nth === undefined) continue;
    const found = await readFurther(reader, child.id);
    if (found) nodes.push({ nth, node: found });
    else isAnyGone = true;
  }
  const measures: Measure[] = [];
  const holders: Holder[] = [];
  for (const { nth, node: holder } of nodes) {
    const own = entries(holder.subIssues).filter((one) => nth > 0 || nthOf(one) === undefined);
    for (const one of own) measures.push(readMeasure(one, await talks.read(one, one.comments), slug));
    const { id, repo, number, state, createdAt } = readIssue(holder, slug);
    const ids = own.map((one) => one.id);
    holders.push({ id, repo, number, state, createdAt, nth, count: countIn(holder), measures: ids });
  }
  const unread = nodes.map(({ node: one }) => countIn(one) - entries(one.subIssues).length);
  const talk = await readTalk(reader, node);
  return {
    ...readIssue(node, slug),
    ...talk,
    history: withLinks(
      talk.history,
      nodes.slice(1).flatMap((one) => readHistory(entries(one.node.timelineItems), slug)),
    ),
    measures,
    holders: holders.sort((a, b) => a.nth - b.nth || a.createdAt - b.createdAt || a.number - b.number),
    unreadMeasures: isAnyGone ? Number.POSITIVE_INFINITY : unread.reduce((sum, one) => sum + Math.max(0, one), 0),
    assignees: entries(node.assignees).map((one) => one.login),
    writings: readWritings(node, reader.slug),
  };
}

/** Which continuation of the list a sub-issue is. */
function nthOf({ viewerDidAuthor, body }: MeasureNode): number | undefined {
  return viewerDidAuthor ? readContinuation(body) : undefined;
}

/** The list may leave out what the App must not see; its summary does not. */
function countIn({ subIssues, subIssuesSummary }: PostmortemNode): number {
  return Math.max(subIssues.totalCount, subIssuesSummary.total);
}

async function readFurther({ query }: CaseReader, id: string): Promise<PostmortemNode | undefined> {
  const { node } = await query<ContinuationAnswer>(continuationQuery, { id, edits: false, after: null });
  return node ?? undefined;
}

/** What was linked to an issue that continues the list, or unlinked from it, belongs to the history of the list. */
function withLinks(history: readonly Happening[], others: readonly Happening[]): readonly Happening[] {
  const links = others.filter((one) => one.what === 'linked' || one.what === 'unlinked');
  return links.length === 0 ? history : [...history, ...links].sort((a, b) => a.at - b.at);
}

async function readTalk({ talks, slug }: CaseReader, node: TalkNode) {
  const talk = await talks.read(node, node.comments);
  return { ...talk, history: readHistory(entries(node.timelineItems), slug) };
}

/** @param isStill nothing can be written where the incident is */
function readRepository(node: CasePlaceNode, labels: LabelNames, isStill: boolean): Omit<Repository, 'security'> {
  return {
    id: node.id,
    name: node.nameWithOwner,
    url: node.url,
    isPrivate: node.isPrivate,
    isArchived: node.isArchived || isStill,
    labelIds: labelIds([
      [labels.postmortem, node.labelPostmortem],
      [labels.measure, node.labelMeasure],
      [labels.incomplete, node.labelIncomplete],
    ]),
  };
}

/** Node ids of the labels that exist; a map, because a label may have the name of something that every object has. */
export function labelIds(found: readonly (readonly [string, { readonly id: string } | null])[]): Map<string, string> {
  return new Map(found.flatMap(([name, label]) => (label ? [[name, label.id] as const] : [])));
}

function hasName(node: { readonly labels: ParentNode['labels'] }, name: string): boolean {
  return hasLabel(named(node), name);
}

export function named(node: { readonly labels: ParentNode['labels'] }) {
  return { labels: entries(node.labels).map((one) => one.name) };
}
