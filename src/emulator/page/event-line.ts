/** What happened to an issue between its comments, one line each; what one person did in a row is one line. */
import { html } from 'hono/html';
import type { Html } from './html.ts';
import { type IconName, icon } from './icons.ts';
import { labelChip, personLink, referenceTo, when } from './parts.ts';
import type { Author, Event } from './shapes.ts';

/** Events of one kind by one person, without a comment in between. */
export interface ShownEvent {
  readonly at: string;
  readonly id: string;
  readonly kind: string;
  readonly actor: Author;
  readonly events: readonly [Event, ...Event[]];
}

const togetherMs = 120_000;

interface Line {
  readonly icon: IconName;
  readonly words: (events: readonly [Event, ...Event[]], home: string) => Html;
}

const lines: Readonly<Record<string, Line>> = {
  labeled: { icon: 'tag', words: (events) => html`added ${chips(events)}` },
  unlabeled: { icon: 'tag', words: (events) => html`removed ${chips(events)}` },
  assigned: { icon: 'person', words: (events) => html`assigned ${assignees(events)}` },
  unassigned: { icon: 'person', words: (events) => html`unassigned ${assignees(events)}` },
  closed: {
    icon: 'completed',
    words: ([event]) => html`closed this as ${(event.state_reason ?? 'completed').replaceAll('_', ' ')}`,
  },
  marked_as_duplicate: { icon: 'duplicate', words: () => html`marked this as a duplicate` },
  reopened: { icon: 'reopened', words: () => html`reopened this` },
  renamed: {
    icon: 'pencil',
    words: ([{ rename }]) => html`changed the title from <del>${rename?.from}</del> to <ins>${rename?.to}</ins>`,
  },
  pinned: { icon: 'pin', words: () => html`pinned this` },
  unpinned: { icon: 'pin', words: () => html`unpinned this` },
  locked: { icon: 'lock', words: () => html`locked this` },
  unlocked: { icon: 'lock', words: () => html`unlocked this` },
  comment_deleted: { icon: 'comment', words: () => html`deleted a comment` },
  transferred: { icon: 'repo', words: () => html`transferred this` },
  sub_issue_added: {
    icon: 'subIssues',
    words: (events, home) => html`added the sub-issue${plural(events)} ${issues(events, home)}`,
  },
  sub_issue_removed: {
    icon: 'subIssues',
    words: (events, home) => html`removed the sub-issue${plural(events)} ${issues(events, home)}`,
  },
  parent_issue_added: { icon: 'subIssues', words: (events, home) => html`made this part of ${issues(events, home)}` },
  parent_issue_removed: { icon: 'subIssues', words: (events, home) => html`took this out of ${issues(events, home)}` },
};

/** What happened, in the order of the list; leaves out what the page has no words for. Comments stand in the list and part what they stand between. */
export function groupEvents(events: readonly Event[]): ShownEvent[] {
  const groups: ShownEvent[] = [];
  let last: ShownEvent | undefined;
  for (const event of events) {
    if (event.event === 'commented') last = undefined;
    if (!lines[event.event] || !event.created_at || !event.actor) continue;
    if (last && isContinued(last, event)) {
      last = { ...last, events: [...last.events, event] };
      groups[groups.length - 1] = last;
      continue;
    }
    const id = `event-${event.id ?? `${event.event}-${event.created_at}`}`;
    last = { at: event.created_at, id, kind: event.event, actor: event.actor, events: [event] };
    groups.push(last);
  }
  return groups;
}

function isContinued(group: ShownEvent, event: Event): boolean {
  const isSame = group.kind === event.event && group.actor.login === event.actor?.login;
  return isSame && Date.parse(event.created_at ?? group.at) - Date.parse(group.at) <= togetherMs;
}

export function eventLine({ id, at, kind, actor, events }: ShownEvent, home: string): Html {
  const line = lines[kind];
  if (!line) return html``;
  const reason = events[0].state_reason;
  const picture = kind === 'closed' && (reason === 'not_planned' || reason === 'duplicate') ? reason : line.icon;
  return html`<li class="event event-${picture}" id="${id}"><span class="event-icon">${icon(picture)}</span>
  <p>${personLink(actor)} ${line.words(events, home)} <span class="muted">on ${when(at)}</span></p></li>`;
}

function plural(events: readonly Event[]): string {
  return events.length > 1 ? 's' : '';
}

function chips(events: readonly Event[]): Html[] {
  return events.map(({ label }) => html`${label && labelChip({ name: label.name, color: label.color ?? '' })} `);
}

function assignees(events: readonly Event[]): Html[] {
  return events.map(({ assignee }, index) => html`${index > 0 ? ', ' : ''}<strong>${assignee?.login}</strong>`);
}

function issues(events: readonly Event[], home: string): Html[] {
  return events.map((event, index) => {
    const issue = event.sub_issue ?? event.parent_issue;
    if (!issue) return html`an issue that is gone`;
    const path = `/${issue.repository.full_name}/issues/${issue.number}`;
    const comma = index > 0 ? ', ' : '';
    return html`${comma}<a href="${path}">${issue.title} <span class="muted">${referenceTo(path, home)}</span></a>`;
  });
}
