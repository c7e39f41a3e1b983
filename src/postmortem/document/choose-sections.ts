/**
 * Which of all that can be a heading is the heading of a section. What stands further down within a section is a part of it, unless it surely is
 * another one; where several could be the same section, the surer one is, then the first that holds something.
 */
import { type Heading, hasColon, standsAlone } from './headings.ts';
import { type Aliases, isWhatWentWrong, type Meaning, meaningsOf, namedBy } from './meaning.ts';
import { isHeadingOf, type SectionId } from './sections.ts';

export interface ChosenSection extends Heading {
  readonly id: SectionId;
  /** Where what belongs to it ends. */
  readonly until: number;
}

export interface ChooseOptions {
  readonly aliases?: Aliases | undefined;
  /** Whether a heading names a day or a time, and so goes on with the timeline that it stands in. */
  readonly isTimed: (heading: string) => boolean;
  /**
   * For a text that is written into: what stands below a heading then decides nothing, lest a writing change what is found. A heading further down
   * within a section needs the very name of another one.
   */
  readonly isWrittenInto?: boolean;
}

interface Candidate {
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

export function chooseSections(headings: readonly Heading[], text: string, options: ChooseOptions): ChosenSection[] {
  const placed = placeAll(headings, text, options);
  const candidates = placed.flatMap((one) => [
    ...candidatesOf(one, options),
    ...(options.isWrittenInto ? [] : timelinesByContent(one, text)),
  ]);
  const chosen = new Map<SectionId, Candidate>();
  for (const one of candidates) {
    const before = chosen.get(one.id);
    if (!before || one.cost < before.cost) chosen.set(one.id, one);
  }
  preferLabelOfSummary(candidates, chosen);
  const timeline = chosen.get('timeline');
  if (timeline && timeline.cost > 2)
    chosen.forEach((one, id) => {
      if (id !== 'timeline' && one.heading === timeline.heading) chosen.delete(id);
    });
  for (const one of whatWentWrong(placed, chosen)) chosen.set(one.id, one);
  dropTitle(placed, chosen, options);
  return cutAtNext([...chosen.values()]);
}

interface Placed {
  readonly heading: Heading;
  /** What the sections around it are, from the outermost to the innermost; undefined for headings that are none. */
  readonly around: readonly (SectionId | undefined)[];
  readonly meanings: readonly Meaning[];
  readonly until: number;
  /** The rest of the line, or of the row of a table. */
  readonly behind: string;
  /** Where the next heading begins, of whatever level. */
  readonly next: number;
  readonly isEmpty: boolean;
}

/** Puts each heading into the ones that it stands in, by their levels. */
function placeAll(headings: readonly Heading[], text: string, options: ChooseOptions): Placed[] {
  const placed: (Placed & { until: number })[] = [];
  const open: { readonly index: number; readonly depth: number; readonly id: SectionId | undefined }[] = [];
  const timed = headings.map((one) => one.depth < standsAlone && options.isTimed(one.heading));
  const nexts = nextHeadings(headings, timed);
  const named = namedBy(options.aliases);
  for (const [index, heading] of headings.entries()) {
    const { depth } = heading;
    const isInTimeline = open.some((one) => one.id === 'timeline');
    const isTimed = isInTimeline && (timed[index] ?? false);
    if (!isTimed) {
      while ((open.at(-1)?.depth ?? 0) >= depth) {
        const closed = placed[open.pop()?.index ?? -1];
        if (closed) closed.until = heading.start;
      }
    }
    const meanings = isTimed ? [] : meaningsOf(heading.heading, named);
    const around = open.map((one) => one.id);
    const next = nexts[index];
    const isEmpty = (next?.depth ?? 0) <= depth && !hasWords(text.slice(heading.end, next?.start ?? text.length));
    const behind = text.slice(heading.end, heading.end + 200).split('\n', 1)[0] ?? '';
    placed.push({ heading, behind, around, meanings, until: text.length, next: next?.start ?? text.length, isEmpty });
    if (!isTimed) open.push({ index, depth, id: meanings[0]?.id });
  }
  return placed;
}

/** What may be as short as `Impact: none`. */
function isLasting(meanings: readonly Meaning[]): boolean {
  const id = meanings[0]?.id;
  return id !== 'detection' && id !== 'resolution' && id !== 'timeline';
}

/** For each heading the next one that is no label and no time. */
function nextHeadings(headings: readonly Heading[], timed: readonly boolean[]): (Heading | undefined)[] {
  const nexts: (Heading | undefined)[] = [];
  let next: Heading | undefined;
  for (let index = headings.length - 1; index >= 0; index -= 1) {
    nexts[index] = next;
    const heading = headings[index];
    if (heading && heading.depth < standsAlone && !timed[index]) next = heading;
  }
  return nexts;
}

/** Whether there is more than hidden notes and a list of labels. */
function hasWords(text: string): boolean {
  const seen = text.slice(0, 5000).replace(/<!--[^>]*-->/g, '');
  return seen
    .split('\n')
    .some((line) => /[\p{L}\p{N}]/u.test(line) && !/^[ \t]*[-*+][ \t]+\*\*[^*]{1,80}\*\*/.test(line));
}

/** What is called a description and holds the other sections as labels is not the summary that stands among them. */
function preferLabelOfSummary(candidates: readonly Candidate[], chosen: Map<SectionId, Candidate>): void {
  const outer = chosen.get('summary');
  if (!outer || isLabelOf(outer.heading)) return;
  const within = candidates.filter(
    ({ heading }) => isLabelOf(heading) && heading.start > outer.heading.start && heading.start < outer.until,
  );
  const label = within.find(({ id }) => id === 'summary');
  if (label && new Set(within.map(({ id }) => id)).size > 2) chosen.set('summary', label);
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

function candidatesOf(one: Placed, options: ChooseOptions): Candidate[] {
  const { heading, around, meanings, until, isEmpty } = one;
  const inner = around.findLast((id) => id !== undefined);
  const isLabel = isLabelOf(heading);
  if (isLabel && !heading.isAlone && isMoment(heading, one.behind) && !isLasting(meanings)) return [];
  if (isLabel && ((inner !== undefined && inner !== 'summary') || isSentence(heading))) return [];
  return meanings.flatMap(({ id, certainty }): Candidate[] => {
    const isHint = certainty === 'hint' || certainty === 'loose' || certainty === 'shared';
    if (isLabel && isHint && !mayHint(heading, certainty)) return [];
    if (inner !== undefined && inner !== id) {
      const isOwn = options.isWrittenInto
        ? heading.depth <= 2 || isHeadingOf(id, heading.heading)
        : mayHold(inner, id, isHint);
      if (!isOwn) return [];
    }
    const nestedCost = inner === undefined ? 0 : 0.3;
    const emptyCost = isEmpty && !options.isWrittenInto ? 0.4 : 0;
    return [{ heading, id, until, cost: costOf[certainty] + formCost(heading) + nestedCost + emptyCost }];
  });
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
    behind.replace(/\b(?:utc|gmt|[cew]e?s?t|[pcem][sd]t|hours?|minutes?|mins?|days?|hrs?|am|pm|xxx?)\b/giu, ''),
  );
}

function isLabelOf({ depth, form }: Heading): boolean {
  return depth >= hasColon || form === 'table cell';
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

/** Beside what went well it is a lesson; else a cause, or where those have a heading of their own, what happened. */
function whatWentWrong(placed: readonly Placed[], chosen: ReadonlyMap<SectionId, Candidate>): Candidate[] {
  const found = placed.find(({ heading, around }) => {
    return heading.depth <= standsAlone && around.every((id) => id === undefined) && isWhatWentWrong(heading.heading);
  });
  if (!found || chosen.has('lessons')) return [];
  const id = chosen.has('factors') ? 'summary' : 'factors';
  return chosen.has(id) ? [] : [{ heading: found.heading, id, until: found.until, cost: 3 }];
}

/** A title such as `Root cause analysis` holds all sections and is none. */
function dropTitle(
  placed: readonly Placed[],
  chosen: Map<SectionId, Candidate>,
  { isWrittenInto }: ChooseOptions,
): void {
  const tops = placed.filter(({ heading }) => heading.form === 'heading' && heading.depth === 1);
  const [title] = tops;
  if (!title || tops.length > 1 || chosen.size < 3) return;
  const next = placed[placed.indexOf(title) + 1];
  const isHollow = title.isEmpty || (next !== undefined && next.heading.start - title.heading.end < 4);
  for (const [id, { heading }] of chosen) {
    if (heading !== title.heading) continue;
    if (isWrittenInto ? !isHeadingOf(id, heading.heading) : isHollow) chosen.delete(id);
  }
}

/** A section ends where the next heading of its level stands, or before that where another section begins. */
function cutAtNext(chosen: readonly Candidate[]): ChosenSection[] {
  const sorted = [...chosen].sort((a, b) => a.heading.start - b.heading.start);
  return sorted.map(({ heading, id, until }, index) => {
    const next = sorted
      .slice(index + 1)
      .find((one) => one.heading.start > heading.start && one.heading.depth <= Math.max(standsAlone, heading.depth));
    return { ...heading, id, until: Math.min(until, next?.heading.start ?? until) };
  });
}
