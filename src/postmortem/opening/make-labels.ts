import type { Change } from '../change.ts';
import type { LabelNames } from '../configuration/schema.ts';
import { labelOf, type OwnLabel } from '../labels.ts';
import type { Repository } from '../snapshot.ts';

/** The changes that make those of our labels that a repository has not got yet. */
export function makeLabels(repository: Repository, wanted: readonly OwnLabel[], names: LabelNames): Change[] {
  return wanted
    .map((what) => labelOf(what, names))
    .filter(({ name }) => !repository.labelIds.has(name))
    .map(({ name, color, description }) => ({ do: 'make label', repo: repository.name, name, color, description }));
}
