/** The measures that are still to be done: overdue ones first, then by priority and by date. No name stands beside any of them. */
import { link } from '../markdown/inline.ts';
import type { MeasureCard } from '../measures/token.ts';
import { dayOf, isoOf } from '../timeline/days.ts';
import { day, dayOfYear } from '../timeline/time-words.ts';
import type { Card } from './card.ts';
import { isToDo } from './rows.ts';

interface ToDo {
  readonly card: Card;
  readonly measure: MeasureCard;
  readonly isOverdue: boolean;
}

/** @param now the day that this is on, in the zone, is the last one on which nothing of it is overdue */
export function measuresToDo(cards: readonly Card[], now: number, zone: string): ToDo[] {
  const today = isoOf(dayOf(now, zone));
  const all = cards.flatMap((card) =>
    card.measures.filter(isToDo).map((measure) => ({ card, measure, isOverdue: (measure.by ?? today) < today })),
  );
  return all.sort(
    (a, b) =>
      Number(b.isOverdue) - Number(a.isOverdue) ||
      (a.isOverdue ? compare(a.measure.by, b.measure.by) : 0) ||
      compare(a.measure.priority ?? 'P9', b.measure.priority ?? 'P9') ||
      compare(a.measure.by ?? '9999', b.measure.by ?? '9999') ||
      a.card.at - b.card.at ||
      a.card.number - b.card.number ||
      a.measure.number - b.measure.number,
  );
}

export function toDoRow({ card, measure, isOverdue }: ToDo, now: number): string {
  const words = [
    measure.priority ?? '',
    measure.standing === 'failed' ? 'did not hold' : '',
    dueWords(measure, isOverdue, now),
    `from ${link(card.title, card.url)}`,
  ];
  return `- ${link(measure.title, measure.url)}<br>${words.filter(Boolean).join(' · ')}`;
}

function dueWords({ by, standing }: MeasureCard, isOverdue: boolean, now: number): string {
  if (by === undefined) return standing === 'proposed' ? 'proposed' : 'no date';
  const at = Date.parse(by);
  const named = by.slice(0, 4) === new Date(now).toISOString().slice(0, 4) ? dayOfYear(at, 'UTC') : day(at, 'UTC');
  return isOverdue ? `**overdue since ${named}**` : `by ${named}`;
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
