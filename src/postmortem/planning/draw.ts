/** The page as it should read: its timeline, when it was, what was taken back, and its whole text. */

import { knownEnds } from '../adopting/known-ends.ts';
import { mutedBy } from '../checks/muted.ts';
import { followNotNeeded } from '../closing/not-needed.ts';
import { planBody } from '../document/plan-body.ts';
import { readSeenAgain } from '../index-issue/seen-again.ts';
import { takeIntoList } from '../measures/by-hand.ts';
import { conceal } from '../measures/conceal.ts';
import type { CaseSnapshot } from '../snapshot.ts';
import { followTimeline } from '../timeline/follow.ts';
import type { Heard, Stop } from './hear.ts';

export type Drawn = Exclude<ReturnType<typeof draw>, Stop>;

export function draw(snapshot: CaseSnapshot, heard: Heard) {
  const { configuration } = snapshot;
  const { postmortem, document, accepted, own, isOwnUnsure, given, context, commanded, origin, passages, measures } =
    heard;
  const shownMeasures = conceal(measures.all, postmortem);
  const isChanging = passages.edits.added.length + passages.edits.replaced.length > 0;
  const timeline = followTimeline({ ...given, commanded, context, isChanging });
  if (timeline.pages.creations.length > 0)
    return { stop: { changes: timeline.pages.creations, again: true, shown: undefined } };
  const { ends, bounds } = knownEnds(postmortem, document, timeline.rows.rows, configuration);
  const notNeeded = followNotNeeded(
    postmortem,
    commanded.filter((one) => own.includes(one.comment)),
    isOwnUnsure,
  );
  const muted = mutedBy(commanded);
  const taken = takeIntoList(document, shownMeasures, postmortem, configuration.zone);
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
      passages: { ...passages.edits, replaced: [...passages.edits.replaced, ...taken] },
      origin,
    });
  return { shownMeasures, timeline, ends, bounds, notNeeded, muted, seenAgain, written };
}
