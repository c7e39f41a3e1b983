/** What a pass over an index would do, planned from a reading of everything. */
import type { Change } from '../../postmortem/change.ts';
import { emptyBoard, updateBoard } from '../../postmortem/index-issue/board.ts';
import { planIndex } from '../../postmortem/index-issue/plan-index.ts';
import type { IndexReading } from '../../postmortem/snapshot.ts';
import { everything, type GitHubPort } from '../../reconcile/port.ts';

export async function readIndexPlan(
  github: GitHubPort,
  repo: string,
  now: number,
): Promise<{ readonly index: IndexReading; readonly changes: readonly Change[]; readonly again: boolean } | undefined> {
  const index = await github.readIndex(repo, everything);
  if (!index) return undefined;
  const { changes, again } = planIndex({ ...index, board: updateBoard(emptyBoard, index), isWhole: true, now });
  return { index, changes, again };
}
