/**
 * What the app keeps of a measure, in the first paragraph of its issue: the attributes of the marker, the reason that stands in the first line, and
 * the folded list of changes. Of an issue that somebody else wrote nothing in its body counts: there the paragraph stands in one comment of ours.
 */
import { type Attributes, closeMarker, openMarker, readMarker } from '../markers.ts';
import type { Comment, Measure } from '../snapshot.ts';
import type { Terms } from './terms.ts';

export interface Record {
  /** Id of the command line that it was made from, and a hash of the title that it was given. */
  readonly from?: string | undefined;
  readonly title?: string | undefined;
  /** Numbers of the factors that it answers. */
  readonly answers: readonly number[];
  /** `said` by command, or `owned`: for as long as somebody is assigned. */
  readonly accepted?: 'said' | 'owned' | undefined;
  /** While it is proposed what is proposed, afterwards what was noted last; several owners stand with dots between them. */
  readonly terms: Terms;
  readonly said?: Said | undefined;
  /** One line each, oldest first. */
  readonly changes: readonly string[];
}

/** What somebody said of it, and by whom: as Markdown, safe to be put into other texts of ours. */
export interface Said {
  readonly of: 'declined' | 'worked' | 'failed';
  readonly why: string;
  readonly by: string;
}

export const noRecord: Record = { answers: [], terms: {}, changes: [] };

const start = '<!-- postmortems:measure';
const end = closeMarker('measure');
const mostChanges = 40;

/**
 * Where a measure's paragraph stands in a text; undefined where there is none. Its marks stand at the beginning of a line, which nothing does that
 * people say.
 */
export function findRegion(text: string): { readonly from: number; readonly to: number } | undefined {
  const from = text.startsWith(start) ? 0 : text.indexOf(`\n${start}`) + 1;
  if (from === 0 && !text.startsWith(start)) return undefined;
  const to = text.indexOf(`\n${end}`, from);
  return to === -1 ? undefined : { from, to: to + 1 + end.length };
}

/** The comment that holds the paragraph of an issue that is not ours. */
export function noteOf({ comments }: Pick<Measure, 'comments'>): Comment | undefined {
  return comments.find((one) => one.ours && one.body.startsWith(start));
}

/** What is kept of a measure; undefined where nothing is. */
export function recordOf(measure: Pick<Measure, 'ours' | 'body' | 'comments'>): Record | undefined {
  return readRecord(measure.ours ? measure.body : (noteOf(measure)?.body ?? ''));
}

/** Reads a text that we wrote. */
export function readRecord(text: string): Record | undefined {
  const region = findRegion(text);
  const lines = region ? text.slice(region.from, region.to).split(/\r?\n/) : [];
  const marker = readMarker(lines[0] ?? '');
  if (marker?.name !== 'measure') return undefined;
  const { from, title, answers = '', accepted, priority, owner, by } = marker.attributes;
  return {
    from,
    title,
    answers: [...answers.matchAll(/F(\d{1,4})/g)].map((match) => Number(match[1])),
    accepted: accepted === 'said' || accepted === 'owned' ? accepted : undefined,
    terms: { ...(priority && { priority }), ...(owner && { owner }), ...(by && { by }) },
    said: readSaid(marker.attributes.said, lines.find((line) => line.startsWith('**')) ?? ''),
    changes: lines.filter((line) => line.startsWith('- ')).map((line) => line.slice('- '.length)),
  };
}

/** @param lines what is seen above the changes */
export function renderRegion(record: Record, lines: readonly string[]): string {
  const changes = record.changes.slice(-mostChanges).map((line) => `- ${line}`);
  const count = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  const folded = ['<details>', `<summary>${count}</summary>`, '', ...changes, '', '</details>'].join('\n');
  return [
    openMarker('measure', attributesOf(record)),
    lines.join('\n'),
    ...(changes.length > 0 ? [folded] : []),
    end,
  ].join('\n\n');
}

function attributesOf({ from, title, answers, accepted, terms, said }: Record): Attributes {
  const { priority, owner, by } = terms;
  const factors = answers.length > 0 ? answers.map((one) => `F${one}`).join('.') : undefined;
  const all = { from, title, answers: factors, accepted, priority, owner, by, said: said?.of };
  return Object.fromEntries(Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

const byPattern = /, (\[[^\][]*\]\([^()\s]*\))$/;
/** What comes behind it in the first line. No text of people holds it: their links never follow ` · from ` and end the line. */
const behind = ' · from [';

/** The text is carried over from the first line, for its comment may be gone. */
function readSaid(of: string | undefined, line: string): Said | undefined {
  if (of !== 'declined' && of !== 'worked' && of !== 'failed') return undefined;
  const from = line.indexOf(' · ');
  const to = line.lastIndexOf(behind);
  const text = from === -1 || to <= from ? '' : line.slice(from + ' · '.length, to);
  const by = byPattern.exec(text);
  return { of, why: by ? text.slice(0, by.index) : text, by: by?.[1] ?? '' };
}
