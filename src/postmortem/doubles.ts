/**
 * Each thing that the app says has one comment, told by its mark. Should two processes ever say the same at once, the older stays, and the younger
 * goes.
 */
import type { Change } from './change.ts';
import type { Comment } from './snapshot.ts';

interface Talked {
  readonly repo: string;
  readonly comments: readonly Comment[];
}

/** The first mark on a line of its own says what a comment is for; what follows tells more of it. */
const markPattern = /^<!-- postmortems:([a-z]+(?: [\w.-]+)*)(?: \w+=[\w.-]+)* -->\s*$/m;

export function deleteDoubles(issues: readonly Talked[]): Change[] {
  return issues.flatMap(({ repo, comments }) => {
    const said = new Set<string>();
    return comments.flatMap((one): Change[] => {
      const mark = one.ours ? markPattern.exec(one.body)?.[1] : undefined;
      if (mark === undefined) return [];
      if (said.has(mark)) return [{ do: 'delete comment', repo, comment: one.number }];
      said.add(mark);
      return [];
    });
  });
}
