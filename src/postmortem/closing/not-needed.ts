/**
 * `/postmortem not-needed` and why: the postmortem is closed as not planned, once for each command. A person who reopens it has the last word, and a
 * newer command the word after that; taking the command back opens it again.
 */
import type { Change } from '../change.ts';
import type { Commanded } from '../commands/allowed.ts';
import { inline } from '../markdown/inline.ts';
import type { Happening, IssueState, Postmortem } from '../snapshot.ts';

export interface NotNeeded {
  readonly changes: readonly Change[];
  /** The reason, while it holds. */
  readonly why: string | undefined;
}

/**
 * @param commanded on the incident and the postmortem themselves
 * @param isUnsure some comments may not have been read, so that none counts as gone
 */
export function followNotNeeded(postmortem: Postmortem, commanded: readonly Commanded[], isUnsure: boolean): NotNeeded {
  const { state, history } = postmortem;
  const wanted = lastNotNeeded(commanded);
  if (!wanted || wanted.at < postmortem.createdAt) {
    const last = history.findLast((one) => one.what === 'closed');
    const wasByCommand = state === 'not planned' && last?.by.kind === 'us' && !isUnsure;
    return { changes: wasByCommand ? [{ do: 'reopen', issue: postmortem }] : [], why: undefined };
  }
  const done = history.findIndex((one) => isOurClosing(one) && one.at >= wanted.at);
  if (done === -1 && state !== 'not planned') {
    return { changes: [{ do: 'close', issue: postmortem, as: 'not_planned' }], why: wanted.why };
  }
  return { changes: [], why: state === 'not planned' ? wanted.why : undefined };
}

/** The newest of these commands, wherever its words stand. */
export function lastNotNeeded(commanded: readonly Commanded[]): { why: string; at: number } | undefined {
  let last: { why: string; at: number } | undefined;
  for (const { comment, reading, isAllowed } of commanded) {
    for (const { command } of isAllowed ? reading.lines : []) {
      if (!('name' in command) || command.name !== 'not needed') continue;
      if (!last || comment.createdAt >= last.at) last = { why: command.why, at: comment.createdAt };
    }
  }
  return last;
}

function isOurClosing(one: Happening): boolean {
  return one.what === 'closed' && one.state === 'not planned' && one.by.kind === 'us';
}

const linePattern = /^\*\*Not needed:\*\* (.+)$/m;

/** The line of the head that keeps the reason. */
export function notNeededLine(why: string): string {
  return `**Not needed:** ${inline(why)}`;
}

/** The reason as it stands in the head of a page, safe to be put into another one. */
export function readNotNeeded(head: string, state: IssueState): string | undefined {
  return state === 'not planned' ? linePattern.exec(head)?.[1] : undefined;
}
