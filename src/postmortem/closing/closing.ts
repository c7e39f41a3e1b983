/**
 * What happens when a postmortem is closed. A person who closes an incomplete one as completed is asked once; the second closing stands,
 * "not planned" always does, and a bot is reported, not fought. Each closing is judged once.
 */
import type { Change } from '../change.ts';
import type { Check } from '../checks/check.ts';
import type { Configuration } from '../configuration/schema.ts';
import { commentMarker, isMarked } from '../markers.ts';
import type { Postmortem } from '../snapshot.ts';
import type { StatusFacts } from '../status/status-comment.ts';

const reopenedMarker = commentMarker('reopened');

export interface Closing {
  readonly changes: readonly Change[];
  /** When the closing was made that is judged now, or was before. */
  readonly judged: number | undefined;
  readonly standing: StatusFacts['closing'];
}

/** @param choice what the repository wants to happen */
export function judgeClosing(
  postmortem: Postmortem,
  check: Check,
  judgedBefore: number | undefined,
  choice: Configuration['closing'],
): Closing {
  if (postmortem.state === 'open') return { changes: [], judged: judgedBefore, standing: 'open' };
  const closing = postmortem.history.findLast((one) => one.what === 'closed');
  const isIncomplete = check.findings.length > 0;
  const judged = closing?.at ?? postmortem.closedAt;
  if (!isIncomplete || postmortem.state !== 'completed')
    return { changes: [], judged, standing: isIncomplete ? 'closed incomplete' : 'closed' };
  if (closing && closing.by.kind !== 'person') {
    const isBot = closing.by.kind === 'bot';
    return { changes: [], judged, standing: isBot ? 'closed incomplete by a bot' : 'closed incomplete' };
  }
  const wasReopened = postmortem.history.some((one) => one.what === 'reopened' && one.by.kind === 'us');
  if (wasReopened || judged === judgedBefore || choice === 'nothing')
    return { changes: [], judged, standing: 'closed incomplete' };
  const isSaid = postmortem.comments.some((one) => isMarked(one, reopenedMarker));
  const say: Change = {
    do: 'write comment',
    issue: postmortem,
    comment: undefined,
    body: `${choice === 'comment' ? remarked(check) : reopened(check)}\n\n${reopenedMarker}`,
  };
  const saying = isSaid ? [] : [say];
  if (choice === 'comment') return { changes: saying, judged, standing: 'closed incomplete' };
  return {
    changes: [...saying, { do: 'reopen', issue: postmortem }],
    judged: judgedBefore,
    standing: 'open',
  };
}

function reopened(check: Check): string {
  return `Reopened once: ${lacking(check)} Close it again to leave it so; the index will then say "closed incomplete".`;
}

function remarked(check: Check): string {
  return `Closed while parts are missing: ${lacking(check)} Reopen it to go on, or leave it so; the index says "closed incomplete".`;
}

function lacking(check: Check): string {
  const isEmpty = (one: Check['findings'][number]) => one.rule.startsWith('no-');
  const empty = check.findings.filter(isEmpty).map((one) => one.heading);
  const sentences = check.findings.filter((one) => !isEmpty(one)).map((one) => `${one.heading} ${one.text}`);
  if (empty.length > 0) sentences.unshift(`${listed(empty)} ${empty.length > 1 ? 'are' : 'is'} still empty.`);
  return sentences.join(' ');
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
