/** By what the times in the comments of a case are read. */

import type { Question } from '../change.ts';
import { type Commanded, findCommanded } from '../commands/allowed.ts';
import { type Document, writtenIn } from '../document/read.ts';
import type { CaseSnapshot } from '../snapshot.ts';
import { type FollowOptions, followTimeline } from './follow.ts';
import { endsOf } from './rows.ts';
import type { TimeContext } from './when.ts';
import { readZoneNote } from './zone-notes.ts';

/**
 * Reads the commands by the times of this case. Times that count from the discovery need to know it first: it is the one that the list without
 * them shows, so that comments are read once more when somebody counts from it.
 */
export function readTimes(
  snapshot: CaseSnapshot,
  given: Omit<FollowOptions, 'commanded' | 'context'>,
): {
  readonly commanded: readonly Commanded[];
  readonly questions: readonly Question[];
  readonly context: TimeContext;
} {
  const { postmortem, document, comments, ledger } = given;
  const namedZone = readZoneNote(timelineNote(document));
  const { zone, abbreviations: meanings } = snapshot.configuration;
  const context: TimeContext = {
    zone,
    meanings,
    reference: postmortem.editedAt,
    opened: (snapshot.incident ?? postmortem).createdAt,
    ...(namedZone === undefined ? {} : { namedZone }),
  };
  const first = findCommanded(comments, ledger, snapshot, context);
  if (!comments.some((one) => /T[ \t]?[+-]/.test(one.body))) return { ...first, context };
  const { rows } = followTimeline({ ...given, commanded: first.commanded, context }).rows;
  const { discovered } = endsOf(rows);
  if (discovered === undefined) return { ...first, context };
  const found = findCommanded(comments, ledger, snapshot, { ...context, discovered });
  return { ...found, context: { ...context, discovered } };
}

/** What people wrote above the list, where a zone for all of it may be named. */
function timelineNote(document: Document): string {
  const section = document.sections.find((one) => one.id === 'timeline');
  return section
    ? document.text.slice(section.headingStart, section.headingEnd) + writtenIn(document, 'timeline').slice(0, 300)
    : '';
}
