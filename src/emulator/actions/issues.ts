/** Creating, editing, closing, assigning and locking issues. */
import { invalid, refuse } from '../refusal.ts';
import { forbid, may, need, needUnarchived } from '../rights.ts';
import { userShape } from '../shapes/user.ts';
import { nodeId } from '../state/ids.ts';
import type { Issue, Label, LockReason, Repository, StateReason, User } from '../state/model.ts';
import { noteMembership } from '../state/past.ts';
import { type Deed, doer, notifyIssue, touch } from './deed.ts';
import { recordEdit } from './edits.ts';
import { tellLabels } from './labels.ts';
import { checkBody, checkLabelCount, checkTitle, maxAssignees } from './limits.ts';

interface NewIssue {
  readonly title: string;
  readonly body?: string | null | undefined;
  readonly labels?: readonly Label[];
  readonly assignees?: readonly User[];
  /** Put on it whoever opens it. */
  readonly templateLabels?: readonly Label[];
}

/** Opens an issue. Everybody who can read may; labels and assignees of those without triage are dropped in silence, as on GitHub. */
export function createIssue(deed: Deed, repository: Repository, fields: NewIssue): Issue {
  const { world } = deed;
  need(world, deed.actor, repository, deed.actor.kind === 'installation' ? 'write' : 'visitor');
  checkTitle(fields.title);
  if (fields.body) checkBody('Issue', fields.body);
  const trusted = may(world, deed.actor, repository, 'triage');
  const wanted = [...(fields.templateLabels ?? []), ...(trusted ? (fields.labels ?? []) : [])];
  const labels = [...new Set(wanted.map(({ id }) => id))];
  const assignees = trusted ? [...new Set((fields.assignees ?? []).map(({ id }) => id))] : [];
  checkLabelCount(labels.length);
  const id = world.nextId('issue');
  const number = repository.nextNumber;
  repository.nextNumber += 1;
  const now = world.now();
  const issue = world.putIssue({
    kind: 'Issue',
    id,
    nodeId: nodeId('Issue', id, repository.id),
    repository: repository.id,
    number,
    title: fields.title,
    body: fields.body ?? null,
    author: doer(deed).id,
    state: 'open',
    stateReason: null,
    locked: false,
    lockReason: null,
    labels,
    assignees,
    parent: null,
    children: [],
    comments: [],
    reactions: [],
    edits: [],
    events: [],
    createdAt: now,
    updatedAt: now,
    lastEditedAt: null,
    closedAt: null,
    closedBy: null,
  });
  noteMembership(world, issue);
  notifyIssue(deed, issue, 'opened');
  tellLabels(deed, issue);
  for (const user of assignees) tellAssignee(deed, issue, user, 'assigned');
  return issue;
}

/** Changes title and body; tells nobody when neither differs. */
export function editIssue(
  deed: Deed,
  issue: Issue,
  fields: { title?: string | undefined; body?: string | null | undefined },
): void {
  const { world } = deed;
  needAuthorOr(deed, issue, 'write');
  const { title = issue.title, body = issue.body } = fields;
  checkTitle(title);
  if (body) checkBody('Issue', body);
  const oldTitle = issue.title;
  const oldBody = issue.body;
  const changes = {
    ...(title !== oldTitle && { title: { from: oldTitle } }),
    ...((body ?? '') !== (oldBody ?? '') && { body: { from: oldBody ?? '' } }),
  };
  if (Object.keys(changes).length === 0) return;
  if (changes.body) {
    recordEdit(deed, issue, oldBody ?? '', body ?? '');
    issue.body = body;
  }
  if (changes.title) {
    issue.title = title;
    world.addEvent(issue, doer(deed), { kind: 'RenamedTitleEvent', from: oldTitle, to: title });
  }
  touch(deed, issue);
  notifyIssue(deed, issue, 'edited', { changes });
}

/**
 * Closes an issue, or gives a closed one another reason.
 * @param canonical which one it is a duplicate of
 */
export function closeIssue(deed: Deed, issue: Issue, reason: StateReason = 'completed', canonical?: Issue): void {
  needAuthorOr(deed, issue, 'triage');
  if (reason === 'reopened') invalid('Issue', 'state_reason', 'invalid', undefined, reason);
  if (canonical === issue) refuse(422, 'An issue cannot be a duplicate of itself');
  if (issue.state === 'closed' && issue.stateReason === reason && !canonical) return;
  issue.state = 'closed';
  issue.stateReason = reason;
  issue.closedAt = deed.world.now();
  issue.closedBy = doer(deed).id;
  if (canonical) deed.world.addEvent(issue, doer(deed), { kind: 'MarkedAsDuplicateEvent', canonical: canonical.id });
  deed.world.addEvent(issue, doer(deed), { kind: 'ClosedEvent', stateReason: reason });
  noteMembership(deed.world, issue);
  touch(deed, issue);
  notifyIssue(deed, issue, 'closed');
}

export function reopenIssue(deed: Deed, issue: Issue): void {
  needAuthorOr(deed, issue, 'triage');
  if (issue.state === 'open') return;
  issue.state = 'open';
  issue.stateReason = 'reopened';
  issue.closedAt = null;
  issue.closedBy = null;
  deed.world.addEvent(issue, doer(deed), { kind: 'ReopenedEvent' });
  noteMembership(deed.world, issue);
  touch(deed, issue);
  notifyIssue(deed, issue, 'reopened');
}

/** Whether GitHub lets this user be assigned: somebody with a role, or who takes part in the issue. */
export function assignable(deed: Deed, repository: Repository, user: User, issue?: Issue): boolean {
  if (user.kind !== 'User') return false;
  if (deed.world.role(user, repository)) return true;
  return (
    issue !== undefined &&
    (issue.author === user.id || deed.world.commentsOf(issue).some(({ author }) => author === user.id))
  );
}

export function assign(deed: Deed, issue: Issue, users: readonly User[]): void {
  need(deed.world, deed.actor, deed.world.repository(issue.repository), 'triage');
  const fresh = users.filter(({ id }) => !issue.assignees.includes(id));
  if (issue.assignees.length + fresh.length > maxAssignees) {
    invalid('Issue', 'assignees', 'custom', `Issues cannot have more than ${maxAssignees} assignees`);
  }
  for (const { id } of fresh) {
    issue.assignees = [...issue.assignees, id];
    tellAssignee(deed, issue, id, 'assigned');
  }
}

export function unassign(deed: Deed, issue: Issue, users: readonly User[]): void {
  need(deed.world, deed.actor, deed.world.repository(issue.repository), 'triage');
  for (const { id } of users.filter((user) => issue.assignees.includes(user.id))) {
    issue.assignees = issue.assignees.filter((assignee) => assignee !== id);
    tellAssignee(deed, issue, id, 'unassigned');
  }
}

export function setAssignees(deed: Deed, issue: Issue, users: readonly User[]): void {
  const wanted = new Set(users.map(({ id }) => id));
  unassign(
    deed,
    issue,
    issue.assignees.filter((id) => !wanted.has(id)).map((id) => deed.world.user(id)),
  );
  assign(deed, issue, users);
}

export function lockIssue(deed: Deed, issue: Issue, reason: LockReason | null): void {
  need(deed.world, deed.actor, deed.world.repository(issue.repository), 'write');
  if (issue.locked && issue.lockReason === reason) return;
  issue.locked = true;
  issue.lockReason = reason;
  deed.world.addEvent(issue, doer(deed), { kind: 'LockedEvent', lockReason: reason });
  touch(deed, issue);
  notifyIssue(deed, issue, 'locked');
}

export function unlockIssue(deed: Deed, issue: Issue): void {
  need(deed.world, deed.actor, deed.world.repository(issue.repository), 'write');
  if (!issue.locked) return;
  issue.locked = false;
  issue.lockReason = null;
  deed.world.addEvent(issue, doer(deed), { kind: 'UnlockedEvent' });
  touch(deed, issue);
  notifyIssue(deed, issue, 'unlocked');
}

/** Refuses whoever neither wrote the issue nor has `rank`. */
function needAuthorOr(deed: Deed, issue: Issue, rank: 'triage' | 'write'): void {
  const repository = deed.world.repository(issue.repository);
  const own = issue.author === doer(deed).id;
  if (!own && !may(deed.world, deed.actor, repository, rank)) forbid(deed.actor);
  if (!may(deed.world, deed.actor, repository, 'visitor')) refuse(404, 'Not Found');
  needUnarchived(repository);
}

function tellAssignee(deed: Deed, issue: Issue, assignee: number, action: 'assigned' | 'unassigned'): void {
  const kind = action === 'assigned' ? 'AssignedEvent' : 'UnassignedEvent';
  deed.world.addEvent(issue, doer(deed), { kind, assignee });
  touch(deed, issue);
  notifyIssue(deed, issue, action, { assignee: userShape(deed.site, deed.world.user(assignee)) });
}
