/** What ties an incident and its one postmortem together. */
import type { Change } from '../change.ts';
import type { Configuration } from '../configuration/schema.ts';
import { linkTo } from '../joining/link-comment.ts';
import { hasLabel, isPostmortemOf } from '../labels.ts';
import type { Incident, Postmortem } from '../snapshot.ts';

/** One comment on the incident says where the record is. */
export function linkBack(incident: Incident | undefined, postmortem: Postmortem): Change[] {
  if (!incident) return [];
  const title = postmortem.ours ? `Postmortem: ${incident.title}` : postmortem.title;
  return linkTo(incident, { title, url: postmortem.url }, undefined);
}

/**
 * Should two postmortems ever come about, the older stays. The younger is closed as its duplicate and loses its label: no index shows it then, and
 * nothing more is written into it.
 */
export function closeDuplicates(
  incident: Incident | undefined,
  postmortem: Postmortem,
  { labels }: Configuration,
): Change[] {
  return (incident?.children ?? [])
    .filter((one) => isPostmortemOf(one, labels) && one.isKept && one.id !== postmortem.id)
    .flatMap((issue): Change[] => [
      ...(issue.state === 'open' ? [{ do: 'close', issue, as: 'duplicate' } as const] : []),
      ...(hasLabel(issue, labels.postmortem) ? [{ do: 'remove label', issue, label: labels.postmortem } as const] : []),
    ]);
}
