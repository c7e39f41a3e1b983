/** Receipts: 🚀 on a comment that was applied, 😕 on one that was not. They come last, so that they never promise too much. */
import type { Change, Reaction } from './change.ts';
import type { Comment } from './snapshot.ts';

export interface Receipted {
  readonly comment: Comment;
  /** Undefined: none of both, because it holds no command any more. */
  readonly wanted: Reaction | undefined;
}

export function reactionChanges(repo: string, receipts: readonly Receipted[]): Change[] {
  const reactions = receipts.flatMap(({ comment, wanted }) => [
    ...difference(comment.id, 'ROCKET', comment.rocket, wanted === 'ROCKET'),
    ...difference(comment.id, 'CONFUSED', comment.confused, wanted === 'CONFUSED'),
  ]);
  return reactions.length > 0 ? [{ do: 'react', repo, reactions }] : [];
}

function difference(subject: string, content: Reaction, is: boolean, should: boolean) {
  return is === should ? [] : [{ subject, content, add: should }];
}
