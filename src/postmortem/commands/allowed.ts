/**
 * Who may command. A role is asked once for each version of a comment: the ledger keeps the answer, and where it got lost our own 🚀 on the
 * comment does.
 */
import type { Question } from '../change.ts';
import { type Configuration, roles as roleNames } from '../configuration/schema.ts';
import { type CaseSnapshot, type Comment, type Role, roleKey } from '../snapshot.ts';
import type { Ledger } from '../status/ledger.ts';
import { type CaseTimes, type Reading, readCommands } from './read.ts';

export interface Commanded {
  readonly comment: Comment;
  readonly reading: Reading;
  readonly isAllowed: boolean;
  /** This version was read before. */
  readonly isKnown: boolean;
  /** What was wrong with this version was said before. */
  readonly isTold: boolean;
}

/** What decides who may. */
export type Rights = Pick<CaseSnapshot, 'roles' | 'configuration'>;

export function mayCommand(role: Role | undefined, { commands: least }: Configuration): boolean {
  return roleNames.slice(roleNames.indexOf(least)).some((one) => one === role);
}

/** All comments that hold commands, with the questions that must be answered before it is known who may: each where the comment stands. */
export function findCommanded(
  comments: readonly Comment[],
  ledger: Ledger | undefined,
  { roles, configuration, repository }: Rights & Pick<CaseSnapshot, 'repository'>,
  times: CaseTimes,
): { readonly commanded: readonly Commanded[]; readonly questions: readonly Question[] } {
  const commanded: Commanded[] = [];
  const asked = new Map<string, Question>();
  for (const comment of comments) {
    const reading = readCommands(comment, times, repository.name);
    if (!reading) continue;
    const kept = ledger?.read[comment.number];
    const find = (isAllowed: boolean, isKnown: boolean) =>
      commanded.push({ comment, reading, isAllowed, isKnown, isTold: comment.confused && (isKnown || !ledger) });
    if (kept === reading.version) find(true, true);
    else if (kept === `-${reading.version}`) find(false, true);
    else if (!ledger && comment.rocket) find(true, true);
    else if (comment.author.kind !== 'person') find(false, false);
    else {
      const who = { repo: comment.repo, login: comment.author.login };
      const role = roles.get(roleKey(who));
      if (role === undefined) asked.set(roleKey(who), { ask: 'role', ...who });
      find(mayCommand(role, configuration), false);
    }
  }
  return { commanded, questions: [...asked.values()] };
}

/** Somebody who may has just commanded it: what was removed by hand is forgotten, once. */
export function isRestoring(commanded: readonly Commanded[]): boolean {
  return commanded.some(
    ({ isAllowed, isKnown, reading }) =>
      isAllowed && !isKnown && reading.lines.some(({ command }) => 'name' in command && command.name === 'restore'),
  );
}

/** What the ledger keeps of a comment. */
export function keptReading({ reading, isAllowed }: Commanded): string {
  return isAllowed ? reading.version : `-${reading.version}`;
}
