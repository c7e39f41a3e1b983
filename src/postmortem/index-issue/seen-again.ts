/**
 * The way back: the head of a postmortem names the later ones in which a factor of it returned. Only the index knows them all, so its pass compares what
 * each head says with what it should, and marks those that differ; nothing is lost where a mark is lost.
 */
import { link } from '../markdown/inline.ts';
import type { Board } from './board.ts';
import type { Card } from './card.ts';
import { monthOf, returns } from './seen-before.ts';

const mostLinks = 5;
const beginning = 'Seen again in ';

/** A postmortem whose page says something else of others than is true. */
export interface StaleLink {
  readonly number: number;
  /** What its head should say; empty for nothing. */
  readonly seenAgain?: string;
}

/** @param before the board as it was when these links were looked at last */
export function staleLinks({ cards }: Board, before: Board | undefined, zone: string): StaleLink[] {
  const shown = [...cards.values()].filter((card) => !card.isHidden);
  const found = returns(shown);
  const wanted = linesOf(found, zone);
  const heads = [...cards.values()].flatMap(({ number, seenAgain = '' }): StaleLink[] => {
    const line = wanted.get(number) ?? '';
    return line === seenAgain ? [] : [{ number, seenAgain: line }];
  });
  // What became of the earlier measures stands on the later page.
  const fates = found.flatMap(({ card, earlier }): StaleLink[] => {
    const isNew = earlier.some((one) => {
      const known = before?.cards.get(one.number);
      return known && fateText(known) !== fateText(one);
    });
    return isNew ? [{ number: card.number }] : [];
  });
  return [...heads, ...fates];
}

/** The line of a head that tells of it. */
export function readSeenAgain(head: string): string | undefined {
  return head.split('\n').find((line) => line.startsWith(beginning));
}

function linesOf(found: ReturnType<typeof returns>, zone: string): Map<number, string> {
  const later = new Map<number, Set<Card>>();
  for (const { card, earlier } of found)
    for (const { number } of earlier) later.set(number, (later.get(number) ?? new Set()).add(card));
  return new Map([...later].map(([number, cards]) => [number, lineOf([...cards].reverse(), zone)]));
}

/** @param cards the oldest first */
function lineOf(cards: readonly Card[], zone: string): string {
  const links = cards.slice(0, mostLinks).map((card) => `${link(card.title, card.url)}, ${monthOf(card, zone)}`);
  const more = cards.length > mostLinks ? [`${cards.length - mostLinks} more`] : [];
  return `${beginning}${[...links, ...more].join('; ')}.`;
}

function fateText({ title, measures }: Card): string {
  return JSON.stringify([title, measures]);
}
