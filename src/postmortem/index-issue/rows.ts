/** One line for each postmortem: what the index says of it depends on where it stands. */
import { link } from '../markdown/inline.ts';
import type { MeasureCard } from '../measures/token.ts';
import { clock, day, dayOfYear, span, year } from '../timeline/time-words.ts';
import type { Card } from './card.ts';

export function ongoingRow(card: Card, zone: string): string {
  const since = `since ${day(card.at, zone)}, ${clock(card.at, zone)} ${zone}`;
  return row(card, [placeOf(card), severity(card), since, broken(card)]);
}

export function writingRow(card: Card, zone: string): string {
  const next = card.next === undefined ? '' : `next: ${card.next}`;
  return row(card, [placeOf(card), dayOfYear(card.at, zone), severity(card), next, broken(card)]);
}

/** A postmortem among those of its year. */
export interface ClosedRow {
  readonly card: Card;
  readonly year: number;
  readonly text: string;
}

/** An index is drawn anew with every change, and most of its cards are as they were. */
const drawn = new WeakMap<Card, ClosedRow & { readonly zone: string }>();

export function closedRow(card: Card, zone: string): ClosedRow {
  const known = drawn.get(card);
  if (known?.zone === zone) return known;
  const words = [
    placeOf(card),
    dayOfYear(card.at, zone),
    severity(card),
    card.took === undefined ? '' : span(card.took),
    card.stage === 'closed' ? '' : card.stage + (card.why === undefined ? '' : `: ${card.why}`),
    measuresOf(card),
    broken(card),
  ];
  const made = { card, zone, year: year(card.at, zone), text: row(card, words) };
  drawn.set(card, made);
  return made;
}

function row(card: Card, words: readonly string[]): string {
  return `- ${link(card.title, card.url)}<br>${words.filter(Boolean).join(' · ')}`;
}

function broken(card: Card): string {
  return card.broken === undefined ? '' : `cannot be read: ${card.broken}`;
}

/** In a home, the name of the repository that it comes from. */
function placeOf({ from = '' }: Card): string {
  return /\/([^#]*)#/.exec(from)?.[1] ?? '';
}

function severity(card: Card): string {
  return card.severity ? `severity ${card.severity}` : '';
}

/** `2 of 3 measures done`, `1 of 1 measure done, worked`, `1 measure declined` */
function measuresOf(card: Card): string {
  const kept = card.measures.filter((one) => one.standing !== 'declined');
  const declined = card.measures.length - kept.length;
  if (kept.length === 0) return declined > 0 ? `${count(declined, 'measure')} declined` : '';
  const has = (standing: MeasureCard['standing']) => kept.some((one) => one.standing === standing);
  const proof = has('failed') ? ', one did not hold' : has('worked') ? ', worked' : '';
  return `${kept.filter((one) => !isToDo(one)).length} of ${count(kept.length, 'measure')} done${proof}`;
}

export function isToDo({ standing }: MeasureCard): boolean {
  return standing === 'proposed' || standing === 'accepted' || standing === 'failed';
}

export function newestFirst(cards: readonly Card[]): Card[] {
  return [...cards].sort((a, b) => b.at - a.at || b.number - a.number);
}

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
