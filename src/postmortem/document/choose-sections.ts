/**
 * Which of all that can be a heading is the heading of a section. What stands further down within a section is a part of it, unless it surely is
 * another one; where several could be the same section, the surer one is, then the first that holds something.
 */
import { type Heading, hasText, standsAlone } from './headings.ts';
import { type Aliases, isWhatWentWrong, type Meaning, meaningsOf } from './meaning.ts';
import type { SectionId } from './sections.ts';

export interface ChosenSection extends Heading {
  readonly id: SectionId;
  /** Where what belongs to it ends. */
  readonly until: number;
}

export interface ChooseOptions {
  readonly aliases?: Aliases | undefined;
  /** Whether a heading names a day or a time, and so goes on with the timeline that it stands in. */
  readonly isTimed: (heading: string) => boolean;
  /** Whether a heading may stand in another section and be one of its own; else by what the sections usually hold. */
  readonly isOwnWithin?: (heading: Heading, id: SectionId) => boolean;
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
  subtitled: 1,
  shared: 2,
  hint: 3,
};

export function chooseSections(headings: readonly Heading[], text: string, options: ChooseOptions): ChosenSection[] {
  const placed = placeAll(headings, text, options);
  const candidates = placed.flatMap((one) => candidatesOf(one, options));
  const chosen = new Map<SectionId, Candidate>();
  for (const one of candidates) {
    const before = chosen.get(one.id);
    if (!before || one.cost < before.cost) chosen.set(one.id, one);
  }
  for (const one of whatWentWrong(placed, chosen)) chosen.set(one.id, one);
  dropTitle(placed, chosen);
  return cutAtNext([...chosen.values()]);
}

interface Placed {
  readonly heading: Heading;
  /** What the sections around it are, from the outermost to the innermost; undefined for headings that are none. */
  readonly around: readonly (SectionId | undefined)[];
  readonly meanings: readonly Meaning[];
  readonly until: number;
  readonly isEmpty: boolean;
}

/** Puts each heading into the ones that it stands in, by their levels. */
function placeAll(headings: readonly Heading[], text: string, options: ChooseOptions): Placed[] {
  const placed: (Placed & { until: number })[] = [];
  const open: { readonly index: number; readonly depth: number; readonly id: SectionId | undefined }[] = [];
  for (const [index, heading] of headings.entries()) {
    const { depth } = heading;
    const isInTimeline = open.some((one) => one.id === 'timeline');
    const isTimed = isInTimeline && options.isTimed(heading.heading);
    if (!isTimed) {
      while (depth <= hasText && (open.at(-1)?.depth ?? 0) >= depth) {
        const closed = placed[open.pop()?.index ?? -1];
        if (closed) closed.until = heading.start;
      }
    }
    const meanings = isTimed ? [] : meaningsOf(heading.heading, options.aliases);
    const around = open.map((one) => one.id);
    const next = headings.slice(index + 1, index + 50).find((one) => one.depth < standsAlone);
    const behind = text.slice(heading.end, next?.start ?? text.length);
    const isEmpty = (next?.depth ?? 0) <= depth && !hasWords(behind);
    placed.push({ heading, around, meanings, until: text.length, isEmpty });
    if (!isTimed) open.push({ index, depth, id: meanings[0]?.id });
  }
  return placed;
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text.slice(0, 5000).replace(/<!--[^>]*-->/g, ''));
}

function candidatesOf({ heading, around, meanings, until, isEmpty }: Placed, options: ChooseOptions): Candidate[] {
  const { form, depth } = heading;
  const inner = around.findLast((id) => id !== undefined);
  return meanings.flatMap(({ id, certainty }): Candidate[] => {
    const isLabel = depth === hasText || form === 'table cell';
    const isHint = certainty === 'hint' || certainty === 'shared';
    if (isLabel && (isHint || (inner !== undefined && inner !== 'summary') || isTooLong(heading))) return [];
    if (inner !== undefined && inner !== id) {
      const isOwn = options.isOwnWithin?.(heading, id) ?? (!isHint && (holds[inner]?.includes(id) ?? true));
      if (!isOwn) return [];
    }
    const formCost = !isLabel ? 0 : form === 'table cell' ? 2.7 : form === 'front matter' ? 2.8 : 2.5;
    const nestedCost = inner === undefined ? 0 : 0.3;
    return [{ heading, id, until, cost: costOf[certainty] + formCost + nestedCost + (isEmpty ? 0.4 : 0) }];
  });
}

const longestLabel = 60;

function isTooLong({ heading }: Heading): boolean {
  return heading.length > longestLabel;
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
function dropTitle(placed: readonly Placed[], chosen: Map<SectionId, Candidate>): void {
  const tops = placed.filter(({ heading }) => heading.form === 'heading' && heading.depth === 1);
  const [title] = tops;
  if (!title || tops.length > 1 || chosen.size < 3) return;
  const next = placed[placed.indexOf(title) + 1];
  const isHollow = title.isEmpty || (next !== undefined && next.heading.start - title.heading.end < 4);
  for (const [id, one] of chosen) if (isHollow && one.heading === title.heading) chosen.delete(id);
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
