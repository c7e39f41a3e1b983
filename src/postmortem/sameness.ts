/** Which two changes are the same attempt, whatever has become of the text around them. */
import type { Change } from './change.ts';

const regionPattern = /<!-- postmortems:([a-z]+)[^<>]*-->([\s\S]*?)<!-- \/postmortems:\1 -->/g;
const ledgerPattern = /<!-- postmortems:ledger .*? -->/;

/** A text that is equal for equal attempts. Of a body only our regions count, without the revision and the hash in their markers. */
export function samenessOf(change: Change): string {
  if (change.do === 'write body') {
    const regions = [...change.body.matchAll(regionPattern)].map((match) => match[2]?.trim());
    return JSON.stringify([change.do, change.issue.id, change.title, regions]);
  }
  if (change.do === 'write comment') {
    return JSON.stringify([change.do, change.issue.id, change.body.replace(ledgerPattern, '')]);
  }
  return JSON.stringify(change, issuesById);
}

/** An issue is the same whatever is on it. */
export function issuesById(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'repo' in value && 'id' in value ? value.id : value;
}
