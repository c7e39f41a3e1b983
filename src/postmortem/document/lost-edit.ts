/**
 * GitHub has no compare-and-set on bodies, so a person may save between our last look and our write, and that save is overwritten. Each body that
 * we write therefore carries the hash of the text that we had read, and the event of our own write brings the text that it really
 * replaced: where the two differ, a person's edit was lost, and it is merged back here. Our regions stay as they are now, but for rows that were
 * written, changed or removed by hand. Where the text that we had read is not known any more, what we wrote stands in for it; a row or passage that
 * was removed then looks like one that we had not added yet, and stays, and a passage that we took out does not come back. It is the same where the
 * lost text was opened before our last write. The body names the edits that have come back into it, for another process, or the same one after its
 * next start, hears of them again.
 */
import type { Headings, SectionNaming } from '../configuration/section-choice.ts';
import { hash, hashOfBody } from '../hash.ts';
import { openMarker, readMarker } from '../markers.ts';
import type { Overwritten } from '../snapshot.ts';
import { parseTimeline, type Row, renderTimeline, type Timeline } from '../timeline/rows.ts';
import type { TimeContext } from '../timeline/when.ts';
import { mergeLines } from './merge-lines.ts';
import { findPassages, type Passage } from './passages.ts';
import { type Document, readDocument } from './read.ts';
import { sections } from './sections.ts';
import { type Regions, regionText, spliceBody } from './write.ts';

/** Whether one of our writes replaced another text than the one it was made from. */
export function hasLostAnEdit({ from, ours }: Overwritten): boolean {
  const base = baseOf(ours);
  return base !== undefined && base !== hashOfBody(from);
}

/** Whether a text is the one that a body of ours was made from. */
export function isBaseOf(ours: string, read: string): boolean {
  return baseOf(ours) === hashOfBody(read);
}

function baseOf(ours: string): string | undefined {
  const marker = /^<!-- postmortems:(?:head|index)[^<>]*-->/m.exec(ours)?.[0] ?? '';
  return readMarker(marker)?.attributes.base;
}

/** By which it is known again, wherever it was heard of. */
export function nameOfLost({ from, ours }: Overwritten): string {
  return hash(JSON.stringify([from, ours]));
}

const usualNaming: SectionNaming = { headings: {}, aliases: {} };
/** More than anybody loses before the last of them is forgotten. */
export const mostMerged = 10;

/**
 * The present body with the lost edit in it; the very same text where it is there already, or has been, or one of the texts is no safe reading.
 * @param context for the times of rows that were written by hand
 * @param naming what sections are called here
 */
export function mergeLostEdit(
  body: string,
  overwritten: Overwritten,
  context: TimeContext,
  { headings, aliases }: SectionNaming = usualNaming,
): string {
  const { from, ours, read } = overwritten;
  const documents = [body, from, ours, read ?? ours].map((text) => readDocument(text, aliases));
  const [present, lost, written, before] = documents.flatMap((one) => ('hostile' in one ? [] : [one]));
  if (!present || !lost || !written || !before) return body;
  const name = nameOfLost(overwritten);
  const named = present.regions.get('head')?.attributes.merged?.split('.') ?? [];
  if (named.includes(name)) return body;
  const mayBeGone = read !== undefined && revisionOf(lost) === revisionOf(before);
  const [past, unseen] = mayBeGone ? [] : [passagesBeside(lost, before), passagesBeside(before, lost)];
  const texts = [complete(lost, written, headings, past), complete(before, written, headings, unseen)];
  const [ended, began] = texts.map((text) => readDocument(text, aliases));
  if (!ended || 'hostile' in ended || !began || 'hostile' in began) return body;
  const [rowsNow, rowsBefore, rowsLost] = [present, before, lost].map((one) => timelineOf(one, context));
  const rows = rowsNow && rowsBefore && rowsLost && mergeRows(rowsNow, rowsBefore, rowsLost, mayBeGone);
  const folded = mergeLines(foldRegions(began), foldRegions(ended), foldRegions(present));
  const merged = unfoldRegions(folded, present, rows && renderTimeline(rows, context.zone));
  return merged === body ? body : withNames(merged, present, [...named, name].slice(-mostMerged));
}

function withNames(text: string, { regions }: Document, names: readonly string[]): string {
  const { attributes } = regions.get('head') ?? {};
  if (!attributes) return text;
  return text.replace(openMarker('head', attributes), openMarker('head', { ...attributes, merged: names.join('.') }));
}

/** The passages of a text that another one lacks. */
function passagesBeside(text: Document, other: Document): readonly Passage[] {
  const there = new Set(findPassages(other).map(({ id }) => id));
  return findPassages(text).filter(({ id }) => !there.has(id));
}

/** A text with the regions of ours and the sections that we added in the same writing, without these passages. */
function complete(text: Document, ours: Document, headings: Headings, without: readonly Passage[] = []): string {
  const region = (name: 'head' | 'timeline' | 'measures') => {
    const found = ours.regions.get(name);
    return found && { text: found.inside, attributes: found.attributes };
  };
  const nothing = { text: '', attributes: {} };
  const regions: Regions = {
    headings,
    head: region('head') ?? nothing,
    timeline: region('timeline'),
    measures: region('measures'),
  };
  const isArrival = isReview(ours) && !isReview(text);
  const arriving = sections.filter(({ id, arrives }) => isArrival && arrives !== 'opening' && hasSection(ours, id));
  return spliceBody(
    text,
    regions,
    arriving.map(({ id }) => id),
    { replaced: without.map(({ start, end }) => ({ start, end, text: '' })), added: [] },
  );
}

function isReview({ regions }: Document): boolean {
  return regions.get('head')?.attributes.stage === 'review';
}

function hasSection(document: Document, id: string): boolean {
  return document.sections.some((one) => one.id === id);
}

/** A line stands for each region, so that no line of ours is ever merged. U+E000 is nobody's character. */
function foldRegions({ text, regions }: Document): string {
  let folded = '';
  let at = 0;
  for (const [name, { start, end }] of [...regions].sort(([, a], [, b]) => a.start - b.start)) {
    if (start < at) continue;
    folded += `${text.slice(at, start)}\uE000${name}`;
    at = end;
  }
  return folded + text.slice(at);
}

function unfoldRegions(folded: string, { text, regions }: Document, timeline: string | undefined): string {
  return folded.replace(/\uE000(head|timeline|measures|measure|index)/g, (line) => {
    const name = line.slice(1);
    for (const [one, { start, end, attributes }] of regions) {
      if (one !== name) continue;
      if (one !== 'timeline' || timeline === undefined) return text.slice(start, end);
      return regionText('timeline', { text: timeline, attributes });
    }
    return '';
  });
}

function revisionOf({ regions }: Document): string | undefined {
  return regions.get('timeline')?.attributes.rev;
}

function timelineOf({ regions }: Document, context: TimeContext): Timeline {
  return parseTimeline(regions.get('timeline')?.inside ?? '', context);
}

/** The present rows with what was done to rows by hand from `before` to `lost`; undefined where that is nothing. */
function mergeRows(present: Timeline, before: Timeline, lost: Timeline, mayBeGone: boolean): Timeline | undefined {
  const rows = new Map(present.rows.map((row) => [textOf(row), row]));
  const preamble = lost.preamble.filter((line) => !before.preamble.includes(line) && !present.preamble.includes(line));
  let hasChanged = preamble.length > 0;
  for (const row of lost.rows) {
    if (rows.has(textOf(row)) || before.rows.some((one) => textOf(one) === textOf(row))) continue;
    if (row.id === undefined) rows.set(textOf(row), row);
    else {
      const [now, then] = [present, before].map((one) => one.rows.find(({ id }) => id === row.id));
      if (!now || !then) continue;
      if (textOf(now) === textOf(then)) rows.set(textOf(now), row);
      else rows.set(textOf(row), withoutMarker(row));
    }
    hasChanged = true;
  }
  for (const row of mayBeGone ? before.rows : []) {
    const isLeft = lost.rows.some((one) => (row.id === undefined ? textOf(one) === textOf(row) : one.id === row.id));
    if (!isLeft && rows.delete(textOf(row))) hasChanged = true;
  }
  if (!hasChanged) return undefined;
  return { preamble: [...present.preamble, ...preamble], rows: [...rows.values()].sort((a, b) => a.at - b.at) };
}

/** What somebody else has changed by hand since is left to them: the lost row stands beside it as a row of its own. */
function withoutMarker(row: Row): Row {
  return {
    ...row,
    id: undefined,
    lines: row.lines.map((line) => line.replace(/[ \t]*<!-- c\d+\.[0-9a-f]{8} -->/, '')),
  };
}

function textOf(row: Row): string {
  return `${row.at} ${row.lines.join('\n')}`;
}
