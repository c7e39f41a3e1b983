/** Timeline events as REST prints them. */
import { apiUrl, iso, type Site } from '../site.ts';
import type { Comment, Issue, TimelineEvent } from '../state/model.ts';
import { appShape } from './app.ts';
import { commentShape } from './issue.ts';
import { repositoryShape } from './repository.ts';
import { userShape } from './user.ts';

const names: Record<TimelineEvent['kind'], string> = {
  LabeledEvent: 'labeled',
  UnlabeledEvent: 'unlabeled',
  ClosedEvent: 'closed',
  MarkedAsDuplicateEvent: 'marked_as_duplicate',
  ReopenedEvent: 'reopened',
  AssignedEvent: 'assigned',
  UnassignedEvent: 'unassigned',
  RenamedTitleEvent: 'renamed',
  LockedEvent: 'locked',
  UnlockedEvent: 'unlocked',
  PinnedEvent: 'pinned',
  UnpinnedEvent: 'unpinned',
  CommentDeletedEvent: 'comment_deleted',
  TransferredEvent: 'transferred',
  SubIssueAddedEvent: 'sub_issue_added',
  SubIssueRemovedEvent: 'sub_issue_removed',
  ParentIssueAddedEvent: 'parent_issue_added',
  ParentIssueRemovedEvent: 'parent_issue_removed',
};

export function eventShape(site: Site, event: TimelineEvent, issue: Issue) {
  const repository = site.world.fullName(site.world.repository(issue.repository));
  return {
    id: event.id,
    node_id: event.nodeId,
    url: `${apiUrl(site)}/repos/${repository}/issues/events/${event.id}`,
    actor: userShape(site, site.world.user(event.actor)),
    event: names[event.kind],
    commit_id: null,
    commit_url: null,
    created_at: iso(event.createdAt),
    performed_via_github_app: event.actor === site.bot.id ? appShape(site) : null,
    ...detail(site, event),
  };
}

/** A comment as it stands among the events. */
export function timelineCommentShape(site: Site, comment: Comment) {
  return {
    ...commentShape(site, comment),
    event: 'commented',
    actor: userShape(site, site.world.user(comment.author)),
  };
}

function detail(site: Site, event: TimelineEvent): object {
  switch (event.kind) {
    case 'LabeledEvent':
    case 'UnlabeledEvent':
      return { label: { name: event.label.name, color: event.label.color } };
    case 'ClosedEvent':
      return { state_reason: event.stateReason === 'completed' ? null : event.stateReason };
    case 'AssignedEvent':
    case 'UnassignedEvent': {
      const assigner = userShape(site, site.world.user(event.actor));
      return { assignee: userShape(site, site.world.user(event.assignee)), assigner };
    }
    case 'RenamedTitleEvent':
      return { rename: { from: event.from, to: event.to } };
    case 'LockedEvent':
      return { lock_reason: event.lockReason };
    case 'SubIssueAddedEvent':
    case 'SubIssueRemovedEvent':
      return { sub_issue: reference(site, event.subIssue) };
    case 'ParentIssueAddedEvent':
    case 'ParentIssueRemovedEvent':
      return { parent_issue: reference(site, event.parent) };
    default:
      return {};
  }
}

function reference(site: Site, id: number) {
  const issue = site.world.issues.get(id);
  if (!issue) return null;
  const repository = repositoryShape(site, site.world.repository(issue.repository));
  return {
    number: issue.number,
    title: issue.title,
    state: issue.state,
    state_reason: issue.stateReason,
    repository,
    issue_type: null,
  };
}
