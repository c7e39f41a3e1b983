/**
 * The comments on measures: the commands in them, and what is wrong with those that belong elsewhere. What is said of a measure on the postmortem, where
 * it is asked, counts as said on it.
 */
import { isAdopted } from '../adopting/adopted.ts';
import type { Question } from '../change.ts';
import { type Commanded, findCommanded } from '../commands/allowed.ts';
import type { CaseTimes, Line } from '../commands/read.ts';
import type { Problem } from '../commands/replies.ts';
import { hasLabel, isIncident } from '../labels.ts';
import { link } from '../markdown/inline.ts';
import { type CaseSnapshot, inOrder, type Measure, type Postmortem } from '../snapshot.ts';
import type { Ledger } from '../status/ledger.ts';
import { type Answered, isAnswer, readAnswers } from './answers.ts';
import { isMeasureCommand } from './commands.ts';
import { conceal } from './conceal.ts';
import { noteOf } from './record.ts';
import { lifeOf } from './standing.ts';

export interface Heard {
  /** Measures whose comments are listened to. */
  readonly measures: readonly Measure[];
  readonly commanded: readonly Commanded[];
  /** What was said of measures on the incident or the postmortem. */
  readonly answered: readonly Answered[];
  readonly problems: readonly Problem[];
  readonly questions: readonly Question[];
}

/** @param commanded on the incident and the postmortem */
export function hearMeasures(
  snapshot: CaseSnapshot,
  postmortem: Postmortem,
  commanded: readonly Commanded[],
  ledger: Ledger | undefined,
  times: CaseTimes,
): Heard {
  const measures = postmortem.measures.filter((one) => !hasOwnCase(one, snapshot) && !isWaiting(one));
  const heard: Commanded[] = [];
  const questions: Question[] = [];
  for (const measure of measures) {
    const found = findCommanded(measure.comments, ledger, snapshot, times);
    heard.push(...found.commanded);
    questions.push(...found.questions);
  }
  const elsewhere = belongsElsewhere(postmortem);
  const shown = conceal(measures, postmortem);
  const answers = commanded.map((one) => readAnswers(one, shown, postmortem.repo));
  const problems = [
    ...heard.flatMap((one) => (holdsOnly(one, isOfMeasure) ? [] : misplaced(one, elsewhere))),
    ...commanded.flatMap((one) =>
      one.reading.lines.some(isOfMeasureAlone) ? misplaced(one, belongsOnMeasure(shown)) : [],
    ),
    ...answers.flatMap((one) => one.problems),
  ];
  const answered = answers.flatMap((one) => one.answered);
  return { measures, commanded: heard.map(onlyOfMeasure), answered, problems, questions };
}

/** What is an incident or a postmortem itself is listened to there. */
function hasOwnCase(measure: Measure, { configuration }: CaseSnapshot): boolean {
  const { labels } = configuration;
  const isRecord = measure.ours && hasLabel(measure, labels.postmortem);
  return isRecord || isIncident(measure, labels) || isAdopted(measure, labels);
}

/** What is said on it could be kept nowhere: it is heard once the issue is unlocked. */
function isWaiting(measure: Measure): boolean {
  return measure.locked && !measure.ours && !noteOf(measure);
}

function misplaced({ comment, isTold, isAllowed }: Commanded, refused: string): Problem[] {
  return isAllowed ? [{ comment, isTold, refusal: { refused, instead: [] } }] : [];
}

function holdsOnly({ reading }: Commanded, isRight: (line: Line) => boolean): boolean {
  return reading.blocks.length === 0 && reading.lines.every(isRight);
}

/** The rest of it is not done, so that no receipt may say so. */
function onlyOfMeasure(one: Commanded): Commanded {
  const { lines, version } = one.reading;
  return { ...one, reading: { version, blocks: [], lines: lines.filter(isOfMeasure) } };
}

/** What could not be read is told by itself. */
function isOfMeasure({ command }: Line): boolean {
  return !('name' in command) || isMeasureCommand(command) || command.name === 'help';
}

/** Whether it is taken nowhere else: what is said of one that was done is taken where it is asked, too. */
function isOfMeasureAlone({ command }: Line): boolean {
  return 'name' in command && isMeasureCommand(command) && !isAnswer(command);
}

function belongsElsewhere({ title, url }: Postmortem): string {
  return `on a measure there are \`/accept\`, \`/decline\`, \`/worked\` and \`/failed\`. The rest belongs to ${link(title, url)}`;
}

const mostShown = 3;

function belongsOnMeasure(measures: readonly Measure[]): string {
  const open = measures.filter((one) => lifeOf(one).standing === 'proposed').slice(0, mostShown);
  const links = open.map((one) => link(one.title, one.url)).join(', ');
  return `it belongs on the measure's own issue${links === '' ? '' : `, such as ${links}`}`;
}

/** What was commanded on a measure or said of it, oldest first. */
export function heardOn({ id, comments }: Measure, { commanded, answered }: Heard): readonly Commanded[] {
  const own = commanded.filter((one) => comments.includes(one.comment));
  const said = answered.flatMap((one) => (one.measure.id === id ? [one.commanded] : []));
  if (said.length === 0) return own;
  return [...own, ...said].sort((a, b) => inOrder(a.comment, b.comment));
}
