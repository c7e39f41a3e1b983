/** What ties an incident and its one postmortem together. */
import type { Change } from '../change.ts';
import type { Configuration } from '../configuration/schema.ts';
import { isPostmortemOf } from '../labels.ts';
import { link } from '../markdown/inline.ts';
import { commentMarker, isMarked } from '../markers.ts';
import type { Incident, Postmortem } from '../snapshot.ts';

const linkMarker = commentMarker('link');

/** One comment on the incident says where the record is; our 👀 on the incident says that it was written, even if somebody deletes it. */
export function linkBack(incident: Incident | undefined, postmortem: Postmortem): Change[] {
  if (!incident || incident.eyes) return [];
  const react: Change = {
    do: 'react',
    repo: incident.repo,
    reactions: [{ subject: incident.id, content: 'EYES', add: true }],
  };
  if (incident.comments.some((one) => isMarked(one, linkMarker))) return [react];
  const text = `The record is ${link(postmortem.ours ? `Postmortem: ${incident.title}` : postmortem.title, postmortem.url)}. Keep talking here.\n\`/timeline what happened\` notes a moment. If it was earlier, say when: \`/timeline 14:05 what happened\`.`;
  return [{ do: 'write comment', issue: incident, comment: undefined, body: `${text}\n\n${linkMarker}` }, react];
}

/** Should two postmortems ever come about, the older stays and the younger is closed as its duplicate. */
export function closeDuplicates(
  incident: Incident | undefined,
  postmortem: Postmortem,
  { labels }: Configuration,
): Change[] {
  return (incident?.children ?? [])
    .filter((one) => isPostmortemOf(one, labels) && one.number !== postmortem.number && one.state === 'open')
    .map((one) => ({ do: 'close', issue: one, as: 'duplicate' }));
}
