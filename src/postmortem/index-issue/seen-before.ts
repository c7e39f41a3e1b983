/** Factors that returned: where they were seen, and what became of the measures that were taken then. */
import { inline, link } from '../markdown/inline.ts';
import type { MeasureCard } from '../measures/token.ts';
import { day } from '../timeline/time-words.ts';
import type { Card } from './card.ts';

/** A postmortem in which a factor returned. */
interface Return {
  readonly card: Card;
  /** What returned. */
  readonly text: string;
  /** Where it was seen before. */
  readonly earlier: readonly Card[];
}

const mostMeasures = 3;

const fates: { readonly [standing in MeasureCard['standing']]: string } = {
  proposed: 'was never decided',
  accepted: 'was never done',
  declined: 'was declined',
  done: 'was done',
  worked: 'had worked',
  failed: 'did not hold',
};

/** One row for each factor that names an earlier postmortem, the latest first. */
export function seenBefore(cards: readonly Card[], zone: string): string[] {
  return returns(cards).map(({ card, text, earlier }) => {
    const places = [card, ...earlier].map((one) => link(monthOf(one, zone), one.url)).join(', ');
    const fate = earlier.flatMap((one) => fateOf(one, zone)).join(' ');
    return `- ${inline(text)}: ${places}.${fate === '' ? '' : ` ${fate}`}`;
  });
}

/** The latest first. People name a postmortem by its own number, or by that of its incident. */
export function returns(cards: readonly Card[]): Return[] {
  const later = cards.filter((card) => card.returned.length > 0).sort((a, b) => b.at - a.at || b.number - a.number);
  if (later.length === 0) return [];
  const byIncident = cards.flatMap((card) => (card.incident === undefined ? [] : [[card.incident, card] as const]));
  const byPlace = new Map(cards.flatMap((card) => (card.from ? [[card.from.toLowerCase(), card] as const] : [])));
  const byNumber = new Map([...byIncident, ...cards.map((card) => [card.number, card] as const)]);
  return later.flatMap((card) =>
    card.returned.flatMap(({ text, seen, others = [] }) => {
      const named = [...seen.map((one) => byNumber.get(one)), ...others.map((one) => byPlace.get(one))];
      const earlier = new Set(named.flatMap((one) => (one && one !== card ? [one] : [])));
      return earlier.size > 0 ? [{ card, text, earlier: [...earlier] }] : [];
    }),
  );
}

/** `Its measure of March, [Budget per service](…), was declined.` */
export function fateOf(card: Card, zone: string): string[] {
  return card.measures
    .slice(0, mostMeasures)
    .map(
      (one) =>
        `Its measure of ${monthOf(card, zone).replace(/ \d+$/, '')}, ${link(one.title, one.url)}, ${fates[one.standing]}.`,
    );
}

/** `March 2026` */
export function monthOf({ at }: Card, zone: string): string {
  return day(at, zone).replace(/^\d+ /, '');
}
