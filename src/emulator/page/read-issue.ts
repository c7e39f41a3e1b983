/** Reads what the page of one issue shows. */
import { orAbsent } from './client.ts';
import { readOverview } from './read-list.ts';
import { type Comment, type Event, type Issue, type Label, shapes } from './shapes.ts';
import type { Visit } from './visit.ts';

export interface IssueModel {
  readonly issue: Issue;
  readonly parent: Issue | undefined;
  readonly subIssues: readonly Issue[];
  readonly comments: readonly Comment[];
  /** What happened to the issue, oldest first; empty where the API does not tell. */
  readonly events: readonly Event[];
  readonly isPinned: boolean;
  /** Node id of the issue or a comment → the viewer's own reactions, as pairs. */
  readonly ownReactions: readonly (readonly [string, readonly string[]])[];
  /** All labels of the repository, for the picker. */
  readonly labels: readonly Label[];
}

const ownReactionsQuery = /* GraphQL */ `
  query PageReactions($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Issue { id reactionGroups { content viewerHasReacted } }
      ... on IssueComment { id reactionGroups { content viewerHasReacted } }
    }
  }
`;

/** As many nodes as GitHub gives at once. */
const mostReacted = 100;

async function readOwnReactions(
  { client }: Visit,
  subjects: readonly (Issue | Comment)[],
): Promise<IssueModel['ownReactions']> {
  const reacted = subjects.filter(({ reactions }) => Object.values(reactions ?? {}).some((count) => count > 0));
  if (reacted.length === 0) return [];
  const ids = reacted.slice(-mostReacted).map(({ node_id }) => node_id);
  const { data } = await client.graphql(shapes.ownReactions, ownReactionsQuery, { ids });
  return data.nodes.flatMap((node) => {
    const own = node?.reactionGroups.flatMap((group) => (group.viewerHasReacted ? [group.content] : [])) ?? [];
    return node && own.length > 0 ? [[node.id, own] as const] : [];
  });
}

export async function readIssue(visit: Visit, number: number): Promise<IssueModel> {
  const { client, repository } = visit;
  const home = `/repos/${repository.full_name}`;
  const path = `${home}/issues/${number}`;
  const issue = await client.get(shapes.issue, path);
  const [parent, subIssues, comments, events, labels, overview] = await Promise.all([
    issue.parent_issue_url ? orAbsent(client.get(shapes.issue, `${path}/parent`)) : undefined,
    issue.sub_issues_summary?.total ? client.list(shapes.issues, `${path}/sub_issues`) : [],
    issue.comments > 0 ? client.list(shapes.comments, `${path}/comments`, 30) : [],
    orAbsent(client.list(shapes.events, `${path}/timeline`, 30)),
    client.list(shapes.labels, `${home}/labels`),
    readOverview(visit),
  ]);
  const ownReactions = await readOwnReactions(visit, [issue, ...comments]);
  const isPinned = overview.pinnedIssues.nodes.some((node) => node.issue.number === number);
  return { issue, parent, subIssues, comments, events: events ?? [], ownReactions, labels, isPinned };
}
