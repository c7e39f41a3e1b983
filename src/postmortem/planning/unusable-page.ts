import type { Change, Plan } from '../change.ts';
import type { Comment, Postmortem } from '../snapshot.ts';
import { readLedger } from '../status/ledger.ts';
import { renderUnusable } from '../status/unusable.ts';

/** Says what is wrong with the page, and leaves all else as it is. */
export function planUnusable(postmortem: Postmortem, status: Comment | undefined, why: string, shown: string): Plan {
  const body = renderUnusable(why, status && readLedger(status.body));
  const say: Change = { do: 'write comment', issue: postmortem, comment: status?.number, body };
  return { changes: status?.body === body ? [] : [say], again: false, shown, isUnusable: true };
}
