/** Issues that people wrote by hand and the app adopted as postmortems: how they are known, and since when. */
import type { Change } from '../change.ts';
import { type Configuration, defaults, type LabelNames } from '../configuration/schema.ts';
import { hasLabel } from '../labels.ts';
import { code, link } from '../markdown/inline.ts';
import { notice } from '../opening/notice.ts';
import type { CaseSnapshot, Incident, Postmortem } from '../snapshot.ts';

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

/** When the label was put that made it a postmortem. */
export function adoptedAt({ history, createdAt }: Postmortem, { labels }: Configuration): number {
  const name = labels.postmortem.toLowerCase();
  return history.findLast((one) => one.what === 'labelled' && one.label.toLowerCase() === name)?.at ?? createdAt;
}

/**
 * The closing of an adopted page that was closed already, as long as it is: it is nobody's answer to what the app says, so that nothing is asked of such
 * a page.
 */
export function closedBefore(postmortem: Postmortem, configuration: Configuration): number | undefined {
  if (postmortem.ours || postmortem.state === 'open') return undefined;
  const closedAt = postmortem.history.findLast((one) => one.what === 'closed')?.at ?? postmortem.closedAt;
  return closedAt !== undefined && closedAt <= adoptedAt(postmortem, configuration) ? closedAt : undefined;
}

/** An incident has one record: the label on the incident itself adopts nothing where there is another. */
export function hasOther(
  incident: Incident | undefined,
  { title, url }: Postmortem,
  { configuration, installedAt }: CaseSnapshot,
): Change[] {
  const name = configuration.labels.postmortem;
  if (!incident || !hasLabel(incident, name)) return [];
  const labelling = incident.history.findLast(
    (one) => one.what === 'labelled' && one.label.toLowerCase() === name.toLowerCase(),
  );
  if (!labelling || labelling.at < installedAt) return [];
  return notice(incident, `The label ${code(name)} changes nothing here: the record is ${link(title, url)} already.`);
}
