/** Receipts: 🚀 on a comment that was applied, 😕 on one that was not. They come last, so that they never promise too much. */
import type { Change, Reaction } from './change.ts';
import type { Comment } from './snapshot.ts';

export interface Receipted {
  readonly comment: Comment;
  /** None, because it holds no command any more; or both, where a part of it was applied. */
  readonly wanted: readonly Reaction[];
}

export function reactionChanges(repo: string, receipts: readonly Receipted[]): Change[] {
  const reactions = receipts.flatMap(({ comment, wanted }) => [
    ...difference(comment.id, 'ROCKET', comment.rocket, wanted.includes('ROCKET')),
    ...difference(comment.id, 'CONFUSED', comment.confused, wanted.includes('CONFUSED')),
  ]);
  return reactions.length > 0 ? [{ do: 'react', repo, reactions }] : [];
}

function difference(subject: string, content: Reaction, is: boolean, should: boolean) {
  return is === should ? [] : [{ subject, content, add: should }];
}
