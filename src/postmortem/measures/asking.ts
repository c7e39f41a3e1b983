/**
 * Asks once, days after a postmortem was closed, whether its measures hold: one comment on it, for ever. That it was said is kept in the ledger and in
 * the head of the page, so that it is not said again when the comment or the status comment is deleted. One that was reopened and closed again is asked
 * about from its last closing on, if it was not before; a page that was closed already when it was adopted, never.
 */
import { closedBefore } from '../adopting/adopted.ts';
import type { Change } from '../change.ts';
import type { Configuration } from '../configuration/schema.ts';
import { hash } from '../hash.ts';
import { severityIn } from '../labels.ts';
import { link } from '../markdown/inline.ts';
import { commentMarker, isMarked } from '../markers.ts';
import type { CaseSnapshot, Measure, Postmortem } from '../snapshot.ts';
import { addDays, dayOf, instantsOf } from '../timeline/days.ts';
import { day } from '../timeline/time-words.ts';
import { isUndecided, type Life, lifeOf } from './standing.ts';

export interface Asking {
  readonly changes: readonly Change[];
  /** For the ledger: that it was asked. */
  readonly said: readonly string[];
  readonly isAsked: boolean;
  /** The beginning of the day on which it asks, epoch milliseconds; undefined where it does not, or did. */
  readonly asksAt: number | undefined;
}

const askedMarker = commentMarker('asked');
const askedKey = hash('asked whether the measures hold');
const mostShown = 50;

/**
 * @param measures as they are once all else is done, without those that have a case of their own
 * @param known what the ledger and the page say of it
 * @param isStaying it is closed, and stays so
 */
export function askWhetherTheyHold(
  snapshot: CaseSnapshot,
  postmortem: Postmortem,
  measures: readonly Measure[],
  known: { readonly said: readonly string[] | undefined; readonly isAsked: boolean },
  isStaying: boolean,
): Asking {
  const { zone } = snapshot.configuration;
  const question = postmortem.comments.find((one) => isMarked(one, askedMarker));
  const lives = measures.map((one) => lifeOf(one));
  const unproven = lives.filter((one) => one.standing === 'done');
  const kept = { said: [askedKey], isAsked: true, asksAt: undefined };
  if (question || known.isAsked || known.said?.includes(askedKey)) {
    const isAnswered = question && !question.hidden && unproven.length === 0;
    return {
      ...kept,
      changes: isAnswered ? [{ do: 'hide comment', repo: postmortem.repo, comment: question.id }] : [],
    };
  }
  const at = isStaying && !postmortem.locked ? dayOfAsking(snapshot, postmortem, lives) : undefined;
  if (at === undefined || at > snapshot.now || unproven.length === 0)
    return { changes: [], said: [], isAsked: false, asksAt: at !== undefined && at > snapshot.now ? at : undefined };
  const body = `${ask(unproven, postmortem.repo, zone)}\n\n${askedMarker}`;
  return { ...kept, changes: [{ do: 'write comment', issue: postmortem, comment: undefined, body }] };
}

/** So many days after the closing; where nothing was done by then, as many after the first measure is. */
function dayOfAsking(snapshot: CaseSnapshot, postmortem: Postmortem, lives: readonly Life[]): number | undefined {
  const { configuration } = snapshot;
  const days = daysUntil(configuration, severityIn(snapshot));
  const { state, closedAt } = postmortem;
  if (days === 0 || state !== 'completed' || closedAt === undefined) return undefined;
  if (closedBefore(postmortem, configuration) !== undefined) return undefined;
  const from = (at: number) => beginningOf(at, days, configuration.zone);
  const done = lives.flatMap((one) => (one.standing === 'done' ? [one.measure.closedAt ?? closedAt] : []));
  if (done.length === 0) return lives.some((one) => isUndecided(one.standing)) ? from(closedAt) : undefined;
  const first = Math.min(...done);
  const due = from(closedAt);
  return first < due ? due : from(first);
}

/** By the severity of a case, else `default`; 0 for never. */
function daysUntil({ reminders: { unproven } }: Configuration, severity: string | undefined): number {
  if (typeof unproven === 'number') return unproven;
  const chosen = Object.entries(unproven).find(([name]) => name === severity)?.[1];
  return chosen ?? unproven.default;
}

function beginningOf(at: number, days: number, zone: string): number {
  return instantsOf(addDays(dayOf(at, zone), days), { hour: 0, minute: 0 }, zone).instants[0];
}

/** By its number a measure is named in the answer; one of another repository is answered on its own issue. */
function ask(unproven: readonly Life[], repo: string, zone: string): string {
  const isOne = unproven.length === 1;
  const here = unproven.map((one) => one.measure).filter((one) => one.repo === repo);
  const rows = unproven.slice(0, mostShown).map(({ measure }) => {
    const number = isOne || measure.repo !== repo ? '' : `\`#${measure.number}\` `;
    const done = measure.closedAt === undefined ? '' : `, done ${day(measure.closedAt, zone)}`;
    return `- ${number}${link(measure.title, measure.url)}${done}`;
  });
  if (unproven.length > rows.length) rows.push(`- and ${unproven.length - rows.length} more`);
  const name = isOne || !here[0] ? '' : ` #${here[0].number}`;
  const where = here.length > 0 ? "here or on the measure's own issue" : "on the measure's own issue";
  return [
    `${isOne ? 'Does this measure hold' : 'Do these measures hold'}? Nobody has said so yet.`,
    rows.join('\n'),
    `Comment \`/worked${name}\` and what you saw, or \`/failed${name}\` and what happened, ${where}. This is asked once.`,
  ].join('\n\n');
}
