/**
 * The changes in their order, which is the crash argument: the body first, then the status comment with the ledger, then replies, receipts and labels. Each
 * beginning of it leaves a state from which the next pass finishes.
 */

import { adoptedAt, hasOther } from '../adopting/adopted.ts';
import type { Change, Plan } from '../change.ts';
import { keptReading } from '../commands/allowed.ts';
import { problemsOf, receipted } from '../commands/receipts.ts';
import { helpChanges, type Problem, replyChanges } from '../commands/replies.ts';
import { seenChanges } from '../commands/unrun.ts';
import { deleteDoubles } from '../doubles.ts';
import { readmeBadge } from '../index-issue/badge.ts';
import { closeDoubles } from '../measures/doubles.ts';
import { closeDuplicates, linkBack } from '../opening/links.ts';
import { reactionChanges } from '../reactions.ts';
import type { CaseSnapshot, Comment } from '../snapshot.ts';
import { renderFight } from '../status/fight.ts';
import { labelChanges } from '../status/incomplete-label.ts';
import { planStatus } from '../status/plan-status.ts';
import { remind } from '../status/reminder.ts';
import { clock, soon } from '../timeline/time-words.ts';
import type { Drawn } from './draw.ts';
import type { Heard } from './hear.ts';
import type { Judged } from './judge.ts';

/** @param refused what was wrong with commands that are not about this page */
export function order(
  snapshot: CaseSnapshot,
  heard: Heard,
  drawn: Drawn,
  judged: Judged,
  refused: readonly Problem[],
): Plan {
  const { incident, configuration } = snapshot;
  const { zone } = configuration;
  const {
    postmortem,
    doubles,
    status,
    ledger,
    comments,
    others,
    unrun,
    unheard,
    onMeasures,
    listened,
    passages,
    measures,
  } = heard;
  const { shownMeasures, timeline, ends, notNeeded } = drawn;
  const {
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
    proposals,
    shown,
  } = judged;
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
      proposals,
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
  const talked = [incident, postmortem, ...others, ...onMeasures.measures].filter((issue) => issue !== undefined);
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
          place: onMeasures.measures.some((one) => one.id === issue.id) ? 'measure' : 'case',
          least: snapshot.configuration.commands,
          badge: readmeBadge(snapshot.repository.url, snapshot.configuration.labels),
        },
      ),
    ),
    ...reactionChanges(
      postmortem.repo,
      receipted(
        [...comments, ...onMeasures.measures.flatMap((one) => one.comments.filter((comment) => !comment.ours))],
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

/** Of things that belong to comments, those on one issue. */
function on<T extends { readonly comment: Comment }>(
  issue: { readonly comments: readonly Comment[] },
  all: readonly T[],
): T[] {
  return all.filter((one) => issue.comments.includes(one.comment));
}
