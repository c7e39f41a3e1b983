/** Mutations: each reads its input, does the deed and answers with what it touched. Input that is not understood fails by name. */
import { createComment, deleteComment, editComment, minimizeComment, unminimizeComment } from '../actions/comments.ts';
import { closeIssue, createIssue, editIssue, reopenIssue, setAssignees } from '../actions/issues.ts';
import { addLabels, removeLabels, setLabels } from '../actions/labels.ts';
import { deleteIssue, pinIssue, transferIssue, unpinIssue } from '../actions/moves.ts';
import { addReaction, removeReaction } from '../actions/reactions.ts';
import { addSubIssue, orderSubIssue, removeSubIssue } from '../actions/sub-issues.ts';
import { templateLabels } from '../actions/templates.ts';
import { notEmulated, refuse } from '../refusal.ts';
import { may, need } from '../rights.ts';
import {
  type Comment,
  type Issue,
  type Label,
  type ReactionContent,
  reactionContents,
  type User,
} from '../state/model.ts';
import { contentNames } from './content-fields.ts';
import {
  type Args,
  type Context,
  commentNode,
  issueNode,
  nodeOf,
  notResolved,
  optionalText,
  record,
  repositoryNode,
  text,
  texts,
} from './context.ts';
import { rootTable } from './table.ts';

type Perform = (input: Args, context: Context) => object;

/** A mutation that understands these keys of its input. */
function mutation(name: string, keys: readonly string[], perform: Perform) {
  return (args: Args, context: Context) => {
    const input = record(args, 'input') ?? {};
    for (const [key, value] of Object.entries(input)) {
      if (value !== null && key !== 'clientMutationId' && !keys.includes(key)) notEmulated(`${name} with ${key}`);
    }
    return { clientMutationId: input.clientMutationId ?? null, ...perform(input, context) };
  };
}

const rows: Readonly<Record<string, readonly [keys: readonly string[], perform: Perform]>> = {
  createIssue: [['repositoryId', 'title', 'body', 'labelIds', 'assigneeIds', 'parentIssueId', 'issueTemplate'], create],
  updateIssue: [['id', 'title', 'body', 'state', 'labelIds', 'assigneeIds'], update],
  closeIssue: [
    ['issueId', 'stateReason'],
    (input, context) => {
      const issue = issueNode(context, text(input, 'issueId'));
      const reason = optionalText(input, 'stateReason')?.toLowerCase();
      closeIssue(context.deed, issue, reason === 'not_planned' || reason === 'duplicate' ? reason : 'completed');
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
  addLabelsToLabelable: [['labelableId', 'labelIds'], onLabels(addLabels)],
  removeLabelsFromLabelable: [['labelableId', 'labelIds'], onLabels(removeLabels)],
  addComment: [
    ['subjectId', 'body'],
    (input, context) => {
      const subject = issueNode(context, text(input, 'subjectId'));
      const node = createComment(context.deed, subject, text(input, 'body'));
      return { subject, commentEdge: { node, cursor: '' } };
    },
  ],
  updateIssueComment: [
    ['id', 'body'],
    (input, context) => {
      const issueComment = commentNode(context, text(input, 'id'));
      editComment(context.deed, issueComment, text(input, 'body'));
      return { issueComment };
    },
  ],
  deleteIssueComment: [
    ['id'],
    (input, context) => {
      deleteComment(context.deed, commentNode(context, text(input, 'id')));
      return {};
    },
  ],
  minimizeComment: [
    ['subjectId', 'classifier'],
    (input, context) => {
      const minimizedComment = commentNode(context, text(input, 'subjectId'));
      minimizeComment(context.deed, minimizedComment, text(input, 'classifier').toLowerCase().replace('_', '-'));
      return { minimizedComment };
    },
  ],
  unminimizeComment: [
    ['subjectId'],
    (input, context) => {
      const unminimizedComment = commentNode(context, text(input, 'subjectId'));
      unminimizeComment(context.deed, unminimizedComment);
      return { unminimizedComment };
    },
  ],
  addReaction: [
    ['subjectId', 'content'],
    (input, context) => {
      const subject = reactable(context, text(input, 'subjectId'));
      return { subject, reaction: addReaction(context.deed, subject, contentOf(input)).reaction };
    },
  ],
  removeReaction: [
    ['subjectId', 'content'],
    (input, context) => {
      const subject = reactable(context, text(input, 'subjectId'));
      return { subject, reaction: removeReaction(context.deed, subject, contentOf(input)) ?? null };
    },
  ],
};

export const mutationFields = {
  Mutation: rootTable(
    'Mutation',
    Object.fromEntries(Object.entries(rows).map(([name, [keys, perform]]) => [name, mutation(name, keys, perform)])),
  ),
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

function pair(input: Args, context: Context): [Issue, Issue] {
  return [issueNode(context, text(input, 'issueId')), issueNode(context, text(input, 'subIssueId'))];
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

function reactable(context: Context, id: string): Issue | Comment {
  const node = nodeOf(context, id);
  return node.kind === 'Issue' || node.kind === 'IssueComment' ? node : notResolved(id);
}

function contentOf(input: Args): ReactionContent {
  const name = text(input, 'content');
  return reactionContents.find((content) => contentNames[content] === name) ?? refuse(422, `${name} is no reaction`);
}
