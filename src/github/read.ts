/** From GitHub's answers to the domain's words. Line ends become `\n` wherever text is compared; the raw body is kept for splicing. */
import type { Actor, Comment, Happening, Issue, IssueState, Measure } from '../postmortem/snapshot.ts';
import {
  type ActorNode,
  type CommentNode,
  type EventNode,
  entries,
  type IssueNode,
  type MeasureNode,
  type RefNode,
} from './responses.ts';

/** @param slug the App's own, without `[bot]` */
export function readActor(node: ActorNode | null, slug: string): Actor {
  if (!node) return { kind: 'nobody', login: 'ghost' };
  if (node.__typename === 'Bot') return { kind: node.login === slug ? 'us' : 'bot', login: node.login };
  return { kind: node.__typename === 'Mannequin' ? 'nobody' : 'person', login: node.login };
}

export function readState(state: string, reason: string | null | undefined): IssueState {
  if (state === 'OPEN') return 'open';
  if (reason === 'NOT_PLANNED') return 'not planned';
  return reason === 'DUPLICATE' ? 'duplicate' : 'completed';
}

export function readIssue(node: IssueNode, slug: string): Issue {
  return {
    id: node.id,
    repo: node.repository.nameWithOwner,
    number: node.number,
    url: node.url,
    title: node.title,
    body: plainLines(node.body),
    rawBody: node.body,
    state: readState(node.state, node.stateReason),
    createdAt: Date.parse(node.createdAt),
    editedAt: Date.parse(node.lastEditedAt ?? node.createdAt),
    closedAt: node.closedAt === null ? undefined : Date.parse(node.closedAt),
    locked: node.locked,
    ours: node.viewerDidAuthor,
    author: readActor(node.author, slug),
    labels: entries(node.labels).map((one) => one.name),
    isPrivate: node.repository.isPrivate,
    eyes: hasReacted(node, 'EYES'),
    confused: hasReacted(node, 'CONFUSED'),
    rocket: hasReacted(node, 'ROCKET'),
  };
}

export function readMeasure(node: MeasureNode, talk: Pick<Measure, 'comments' | 'isComplete'>, slug: string): Measure {
  return {
    ...readIssue(node, slug),
    ...talk,
    history: readHistory(entries(node.timelineItems), slug),
    assignees: entries(node.assignees).map((one) => one.login),
    votes: node.votes.totalCount,
  };
}

/** @param repository that it stands in */
export function readComment(node: CommentNode, { nameWithOwner: repo }: RefNode['repository'], slug: string): Comment {
  return {
    repo,
    id: node.id,
    number: String(node.fullDatabaseId),
    url: node.url,
    body: plainLines(node.body),
    author: readActor(node.author, slug),
    ours: node.viewerDidAuthor,
    createdAt: Date.parse(node.createdAt),
    hidden: node.isMinimized,
    rocket: hasReacted(node, 'ROCKET'),
    confused: hasReacted(node, 'CONFUSED'),
    eyes: hasReacted(node, 'EYES'),
  };
}

/** Oldest first; database ids grow with time. */
export function inOrderWritten(comments: readonly Comment[]): Comment[] {
  return [...comments].sort(
    (a, b) => a.number.length - b.number.length || (a.number < b.number ? -1 : a.number > b.number ? 1 : 0),
  );
}

export function readHistory(nodes: readonly EventNode[], slug: string): Happening[] {
  return nodes.flatMap((node): Happening[] => {
    const at = Date.parse(node.createdAt);
    const by = readActor(node.actor, slug);
    switch (node.__typename) {
      case 'LabeledEvent':
        return [{ what: 'labelled', at, by, label: node.label?.name ?? '' }];
      case 'UnlabeledEvent':
        return [{ what: 'unlabelled', at, by, label: node.label?.name ?? '' }];
      case 'ClosedEvent':
        return [{ what: 'closed', at, by, state: readState('CLOSED', node.stateReason) }];
      case 'ReopenedEvent':
        return [{ what: 'reopened', at, by }];
      case 'AssignedEvent':
        return [{ what: 'assigned', at, by, who: node.assignee?.login ?? '' }];
      case 'UnassignedEvent':
        return [{ what: 'unassigned', at, by, who: node.assignee?.login ?? '' }];
      case 'MarkedAsDuplicateEvent':
        return [{ what: 'marked duplicate', at, by, of: readCanonical(node) }];
      case 'SubIssueAddedEvent':
        return [{ what: 'linked', at, by, child: readChild(node) }];
      case 'SubIssueRemovedEvent':
        return [{ what: 'unlinked', at, by, child: readChild(node) }];
      default:
        return [];
    }
  });
}

function readCanonical({ canonical }: EventNode) {
  if (canonical?.number === undefined || !canonical.repository) return undefined;
  return { repo: canonical.repository.nameWithOwner, number: canonical.number };
}

function readChild({ subIssue }: EventNode) {
  if (!subIssue) return undefined;
  const { repository, number, body = '', viewerDidAuthor = false } = subIssue;
  return { repo: repository.nameWithOwner, number, body: plainLines(body), ours: viewerDidAuthor };
}

export function hasReacted(node: { readonly reactionGroups: CommentNode['reactionGroups'] }, content: string): boolean {
  return (node.reactionGroups ?? []).some((one) => one.content === content && one.viewerHasReacted);
}

function plainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
