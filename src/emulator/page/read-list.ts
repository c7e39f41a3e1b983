/** Reads what the list of issues shows. */
import { type Issue, type Label, shapes } from './shapes.ts';
import type { Visit } from './visit.ts';

export interface ListQuery {
  readonly state: 'open' | 'closed';
  readonly label: string | undefined;
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

const overview = /* GraphQL */ `
  query PageOverview($owner: String!, $name: String!, $labels: [String!]) {
    repository(owner: $owner, name: $name) {
      open: issues(first: 1, states: [OPEN], labels: $labels) { totalCount }
      closed: issues(first: 1, states: [CLOSED], labels: $labels) { totalCount }
      pinnedIssues(first: 3) { nodes { issue { number } } }
    }
  }
`;

/** The query of an address; anything odd in it counts as absent. */
export function parseListQuery(parameters: Readonly<Record<string, string>>): ListQuery {
  const page = Number(parameters.page);
  return {
    state: parameters.state === 'closed' ? 'closed' : 'open',
    label: parameters.label || undefined,
    page: Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1,
  };
}

/** How many issues there are, with one label or all, and which are pinned. */
export async function readOverview({ client, repository }: Visit, label?: string) {
  const [owner, name] = repository.full_name.split('/');
  const variables = { owner, name, labels: label ? [label] : null };
  return (await client.graphql(shapes.overview, overview, variables)).data.repository;
}

export async function readList(visit: Visit, query: ListQuery): Promise<IssueList> {
  const { client, repository } = visit;
  const path = `/repos/${repository.full_name}`;
  const filter = new URLSearchParams({ state: query.state, per_page: `${perPage}`, page: `${query.page}` });
  if (query.label) filter.set('labels', query.label);
  const [issues, labels, counts] = await Promise.all([
    client.get(shapes.issues, `${path}/issues?${filter}`),
    client.list(shapes.labels, `${path}/labels`),
    readOverview(visit, query.label),
  ]);
  const { open, closed, pinnedIssues } = counts;
  const showsPinned = query.state === 'open' && !query.label && query.page === 1;
  const numbers = showsPinned ? pinnedIssues.nodes.map((node) => node.issue.number) : [];
  const pinned = await Promise.all(numbers.map((number) => client.get(shapes.issue, `${path}/issues/${number}`)));
  const total = query.state === 'open' ? open.totalCount : closed.totalCount;
  return {
    query,
    issues,
    pinned,
    labels,
    open: open.totalCount,
    closed: closed.totalCount,
    hasNext: query.page * perPage < total,
  };
}
