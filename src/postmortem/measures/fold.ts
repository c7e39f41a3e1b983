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
import { link } from '../markdown/inline.ts';
import { type Attributes, commentOfRow } from '../markers.ts';
import { makeLabels } from '../opening/make-labels.ts';
import { type CaseSnapshot, candidateKey, type Measure, type Postmortem } from '../snapshot.ts';
import type { Refusal } from '../timeline/entry.ts';
import {
  answersAttribute,
  measureAttributes,
  type Origin,
  openingMeasureBody,
  type Proposal,
  writeMeasureBody,
} from './measure.ts';

/** GitHub's limit on the sub-issues of one issue, closed ones included. */
const mostMeasures = 100;

export interface FoldedMeasures {
  /** New issues and links; the next reading sees them. */
  readonly creations: readonly Change[];
  readonly edits: readonly Change[];
  /** All of them, as they are once the edits are made. */
  readonly all: readonly Measure[];
  readonly problems: readonly Problem[];
  readonly questions: readonly Question[];
  /** One of them answers a factor whose number stands only once the body is written. */
  readonly isWaiting: boolean;
}

export function foldMeasures(
  snapshot: CaseSnapshot,
  postmortem: Postmortem,
  commanded: readonly Commanded[],
  origin: Origin,
  factors: readonly FollowedFactor[],
): FoldedMeasures {
  const creations: Change[] = [];
  const edits: Change[] = [];
  const problems: Problem[] = [];
  const questions: Question[] = [];
  let isWaiting = false;
  const allowed = commanded.filter((one) => one.isAllowed);
  const made = madeMeasures(postmortem);
  const edited = pairEdited(allowed, made);
  let room = mostMeasures - postmortem.measures.length;

  for (const one of allowed) {
    for (const line of one.reading.lines) {
      const { command } = line;
      if (!('name' in command)) continue;
      if (command.name === 'measure') {
        // One that waits for its factor was read before and is still to be made.
        const wasRefused = command.answers.length > 0 && one.comment.confused;
        if (made.has(line.id) || edited.has(line.id) || (one.isKnown && !wasRefused)) continue;
        const unknown = command.answers.filter((number) => !factors.some((factor) => factor.number === number));
        if (room <= 0) problems.push({ ...one, refusal: full });
        else if (unknown.length > 0) problems.push({ ...one, refusal: noSuchFactor(unknown, command, factors) });
        else if (factors.some((factor) => !factor.isWritten && command.answers.includes(factor.number)))
          isWaiting = true;
        else creations.push(openMeasure(snapshot, postmortem, line.id, command, origin, factors));
        room -= 1;
      } else if (command.name === 'adopt') {
        if (isLinked(postmortem, command.number) || wasUnlinked(postmortem, command.number, one.comment.createdAt))
          continue;
        if (one.isKnown && one.comment.rocket && !one.comment.confused) continue;
        const candidate = snapshot.candidates.get(candidateKey({ repo: postmortem.repo, number: command.number }));
        if (candidate === undefined)
          questions.push({ ask: 'candidate', repo: postmortem.repo, number: command.number });
        else {
          const refused = refuseCandidate(candidate, snapshot, command.number);
          if (refused) problems.push({ ...one, refusal: refused });
          else if (candidate !== 'missing') {
            creations.push({ do: 'link measure', parent: postmortem, child: candidate.issue });
            creations.push({ do: 'add label', issue: candidate.issue, label: snapshot.configuration.labels.measure });
          }
        }
      }
    }
  }
  const all = postmortem.measures.map((measure) => {
    const edit = keepCurrent(snapshot, measure, edited, origin, factors);
    if (edit) edits.push(edit);
    return edit?.do === 'write body' ? { ...measure, body: edit.body } : measure;
  });
  if (creations.some((one) => one.do === 'open issue'))
    creations.unshift(...makeLabels(snapshot.repository, ['measure'], snapshot.configuration.labels));
  return { creations: labelsFirst(creations), edits, all, problems, questions, isWaiting };
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

const full = { refused: `a postmortem has room for ${mostMeasures} measures, closed ones included`, instead: [] };

/** Ids of the command lines that measures were made from, with the measure where it still is one. */
function madeMeasures(postmortem: Postmortem): Map<string, Measure | undefined> {
  const made = new Map<string, Measure | undefined>();
  for (const { what, ...event } of postmortem.history) {
    if (what !== 'unlinked' || !('child' in event) || !event.child?.ours) continue;
    const from = measureAttributes(event.child.body)?.from;
    if (from) made.set(from, undefined);
  }
  for (const measure of postmortem.measures) {
    const from = measure.ours ? measureAttributes(measure.body)?.from : undefined;
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

function openMeasure(
  snapshot: CaseSnapshot,
  postmortem: Postmortem,
  id: string,
  proposal: Proposal,
  origin: Origin,
  factors: readonly Factor[],
): Change {
  return {
    do: 'open issue',
    what: 'measure',
    repo: postmortem.repo,
    repositoryId: snapshot.repository.id,
    title: proposal.title,
    body: openingMeasureBody(id, proposal, origin, snapshot.configuration.zone, factors),
    labelIds: [snapshot.repository.labelIds[snapshot.configuration.labels.measure] ?? []].flat(),
    parent: postmortem,
  };
}

/** The first paragraph of the measure's own issue, and its title while nobody else has changed it. */
function keepCurrent(
  { configuration }: CaseSnapshot,
  measure: Measure,
  edited: ReadonlyMap<string, Edited>,
  origin: Origin,
  factors: readonly Factor[],
): Change | undefined {
  const attributes = measure.ours ? measureAttributes(measure.body) : undefined;
  if (!attributes) return undefined;
  const edit = [...edited.values()].find((one) => one.measure?.id === measure.id);
  const isRenamable = edit && measure.state === 'open' && attributes.title === hash(measure.title);
  const wanted = edit ? editedAttributes(attributes, edit, isRenamable === true) : attributes;
  const body = writeMeasureBody(measure, origin, wanted, configuration.zone, factors);
  if (body === measure.rawBody) return undefined;
  return {
    do: 'write body',
    issue: measure,
    base: measure.rawBody,
    body,
    ...(isRenamable ? { title: edit.proposal.title } : {}),
  };
}

function editedAttributes(
  { answers: _, ...kept }: Attributes,
  { line, proposal }: Edited,
  isRenamed: boolean,
): Attributes {
  return {
    ...kept,
    from: line.id,
    ...(isRenamed ? { title: hash(proposal.title) } : {}),
    ...answersAttribute(proposal.answers),
  };
}

function isLinked(postmortem: Postmortem, number: number): boolean {
  return postmortem.measures.some((one) => one.number === number && one.repo === postmortem.repo);
}

function wasUnlinked(postmortem: Postmortem, number: number, since: number): boolean {
  return postmortem.history.some(
    (one) =>
      one.what === 'unlinked' && one.child?.number === number && one.child.repo === postmortem.repo && one.at >= since,
  );
}

function refuseCandidate(
  candidate: NonNullable<ReturnType<CaseSnapshot['candidates']['get']>>,
  { incident, postmortem }: CaseSnapshot,
  number: number,
) {
  if (candidate === 'missing')
    return { refused: `there is no issue #${number} here`, instead: ['/measure what would make this less likely'] };
  if (number === incident?.number || number === postmortem?.number) {
    return {
      refused: `#${number} is part of this incident itself`,
      instead: ['/measure what would make this less likely'],
    };
  }
  const { issue, parent } = candidate;
  if (parent) {
    return {
      refused: `${link(issue.title, issue.url)} already belongs to ${link(parent.title, parent.url)}. Take it out there first, or propose a measure of its own`,
      instead: [`/measure ${issue.title}`],
    };
  }
  return undefined;
}
