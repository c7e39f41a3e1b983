/**
 * Closed postmortems that time alone brings up: it is the day on which one asks whether its measures hold, or the day of a measure has passed. Open ones
 * come up with every resync anyway.
 */
import { dayOf, isoOf } from '../timeline/days.ts';
import type { Card } from './card.ts';

/** @param zone of the repository */
export function isDue({ stage, asksAt, measures }: Card, now: number, zone: string): boolean {
  if (stage === 'ongoing' || stage === 'writing') return false;
  if (asksAt !== undefined && asksAt <= now) return true;
  const today = isoOf(dayOf(now, zone));
  return measures.some(
    ({ standing, by }) => (standing === 'accepted' || standing === 'failed') && by !== undefined && by < today,
  );
}
