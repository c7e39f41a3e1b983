import type { Change } from '../change.ts';
import type { Repository } from '../snapshot.ts';

/** The changes that make those of our labels that a repository has not got yet. */
export function makeLabels(
  repository: Repository,
  wanted: readonly { readonly name: string; readonly color: string; readonly description: string }[],
): Change[] {
  return wanted
    .filter(({ name }) => repository.labelIds[name] === undefined)
    .map(({ name, color, description }) => ({ do: 'make label', repo: repository.name, name, color, description }));
}
