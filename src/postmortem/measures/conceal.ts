/**
 * A public page says of a measure in a private repository how it stands, and nothing that stands there: neither its title nor a reason nor where it is.
 * Whoever may see it finds it among the sub-issues.
 */
import type { Measure, Postmortem } from '../snapshot.ts';

export function conceal(
  measures: readonly Measure[],
  { isPrivate, url }: Pick<Postmortem, 'isPrivate' | 'url'>,
): readonly Measure[] {
  if (isPrivate) return measures;
  return measures.map((one) =>
    one.isPrivate ? { ...one, title: 'A measure in a private repository', url, isConcealed: true as const } : one,
  );
}
