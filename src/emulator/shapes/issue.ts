/** Issues, comments, labels and reactions as REST and webhooks print them. */
import { apiUrl, iso, isoOrNull, type Site } from '../site.ts';
import type { Comment, Issue, Label, Reaction, Repository } from '../state/model.ts';
import { reactionContents } from '../state/model.ts';
import { appShape } from './app.ts';
import { userShape } from './user.ts';

/** What REST prints, and the `sub_issues` events. */
export function issueShape(site: Site, issue: Issue) {
  const { world } = site;
  const repository = world.repository(issue.repository);
  const parent = issue.parent === null ? undefined : world.issues.get(issue.parent);
  return {
    ...webhookIssueShape(site, issue),
    closed_by: issue.closedBy === null ? null : userShape(site, world.user(issue.closedBy)),
    parent_issue_url: parent ? issueUrl(site, parent) : null,
    repository_url: `${apiUrl(site)}/repos/${world.fullName(repository)}`,
  };
}

/** What the `issues` and `issue_comment` events print: they do not tell the parent. */
export function webhookIssueShape(site: Site, issue: Issue) {
  const { world } = site;
  const repository = world.repository(issue.repository);
  const url = issueUrl(site, issue);
  const assignees = issue.assignees.map((id) => userShape(site, world.user(id)));
  return {
    url,
    repository_url: `${apiUrl(site)}/repos/${world.fullName(repository)}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: issuePage(site, issue),
    id: issue.id,
    node_id: issue.nodeId,
    number: issue.number,
    title: issue.title,
    user: userShape(site, world.user(issue.author)),
    labels: world.labelsOf(issue).map((label) => labelShape(site, label)),
    state: issue.state,
    state_reason: issue.stateReason,
    locked: issue.locked,
    active_lock_reason: issue.lockReason,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    comments: issue.comments.length,
    created_at: iso(issue.createdAt),
    updated_at: iso(issue.updatedAt),
    closed_at: isoOrNull(issue.closedAt),
    author_association: association(site, issue.author, repository),
    body: issue.body,
    reactions: rollup(issue.reactions, url),
    performed_via_github_app: issue.author === site.bot.id ? appShape(site) : null,
    sub_issues_summary: summary(site, issue),
    issue_dependencies_summary: { blocked_by: 0, total_blocked_by: 0, blocking: 0, total_blocking: 0 },
  };
}

export function summary(site: Site, issue: Issue) {
  const children = site.world.childrenOf(issue);
  const completed = children.filter((child) => child.state === 'closed').length;
  const total = children.length;
  return { total, completed, percent_completed: total ? Math.round((completed / total) * 100) : 0 };
}

/** Another issue as timeline events refer to it. */
export function issueUrl(site: Site, issue: Issue): string {
  return `${apiUrl(site)}/repos/${site.world.fullName(site.world.repository(issue.repository))}/issues/${issue.number}`;
}

export function issuePage(site: Site, issue: Issue): string {
  return `${site.publicUrl}/${site.world.fullName(site.world.repository(issue.repository))}/issues/${issue.number}`;
}

export function commentPage(site: Site, comment: Comment): string {
  return `${issuePage(site, site.world.issue(comment.issue))}#issuecomment-${comment.id}`;
}

export function commentShape(site: Site, comment: Comment) {
  return {
    ...webhookCommentShape(site, comment),
    minimized: comment.minimized === null ? null : { reason: comment.minimized },
  };
}

/** As the `issue_comment` events print it. */
export function webhookCommentShape(site: Site, comment: Comment) {
  const { world } = site;
  const issue = world.issue(comment.issue);
  const repository = world.repository(issue.repository);
  const url = `${apiUrl(site)}/repos/${world.fullName(repository)}/issues/comments/${comment.id}`;
  return {
    url,
    html_url: commentPage(site, comment),
    issue_url: issueUrl(site, issue),
    id: comment.id,
    node_id: comment.nodeId,
    user: userShape(site, world.user(comment.author)),
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt),
    body: comment.body,
    author_association: association(site, comment.author, repository),
    reactions: rollup(comment.reactions, url),
    performed_via_github_app: comment.author === site.bot.id ? appShape(site) : null,
  };
}

export function labelShape(site: Site, label: Label) {
  const repository = site.world.fullName(site.world.repository(label.repository));
  return {
    id: label.id,
    node_id: label.nodeId,
    url: `${apiUrl(site)}/repos/${repository}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}

export function reactionShape(site: Site, reaction: Reaction) {
  return {
    id: reaction.id,
    node_id: reaction.nodeId,
    user: userShape(site, site.world.user(reaction.user)),
    content: reaction.content,
    created_at: iso(reaction.createdAt),
  };
}

function rollup(reactions: readonly Reaction[], url: string) {
  const counts = Object.fromEntries(reactionContents.map((content) => [content, 0]));
  for (const { content } of reactions) counts[content] = (counts[content] ?? 0) + 1;
  return { url: `${url}/reactions`, total_count: reactions.length, ...counts };
}

/** What the author is to the repository: an owner of the organisation is its member, everybody with a role a collaborator. */
function association(site: Site, author: number, repository: Repository): string {
  const role = site.world.role(site.world.user(author), repository);
  if (site.world.user(author).kind === 'Bot' || !role) return 'NONE';
  return role === 'admin' ? 'MEMBER' : 'COLLABORATOR';
}
