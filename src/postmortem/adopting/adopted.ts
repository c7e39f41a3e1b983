import { defaults, type LabelNames } from '../configuration/schema.ts';
import { hasLabel } from '../labels.ts';

interface Marked {
  readonly ours: boolean;
  readonly rocket: boolean;
  readonly labels: readonly string[];
}

/**
 * Whether an issue that somebody wrote by hand is a postmortem: it has the label, and our own 🚀 on it says that it was taken as one, which
 * nobody can forge. Taking the label off ends it, putting it on again resumes it.
 */
export function isAdopted(issue: Marked, names: Pick<LabelNames, 'postmortem'> = defaults.labels): boolean {
  return !issue.ours && issue.rocket && hasLabel(issue, names.postmortem);
}
