/** Comments, and what issues and comments have in common: author, edits, reactions. */
import { commentPage } from '../shapes/issue.ts';
import { iso, isoOrNull } from '../site.ts';
import {
  type Comment,
  type Edit,
  type Issue,
  type Reaction,
  type ReactionContent,
  reactionContents,
} from '../state/model.ts';
import { connection } from './connection.ts';
import { type Args, type Context, optionalText, record } from './context.ts';
import { table } from './table.ts';

/** GraphQL's names of the reactions. */
export const contentNames: Readonly<Record<ReactionContent, string>> = {
  '+1': 'THUMBS_UP',
  '-1': 'THUMBS_DOWN',
  laugh: 'LAUGH',
  confused: 'CONFUSED',
  heart: 'HEART',
  hooray: 'HOORAY',
  rocket: 'ROCKET',
  eyes: 'EYES',
};

/** All reactions with one sign to one issue or comment. */
interface ReactionGroup {
  readonly kind: 'ReactionGroup';
  readonly content: ReactionContent;
  readonly reactions: readonly Reaction[];
}

/** The fields that issues and comments share. */
export const shared = {
  id: (source: Issue | Comment) => source.nodeId,
  /** Beyond 2³¹ as on GitHub: `Int` refuses it, `fullDatabaseId` is the one to ask for. */
  databaseId: (source: Issue | Comment) => source.id,
  fullDatabaseId: (source: Issue | Comment) => String(source.id),
  body: (source: Issue | Comment) => source.body ?? '',
  createdAt: (source: Issue | Comment) => iso(source.createdAt),
  updatedAt: (source: Issue | Comment) => iso(source.updatedAt),
  lastEditedAt: (source: Issue | Comment) => isoOrNull(source.lastEditedAt),
  author: (source: Issue | Comment, _: Args, { deed }: Context) => deed.world.user(source.author),
  viewerDidAuthor: (source: Issue | Comment, _: Args, { deed }: Context) =>
    'user' in deed.actor && deed.actor.user.id === source.author,
  reactionGroups: ({ reactions }: Issue | Comment) =>
    reactionContents.map((content): ReactionGroup => {
      return { kind: 'ReactionGroup', content, reactions: reactions.filter((one) => one.content === content) };
    }),
  reactions: (source: Issue | Comment, args: Args) => {
    const content = optionalText(args, 'content');
    const reactions = source.reactions.filter(
      (reaction) => content === undefined || contentNames[reaction.content] === content,
    );
    return connection('reactions', reactions, args);
  },
  /** Newest first, the text as it was created last. */
  userContentEdits: (source: Issue | Comment, args: Args) =>
    connection('userContentEdits', source.edits.toReversed(), args),
};

export const contentFields = {
  IssueComment: table<Comment>('IssueComment', ['IssueComment'], {
    ...shared,
    url: (source, _, { deed }) => commentPage(deed.site, source),
    isMinimized: ({ minimized }) => minimized !== null,
    minimizedReason: ({ minimized }) => minimized,
    issue: ({ issue }, _, { deed }) => deed.world.issue(issue),
    repository: ({ issue }, _, { deed }) => deed.world.repository(deed.world.issue(issue).repository),
  }),
  Reaction: table<Reaction>('Reaction', ['Reaction'], {
    id: ({ nodeId }) => nodeId,
    databaseId: ({ id }) => id,
    content: ({ content }) => contentNames[content],
    createdAt: ({ createdAt }) => iso(createdAt),
    user: ({ user }, _, { deed }) => deed.world.user(user),
  }),
  ReactionGroup: table<ReactionGroup>('ReactionGroup', ['ReactionGroup'], {
    content: ({ content }) => contentNames[content],
    viewerHasReacted: ({ reactions }, _, { deed }) => {
      const viewer = 'user' in deed.actor ? deed.actor.user.id : undefined;
      return reactions.some(({ user }) => user === viewer);
    },
    reactors: ({ reactions }, args, { deed }) => {
      const users = reactions.map(({ user }) => deed.world.user(user));
      return connection('reactors', users, args);
    },
  }),
  UserContentEdit: table<Edit>('UserContentEdit', ['UserContentEdit'], {
    id: ({ nodeId }) => nodeId,
    createdAt: ({ editedAt }) => iso(editedAt),
    editedAt: ({ editedAt }) => iso(editedAt),
    updatedAt: ({ editedAt }) => iso(editedAt),
    deletedAt: () => null,
    diff: ({ body }) => body,
    editor: ({ editor }, _, { deed }) => deed.world.user(editor),
  }),
};

/** The comments of an issue: by creation, or by their last update if asked. */
export function comments(issue: Issue, args: Args, { deed }: Context) {
  const all = deed.world.commentsOf(issue);
  const order = record(args, 'orderBy');
  if (!order) return connection('comments', all, args, ({ id }) => [id]);
  const sign = optionalText(order, 'direction') === 'DESC' ? -1 : 1;
  all.sort((a, b) => sign * (a.updatedAt - b.updatedAt || a.id - b.id));
  return connection('comments', all, args, ({ updatedAt, id }) => [updatedAt, id], sign < 0);
}
