/**
 * All comments of an issue. A page holds a hundred, the latest changed first, so that after the first full reading one page tells of everything that
 * is new or edited; the rest is remembered. The count tells of deletions, and then everything is read again. What is remembered only saves
 * requests: a new process reads all.
 */
import type { Comment } from '../postmortem/snapshot.ts';
import { readComments as commentsQuery } from './queries.ts';
import type { Query } from './query.ts';
import { inOrderWritten, readComment } from './read.ts';
import { type CommentNode, type CommentPage, entries, type RefNode } from './responses.ts';

export interface TalkReader {
  /** @param first the page that came with the issue */
  read(
    issue: RefNode,
    first: CommentPage['comments'],
  ): Promise<{ readonly comments: readonly Comment[]; readonly isComplete: boolean }>;
  /** Our own reactions change no comment's date: what was just given is noted. */
  noteReaction(subject: string, content: string, isGiven: boolean): void;
  forget(): void;
}

interface Remembered {
  readonly comments: Map<string, Comment>;
  /** The latest change seen, as GitHub writes it. */
  newest: string;
}

/** Issues that are remembered at a time; the longest unused one goes first. */
const mostIssues = 200;

export function createTalkReader(query: Query, slug: string): TalkReader {
  const issues = new Map<string, Remembered>();

  async function readAll({ id: issue, repository }: RefNode, first: CommentPage['comments']): Promise<Remembered> {
    const comments = new Map<string, Comment>();
    let page = first;
    for (;;) {
      for (const node of entries(page)) comments.set(node.id, readComment(node, repository, slug));
      if (!page.pageInfo.hasNextPage) break;
      const next = await query<{ node: CommentPage | null }>(commentsQuery, {
        id: issue,
        after: page.pageInfo.endCursor,
      });
      if (!next.node) break;
      page = next.node.comments;
    }
    return { comments, newest: newestOf(entries(first)) };
  }

  /** What is remembered, brought up to date by one page; undefined where that page does not tell everything. */
  function catchUp({ id: issue, repository }: RefNode, first: CommentPage['comments']): Remembered | undefined {
    const known = issues.get(issue);
    const nodes = entries(first);
    const oldest = nodes.at(-1)?.updatedAt;
    if (!known || oldest === undefined || oldest >= known.newest) return undefined;
    const comments = new Map(known.comments);
    for (const node of nodes) comments.set(node.id, readComment(node, repository, slug));
    return comments.size === first.totalCount ? { comments, newest: newestOf(nodes) } : undefined;
  }

  return {
    read: async (issue, first) => {
      const isShort = !first.pageInfo.hasNextPage;
      const talk = (isShort ? undefined : catchUp(issue, first)) ?? (await readAll(issue, first));
      issues.delete(issue.id);
      if (!isShort) issues.set(issue.id, talk);
      for (const oldest of issues.keys()) {
        if (issues.size <= mostIssues) break;
        issues.delete(oldest);
      }
      return {
        comments: inOrderWritten([...talk.comments.values()]),
        isComplete: talk.comments.size >= first.totalCount,
      };
    },
    noteReaction: (subject, content, isGiven) => {
      for (const { comments } of issues.values()) {
        const comment = comments.get(subject);
        if (!comment) continue;
        if (content === 'ROCKET') comments.set(subject, { ...comment, rocket: isGiven });
        if (content === 'EYES') comments.set(subject, { ...comment, eyes: isGiven });
        if (content === 'CONFUSED') comments.set(subject, { ...comment, confused: isGiven });
      }
    },
    forget: () => issues.clear(),
  };
}

function newestOf(nodes: readonly CommentNode[]): string {
  return nodes[0]?.updatedAt ?? '';
}
