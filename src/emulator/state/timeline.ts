/** What happened to an issue and what was said on it, in one order: times are of whole seconds, so each comment knows which events it came after. */
import type { Comment, Issue, TimelineEvent } from './model.ts';
import type { World } from './world.ts';

export function timelineOf(world: World, issue: Issue): (TimelineEvent | Comment)[] {
  const place = new Map<TimelineEvent | Comment, number>();
  for (const comment of world.commentsOf(issue)) place.set(comment, comment.eventsBefore);
  issue.events.forEach((event, index) => {
    place.set(event, index + 0.5);
  });
  return [...place.keys()].sort((a, b) => a.createdAt - b.createdAt || (place.get(a) ?? 0) - (place.get(b) ?? 0));
}
