/** The shapes of what our GraphQL operations answer; the contract test holds the operations against GitHub's schema. */

export interface ActorNode {
  readonly __typename: string;
  readonly login: string;
}

export interface Nodes<T> {
  readonly nodes: readonly (T | null)[] | null;
}

export interface ReactionNode {
  readonly content: string;
  readonly viewerHasReacted: boolean;
}

export interface CommentNode {
  readonly id: string;
  readonly fullDatabaseId: string | number | null;
  readonly url: string;
  readonly body: string;
  readonly author: ActorNode | null;
  readonly viewerDidAuthor: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly isMinimized: boolean;
  readonly reactionGroups: readonly ReactionNode[] | null;
}

export interface CommentPage {
  readonly comments: Nodes<CommentNode> & {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

export interface RefNode {
  readonly id: string;
  readonly number: number;
  readonly repository: { readonly nameWithOwner: string };
}

/** What decides whether a page is kept for an incident. */
export interface SeenNode extends RefNode {
  readonly repository: {
    readonly nameWithOwner: string;
    readonly isPrivate: boolean;
  };
}

export interface IssueNode extends RefNode {
  readonly title: string;
  readonly url: string;
  readonly body: string;
  readonly state: string;
  readonly stateReason: string | null;
  readonly createdAt: string;
  readonly lastEditedAt: string | null;
  readonly closedAt: string | null;
  readonly locked: boolean;
  readonly viewerDidAuthor: boolean;
  readonly author: ActorNode | null;
  readonly repository: { readonly nameWithOwner: string; readonly isPrivate: boolean };
  readonly labels: Nodes<{ readonly name: string }> | null;
  readonly reactionGroups: readonly ReactionNode[] | null;
}

export interface EventNode {
  readonly __typename: string;
  readonly createdAt: string;
  readonly actor: ActorNode | null;
  readonly label?: { readonly name: string };
  readonly stateReason?: string | null;
  /** Undefined or without a login where it is no person. */
  readonly assignee?: { readonly login?: string } | null;
  /** Without a number where it is a pull request. */
  readonly canonical?: Partial<RefNode> | null;
  readonly subIssue?: (RefNode & { readonly body?: string; readonly viewerDidAuthor?: boolean }) | null;
}

export interface ParentNode extends SeenNode {
  readonly viewerDidAuthor: boolean;
  readonly labels: Nodes<{ readonly name: string }> | null;
  readonly reactionGroups: readonly ReactionNode[] | null;
  readonly parent?: ParentNode | null;
}

export interface TalkNode extends IssueNode, CommentPage {
  readonly timelineItems: Nodes<EventNode>;
  readonly parent: ParentNode | null;
}

export interface ChildrenNode {
  readonly repository: SeenNode['repository'];
  readonly subIssues: Nodes<
    SeenNode & {
      readonly title: string;
      readonly url: string;
      readonly body: string;
      readonly createdAt: string;
      readonly state: string;
      readonly stateReason: string | null;
      readonly locked: boolean;
      readonly viewerDidAuthor: boolean;
      readonly labels: Nodes<{ readonly name: string }> | null;
      readonly reactionGroups: readonly ReactionNode[] | null;
    }
  >;
}

export interface IncidentNode extends TalkNode, ChildrenNode {
  readonly repository: IssueNode['repository'];
}

export interface RecordNode extends IssueNode, CommentPage, ChildrenNode {
  readonly repository: IssueNode['repository'];
  readonly parent: ParentNode | null;
}

export interface RecordAnswer {
  readonly repository: { readonly issue: RecordNode | null } | null;
}

export interface ChildrenAnswer {
  readonly repository: { readonly issue: ChildrenNode | null } | null;
}

export interface MeasureNode extends IssueNode, CommentPage {
  readonly assignees: Nodes<{ readonly login: string }>;
  readonly votes: { readonly totalCount: number };
  readonly timelineItems: Nodes<EventNode>;
}

/** Newest first. */
export interface EditedNode {
  readonly userContentEdits?: Nodes<{ readonly diff?: string | null; readonly editor: ActorNode | null }> | null;
}

export interface PostmortemNode extends TalkNode, EditedNode {
  readonly subIssuesSummary: { readonly total: number };
  readonly subIssues: Nodes<MeasureNode> & { readonly totalCount: number };
  readonly assignees: Nodes<{ readonly login: string }>;
}

export interface ContinuationAnswer {
  readonly node: PostmortemNode | null;
}

export interface EditsAnswer {
  readonly node: (EditedNode & { readonly body: string }) | null;
}

export interface RepositoryNode extends PushedNode {
  readonly id: string;
  readonly nameWithOwner: string;
  readonly url: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
}

/** When something was last pushed; null in an empty repository. */
export interface PushedNode {
  readonly pushedAt: string | null;
  readonly nameWithOwner?: string;
}

/** An answer that tells whether the configuration may have changed. */
export interface PushedAnswer {
  readonly repository: PushedNode | null;
  readonly shared?: PushedNode | null;
  /** Another repository, perhaps the home. */
  readonly place?: PushedNode | null;
}

export interface CaseAnswer extends PushedAnswer {
  readonly repository:
    | (Omit<RepositoryNode, 'id' | 'url'> & {
        readonly incident: IncidentNode | null;
      })
    | null;
  readonly place: CasePlaceNode | null;
}

export interface CasePlaceNode extends RepositoryNode {
  readonly labelPostmortem: { readonly id: string } | null;
  readonly labelMeasure: { readonly id: string } | null;
  readonly labelIncomplete: { readonly id: string } | null;
  readonly postmortem?: PostmortemNode | null;
}

export interface ListedNode extends IssueNode {
  readonly parent: {
    readonly number: number;
    readonly title: string;
    readonly url: string;
    readonly createdAt: string;
    readonly repository: { readonly nameWithOwner: string; readonly isPrivate: boolean };
    readonly labels: Nodes<{ readonly name: string }> | null;
  } | null;
}

export interface PageNode {
  readonly isPinned: boolean | null;
  readonly timelineItems: Nodes<{ readonly __typename: string }>;
  readonly subIssues: Nodes<{ readonly number: number }>;
}

export interface IndexedNode extends RepositoryNode {
  readonly labelIndex: { readonly id: string } | null;
}

export type ListedPage = Nodes<ListedNode> & {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};

export interface IndexAnswer extends PushedAnswer {
  readonly repository:
    | (IndexedNode & {
        readonly indexes?: Nodes<IssueNode & PageNode & EditedNode>;
        readonly latest?: Nodes<{
          readonly number: number;
          readonly viewerDidAuthor: boolean;
          readonly labels: Nodes<{ readonly name: string }> | null;
          readonly reactionGroups: readonly ReactionNode[] | null;
        }>;
        readonly postmortems: ListedPage;
      })
    | null;
}

/** `n0`, `n1`, … are the issues that were asked for by number. */
export interface IndexChangesAnswer extends PushedAnswer {
  readonly repository:
    | (IndexedNode & { readonly postmortems?: ListedPage } & {
        readonly [alias: `n${number}`]: (ListedNode & PageNode) | null;
      })
    | null;
}

type PlaceNode = Omit<SeenNode, 'id'>;

/** An issue of the repository that was asked for. */
export interface OpenNode {
  readonly number: number;
  readonly parent: PlaceNode | null;
}

interface OpenMeasureNode {
  readonly number: number;
  readonly parent: (PlaceNode & OpenNode) | null;
}

export interface CandidateAnswer {
  readonly repository: {
    readonly issue:
      | (IssueNode & {
          readonly parent: {
            readonly number: number;
            readonly title: string;
            readonly url: string;
            readonly repository: { readonly isPrivate: boolean };
          } | null;
        })
      | null;
  } | null;
}

export interface OpenAnswer extends PushedAnswer {
  readonly repository:
    | (PushedNode & {
        readonly nameWithOwner: string;
        readonly isPrivate: boolean;
        readonly isArchived: boolean;
        readonly measures?: Nodes<OpenMeasureNode>;
        readonly recent?: Nodes<
          OpenNode & {
            readonly updatedAt: string;
            readonly labels: Nodes<{ readonly name: string }> | null;
          }
        >;
        readonly open: Nodes<OpenNode> & {
          readonly pageInfo: {
            readonly hasNextPage: boolean;
            readonly endCursor: string | null;
          };
        };
      })
    | null;
}

export interface ClosedLatelyAnswer {
  readonly repository: {
    readonly issues: Nodes<Pick<IssueNode, 'number' | 'viewerDidAuthor' | 'reactionGroups'>> & {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
}

export interface IndexBodyAnswer extends PushedAnswer {
  readonly repository:
    | (PushedNode & { readonly indexes: Nodes<{ readonly body: string; readonly viewerDidAuthor: boolean }> })
    | null;
}

export interface OpeningNode {
  readonly createdAt: string;
  readonly viewerDidAuthor: boolean;
  readonly parent: (Omit<RefNode, 'id'> & { readonly timelineItems: Nodes<EventNode> }) | null;
}

export interface OpeningsAnswer extends PushedAnswer {
  readonly place:
    | (PushedNode & {
        readonly labelled: Nodes<OpeningNode>;
        readonly newest: Nodes<OpeningNode>;
      })
    | null;
}

/** The entries of a connection; GitHub puts null where something is hidden from the App. */
export function entries<T>(connection: Nodes<T> | null | undefined): T[] {
  return (connection?.nodes ?? []).filter((one): one is T & {} => one !== null && one !== undefined);
}
