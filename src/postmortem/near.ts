import { closest, distance } from 'fastest-levenshtein';

const longest = 100;

/** What was perhaps meant: the known word that is nearest to what was typed, where it is near enough. */
export function near(typed: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || typed.length > longest) return undefined;
  const words = new Map(known.map((one) => [one.toLowerCase(), one]));
  const lower = typed.trim().toLowerCase();
  const found = closest(lower, [...words.keys()]);
  return distance(lower, found) <= Math.max(1, Math.floor(found.length / 3)) ? words.get(found) : undefined;
}
