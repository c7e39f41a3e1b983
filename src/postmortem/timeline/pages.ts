/**
 * A timeline too long for the body goes on in comments of the app, in order, each saying where it goes on. Rows are found in all of them; a row that
 * moves from one to the other is written where it goes before it is taken from where it was.
 */
import type { Change } from '../change.ts';
import { link } from '../markdown/inline.ts';
import { type Attributes, commentMarker, isMarked } from '../markers.ts';
import type { Comment, Postmortem } from '../snapshot.ts';
import { type Ends, parseTimeline, type Timeline } from './rows.ts';
import type { TimeContext } from './when.ts';

/** GitHub takes 65,536 signs; what unit they are is not documented, so there is room to spare. */
const longestText = 60_000;
/** For the sections, the head and the measures that may still come. */
const spareInBody = 6000;
const mostPages = 40;

const goesOnPattern = /^The list goes on \[in a comment\]\([^)\s]*\)\.$/;
const comesFromPattern = /^The timeline goes on here, from \[.*\]\([^)\s]*\)\.$/;

function pageMarker(page: number): string {
  return commentMarker(`page p${page}`);
}

/** The comments that the list goes on in, second page first. A page that was deleted ends them. */
export function findPages(postmortem: Postmortem): Comment[] {
  const pages: Comment[] = [];
  for (let page = 2; page < mostPages; page += 1) {
    const comment = postmortem.comments.find((one) => isMarked(one, pageMarker(page)));
    if (!comment) break;
    pages.push(comment);
  }
  return pages;
}

/** All rows, from the inside of the region and from the comments; one that stands in two pages counts once. */
export function parsePages(inside: string, pages: readonly Comment[], context: TimeContext): Timeline {
  const texts = [inside, ...pages.map((one) => one.body)].map(withoutSigns);
  const parsed = texts.map((text) => parseTimeline(text, context));
  const seen = new Set<string>();
  const rows = parsed.flatMap((page) =>
    page.rows.filter((row) => {
      const key = row.id ?? `${row.at} ${row.lines.join('\n')}`;
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew || row.id === undefined;
    }),
  );
  return { preamble: parsed[0]?.preamble ?? [], rows };
}

/**
 * Room for rows: in the body as much as the rest of it leaves, in comments as much as they take. The rest is counted in large steps, so that the list
 * is not parted anew with every sentence that somebody writes.
 */
export function roomsFor(bodyLength: number, insideLength: number): number[] {
  const rest = Math.max(14_000, Math.ceil((bodyLength - insideLength) / 10_000) * 10_000);
  return [Math.max(2000, longestText - spareInBody - rest), longestText - 1000];
}

/** The inside of the region, which says where the list goes on. */
export function firstPage(texts: readonly string[], pages: readonly Comment[]): string {
  const next = texts.length > 1 ? pages[0] : undefined;
  return next ? `${texts[0]}\n\n${goesOn(next)}` : (texts[0] ?? '');
}

const moments = ['began', 'discovered', 'acknowledged', 'mitigated', 'over'] as const;

/** The bounding moments, kept with the region where its rows are on several pages: in minutes since 1970. */
export function endsAttributes(ends: Ends): Attributes {
  return Object.fromEntries(
    moments.flatMap((one) => (ends[one] === undefined ? [] : [[one, String((ends[one] ?? 0) / 60_000)]])),
  );
}

/** The bounding moments of a region that says them itself; undefined where all rows are in it. */
export function readEnds(attributes: Attributes): Ends | undefined {
  if (attributes.pages === undefined) return undefined;
  const read = (one: (typeof moments)[number]) =>
    /^\d{1,12}$/.test(attributes[one] ?? '') ? Number(attributes[one]) * 60_000 : undefined;
  return {
    began: read('began'),
    discovered: read('discovered'),
    acknowledged: read('acknowledged'),
    mitigated: read('mitigated'),
    over: read('over'),
  };
}

export interface PageChanges {
  /** Pages that have to be made first: the next reading sees them. */
  readonly creations: readonly Change[];
  /** Before the body is written, and after it. */
  readonly before: readonly Change[];
  readonly after: readonly Change[];
}

/**
 * @param isGrowing rows move towards later pages, so later pages are written first
 */
export function pageChanges(
  postmortem: Postmortem,
  texts: readonly string[],
  pages: readonly Comment[],
  isGrowing: boolean,
): PageChanges {
  const bodies = texts.slice(1).map((text, index) => {
    const next = texts.length > index + 2 ? pages[index + 1] : undefined;
    const parts = [
      `The timeline goes on here, from ${link(postmortem.title, postmortem.url)}.`,
      text,
      ...(next ? [goesOn(next)] : []),
      pageMarker(index + 2),
    ];
    return parts.join('\n\n');
  });
  const missing = bodies.slice(pages.length, pages.length + 1);
  const creations = missing.map(
    (body): Change => ({ do: 'write comment', issue: postmortem, comment: undefined, body }),
  );
  const edits = bodies.slice(0, pages.length).flatMap((body, index): Change[] => {
    const page = pages[index];
    return page && page.body !== body ? [{ do: 'write comment', issue: postmortem, comment: page.number, body }] : [];
  });
  const empty = pages
    .slice(bodies.length)
    .map((page): Change => ({ do: 'delete comment', repo: postmortem.repo, comment: page.number }));
  return isGrowing
    ? { creations, before: edits.toReversed(), after: empty }
    : { creations, before: [], after: [...edits, ...empty] };
}

function goesOn(page: Comment): string {
  return `The list goes on [in a comment](${page.url}).`;
}

function withoutSigns(text: string): string {
  return text
    .split('\n')
    .filter(
      (line) =>
        !goesOnPattern.test(line) && !comesFromPattern.test(line) && !/^<!-- postmortems:page p\d+ -->$/.test(line),
    )
    .join('\n');
}
