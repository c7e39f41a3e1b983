/** What every resolver gets, and how it reads arguments and finds nodes. */
import type { Deed } from '../actions/deed.ts';
import { refuse } from '../refusal.ts';
import { may } from '../rights.ts';
import type { Comment, Issue, Repository } from '../state/model.ts';
import type { World } from '../state/world.ts';

export interface Context {
  readonly deed: Deed;
  readonly listLagMs: number;
}

export type Args = Readonly<Record<string, unknown>>;

type Node = World['nodes'] extends Map<string, infer N> ? N : never;

/** The node of this id, if whoever asks may see it. */
export function visibleNode({ deed }: Context, id: string): Node | undefined {
  const node = deed.world.nodes.get(id);
  if (!node) return undefined;
  const home = homeOf(deed.world, node);
  return home === undefined || may(deed.world, deed.actor, home, 'visitor') ? node : undefined;
}

export function nodeOf(context: Context, id: string): Node {
  return visibleNode(context, id) ?? refuse(404, `Could not resolve to a node with the global id of '${id}'`);
}

export function issueNode(context: Context, id: string): Issue {
  const node = nodeOf(context, id);
  return node.kind === 'Issue' ? node : notResolved(id);
}

export function commentNode(context: Context, id: string): Comment {
  const node = nodeOf(context, id);
  return node.kind === 'IssueComment' ? node : notResolved(id);
}

export function repositoryNode(context: Context, id: string): Repository {
  const node = nodeOf(context, id);
  return node.kind === 'Repository' ? node : notResolved(id);
}

/** An issue only if it still exists and may be seen. */
export function visibleIssue({ deed }: Context, id: number | null): Issue | null {
  const issue = id === null ? undefined : deed.world.issues.get(id);
  return issue && may(deed.world, deed.actor, deed.world.repository(issue.repository), 'visitor') ? issue : null;
}

export function notResolved(id: string): never {
  return refuse(404, `Could not resolve to a node with the global id of '${id}'`);
}

export function text(args: Args, key: string): string {
  return optionalText(args, key) ?? refuse(422, `${key} must be given`);
}

export function optionalText(args: Args, key: string): string | undefined {
  const value = args[key];
  return typeof value === 'string' ? value : undefined;
}

export function optionalNumber(args: Args, key: string): number | undefined {
  const value = args[key];
  return typeof value === 'number' ? value : undefined;
}

export function texts(args: Args, key: string): string[] | undefined {
  const value = args[key];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

export function record(args: Args, key: string): Args | undefined {
  const value = args[key];
  return isArgs(value) ? value : undefined;
}

function isArgs(value: unknown): value is Args {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function homeOf(world: World, node: Node): Repository | undefined {
  switch (node.kind) {
    case 'Repository':
      return node;
    case 'Issue':
    case 'Label':
      return world.repository(node.repository);
    case 'IssueComment':
      return world.repository(world.issue(node.issue).repository);
    default:
      return undefined;
  }
}
