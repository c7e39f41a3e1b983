// Generated from @octokit/graphql-schema@15.26.1 by `npm run contract`: what src/github/queries.ts and fixtures/people.graphql use.

export const schema = `
interface Actor {
  login: String!
}

input AddCommentInput {
  body: String!
  clientMutationId: String
  subjectId: ID!
}

type AddCommentPayload {
  clientMutationId: String
  commentEdge: IssueCommentEdge
  subject: Node
}

input AddLabelsToLabelableInput {
  clientMutationId: String
  labelIds: [ID!]!
  labelableId: ID!
}

type AddLabelsToLabelablePayload {
  clientMutationId: String
  labelable: Labelable
}

input AddReactionInput {
  clientMutationId: String
  content: ReactionContent!
  subjectId: ID!
}

type AddReactionPayload {
  clientMutationId: String
  reaction: Reaction
  subject: Reactable
}

input AddSubIssueInput {
  clientMutationId: String
  issueId: ID!
  replaceParent: Boolean
  subIssueId: ID
  subIssueUrl: String
}

type AddSubIssuePayload {
  clientMutationId: String
  issue: Issue
  subIssue: Issue
}

type AssignedEvent implements Node {
  actor: Actor
  assignee: Assignee
  createdAt: DateTime!
  id: ID!
}

union Assignee = Bot | Mannequin | Organization | User

scalar BigInt

type Bot implements Actor & Node {
  id: ID!
  login: String!
}

input CloseIssueInput {
  clientMutationId: String
  duplicateIssueId: ID
  issueId: ID!
  stateReason: IssueClosedStateReason
}

type CloseIssuePayload {
  clientMutationId: String
  issue: Issue
}

type ClosedEvent implements Node {
  actor: Actor
  createdAt: DateTime!
  id: ID!
  stateReason: IssueStateReason
}

input CreateIssueInput {
  assigneeIds: [ID!]
  body: String
  clientMutationId: String
  issueTemplate: String
  labelIds: [ID!]
  milestoneId: ID
  parentIssueId: ID
  projectIds: [ID!]
  repositoryId: ID!
  title: String!
}

type CreateIssuePayload {
  clientMutationId: String
  issue: Issue
}

scalar DateTime

input DeleteIssueCommentInput {
  clientMutationId: String
  id: ID!
}

type DeleteIssueCommentPayload {
  clientMutationId: String
}

input DeleteIssueInput {
  clientMutationId: String
  issueId: ID!
}

type DeleteIssuePayload {
  clientMutationId: String
  repository: Repository
}

type Issue implements Labelable & Node & Reactable {
  assignees(first: Int): UserConnection!
  author: Actor
  body: String!
  closed: Boolean!
  closedAt: DateTime
  comments(after: String, first: Int, orderBy: IssueCommentOrder): IssueCommentConnection!
  createdAt: DateTime!
  databaseId: Int
  fullDatabaseId: BigInt
  id: ID!
  isPinned: Boolean
  labels(first: Int): LabelConnection
  lastEditedAt: DateTime
  locked: Boolean!
  number: Int!
  parent: Issue
  reactionGroups: [ReactionGroup!]
  reactions(content: ReactionContent, first: Int): ReactionConnection!
  repository: Repository!
  state: IssueState!
  stateReason(enableDuplicate: Boolean = false): IssueStateReason
  subIssues(first: Int): IssueConnection!
  subIssuesSummary: SubIssuesSummary!
  timelineItems(itemTypes: [IssueTimelineItemsItemType!], last: Int): IssueTimelineItemsConnection!
  title: String!
  updatedAt: DateTime!
  url: URI!
  userContentEdits(first: Int): UserContentEditConnection
  viewerDidAuthor: Boolean!
}

enum IssueClosedStateReason {
  COMPLETED
  DUPLICATE
  NOT_PLANNED
}

type IssueComment implements Minimizable & Node & Reactable {
  author: Actor
  body: String!
  createdAt: DateTime!
  databaseId: Int
  fullDatabaseId: BigInt
  id: ID!
  isMinimized: Boolean!
  issue: Issue!
  lastEditedAt: DateTime
  minimizedReason: String
  reactionGroups: [ReactionGroup!]
  reactions(content: ReactionContent, first: Int): ReactionConnection!
  repository: Repository!
  updatedAt: DateTime!
  url: URI!
  userContentEdits(first: Int): UserContentEditConnection
  viewerDidAuthor: Boolean!
}

type IssueCommentConnection {
  nodes: [IssueComment]
  pageInfo: PageInfo!
  totalCount: Int!
}

type IssueCommentEdge {
  node: IssueComment
}

input IssueCommentOrder {
  direction: OrderDirection!
  field: IssueCommentOrderField!
}

enum IssueCommentOrderField {
  UPDATED_AT
}

type IssueConnection {
  nodes: [Issue]
  pageInfo: PageInfo!
  totalCount: Int!
}

input IssueFilters {
  assignee: String
  createdBy: String
  labels: [String!]
  mentioned: String
  milestone: String
  milestoneNumber: String
  since: DateTime
  states: [IssueState!]
  viewerSubscribed: Boolean = false
}

union IssueOrPullRequest = Issue

input IssueOrder {
  direction: OrderDirection!
  field: IssueOrderField!
}

enum IssueOrderField {
  COMMENTS
  CREATED_AT
  UPDATED_AT
}

enum IssueState {
  CLOSED
  OPEN
}

enum IssueStateReason {
  COMPLETED
  DUPLICATE
  NOT_PLANNED
  REOPENED
}

union IssueTimelineItems = AssignedEvent | ClosedEvent | IssueComment | LabeledEvent | MarkedAsDuplicateEvent | PinnedEvent | ReopenedEvent | SubIssueAddedEvent | SubIssueRemovedEvent | UnassignedEvent | UnlabeledEvent | UnpinnedEvent

type IssueTimelineItemsConnection {
  nodes: [IssueTimelineItems]
}

enum IssueTimelineItemsItemType {
  ADDED_TO_PROJECT_EVENT
  ASSIGNED_EVENT
  CLOSED_EVENT
  COMMENT_DELETED_EVENT
  CONNECTED_EVENT
  CONVERTED_NOTE_TO_ISSUE_EVENT
  CONVERTED_TO_DISCUSSION_EVENT
  CROSS_REFERENCED_EVENT
  DEMILESTONED_EVENT
  DISCONNECTED_EVENT
  ISSUE_COMMENT
  LABELED_EVENT
  LOCKED_EVENT
  MARKED_AS_DUPLICATE_EVENT
  MENTIONED_EVENT
  MILESTONED_EVENT
  MOVED_COLUMNS_IN_PROJECT_EVENT
  PARENT_ISSUE_ADDED_EVENT
  PARENT_ISSUE_REMOVED_EVENT
  PINNED_EVENT
  REFERENCED_EVENT
  REMOVED_FROM_PROJECT_EVENT
  RENAMED_TITLE_EVENT
  REOPENED_EVENT
  SUBSCRIBED_EVENT
  SUB_ISSUE_ADDED_EVENT
  SUB_ISSUE_REMOVED_EVENT
  TRANSFERRED_EVENT
  UNASSIGNED_EVENT
  UNLABELED_EVENT
  UNLOCKED_EVENT
  UNMARKED_AS_DUPLICATE_EVENT
  UNPINNED_EVENT
  UNSUBSCRIBED_EVENT
  USER_BLOCKED_EVENT
}

type Label implements Node {
  color: String!
  description: String
  id: ID!
  name: String!
}

type LabelConnection {
  nodes: [Label]
  totalCount: Int!
}

interface Labelable {
  labels(first: Int): LabelConnection
}

type LabeledEvent implements Node {
  actor: Actor
  createdAt: DateTime!
  id: ID!
  label: Label!
}

type Mannequin implements Actor & Node {
  id: ID!
  login: String!
}

type MarkedAsDuplicateEvent implements Node {
  actor: Actor
  canonical: IssueOrPullRequest
  createdAt: DateTime!
  id: ID!
}

interface Minimizable {
  isMinimized: Boolean!
  minimizedReason: String
}

input MinimizeCommentInput {
  classifier: ReportedContentClassifiers!
  clientMutationId: String
  subjectId: ID!
}

type MinimizeCommentPayload {
  clientMutationId: String
  minimizedComment: Minimizable
}

type Mutation {
  addComment(input: AddCommentInput!): AddCommentPayload
  addLabelsToLabelable(input: AddLabelsToLabelableInput!): AddLabelsToLabelablePayload
  addReaction(input: AddReactionInput!): AddReactionPayload
  addSubIssue(input: AddSubIssueInput!): AddSubIssuePayload
  closeIssue(input: CloseIssueInput!): CloseIssuePayload
  createIssue(input: CreateIssueInput!): CreateIssuePayload
  deleteIssue(input: DeleteIssueInput!): DeleteIssuePayload
  deleteIssueComment(input: DeleteIssueCommentInput!): DeleteIssueCommentPayload
  minimizeComment(input: MinimizeCommentInput!): MinimizeCommentPayload
  pinIssue(input: PinIssueInput!): PinIssuePayload
  removeLabelsFromLabelable(input: RemoveLabelsFromLabelableInput!): RemoveLabelsFromLabelablePayload
  removeReaction(input: RemoveReactionInput!): RemoveReactionPayload
  removeSubIssue(input: RemoveSubIssueInput!): RemoveSubIssuePayload
  reopenIssue(input: ReopenIssueInput!): ReopenIssuePayload
  reprioritizeSubIssue(input: ReprioritizeSubIssueInput!): ReprioritizeSubIssuePayload
  transferIssue(input: TransferIssueInput!): TransferIssuePayload
  unminimizeComment(input: UnminimizeCommentInput!): UnminimizeCommentPayload
  unpinIssue(input: UnpinIssueInput!): UnpinIssuePayload
  updateIssue(input: UpdateIssueInput!): UpdateIssuePayload
  updateIssueComment(input: UpdateIssueCommentInput!): UpdateIssueCommentPayload
}

interface Node {
  id: ID!
}

enum OrderDirection {
  ASC
  DESC
}

type Organization implements Actor & Node & RepositoryOwner {
  id: ID!
  login: String!
}

type PageInfo {
  endCursor: String
  hasNextPage: Boolean!
}

input PinIssueInput {
  clientMutationId: String
  issueId: ID!
}

type PinIssuePayload {
  clientMutationId: String
  issue: Issue
}

type PinnedEvent implements Node {
  id: ID!
}

type PinnedIssue implements Node {
  id: ID!
  issue: Issue!
  pinnedBy: Actor!
}

type PinnedIssueConnection {
  nodes: [PinnedIssue]
  totalCount: Int!
}

type Query implements Node {
  id: ID!
  node(id: ID!): Node
  nodes(ids: [ID!]!): [Node]!
  repository(name: String!, owner: String!): Repository
  viewer: User!
}

interface Reactable {
  id: ID!
  reactionGroups: [ReactionGroup!]
}

type Reaction implements Node {
  content: ReactionContent!
  createdAt: DateTime!
  id: ID!
  user: User
}

type ReactionConnection {
  nodes: [Reaction]
  totalCount: Int!
}

enum ReactionContent {
  CONFUSED
  EYES
  HEART
  HOORAY
  LAUGH
  ROCKET
  THUMBS_DOWN
  THUMBS_UP
}

type ReactionGroup {
  content: ReactionContent!
  reactors(first: Int): ReactorConnection!
  viewerHasReacted: Boolean!
}

union Reactor = Bot | Mannequin | Organization | User

type ReactorConnection {
  nodes: [Reactor]
}

input RemoveLabelsFromLabelableInput {
  clientMutationId: String
  labelIds: [ID!]!
  labelableId: ID!
}

type RemoveLabelsFromLabelablePayload {
  clientMutationId: String
  labelable: Labelable
}

input RemoveReactionInput {
  clientMutationId: String
  content: ReactionContent!
  subjectId: ID!
}

type RemoveReactionPayload {
  clientMutationId: String
  reaction: Reaction
  subject: Reactable
}

input RemoveSubIssueInput {
  clientMutationId: String
  issueId: ID!
  subIssueId: ID!
}

type RemoveSubIssuePayload {
  clientMutationId: String
  issue: Issue
  subIssue: Issue
}

input ReopenIssueInput {
  clientMutationId: String
  issueId: ID!
}

type ReopenIssuePayload {
  clientMutationId: String
  issue: Issue
}

type ReopenedEvent implements Node {
  actor: Actor
  createdAt: DateTime!
  id: ID!
}

enum ReportedContentClassifiers {
  ABUSE
  DUPLICATE
  OFF_TOPIC
  OUTDATED
  RESOLVED
  SPAM
}

type Repository implements Node {
  databaseId: Int
  id: ID!
  isArchived: Boolean!
  isPrivate: Boolean!
  issue(number: Int!): Issue
  issues(after: String, filterBy: IssueFilters, first: Int, labels: [String!], orderBy: IssueOrder, states: [IssueState!]): IssueConnection!
  label(name: String!): Label
  name: String!
  nameWithOwner: String!
  owner: RepositoryOwner!
  pinnedIssues(first: Int): PinnedIssueConnection
  pushedAt: DateTime
  url: URI!
}

interface RepositoryOwner {
  login: String!
}

input ReprioritizeSubIssueInput {
  afterId: ID
  beforeId: ID
  clientMutationId: String
  issueId: ID!
  subIssueId: ID!
}

type ReprioritizeSubIssuePayload {
  clientMutationId: String
  issue: Issue
}

type SubIssueAddedEvent implements Node {
  actor: Actor
  createdAt: DateTime!
  id: ID!
  subIssue: Issue
}

type SubIssueRemovedEvent implements Node {
  actor: Actor
  createdAt: DateTime!
  id: ID!
  subIssue: Issue
}

type SubIssuesSummary {
  completed: Int!
  percentCompleted: Int!
  total: Int!
}

input TransferIssueInput {
  clientMutationId: String
  createLabelsIfMissing: Boolean = false
  issueId: ID!
  repositoryId: ID!
}

type TransferIssuePayload {
  clientMutationId: String
  issue: Issue
}

scalar URI

type UnassignedEvent implements Node {
  actor: Actor
  assignee: Assignee
  createdAt: DateTime!
  id: ID!
}

type UnlabeledEvent implements Node {
  actor: Actor
  createdAt: DateTime!
  id: ID!
  label: Label!
}

input UnminimizeCommentInput {
  clientMutationId: String
  subjectId: ID!
}

type UnminimizeCommentPayload {
  clientMutationId: String
  unminimizedComment: Minimizable
}

input UnpinIssueInput {
  clientMutationId: String
  issueId: ID!
}

type UnpinIssuePayload {
  clientMutationId: String
  issue: Issue
}

type UnpinnedEvent implements Node {
  id: ID!
}

input UpdateIssueCommentInput {
  body: String!
  clientMutationId: String
  id: ID!
}

type UpdateIssueCommentPayload {
  clientMutationId: String
  issueComment: IssueComment
}

input UpdateIssueInput {
  assigneeIds: [ID!]
  body: String
  clientMutationId: String
  id: ID!
  labelIds: [ID!]
  milestoneId: ID
  projectIds: [ID!]
  state: IssueState
  title: String
}

type UpdateIssuePayload {
  clientMutationId: String
  issue: Issue
}

type User implements Actor & Node & RepositoryOwner {
  databaseId: Int
  id: ID!
  login: String!
  url: URI!
}

type UserConnection {
  nodes: [User]
  totalCount: Int!
}

type UserContentEdit implements Node {
  createdAt: DateTime!
  deletedAt: DateTime
  diff: String
  editedAt: DateTime!
  editor: Actor
  id: ID!
}

type UserContentEditConnection {
  nodes: [UserContentEdit]
  totalCount: Int!
}
`;
