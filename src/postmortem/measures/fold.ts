/**
 * Which measures have to be made or linked. A measure was made when a sub-issue says so in its marker; one that a person unlinked or deleted
 * is not made again, and an issue is never taken from another parent.
 */
import type { Change, Question } from '../change.ts';
import type { Commanded } from '../commands/allowed.ts';
import type { Line } from '../commands/read.ts';
import type { Problem } from '../commands/replies.ts';
import type { FollowedFactor } from '../document/follow-passages.ts';
import type { Factor } from '../document/passages.ts';
import { hash } from '../hash.ts';
import { isSameRepository } from '../home.ts';
import { link } from '../markdown/inline.ts';
import { commentOfRow } from '../markers.ts';
import { makeLabels } from '../opening/make-labels.ts';
import {
  type CaseSnapshot,
  candidateKey,
  type Holder,
  type IssueRef,
  type Measure,
  type Place,
  type Postmortem,
} from '../snapshot.ts';
import type { Ledger } from '../status/ledger.ts';
import type { Refusal } from '../timeline/entry.ts';
import { assignableKey, cannotBeAssigned } from './commands.ts';
import { continuationBody, continuationTitle, findRoom, noRoom, waitingKey } from './continuation.ts';
import { followMeasure } from './follow.ts';
import { type Heard, heardOn } from './hear.ts';
import { type Origin, openingMeasureBody, type Proposal, type Setting } from './measure.ts';
import { type Record, readRecord, recordOf } from './record.ts';
import { lifeOf } from './standing.ts';

export interface FoldedMeasures {
  /** New issues and links; the next reading sees them. */
  readonly creations: readonly Change[];
  readonly edits: readonly Change[];
  /** All of them, as they are once the edits are made. */
  readonly all: readonly Measure[];
  readonly problems: readonly Problem[];
  readonly questions: readonly Question[];
  /** For the ledger: those that there is no room for. */
  readonly waiting: readonly string[];
  /** One of them answers a factor whose number stands only once the body is written. */
  readonly isWaiting: boolean;
}

/** @param continuations how many issues continued the list at most, as the page says */
export function foldMeasures(
  snapshot: CaseSnapshot,
  postmortem: Postmortem,
  commanded: readonly Commanded[],
  heard: Heard,
  ledger: Ledger | undefined,
  origin: Origin,
  factors: readonly FollowedFactor[],
  continuations: number,
): FoldedMeasures {
  const creations: Change[] = [];
  const edits: Change[] = [];
  const problems: Problem[] = [];
  const questions: Question[] = [];
  let isWaitingForFactor = false;
  let isMoreWanted = false;
  const waiting = new Set(ledger?.said);
  const stillWaiting: string[] = [];
  const refuse = (one: Commanded, line: Line) => {
    problems.push({ ...one, refusal: noRoom });
    stillWaiting.push(waitingKey(line.id));
  };
  const setting: Setting = { origin, zone: snapshot.configuration.zone, factors };
  const allowed = commanded.filter((one) => one.isAllowed);
  const made = madeMeasures(postmortem);
  const edited = pairEdited(allowed, made);
  const room = findRoom(postmortem, continuations);

  for (const one of allowed) {
    for (const line of one.reading.lines) {
      const { command } = line;
      if (!('name' in command)) continue;
      if (command.name === 'measure') {
        // One that waits for its factor was read before and is still to be made.
        const { owner } = command.terms;
        const wasRefused = (command.answers.length > 0 || owner !== undefined) && one.comment.confused;
        const isWaiting = waiting.has(waitingKey(line.id));
        if (made.has(line.id) || edited.has(line.id) || (one.isKnown && !wasRefused && !isWaiting)) continue;
        const unknown = command.answers.filter((number) => !factors.some((factor) => factor.number === number));
        if (unknown.length > 0) problems.push({ ...one, refusal: noSuchFactor(unknown, command, factors) });
        else if (owner !== undefined && isAssignable(snapshot, postmortem.repo, owner) !== true) {
          if (isAssignable(snapshot, postmortem.repo, owner) === undefined)
            questions.push({ ask: 'assignable', repo: postmortem.repo, login: owner });
          else problems.push({ ...one, refusal: cannotOwn(command) });
        } else if (factors.some((factor) => !factor.isWritten && command.answers.includes(factor.number)))
          isWaitingForFactor = true;
        else {
          const holder = room.take();
          if (holder === undefined) refuse(one, line);
          // One that has to wait for an issue to go below is made by the next reading.
          else if (holder === 'new') isMoreWanted = true;
          else creations.push(openMeasure(snapshot, holder, line.id, command, setting));
        }
      } else if (command.name === 'adopt') {
        const { repo } = one.comment;
        const place = { repo: command.repo ?? repo, number: command.number };
        if (isLinked(postmortem, place) || wasUnlinked(postmortem, place, one.comment.createdAt)) continue;
        if (one.isKnown && one.comment.rocket && !one.comment.confused) continue;
        const candidate = snapshot.candidates.get(candidateKey(place));
        // What somebody may do there is known of the repository where it was said.
        if (!isSameRepository(place.repo, repo)) problems.push({ ...one, refusal: elsewhere(place) });
        else if (candidate === undefined) questions.push({ ask: 'candidate', ...place });
        else {
          const refused = refuseCandidate(candidate, snapshot, place);
          if (refused) problems.push({ ...one, refusal: refused });
          else if (candidate !== 'missing') {
            const holder = room.take();
            if (holder === undefined) refuse(one, line);
            else if (holder === 'new') isMoreWanted = true;
            else {
              creations.push({ do: 'link measure', parent: holder, child: candidate.issue });
              creations.push({ do: 'add label', issue: candidate.issue, label: snapshot.configuration.labels.measure });
            }
          }
        }
      }
    }
  }
  const next = room.next();
  const isWanted = postmortem.state === 'open' || creations.length > 0 || isMoreWanted;
  if (next !== undefined && isWanted) creations.push(openContinuation(snapshot, postmortem, next, origin));
  const isEdited = ({ comment }: Commanded) => ledger?.read[comment.number] !== undefined;
  const all = postmortem.measures.map((measure) => {
    const own = heardOn(measure, heard);
    const edit = [...edited.values()].find((one) => one.measure?.id === measure.id);
    const followed = followMeasure(snapshot, measure, {
      commanded: own,
      isEdited,
      setting,
      ...editedRecord(measure, edit),
    });
    edits.push(...followed.changes);
    questions.push(...followed.questions);
    problems.push(
      ...followed.refusals.map(({ commanded: { comment, isTold }, refusal }) => ({ comment, isTold, refusal })),
    );
    return followed.measure;
  });
  if (creations.some((one) => one.do === 'open issue'))
    creations.unshift(...makeLabels(snapshot.repository, ['measure'], snapshot.configuration.labels));
  return {
    creations: labelsFirst(creations),
    edits,
    all,
    problems: [...problems, ...heard.problems],
    questions,
    waiting: stillWaiting,
    isWaiting: isWaitingForFactor,
  };
}

/** Where a label is missing it is made alone: an issue is labelled in the step that makes it. */
function labelsFirst(creations: readonly Change[]): readonly Change[] {
  return creations[0]?.do === 'make label' ? creations.slice(0, 1) : creations;
}

function noSuchFactor(unknown: readonly number[], { title }: Proposal, factors: readonly Factor[]): Refusal {
  const there = factors.map((one) => `F${one.number}`);
  const known = there.length > 0 ? `There ${there.length > 1 ? 'are' : 'is'} ${there.join(', ')}` : 'There is none yet';
  return {
    refused: `there is no factor ${unknown.map((one) => `F${one}`).join(', ')}. ${known}; \`/factor\` adds one`,
    instead: [`/measure ${title}`, ...there.slice(0, 1).map((one) => `/measure ${title} for ${one}`)],
  };
}

/** Ids of the command lines that measures were made from, with the measure where it still is one. */
function madeMeasures(postmortem: Postmortem): Map<string, Measure | undefined> {
  const made = new Map<string, Measure | undefined>();
  for (const { what, ...event } of postmortem.history) {
    if (what !== 'unlinked' || !('child' in event) || !event.child?.ours) continue;
    const from = readRecord(event.child.body)?.from;
    if (from) made.set(from, undefined);
  }
  for (const measure of postmortem.measures) {
    const from = measure.ours ? recordOf(measure)?.from : undefined;
    if (from) made.set(from, measure);
  }
  return made;
}

interface Edited {
  readonly line: Line;
  readonly proposal: Proposal;
  readonly measure: Measure | undefined;
}

/** A line that was edited keeps the measure it made: new lines of a comment are matched, in order, with its measures that lost theirs. */
function pairEdited(
  commanded: readonly Commanded[],
  made: ReadonlyMap<string, Measure | undefined>,
): Map<string, Edited> {
  const pairs = new Map<string, Edited>();
  for (const { comment, reading } of commanded) {
    const present = new Set(reading.lines.map((line) => line.id));
    const orphans = [...made].filter(([id]) => commentOfRow(id) === comment.number && !present.has(id));
    for (const line of reading.lines) {
      const { command } = line;
      if (!('name' in command) || command.name !== 'measure' || made.has(line.id)) continue;
      const orphan = orphans.shift();
      if (orphan) pairs.set(line.id, { line, proposal: command, measure: orphan[1] });
    }
  }
  return pairs;
}

function openMeasure(snapshot: CaseSnapshot, parent: Holder, id: string, proposal: Proposal, setting: Setting): Change {
  return openBelow(snapshot, parent, proposal.title, openingMeasureBody(id, proposal, setting));
}

function openContinuation(snapshot: CaseSnapshot, parent: Postmortem, nth: number, origin: Origin): Change {
  return openBelow(snapshot, parent, continuationTitle(origin), continuationBody(nth, origin));
}

function openBelow({ repository, configuration }: CaseSnapshot, parent: IssueRef, title: string, body: string): Change {
  return {
    do: 'open issue',
    what: 'measure',
    repo: parent.repo,
    repositoryId: repository.id,
    title,
    body,
    labelIds: [repository.labelIds.get(configuration.labels.measure) ?? []].flat(),
    parent,
  };
}

/** An edit of the proposal holds for the title while nobody else has changed it, and for the terms while nobody has decided. */
function editedRecord(measure: Measure, edit: Edited | undefined) {
  const record = recordOf(measure);
  if (!edit || !record) return { edited: undefined, title: undefined };
  const { title, terms, answers } = edit.proposal;
  const isRenamable = measure.state === 'open' && record.title === hash(measure.title) && title !== measure.title;
  const edited: Partial<Record> = {
    from: edit.line.id,
    answers,
    ...(isRenamable ? { title: hash(title) } : {}),
    ...(lifeOf(measure).standing === 'proposed' ? { terms } : {}),
  };
  return { edited, title: isRenamable ? title : undefined };
}

function isAssignable({ assignable }: CaseSnapshot, repo: string, login: string): boolean | undefined {
  return assignable?.get(assignableKey({ repo, login }));
}

function cannotOwn({ title, terms }: Proposal): Refusal {
  const { refused } = cannotBeAssigned(terms);
  const by = terms.by === undefined ? '' : ` by ${terms.by}`;
  return { refused, instead: [`/measure ${terms.priority ? `${terms.priority} ` : ''}${title}${by}`] };
}

function isLinked(postmortem: Postmortem, place: Place): boolean {
  return postmortem.measures.some((one) => candidateKey(one) === candidateKey(place));
}

function wasUnlinked(postmortem: Postmortem, place: Place, since: number): boolean {
  return postmortem.history.some(
    (one) => one.what === 'unlinked' && one.child && candidateKey(one.child) === candidateKey(place) && one.at >= since,
  );
}

function elsewhere({ repo, number }: Place): Refusal {
  return {
    refused: `that issue is in ${repo}, and what you may do there is not known here. Add ${repo}#${number} as a sub-issue of the postmortem by hand`,
    instead: [],
  };
}

function refuseCandidate(
  candidate: NonNullable<ReturnType<CaseSnapshot['candidates']['get']>>,
  { incident, postmortem }: CaseSnapshot,
  place: Place,
) {
  const { number } = place;
  if (candidate === 'missing')
    return { refused: `there is no issue #${number} here`, instead: ['/measure what would make this less likely'] };
  if ([incident, postmortem].some((one) => one && candidateKey(one) === candidateKey(place))) {
    return {
      refused: `#${number} is part of this incident itself`,
      instead: ['/measure what would make this less likely'],
    };
  }
  const { issue, parent } = candidate;
  if (issue.isPrivate && !postmortem?.isPrivate) {
    return {
      refused: `#${number} is private, and everybody can read the postmortem`,
      instead: ['/measure what would make this less likely'],
    };
  }
  if (parent) {
    const isConcealed = parent.isPrivate && !postmortem?.isPrivate;
    const above = isConcealed ? 'an issue in a private repository' : link(parent.title, parent.url);
    return {
      refused: `${link(issue.title, issue.url)} already belongs to ${above}. Take it out there first, or propose a measure of its own`,
      instead: [`/measure ${issue.title}`],
    };
  }
  return undefined;
}
