/**
 * Which of all that can be a heading is the heading of a section. What stands further down within a section is a part of it, unless it surely is
 * another one; where several could be the same section, the surer one is, then the first that holds something.
 */
import { type Candidate, candidatesOf, isLabelOf } from './candidates.ts';
import { type Heading, standsAlone } from './headings.ts';
import { isWhatWentWrong } from './meaning.ts';
import { type Placed, type PlaceOptions, placeHeadings } from './placed-headings.ts';
import type { SectionId } from './sections.ts';

export interface ChosenSection extends Heading {
  readonly id: SectionId;
  /** Where what belongs to it ends. */
  readonly until: number;
}

export function chooseSections(headings: readonly Heading[], text: string, options: PlaceOptions): ChosenSection[] {
  const placed = placeHeadings(headings, text, options);
  const candidates = withoutLoneColumns(
    placed.flatMap((one) => candidatesOf(one, text, options.isWrittenInto === true)),
  );
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
  return cutAtNext([...chosen.values()]);
}

/** One column called `Action` makes no section of a table; several such do, where each holds a section. */
function withoutLoneColumns(candidates: readonly Candidate[]): Candidate[] {
  const isColumn = ({ heading }: Candidate) => heading.form === 'table cell' && heading.isItem;
  const columns = new Map<number, Set<SectionId>>();
  for (const one of candidates.filter(({ heading }) => heading.form === 'table cell')) {
    const { line } = one.heading;
    columns.set(line, (columns.get(line) ?? new Set()).add(one.id));
  }
  return candidates.filter((one) => {
    return !isColumn(one) || (columns.get(one.heading.line)?.size ?? 0) > 1;
  });
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

/** Beside what went well it is a lesson; else a cause, or where those have a heading of their own, what happened. */
function whatWentWrong(placed: readonly Placed[], chosen: ReadonlyMap<SectionId, Candidate>): Candidate[] {
  const found = placed.find(({ heading, around }) => {
    return heading.depth <= standsAlone && around.every((id) => id === undefined) && isWhatWentWrong(heading.heading);
  });
  if (!found || chosen.has('lessons')) return [];
  const id = chosen.has('factors') ? 'summary' : 'factors';
  return chosen.has(id) ? [] : [{ heading: found.heading, id, until: found.until, cost: 3 }];
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
