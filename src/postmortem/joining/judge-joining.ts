/** Where an incident's record is kept: in a postmortem of its own, or in that of another incident which it has joined. */
import type { Change, Plan, Question } from '../change.ts';
import type { Problem } from '../commands/replies.ts';
import { type Document, readDocument } from '../document/read.ts';
import { spliceBody } from '../document/write.ts';
import { isSameRepository } from '../home.ts';
import { link } from '../markdown/inline.ts';
import { isMarked } from '../markers.ts';
import {
  type CaseSnapshot,
  candidateKey,
  type FoundRecord,
  type Incident,
  type Place,
  type Postmortem,
} from '../snapshot.ts';
import { readLedger } from '../status/ledger.ts';
import { statusMarker } from '../status/status-comment.ts';
import { renderUnusable } from '../status/unusable.ts';
import type { Refusal } from '../timeline/entry.ts';
import { joinedTo, linkTo, unlink } from './link-comment.ts';
import { findWish, type Wish } from './wish.ts';

type Kept = Extract<FoundRecord, { found: 'record' }>;

export type Judgement =
  | { readonly judged: 'ask'; readonly questions: readonly Question[] }
  | { readonly judged: 'joined'; readonly record: Kept }
  /** It has a record of its own, or may get one. */
  | { readonly judged: 'own'; readonly problems: readonly Problem[]; readonly left: Place | undefined };

export function judgeJoining(snapshot: CaseSnapshot, incident: Incident): Judgement {
  const { postmortem } = snapshot;
  const before = joinedTo(incident.comments);
  const left = before === undefined ? undefined : { repo: incident.repo, number: before };
  const { wish, questions } = findWish({ number: incident.number, incident, postmortem }, snapshot);
  if (questions.length > 0) return { judged: 'ask', questions };
  if (!wish) return { judged: 'own', problems: [], left };
  const own = (refusal: Refusal): Judgement => ({ judged: 'own', problems: problemOf(wish, refusal), left });
  const { target } = wish;
  // A postmortem that is named may be in the home.
  if (![incident.repo, snapshot.repository.name].some((one) => isSameRepository(one, target.repo)))
    return own(elsewhere(target));
  const isSame = (one: Place | undefined) => one && candidateKey(one) === candidateKey(target);
  if (isSame(incident) || isSame(postmortem)) return own(itself);
  const found = snapshot.records.get(candidateKey(target));
  if (!found) {
    const { repo, number } = incident;
    return { judged: 'ask', questions: [{ ask: 'record', ...target, of: { repo, number } }] };
  }
  if (found.found !== 'record') return own(refusalOf(found, target));
  if (!isSameRepository(found.of.repo, incident.repo)) return own(elsewhere(found.of));
  if (found.locked) return own(locked(found));
  return { judged: 'joined', record: found };
}

/** A closing asks for nothing, so it gets no answer. */
function problemOf({ comment }: Wish, refusal: Refusal): Problem[] {
  return comment ? [{ comment, isTold: comment.confused, refusal }] : [];
}

const example = ['/postmortem join #213'];
const itself: Refusal = { refused: 'that is this incident itself', instead: example };

function elsewhere({ repo }: Place): Refusal {
  return {
    refused: `an incident can join a postmortem of its own repository only, and that one is in ${repo}. Note its link with \`/artifact\` instead`,
    instead: [],
  };
}

function refusalOf(found: Exclude<FoundRecord, Kept>, { number }: Place): Refusal {
  if (found.found === 'missing') return { refused: `there is no issue #${number} here`, instead: example };
  const what = link(found.title, found.url);
  return found.found === 'circle'
    ? { refused: `${what} has joined this one already`, instead: [] }
    : { refused: `${what} is no postmortem and has none`, instead: example };
}

function locked({ postmortem }: Kept): Refusal {
  return { refused: `${link(postmortem.title, postmortem.url)} is locked. Unlock it first`, instead: [] };
}

/** Its comments are read in the other case; here stays what says so. */
export function planJoined(snapshot: CaseSnapshot, incident: Incident, record: Kept): Plan {
  const { postmortem } = snapshot;
  const changes = [
    ...linkTo(incident, record.postmortem, record.of),
    ...(postmortem ? handOver(postmortem, record) : []),
  ];
  const shown =
    postmortem && JSON.stringify([postmortem.state, postmortem.title, postmortem.labels, record.postmortem]);
  return { changes, again: false, shown, joins: record.of };
}

/** Where it had one of its own, one line there says where the record is, and it is closed as a duplicate, once. */
function handOver(postmortem: Postmortem, { postmortem: record }: Kept): Change[] {
  const line = recordLine(link(record.title, record.url));
  const document = readDocument(postmortem.rawBody);
  const body = 'hostile' in document ? postmortem.rawBody : writeLine(document, line);
  const status = postmortem.comments.find((one) => isMarked(one, statusMarker));
  const said = status && renderUnusable(`**Joined.** ${line}`, readLedger(status.body));
  const wasClosed = postmortem.history.some(
    (one) => one.what === 'closed' && one.by.kind === 'us' && one.state === 'duplicate',
  );
  return [
    ...(body === postmortem.rawBody
      ? []
      : [{ do: 'write body', issue: postmortem, base: postmortem.rawBody, body } as const]),
    ...(said === undefined || status?.body === said
      ? []
      : [{ do: 'write comment', issue: postmortem, comment: status?.number, body: said } as const]),
    ...(postmortem.state === 'open' && !wasClosed
      ? [{ do: 'close', issue: postmortem, as: 'duplicate' } as const]
      : []),
  ];
}

/** The page with its head replaced, and everything else as it is. */
function writeLine(document: Document, line: string): string {
  const kept = (name: 'timeline' | 'measures') => {
    const region = document.regions.get(name);
    return region && { text: region.inside, attributes: region.attributes };
  };
  const attributes = document.regions.get('head')?.attributes ?? {};
  return spliceBody(
    document,
    { head: { text: line, attributes }, timeline: kept('timeline'), measures: kept('measures') },
    [],
  );
}

function recordLine(record: string): string {
  return `The record is ${record}.`;
}

/** The record that the head of a page names, as a link. */
export function readRecordLine(head: string): string | undefined {
  return /^The record is (\[.+\]\(\S+\))\.$/.exec(head)?.[1];
}

/** What is left behind where it has joined another one no more, and has none of its own. */
export function planLeaving(incident: Incident, left: Place): Plan {
  return { changes: unlink(incident), again: true, shown: undefined, left };
}

/** It was closed because its incident had joined another one, which is no more. */
export function reopenParted(postmortem: Postmortem): Change[] {
  const closing = postmortem.history.findLast((one) => one.what === 'closed');
  const wasOurs = postmortem.state === 'duplicate' && closing?.by.kind === 'us';
  return wasOurs ? [{ do: 'reopen', issue: postmortem }] : [];
}
