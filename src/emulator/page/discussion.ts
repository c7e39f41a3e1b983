/** The left column of an issue: its body, sub-issues, comments and events in order of time, and the box for the next comment. */
import { html } from 'hono/html';
import { bodyBox, commentBox } from './comment-box.ts';
import type { Draft } from './draft.ts';
import { eventLine, groupEvents, type ShownEvent } from './event-line.ts';
import type { Html } from './html.ts';
import { newComment } from './new-comment.ts';
import type { IssueModel } from './read-issue.ts';
import type { Comment } from './shapes.ts';
import { subIssueBox } from './sub-issue-box.ts';
import type { Visit } from './visit.ts';

export function discussion(model: IssueModel, visit: Visit, draft: Draft): Html {
  return html`
<div id="body" data-part>${bodyBox(model, visit, draft)}</div>
<div id="sub-issues" data-part>${subIssueBox(model, visit)}</div>
<h2 class="sr-only">Comments</h2>
<ol class="timeline" id="timeline" data-list>${entries(model).map((entry) => show(entry, model, visit, draft))}</ol>
<div id="new-comment" data-part>${newComment(model, visit, draft)}</div>`;
}

type Entry = { readonly at: string; readonly comment: Comment } | { readonly at: string; readonly event: ShownEvent };

/** Comments and events by time; of the same second, the comment first. */
function entries({ comments, events }: IssueModel): Entry[] {
  const all: Entry[] = [
    ...comments.map((comment) => ({ at: comment.created_at, comment })),
    ...groupEvents(events, comments).map((event) => ({ at: event.at, event })),
  ];
  return all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function show(entry: Entry, model: IssueModel, visit: Visit, draft: Draft): Html {
  if ('event' in entry) return eventLine(entry.event, visit.home);
  return html`<li class="entry" id="issuecomment-${entry.comment.id}">${commentBox(entry.comment, model, visit, draft)}</li>`;
}
