/**
 * The order of the sub-issues on GitHub: that of the list in the postmortem. It is set when that order changes, with as few moves as there can be;
 * what somebody drags elsewhere stays there until then.
 */
import type { Change } from '../change.ts';
import { hash } from '../hash.ts';
import type { IssueRef, Measure, Postmortem } from '../snapshot.ts';
import { inOrder } from './measure.ts';

export interface Ordered {
  readonly changes: readonly Change[];
  /** For the ledger: the order that is set by now. */
  readonly order: string | undefined;
}

/** More of them wait for the next pass. */
const mostMoves = 20;

/**
 * @param measures as they are once all else is done
 * @param before of the ledger
 */
export function orderMeasures(
  postmortem: Postmortem,
  measures: readonly Measure[],
  before: string | undefined,
): Ordered {
  const wanted = inOrder(measures).map((one) => one.measure);
  const order = wanted.length > 1 ? hash(wanted.map((one) => one.id).join(' ')) : undefined;
  if (order === before || order === undefined || postmortem.unreadMeasures > 0) return { changes: [], order: before };
  const moves = postmortem.holders.flatMap((holder) => {
    const held = (id: string) => postmortem.measures.find((one) => one.id === id) ?? [];
    return movesTo(
      holder.measures.flatMap(held),
      wanted.filter((one) => holder.measures.includes(one.id)),
      holder,
    );
  });
  return { changes: moves.slice(0, mostMoves), order: moves.length > mostMoves ? before : order };
}

function movesTo(present: readonly Measure[], wanted: readonly Measure[], parent: IssueRef): Change[] {
  const staying = longestRising(wanted.map((one) => present.findIndex((other) => other.id === one.id)));
  return wanted.flatMap((child, index): Change[] => {
    if (staying.has(index)) return [];
    const [after, before] = [wanted[index - 1], present[0]];
    if (after) return [{ do: 'order measure', parent, child, place: { after } }];
    return before ? [{ do: 'order measure', parent, child, place: { before } }] : [];
  });
}

/** The places of one of the longest subsequences that rise; a list has at most a hundred entries. */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  const best: { readonly length: number; readonly from: number }[] = [];
  for (const number of numbers) {
    let chosen = { length: 1, from: -1 };
    for (const [from, other] of best.entries())
      if ((numbers[from] ?? 0) < number && other.length >= chosen.length) chosen = { length: other.length + 1, from };
    best.push(chosen);
  }
  const longest = Math.max(0, ...best.map((one) => one.length));
  const places = new Set<number>();
  for (let at = best.findIndex((one) => one.length === longest); at >= 0; at = best[at]?.from ?? -1) places.add(at);
  return places;
}
