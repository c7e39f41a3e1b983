/**
 * Should two measures ever be made of one line, as by two processes at once, the older stays and the younger is closed as its duplicate. It is shown
 * nowhere, and nothing that is said on it counts, not even once somebody has taken the older one out. The same goes for an issue that continues the
 * list, as long as nothing is below it.
 */
import type { Change } from '../change.ts';
import type { Holder, Measure, Postmortem } from '../snapshot.ts';
import { recordOf } from './record.ts';

/** The postmortem without the younger of two, and these. */
export function partDoubles(postmortem: Postmortem): {
  readonly postmortem: Postmortem;
  readonly doubles: readonly (Measure | Holder)[];
} {
  const made = new Set<string>();
  const doubles = new Set<Measure>();
  for (const measure of [...postmortem.measures].sort((a, b) => a.createdAt - b.createdAt || a.number - b.number)) {
    const from = measure.ours ? recordOf(measure)?.from : undefined;
    if (from === undefined) continue;
    if (made.has(from) || wasClosedAsDouble(measure)) doubles.add(measure);
    else made.add(from);
  }
  const { holders } = postmortem;
  const empty = holders.filter(
    (one, index) => one.count === 0 && index > holders.findIndex(({ nth }) => nth === one.nth),
  );
  if (doubles.size + empty.length === 0) return { postmortem, doubles: [] };
  const measures = postmortem.measures.filter((one) => !doubles.has(one));
  const kept = holders.filter((one) => !empty.includes(one));
  return { postmortem: { ...postmortem, measures, holders: kept }, doubles: [...doubles, ...empty] };
}

/** The app closes a measure as a duplicate for no other reason; where somebody opens it again, it is one. */
function wasClosedAsDouble({ state, history }: Measure): boolean {
  return state === 'duplicate' && history.findLast((one) => one.what === 'closed')?.by.kind === 'us';
}

export function closeDoubles(doubles: readonly (Measure | Holder)[]): Change[] {
  return doubles.filter((one) => one.state === 'open').map((issue) => ({ do: 'close', issue, as: 'duplicate' }));
}
