/** Reads what the list of issues shows. */
import { type Issue, type Label, shapes } from './shapes.ts';
import type { Visit } from './visit.ts';

export interface ListQuery {
  readonly state: 'open' | 'closed';
  /** Issues have all of them. */
  readonly labels: readonly string[];
  readonly assignee: string | undefined;
  /** Words of the title. */
  readonly text: string | undefined;
  /** From 1. */
  readonly page: number;
}

export interface IssueList {
  readonly query: ListQuery;
  readonly issues: readonly Issue[];
  readonly pinned: readonly Issue[];
  readonly labels: readonly Label[];
  readonly open: number;
  readonly closed: number;
  readonly hasNext: boolean;
}

const perPage = 30;
const mostLabels = 10;

const overview = /* GraphQL */ `
  query PageOverview($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) {
      open: issues(first: 1, states: [OPEN]) { totalCount }
      closed: issues(first: 1, states: [CLOSED]) { totalCount }
      pinnedIssues(first: 3) { nodes { issue { number } } }
    }
  }
`;

/** The query of an address; anything odd in it counts as absent. */
export function parseListQuery(parameters: URLSearchParams): ListQuery {
  const page = Number(parameters.get('page'));
  return {
    state: parameters.get('state') === 'closed' ? 'closed' : 'open',
    labels: [...new Set(parameters.getAll('label'))].filter(Boolean).slice(0, mostLabels),
    assignee: parameters.get('assignee') || undefined,
    text: parameters.get('text')?.trim() || undefined,
    page: Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1,
  };
}

export function isFiltered({ labels, assignee, text }: ListQuery): boolean {
  return labels.length > 0 || assignee !== undefined || text !== undefined;
}

/** How many issues there are, and which are pinned. */
export async function readOverview({ client, repository }: Visit) {
  const [owner, name] = repository.full_name.split('/');
  return (await client.graphql(shapes.overview, overview, { owner, name })).data.repository;
}

export async function readList(visit: Visit, query: ListQuery): Promise<IssueList> {
  const { client, repository } = visit;
  const path = `/repos/${repository.full_name}`;
  const [found, labels, { pinnedIssues }] = await Promise.all([
    isFiltered(query) ? readFiltered(visit, query) : readPage(visit, query),
    client.list(shapes.labels, `${path}/labels`),
    readOverview(visit),
  ]);
  const showsPinned = query.state === 'open' && query.page === 1 && !isFiltered(query);
  const numbers = showsPinned ? pinnedIssues.nodes.map((node) => node.issue.number) : [];
  const pinned = await Promise.all(numbers.map((number) => client.get(shapes.issue, `${path}/issues/${number}`)));
  const total = query.state === 'open' ? found.open : found.closed;
  return { query, ...found, pinned, labels, hasNext: query.page * perPage < total };
}

type Found = Pick<IssueList, 'issues' | 'open' | 'closed'>;

async function readPage(visit: Visit, { state, page }: ListQuery): Promise<Found> {
  const filter = new URLSearchParams({ state, per_page: `${perPage}`, page: `${page}` });
  const [issues, { open, closed }] = await Promise.all([
    visit.client.get(shapes.issues, `/repos/${visit.repository.full_name}/issues?${filter}`),
    readOverview(visit),
  ]);
  return { issues, open: open.totalCount, closed: closed.totalCount };
}

/** Of both states, because the tabs count both. */
async function readFiltered(visit: Visit, { state, labels, assignee, text, page }: ListQuery): Promise<Found> {
  const filter = new URLSearchParams({ state: 'all', labels: labels.join(',') });
  if (assignee !== undefined) filter.set('assignee', assignee);
  const words = (text ?? '').toLowerCase().split(/\s+/);
  const all = await visit.client.list(shapes.issues, `/repos/${visit.repository.full_name}/issues?${filter}`, 30);
  const fitting = all.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
  const open = fitting.filter((issue) => issue.state === 'open');
  const closed = fitting.filter((issue) => issue.state === 'closed');
  const shown = (state === 'open' ? open : closed).slice((page - 1) * perPage, page * perPage);
  return { issues: shown, open: open.length, closed: closed.length };
}
