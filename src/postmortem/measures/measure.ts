/** One preventative measure as it reads: the row in the postmortem, and the first paragraph of its own issue, which the app keeps current. */

import type { Factor } from '../document/passages.ts';
import { hash } from '../hash.ts';
import { cut, inline, link } from '../markdown/inline.ts';
import type { Measure } from '../snapshot.ts';
import { day, dayOfYear, year } from '../timeline/time-words.ts';
import { findRegion, noRecord, type Record, recordOf, renderRegion } from './record.ts';
import { type Life, lifeOf, waitsFor } from './standing.ts';
import type { Terms } from './terms.ts';
import { measureToken } from './token.ts';

export interface Origin {
  readonly title: string;
  readonly url: string;
  /** When the incident was opened, epoch milliseconds. */
  readonly at: number;
}

/** What a command proposes. */
export interface Proposal {
  readonly title: string;
  readonly terms: Terms;
  /** Numbers of factors. */
  readonly answers: readonly number[];
}

/** In what the paragraph is written. */
export interface Setting {
  readonly origin: Origin;
  readonly zone: string;
  readonly factors: readonly Factor[];
}

const question = [
  '### How will we know that it works?',
  '<!-- What will we see, or no longer see? One sentence. -->',
  '---',
  'Yes: comment `/accept`, with priority, owner and date as in `/accept P1 @login by +30d`. No: `/decline` and why. After that it is an ordinary issue: assign it, label it, close it when it is done.',
];

/** The body of a new measure's issue. */
export function openingMeasureBody(id: string, { title, terms, answers }: Proposal, setting: Setting): string {
  const record: Record = { ...noRecord, from: id, title: hash(title), terms, answers };
  const life = { record, standing: 'proposed', terms, owners: ownersOf(terms), said: undefined } as const;
  return [renderParagraph({ ...life, closedAt: undefined, closedBy: undefined }, setting), ...question]
    .join('\n\n')
    .concat('\n');
}

/** The body of a measure's issue with its first paragraph as it should be; undefined where it has none. */
export function writeMeasureBody(rawBody: string, life: Life, setting: Setting): string | undefined {
  const region = findRegion(rawBody);
  if (!region) return undefined;
  const wanted = renderParagraph(aboutLife(life), setting);
  const found = rawBody.slice(region.from, region.to);
  if (found.replace(/\r\n?/g, '\n') === wanted) return rawBody;
  return rawBody.slice(0, region.from) + wanted + rawBody.slice(region.to);
}

export function renderNote(life: Life, setting: Setting): string {
  return renderParagraph(aboutLife(life), setting);
}

/** Numbers of the factors that a measure answers. */
export function answersOf(measure: Pick<Measure, 'ours' | 'body' | 'comments'>): readonly number[] {
  return recordOf(measure)?.answers ?? [];
}

type Told = Pick<Life, 'record' | 'standing' | 'terms' | 'owners' | 'said' | 'closedBy'> & {
  readonly closedAt: number | undefined;
};

function aboutLife(life: Life): Told {
  return { ...life, closedAt: life.measure.closedAt };
}

function renderParagraph(told: Told, { origin, zone, factors }: Setting): string {
  const first = [...firstWords(told, zone), `from ${link(origin.title, origin.url)}, ${day(origin.at, zone)}`];
  return renderRegion(told.record, [first.join(' · '), ...answersLines(told.record.answers, factors)]);
}

function firstWords({ standing, terms, owners, said, closedAt, closedBy }: Told, zone: string): string[] {
  const on = closedAt === undefined ? '' : ` ${day(closedAt, zone)}`;
  const who = owners.length > 0 ? [owners.join(', ')] : [];
  const why = said ? [[said.why, said.by].filter((one) => one !== '').join(', ')] : [];
  switch (standing) {
    case 'done':
      return [`**Done**${on}`, ...who];
    case 'worked':
      return ['**Worked**', ...why];
    case 'declined':
      return [why.length > 0 ? '**Declined**' : `**Declined**${on}`, ...why];
    case 'failed':
      return ['**Did not hold**', ...why];
    case 'accepted':
    case 'proposed': {
      const by = terms.by === undefined ? [] : [`by ${day(Date.parse(terms.by), 'UTC')}`];
      const word = standing === 'accepted' ? '**Accepted**' : '**Proposed**';
      const bot = closedBy === undefined ? [] : [`closed by ${closedBy}, a bot: nobody has said that it is done`];
      return [word, ...bot, ...(terms.priority ? [terms.priority] : []), ...who, ...by];
    }
  }
}

const longestExcerpt = 200;

/** `Answers F1: two changes, each safe alone` */
function answersLines(numbers: readonly number[], factors: readonly Factor[]): string[] {
  return numbers.map((number) => {
    const text = inline(factors.find((one) => one.number === number)?.text ?? '');
    const excerpt = text.length > longestExcerpt ? `${cut(text, longestExcerpt).replace(/\s\S*$/, '')} …` : text;
    return `Answers F${number}${excerpt ? `: ${inline(excerpt)}` : ''}`;
  });
}

/** The row of the postmortem: title as link, then priority, state, owner and date. */
function measureRow(life: Life, since: number, zone: string): string {
  const { measure, terms, owners, standing, record } = life;
  const { priority, by } = terms;
  const isOver = standing === 'declined' || standing === 'worked';
  const parts = [
    ...(priority && !isOver ? [priority] : []),
    stateOf(life, since, zone),
    ...(owners.length > 0 && !isOver ? [owners.join(', ')] : []),
    ...(by && standing !== 'done' && !isOver ? [`by ${shortDay(Date.parse(by), since, 'UTC')}`] : []),
    ...(measure.votes > 0 && standing === 'proposed' ? [`${measure.votes} 👍`] : []),
    ...(record.answers.length > 0 ? [`answers ${record.answers.map((one) => `F${one}`).join(', ')}`] : []),
  ];
  const isWaiting = waitsFor(life) !== undefined;
  const token = measureToken({ number: measure.number, standing, priority, by, isWaiting });
  return `- ${link(measure.title, measure.url)}<br>${parts.join(' · ')} ${token}`;
}

function stateOf({ measure, standing, said, closedBy, owners }: Life, since: number, zone: string): string {
  if (closedBy !== undefined) return `closed by ${closedBy}, a bot: nobody has said that it is done`;
  const why = said?.why ? `: ${said.why}` : '';
  const done = `done ${shortDay(measure.closedAt ?? since, since, zone)}`;
  switch (standing) {
    case 'proposed':
      return 'proposed';
    case 'accepted':
      return owners.length > 0 ? 'accepted' : 'accepted, no owner yet';
    case 'done':
      return done;
    case 'worked':
      return `${done}, worked${why}`;
    case 'failed':
      return `did not hold${why}`;
    case 'declined':
      return `declined${why}`;
  }
}

function shortDay(at: number, since: number, zone: string): string {
  return year(at, zone) === year(since, zone) ? dayOfYear(at, zone) : day(at, zone);
}

function ownersOf({ owner }: Terms): readonly string[] {
  return owner === undefined ? [] : [owner];
}

/** By priority, then by date, then by age; what is declined comes last. */
export function inOrder(measures: readonly Measure[]): readonly Life[] {
  const ranked = measures.map((measure) => {
    const life = lifeOf(measure);
    const { priority = 'P9', by = '9999' } = life.terms;
    return { life, rank: `${life.standing === 'declined' ? 1 : 0}${priority}${by}` };
  });
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.life.measure.number - b.life.measure.number));
  return ranked.map((one) => one.life);
}

const noneYet = 'None yet. Comment `/measure` and what would make this less likely, here or on the incident.';

/** Whether a line of the region can be the app's own: a row, the words above, or nothing. */
export function isMeasureLine(line: string): boolean {
  if (line.trim() === '' || line.trim() === noneYet) return true;
  return (line.startsWith('- [') && line.includes(')<br>')) || /<!-- m\d{1,10} [a-z]/.test(line);
}

/** What people wrote into the region, in the place of its words or between its rows. The region is the app's, and this is theirs. */
export function wordsAmongMeasures(inside: string): string {
  const lines = inside.split('\n').map((line) => (isMeasureLine(line) ? '' : line.trimEnd()));
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The inside of the measures region. */
export function renderMeasures(
  measures: readonly Measure[],
  since: number,
  zone: string,
  unread: readonly string[] = [],
): string {
  const rows = [...inOrder(measures).map((life) => measureRow(life, since, zone)), ...unread];
  return rows.length === 0 ? noneYet : rows.join('\n');
}
