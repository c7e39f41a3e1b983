import { readZone } from './zones.ts';

/** A day as it stands above its entries, with the zone of all of them: `**20 November 2026** (UTC)`. */
const headed = /^\*\*\d{1,2} [^*\n]{1,30}\*\* \(([^()\n]{1,60})\)[ \t]*\r?$/m;

/**
 * The zone in which the timeline of a body stands. One that has begun keeps its zone, whatever the repository chooses later: another one would change
 * what its times mean.
 */
export function documentZone(body: string): string | undefined {
  const at = body.indexOf('<!-- postmortems:timeline');
  const typed = at === -1 ? undefined : headed.exec(body.slice(at))?.[1];
  const zone = typed === undefined ? undefined : readZone(typed);
  return zone && 'id' in zone ? zone.id : undefined;
}
