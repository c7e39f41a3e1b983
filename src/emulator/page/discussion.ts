/** The left column of an issue: its body, sub-issues, comments and events in order of time, and the box for the next comment. */
import { html } from 'hono/html';
import { bodyBox, commentBox } from './comment-box.ts';
import type { Draft } from './draft.ts';
import { eventLine, groupEvents, type ShownEvent } from './event-line.ts';
import type { Html } from './html.ts';
import { newComment } from './new-comment.ts';
import type { IssueModel } from './read-issue.ts';
import type { Comment, Event } from './shapes.ts';
import { subIssueBox } from './sub-issue-box.ts';
import { tourLine } from './tour.ts';
import type { Visit } from './visit.ts';

export function discussion(model: IssueModel, visit: Visit, draft: Draft): Html {
  return html`
<div id="body" data-part>${bodyBox(model, visit, draft)}</div>
<div id="sub-issues" data-part>${subIssueBox(model, visit)}</div>
<h2 class="sr-only">Comments</h2>
<ol class="timeline" id="timeline" data-list>${entries(model).map((entry) => show(entry, model, visit, draft))}</ol>
<div id="new-comment" data-part>${newComment(model, visit, draft)}</div>
<div id="tour-line" data-part>${visit.tour && visit.tour !== 'hidden' ? tourLine(visit.tour, visit.here) : ''}</div>`;
}

type Entry = { readonly comment: Comment } | { readonly event: ShownEvent };

/** In the order in which GitHub lists what happened: times are of whole seconds, and the app does several things in one. */
function entries({ comments, events }: IssueModel): Entry[] {
  const spoken = new Map(comments.map((comment) => [comment.id, comment]));
  const groups = new Map<Event, ShownEvent>(groupEvents(events).map((group) => [group.events[0], group]));
  const all: Entry[] = [];
  for (const one of events) {
    const comment = one.event === 'commented' ? spoken.get(one.id ?? 0) : undefined;
    const event = groups.get(one);
    if (comment) all.push({ comment });
    if (event) all.push({ event });
    if (comment) spoken.delete(comment.id);
  }
  // Written since the list was read.
  for (const comment of spoken.values()) all.push({ comment });
  return all;
}

function show(entry: Entry, model: IssueModel, visit: Visit, draft: Draft): Html {
  if ('event' in entry) return eventLine(entry.event, visit.home);
  return html`<li class="entry" id="issuecomment-${entry.comment.id}" data-news="New comment by ${entry.comment.user.login}.">${commentBox(entry.comment, model, visit, draft)}</li>`;
}
