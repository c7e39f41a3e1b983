/**
 * Readings with a person's token, made to say what the App would be told: GitHub's `viewerDidAuthor` and `viewerHasReacted` are about whoever
 * asks. So the author's login decides instead, and who reacted is asked in a further query. Among more than a hundred who gave one comment the
 * same sign, the App's own would not be seen.
 */
import { readReactors } from './queries.ts';
import type { Query } from './query.ts';
import { readActor } from './read.ts';
import { type ActorNode, entries, type Nodes } from './responses.ts';

/** What `nodes(ids:)` takes at once. */
const mostIds = 100;

interface Plain {
  [name: string]: unknown;
}

interface Reacted {
  readonly id: string;
  readonly groups: readonly Plain[];
}

interface ReactorsAnswer {
  readonly nodes: readonly ({
    readonly id?: string;
    readonly reactionGroups?:
      | readonly { readonly content: string; readonly reactors: Nodes<Partial<ActorNode>> }[]
      | null;
  } | null)[];
}

/** @param slug the App's own, without `[bot]` */
export function askAsPerson(ask: Query, slug: string): Query {
  return async <T>(operation: string, variables: { readonly [name: string]: unknown }) => {
    const answer = await ask<T>(operation, variables);
    const reacted: Reacted[] = [];
    correctAuthors(answer, slug, reacted);
    for (let from = 0; from < reacted.length; from += mostIds)
      await correctReactions(ask, slug, reacted.slice(from, from + mostIds));
    return answer;
  };
}

/** In place: an answer belongs to nobody else yet. */
function correctAuthors(value: unknown, slug: string, reacted: Reacted[]): void {
  if (Array.isArray(value)) {
    for (const one of value) correctAuthors(one, slug, reacted);
    return;
  }
  if (!isRecord(value)) return;
  if ('viewerDidAuthor' in value) value.viewerDidAuthor = isUs(value.author, slug);
  const { id, reactionGroups: groups } = value;
  if (typeof id === 'string' && Array.isArray(groups)) reacted.push({ id, groups: groups.filter(isRecord) });
  for (const one of Object.values(value)) correctAuthors(one, slug, reacted);
}

async function correctReactions(ask: Query, slug: string, reacted: readonly Reacted[]): Promise<void> {
  const { nodes } = await ask<ReactorsAnswer>(readReactors, { ids: reacted.map((one) => one.id) });
  for (const { id, groups } of reacted) {
    const found = nodes.find((node) => node?.id === id)?.reactionGroups ?? [];
    for (const group of groups) {
      const reactors = found.find((one) => one.content === group.content)?.reactors;
      group.viewerHasReacted = entries(reactors).some((one) => isUs(one, slug));
    }
  }
}

function isUs(actor: unknown, slug: string): boolean {
  if (!isRecord(actor) || typeof actor.__typename !== 'string' || typeof actor.login !== 'string') return false;
  return readActor({ __typename: actor.__typename, login: actor.login }, slug).kind === 'us';
}

function isRecord(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
