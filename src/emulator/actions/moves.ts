/** What changes where an issue stands: pinning, deleting, transferring. All of it is GraphQL only on GitHub. */
import { notEmulated, refuse } from '../refusal.ts';
import { forbid, need } from '../rights.ts';
import { webhookIssueShape } from '../shapes/issue.ts';
import { repositoryShape } from '../shapes/repository.ts';
import { nodeId } from '../state/ids.ts';
import type { Issue, Repository } from '../state/model.ts';
import { noteMembership } from '../state/past.ts';
import { type Deed, doer, notifyIssue, touch } from './deed.ts';
import { maxPinned } from './limits.ts';

export function pinIssue(deed: Deed, issue: Issue): void {
  const repository = deed.world.repository(issue.repository);
  need(deed.world, deed.actor, repository, 'write');
  if (repository.pinned.includes(issue.id)) return;
  if (repository.pinned.length >= maxPinned) refuse(422, `Maximum ${maxPinned} pinned issues per repository`);
  repository.pinned.push(issue.id);
  deed.world.addEvent(issue, doer(deed), { kind: 'PinnedEvent' });
  touch(deed, issue);
  notifyIssue(deed, issue, 'pinned');
}

export function unpinIssue(deed: Deed, issue: Issue): void {
  const repository = deed.world.repository(issue.repository);
  need(deed.world, deed.actor, repository, 'write');
  if (!repository.pinned.includes(issue.id)) return;
  unpin(repository, issue);
  deed.world.addEvent(issue, doer(deed), { kind: 'UnpinnedEvent' });
  touch(deed, issue);
  notifyIssue(deed, issue, 'unpinned');
}

/** Deletes an issue for good, with its comments. Its parent and its sub-issues lose the link without an event. */
export function deleteIssue(deed: Deed, issue: Issue): void {
  const { world } = deed;
  const repository = world.repository(issue.repository);
  need(world, deed.actor, repository, 'admin');
  const parent = issue.parent === null ? undefined : world.issues.get(issue.parent);
  if (parent) parent.children = parent.children.filter((id) => id !== issue.id);
  for (const child of world.childrenOf(issue)) child.parent = null;
  const shape = webhookIssueShape(deed.site, issue);
  for (const comment of world.commentsOf(issue)) world.dropComment(comment);
  unpin(repository, issue);
  repository.gone[issue.number] = {};
  world.dropIssue(issue);
  notifyIssue(deed, issue, 'deleted', { issue: shape });
}

/**
 * Moves an issue to another repository of the same owner, where it gets a new number, id and node id. Comments, assignees, edges of the
 * tree and events go along, labels where one of that name exists.
 */
export function transferIssue(deed: Deed, issue: Issue, target: Repository, createLabels: boolean): Issue {
  const { site, world } = deed;
  const home = world.repository(issue.repository);
  if (deed.actor.kind === 'installation') forbid(deed.actor);
  need(world, deed.actor, home, 'write');
  need(world, deed.actor, target, 'write');
  if (createLabels) notEmulated('transferIssue createLabelsIfMissing');
  if (home.owner !== target.owner || home === target || (home.private && !target.private)) {
    refuse(422, 'The issue cannot be transferred to this repository');
  }
  const id = world.nextId('issue');
  const moved: Issue = {
    ...issue,
    id,
    nodeId: nodeId('Issue', id, target.id),
    repository: target.id,
    number: target.nextNumber,
    labels: world.labelsOf(issue).flatMap(({ name }) => world.labelNamed(target, name)?.id ?? []),
  };
  target.nextNumber += 1;
  unpin(home, issue);
  world.putIssue(moved);
  relink(deed, issue, moved);
  world.addEvent(moved, doer(deed), { kind: 'TransferredEvent', from: home.id });
  noteMembership(world, moved);
  touch(deed, moved);
  const old = webhookIssueShape(site, issue);
  const changes = { new_issue: webhookIssueShape(site, moved), new_repository: repositoryShape(site, target) };
  world.dropIssue(issue);
  home.gone[issue.number] = { movedTo: moved.id };
  notifyIssue(deed, issue, 'transferred', { issue: old, changes });
  notifyIssue(deed, moved, 'opened', { changes: { old_issue: old, old_repository: repositoryShape(site, home) } });
  return moved;
}

/** Whatever pointed at the old record points at the new one. */
function relink({ world }: Deed, from: Issue, to: Issue): void {
  for (const comment of world.commentsOf(from)) comment.issue = to.id;
  for (const child of world.childrenOf(from)) child.parent = to.id;
  const parent = from.parent === null ? undefined : world.issues.get(from.parent);
  if (parent) parent.children = parent.children.map((id) => (id === from.id ? to.id : id));
  for (const issue of world.issues.values()) {
    for (const event of issue.events) {
      if ('subIssue' in event && event.subIssue === from.id) event.subIssue = to.id;
      if ('parent' in event && event.parent === from.id) event.parent = to.id;
      if ('canonical' in event && event.canonical === from.id) event.canonical = to.id;
    }
  }
}

function unpin(repository: Repository, issue: Issue): void {
  repository.pinned = repository.pinned.filter((id) => id !== issue.id);
}
