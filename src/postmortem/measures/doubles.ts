/**
 * Should two measures ever be made of one line, as by two processes at once, the older stays and the younger is closed as its duplicate. It is shown
 * nowhere, and nothing that is said on it counts.
 */
import type { Change } from '../change.ts';
import type { Measure, Postmortem } from '../snapshot.ts';
import { recordOf } from './record.ts';

/** The postmortem without the younger of two, and these. */
export function partDoubles(postmortem: Postmortem): {
  readonly postmortem: Postmortem;
  readonly doubles: readonly Measure[];
} {
  const made = new Set<string>();
  const doubles = new Set<Measure>();
  for (const measure of [...postmortem.measures].sort((a, b) => a.createdAt - b.createdAt || a.number - b.number)) {
    const from = measure.ours ? recordOf(measure)?.from : undefined;
    if (from === undefined) continue;
    if (made.has(from)) doubles.add(measure);
    made.add(from);
  }
  if (doubles.size === 0) return { postmortem, doubles: [] };
  const measures = postmortem.measures.filter((one) => !doubles.has(one));
  return { postmortem: { ...postmortem, measures }, doubles: [...doubles] };
}

export function closeDoubles(doubles: readonly Measure[]): Change[] {
  return doubles.filter((one) => one.state === 'open').map((issue) => ({ do: 'close', issue, as: 'duplicate' }));
}
