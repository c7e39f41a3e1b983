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
  /** All labels of the repository, for the picker. */
  readonly labels: readonly Label[];
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
  const isPinned = overview.pinnedIssues.nodes.some((node) => node.issue.number === number);
  return { issue, parent, subIssues, comments, events: events ?? [], labels, isPinned };
}
