/** Sub-issues and parents. Here issues are named by database id, not by number. */
import { addSubIssue, orderSubIssue, removeSubIssue } from '../actions/sub-issues.ts';
import { refuse } from '../refusal.ts';
import { may } from '../rights.ts';
import { issueShape } from '../shapes/issue.ts';
import type { Issue } from '../state/model.ts';
import { optionalBoolean, optionalInteger, requiredInteger } from './body.ts';
import { type Call, issueOf, ok, paged, paging, type Route } from './route.ts';

const one = '/repos/:owner/:repo/issues/:number';

export const subIssueRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${one}/sub_issues`,
    query: paging,
    run: (call) => {
      const children = call.deed.world.childrenOf(issueOf(call)).filter((child) => readable(call, child));
      return paged(call, children, (child) => issueShape(call.deed.site, child));
    },
  },
  {
    method: 'POST',
    path: `${one}/sub_issues`,
    body: ['sub_issue_id', 'replace_parent'],
    run: (call) => {
      const parent = issueOf(call);
      const child = withId(call, requiredInteger(call.body, 'sub_issue_id'));
      addSubIssue(call.deed, parent, child, optionalBoolean(call.body, 'replace_parent'));
      const shape = issueShape(call.deed.site, parent);
      return { ...ok(shape, 201), headers: { location: shape.url } };
    },
  },
  {
    method: 'DELETE',
    path: `${one}/sub_issue`,
    body: ['sub_issue_id'],
    run: (call) => {
      const parent = issueOf(call);
      removeSubIssue(call.deed, parent, withId(call, requiredInteger(call.body, 'sub_issue_id')));
      return ok(issueShape(call.deed.site, parent));
    },
  },
  {
    method: 'PATCH',
    path: `${one}/sub_issues/priority`,
    body: ['sub_issue_id', 'after_id', 'before_id'],
    run: (call) => {
      const parent = issueOf(call);
      const child = withId(call, requiredInteger(call.body, 'sub_issue_id'));
      const [after, before] = [optionalInteger(call.body, 'after_id'), optionalInteger(call.body, 'before_id')];
      orderSubIssue(call.deed, parent, child, {
        after: after === undefined ? undefined : withId(call, after),
        before: before === undefined ? undefined : withId(call, before),
      });
      return ok(issueShape(call.deed.site, parent));
    },
  },
  {
    method: 'GET',
    path: `${one}/parent`,
    run: (call) => {
      const { parent } = issueOf(call);
      const issue = parent === null ? undefined : call.deed.world.issues.get(parent);
      return issue && readable(call, issue) ? ok(issueShape(call.deed.site, issue)) : refuse(404, 'Not Found');
    },
  },
];

function withId(call: Call, id: number): Issue {
  const issue = call.deed.world.issues.get(id);
  return issue && readable(call, issue) ? issue : refuse(404, 'The provided sub-issue does not exist');
}

function readable({ deed }: Call, issue: Issue): boolean {
  return may(deed.world, deed.actor, deed.world.repository(issue.repository), 'visitor');
}
