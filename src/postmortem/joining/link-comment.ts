/** The one comment on an incident that says where its record is, be it its own postmortem or the one that it has joined. */
import type { Change } from '../change.ts';
import { link } from '../markdown/inline.ts';
import { commentMarker, isMarked } from '../markers.ts';
import type { Comment, Incident, Place } from '../snapshot.ts';

export const linkMarker = commentMarker('link');

/** Names the case that was joined. */
function joinedMarker({ number }: Place): string {
  return commentMarker(`joined n${number}`);
}

/** Number of the case that an incident has joined, as our own comment there says; nobody else can write that. */
export function joinedTo(comments: readonly Comment[]): number | undefined {
  const body = comments.find((one) => isMarked(one, linkMarker))?.body ?? '';
  const number = /^<!-- postmortems:joined n(\d{1,9}) -->$/m.exec(body)?.[1];
  return number === undefined ? undefined : Number(number);
}

/**
 * Written once; our 👀 on the incident says that it was, even if somebody deletes it. Where the record becomes another one it is edited.
 * @param joined the case that the record belongs to, where it is not the incident's own
 */
export function linkTo(
  incident: Incident,
  record: { readonly title: string; readonly url: string },
  joined: Place | undefined,
): Change[] {
  const there = incident.comments.find((one) => isMarked(one, linkMarker));
  const isTrue =
    joinedTo(incident.comments) === joined?.number && (!joined || there?.body.includes(`](${record.url})`));
  const react: Change = {
    do: 'react',
    repo: incident.repo,
    reactions: [{ subject: incident.id, content: 'EYES', add: true }],
  };
  const receipt = incident.eyes ? [] : [react];
  if (there ? isTrue : incident.eyes) return receipt;
  const text = `The record is ${link(record.title, record.url)}. Keep talking here.\n\`/timeline what happened\` notes a moment. If it was earlier, say when: \`/timeline 14:05 what happened\`.`;
  const markers = [linkMarker, ...(joined ? [joinedMarker(joined)] : [])].join('\n');
  return [{ do: 'write comment', issue: incident, comment: there?.number, body: `${text}\n\n${markers}` }, ...receipt];
}

/** Takes the words about a record back that is none any more, so that the incident may get one of its own. */
export function unlink(incident: Incident): Change[] {
  const there = incident.comments.find((one) => isMarked(one, linkMarker));
  return [
    {
      do: 'react',
      repo: incident.repo,
      reactions: [{ subject: incident.id, content: 'EYES', add: false }],
    },
    ...(there ? [{ do: 'delete comment', repo: incident.repo, comment: there.number } as const] : []),
  ];
}
