/**
 * All that one repository's index shows, as far as it is known: a card for each postmortem, and the issues that the index stands in. A reading brings
 * some of it or all of it; what it does not bring stays as it was.
 */
import { isAdopted } from '../adopting/adopted.ts';
import type { LabelNames } from '../configuration/schema.ts';
import { hasLabel } from '../labels.ts';
import type { IndexIssue, IndexReading, Listed } from '../snapshot.ts';
import { type Card, readCard } from './card.ts';

export interface Board {
  readonly cards: ReadonlyMap<number, Card>;
  /** The index and its pages, and what looks like them. */
  readonly indexes: ReadonlyMap<number, IndexIssue>;
  /** Issues that are neither, whatever they are linked to. */
  readonly others: ReadonlySet<number>;
}

export const emptyBoard: Board = { cards: new Map(), indexes: new Map(), others: new Set() };

export function updateBoard(before: Board, { postmortems, indexes, gone, configuration }: IndexReading): Board {
  const cards = new Map(before.cards);
  const issues = new Map(before.indexes);
  const others = new Set([...before.others, ...gone]);
  for (const number of gone) {
    cards.delete(number);
    issues.delete(number);
  }
  for (const one of indexes) {
    issues.set(one.number, one);
    cards.delete(one.number);
    others.delete(one.number);
  }
  for (const one of postmortems) {
    issues.delete(one.number);
    others.delete(one.number);
    if (isPostmortem(one, configuration.labels)) cards.set(one.number, readCard(one, configuration));
    else cards.delete(one.number);
  }
  return { cards, indexes: issues, others };
}

/** Whether the app opened it as one, or adopted it. */
export function isPostmortem(one: Listed, labels: LabelNames): boolean {
  return isAdopted(one, labels) || (one.ours && hasLabel(one, labels.postmortem));
}
