/**
 * Whether an incident says itself that it belongs to the postmortem of another one: by `/postmortem join`, or because somebody closed it as a duplicate.
 * Read from its own comments and history alone, so that its own case and the case that it joins come to the same answer.
 */
import type { Question } from '../change.ts';
import { mayCommand, type Rights } from '../commands/allowed.ts';
import { readCommands } from '../commands/read.ts';
import { isIncident } from '../labels.ts';
import { type Comment, type Incident, type Joined, type Place, roleKey } from '../snapshot.ts';
import { joinedTo } from './link-comment.ts';

export interface Wish {
  readonly target: Place;
  /** Undefined where a closing says so. */
  readonly comment: Comment | undefined;
}

export interface Wished {
  readonly wish: Wish | undefined;
  readonly questions: readonly Question[];
}

type Asker = Joined & { readonly incident: Incident };

export function findWish(asker: Asker, rights: Rights): Wished {
  const { incident, postmortem } = asker;
  const questions = new Map<string, Question>();
  const may = (login: string) => {
    const role = rights.roles.get(roleKey({ repo: incident.repo, login }));
    if (role === undefined) questions.set(login, { ask: 'role', repo: incident.repo, login });
    return mayCommand(role, rights.configuration);
  };
  let last: (Wish & { readonly at: number }) | undefined = closedAsDuplicate(asker, rights, may);
  const comments = [...incident.comments, ...(postmortem?.comments ?? [])].filter((one) =>
    /^ {0,3}\/postmortem\b/im.test(one.body),
  );
  for (const comment of comments.sort((a, b) => a.createdAt - b.createdAt)) {
    const { lines = [] } = readCommands(comment, rights.configuration) ?? {};
    const commands = lines.map(({ command }) => command).filter((one) => 'name' in one);
    const named = commands.findLast((one) => one.name === 'join' || one.name === 'open');
    if (!named || comment.author.kind !== 'person') continue;
    // Whoever opens one takes the closing before that back, and the command.
    if (named.name === 'open' && (!last || comment.createdAt < last.at)) continue;
    if (!comment.rocket && !may(comment.author.login)) continue;
    if (named.name === 'open') last = undefined;
    if (named.name === 'join') {
      const target = { repo: named.repo ?? incident.repo, number: named.number };
      last = { target, comment, at: comment.createdAt };
    }
  }
  return { wish: last, questions: [...questions.values()] };
}

/** Closing says so of what is an incident only: many an issue is a duplicate of one. */
function closedAsDuplicate(
  { incident, postmortem }: Asker,
  { configuration }: Rights,
  may: (login: string) => boolean,
): (Wish & { readonly at: number }) | undefined {
  if (incident.state !== 'duplicate' || !(postmortem || isIncident(incident, configuration.labels))) return undefined;
  const closing = incident.history.findLast((one) => one.what === 'closed');
  const marking = incident.history.findLast((one) => one.what === 'marked duplicate');
  const target = marking?.what === 'marked duplicate' ? marking.of : undefined;
  if (!closing || !target || closing.by.kind !== 'person') return undefined;
  const wasTaken = joinedTo(incident.comments) !== undefined;
  return wasTaken || may(closing.by.login) ? { target, comment: undefined, at: closing.at } : undefined;
}
