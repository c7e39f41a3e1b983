/** Comments: writing, editing, deleting, hiding. */
import { refuse } from '../refusal.ts';
import { forbid, may, needGrant, needUnarchived } from '../rights.ts';
import { webhookCommentShape, webhookIssueShape } from '../shapes/issue.ts';
import { nodeId } from '../state/ids.ts';
import type { Comment, Issue } from '../state/model.ts';
import { type Deed, doer, notify, touch } from './deed.ts';
import { recordEdit } from './edits.ts';
import { checkComment, checkCommentCount } from './limits.ts';

export function createComment(deed: Deed, issue: Issue, body: string): Comment {
  const { world } = deed;
  const repository = world.repository(issue.repository);
  const author = doer(deed);
  needGrant(world, deed.actor, repository);
  needUnarchived(repository);
  if (issue.locked && !may(world, deed.actor, repository, 'write'))
    refuse(403, 'Unable to create comment because issue is locked.');
  checkComment(body);
  checkCommentCount(issue);
  const id = world.nextId('comment');
  const now = world.now();
  const comment = world.putComment({
    kind: 'IssueComment',
    id,
    nodeId: nodeId('IssueComment', id, repository.id),
    issue: issue.id,
    body,
    author: author.id,
    createdAt: now,
    eventsBefore: issue.events.length,
    updatedAt: now,
    lastEditedAt: null,
    minimized: null,
    reactions: [],
    edits: [],
  });
  issue.comments.push(id);
  touch(deed, issue);
  tell(deed, comment, issue, 'created');
  return comment;
}

/** Changes the text; tells nobody when it does not differ. */
export function editComment(deed: Deed, comment: Comment, body: string): void {
  const issue = needAuthorOrWrite(deed, comment);
  checkComment(body);
  if (body === comment.body) return;
  const from = comment.body;
  recordEdit(deed, comment, from, body);
  comment.body = body;
  comment.updatedAt = Math.max(comment.updatedAt, deed.world.now());
  touch(deed, issue);
  tell(deed, comment, issue, 'edited', { changes: { body: { from } } });
}

export function deleteComment(deed: Deed, comment: Comment): void {
  const issue = needAuthorOrWrite(deed, comment);
  const shape = webhookCommentShape(deed.site, comment);
  issue.comments.splice(issue.comments.indexOf(comment.id), 1);
  deed.world.dropComment(comment);
  deed.world.addEvent(issue, doer(deed), { kind: 'CommentDeletedEvent' });
  touch(deed, issue);
  const repository = deed.world.repository(issue.repository);
  notify(deed, repository, 'issue_comment', 'deleted', { issue: webhookIssueShape(deed.site, issue), comment: shape });
}

/** Hides a comment, for a reason in lower case. No webhook tells of it, and it does not count as an update. */
export function minimizeComment(deed: Deed, comment: Comment, reason: string): void {
  needAuthorOrWrite(deed, comment);
  comment.minimized = reason;
}

export function unminimizeComment(deed: Deed, comment: Comment): void {
  needAuthorOrWrite(deed, comment);
  comment.minimized = null;
}

function needAuthorOrWrite(deed: Deed, comment: Comment): Issue {
  const issue = deed.world.issue(comment.issue);
  const repository = deed.world.repository(issue.repository);
  if (comment.author !== doer(deed).id && !may(deed.world, deed.actor, repository, 'write')) forbid(deed.actor);
  needUnarchived(repository);
  return issue;
}

function tell(deed: Deed, comment: Comment, issue: Issue, action: string, fields: object = {}): void {
  const repository = deed.world.repository(issue.repository);
  notify(deed, repository, 'issue_comment', action, {
    issue: webhookIssueShape(deed.site, issue),
    comment: webhookCommentShape(deed.site, comment),
    ...fields,
  });
}
