/**
 * What the embedded GitHub remembers. Everything here is plain JSON, so that it can be kept in a file: records refer to each
 * other by database id, and times are epoch milliseconds cut to whole seconds, which is all that GitHub ever tells.
 */

export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read';

export interface User {
  readonly kind: 'User' | 'Bot' | 'Organization';
  readonly id: number;
  readonly nodeId: string;
  /** A bot's login ends in `[bot]`; GraphQL leaves that ending out. */
  readonly login: string;
  readonly createdAt: number;
}

/** A number that no longer answers: the issue was deleted, or it lives elsewhere under the id `movedTo`. */
export interface Gone {
  readonly movedTo?: number;
}

export interface Repository {
  readonly kind: 'Repository';
  readonly id: number;
  readonly nodeId: string;
  readonly owner: number;
  readonly name: string;
  readonly private: boolean;
  archived: boolean;
  /** Whether the App's installation covers it. */
  installed: boolean;
  readonly createdAt: number;
  /** When a file was last written; before that, when it was made. */
  pushedAt?: number;
  /** Roles by login. Whoever is not listed is a visitor. */
  readonly roles: Record<string, Role>;
  readonly files: Record<string, { content: string; sha: string }>;
  nextNumber: number;
  readonly gone: Record<string, Gone>;
  /** Ids of pinned issues, at most three. */
  pinned: number[];
}

export interface Label {
  readonly kind: 'Label';
  readonly id: number;
  readonly nodeId: string;
  readonly repository: number;
  name: string;
  color: string;
  description: string | null;
}

export const reactionContents = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'] as const;
export type ReactionContent = (typeof reactionContents)[number];

export interface Reaction {
  readonly kind: 'Reaction';
  readonly id: number;
  readonly nodeId: string;
  readonly user: number;
  readonly content: ReactionContent;
  readonly createdAt: number;
}

/** One version of a body. The first one is the text as it was created. */
export interface Edit {
  readonly kind: 'UserContentEdit';
  readonly id: number;
  readonly nodeId: string;
  readonly editor: number;
  readonly editedAt: number;
  readonly body: string;
}

export type StateReason = 'completed' | 'not_planned' | 'duplicate' | 'reopened';
export type LockReason = 'off-topic' | 'too heated' | 'resolved' | 'spam';

export interface Issue {
  readonly kind: 'Issue';
  readonly id: number;
  readonly nodeId: string;
  readonly repository: number;
  readonly number: number;
  title: string;
  body: string | null;
  readonly author: number;
  state: 'open' | 'closed';
  stateReason: StateReason | null;
  locked: boolean;
  lockReason: LockReason | null;
  labels: number[];
  assignees: number[];
  parent: number | null;
  /** Sub-issues by id, in their order. */
  children: number[];
  /** Comments by id, oldest first. */
  comments: number[];
  reactions: Reaction[];
  edits: Edit[];
  events: TimelineEvent[];
  readonly createdAt: number;
  updatedAt: number;
  lastEditedAt: number | null;
  closedAt: number | null;
  closedBy: number | null;
}

export interface Comment {
  readonly kind: 'IssueComment';
  readonly id: number;
  readonly nodeId: string;
  issue: number;
  body: string;
  readonly author: number;
  readonly createdAt: number;
  /** How many events its issue had when it was written. */
  readonly eventsBefore: number;
  updatedAt: number;
  lastEditedAt: number | null;
  /** Why it is hidden, in lower case as GitHub tells it; null when it is not. */
  minimized: string | null;
  reactions: Reaction[];
  edits: Edit[];
}

interface EventBase {
  readonly id: number;
  readonly nodeId: string;
  readonly actor: number;
  readonly createdAt: number;
}

export type EventDetail =
  | { readonly kind: 'LabeledEvent' | 'UnlabeledEvent'; readonly label: { id: number; name: string; color: string } }
  | { readonly kind: 'ClosedEvent'; readonly stateReason: StateReason }
  /** Of the issue that is a duplicate; the other one hears nothing of it here. */
  | { readonly kind: 'MarkedAsDuplicateEvent'; canonical: number }
  | { readonly kind: 'ReopenedEvent' | 'UnlockedEvent' | 'PinnedEvent' | 'UnpinnedEvent' | 'CommentDeletedEvent' }
  | { readonly kind: 'AssignedEvent' | 'UnassignedEvent'; readonly assignee: number }
  | { readonly kind: 'RenamedTitleEvent'; readonly from: string; readonly to: string }
  | { readonly kind: 'LockedEvent'; readonly lockReason: LockReason | null }
  | { readonly kind: 'TransferredEvent'; readonly from: number }
  | { readonly kind: 'SubIssueAddedEvent' | 'SubIssueRemovedEvent'; subIssue: number }
  | { readonly kind: 'ParentIssueAddedEvent' | 'ParentIssueRemovedEvent'; parent: number };

export type TimelineEvent = EventBase & EventDetail;

/** The whole state as it stands in a file. */
export interface Saved {
  readonly version: 1;
  readonly nextIds: Record<string, number>;
  readonly installation: { readonly id: number; readonly createdAt: number };
  readonly privateKey: string;
  readonly users: readonly User[];
  readonly repositories: readonly Repository[];
  readonly labels: readonly Label[];
  readonly issues: readonly Issue[];
  readonly comments: readonly Comment[];
}
