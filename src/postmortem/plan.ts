/**
 * What should be true of a case, as the difference to what is. Pure and total: it returns changes, or first the questions it needs answered.
 * The order of the changes is the crash argument: what is created comes alone, then the body, then the status comment with the ledger, then
 * replies, receipts and labels.
 */
import type { Change, Plan, Question } from './change.ts';
import { type Check, check } from './checks/check.ts';
import { findInTimeline } from './checks/timeline-rules.ts';
import { judgeClosing } from './closing/closing.ts';
import { type Commanded, findCommanded, keptReading, mayCommand } from './commands/allowed.ts';
import { helpChanges, type Problem, replyChanges } from './commands/replies.ts';
import { renderHead } from './document/head.ts';
import { mergeLostEdit } from './document/lost-edit.ts';
import { type Document, readDocument, writtenIn } from './document/read.ts';
import { type SectionId, sections } from './document/sections.ts';
import { type Regions, writeBody } from './document/write.ts';
import { hash } from './hash.ts';
import { cardOf } from './index-issue/card.ts';
import { hasLabel, isPostmortemOf, labels } from './labels.ts';
import { link } from './markdown/inline.ts';
import { commentMarker, isMarked } from './markers.ts';
import { foldMeasures } from './measures/fold.ts';
import { type Origin, renderMeasures } from './measures/measure.ts';
import { planOpening } from './opening/open.ts';
import { type Receipted, reactionChanges } from './reactions.ts';
import { zone } from './settings.ts';
import type { CaseSnapshot, Comment, Incident, Postmortem } from './snapshot.ts';
import { type Ledger, readLedger } from './status/ledger.ts';
import { renderStatus, statusMarker } from './status/status-comment.ts';
import { fullPage, hostilePage, longestBody, renderUnusable, unusableMarker } from './status/unusable.ts';
import { type Followed, type FollowOptions, findUnrun, followTimeline } from './timeline/follow.ts';
import { endsAttributes } from './timeline/pages.ts';
import { type Ends, endsOf } from './timeline/rows.ts';
import { clock } from './timeline/time-words.ts';
import type { TimeContext } from './timeline/when.ts';
import { readZoneNote } from './timeline/zone-notes.ts';

const nothing: Plan = { changes: [], again: false, shown: undefined };
const linkMarker = commentMarker('link');

export function plan(snapshot: CaseSnapshot): Plan {
  const { incident, postmortem, repository } = snapshot;
  if (repository.isArchived) return nothing;
  if (!postmortem) return incident ? planOpening(snapshot, incident) : nothing;
  if (!hasLabel(postmortem, labels.postmortem.name)) return nothing;
  return planPostmortem(snapshot, postmortem);
}

function planPostmortem(snapshot: CaseSnapshot, postmortem: Postmortem): Plan {
  const { incident } = snapshot;
  const text = withLostEdits(snapshot, postmortem);
  const document = readDocument(text);
  const status = ownComment(postmortem.comments, statusMarker);
  const ledger = status && readLedger(status.body);
  if ('hostile' in document) return planUnusable(postmortem, status, hostilePage(text, document.hostile), 'unread');
  const comments = [...(incident?.comments ?? []), ...postmortem.comments].filter((one) => !one.ours);
  const isUnsure = !incident?.isComplete || !postmortem.isComplete;
  const given = { postmortem, document, ledger, comments, isUnsure };
  const { commanded, questions: asked, context } = readTimes(snapshot, given);
  const { unrun, refused, questions: askedOfUnrun } = judgeUnrun(snapshot, given, commanded);
  const questions = [...asked, ...askedOfUnrun];
  const origin = originOf(postmortem, incident);
  const measures = questions.length > 0 ? undefined : foldMeasures(snapshot, postmortem, commanded, origin);
  if (!measures || measures.questions.length > 0) return { questions: [...questions, ...(measures?.questions ?? [])] };
  if (measures.creations.length > 0) return { changes: measures.creations, again: true, shown: undefined };

  const timeline = followTimeline({ ...given, commanded, context });
  if (timeline.pages.creations.length > 0) return { changes: timeline.pages.creations, again: true, shown: undefined };
  const ends = endsOf(timeline.rows.rows);
  const body = planBody({ snapshot, postmortem, document, timeline, origin });
  const checked = check({
    document,
    ends,
    measureCount: postmortem.measures.length,
    arriving: arrivingSections(document, ends),
  });
  const closing = judgeClosing(postmortem, checked, ledger?.judged);
  const isStaying = postmortem.state !== 'open' && closing.changes.length === 0;
  const inputs = isStaying ? digest(body, commanded, postmortem) : undefined;
  const shown = JSON.stringify(cardOf({ postmortem, incident, ends, check: checked, measures: postmortem.measures }));
  const isWorthAStatus =
    timeline.rows.rows.length > 0 ||
    postmortem.measures.length > 0 ||
    closing.standing === 'closed incomplete by a bot';
  const isTold = status !== undefined && isMarked(status, unusableMarker);
  const isSettled = inputs !== undefined && !isTold && (ledger ? ledger.inputs === inputs : !isWorthAStatus);
  if (body.length > Math.max(longestBody, postmortem.rawBody.length)) {
    return planUnusable(postmortem, status, fullPage(body), shown);
  }
  if (isSettled) return { changes: [], again: false, shown };

  const newLedger: Ledger = {
    revision: timeline.revision,
    read: { ...refused, ...Object.fromEntries(commanded.map((one) => [one.comment.number, keptReading(one)])) },
    removed: timeline.removed,
    ...(closing.judged === undefined ? {} : { judged: closing.judged }),
    ...(inputs === undefined ? {} : { inputs }),
  };
  const problems = [...problemsOf(commanded), ...timeline.problems, ...measures.problems];
  const statusText = renderStatus(
    {
      check: checked,
      ends,
      assignees: postmortem.assignees,
      measures: postmortem.measures,
      receipts: timeline.receipts,
      removed: timeline.removedClocks,
      unrun: unrun.map(({ comment, place }) => ({ clock: clock(comment.createdAt, zone), url: comment.url, place })),
      hints: findInTimeline(timeline.rows.rows.map((row) => ({ ...row, clock: clock(row.at, zone) }))).map(
        (one) => one.text,
      ),
      closing: closing.standing,
    },
    status ? newLedger : undefined,
  );
  const isDue = status !== undefined || isWorthAStatus;
  const ledgerChange: Change[] =
    isDue && status?.body !== statusText
      ? [{ do: 'write comment', issue: postmortem, comment: status?.number, body: statusText }]
      : [];
  const talked = [incident, postmortem].filter((issue) => issue !== undefined);
  const ground: Change[] = [
    ...linkBack(incident, postmortem),
    ...duplicates(incident, postmortem),
    ...timeline.pages.before,
    ...(body === postmortem.rawBody
      ? []
      : [{ do: 'write body', issue: postmortem, base: postmortem.rawBody, body } as const]),
    ...timeline.pages.after,
    ...measures.edits,
  ];
  const courtesy: Change[] = [
    ...extraStatuses(postmortem, status),
    ...talked.flatMap((issue) => replyChanges(issue, on(issue, problems))),
    ...talked.flatMap((issue) =>
      helpChanges(
        issue,
        on(issue, commanded).filter((one) => one.isAllowed),
      ),
    ),
    ...reactionChanges(postmortem.repo, receipted(comments, commanded, problems)),
    ...seen(postmortem.repo, unrun),
    ...labelChanges(postmortem, incident, checked),
    ...closing.changes,
  ];
  // While it is closed, the ledger says that all is done, so it comes last.
  const changes =
    inputs === undefined ? [...ground, ...ledgerChange, ...courtesy] : [...ground, ...courtesy, ...ledgerChange];
  const again = changes.some(
    (one) =>
      one.do === 'reopen' || (one.do === 'write comment' && one.comment === undefined && one.body === statusText),
  );
  return { changes, again, shown };
}

/** Says what is wrong with the page, and leaves all else as it is. */
function planUnusable(postmortem: Postmortem, status: Comment | undefined, why: string, shown: string): Plan {
  const body = renderUnusable(why, status && readLedger(status.body));
  const say: Change = { do: 'write comment', issue: postmortem, comment: status?.number, body };
  return { changes: status?.body === body ? [] : [say], again: false, shown, isUnusable: true };
}

function withLostEdits({ overwritten = [] }: CaseSnapshot, { rawBody, editedAt }: Postmortem): string {
  return overwritten.reduce((body, lost) => mergeLostEdit(body, lost, { zone, reference: editedAt }), rawBody);
}

/**
 * Reads the commands by the times of this case. Times that count from the discovery need to know it first: it is the one that the list without
 * them shows, so that comments are read once more when somebody counts from it.
 */
function readTimes(snapshot: CaseSnapshot, given: Omit<FollowOptions, 'commanded' | 'context'>) {
  const { postmortem, document, comments, ledger } = given;
  const namedZone = readZoneNote(timelineNote(document));
  const context: TimeContext = {
    zone,
    reference: postmortem.editedAt,
    opened: (snapshot.incident ?? postmortem).createdAt,
    ...(namedZone === undefined ? {} : { namedZone }),
  };
  const first = findCommanded(comments, ledger, snapshot.roles, postmortem.repo, context);
  if (!comments.some((one) => /T[ \t]?[+-]/.test(one.body))) return { ...first, context };
  const { rows } = followTimeline({ ...given, commanded: first.commanded, context }).rows;
  const { discovered } = endsOf(rows);
  if (discovered === undefined) return { ...first, context };
  const found = findCommanded(comments, ledger, snapshot.roles, postmortem.repo, { ...context, discovered });
  return { ...found, context: { ...context, discovered } };
}

/**
 * Commands that were seen and not run, of people who may command; others get no word. Our 👀 says that the role was asked, the ledger keeps
 * a refusal as it does for commands.
 */
function judgeUnrun(
  { roles }: CaseSnapshot,
  { postmortem, comments, ledger }: Omit<FollowOptions, 'commanded' | 'context'>,
  commanded: readonly Commanded[],
) {
  const unrun: ReturnType<typeof findUnrun> = [];
  const refused: { [comment: string]: string } = {};
  const questions: Question[] = [];
  for (const one of findUnrun(comments, commanded)) {
    const { comment } = one;
    const version = `-${hash(comment.body)}`;
    const role = roles.get(comment.author.login);
    if (comment.eyes || mayCommand(role)) unrun.push(one);
    else if (role !== undefined || ledger?.read[comment.number] === version) refused[comment.number] = version;
    else questions.push({ ask: 'role', repo: postmortem.repo, login: comment.author.login });
  }
  return { unrun, refused, questions };
}

/** What people wrote above the list, where a zone for all of it may be named. */
function timelineNote(document: Document): string {
  const section = document.sections.find((one) => one.id === 'timeline');
  return section
    ? document.text.slice(section.headingStart, section.headingEnd) + writtenIn(document, 'timeline').slice(0, 300)
    : '';
}

/** 👀 on a comment whose command was seen and not run. */
function seen(repo: string, unrun: readonly { readonly comment: Comment }[]): Change[] {
  const fresh = unrun.filter(({ comment }) => !comment.eyes);
  if (fresh.length === 0) return [];
  return [
    { do: 'react', repo, reactions: fresh.map(({ comment }) => ({ subject: comment.id, content: 'EYES', add: true })) },
  ];
}

/** Of things that belong to comments, those on one issue. */
function on<T extends { readonly comment: Comment }>(
  issue: { readonly comments: readonly Comment[] },
  all: readonly T[],
): T[] {
  return all.filter((one) => issue.comments.includes(one.comment));
}

function planBody({
  snapshot,
  postmortem,
  document,
  timeline,
  origin,
}: {
  snapshot: CaseSnapshot;
  postmortem: Postmortem;
  document: Document;
  timeline: Followed;
  origin: Origin;
}): string {
  const { incident } = snapshot;
  const ends = endsOf(timeline.rows.rows);
  const wasReview = isReview(document);
  const arriving = arrivingSections(document, ends);
  const arrives = arriving.length > 0;
  const hasSection = document.sections.some((one) => one.id === 'measures');
  const isMeasuring =
    arrives || document.regions.has('measures') || postmortem.measures.length > 0 || (wasReview && hasSection);
  const regions: Regions = {
    head: {
      text: renderHead({ ends, incident, labels: postmortem.labels, isPrivate: postmortem.isPrivate, zone }),
      attributes: arrives || wasReview ? { stage: 'review' } : {},
    },
    timeline: {
      text: timeline.text,
      attributes: {
        ...(timeline.revision > 0 ? { rev: String(timeline.revision) } : {}),
        ...(timeline.pageCount > 1 ? { pages: String(timeline.pageCount), ...endsAttributes(ends) } : {}),
      },
    },
    measures: isMeasuring ? { text: renderMeasures(postmortem.measures, origin.at, zone), attributes: {} } : undefined,
  };
  return writeBody(document, regions, arriving, postmortem.rawBody);
}

function isReview(document: Document): boolean {
  return document.regions.get('head')?.attributes.stage === 'review';
}

/** The sections of the review arrive once, when it is declared over; the mark for it lies in the head of the very same body. */
function arrivingSections(document: Document, ends: Ends): readonly SectionId[] {
  if (ends.over === undefined || isReview(document)) return [];
  return sections.filter((one) => one.arrives === 'review').map((one) => one.id);
}

function originOf(postmortem: Postmortem, incident: Incident | undefined): Origin {
  const title = incident?.title ?? postmortem.title.replace(/^Postmortem: /, '');
  return { title, url: postmortem.url, at: incident?.createdAt ?? postmortem.createdAt };
}

function ownComment(comments: readonly Comment[], marker: string): Comment | undefined {
  return comments.find((one) => isMarked(one, marker));
}

/** Should a second status comment ever come about, the older one stays. */
function extraStatuses(postmortem: Postmortem, status: Comment | undefined): Change[] {
  return postmortem.comments
    .filter((one) => one !== status && isMarked(one, statusMarker))
    .map((one) => ({ do: 'delete comment', repo: postmortem.repo, comment: one.number }));
}

/** One comment on the incident says where the record is; our 👀 on the incident says that it was written, even if somebody deletes it. */
function linkBack(incident: Incident | undefined, postmortem: Postmortem): Change[] {
  if (!incident || incident.eyes) return [];
  const react: Change = {
    do: 'react',
    repo: incident.repo,
    reactions: [{ subject: incident.id, content: 'EYES', add: true }],
  };
  if (ownComment(incident.comments, linkMarker)) return [react];
  const text = `The record is ${link(`Postmortem: ${incident.title}`, postmortem.url)}. Keep talking here.\n\`/timeline what happened\` notes a moment. If it was earlier, say when: \`/timeline 14:05 what happened\`.`;
  return [{ do: 'write comment', issue: incident, comment: undefined, body: `${text}\n\n${linkMarker}` }, react];
}

/** Should two postmortems ever come about, the older stays and the younger is closed as its duplicate. */
function duplicates(incident: Incident | undefined, postmortem: Postmortem): Change[] {
  return (incident?.children ?? [])
    .filter((one) => isPostmortemOf(one) && one.number !== postmortem.number && one.state === 'open')
    .map((one) => ({ do: 'close', issue: one, as: 'duplicate' }));
}

function problemsOf(commanded: readonly Commanded[]): Problem[] {
  return commanded
    .filter((one) => one.isAllowed)
    .flatMap(({ comment, isTold, reading }) => [
      ...reading.lines.flatMap(({ command }) => ('refused' in command ? [{ comment, isTold, refusal: command }] : [])),
      ...reading.blocks.filter((block) => block.unread.length > 0).map((block) => ({ comment, isTold, block })),
    ]);
}

function receipted(
  comments: readonly Comment[],
  commanded: readonly Commanded[],
  problems: readonly Problem[],
): Receipted[] {
  return comments
    .filter((comment) => !comment.hidden)
    .map((comment) => {
      const found = commanded.find((one) => one.comment === comment);
      if (!found) return { comment, wanted: [] };
      if (!found.isAllowed) return { comment, wanted: ['CONFUSED'] };
      if (!problems.some((one) => one.comment === comment)) return { comment, wanted: ['ROCKET'] };
      // Its row may be removed by hand: without a ledger, only the rocket tells that it was ever there.
      const hasEntry = found.reading.lines.some(({ command }) => 'name' in command && command.name === 'entry');
      return { comment, wanted: hasEntry ? ['ROCKET', 'CONFUSED'] : ['CONFUSED'] };
    });
}

/** The label says whether parts are missing; what anybody else decided about it last is left so. */
function labelChanges(postmortem: Postmortem, incident: Incident | undefined, checked: Check): Change[] {
  const { name } = labels.incomplete;
  const changes: Change[] = [];
  const is = hasLabel(postmortem, name);
  const should = checked.findings.length > 0;
  const last = postmortem.history.findLast((one) => 'label' in one && one.label.toLowerCase() === name);
  if (is !== should && (last === undefined || last.by.kind === 'us'))
    changes.push({ do: should ? 'add label' : 'remove label', issue: postmortem, label: name });
  if (incident && !hasLabel(incident, labels.incident.name) && wasAskedFor(incident)) {
    changes.push({ do: 'add label', issue: incident, label: labels.incident.name });
  }
  return changes;
}

/** Opened by command, on an issue that never had the label. */
function wasAskedFor(incident: Incident): boolean {
  return !incident.history.some((one) => 'label' in one && one.label.toLowerCase() === labels.incident.name);
}

/**
 * What people made of a closed postmortem. As long as it is the same, nothing is written, however differently we would word it today.
 */
function digest(body: string, commanded: readonly Commanded[], postmortem: Postmortem): string {
  const people = body
    .replace(/\r\n?/g, '\n')
    .replace(/<!-- postmortems:(head|measures)\b[^<>]*-->[\s\S]*?<!-- \/postmortems:\1 -->/g, '')
    .replace(/(<!-- postmortems:timeline)[^<>]*-->/, '$1');
  const measures = postmortem.measures.map((one) => [one.url, one.title, one.state, one.labels, one.assignees]);
  const read = commanded.map((one) => [one.comment.number, keptReading(one)]);
  return hash(
    JSON.stringify([
      people,
      read,
      measures,
      postmortem.title,
      postmortem.state,
      postmortem.closedAt,
      postmortem.labels.filter((label) => label.toLowerCase() !== labels.incomplete.name),
      postmortem.assignees,
    ]),
  );
}
