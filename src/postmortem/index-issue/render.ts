/** The index: what is going on, what is being written, what is to be done, and all the rest by year. No name stands beside anything late. */
import type { LabelNames } from '../configuration/schema.ts';
import { code, link } from '../markdown/inline.ts';
import type { MeasureCard } from '../measures/token.ts';
import { clock, day, dayOfYear, span, year } from '../timeline/time-words.ts';
import type { Card } from './card.ts';

export interface IndexFacts {
  readonly cards: readonly Card[];
  readonly zone: string;
  readonly now: number;
  readonly labels: LabelNames;
  /** What is wrong in the configuration, as paragraphs. */
  readonly faults: readonly string[] | undefined;
}

export function renderIndex({ cards, zone, now, labels, faults = [] }: IndexFacts): string {
  const shown = cards.filter((card) => !card.isHidden);
  const ongoing = shown.filter((card) => card.stage === 'ongoing');
  const writing = shown.filter((card) => card.stage === 'writing');
  const closed = shown.filter((card) => card.stage !== 'ongoing' && card.stage !== 'writing');
  const todo = shown.flatMap((card) => card.measures.filter(isToDo).map((measure) => ({ card, measure })));
  const parts = [
    `What went wrong, what we learned, what we changed. To start a postmortem, put the label ${code(labels.incident[0] ?? '')} on an issue.`,
    ...faults,
    `**${ongoing.length} ongoing · ${writing.length} being written · ${count(todo.length, 'measure')} open**`,
    ...block(
      'Ongoing',
      newestFirst(ongoing).map((card) => ongoingRow(card, zone)),
    ),
    ...block(
      'Being written',
      newestFirst(writing).map((card) => writingRow(card, zone)),
    ),
    ...block(
      'Measures to do',
      [...todo].sort(byPriority).map(({ card, measure }) => measureRow(card, measure)),
    ),
    ...byYear(closed, zone),
    ...figures(shown, now),
  ];
  return parts.join('\n\n');
}

function ongoingRow(card: Card, zone: string): string {
  const since = `since ${day(card.at, zone)}, ${clock(card.at, zone)} ${zone}`;
  return row(card, [severity(card), since, broken(card)]);
}

function writingRow(card: Card, zone: string): string {
  return row(card, [
    dayOfYear(card.at, zone),
    severity(card),
    card.next === undefined ? '' : `next: ${card.next}`,
    broken(card),
  ]);
}

function closedRow(card: Card, zone: string): string {
  return row(card, [
    dayOfYear(card.at, zone),
    severity(card),
    card.took === undefined ? '' : span(card.took),
    card.stage === 'closed' ? '' : card.stage + (card.why === undefined ? '' : `: ${card.why}`),
    measuresOf(card),
    broken(card),
  ]);
}

function row(card: Card, words: readonly string[]): string {
  return `- ${link(card.title, card.url)}<br>${words.filter(Boolean).join(' · ')}`;
}

function measureRow(card: Card, measure: MeasureCard): string {
  return `- ${link(measure.title, measure.url)}<br>${measure.priority ? `${measure.priority} · ` : ''}from ${link(card.title, card.url)}`;
}

function isToDo({ standing }: MeasureCard): boolean {
  return standing === 'proposed' || standing === 'accepted' || standing === 'failed';
}

function broken(card: Card): string {
  return card.broken === undefined ? '' : `cannot be read: ${card.broken}`;
}

function severity(card: Card): string {
  return card.severity ? `severity ${card.severity}` : '';
}

/** `2 of 3 measures done`, `1 measure declined` */
function measuresOf(card: Card): string {
  const kept = card.measures.filter((one) => one.standing !== 'declined');
  const declined = card.measures.length - kept.length;
  if (kept.length === 0) return declined > 0 ? `${count(declined, 'measure')} declined` : '';
  return `${kept.filter((one) => !isToDo(one)).length} of ${count(kept.length, 'measure')} done`;
}

function byYear(closed: readonly Card[], zone: string): string[] {
  const years = [...new Set(closed.map((card) => year(card.at, zone)))].sort((a, b) => b - a);
  return years.flatMap((one, index) => {
    const rows = newestFirst(closed.filter((card) => year(card.at, zone) === one)).map((card) => closedRow(card, zone));
    if (index === 0) return block(String(one), rows);
    return [
      `<details>\n<summary>${one}: ${count(rows.length, 'postmortem')}</summary>\n\n${rows.join('\n')}\n\n</details>`,
    ];
  });
}

const yearMs = 365 * 24 * 60 * 60_000;

/** Spread and count rather than a mean, which misleads with numbers like these. Declared over long ago is not in it. */
function figures(cards: readonly Card[], now: number): string[] {
  const spans = cards
    .filter((card) => card.at > now - yearMs && card.mitigatedAfter !== undefined)
    .map((card) => card.mitigatedAfter ?? 0)
    .sort((a, b) => a - b);
  const [shortest, longest] = [spans[0], spans.at(-1)];
  if (shortest === undefined || longest === undefined) return [];
  const middle = spans.length / 2;
  const median =
    spans.length % 2 === 1 ? (spans[Math.floor(middle)] ?? 0) : ((spans[middle - 1] ?? 0) + (spans[middle] ?? 0)) / 2;
  const few = spans.length < 10 ? ' Too few to see a trend.' : '';
  return [
    `Last twelve months: mitigated after a median of ${span(median)}, shortest ${span(shortest)}, longest ${span(longest)}, n = ${spans.length}.${few}`,
  ];
}

function block(heading: string, rows: readonly string[]): string[] {
  return rows.length > 0 ? [`### ${heading}`, rows.join('\n')] : [];
}

function newestFirst(cards: readonly Card[]): Card[] {
  return [...cards].sort((a, b) => b.at - a.at || b.number - a.number);
}

/** By priority; what has waited longer comes first. */
function byPriority(a: { card: Card; measure: MeasureCard }, b: { card: Card; measure: MeasureCard }): number {
  const [left, right] = [a.measure.priority ?? 'P9', b.measure.priority ?? 'P9'];
  if (left !== right) return left < right ? -1 : 1;
  return a.card.at - b.card.at || a.card.number - b.card.number;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
