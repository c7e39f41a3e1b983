/** The writing of the status comment: with the ledger in it, and for once with the mention of whoever is reminded. */
import type { Change } from '../change.ts';
import type { Comment, Postmortem } from '../snapshot.ts';
import type { Ledger } from './ledger.ts';
import type { Reminder } from './reminder.ts';
import { renderStatus, type StatusFacts } from './status-comment.ts';

export interface StatusPlan {
  readonly changes: readonly Change[];
  /** Said by a reaction that outlives the comment. */
  readonly receipts: readonly Change[];
  /** It is being written for the first time, without the ledger: many read it in their mail. */
  readonly isFirst: boolean;
}

export interface StatusOptions {
  readonly postmortem: Postmortem;
  readonly status: Comment | undefined;
  readonly facts: Omit<StatusFacts, 'reminder'>;
  readonly ledger: Omit<Ledger, 'reminded'>;
  readonly before: Ledger | undefined;
  readonly reminder: Reminder | undefined;
  /** There is something to say even without a comment so far. */
  readonly isWorthIt: boolean;
}

export function planStatus(options: StatusOptions): StatusPlan {
  const { postmortem, status, facts, before, reminder, isWorthIt } = options;
  const reminded = reminder?.at ?? before?.reminded;
  const ledger: Ledger = { ...options.ledger, ...(reminded === undefined ? {} : { reminded }) };
  const render = (text: string | undefined) => renderStatus({ ...facts, reminder: text }, status ? ledger : undefined);
  const first = render(reminder?.texts.first);
  const isNew = reminder !== undefined && before?.reminded === undefined && !postmortem.eyes;
  const body = isNew || status?.body === first ? first : render(reminder?.texts.later);
  const isDue = status !== undefined || isWorthIt || isNew;
  const isReceipted = postmortem.eyes || reminded === undefined || status === undefined;
  return {
    changes:
      isDue && status?.body !== body ? [{ do: 'write comment', issue: postmortem, comment: status?.number, body }] : [],
    receipts: isReceipted
      ? []
      : [{ do: 'react', repo: postmortem.repo, reactions: [{ subject: postmortem.id, content: 'EYES', add: true }] }],
    isFirst: isDue && status === undefined,
  };
}
