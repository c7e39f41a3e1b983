/**
 * What is said once on a measure: that it is overdue, to whoever owns it and later to a team, where one is chosen, once for each date; and the question
 * why, where somebody declined it without a word. Deleting such a comment does not bring it back.
 */
import type { Change } from '../change.ts';
import { hash } from '../hash.ts';
import { commentMarker, isMarked } from '../markers.ts';
import type { CaseSnapshot, Comment, Measure, Postmortem } from '../snapshot.ts';
import { addDays, dayOf, isoOf } from '../timeline/days.ts';
import { day } from '../timeline/time-words.ts';
import { type Life, lifeOf } from './standing.ts';

export interface Once {
  readonly changes: readonly Change[];
  /** For the ledger: what was said of the measures that there are. */
  readonly said: readonly string[];
}

interface Saying {
  /** The end of its mark. */
  readonly mark: string;
  readonly text: string;
  /** Too late to begin with it. */
  readonly isLate: boolean;
}

const dayMs = 24 * 60 * 60_000;
/** Later nobody remembers. */
const longestSilence = 7 * dayMs;

/**
 * @param measures as they are once all else is done, without those that have a case of their own
 * @param before of the ledger
 */
export function sayOnce(
  snapshot: CaseSnapshot,
  postmortem: Postmortem,
  measures: readonly Measure[],
  before: readonly string[] = [],
): Once {
  const changes: Change[] = [];
  const said = new Set<string>();
  for (const measure of measures) {
    const life = lifeOf(measure);
    const due = [overdue(life, snapshot), escalated(life, snapshot), askWhy(life, snapshot, postmortem)].filter(
      (one) => one !== undefined,
    );
    for (const { mark, text, isLate } of due) {
      const key = hash(`${measure.id} ${mark}`);
      const isSaid = before.includes(key) || findSaid(measure, mark);
      if (!isSaid && (isLate || measure.locked)) continue;
      said.add(key);
      if (isSaid) continue;
      const body = `${text}\n\n${commentMarker(mark)}`;
      changes.push({ do: 'write comment', issue: measure, comment: undefined, body });
    }
    changes.push(...hideOver(measure, due));
  }
  // In the same order, however GitHub orders the measures.
  return { changes, said: [...said].sort() };
}

/** Somebody took it on until a day that has passed. */
function overdue(life: Life, snapshot: CaseSnapshot): Saying | undefined {
  const by = passedFor(life, 1, snapshot);
  if (!snapshot.configuration.reminders.overdue || by === undefined || life.owners.length === 0) return undefined;
  const who = life.owners.map((login) => `@${login}`).join(', ');
  const text = `${who}: this was to be done by ${day(Date.parse(by), 'UTC')}. If it is done, close it. If it takes longer, comment \`/accept by\` and a new date; if it will not be done, \`/decline\` and why.`;
  return { mark: `overdue ${by}`, text, isLate: false };
}

/** It has passed for so long that a team is to know, with an owner or without. */
function escalated(life: Life, snapshot: CaseSnapshot): Saying | undefined {
  const { escalate } = snapshot.configuration.reminders;
  const by = escalate && passedFor(life, Math.max(1, escalate.after), snapshot);
  if (!escalate || by === undefined) return undefined;
  const whose = life.owners.length > 0 ? '' : ' Nobody owns it.';
  const text = `@${escalate.to}: this was to be done by ${day(Date.parse(by), 'UTC')}, and it is still open.${whose} What does it need? A new date (\`/accept by\` and when) or a decision against it (\`/decline\` and why) is an answer, too.`;
  return { mark: `escalated ${by}`, text, isLate: false };
}

/** The day until which it was taken on, where that has passed for as many days. */
function passedFor(
  { measure, standing, terms: { by } }: Life,
  days: number,
  { configuration, now }: CaseSnapshot,
): string | undefined {
  const isOpen = measure.state === 'open' && (standing === 'accepted' || standing === 'failed');
  if (!isOpen || by === undefined) return undefined;
  return by <= isoOf(addDays(dayOf(now, configuration.zone), -days)) ? by : undefined;
}

function askWhy({ measure, standing, said }: Life, { now }: CaseSnapshot, postmortem: Postmortem): Saying | undefined {
  const { closedAt, history } = measure;
  if (standing !== 'declined' || said || closedAt === undefined) return undefined;
  const linking = postmortem.history.findLast(
    (one) => one.what === 'linked' && one.child?.number === measure.number && one.child.repo === measure.repo,
  );
  const isByPerson = (history.findLast((one) => one.what === 'closed')?.by.kind ?? 'person') === 'person';
  if (!isByPerson) return undefined;
  return {
    mark: 'why',
    isLate: now - closedAt > longestSilence || (linking !== undefined && linking.at > closedAt),
    text: 'Closed as not planned. Why? Comment `/decline` and the reason: whoever reads the postmortem later will ask.',
  };
}

/** Answered by now: done, declined, or put off. */
function hideOver({ comments, repo }: Measure, due: readonly Saying[]): Change[] {
  return comments
    .filter((one) => one.ours && !one.hidden)
    .filter((one) => {
      const mark = markOf(one);
      return mark !== undefined && !due.some((other) => other.mark === mark);
    })
    .map((one) => ({ do: 'hide comment', repo, comment: one.id }));
}

function markOf({ body }: Comment): string | undefined {
  const line = body.split('\n').at(-1)?.trimEnd() ?? '';
  return /^<!-- postmortems:(why|(?:overdue|escalated) \d{4}-\d{2}-\d{2}) -->$/.exec(line)?.[1];
}

function findSaid({ comments }: Measure, mark: string): boolean {
  return comments.some((one) => isMarked(one, commentMarker(mark)));
}
