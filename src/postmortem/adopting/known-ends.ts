/** When an incident was, as its postmortem says: by the rows that the app keeps, and in an adopted page also by what its author wrote by hand. */

import type { Configuration } from '../configuration/schema.ts';
import { namingOf } from '../configuration/section-choice.ts';
import { type Document, writtenIn } from '../document/read.ts';
import { readSections } from '../document/read-sections.ts';
import { sections } from '../document/sections.ts';
import { readTimeline, type TimelineEntry } from '../document/written-timeline.ts';
import { isIncident } from '../labels.ts';
import type { Issue } from '../snapshot.ts';
import { milestones } from '../timeline/kinds.ts';
import { type Ends, endsOf, type Row } from '../timeline/rows.ts';

export interface KnownEnds {
  readonly ends: Ends;
  /** The same for whoever asks what is missing. */
  readonly bounds: Ends;
}

type Described = Pick<Issue, 'ours' | 'state' | 'labels' | 'createdAt'>;

export function knownEnds(
  issue: Described,
  document: Document,
  rows: readonly Row[],
  configuration: Configuration,
): KnownEnds {
  const noted = endsOf(rows);
  const text = issue.ours ? '' : withoutRegions(document);
  const read = issue.ours ? undefined : readSections(text, namingOf(configuration).aliases);
  if (!read || 'hostile' in read) return { ends: noted, bounds: noted };
  const { zone, abbreviations: meanings } = configuration;
  const entriesAt = (reference: number) => readTimeline(text, read, { reference, zone, meanings });
  const entries = entriesAt(issue.createdAt);
  const known = endsOf([...rows, ...certain(entries, entriesAt(issue.createdAt - weekMs)).map(asRow)]);
  if (known.over === undefined && !isPast(issue, document, rows, entries, configuration))
    return { ends: known, bounds: known };
  const ends: Ends = { ...known, isPast: true };
  return { ends, bounds: boundsOf(ends, entries) };
}

/** What the author wrote; days in our rows are none of theirs. */
function withoutRegions({ text, regions }: Document): string {
  return [...regions.values()]
    .sort((a, b) => b.start - a.start)
    .reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
}

const weekMs = 7 * 24 * 60 * 60_000;

/** Entries whose day somebody named: those do not move with the day from which they are read. */
function certain(entries: readonly TimelineEntry[], others: readonly TimelineEntry[]): readonly TimelineEntry[] {
  const known = new Set(others.map((one) => `${one.line} ${one.at}`));
  return entries.filter((one) => known.has(`${one.line} ${one.at}`));
}

/**
 * Whether it is over, although nobody wrote when. Whoever labels a text as a postmortem writes about something past; but for one that is an
 * incident, too, or in which moments are being noted, as long as nothing stands in it that people write afterwards.
 */
function isPast(
  issue: Described,
  document: Document,
  rows: readonly Row[],
  entries: readonly TimelineEntry[],
  { labels }: Configuration,
): boolean {
  if (issue.state !== 'open' || entries.some((one) => one.kind === 'over')) return true;
  if (rows.length === 0 && !isIncident(issue, labels)) return true;
  return sections.some(({ id, arrives }) => arrives === 'review' && writtenIn(document, id) !== '');
}

/** Where nobody said which moments these are, a timeline by hand begins with its first entry and ends with its last: nothing is missing there. */
function boundsOf(ends: Ends, entries: readonly TimelineEntry[]): Ends {
  if (entries.length < 2) return ends;
  const times = entries.map((one) => one.at);
  return {
    ...ends,
    discovered: ends.discovered ?? times.reduce((a, b) => Math.min(a, b)),
    over: ends.over ?? times.reduce((a, b) => Math.max(a, b)),
  };
}

function asRow({ at, text: words, kind }: TimelineEntry): Row {
  const milestone = milestones.find((one) => one === kind);
  return { at, approximate: false, id: undefined, kind: undefined, milestone, words, lines: [] };
}
