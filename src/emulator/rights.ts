/**
 * Who asks, and what they may do. People act with their role in a repository; the App with what its installation grants (issues: write,
 * metadata: read, one file: read); everybody may read public repositories.
 */
import { refuse } from './refusal.ts';
import type { Repository, Role, User } from './state/model.ts';
import type { World } from './state/world.ts';

export type Actor =
  | { readonly kind: 'person'; readonly user: User }
  | { readonly kind: 'installation'; readonly user: User; readonly installation: number; readonly grant?: Grant }
  | { readonly kind: 'app' }
  | { readonly kind: 'anonymous' };

/** What the token of one job of a workflow may do; the App's own tokens have none. */
export interface Grant {
  readonly repository: number;
  readonly issues: 'read' | 'write';
}

const ranks = { none: -1, visitor: 0, read: 1, triage: 2, write: 3, maintain: 4, admin: 5 } as const;
export type Rank = keyof typeof ranks;

/** What the actor is to the repository. The App counts as a writer of issues where it is installed, and as a visitor elsewhere. */
export function rankOf(world: World, actor: Actor, repository: Repository): Rank {
  if (actor.kind === 'installation') {
    const { grant } = actor;
    if (grant?.repository === repository.id) return grant.issues;
    if (!grant && repository.installed) return 'write';
  }
  const role: Role | undefined = actor.kind === 'person' ? world.role(actor.user, repository) : undefined;
  return role ?? (repository.private ? 'none' : 'visitor');
}

export function atLeast(rank: Rank, needed: Rank): boolean {
  return ranks[rank] >= ranks[needed];
}

export function may(world: World, actor: Actor, repository: Repository, needed: Rank): boolean {
  return atLeast(rankOf(world, actor, repository), needed);
}

/** An App needs the right to write issues also where every visitor may comment or react. */
export function needGrant(world: World, actor: Actor, repository: Repository): void {
  if (actor.kind === 'installation' && !may(world, actor, repository, 'write')) forbid(actor);
}

/** The user who acts; 401 for those who did not say who they are. */
export function userOf(actor: Actor): User {
  if (actor.kind === 'person' || actor.kind === 'installation') return actor.user;
  return refuse(401, 'Requires authentication');
}

/** Refuses whoever has less than `needed`, and every change of an archived repository. */
export function need(world: World, actor: Actor, repository: Repository, needed: Rank): void {
  userOf(actor);
  if (!may(world, actor, repository, needed)) forbid(actor);
  needUnarchived(repository);
}

export function needUnarchived(repository: Repository): void {
  if (repository.archived) refuse(403, 'Repository was archived so is read-only.');
}

export function forbid(actor: Actor): never {
  const app = actor.kind === 'installation' || actor.kind === 'app';
  return refuse(403, app ? 'Resource not accessible by integration' : 'Must have admin rights to Repository.');
}

/** The five flags that REST prints for a rank. */
export function permissions(rank: Rank): Record<'admin' | 'maintain' | 'push' | 'triage' | 'pull', boolean> {
  return {
    admin: atLeast(rank, 'admin'),
    maintain: atLeast(rank, 'maintain'),
    push: atLeast(rank, 'write'),
    triage: atLeast(rank, 'triage'),
    pull: atLeast(rank, 'visitor'),
  };
}
