/**
 * What is still missing, what becomes of a closing, what is said once, and whether anything has to be written at all: a closed page that people left as it
 * is stays so, however differently it would be worded today.
 */

import { closedBefore } from '../adopting/adopted.ts';
import { linkMeasures } from '../adopting/linked-measures.ts';
import type { Change } from '../change.ts';
import { check } from '../checks/check.ts';
import { judgeClosing } from '../closing/closing.ts';
import { digest, digestOfOurs } from '../closing/settled.ts';
import { requiredIn } from '../configuration/section-choice.ts';
import { readHeadAttributes } from '../document/head-attributes.ts';
import type { Aliases } from '../document/meaning.ts';
import { type Document, readDocument } from '../document/read.ts';
import { asStep } from '../index-issue/next-step.ts';
import { recall } from '../index-issue/recall.ts';
import { reopenParted } from '../joining/judge-joining.ts';
import { severityIn } from '../labels.ts';
import { isMarked } from '../markers.ts';
import { askWhetherTheyHold } from '../measures/asking.ts';
import { proposalsByHand } from '../measures/by-hand.ts';
import { sayOnce } from '../measures/once.ts';
import { orderMeasures } from '../measures/order.ts';
import type { CaseSnapshot, Measure } from '../snapshot.ts';
import { fightMarker } from '../status/status-comment.ts';
import { fullPage, longestBody, unusableMarker } from '../status/unusable.ts';
import { clock } from '../timeline/time-words.ts';
import { cardText } from './card-text.ts';
import type { Drawn } from './draw.ts';
import type { Heard, Stop } from './hear.ts';
import { planUnusable } from './unusable-page.ts';

export type Judged = Exclude<ReturnType<typeof judge>, Stop>;

export function judge(snapshot: CaseSnapshot, heard: Heard, drawn: Drawn) {
  const { configuration } = snapshot;
  const { zone } = configuration;
  const { postmortem, naming, document, status, ledger, onMeasures, listened, passages, measures } = heard;
  const { shownMeasures, timeline, bounds, notNeeded, muted, seenAgain, written } = drawn;
  const { findings: levels, words } = snapshot.configuration;
  const page = asWritten(written(), document, naming.aliases);
  const linked = linkMeasures(snapshot, postmortem, page, ledger?.links, status !== undefined);
  if (linked.questions.length > 0) return { stop: { questions: linked.questions } };
  const recalled = recall(snapshot, postmortem, page.text);
  if (recalled.questions.length > 0) return { stop: { questions: recalled.questions } };
  const isKeptAsItIs = closedBefore(postmortem, configuration) !== undefined;
  const looked = check({
    document: page,
    required: requiredIn(configuration, severityIn(snapshot)),
    headings: naming.headings,
    ends: bounds,
    rows: timeline.rows.rows.map((row) => ({ ...row, clock: clock(row.at, zone) })),
    measures: shownMeasures,
    isPublic: !postmortem.isPrivate,
    choice: { levels, words, muted },
  });
  const checked = isKeptAsItIs ? { ...looked, findings: [], worthALook: [] } : looked;
  const judged = judgeClosing(
    postmortem,
    checked,
    ledger?.judged ?? closedBefore(postmortem, configuration),
    configuration.closing,
  );
  const undoing = [...notNeeded.changes, ...reopenParted(postmortem)];
  const closing = undoing.length > 0 ? { ...judged, changes: undoing } : judged;
  const isFollowed = ({ id }: Measure) => onMeasures.measures.some((other) => other.id === id);
  const once = sayOnce(snapshot, postmortem, measures.all.filter(isFollowed), ledger?.said);
  const ordered = orderMeasures(postmortem, measures.all, ledger?.order);
  const isStaying = postmortem.state !== 'open' && closing.changes.length === 0;
  const notes = readHeadAttributes(document.regions.get('head')?.attributes ?? {});
  const known = { said: ledger?.said, isAsked: notes.isAsked === true };
  const asking = askWhetherTheyHold(snapshot, postmortem, shownMeasures.filter(isFollowed), known, isStaying);
  const saidOnce = [...once.said, ...asking.said, ...measures.waiting];
  const { asksAt } = asking;
  const told = [...saidOnce, ...(asksAt === undefined ? [] : [`asks ${asksAt}`])];
  const body = written(isStaying && postmortem.state === 'completed' && checked.findings.length > 0, asking);
  const writing: Change[] =
    body === postmortem.rawBody ? [] : [{ do: 'write body', issue: postmortem, base: postmortem.rawBody, body }];
  const people = isStaying
    ? digest(body, listened, measures.all, [...told, seenAgain, ...recalled.rows], postmortem, configuration)
    : undefined;
  const isWorthAStatus =
    !postmortem.ours ||
    timeline.rows.rows.length > 0 ||
    passages.isUsed ||
    postmortem.measures.length > 0 ||
    notNeeded.why !== undefined ||
    closing.standing === 'closed incomplete by a bot' ||
    snapshot.fight !== undefined;
  const isTold = status !== undefined && (isMarked(status, unusableMarker) || isMarked(status, fightMarker));
  const isSettled =
    people !== undefined &&
    !isTold &&
    !snapshot.fight &&
    notes.asksAt === asksAt &&
    (ledger ? ledger.inputs === `${people}.${digestOfOurs(postmortem.rawBody)}` : !isWorthAStatus);
  const inputs = people && `${people}.${digestOfOurs(isSettled ? postmortem.rawBody : body)}`;
  const isFull = body.length > Math.max(longestBody, postmortem.rawBody.length);
  const stays = isSettled || isFull ? postmortem.rawBody : body;
  const shown = cardText(snapshot, { ...postmortem, rawBody: stays }, { next: asStep(checked.findings) });
  if (isFull) return { stop: planUnusable(postmortem, status, fullPage(body), shown) };
  if (isSettled && linked.changes.length === 0) return { stop: { changes: [], again: false, shown } };
  if (measures.isWaiting && writing.length > 0) return { stop: { changes: writing, again: true, shown } };
  return {
    linked,
    recalled,
    isKeptAsItIs,
    checked,
    closing,
    once,
    ordered,
    asking,
    asksAt,
    saidOnce,
    writing,
    inputs,
    isWorthAStatus,
    proposals: postmortem.state === 'open' ? proposalsByHand(page) : [],
    shown,
  };
}

/** What the checks look at: the page as it is being written. */
function asWritten(body: string, document: Document, aliases: Aliases): Document {
  const written = body === document.text ? document : readDocument(body, aliases);
  return 'hostile' in written ? document : written;
}
