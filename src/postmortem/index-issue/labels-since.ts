/**
 * Since when labels have opened postmortems, kept in the mark of the index. Whoever names another label means what is labelled from then on: a
 * hundred issues that have had it for a year must not get a postmortem each.
 */
import { defaults, type LabelNames } from '../configuration/schema.ts';
import { hash } from '../hash.ts';
import type { Attributes } from '../markers.ts';

const none: Attributes = {};
const usual = entriesOf(defaults.labels, () => 0);

/** What the mark says, for the next writing. Where nothing but the usual label ever was, it says nothing. */
export function sinceAttributes(
  index: { readonly body: string } | undefined,
  names: LabelNames,
  now: number,
): Attributes {
  const known = index && readSince(index.body);
  const entries = entriesOf(names, (name) => (known ? (known.get(name) ?? now) : 0));
  if (JSON.stringify(entries) === JSON.stringify(usual)) return none;
  return { since: entries.map(([name, at]) => `${name}.${at}`).join('-') };
}

/** Whether a label meant an incident when it was put. @param body of the index */
export function meantIncident(body: string, label: string, at: number): boolean {
  const since = readSince(body).get(nameOf(label));
  return since !== undefined && at >= since;
}

function readSince(body: string): ReadonlyMap<string, number> {
  const typed = /<!-- postmortems:index[^<>]* since=([\w.-]+)/.exec(body)?.[1];
  if (typed === undefined) return new Map(usual);
  return new Map(
    typed.split('-').map((entry) => {
      const [name = '', at] = entry.split('.');
      return [name, Number(at)];
    }),
  );
}

function entriesOf({ incident }: LabelNames, at: (name: string) => number): [name: string, at: number][] {
  return [...new Set(incident.map(nameOf))].sort().map((name) => [name, at(name)]);
}

function nameOf(label: string): string {
  return hash(label.toLowerCase());
}
