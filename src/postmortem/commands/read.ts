/** Reads the commands of one comment. What is nearly a command gets a did-you-mean; what is none of ours is somebody else's. */
import { distance } from 'fastest-levenshtein';
import { hash } from '../hash.ts';
import type { Comment } from '../snapshot.ts';
import type { Refusal } from '../timeline/entry.ts';
import { findSlashLines } from './scan.ts';
import { type Command, type CommandRow, commandTable } from './table.ts';

/** One command line of a comment. */
export interface Line {
  /** `c<comment>.<hash of the line>`: another text is another line. */
  readonly id: string;
  /** Position among the command lines of the comment. */
  readonly order: number;
  readonly command: Command | Refusal;
}

export interface Reading {
  readonly lines: readonly Line[];
  /** Changes whenever any of the command lines does. */
  readonly version: string;
}

/** The commands in a comment; undefined where there is none, or it is hidden. */
export function readCommands(comment: Comment): Reading | undefined {
  if (comment.hidden || comment.ours) return undefined;
  const seen = new Set<string>();
  const lines: Line[] = [];
  for (const { text } of findSlashLines(comment.body)) {
    const command = readLine(text, comment.createdAt);
    const id = `c${comment.number}.${hash(text.replace(/\s+/g, ' '))}`;
    if (!command || seen.has(id)) continue;
    seen.add(id);
    lines.push({ id, order: lines.length, command });
  }
  if (lines.length === 0) return undefined;
  return { lines, version: hash(lines.map((line) => line.id).join()) };
}

function readLine(text: string, reference: number): Command | Refusal | undefined {
  const match = /^\/([a-z][\w-]*)(:?)(?=\s|$)\s*(.*)$/is.exec(text);
  const typed = match?.[1]?.toLowerCase();
  if (!match || typed === undefined) return undefined;
  const args = match[3] ?? '';
  const rows = commandTable.filter((row) => row.name === typed || row.aliases.includes(typed));
  if (rows.length === 0) return suggest(typed, args);
  const plain = rows.find((row) => row.sub === undefined);
  if (plain) return plain.read(args, reference);
  const word = /^\S*/.exec(args)?.[0].toLowerCase() ?? '';
  const row = rows.find((one) => one.sub === word);
  if (row) return row.read(args.slice(word.length).trim(), reference);
  return {
    refused:
      word === '' ? `\`/${typed}\` needs a word behind it` : `there is no \`/${typed} ${word.replaceAll('`', '')}\``,
    instead: rows.map(beginning),
  };
}

/** `/timelime` is nearly `/timeline`; `/close` is another bot's. */
function suggest(typed: string, args: string): Refusal | undefined {
  const near = commandTable.find((row) => isNear(typed, row.name));
  if (!near) return undefined;
  return {
    refused: `there is no \`/${typed}\`, but there is \`/${near.name}\``,
    instead: [`/${near.name} ${args}`.trim()],
  };
}

function isNear(typed: string, name: string): boolean {
  if (name.length <= 4) return false;
  return distance(typed, name) <= (name.length > 7 ? 2 : 1) || isSwapped(typed, name);
}

/** Two neighbouring letters in the wrong order, as fast fingers do. */
function isSwapped(typed: string, name: string): boolean {
  if (typed.length !== name.length) return false;
  const at = [...typed].findIndex((letter, index) => letter !== name[index]);
  return (
    at >= 0 && typed[at] === name[at + 1] && typed[at + 1] === name[at] && typed.slice(at + 2) === name.slice(at + 2)
  );
}

function beginning(row: CommandRow): string {
  return row.sub ? `/${row.name} ${row.sub}` : `/${row.name}`;
}
