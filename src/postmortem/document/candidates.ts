/** What each heading may be the heading of, and how much speaks against it. */
import { type Heading, hasColon } from './headings.ts';
import type { Meaning } from './meaning.ts';
import type { Placed } from './placed-headings.ts';
import { isHeadingOf, type SectionId } from './sections.ts';

export interface Candidate {
  readonly heading: Heading;
  readonly id: SectionId;
  readonly cost: number;
  readonly until: number;
}

/** Groups of a timeline, of measures and the like have names of sections, too; these are not taken for such. */
const holds: { readonly [id in SectionId]?: readonly SectionId[] } = {
  timeline: ['factors', 'measures', 'lessons', 'summary'],
  measures: ['lessons'],
  lessons: ['measures', 'factors', 'timeline'],
  communications: [],
  artifacts: ['timeline'],
  detection: ['timeline', 'measures', 'factors', 'impact'],
};

const costOf: { readonly [certainty in Meaning['certainty']]: number } = {
  own: 0,
  named: 0,
  wordy: 0.2,
  subtitled: 1,
  aside: 1.5,
  shared: 2,
  hint: 3,
  loose: 3,
};

/** @param isWrittenInto see `PlaceOptions` */
export function candidatesOf(one: Placed, text: string, isWrittenInto: boolean): Candidate[] {
  return isWrittenInto ? byMeaning(one, true) : [...byMeaning(one, false), ...timelinesByContent(one, text)];
}

function byMeaning(one: Placed, isWrittenInto: boolean): Candidate[] {
  const { heading, around, meanings, until, isEmpty } = one;
  const inner = around.findLast((id) => id !== undefined);
  const isLabel = isLabelOf(heading);
  if (isLabel && !heading.isAlone && isMoment(heading, one.behind) && !isLasting(meanings)) return [];
  if (isLabel && ((inner !== undefined && inner !== 'summary') || isSentence(heading))) return [];
  return meanings.flatMap(({ id, certainty }): Candidate[] => {
    const isHint = certainty === 'hint' || certainty === 'loose' || certainty === 'shared';
    // What is put into a section has to be found in that one again.
    if (isWrittenInto && certainty === 'shared') return [];
    if (isLabel && isHint && !mayHint(heading, certainty)) return [];
    if (inner !== undefined && inner !== id) {
      const isOwn = isWrittenInto ? heading.depth <= 2 || isHeadingOf(id, heading.heading) : mayHold(inner, id, isHint);
      if (!isOwn) return [];
    }
    const nestedCost = inner === undefined ? 0 : 0.3;
    const emptyCost = isEmpty && !isWrittenInto ? 0.4 : 0;
    return [{ heading, id, until, cost: costOf[certainty] + formCost(heading) + nestedCost + emptyCost }];
  });
}

/** Of what may be the timeline, the one with most times is; so may be whatever holds hardly anything but times. */
function timelinesByContent({ heading, around, meanings, until, next }: Placed, text: string): Candidate[] {
  const [meaning] = meanings;
  const isHint = meaning === undefined || meaning.certainty === 'hint' || meaning.certainty === 'loose';
  if (
    !isHint ||
    heading.form === 'table cell' ||
    heading.form === 'front matter' ||
    heading.depth === 1 ||
    around.some((id) => id !== undefined)
  )
    return [];
  if (meaning && meaning.id !== 'timeline' && meaning.id !== 'summary' && meaning.id !== 'factors') return [];
  const lines = text.slice(heading.end, Math.min(until, next)).split('\n').slice(0, 1000);
  const full = lines.filter((line) => /[\p{L}\p{N}]/u.test(line));
  const timed = full.filter((line) => /^.{0,45}\b\d{1,2}:\d{2}\b/.test(line)).length;
  if (timed < 3 || timed < full.length / 3) return [];
  return [{ heading, id: 'timeline', until, cost: costOf.hint + formCost(heading) - timed / 1000 }];
}

/** A label with text behind it has to be sure; a word such as `Context` only where it is marked as a label. */
function mayHint({ form, isAlone }: Heading, certainty: Meaning['certainty']): boolean {
  if (form === 'table cell' || form === 'front matter') return false;
  return certainty === 'loose' ? form === 'bold label' : isAlone;
}

function mayHold(outer: SectionId, id: SectionId, isHint: boolean): boolean {
  if (isHint && outer !== 'summary' && id !== 'lessons') return false;
  return holds[outer]?.includes(id) ?? true;
}

/** `Time to mitigate`, `Detected at`: they say when, and nothing of how. */
function isMoment(heading: Heading, behind: string): boolean {
  if (/\b(?:time|date|at|zeit|hora|heure|время)\b|日時|時刻|时间/iu.test(heading.heading)) return true;
  return !/\p{L}{3}/u.test(
    behind.replace(
      /\b(?:utc|gmt|[cew]e?s?t|[pcem][sd]t|hours?|minutes?|mins?|days?|hrs?|am|pm|xxx?|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/giu,
      '',
    ),
  );
}

/** What may be as short as `Impact: none`. */
function isLasting(meanings: readonly Meaning[]): boolean {
  const id = meanings[0]?.id;
  return id !== 'detection' && id !== 'resolution' && id !== 'timeline';
}

function formCost(heading: Heading): number {
  if (!isLabelOf(heading)) return 0;
  return heading.form === 'table cell' ? 2.7 : heading.form === 'front matter' ? 2.8 : 2.5;
}

const longestLabel = 60;

/** A label is no sentence, as in `It was fixed by:`. */
function isSentence({ heading }: Heading): boolean {
  return (
    heading.length > longestLabel || (/\b(?:this|that|it|we|they|i|there)\b/i.test(heading) && !/[?？]$/.test(heading))
  );
}

export function isLabelOf({ depth, form }: Heading): boolean {
  return depth >= hasColon || form === 'table cell';
}
