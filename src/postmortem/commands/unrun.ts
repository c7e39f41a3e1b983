/** Commands that look meant and were not run, because they stand in a quote or in backticks. Who wrote them is told, if they may command. */
import type { Change, Question } from '../change.ts';
import { hash } from '../hash.ts';
import { type CaseSnapshot, type Comment, roleKey } from '../snapshot.ts';
import type { Ledger } from '../status/ledger.ts';
import { type Commanded, mayCommand } from './allowed.ts';
import { findQuoted } from './quoted.ts';

export interface Unrun {
  readonly comment: Comment;
  readonly place: string;
}

/**
 * The commands that were seen and not run, of people who may command; others get no word. Our 👀 says that the role was asked, the ledger keeps
 * a refusal as it does for commands.
 */
export function judgeUnrun(
  { roles, configuration }: CaseSnapshot,
  {
    comments,
    ledger,
  }: {
    readonly comments: readonly Comment[];
    readonly ledger: Ledger | undefined;
  },
  commanded: readonly Commanded[],
) {
  const unrun: Unrun[] = [];
  const refused: { [comment: string]: string } = {};
  const questions: Question[] = [];
  for (const one of findUnrun(comments, commanded)) {
    const { comment } = one;
    const version = `-${hash(comment.body)}`;
    const who = { repo: comment.repo, login: comment.author.login };
    const role = roles.get(roleKey(who));
    if (comment.eyes || mayCommand(role, configuration)) unrun.push(one);
    else if (role !== undefined || ledger?.read[comment.number] === version) refused[comment.number] = version;
    else questions.push({ ask: 'role', ...who });
  }
  return { unrun, refused, questions };
}

function findUnrun(comments: readonly Comment[], commanded: readonly Commanded[]): Unrun[] {
  const running = new Set(commanded.map((one) => one.comment));
  return comments.flatMap((comment) => {
    if (comment.hidden || running.has(comment) || comment.author.kind !== 'person') return [];
    const isKnown = (line: string) =>
      comments.some((one) => one !== comment && one.createdAt <= comment.createdAt && one.body.includes(line));
    const quoted = findQuoted(comment.body, isKnown);
    return quoted ? [{ comment, place: quoted.place }] : [];
  });
}

/** 👀 on a comment whose command was seen and not run. */
export function seenChanges(repo: string, unrun: readonly Unrun[]): Change[] {
  const fresh = unrun.filter(({ comment }) => !comment.eyes);
  if (fresh.length === 0) return [];
  return [
    { do: 'react', repo, reactions: fresh.map(({ comment }) => ({ subject: comment.id, content: 'EYES', add: true })) },
  ];
}
