/** What is told about the commands of a case: what was wrong with them, and the reactions that say what became of each comment. */
import type { Receipted } from '../reactions.ts';
import type { Comment } from '../snapshot.ts';
import type { Commanded } from './allowed.ts';
import type { Problem } from './replies.ts';

export function problemsOf(commanded: readonly Commanded[]): Problem[] {
  return commanded
    .filter((one) => one.isAllowed)
    .flatMap(({ comment, isTold, reading }) => [
      ...reading.lines.flatMap(({ command }) => ('refused' in command ? [{ comment, isTold, refusal: command }] : [])),
      ...reading.blocks.filter((block) => block.unread.length > 0).map((block) => ({ comment, isTold, block })),
    ]);
}

export function receipted(
  comments: readonly Comment[],
  commanded: readonly Commanded[],
  problems: readonly Problem[],
): Receipted[] {
  return comments
    .filter((comment) => !comment.hidden)
    .map((comment) => {
      const found = commanded.find((one) => one.comment === comment);
      if (!found) return { comment, wanted: [] };
      if (!found.isAllowed) return { comment, wanted: ['CONFUSED'] };
      if (!problems.some((one) => one.comment === comment)) return { comment, wanted: ['ROCKET'] };
      // What it wrote may be removed by hand: without a ledger, only the rocket tells that it was ever there.
      const isWritten = found.reading.lines.some(
        ({ command }) => 'name' in command && (command.name === 'entry' || command.name === 'passage'),
      );
      return { comment, wanted: isWritten ? ['ROCKET', 'CONFUSED'] : ['CONFUSED'] };
    });
}
