/** The body of a postmortem as it should read, and which sections come with it. */

import { namingOf, requiredIn } from '../configuration/section-choice.ts';
import { fromAttributes } from '../home.ts';
import { type Accepted, joinedAttributes } from '../joining/joined.ts';
import { severityIn } from '../labels.ts';
import type { Attributes } from '../markers.ts';
import { continuationAttributes, isAnyGone, notedContinuations } from '../measures/continuation.ts';
import { type Origin, renderMeasures } from '../measures/measure.ts';
import { unreadRows } from '../measures/unread.ts';
import type { CaseSnapshot, Incident, Measure, Postmortem } from '../snapshot.ts';
import type { Followed } from '../timeline/follow.ts';
import { endsAttributes } from '../timeline/pages.ts';
import type { Ends } from '../timeline/rows.ts';
import { renderHead } from './head.ts';
import { type HeadNotes, headAttributes, readHeadAttributes } from './head-attributes.ts';
import type { PassageEdits } from './passages.ts';
import type { Document } from './read.ts';
import { type SectionId, sections } from './sections.ts';
import { adoptedAttributes, type Regions, writeBody } from './write.ts';

export function planBody({
  snapshot,
  postmortem,
  document,
  timeline,
  ends,
  accepted,
  notNeeded,
  muted,
  isLeftIncomplete,
  seenAgain,
  asking,
  measures,
  passages,
  origin,
}: {
  snapshot: CaseSnapshot;
  postmortem: Postmortem;
  document: Document;
  timeline: Followed;
  ends: Ends;
  accepted: Accepted;
  notNeeded: string | undefined;
  /** Ids of rules that its people silenced. */
  muted: readonly string[];
  /** It is closed while parts are missing; undefined leaves it as the body says. */
  isLeftIncomplete: boolean | undefined;
  /** What it says of later ones in which a factor returned. */
  seenAgain: string;
  /** Whether and when it asks whether its measures hold; undefined as well. */
  asking: Pick<HeadNotes, 'asksAt' | 'isAsked'> | undefined;
  measures: readonly Measure[];
  passages: PassageEdits;
  origin: Origin;
}): string {
  const { incident, configuration } = snapshot;
  const { zone } = configuration;
  const wasReview = isReview(document);
  const arriving = postmortem.ours
    ? arrivingSections(document, ends, requiredIn(configuration, severityIn(snapshot)))
    : [];
  const arrives = arriving.length > 0;
  const hasSection = document.sections.some((one) => one.id === 'measures');
  const isMeasuring = arrives || document.regions.has('measures') || measures.length > 0 || (wasReview && hasSection);
  const notes = readHeadAttributes(document.regions.get('head')?.attributes ?? {});
  const isListed = postmortem.ours || document.regions.has('timeline') || timeline.rows.rows.length > 0;
  const list = document.regions.get('measures');
  const noted = notedContinuations(list?.attributes);
  const unread = unreadRows(postmortem, list?.inside ?? '', isAnyGone(postmortem, noted));
  const regions: Regions = {
    headings: namingOf(configuration).headings,
    head: {
      text: renderHead({
        ends,
        repo: postmortem.repo,
        incident,
        joined: accepted.joined.map((one) => one.incident),
        labels: postmortem.labels,
        isPrivate: postmortem.isPrivate,
        zone,
        notNeeded,
        seenAgain,
      }),
      attributes: {
        ...(arrives || wasReview ? { stage: 'review' } : {}),
        ...(postmortem.ours ? {} : adoptedHead(document, incident)),
        ...(incident ? fromAttributes(incident, postmortem) : keptFrom(document)),
        ...headAttributes({
          ...notes,
          ...asking,
          ends,
          muted,
          isLeftIncomplete: isLeftIncomplete ?? notes.isLeftIncomplete,
        }),
        ...joinedAttributes([...accepted.joined.map((one) => one.number), ...accepted.unread]),
        ...(isListed || timeline.revision === 0 ? {} : { rev: String(timeline.revision) }),
      },
    },
    timeline: isListed
      ? {
          text: timeline.text,
          attributes: {
            ...(timeline.revision > 0 ? { rev: String(timeline.revision) } : {}),
            ...(timeline.pageCount > 1 ? { pages: String(timeline.pageCount), ...endsAttributes(ends) } : {}),
          },
        }
      : undefined,
    measures: isMeasuring
      ? {
          text: renderMeasures(measures, origin.at, zone, unread),
          attributes: continuationAttributes(postmortem, noted),
        }
      : undefined,
  };
  return writeBody(document, regions, arriving, postmortem.rawBody, passages);
}

/** Once it had an incident, rows may have come from comments there: they stay when it stands alone again. */
function adoptedHead(document: Document, incident: Incident | undefined): Attributes {
  const of = incident ? String(incident.number) : document.regions.get('head')?.attributes.of;
  return { ...adoptedAttributes, ...(of === undefined ? {} : { of }) };
}

/** It stands alone, perhaps because its incident may not be read here any more. */
function keptFrom({ regions }: Document): Attributes {
  const { from } = regions.get('head')?.attributes ?? {};
  return from === undefined ? {} : { from };
}

function isReview(document: Document): boolean {
  return document.regions.get('head')?.attributes.stage === 'review';
}

/** The sections of the review arrive once, when it is declared over; the mark for it lies in the head of the very same body. */
function arrivingSections(document: Document, ends: Ends, required: readonly SectionId[]): readonly SectionId[] {
  if (ends.over === undefined || isReview(document)) return [];
  return sections
    .filter(({ id, arrives }) => arrives === 'review' || (arrives === 'never' && required.includes(id)))
    .map(({ id }) => id);
}
