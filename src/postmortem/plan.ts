/**
 * What should be true of a case, as the difference to what is. Pure and total: it returns changes, or first the questions it needs answered.
 * The order of the changes is the crash argument: what is created comes alone, then the body, then the status comment with the ledger, then
 * replies, receipts and labels.
 */
import { adoptedAt, closedBefore, hasOther } from './adopting/adopted.ts';
import { knownEnds } from './adopting/known-ends.ts';
import { linkMeasures } from './adopting/linked-measures.ts';
import type { Change, Plan } from './change.ts';
import { check } from './checks/check.ts';
import { mutedBy } from './checks/muted.ts';
import { judgeClosing } from './closing/closing.ts';
import { followNotNeeded } from './closing/not-needed.ts';
import { digest } from './closing/settled.ts';
import { keptReading } from './commands/allowed.ts';
import { problemsOf, receipted } from './commands/receipts.ts';
import { helpChanges, type Problem, replyChanges } from './commands/replies.ts';
import { judgeUnrun, seenChanges } from './commands/unrun.ts';
import { namingOf, requiredIn } from './configuration/section-choice.ts';
import { followPassages } from './document/follow-passages.ts';
import { readHeadAttributes } from './document/head-attributes.ts';
import { mergeLostEdit } from './document/lost-edit.ts';
import type { Aliases } from './document/meaning.ts';
import { planBody } from './document/plan-body.ts';
import { type Document, readDocument } from './document/read.ts';
import { deleteDoubles } from './doubles.ts';
import { readmeBadge } from './index-issue/badge.ts';
import { indexOf, readCard } from './index-issue/card.ts';
import { asStep } from './index-issue/next-step.ts';
import { recall } from './index-issue/recall.ts';
import { readSeenAgain } from './index-issue/seen-again.ts';
import { acceptJoined, commentsOf, countedIn } from './joining/joined.ts';
import { judgeJoining, planJoined, planLeaving, reopenParted } from './joining/judge-joining.ts';
import { hasLabel, severityIn } from './labels.ts';
import { isMarked } from './markers.ts';
import { askWhetherTheyHold } from './measures/asking.ts';
import { conceal } from './measures/conceal.ts';
import { notedContinuations } from './measures/continuation.ts';
import { closeDoubles, partDoubles } from './measures/doubles.ts';
import { foldMeasures } from './measures/fold.ts';
import { hearMeasures } from './measures/hear.ts';
import { answersOf, type Origin } from './measures/measure.ts';
import { sayOnce } from './measures/once.ts';
import { orderMeasures } from './measures/order.ts';
import { closeDuplicates, linkBack } from './opening/links.ts';
import { planOpening } from './opening/open.ts';
import { reactionChanges } from './reactions.ts';
import type { CaseSnapshot, Comment, Incident, Measure, Overwritten, Postmortem } from './snapshot.ts';
import { renderFight } from './status/fight.ts';
import { labelChanges } from './status/incomplete-label.ts';
import { readLedger } from './status/ledger.ts';
import { planStatus } from './status/plan-status.ts';
import { remind } from './status/reminder.ts';
import { fightMarker, statusMarker } from './status/status-comment.ts';
import { fullPage, hostilePage, longestBody, renderUnusable, unusableMarker } from './status/unusable.ts';
import { readTimes } from './timeline/case-times.ts';
import { documentZone } from './timeline/document-zone.ts';
import { followTimeline, isFresh } from './timeline/follow.ts';
import { clock, soon } from './timeline/time-words.ts';

const nothing: Plan = { changes: [], again: false, shown: undefined };

export function plan(snapshot: CaseSnapshot): Plan {
  const { incident, postmortem, repository } = snapshot;
  if (repository.isArchived) return nothing;
  const judged = incident ? judgeJoining(snapshot, incident) : undefined;
  if (judged?.judged === 'ask') return { questions: judged.questions };
  if (judged?.judged === 'joined') return incident ? planJoined(snapshot, incident, judged.record) : nothing;
  const { problems, left } = judged ?? { problems: [], left: undefined };
  if (!postmortem && incident) return left ? planLeaving(incident, left) : planOpening(snapshot, incident, problems);
  if (!postmortem || !hasLabel(postmortem, snapshot.configuration.labels.postmortem)) return nothing;
  const zone = documentZone(postmortem.rawBody) ?? snapshot.configuration.zone;
  const planned = planPostmortem(
    { ...snapshot, configuration: { ...snapshot.configuration, zone } },
    postmortem,
    problems,
  );
  return left && 'changes' in planned ? { ...planned, left } : planned;
}

/** @param refused what was wrong with commands that are not about this page */
function planPostmortem(snapshot: CaseSnapshot, whole: Postmortem, refused: readonly Problem[]): Plan {
  const { incident, configuration } = snapshot;
  const { postmortem, doubles } = partDoubles(whole);
  const { zone } = configuration;
  const text = withLostEdits(snapshot, postmortem);
  const naming = namingOf(configuration);
  const document = readDocument(text, naming.aliases);
  const status = postmortem.comments.find((one) => isMarked(one, statusMarker));
  const ledger = status && readLedger(status.body);
  if ('hostile' in document)
    return planUnusable(postmortem, status, hostilePage(text, document.hostile), cardText(snapshot, postmortem));
  const accepted = acceptJoined(snapshot, postmortem);
  const own = [...(incident?.comments ?? []), ...postmortem.comments];
  const comments = [...own, ...commentsOf(accepted.joined)].filter((one) => !one.ours);
  const isOwnUnsure = !(incident?.isComplete ?? isAlone(postmortem, document)) || !postmortem.isComplete;
  const others = accepted.joined.flatMap((one) => [one.incident, ...(one.postmortem ? [one.postmortem] : [])]);
  const isUnsure = isOwnUnsure || accepted.unread.length > 0 || others.some((one) => !one.isComplete);
  const given = { postmortem, document, ledger, comments, isUnsure };
  const { commanded: all, questions: asked, context } = readTimes(snapshot, given);
  const commanded = countedIn(all, accepted.joined);
  const { unrun, refused: unheard, questions: askedOfUnrun } = judgeUnrun(snapshot, given, commanded);
  const heard = hearMeasures(snapshot, postmortem, commanded, ledger, context);
  const listened = [...commanded, ...heard.commanded];
  const questions = [...accepted.questions, ...asked, ...askedOfUnrun, ...heard.questions];
  const origin = originOf(postmortem, incident);
  const passages = followPassages({
    ...given,
    commanded,
    isFresh: isFresh(given),
    taken: postmortem.measures.flatMap(answersOf),
  });
  const continuations = notedContinuations(document.regions.get('measures')?.attributes);
  const measures =
    questions.length > 0
      ? undefined
      : foldMeasures(snapshot, postmortem, commanded, heard, ledger, origin, passages.factors, continuations);
  if (!measures || measures.questions.length > 0) return { questions: [...questions, ...(measures?.questions ?? [])] };
  if (measures.creations.length > 0) return { changes: measures.creations, again: true, shown: undefined };

  const shownMeasures = conceal(measures.all, postmortem);
  const isChanging = passages.edits.added.length + passages.edits.replaced.length > 0;
  const timeline = followTimeline({ ...given, commanded, context, isChanging });
  if (timeline.pages.creations.length > 0) return { changes: timeline.pages.creations, again: true, shown: undefined };
  const { ends, bounds } = knownEnds(postmortem, document, timeline.rows.rows, configuration);
  const notNeeded = followNotNeeded(
    postmortem,
    commanded.filter((one) => own.includes(one.comment)),
    isOwnUnsure,
  );
  const muted = mutedBy(commanded);
  const seenAgain = snapshot.seenAgain ?? readSeenAgain(document.regions.get('head')?.inside ?? '') ?? '';
  const written = (isLeftIncomplete?: boolean, asking?: Parameters<typeof planBody>[0]['asking']) =>
    planBody({
      snapshot,
      postmortem,
      document,
      timeline,
      ends,
      accepted,
      notNeeded: notNeeded.why,
      muted: [...muted.keys()],
      isLeftIncomplete,
      seenAgain,
      asking,
      measures: shownMeasures,
      passages: passages.edits,
      origin,
    });
  const { findings: levels, words } = snapshot.configuration;
  const page = asWritten(written(), document, naming.aliases);
  const linked = linkMeasures(snapshot, postmortem, page, ledger?.links, status !== undefined);
  if (linked.questions.length > 0) return { questions: linked.questions };
  const recalled = recall(snapshot, postmortem, page.text);
  if (recalled.questions.length > 0) return { questions: recalled.questions };
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
  const isFollowed = ({ id }: Measure) => heard.measures.some((other) => other.id === id);
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
  const inputs = isStaying
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
    inputs !== undefined &&
    !isTold &&
    !snapshot.fight &&
    notes.asksAt === asksAt &&
    (ledger ? ledger.inputs === inputs : !isWorthAStatus);
  const isFull = body.length > Math.max(longestBody, postmortem.rawBody.length);
  const stays = isSettled || isFull ? postmortem.rawBody : body;
  const shown = cardText(snapshot, { ...postmortem, rawBody: stays }, { next: asStep(checked.findings) });
  if (isFull) return planUnusable(postmortem, status, fullPage(body), shown);
  if (isSettled && linked.changes.length === 0) return { changes: [], again: false, shown };
  if (measures.isWaiting && writing.length > 0) return { changes: writing, again: true, shown };

  const problems = [...refused, ...problemsOf(listened), ...timeline.problems, ...measures.problems];
  const said = planStatus({
    postmortem,
    status,
    before: ledger,
    isWorthIt: isWorthAStatus,
    reminder: remind({
      postmortem: postmortem.ours ? postmortem : { ...postmortem, createdAt: adoptedAt(postmortem, configuration) },
      check: checked,
      ends,
      now: snapshot.now,
      days: snapshot.configuration.reminders.unwritten,
      saidAt: ledger?.reminded ?? (postmortem.eyes ? snapshot.now : undefined),
    }),
    ledger: {
      revision: timeline.revision,
      read: { ...unheard, ...Object.fromEntries(listened.map((one) => [one.comment.number, keptReading(one)])) },
      removed: [...timeline.removed, ...passages.removed],
      ...(closing.judged === undefined ? {} : { judged: closing.judged }),
      ...(saidOnce.length === 0 ? {} : { said: saidOnce }),
      ...(ordered.order === undefined ? {} : { order: ordered.order }),
      ...(linked.seen === undefined ? {} : { links: linked.seen }),
      ...(inputs === undefined ? {} : { inputs }),
    },
    facts: {
      check: checked,
      ends,
      assignees: postmortem.assignees,
      measures: shownMeasures,
      receipts: timeline.receipts,
      removed: timeline.removedClocks,
      removedFrom: passages.removedFrom,
      unrun: unrun.map(({ comment, place }) => ({ clock: clock(comment.createdAt, zone), url: comment.url, place })),
      closing: isKeptAsItIs ? 'closed before' : closing.standing,
      asksOn: asksAt === undefined ? undefined : soon(asksAt, postmortem.closedAt ?? asksAt, zone),
      notNeeded: notNeeded.why,
      seenBefore: recalled.rows,
      fight: snapshot.fight && renderFight(snapshot.fight, zone),
    },
  });
  const talked = [incident, postmortem, ...others, ...heard.measures].filter((issue) => issue !== undefined);
  const ground: Change[] = [
    ...linkBack(incident, postmortem),
    ...closeDuplicates(incident, postmortem, configuration),
    ...closeDoubles(doubles),
    ...timeline.pages.before,
    // The page says that it was asked.
    ...asking.changes,
    ...writing,
    ...timeline.pages.after,
    ...measures.edits,
    ...once.changes,
    ...linked.changes,
  ];
  const courtesy: Change[] = [
    ...ordered.changes,
    ...deleteDoubles(talked),
    ...talked.flatMap((issue) => replyChanges(issue, on(issue, problems), zone)),
    ...talked.flatMap((issue) =>
      helpChanges(
        issue,
        on(issue, listened).filter((one) => one.isAllowed),
        {
          place: heard.measures.some((one) => one.id === issue.id) ? 'measure' : 'case',
          least: snapshot.configuration.commands,
          badge: readmeBadge(snapshot.repository.url, snapshot.configuration.labels),
        },
      ),
    ),
    ...reactionChanges(
      postmortem.repo,
      receipted(
        [...comments, ...heard.measures.flatMap((one) => one.comments.filter((comment) => !comment.ours))],
        listened,
        problems,
      ),
    ),
    ...seenChanges(postmortem.repo, unrun),
    ...said.receipts,
    ...hasOther(incident, postmortem, snapshot),
    ...labelChanges(
      postmortem,
      incident,
      notNeeded.why === undefined ? checked : { ...checked, findings: [] },
      configuration,
    ),
    ...closing.changes,
  ];
  // While it is closed, the ledger says that all is done, so it comes last.
  const changes =
    inputs === undefined ? [...ground, ...said.changes, ...courtesy] : [...ground, ...courtesy, ...said.changes];
  const again = said.isFirst || linked.changes.length > 0 || closing.changes.length > 0;
  return { changes, again, shown };
}

/** What the index shows of it, as it will stand. */
function cardText(snapshot: CaseSnapshot, postmortem: Postmortem, known?: { next: string }): string {
  const { incident, configuration } = snapshot;
  return JSON.stringify(readCard({ ...postmortem, incident, configuration }, indexOf(snapshot), known));
}

/** Says what is wrong with the page, and leaves all else as it is. */
function planUnusable(postmortem: Postmortem, status: Comment | undefined, why: string, shown: string): Plan {
  const body = renderUnusable(why, status && readLedger(status.body));
  const say: Change = { do: 'write comment', issue: postmortem, comment: status?.number, body };
  return { changes: status?.body === body ? [] : [say], again: false, shown, isUnusable: true };
}

/** What the checks look at: the page as it is being written. */
function asWritten(body: string, document: Document, aliases: Aliases): Document {
  const written = body === document.text ? document : readDocument(body, aliases);
  return 'hostile' in written ? document : written;
}

/** An edit has come back where a later body holds it; somebody may have taken it out again since. */
function withLostEdits({ overwritten = [], configuration }: CaseSnapshot, { rawBody, editedAt }: Postmortem): string {
  const times = { zone: configuration.zone, reference: editedAt };
  const merge = (body: string, lost: Overwritten) => mergeLostEdit(body, lost, times, namingOf(configuration));
  return overwritten
    .filter((lost) => !(lost.since ?? []).some((body) => merge(body, lost) === body))
    .reduce(merge, rawBody);
}

/** It never had an incident from which rows could have come. */
function isAlone(postmortem: Postmortem, { regions }: Document): boolean {
  return !postmortem.ours && regions.get('head')?.attributes.of === undefined;
}

function originOf(postmortem: Postmortem, incident: Incident | undefined): Origin {
  const title = incident?.title ?? postmortem.title.replace(/^Postmortem: /, '');
  return { title, url: postmortem.url, at: incident?.createdAt ?? postmortem.createdAt };
}

/** Of things that belong to comments, those on one issue. */
function on<T extends { readonly comment: Comment }>(
  issue: { readonly comments: readonly Comment[] },
  all: readonly T[],
): T[] {
  return all.filter((one) => issue.comments.includes(one.comment));
}
