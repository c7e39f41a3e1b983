/**
 * What a pure function was asked last it knows by heart: passes read the same pages again and again, and of a changed one most parts as they were.
 * What it returns is shared, so nobody changes it.
 */

/** @param most so many texts are kept, those that were asked for last */
export function byHeart<T>(most: number, read: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly read: T }>();
  return (text) => {
    const found = known.get(text) ?? { read: read(text) };
    known.delete(text);
    known.set(text, found);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return found.read;
  };
}
