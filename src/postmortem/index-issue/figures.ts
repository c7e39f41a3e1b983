/** One line of figures. Spread and count rather than a mean, which misleads with numbers like these. Declared over long ago is not in it. */
import { span } from '../timeline/time-words.ts';
import type { Card } from './card.ts';

const yearMs = 365 * 24 * 60 * 60_000;

export function figures(cards: readonly Card[], now: number): string[] {
  const spans = cards
    .flatMap(({ at, mitigatedAfter }) => (at > now - yearMs && mitigatedAfter !== undefined ? [mitigatedAfter] : []))
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
