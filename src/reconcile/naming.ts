/**
 * Which issues of an index have to be read by themselves: a list of GitHub that is filtered lags, and does not tell what has left it. The list belongs to
 * the index and goes from pass to pass; each process notes up to where its own board has read it, and reads everything anew where that is unknown.
 */

export interface Naming {
  /** Of this very list; another one begins where it was lost. */
  readonly id: string;
  /** Up to where entries may have been dropped. */
  readonly dropped: number;
  readonly last: number;
  /** Issue number and when it was named last, in the order of naming. */
  readonly entries: readonly (readonly [number, number])[];
}

/** Up to where a board has read it. */
export interface Seen {
  readonly id: string;
  readonly last: number;
}

const mostEntries = 2000;

export function beginNaming(id: string): Naming {
  return { id, dropped: 0, last: 0, entries: [] };
}

export function name(naming: Naming, numbers: Iterable<number>): Naming {
  const named = new Set(numbers);
  if (named.size === 0) return naming;
  const last = naming.last + 1;
  const entries = [
    ...naming.entries.filter(([number]) => !named.has(number)),
    ...[...named].map((number) => [number, last] as const),
  ];
  const cut = Math.max(0, entries.length - mostEntries);
  return { ...naming, last, dropped: entries[cut - 1]?.[1] ?? naming.dropped, entries: entries.slice(cut) };
}

/** What was named since; undefined where nobody can say. */
export function namedSince(naming: Naming, seen: Seen): number[] | undefined {
  if (seen.id !== naming.id || seen.last < naming.dropped || seen.last > naming.last) return undefined;
  return naming.entries.flatMap(([number, at]) => (at > seen.last ? [number] : []));
}
