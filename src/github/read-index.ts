/**
 * Reads the index and the postmortems that it lists: all of them, a hundred to a request, or what has moved since. A list filtered by label lags by
 * seconds: what was made or adopted just now is found among those that moved last, or by its number, which a pass has named; and a postmortem that
 * the present index shows leaves it only after it was read by itself.
 */
import type { Configuration, LabelNames } from '../postmortem/configuration/schema.ts';
import { isSameRepository } from '../postmortem/home.ts';
import { isPostmortem } from '../postmortem/index-issue/board.ts';
import { indexAttributes } from '../postmortem/index-issue/region.ts';
import { hasLabel } from '../postmortem/labels.ts';
import type { Configured, IndexIssue, IndexReading, Listed } from '../postmortem/snapshot.ts';
import type { IndexAsk } from '../reconcile/port.ts';
import type { ConfigurationReader, Home } from './configuration.ts';
import {
  readIndexBody as bodyQuery,
  readIndexChanges as changesQuery,
  readEdits as editsQuery,
  readIndex as indexQuery,
} from './queries.ts';
import type { Query } from './query.ts';
import { hasReacted, readIssue } from './read.ts';
import { labelIds, labelsAt } from './read-case.ts';
import {
  type EditedNode,
  type EditsAnswer,
  entries,
  type IndexAnswer,
  type IndexBodyAnswer,
  type IndexChangesAnswer,
  type IndexedNode,
  type IssueNode,
  type ListedNode,
  type ListedPage,
  type PageNode,
} from './responses.ts';
import { hasWrittenOver, readWritings } from './writings.ts';

interface Reader {
  readonly query: Query;
  readonly configurations: ConfigurationReader;
  readonly slug: string;
  readonly repo: string;
}

/** Issues in one request, each with its body. */
const mostNumbers = 100;
/** Sub-issues of an incident among which its postmortem is looked for. */
const mostParts = 10;

export async function readIndex(
  query: Query,
  configurations: ConfigurationReader,
  slug: string,
  repo: string,
  ask: IndexAsk,
): Promise<IndexReading | undefined> {
  const reader = { query, configurations, slug, repo };
  return ask.since === undefined ? readAll(reader, ask) : readMoved(reader, { ...ask, since: ask.since });
}

async function readAll(reader: Reader, { numbers }: IndexAsk): Promise<IndexReading | undefined> {
  const { query, configurations, repo } = reader;
  const [owner, name] = repo.split('/');
  const ask = ({ labels }: Pick<Configuration, 'labels'>, shared: boolean, after: string | null) =>
    query<IndexAnswer>(indexQuery, {
      owner,
      name,
      indexLabel: labels.index,
      postmortemLabel: labels.postmortem,
      shared,
      after,
      first: after === null,
    });
  const { answer, configured, home } = await configurations.use(repo, (configuration, shared) =>
    ask(configuration, shared, null),
  );
  const { labels } = configured.configuration;
  const first = answer.repository;
  if (!first) return undefined;
  const listed = await readPages(first.postmortems, async (after) => {
    const { repository }: IndexAnswer = await ask({ labels }, false, after);
    return repository?.postmortems;
  });
  const indexes = entries(first.indexes);
  const latest = entries(first.latest).filter(
    (node) => (node.viewerDidAuthor || hasReacted(node, 'ROCKET')) && isListable(node, labels),
  );
  const known = new Set([...listed, ...indexes].map((node) => node.number));
  const wanted = [
    ...numbers,
    ...latest.map((node) => node.number),
    ...indexes.flatMap(shownIn),
    ...indexes.flatMap(childrenOf),
  ];
  const unlisted = wanted.filter((number) => !known.has(number));
  const found = await readNumbers(reader, labels, unlisted);
  return { ...inUse(repo, configured, home, first), ...(await part(reader, labels, { found, listed, indexes })) };
}

async function readMoved(
  reader: Reader,
  { since, numbers, pages }: IndexAsk & { readonly since: number },
): Promise<IndexReading | undefined> {
  const { query, configurations, repo } = reader;
  const [owner, name] = repo.split('/');
  const first = numbers.slice(0, mostNumbers);
  const ask = ({ labels }: Pick<Configuration, 'labels'>, shared: boolean, after: string | null) =>
    query<IndexChangesAnswer>(changesQuery(after === null ? first : []), {
      owner,
      name,
      indexLabel: labels.index,
      moved: { labels: [labels.postmortem], since: new Date(since).toISOString() },
      list: true,
      shared,
      after,
      ...numbered(after === null ? first : []),
    });
  const { answer, configured, home } = await configurations.use(repo, (configuration, shared) =>
    ask(configuration, shared, null),
  );
  const { labels } = configured.configuration;
  const { repository } = answer;
  if (!repository) return undefined;
  const listed = await readPages(repository.postmortems, async (after) => {
    const { repository: next }: IndexChangesAnswer = await ask({ labels }, false, after);
    return next?.postmortems;
  });
  const found = foundIn(answer, first);
  await readNumbers(reader, labels, numbers.slice(mostNumbers), found);
  // A page that was made, and nobody heard of it.
  const children = [...found.values()].flatMap((node) => (node && hasName(node, labels.index) ? childrenOf(node) : []));
  const unknown = children.filter((number) => !pages.has(number) && !found.has(number));
  await readNumbers(reader, labels, unknown, found);
  return {
    ...inUse(repo, configured, home, repository),
    ...(await part(reader, labels, { found, listed, indexes: [] })),
  };
}

/** What holds in the repository of an index; its home, where that is another one. */
function inUse(
  repo: string,
  configured: Configured,
  home: Home | undefined,
  node: IndexedNode,
): Omit<IndexReading, 'indexes' | 'postmortems' | 'gone'> {
  return {
    ...configured,
    ...(home && !isSameRepository(home.repo, repo) ? { home } : {}),
    repository: repositoryOf(node, configured.configuration.labels),
  };
}

/** Postmortems by their numbers or by those of their incidents, and what is neither. */
export async function readEarlier(
  reader: Reader,
  numbers: readonly number[],
  labels: LabelNames,
): Promise<ReadonlyMap<number, Listed | 'missing'>> {
  const found = await readNumbers(reader, labels, numbers);
  const parts = [...found.values()].flatMap((node) =>
    node && !hasName(node, labels.postmortem) ? childrenOf(node).slice(0, mostParts) : [],
  );
  const nodes = [...(await readNumbers(reader, labels, parts, new Map(found))).values()];
  const named = nodes.filter((node) => node !== null).filter((node) => hasName(node, labels.postmortem));
  const postmortems = (await readAllListed(reader, named)).filter((one) => isPostmortem(one, labels));
  return new Map(
    numbers.map((number) => [
      number,
      postmortems.find((one) => one.number === number) ??
        postmortems.find(({ repo, incident }) => incident?.number === number && incident.repo === repo) ??
        'missing',
    ]),
  );
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
  return entries(answer.repository?.indexes).find(
    (one) => one.viewerDidAuthor && indexAttributes(one.body).page === undefined,
  )?.body;
}

type FoundNode = ListedNode & PageNode;

/** Issues by themselves; null where a number is no issue of this repository, or none any more. */
async function readNumbers(
  { query, repo }: Reader,
  labels: LabelNames,
  numbers: readonly number[],
  found = new Map<number, FoundNode | null>(),
): Promise<Map<number, FoundNode | null>> {
  const [owner, name] = repo.split('/');
  const wanted = [...new Set(numbers)];
  for (let from = 0; from < wanted.length; from += mostNumbers) {
    const some = wanted.slice(from, from + mostNumbers);
    const answer = await query<IndexChangesAnswer>(changesQuery(some), {
      owner,
      name,
      indexLabel: labels.index,
      moved: null,
      list: false,
      shared: false,
      after: null,
      ...numbered(some),
    });
    for (const [number, node] of foundIn(answer, some)) found.set(number, node);
  }
  return found;
}

function numbered(numbers: readonly number[]): { readonly [variable: string]: number } {
  return Object.fromEntries(numbers.map((number, index) => [`n${index}`, number]));
}

/** An issue that was moved to another repository may still answer to its old number. */
function foundIn({ repository }: IndexChangesAnswer, numbers: readonly number[]): Map<number, FoundNode | null> {
  return new Map(
    numbers.map((number, index) => {
      const node = repository?.[`n${index}`] ?? null;
      return [number, node?.repository.nameWithOwner === repository?.nameWithOwner ? node : null];
    }),
  );
}

/** The rest of a list, page by page. */
async function readPages(
  first: ListedPage | undefined,
  next: (after: string | null) => Promise<ListedPage | undefined>,
): Promise<ListedNode[]> {
  const nodes: ListedNode[] = [];
  for (let page = first; page; ) {
    nodes.push(...entries(page));
    page = page.pageInfo.hasNextPage ? await next(page.pageInfo.endCursor) : undefined;
  }
  return nodes;
}

async function part(
  reader: Reader,
  labels: LabelNames,
  read: {
    readonly found: ReadonlyMap<number, FoundNode | null>;
    readonly listed: readonly ListedNode[];
    readonly indexes: readonly (IssueNode & PageNode & EditedNode)[];
  },
): Promise<Pick<IndexReading, 'indexes' | 'postmortems' | 'gone'>> {
  const indexes = new Map(read.indexes.map((node) => [node.number, node]));
  const listed = new Map(read.listed.map((node) => [node.number, node]));
  const gone: number[] = [];
  for (const [number, node] of read.found) {
    if (node && hasName(node, labels.index)) indexes.set(number, node);
    else if (node && hasName(node, labels.postmortem)) listed.set(number, node);
    else gone.push(number);
  }
  return {
    indexes: await readIndexIssues(reader, [...indexes.values()]),
    postmortems: await readAllListed(reader, [...listed.values()]),
    gone,
  };
}

/** Each with what its incident's repository wants, as its own pass reads it. */
async function readAllListed(
  { configurations, slug, repo }: Pick<Reader, 'configurations' | 'slug' | 'repo'>,
  nodes: readonly ListedNode[],
): Promise<Listed[]> {
  const elsewhere = new Map<string, Configuration | undefined>([[repo, undefined]]);
  const all: Listed[] = [];
  for (const node of nodes) {
    const of = node.parent?.repository.nameWithOwner ?? repo;
    if (!elsewhere.has(of)) {
      const { configuration, home } = await configurations.of(of);
      elsewhere.set(of, { ...configuration, labels: labelsAt(repo, configuration.labels, home) });
    }
    const configuration = elsewhere.get(of);
    all.push({ ...readListed(node, slug), ...(configuration && { configuration }) });
  }
  return all;
}

function repositoryOf(node: IndexedNode, labels: LabelNames): IndexReading['repository'] {
  const { id, nameWithOwner: name, url, isPrivate, isArchived } = node;
  const { security } = labels;
  return { id, name, url, isPrivate, isArchived, security, labelIds: labelIds([[labels.index, node.labelIndex]]) };
}

/** The numbers of what an index or a page of it links. */
function shownIn({ body, viewerDidAuthor }: IssueNode): number[] {
  const links = viewerDidAuthor ? body.matchAll(/\]\([^)\s]*\/issues\/(\d{1,9})\)/g) : [];
  return [...links].map((match) => Number(match[1]));
}

function childrenOf({ subIssues }: PageNode): number[] {
  return entries(subIssues).map((one) => one.number);
}

/** Where the App has written over somebody, with the texts of both: their event may have been lost. */
async function readIndexIssues(
  { query, slug }: Reader,
  nodes: readonly (IssueNode & PageNode & EditedNode)[],
): Promise<IndexIssue[]> {
  const issues: IndexIssue[] = [];
  for (const node of nodes) {
    const edited = hasWrittenOver(node, slug) && (await query<EditsAnswer>(editsQuery, { id: node.id })).node;
    issues.push({
      ...readIssue(node, slug),
      isPinned: node.isPinned === true,
      wasPinned: entries(node.timelineItems).length > 0,
      ...(edited ? { writings: readWritings(edited, slug) } : {}),
    });
  }
  return issues;
}

function readListed(node: ListedNode, slug: string): Listed {
  const { parent } = node;
  return {
    ...readIssue(node, slug),
    incident: parent
      ? {
          repo: parent.repository.nameWithOwner,
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
