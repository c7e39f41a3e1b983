/** One preventative measure: how its state reads, and the first paragraph of its own issue, which the app keeps current. */

import type { Factor } from '../document/passages.ts';
import { hash } from '../hash.ts';
import { priorityOf } from '../labels.ts';
import { cut, inline, link } from '../markdown/inline.ts';
import { type Attributes, closeMarker, openMarker, readMarker } from '../markers.ts';
import type { Measure } from '../snapshot.ts';
import { day, dayOfYear, year } from '../timeline/time-words.ts';
import { measureToken, type Standing } from './token.ts';

export interface Origin {
  readonly title: string;
  readonly url: string;
  /** When the incident was opened, epoch milliseconds. */
  readonly at: number;
}

const question = [
  '### How will we know that it works?',
  '<!-- What will we see, or no longer see? One sentence. -->',
  '---',
  'Yes: assign it, and give it a label from `P0` to `P3`. No: close it as not planned and say why. When it is done, close it as completed.',
];

/** The body of a new measure's issue. */
export function openingMeasureBody(
  id: string,
  { title, answers }: Pick<Proposal, 'title' | 'answers'>,
  origin: Origin,
  zone: string,
  factors: readonly Factor[],
): string {
  const proposed = { state: 'open', closedAt: undefined, assignees: [], labels: [] } as const;
  const attributes = { from: id, title: hash(title), ...answersAttribute(answers) };
  return [measureRegion(proposed, origin, attributes, zone, factors), ...question].join('\n\n').concat('\n');
}

/** What a command proposes. */
export interface Proposal {
  readonly title: string;
  /** Numbers of factors. */
  readonly answers: readonly number[];
}

const longestExcerpt = 200;

export function answersAttribute(answers: readonly number[]): Attributes {
  return answers.length > 0 ? { answers: answers.map((one) => `F${one}`).join('.') } : {};
}

/** Numbers of the factors that a measure of ours answers. */
export function answersOf(measure: Pick<Measure, 'ours' | 'body'>): number[] {
  return measure.ours ? answersIn(measureAttributes(measure.body)) : [];
}

function answersIn(attributes: Attributes | undefined): number[] {
  return [...(attributes?.answers ?? '').matchAll(/F(\d{1,3})/g)].map((match) => Number(match[1]));
}

/** `Answers F1: two changes, each safe alone` */
function answersLines(numbers: readonly number[], factors: readonly Factor[]): string[] {
  return numbers.map((number) => {
    const text = inline(factors.find((one) => one.number === number)?.text ?? '');
    const excerpt = text.length > longestExcerpt ? `${cut(text, longestExcerpt).replace(/\s\S*$/, '')} …` : text;
    return `Answers F${number}${excerpt ? `: ${inline(excerpt)}` : ''}`;
  });
}

function measureRegion(
  measure: Pick<Measure, 'state' | 'closedAt' | 'assignees' | 'labels'>,
  origin: Origin,
  attributes: Attributes,
  zone: string,
  factors: readonly Factor[],
): string {
  const first = [...standing(measure, zone), `from ${link(origin.title, origin.url)}, ${day(origin.at, zone)}`].join(
    ' · ',
  );
  const lines = [first, ...answersLines(answersIn(attributes), factors)];
  return `${openMarker('measure', attributes)}\n\n${lines.join('\n')}\n\n${closeMarker('measure')}`;
}

function standing(measure: Pick<Measure, 'state' | 'closedAt' | 'assignees' | 'labels'>, zone: string): string[] {
  const owners = measure.assignees.length > 0 ? [measure.assignees.join(', ')] : [];
  const on = measure.closedAt === undefined ? '' : ` ${day(measure.closedAt, zone)}`;
  if (measure.state === 'completed') return [`**Done**${on}`, ...owners];
  if (measure.state !== 'open') return [`**Declined**${on}`];
  const priority = priorityOf(measure.labels);
  return ['**Proposed**', ...(priority ? [priority] : []), ...owners];
}

const regionPattern = /<!-- postmortems:measure[^<>]*-->[\s\S]*?<!-- \/postmortems:measure -->/;

/** What the marker of a measure's own issue says; undefined where the app did not write it. */
export function measureAttributes(body: string): Attributes | undefined {
  const marker = /^<!-- postmortems:measure(?: [^<>]*)? -->/m.exec(body)?.[0];
  return marker === undefined ? undefined : readMarker(marker)?.attributes;
}

/** The body of a measure's issue with its first paragraph as it should be; the same text where nothing differs. */
export function writeMeasureBody(
  measure: Measure,
  origin: Origin,
  attributes: Attributes,
  zone: string,
  factors: readonly Factor[],
): string {
  const wanted = measureRegion(measure, origin, attributes, zone, factors);
  const found = regionPattern.exec(measure.rawBody)?.[0];
  if (found === undefined || found.replace(/\r\n?/g, '\n') === wanted) return measure.rawBody;
  return measure.rawBody.replace(found, () => wanted);
}

/** The row of the postmortem: title as link, then priority, state and owner. */
export function measureRow(measure: Measure, since: number, zone: string): string {
  const priority = priorityOf(measure.labels);
  const answers = answersOf(measure);
  const parts = [
    ...(priority && measure.state === 'open' ? [priority] : []),
    stateOf(measure, since, zone),
    ...(measure.assignees.length > 0 ? [measure.assignees.join(', ')] : []),
    ...(answers.length > 0 ? [`answers ${answers.map((one) => `F${one}`).join(', ')}`] : []),
  ];
  const token = measureToken({ number: measure.number, standing: standingOf(measure), priority });
  return `- ${link(measure.title, measure.url)}<br>${parts.join(' · ')} ${token}`;
}

function standingOf(measure: Pick<Measure, 'state'>): Standing {
  if (measure.state === 'open') return 'proposed';
  return measure.state === 'completed' ? 'done' : 'declined';
}

function stateOf(measure: Measure, since: number, zone: string): string {
  if (measure.state === 'open') return 'proposed';
  const closed = measure.closedAt ?? since;
  const on = year(closed, zone) === year(since, zone) ? dayOfYear(closed, zone) : day(closed, zone);
  return measure.state === 'completed' ? `done ${on}` : 'declined';
}

/** By priority, then by age; what is declined comes last. */
export function inOrder<M extends Measure>(measures: readonly M[]): M[] {
  const rank = (measure: M) => `${isDeclined(measure) ? 1 : 0}${priorityOf(measure.labels) ?? 'P9'}`;
  return [...measures].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : a.number - b.number));
}

export function isDeclined(measure: Pick<Measure, 'state'>): boolean {
  return measure.state === 'not planned' || measure.state === 'duplicate';
}

/** Stands in the region while there is no measure. */
export const noneYet = 'None yet. Comment `/measure` and what would make this less likely, here or on the incident.';

/** The inside of the measures region. */
export function renderMeasures(measures: readonly Measure[], since: number, zone: string): string {
  if (measures.length === 0) return noneYet;
  return inOrder(measures)
    .map((measure) => measureRow(measure, since, zone))
    .join('\n');
}
