/** Mutations of the tree of issues. */
import { addSubIssue, orderSubIssue, removeSubIssue } from '../actions/sub-issues.ts';
import type { Issue } from '../state/model.ts';
import { type Args, type Context, issueNode, optionalText, text } from './context.ts';
import type { MutationRows } from './mutation.ts';

export const treeMutations: MutationRows = {
  addSubIssue: [
    ['issueId', 'subIssueId', 'replaceParent'],
    (input, context) => {
      const [issue, subIssue] = pair(input, context);
      addSubIssue(context.deed, issue, subIssue, input.replaceParent === true);
      return { issue, subIssue };
    },
  ],
  removeSubIssue: [
    ['issueId', 'subIssueId'],
    (input, context) => {
      const [issue, subIssue] = pair(input, context);
      removeSubIssue(context.deed, issue, subIssue);
      return { issue, subIssue };
    },
  ],
  reprioritizeSubIssue: [
    ['issueId', 'subIssueId', 'afterId', 'beforeId'],
    (input, context) => {
      const [issue, subIssue] = pair(input, context);
      const [after, before] = [optionalText(input, 'afterId'), optionalText(input, 'beforeId')];
      orderSubIssue(context.deed, issue, subIssue, {
        after: after === undefined ? undefined : issueNode(context, after),
        before: before === undefined ? undefined : issueNode(context, before),
      });
      return { issue };
    },
  ],
};

function pair(input: Args, context: Context): [Issue, Issue] {
  return [issueNode(context, text(input, 'issueId')), issueNode(context, text(input, 'subIssueId'))];
}
