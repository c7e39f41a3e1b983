/** The body of a postmortem as it should read, and which sections come with it. */

import { type Origin, renderMeasures } from '../measures/measure.ts';
import type { CaseSnapshot, Measure, Postmortem } from '../snapshot.ts';
import type { Followed } from '../timeline/follow.ts';
import { endsAttributes } from '../timeline/pages.ts';
import { type Ends, endsOf } from '../timeline/rows.ts';
import { renderHead } from './head.ts';
import type { PassageEdits } from './passages.ts';
import type { Document } from './read.ts';
import { type SectionId, sections } from './sections.ts';
import { type Regions, writeBody } from './write.ts';

export function planBody({
  snapshot,
  postmortem,
  document,
  timeline,
  measures,
  passages,
  origin,
}: {
  snapshot: CaseSnapshot;
  postmortem: Postmortem;
  document: Document;
  timeline: Followed;
  measures: readonly Measure[];
  passages: PassageEdits;
  origin: Origin;
}): string {
  const {
    incident,
    configuration: { zone },
  } = snapshot;
  const ends = endsOf(timeline.rows.rows);
  const wasReview = isReview(document);
  const arriving = arrivingSections(document, ends);
  const arrives = arriving.length > 0;
  const hasSection = document.sections.some((one) => one.id === 'measures');
  const isMeasuring = arrives || document.regions.has('measures') || measures.length > 0 || (wasReview && hasSection);
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
    measures: isMeasuring ? { text: renderMeasures(measures, origin.at, zone), attributes: {} } : undefined,
  };
  return writeBody(document, regions, arriving, postmortem.rawBody, passages);
}

function isReview(document: Document): boolean {
  return document.regions.get('head')?.attributes.stage === 'review';
}

/** The sections of the review arrive once, when it is declared over; the mark for it lies in the head of the very same body. */
function arrivingSections(document: Document, ends: Ends): readonly SectionId[] {
  if (ends.over === undefined || isReview(document)) return [];
  return sections.filter((one) => one.arrives === 'review').map((one) => one.id);
}
