/** Headings put into the ones that they stand in, with what they may mean. */
import { withoutComments } from '../markdown/comments.ts';
import { type Heading, standsAlone } from './headings.ts';
import { type Aliases, type Meaning, meaningsOf, namedBy } from './meaning.ts';
import { isHeadingOf, type SectionId } from './sections.ts';

export interface PlaceOptions {
  readonly aliases?: Aliases | undefined;
  /** Whether a heading names a day or a time, and so goes on with the timeline that it stands in. */
  readonly isTimed: (heading: string) => boolean;
  /**
   * For a text that is written into: what stands below a heading then decides nothing, lest a writing change what is found. A heading further down
   * within a section needs the very name of another one.
   */
  readonly isWrittenInto?: boolean;
}

export interface Placed {
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

/** A title that holds all sections means none. */
export function placeHeadings(headings: readonly Heading[], text: string, options: PlaceOptions): Placed[] {
  const placed = placeAll(headings, text, options, undefined);
  const title = titleOf(placed, options);
  return title ? placeAll(headings, text, options, title) : placed;
}

/** Puts each heading into the ones that it stands in, by their levels. */
function placeAll(
  headings: readonly Heading[],
  text: string,
  options: PlaceOptions,
  title: Heading | undefined,
): Placed[] {
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
    const meanings = isTimed || heading === title ? [] : meaningsOf(heading.heading, named);
    const around = open.map((one) => one.id);
    const next = nexts[index];
    const isEmpty = (next?.depth ?? 0) <= depth && !hasWords(text.slice(heading.end, next?.start ?? text.length));
    const behind = text.slice(heading.end, heading.end + 200).split('\n', 1)[0] ?? '';
    placed.push({ heading, behind, around, meanings, until: text.length, next: next?.start ?? text.length, isEmpty });
    if (!isTimed) open.push({ index, depth, id: meanings[0]?.id });
  }
  return placed;
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
  const seen = withoutComments(text.slice(0, 5000));
  return seen
    .split('\n')
    .some((line) => /[\p{L}\p{N}]/u.test(line) && !/^[ \t]*[-*+][ \t]+\*\*[^*]{1,80}\*\*/.test(line));
}

/** A title such as `Root cause analysis` holds all sections and is none. What we write below it changes nothing of that. */
function titleOf(placed: readonly Placed[], { isWrittenInto }: PlaceOptions): Heading | undefined {
  const tops = placed.filter(({ heading }) => heading.form === 'heading' && heading.depth === 1);
  const [title] = tops;
  if (!title || title.meanings.length === 0 || tops.length > 1) return undefined;
  if (isWrittenInto) {
    const isNamed = title.meanings.some(({ id }) => isHeadingOf(id, title.heading.heading));
    return title === placed[0] && !isNamed ? title.heading : undefined;
  }
  const meant = new Set(placed.filter((one) => one !== title).map(({ meanings }) => meanings[0]?.id));
  meant.delete(undefined);
  const next = placed[placed.indexOf(title) + 1];
  const isHollow = title.isEmpty || (next !== undefined && next.heading.start - title.heading.end < 4);
  return meant.size > 1 && isHollow ? title.heading : undefined;
}
