/**
 * What `/accept`, `/decline`, `/worked` and `/failed` do to a measure. Each is obeyed once, and only as far as nobody has acted by hand since: what
 * GitHub has an act for becomes that act, so that afterwards what people do there rules.
 */
import type { Change, Question } from '../change.ts';
import type { Commanded } from '../commands/allowed.ts';
import type { MeasureCommand } from '../commands/table.ts';
import { labelOfPriority, priorityOf } from '../labels.ts';
import { inline, link } from '../markdown/inline.ts';
import type { CaseSnapshot, Happening, Measure } from '../snapshot.ts';
import type { Refusal } from '../timeline/entry.ts';
import { day } from '../timeline/time-words.ts';
import { type Life, lifeOf } from './standing.ts';
import type { Terms } from './terms.ts';

/** A measure with the acts that make it so. */
export interface Acted {
  readonly life: Life;
  readonly acts: readonly Change[];
}

/** Whose act it is, and when; for the list of changes. */
export interface Who {
  readonly login: string;
  readonly at: number;
}

export interface Obeyed extends Acted {
  readonly who: Who | undefined;
  readonly refusals: readonly { readonly commanded: Commanded; readonly refusal: Refusal }[];
  readonly questions: readonly Question[];
}

/**
 * @param commanded on the measure itself, oldest first
 * @param isEdited whether another version of a comment was obeyed before
 */
export function obey(
  snapshot: CaseSnapshot,
  measure: Measure,
  commanded: readonly Commanded[],
  isEdited: (one: Commanded) => boolean,
): Obeyed {
  let acted: Acted = { life: lifeOf(measure), acts: [] };
  let who: Who | undefined;
  const refusals: { commanded: Commanded; refusal: Refusal }[] = [];
  const questions: Question[] = [];
  for (const one of commanded) {
    const since = isEdited(one) ? snapshot.now : one.comment.createdAt;
    for (const { command } of one.isAllowed ? one.reading.lines : []) {
      if (!('name' in command) || !isMeasureCommand(command)) continue;
      const owner = command.name === 'accept' ? (command.terms.owner ?? proposedOwner(acted.life)) : undefined;
      if (one.isKnown) {
        const isRefused = command.name === 'accept' && command.terms.owner !== undefined && one.comment.confused;
        if (isRefused && !wasAssigned(measure, command.terms.owner ?? '', since))
          refusals.push({ commanded: one, refusal: cannotBeAssigned(command.terms) });
        continue;
      }
      const question = owner === undefined ? undefined : assignableQuestion(measure, owner);
      const isAssignable = question === undefined || snapshot.assignable?.get(assignableKey(question));
      if (question && isAssignable === undefined) questions.push(question);
      else if (!isAssignable && command.name === 'accept')
        refusals.push({ commanded: one, refusal: cannotBeAssigned({ ...command.terms, owner: owner ?? '' }) });
      else {
        const by = link(
          `${one.comment.author.login}, ${day(one.comment.createdAt, snapshot.configuration.zone)}`,
          one.comment.url,
        );
        acted = obeyOne(acted, command, { since, by, now: snapshot.now });
        who = { login: one.comment.author.login, at: since };
      }
    }
  }
  return { ...acted, who, refusals, questions };
}

export function isMeasureCommand(command: { readonly name: string }): command is MeasureCommand {
  return command.name === 'accept' || command.name === 'say';
}

interface How {
  readonly since: number;
  readonly by: string;
  readonly now: number;
}

function obeyOne(acted: Acted, command: MeasureCommand, { since, by, now }: How): Acted {
  const { record } = acted.life;
  if (command.name === 'accept') {
    const proposed = acted.life.standing === 'proposed' ? record.terms : {};
    const terms = { ...proposed, ...command.terms };
    const isOpening = acted.life.standing === 'declined' || acted.life.closedBy !== undefined;
    const open = isOpening ? turn(acted, 'open', since, now) : acted;
    return accept(
      keep(open, { accepted: 'said', said: record.said?.of === 'worked' ? record.said : undefined }),
      terms,
      since,
    );
  }
  const { of, why } = command;
  const state = of === 'declined' ? 'not planned' : of === 'worked' ? 'completed' : 'open';
  return turn(keep(acted, { said: { of, why: inline(why), by } }), state, since, now);
}

/** Priority becomes a label and owner an assignee, in place of those before. */
export function accept(acted: Acted, { priority, owner, by }: Terms, since: number): Acted {
  let next = by === undefined ? acted : keep(acted, { terms: { ...acted.life.record.terms, by } });
  if (priority !== undefined && !isOvertaken(next, since, isAboutPriority)) next = prioritise(next, priority);
  if (owner !== undefined && !isOvertaken(next, since, isAboutOwner)) next = handOver(next, owner);
  return next;
}

export function prioritise(acted: Acted, priority: string): Acted {
  const { measure } = acted.life;
  if (priorityOf(measure.labels) === priority && measure.labels.filter(isPriority).length === 1) return acted;
  const others = measure.labels.filter((label) => isPriority(label) && label.toUpperCase() !== priority);
  const isOn = measure.labels.some((label) => label.toUpperCase() === priority);
  const labels = [...measure.labels.filter((label) => !others.includes(label)), ...(isOn ? [] : [priority])];
  return change(acted, { labels }, [
    ...(isOn ? [] : [{ do: 'make label', repo: measure.repo, ...labelOfPriority(priority) } as const]),
    ...(isOn ? [] : [{ do: 'add label', issue: measure, label: priority } as const]),
    ...others.map((label): Change => ({ do: 'remove label', issue: measure, label })),
  ]);
}

function handOver(acted: Acted, owner: string): Acted {
  const { measure } = acted.life;
  const isOwner = (login: string) => login.toLowerCase() === owner.toLowerCase();
  const former = measure.assignees.filter((login) => !isOwner(login));
  const isOn = former.length < measure.assignees.length;
  const assignees = isOn ? measure.assignees.filter(isOwner) : [owner];
  return change(acted, { assignees }, [
    ...(isOn ? [] : [{ do: 'assign', issue: measure, login: owner } as const]),
    ...former.map((login): Change => ({ do: 'unassign', issue: measure, login })),
  ]);
}

function turn(acted: Acted, state: 'open' | 'completed' | 'not planned', since: number, now: number): Acted {
  const { measure } = acted.life;
  const isThere = measure.state === state || (state === 'not planned' && measure.state === 'duplicate');
  if (isThere || isOvertaken(acted, since, isAboutState)) return acted;
  if (state === 'open') return change(acted, { state, closedAt: undefined }, [{ do: 'reopen', issue: measure }]);
  const as = state === 'completed' ? 'completed' : 'not_planned';
  return change(acted, { state, closedAt: now }, [{ do: 'close', issue: measure, as }]);
}

function change({ life, acts }: Acted, changes: Partial<Measure>, more: readonly Change[]): Acted {
  return { life: lifeOf({ ...life.measure, ...changes }, life.record), acts: [...acts, ...more] };
}

export function keep({ life, acts }: Acted, changes: Partial<Life['record']>): Acted {
  return { life: lifeOf(life.measure, { ...life.record, ...changes }), acts };
}

/** Somebody did this by hand later than the command was given. */
function isOvertaken({ life }: Acted, since: number, isAbout: (one: Happening) => boolean): boolean {
  return life.measure.history.some((one) => isAbout(one) && one.by.kind !== 'us' && one.at > since);
}

function isAboutState({ what }: Happening): boolean {
  return what === 'closed' || what === 'reopened';
}

function isAboutOwner({ what }: Happening): boolean {
  return what === 'assigned' || what === 'unassigned';
}

function isAboutPriority(one: Happening): boolean {
  return 'label' in one && isPriority(one.label);
}

/** The latest thing that was done by hand about priority and owner. */
export function lastByHand({ history }: Measure): Who | undefined {
  const last = history.findLast((one) => isAboutOwner(one) || isAboutPriority(one));
  return last && { login: last.by.kind === 'us' ? '' : last.by.login, at: last.at };
}

function isPriority(label: string): boolean {
  return priorityOf([label]) !== undefined;
}

function proposedOwner({ standing, record, measure }: Life): string | undefined {
  return standing === 'proposed' && measure.assignees.length === 0 ? record.terms.owner : undefined;
}

function wasAssigned({ assignees, history }: Measure, login: string, since: number): boolean {
  const isOne = (other: string) => other.toLowerCase() === login.toLowerCase();
  return assignees.some(isOne) || history.some((one) => one.what === 'assigned' && isOne(one.who) && one.at >= since);
}

type AssignableQuestion = Extract<Question, { readonly ask: 'assignable' }>;

function assignableQuestion({ repo, number }: Measure, login: string): AssignableQuestion {
  return { ask: 'assignable', repo, number, login };
}

export function assignableKey({ repo, number = 0, login }: Omit<AssignableQuestion, 'ask'>): string {
  return `${repo}#${number} ${login}`.toLowerCase();
}

export function cannotBeAssigned({ owner = '', priority, by }: Terms): Refusal {
  const rest = [...(priority ? [priority] : []), ...(by ? [`by ${by}`] : [])].join(' ');
  return {
    refused: `GitHub lets nobody assign ${owner} here, who has no role in this repository`,
    instead: [`/accept ${rest}`.trim()],
  };
}
