/** Mutations of issues: each reads its input, does the deed and answers with what it touched. */
import { closeIssue, createIssue, editIssue, reopenIssue, setAssignees } from '../actions/issues.ts';
import { addLabels, removeLabels, setLabels } from '../actions/labels.ts';
import { deleteIssue, pinIssue, transferIssue, unpinIssue } from '../actions/moves.ts';
import { addSubIssue } from '../actions/sub-issues.ts';
import { templateLabels } from '../actions/templates.ts';
import { may, need } from '../rights.ts';
import type { Issue, Label, User } from '../state/model.ts';
import {
  type Args,
  type Context,
  issueNode,
  nodeOf,
  notResolved,
  optionalText,
  repositoryNode,
  text,
  texts,
} from './context.ts';
import type { MutationRows, Perform } from './mutation.ts';

export const issueMutations: MutationRows = {
  createIssue: [['repositoryId', 'title', 'body', 'labelIds', 'assigneeIds', 'parentIssueId', 'issueTemplate'], create],
  updateIssue: [['id', 'title', 'body', 'state', 'labelIds', 'assigneeIds'], update],
  closeIssue: [
    ['issueId', 'stateReason', 'duplicateIssueId'],
    (input, context) => {
      const issue = issueNode(context, text(input, 'issueId'));
      const reason = optionalText(input, 'stateReason')?.toLowerCase();
      const original = optionalText(input, 'duplicateIssueId');
      const canonical = original === undefined ? undefined : issueNode(context, original);
      const known = reason === 'not_planned' || reason === 'duplicate' ? reason : 'completed';
      closeIssue(context.deed, issue, known, known === 'duplicate' ? canonical : undefined);
      return { issue };
    },
  ],
  reopenIssue: [
    ['issueId'],
    (input, context) => {
      const issue = issueNode(context, text(input, 'issueId'));
      reopenIssue(context.deed, issue);
      return { issue };
    },
  ],
  deleteIssue: [
    ['issueId'],
    (input, context) => {
      const issue = issueNode(context, text(input, 'issueId'));
      deleteIssue(context.deed, issue);
      return { repository: context.deed.world.repository(issue.repository) };
    },
  ],
  transferIssue: [
    ['issueId', 'repositoryId', 'createLabelsIfMissing'],
    (input, context) => {
      const issue = issueNode(context, text(input, 'issueId'));
      const target = repositoryNode(context, text(input, 'repositoryId'));
      return { issue: transferIssue(context.deed, issue, target, input.createLabelsIfMissing === true) };
    },
  ],
  pinIssue: [['issueId'], onIssue(pinIssue)],
  unpinIssue: [['issueId'], onIssue(unpinIssue)],
  addLabelsToLabelable: [['labelableId', 'labelIds'], onLabels(addLabels)],
  removeLabelsFromLabelable: [['labelableId', 'labelIds'], onLabels(removeLabels)],
};

/** As on GitHub, an issue whose parent is full is made all the same, and stays without a parent. */
function create(input: Args, context: Context) {
  const { deed } = context;
  const repository = repositoryNode(context, text(input, 'repositoryId'));
  const parentId = optionalText(input, 'parentIssueId');
  const parent = parentId === undefined ? undefined : issueNode(context, parentId);
  if (parent) need(deed.world, deed.actor, deed.world.repository(parent.repository), 'triage');
  const template = optionalText(input, 'issueTemplate');
  const issue = createIssue(deed, repository, {
    title: text(input, 'title'),
    body: optionalText(input, 'body'),
    labels: labelsOf(context, input) ?? [],
    assignees: usersOf(context, input) ?? [],
    templateLabels: template === undefined ? [] : templateLabels(deed, repository, template),
  });
  if (parent) addSubIssue(deed, parent, issue);
  return { issue };
}

function update(input: Args, context: Context) {
  const { deed } = context;
  const issue = issueNode(context, text(input, 'id'));
  const [title, body, state] = [
    optionalText(input, 'title'),
    optionalText(input, 'body'),
    optionalText(input, 'state'),
  ];
  const [labels, assignees] = [labelsOf(context, input), usersOf(context, input)];
  if (title !== undefined || body !== undefined) editIssue(deed, issue, { title, body });
  const trusted = may(deed.world, deed.actor, deed.world.repository(issue.repository), 'triage');
  if (trusted && labels) setLabels(deed, issue, labels);
  if (trusted && assignees) setAssignees(deed, issue, assignees);
  if (state === 'OPEN') reopenIssue(deed, issue);
  if (state === 'CLOSED' && issue.state === 'open') closeIssue(deed, issue);
  return { issue };
}

function onIssue(act: (deed: Context['deed'], issue: Issue) => void): Perform {
  return (input, context) => {
    const issue = issueNode(context, text(input, 'issueId'));
    act(context.deed, issue);
    return { issue };
  };
}

function onLabels(act: (deed: Context['deed'], issue: Issue, labels: readonly Label[]) => void): Perform {
  return (input, context) => {
    const labelable = issueNode(context, text(input, 'labelableId'));
    act(context.deed, labelable, labelsOf(context, input) ?? []);
    return { labelable };
  };
}

function labelsOf(context: Context, input: Args): Label[] | undefined {
  return texts(input, 'labelIds')?.map((id) => {
    const node = nodeOf(context, id);
    return node.kind === 'Label' ? node : notResolved(id);
  });
}

function usersOf(context: Context, input: Args): User[] | undefined {
  return texts(input, 'assigneeIds')?.map((id) => {
    const node = nodeOf(context, id);
    return node.kind === 'User' ? node : notResolved(id);
  });
}
