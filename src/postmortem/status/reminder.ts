/**
 * Says once, after the days that a repository chose, that a postmortem is still unwritten. Whoever is assigned is mentioned in that one writing of
 * the status comment; the next writing of it, whatever for, leaves the name without the mention.
 */
import type { Check } from '../checks/check.ts';
import type { Postmortem } from '../snapshot.ts';
import { type Ends, isOver } from '../timeline/rows.ts';

export interface ReminderFacts {
  readonly postmortem: Pick<Postmortem, 'state' | 'createdAt' | 'assignees'>;
  readonly check: Check;
  readonly ends: Ends;
  readonly now: number;
  /** 0 for never. */
  readonly days: number;
  /** When it was said, if it was; epoch milliseconds. */
  readonly saidAt: number | undefined;
}

export interface Reminder {
  readonly at: number;
  /** With the mention, and as it reads afterwards. */
  readonly texts: { readonly first: string; readonly later: string };
}

const dayMs = 24 * 60 * 60_000;

/** @returns undefined where there is nothing to be said (any more) */
export function remind({ postmortem, check, ends, now, days, saidAt }: ReminderFacts): Reminder | undefined {
  if (days === 0 || postmortem.state !== 'open' || check.findings.length === 0) return undefined;
  const at = saidAt ?? now;
  // What was said on a day is true of that day, whatever the days are by now; an end that came later leaves nothing of it.
  const passed = Math.floor((at - Math.max(ends.over ?? 0, postmortem.createdAt)) / dayMs);
  if (passed < (saidAt === undefined ? days : 1)) return undefined;
  const what = !isOver(ends)
    ? `It was opened ${count(passed)} ago and has no end. If it is over, comment \`/over\` and when.`
    : `It has been over for ${count(passed)} and parts of this are still to be written.`;
  const text = (name: (login: string) => string) => {
    const who = postmortem.assignees.map(name).join(', ');
    return who === ''
      ? `${what} Nobody is assigned: who could write it?`
      : `${who}: ${what[0]?.toLowerCase()}${what.slice(1)}`;
  };
  return { at, texts: { first: text((login) => `@${login}`), later: text((login) => login) } };
}

function count(days: number): string {
  return days === 1 ? 'a day' : `${days} days`;
}
