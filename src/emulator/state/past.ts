/**
 * To which filtered lists an issue belonged a while ago, because GitHub's lists lag behind. Kept in memory only; an issue that was loaded
 * from a file counts as having always been as it is.
 */
import type { Issue } from './model.ts';
import type { World } from './world.ts';

export interface Membership {
  readonly at: number;
  readonly state: Issue['state'];
  readonly labels: readonly number[];
}

const keep = 30;
const pasts = new WeakMap<Issue, Membership[]>();

/** To be called whenever an issue is made or its state or labels have changed. */
export function noteMembership(world: World, issue: Issue): void {
  const past = pasts.get(issue) ?? [];
  past.push({ at: world.instant(), state: issue.state, labels: issue.labels });
  if (past.length > keep) past.splice(1, 1);
  pasts.set(issue, past);
}

/** The membership as it was `lagMs` ago; undefined when the issue did not exist yet. */
export function membership(
  world: World,
  issue: Issue,
  lagMs: number,
): Pick<Membership, 'state' | 'labels'> | undefined {
  const past = pasts.get(issue);
  if (lagMs <= 0 || !past) return issue;
  const then = world.instant() - lagMs;
  return past.findLast(({ at }) => at <= then);
}
