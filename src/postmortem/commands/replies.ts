/** What the app answers to commands: one comment an issue for all that could not be read, and the table when somebody asks for it. */
import type { Change } from '../change.ts';
import { code, cut } from '../markdown/inline.ts';
import { commentMarker, isMarked } from '../markers.ts';
import type { Comment, IssueRef, Role } from '../snapshot.ts';
import type { Refusal } from '../timeline/entry.ts';
import { clock } from '../timeline/time-words.ts';
import type { Commanded } from './allowed.ts';
import type { Block } from './read.ts';
import { type CommandPlace, commandTable } from './table.ts';

const replyMarker = commentMarker('reply');

export type Problem = {
  readonly comment: Comment;
  /** It was said before. */
  readonly isTold: boolean;
} & ({ readonly refusal: Refusal } | { readonly block: Block });

const mostProblems = 10;
/** GitHub takes 65,536 characters; what does not fit is counted and comes when the first are mended. */
const longestReply = 50_000;
const longestBlock = 25_000;
const shownReceipts = 50;

type Talked = IssueRef & { readonly comments: readonly Comment[] };

/**
 * Keeps the one reply of an issue true: written for the first problem, edited for the next, hidden when all are mended. Where somebody
 * deleted or hid it, it stays so until there is something new to say.
 * @param zone in which times are shown
 */
export function replyChanges(issue: Talked, problems: readonly Problem[], zone: string): Change[] {
  const reply = issue.comments.find((one) => isMarked(one, replyMarker));
  if (problems.length === 0) {
    return reply && !reply.hidden ? [{ do: 'hide comment', repo: issue.repo, comment: reply.id }] : [];
  }
  const isNew = problems.some((one) => !one.isTold);
  if (!reply && !isNew) return [];
  const body = renderReply(problems, zone);
  const changes: Change[] = [];
  if (reply?.body !== body) changes.push({ do: 'write comment', issue, comment: reply?.number, body });
  if (reply?.hidden && isNew) changes.push({ do: 'show comment', repo: issue.repo, comment: reply.id });
  return changes;
}

/** What is said to somebody who asks for help. */
export interface Help {
  readonly place: CommandPlace;
  /** The least role that may command. */
  readonly least: Role;
  /** What a README can say to lead here. */
  readonly badge: string;
}

/** Answers each `/postmortem help` once, with what can be used there. */
export function helpChanges(issue: Talked, commanded: readonly Commanded[], help: Help): Change[] {
  return commanded
    .filter(
      ({ comment, reading }) =>
        !comment.rocket && reading.lines.some(({ command }) => 'name' in command && command.name === 'help'),
    )
    .filter(({ comment }) => !issue.comments.some((one) => isMarked(one, helpMarker(comment))))
    .map(({ comment }) => ({ do: 'write comment', issue, comment: undefined, body: renderHelp(comment, help) }));
}

function renderReply(problems: readonly Problem[], zone: string): string {
  const said = problems.slice(0, mostProblems).map((one) => renderProblem(one, zone));
  const parts = fitting(said, longestReply);
  if (problems.length > parts.length) parts.push(`And ${problems.length - parts.length} more. These come first.`);
  return [...parts, replyMarker].join('\n\n');
}

function renderProblem(problem: Problem, zone: string): string {
  const { comment } = problem;
  if ('block' in problem) return renderBlock(comment, problem.block, zone);
  const { refusal } = problem;
  const say = `[Not recorded](${comment.url}): ${refusal.refused}.`;
  if (refusal.instead.length === 0) return say;
  const remedy = refusal.instead.length === 1 ? 'Edit your comment to this:' : 'Edit your comment to one of these:';
  return `${say} ${remedy}\n\n${fenced(refusal.instead.map((line) => cut(line, 300)))}`;
}

/** Every line of a block that was not read, each with its reason. */
function renderBlock(comment: Comment, { read, unread }: Block, zone: string): string {
  const count = `${read.length} of ${read.length + unread.length} lines`;
  const shown = fitting(
    unread.map(({ raw, refused }) => `${cut(raw.trim(), 300)}\n    ${refused.replaceAll('`', '')}`),
    longestBlock,
  );
  const more = unread.length - shown.length;
  const lines = more > 0 ? [...shown, `… and ${more} more lines. These come first.`] : shown;
  const say = `[Read ${count}](${comment.url}). ${unread.length === 1 ? 'This one was' : 'These were'} not. Edit your comment to say when it was, as in \`14:05 what happened\`:`;
  const receipts = read
    .slice(0, shownReceipts)
    .map(
      ({ at, typed, milestone, kind }) =>
        `- ${clock(at, zone)} ${milestone ?? kind ?? 'noted'}${typed ? `, from ${code(typed)}` : ''}`,
    );
  if (read.length > shownReceipts) receipts.push(`- and ${read.length - shownReceipts} more`);
  const folded = `<details>\n<summary>What was read</summary>\n\n${receipts.join('\n')}\n\n</details>`;
  return [say, fenced(lines), ...(read.length > 0 ? [folded] : [])].join('\n\n');
}

/** The first of these texts, as many as fit into that many characters; one at least. */
function fitting(texts: readonly string[], room: number): string[] {
  let used = 0;
  return texts.filter((text, index) => {
    used += text.length;
    return index === 0 || used <= room;
  });
}

/** Texts to copy, in a fence that nothing in them can close. */
function fenced(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map((run) => run[0].length)));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${lines.join('\n')}\n${fence}`;
}

function helpMarker(comment: Comment): string {
  return commentMarker(`help c${comment.number}`);
}

const places: { readonly [place in CommandPlace]: string } = {
  issue: 'This issue has no postmortem. Write a command at the beginning of a line, in a comment.',
  case: 'Write a command at the beginning of a line, in a comment on the incident or on its postmortem. A measure has commands of its own: ask there, or comment `/accept`, or `/decline` and why.',
  measure:
    'This is a measure. Write a command at the beginning of a line, in a comment here; all others belong on its postmortem.',
};

/** The part of the table that can be used there. */
function renderHelp(comment: Comment, { place, least, badge }: Help): string {
  const rows = commandTable.filter((row) => row.places.includes(place));
  return [
    `${places[place]} You need the role ${least}${least === 'admin' ? '' : ' or more'}.`,
    rows.map((row) => `- \`${row.usage}\`<br>${row.does}`).join('\n'),
    'Edit the comment to correct it; delete or hide it to take it back. 🚀 says that it was done, 😕 that it was not.',
    ...(place === 'measure' ? [] : [`For a README, a link to every postmortem here:\n\n${fenced([badge])}`]),
    helpMarker(comment),
  ].join('\n\n');
}
