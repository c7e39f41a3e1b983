/** Measures that are there and cannot be read at present: their rows stay as they were, and say so. */
import type { Postmortem } from '../snapshot.ts';
import { readMeasureRows } from './token.ts';

const words = ' · cannot be read now';

/**
 * @param region the inside of the measures region as it was written last
 * @param isAnyNumber what cannot be read may be an issue that holds many of them
 */
export function unreadRows(
  postmortem: Pick<Postmortem, 'measures' | 'unreadMeasures' | 'history'>,
  region: string,
  isAnyNumber = false,
): string[] {
  const { measures, unreadMeasures, history } = postmortem;
  if (unreadMeasures === 0) return [];
  const rows = region.split('\n').filter((line) => {
    const [row] = readMeasureRows(line);
    // A title tells one that has moved, and is read at its new place.
    return (
      row && !measures.some((one) => one.url === row.url || one.title === row.title) && !wasUnlinked(row.url, history)
    );
  });
  return rows
    .slice(0, isAnyNumber ? rows.length : unreadMeasures)
    .map((line) => (line.includes(words) ? line : line.replace(/ (?=<!-- m\d)/, `${words} `)));
}

function wasUnlinked(url: string, history: Postmortem['history']): boolean {
  const last = history.findLast(
    (one) =>
      (one.what === 'linked' || one.what === 'unlinked') &&
      one.child !== undefined &&
      url.endsWith(`/${one.child.repo}/issues/${one.child.number}`),
  );
  return last?.what === 'unlinked';
}
