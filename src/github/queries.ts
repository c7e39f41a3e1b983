/**
 * Every GraphQL operation that the app sends. One query reads a case, one reads an index; connections are kept few, because
 * GitHub charges a query by the connections it opens (`reactionGroups` is none).
 */

const comment = /* GraphQL */ `
  fragment CommentParts on IssueComment {
    id
    fullDatabaseId
    url
    body
    author { __typename login }
    viewerDidAuthor
    createdAt
    updatedAt
    lastEditedAt
    isMinimized
    reactionGroups { content viewerHasReacted }
  }
`;

const comments = /* GraphQL */ `
  fragment CommentsPart on Issue {
    comments(first: 100, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ...CommentParts }
    }
  }
  ${comment}
`;

const issue = /* GraphQL */ `
  fragment IssueParts on Issue {
    id
    fullDatabaseId
    number
    title
    url
    body
    state
    stateReason(enableDuplicate: true)
    createdAt
    lastEditedAt
    closedAt
    locked
    viewerDidAuthor
    author { __typename login }
    repository { nameWithOwner isPrivate }
    labels(first: 100) { nodes { name } }
    reactionGroups { content viewerHasReacted }
  }
`;

const history = /* GraphQL */ `
  fragment HistoryParts on Issue {
    timelineItems(
      last: 100
      itemTypes: [LABELED_EVENT, UNLABELED_EVENT, CLOSED_EVENT, REOPENED_EVENT, MARKED_AS_DUPLICATE_EVENT, SUB_ISSUE_ADDED_EVENT, SUB_ISSUE_REMOVED_EVENT]
    ) {
      nodes {
        __typename
        ... on LabeledEvent { createdAt actor { __typename login } label { name } }
        ... on UnlabeledEvent { createdAt actor { __typename login } label { name } }
        ... on ClosedEvent { createdAt actor { __typename login } stateReason }
        ... on ReopenedEvent { createdAt actor { __typename login } }
        ... on MarkedAsDuplicateEvent { createdAt actor { __typename login } canonical { __typename ... on Issue { id number repository { nameWithOwner } } } }
        ... on SubIssueAddedEvent { createdAt actor { __typename login } subIssue { id number repository { nameWithOwner } } }
        ... on SubIssueRemovedEvent { createdAt actor { __typename login } subIssue { id number body viewerDidAuthor author { __typename login } repository { nameWithOwner } } }
      }
    }
  }
`;

/** What became of a measure. */
const life = /* GraphQL */ `
  fragment LifeParts on Issue {
    timelineItems(
      last: 40
      itemTypes: [LABELED_EVENT, UNLABELED_EVENT, CLOSED_EVENT, REOPENED_EVENT, MARKED_AS_DUPLICATE_EVENT, ASSIGNED_EVENT, UNASSIGNED_EVENT]
    ) {
      nodes {
        __typename
        ... on LabeledEvent { createdAt actor { __typename login } label { name } }
        ... on UnlabeledEvent { createdAt actor { __typename login } label { name } }
        ... on ClosedEvent { createdAt actor { __typename login } stateReason }
        ... on ReopenedEvent { createdAt actor { __typename login } }
        ... on MarkedAsDuplicateEvent { createdAt actor { __typename login } canonical { __typename ... on Issue { id number repository { nameWithOwner } } } }
        ... on AssignedEvent { createdAt actor { __typename login } assignee { __typename ... on User { login } } }
        ... on UnassignedEvent { createdAt actor { __typename login } assignee { __typename ... on User { login } } }
      }
    }
  }
`;

const parent = /* GraphQL */ `
  fragment ParentParts on Issue {
    parent {
      id
      number
      viewerDidAuthor
      author { __typename login }
      repository { nameWithOwner isPrivate }
      labels(first: 100) { nodes { name } }
      reactionGroups { content viewerHasReacted }
      parent {
        id
        number
        viewerDidAuthor
        author { __typename login }
        repository { nameWithOwner isPrivate }
        labels(first: 100) { nodes { name } }
        reactionGroups { content viewerHasReacted }
      }
    }
  }
`;

const children = /* GraphQL */ `
  fragment ChildrenParts on Issue {
    subIssues(first: 100) {
      nodes {
        id
        number
        title
        url
        body
        createdAt
        state
        stateReason(enableDuplicate: true)
        locked
        viewerDidAuthor
        author { __typename login }
        repository { nameWithOwner isPrivate }
        labels(first: 20) { nodes { name } }
        reactionGroups { content viewerHasReacted }
      }
    }
  }
`;

/** The incident; its postmortem is found among `subIssues` when its number is not known yet. */
const incident = /* GraphQL */ `
  fragment IncidentParts on Issue {
    ...IssueParts
    ...HistoryParts
    ...CommentsPart
    ...ParentParts
    ...ChildrenParts
  }
  ${parent}
  ${children}
`;

/** What tells where the record of an issue is. */
export const readRecord = /* GraphQL */ `
  query ReadRecord($owner: String!, $name: String!, $number: Int!, $after: String) {
    repository(owner: $owner, name: $name) {
      issue(number: $number) { ...IssueParts ...CommentsPart ...ParentParts ...ChildrenParts }
    }
  }
  ${issue}
  ${comments}
  ${parent}
  ${children}
`;

/** What an incident has for a postmortem. */
export const readChildren = /* GraphQL */ `
  query ReadChildren($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) { issue(number: $number) { repository { nameWithOwner isPrivate } ...ChildrenParts } }
  }
  ${children}
`;

const postmortem = /* GraphQL */ `
  fragment PostmortemParts on Issue {
    ...IssueParts
    ...HistoryParts
    ...CommentsPart
    ...ParentParts
    subIssuesSummary { total }
    subIssues(first: 100) {
      totalCount
      nodes {
        ...IssueParts
        ...LifeParts
        assignees(first: 10) { nodes { login } }
        votes: reactions(content: THUMBS_UP, first: 1) { totalCount }
        comments(first: 30, orderBy: { field: UPDATED_AT, direction: DESC }) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes { ...CommentParts }
        }
      }
    }
    assignees(first: 10) { nodes { login } }
    userContentEdits(first: 20) @include(if: $edits) { nodes { diff editor { __typename login } } }
  }
`;

/**
 * When something was last pushed to a repository, and to the one that its owner's configuration is in: so no request is needed to know that a
 * configuration is still the one that was read.
 */
const shared = 'shared: repository(owner: $owner, name: ".github") @include(if: $shared) { pushedAt }';

/**
 * Everything that one pass over a case has to know, in one request once it is known where the postmortem is. `place` is the repository that it is in,
 * or has to be opened in.
 */
export const readCase = /* GraphQL */ `
  query ReadCase($owner: String!, $name: String!, $place: String!, $postmortemLabel: String!, $measureLabel: String!, $incompleteLabel: String!, $shared: Boolean!, $incident: Int!, $postmortem: Int!, $known: Boolean!, $edits: Boolean!, $after: String) {
    repository(owner: $owner, name: $name) {
      nameWithOwner
      isPrivate
      isArchived
      pushedAt
      incident: issue(number: $incident) { ...IncidentParts }
    }
    place: repository(owner: $owner, name: $place) {
      id
      nameWithOwner
      url
      isPrivate
      isArchived
      pushedAt
      labelPostmortem: label(name: $postmortemLabel) { id }
      labelMeasure: label(name: $measureLabel) { id }
      labelIncomplete: label(name: $incompleteLabel) { id }
      postmortem: issue(number: $postmortem) @include(if: $known) { ...PostmortemParts }
    }
    ${shared}
  }
  ${incident}
  ${postmortem}
  ${issue}
  ${history}
  ${life}
  ${comments}
`;

/** An issue under which the measures of a postmortem go on. */
export const readContinuation = /* GraphQL */ `
  query ReadContinuation($id: ID!, $edits: Boolean!, $after: String) {
    node(id: $id) { __typename ... on Issue { ...PostmortemParts } }
  }
  ${postmortem}
  ${parent}
  ${issue}
  ${history}
  ${life}
  ${comments}
`;

/** The last edits of an issue's body. */
export const readEdits = /* GraphQL */ `
  query ReadEdits($id: ID!) {
    node(id: $id) { ... on Issue { body userContentEdits(first: 20) { nodes { diff editor { __typename login } } } } }
  }
`;

/** Further pages of an issue's comments. */
export const readComments = /* GraphQL */ `
  query ReadComments($id: ID!, $after: String) {
    node(id: $id) { __typename ... on Issue { ...CommentsPart } }
  }
  ${comments}
`;

/** Who reacted, for readings with a person's token: `viewerHasReacted` is then about that person. */
export const readReactors = /* GraphQL */ `
  query ReadReactors($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      ... on Reactable {
        id
        reactionGroups { content reactors(first: 100) { nodes { __typename ... on Bot { login } } } }
      }
    }
  }
`;

/** An issue that somebody wants to adopt as a measure. */
export const readIssue = /* GraphQL */ `
  query ReadIssue($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) {
      issue(number: $number) { ...IssueParts parent { id number title url repository { isPrivate } } }
    }
  }
  ${issue}
`;

/** A postmortem, with all that the index has to know of it. */
const listed = /* GraphQL */ `
  fragment ListedParts on Issue {
    ...IssueParts
    parent { number title url state createdAt repository { nameWithOwner isPrivate } labels(first: 20) { nodes { name } } }
  }
  ${issue}
`;

const paged = /* GraphQL */ `
  fragment PageParts on Issue {
    isPinned
    timelineItems(last: 5, itemTypes: [PINNED_EVENT, UNPINNED_EVENT]) { nodes { __typename } }
    subIssues(first: 100) { nodes { number } }
  }
`;

const indexed = /* GraphQL */ `
  fragment IndexedParts on Repository {
    id
    nameWithOwner
    url
    isPrivate
    isArchived
    pushedAt
    labelIndex: label(name: $indexLabel) { id }
  }
`;

/**
 * The index and the postmortems that it lists, all of them. Filtered lists lag by seconds, so `latest` (which does not) tells of what was made or
 * adopted just now.
 */
export const readIndex = /* GraphQL */ `
  query ReadIndex($owner: String!, $name: String!, $indexLabel: String!, $postmortemLabel: String!, $shared: Boolean!, $after: String, $first: Boolean!) {
    repository(owner: $owner, name: $name) {
      ...IndexedParts
      indexes: issues(first: 100, labels: [$indexLabel], orderBy: { field: CREATED_AT, direction: ASC }) @include(if: $first) {
        nodes { ...IssueParts ...PageParts userContentEdits(first: 20) { nodes { editor { __typename login } } } }
      }
      latest: issues(first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) @include(if: $first) {
        nodes {
          number
          viewerDidAuthor
          labels(first: 10) { nodes { name } }
          author { __typename login }
          reactionGroups { content viewerHasReacted }
        }
      }
      postmortems: issues(first: 100, after: $after, labels: [$postmortemLabel], orderBy: { field: CREATED_AT, direction: ASC }) {
        pageInfo { hasNextPage endCursor }
        nodes { ...ListedParts }
      }
    }
    ${shared}
  }
  ${indexed}
  ${listed}
  ${paged}
`;

/**
 * What has moved since the index was read, and issues by their numbers: those a lagging list may not have got yet. Variables: `n0`, `n1`, … are
 * the numbers.
 */
export function readIndexChanges(numbers: readonly unknown[]): string {
  const variables = numbers.map((_, i) => `$n${i}: Int!`).join(', ');
  const fields = numbers.map((_, i) => `n${i}: issue(number: $n${i}) { ...ListedParts ...PageParts }`);
  return /* GraphQL */ `
  query ReadIndexChanges($owner: String!, $name: String!, $indexLabel: String!, $shared: Boolean!, $moved: IssueFilters, $list: Boolean!, $after: String, ${variables}) {
    repository(owner: $owner, name: $name) {
      ...IndexedParts
      postmortems: issues(first: 100, after: $after, filterBy: $moved, orderBy: { field: CREATED_AT, direction: ASC }) @include(if: $list) {
        pageInfo { hasNextPage endCursor }
        nodes { ...ListedParts }
      }
      ${fields.join('\n      ')}
    }
    ${shared}
  }
  ${indexed}
  ${listed}
  ${numbers.length > 0 ? paged : ''}
`;
}

/** The oldest issues with the label of the index, by themselves. */
export const readIndexBody = /* GraphQL */ `
  query ReadIndexBody($owner: String!, $name: String!, $shared: Boolean!, $indexLabel: String!) {
    repository(owner: $owner, name: $name) {
      pushedAt
      indexes: issues(first: 10, labels: [$indexLabel], orderBy: { field: CREATED_AT, direction: ASC }) {
        nodes { body viewerDidAuthor author { __typename login } }
      }
    }
    ${shared}
  }
`;

/**
 * The latest postmortems, with who labelled their incidents: those of the label (which lag by seconds) and, among all issues, those that were made
 * just now.
 */
export const readOpenings = /* GraphQL */ `
  query ReadOpenings($owner: String!, $name: String!, $place: String!, $shared: Boolean!, $postmortemLabel: String!) {
    repository(owner: $owner, name: $name) { nameWithOwner pushedAt }
    place: repository(owner: $owner, name: $place) {
      nameWithOwner
      pushedAt
      labelled: issues(first: 10, labels: [$postmortemLabel], orderBy: { field: CREATED_AT, direction: DESC }) { nodes { ...OpeningParts } }
      newest: issues(first: 50, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { ...OpeningParts } }
    }
    ${shared}
  }
  fragment OpeningParts on Issue {
    createdAt
    viewerDidAuthor
    author { __typename login }
    parent {
      number
      repository { nameWithOwner }
      timelineItems(last: 20, itemTypes: [LABELED_EVENT]) {
        nodes { __typename ... on LabeledEvent { createdAt actor { __typename login } label { name } } }
      }
    }
  }
`;

/** What a resync marks dirty: the open issues of a label, and whatever moved last (which no filter delays). */
export const readOpen = /* GraphQL */ `
  query ReadOpen($owner: String!, $name: String!, $shared: Boolean!, $labels: [String!], $measureLabel: String!, $after: String, $first: Boolean!) {
    repository(owner: $owner, name: $name) {
      nameWithOwner
      isPrivate
      isArchived
      pushedAt
      measures: issues(first: 100, labels: [$measureLabel], states: [OPEN], orderBy: { field: CREATED_AT, direction: ASC }) @include(if: $first) {
        nodes { number parent { number repository { nameWithOwner isPrivate } ...AboveParts } }
      }
      recent: issues(first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) @include(if: $first) {
        nodes { updatedAt number labels(first: 20) { nodes { name } } ...AboveParts }
      }
      open: issues(first: 100, after: $after, labels: $labels, states: [OPEN], orderBy: { field: CREATED_AT, direction: ASC }) {
        pageInfo { hasNextPage endCursor }
        nodes { number ...AboveParts }
      }
    }
    ${shared}
  }
  fragment AboveParts on Issue {
    parent { number repository { nameWithOwner isPrivate } }
  }
`;

/** Closed postmortems that changed lately, and whether they are ours or were taken as such. */
export const readClosedLately = /* GraphQL */ `
  query ReadClosedLately($owner: String!, $name: String!, $lately: IssueFilters, $after: String) {
    repository(owner: $owner, name: $name) {
      issues(first: 100, after: $after, states: [CLOSED], filterBy: $lately, orderBy: { field: UPDATED_AT, direction: DESC }) {
        pageInfo { hasNextPage endCursor }
        nodes { id number viewerDidAuthor author { __typename login } reactionGroups { content viewerHasReacted } }
      }
    }
  }
`;

/** Whose token it is: a bot's login ends with `[bot]` here. */
export const readViewer = /* GraphQL */ `
  query ReadViewer { viewer { login } }
`;

/** Makes an issue and links it to its parent in one step, so that no crash can part the two. */
export const createIssue = /* GraphQL */ `
  mutation CreateIssue($repository: ID!, $title: String!, $body: String!, $labels: [ID!], $parent: ID) {
    createIssue(input: { repositoryId: $repository, title: $title, body: $body, labelIds: $labels, parentIssueId: $parent }) {
      issue { id number url }
    }
  }
`;

export const addSubIssue = /* GraphQL */ `
  mutation AddSubIssue($parent: ID!, $child: ID!) {
    addSubIssue(input: { issueId: $parent, subIssueId: $child }) { issue { id } }
  }
`;

/** Moves a sub-issue behind another one. */
export const reprioritise = /* GraphQL */ `
  mutation Reprioritise($parent: ID!, $child: ID!, $after: ID, $before: ID) {
    reprioritizeSubIssue(input: { issueId: $parent, subIssueId: $child, afterId: $after, beforeId: $before }) { issue { id } }
  }
`;

export const minimise = /* GraphQL */ `
  mutation Minimise($id: ID!) {
    minimizeComment(input: { subjectId: $id, classifier: RESOLVED }) { minimizedComment { isMinimized } }
  }
`;

export const unminimise = /* GraphQL */ `
  mutation Unminimise($id: ID!) {
    unminimizeComment(input: { subjectId: $id }) { unminimizedComment { isMinimized } }
  }
`;

export const pin = /* GraphQL */ `
  mutation Pin($id: ID!) {
    pinIssue(input: { issueId: $id }) { issue { id } }
  }
`;

/** All reactions of a pass in one request. Variables: `s0`, `s1`, … are the subjects' node ids. */
export function reactMutation(reactions: readonly { content: string; add: boolean }[]): string {
  const variables = reactions.map((_, i) => `$s${i}: ID!`).join(', ');
  const fields = reactions.map(
    ({ content, add }, i) =>
      `r${i}: ${add ? 'addReaction' : 'removeReaction'}(input: { subjectId: $s${i}, content: ${content} }) { reaction { content } }`,
  );
  return `mutation React(${variables}) {\n  ${fields.join('\n  ')}\n}`;
}
