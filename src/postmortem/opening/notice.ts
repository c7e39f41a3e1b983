import type { Change } from '../change.ts';
import { commentMarker, isMarked } from '../markers.ts';
import type { Incident } from '../snapshot.ts';

export const noticeMarker = commentMarker('notice');

/** One comment that says why nothing was done, ever; our 😕 on the issue says that it was written, even if somebody deletes it. */
export function notice(incident: Incident, text: string): Change[] {
  if (incident.confused) return [];
  const isSaid = incident.comments.some((one) => isMarked(one, noticeMarker));
  const react: Change = {
    do: 'react',
    repo: incident.repo,
    reactions: [{ subject: incident.id, content: 'CONFUSED', add: true }],
  };
  if (isSaid) return [react];
  return [{ do: 'write comment', issue: incident, comment: undefined, body: `${text}\n\n${noticeMarker}` }, react];
}
