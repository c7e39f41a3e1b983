/**
 * What people said and made: the page as it is, the commands in all comments, and which measures come of them. What has to be asked or created first stops
 * here.
 */

import type { Plan } from '../change.ts';
import { judgeUnrun } from '../commands/unrun.ts';
import { namingOf } from '../configuration/section-choice.ts';
import { followPassages } from '../document/follow-passages.ts';
import { mergeLostEdit } from '../document/lost-edit.ts';
import { type Document, readDocument } from '../document/read.ts';
import { acceptJoined, commentsOf, countedIn } from '../joining/joined.ts';
import { isMarked } from '../markers.ts';
import { notedContinuations } from '../measures/continuation.ts';
import { partDoubles } from '../measures/doubles.ts';
import { foldMeasures } from '../measures/fold.ts';
import { hearMeasures } from '../measures/hear.ts';
import { answersOf, type Origin } from '../measures/measure.ts';
import { type CaseSnapshot, type Incident, inOrder, type Overwritten, type Postmortem } from '../snapshot.ts';
import { readLedger } from '../status/ledger.ts';
import { statusMarker } from '../status/status-comment.ts';
import { hostilePage } from '../status/unusable.ts';
import { readTimes } from '../timeline/case-times.ts';
import { isFresh } from '../timeline/follow.ts';
import { cardText } from './card-text.ts';
import { planUnusable } from './unusable-page.ts';

/** A plan that has to be carried out before anything else can be told. */
export interface Stop {
  readonly stop: Plan;
}

export type Heard = Exclude<ReturnType<typeof hear>, Stop>;

export function hear(snapshot: CaseSnapshot, whole: Postmortem) {
  const { incident, configuration } = snapshot;
  const { postmortem, doubles } = partDoubles(whole);
  const text = withLostEdits(snapshot, postmortem);
  const naming = namingOf(configuration);
  const document = readDocument(text, naming.aliases);
  const status = postmortem.comments.find((one) => isMarked(one, statusMarker));
  const ledger = status && readLedger(status.body);
  if ('hostile' in document) {
    const why = hostilePage(text, document.hostile);
    return { stop: planUnusable(postmortem, status, why, cardText(snapshot, postmortem)) };
  }
  const accepted = acceptJoined(snapshot, postmortem);
  const own = [...(incident?.comments ?? []), ...postmortem.comments];
  const comments = [...own, ...commentsOf(accepted.joined)].filter((one) => !one.ours).sort(inOrder);
  const isOwnUnsure = !(incident?.isComplete ?? isAlone(postmortem, document)) || !postmortem.isComplete;
  const others = accepted.joined.flatMap((one) => [one.incident, ...(one.postmortem ? [one.postmortem] : [])]);
  const isUnsure = isOwnUnsure || accepted.unread.length > 0 || others.some((one) => !one.isComplete);
  const given = { postmortem, document, ledger, comments, isUnsure };
  const { commanded: all, questions: asked, context } = readTimes(snapshot, given);
  const commanded = countedIn(all, accepted.joined);
  const { unrun, refused: unheard, questions: askedOfUnrun } = judgeUnrun(snapshot, given, commanded);
  const onMeasures = hearMeasures(snapshot, postmortem, commanded, ledger, context);
  const listened = [...commanded, ...onMeasures.commanded];
  const questions = [...accepted.questions, ...asked, ...askedOfUnrun, ...onMeasures.questions];
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
      : foldMeasures(snapshot, postmortem, commanded, onMeasures, ledger, origin, passages.factors, continuations);
  if (!measures || measures.questions.length > 0)
    return { stop: { questions: [...questions, ...(measures?.questions ?? [])] } };
  if (measures.creations.length > 0) return { stop: { changes: measures.creations, again: true, shown: undefined } };
  return {
    postmortem,
    doubles,
    naming,
    document,
    status,
    ledger,
    accepted,
    own,
    comments,
    others,
    isOwnUnsure,
    given,
    context,
    commanded,
    unrun,
    unheard,
    onMeasures,
    listened,
    origin,
    passages,
    measures,
  };
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
