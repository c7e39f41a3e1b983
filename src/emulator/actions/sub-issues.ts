/** The tree of issues: linking, unlinking, ordering. One link tells the App twice, once from each end. */
import { refuse } from '../refusal.ts';
import { need } from '../rights.ts';
import { issueShape } from '../shapes/issue.ts';
import { repositoryShape } from '../shapes/repository.ts';
import type { Issue } from '../state/model.ts';
import type { World } from '../state/world.ts';
import { type Deed, doer, notify, touch } from './deed.ts';
import { maxDepth, maxSubIssues } from './limits.ts';

/** Makes `child` the last sub-issue of `parent`, taking it from another parent only if told to. */
export function addSubIssue(deed: Deed, parent: Issue, child: Issue, replaceParent = false): void {
  const { world } = deed;
  need(world, deed.actor, world.repository(parent.repository), 'triage');
  check(world, parent, child, replaceParent);
  const former = child.parent === null ? undefined : world.issues.get(child.parent);
  if (former) unlink(deed, former, child);
  parent.children.push(child.id);
  child.parent = parent.id;
  world.addEvent(parent, doer(deed), { kind: 'SubIssueAddedEvent', subIssue: child.id });
  world.addEvent(child, doer(deed), { kind: 'ParentIssueAddedEvent', parent: parent.id });
  tell(deed, parent, child, 'added');
}

export function removeSubIssue(deed: Deed, parent: Issue, child: Issue): void {
  need(deed.world, deed.actor, deed.world.repository(parent.repository), 'triage');
  if (child.parent !== parent.id)
    refuse(404, 'The provided sub-issue does not belong to this parent', { type: 'NOT_FOUND' });
  unlink(deed, parent, child);
}

/** Moves a sub-issue behind (`after`) or before another one. */
export function orderSubIssue(
  deed: Deed,
  parent: Issue,
  child: Issue,
  place: { after?: Issue | undefined; before?: Issue | undefined },
): void {
  need(deed.world, deed.actor, deed.world.repository(parent.repository), 'triage');
  const other = place.after ?? place.before;
  if (!other || (place.after && place.before)) refuse(422, 'Exactly one of after_id and before_id must be given');
  if (child.parent !== parent.id || other.parent !== parent.id) refuse(422, 'Sub issue not found');
  const rest = parent.children.filter((id) => id !== child.id);
  const at = rest.indexOf(other.id) + (place.after ? 1 : 0);
  parent.children = [...rest.slice(0, at), child.id, ...rest.slice(at)];
}

function check(world: World, parent: Issue, child: Issue, replaceParent: boolean): void {
  const owners = [parent, child].map(({ repository }) => world.repository(repository).owner);
  if (owners[0] !== owners[1]) problem('The sub-issue must belong to the same repository owner as the parent');
  if (child.parent === parent.id) problem('Issue may not contain duplicate sub-issues');
  if (child.parent !== null && !replaceParent) problem('Sub issue may only have one parent');
  if (parent.children.length >= maxSubIssues) problem(`Parent cannot have more than ${maxSubIssues} sub-issues`);
  const above = ancestors(world, parent);
  if (above.includes(child)) problem('Sub issue cannot be an ancestor of its parent');
  if (above.length + height(world, child) > maxDepth)
    problem(`Parent cannot have more than ${maxDepth} layers of sub-issues`);
}

function problem(message: string): never {
  return refuse(422, `An error occurred while adding the sub-issue to the parent issue. ${message}`);
}

/** The issue and everything above it. */
function ancestors(world: World, issue: Issue): Issue[] {
  const chain = [issue];
  for (let at = issue; at.parent !== null; chain.push(at)) at = world.issue(at.parent);
  return chain;
}

function height(world: World, issue: Issue): number {
  return 1 + Math.max(0, ...world.childrenOf(issue).map((child) => height(world, child)));
}

function unlink(deed: Deed, parent: Issue, child: Issue): void {
  parent.children = parent.children.filter((id) => id !== child.id);
  child.parent = null;
  deed.world.addEvent(parent, doer(deed), { kind: 'SubIssueRemovedEvent', subIssue: child.id });
  deed.world.addEvent(child, doer(deed), { kind: 'ParentIssueRemovedEvent', parent: parent.id });
  tell(deed, parent, child, 'removed');
}

function tell(deed: Deed, parent: Issue, child: Issue, what: 'added' | 'removed'): void {
  const { site, world } = deed;
  touch(deed, parent);
  touch(deed, child);
  const [home, childHome] = [world.repository(parent.repository), world.repository(child.repository)];
  const both = {
    sub_issue_id: child.id,
    sub_issue: issueShape(site, child),
    parent_issue_id: parent.id,
    parent_issue: issueShape(site, parent),
  };
  notify(deed, childHome, 'sub_issues', `parent_issue_${what}`, {
    ...both,
    parent_issue_repo: repositoryShape(site, home),
  });
  notify(deed, home, 'sub_issues', `sub_issue_${what}`, { ...both, sub_issue_repo: repositoryShape(site, childHome) });
}
