/** Mutations of comments and reactions. */
import { createComment, deleteComment, editComment, minimizeComment, unminimizeComment } from '../actions/comments.ts';
import { addReaction, removeReaction } from '../actions/reactions.ts';
import { refuse } from '../refusal.ts';
import { type Comment, type Issue, type ReactionContent, reactionContents } from '../state/model.ts';
import { contentNames } from './content-fields.ts';
import { type Args, type Context, commentNode, issueNode, nodeOf, notResolved, text } from './context.ts';
import type { MutationRows } from './mutation.ts';

export const contentMutations: MutationRows = {
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

function reactable(context: Context, id: string): Issue | Comment {
  const node = nodeOf(context, id);
  return node.kind === 'Issue' || node.kind === 'IssueComment' ? node : notResolved(id);
}

function contentOf(input: Args): ReactionContent {
  const name = text(input, 'content');
  return reactionContents.find((content) => contentNames[content] === name) ?? refuse(422, `${name} is no reaction`);
}
