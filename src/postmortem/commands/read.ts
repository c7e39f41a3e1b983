/** Reads the commands of one comment. What is nearly a command gets a did-you-mean; what is none of ours is somebody else's. */
import { distance } from 'fastest-levenshtein';
import { hash } from '../hash.ts';
import { isSameRepository } from '../home.ts';
import { code } from '../markdown/inline.ts';
import { qualify } from '../markdown/references.ts';
import type { Comment } from '../snapshot.ts';
import { type Entry, longestEntry, momentOf, type Refusal } from '../timeline/entry.ts';
import { readLines, type UnreadLine } from '../timeline/lines.ts';
import type { TimeContext } from '../timeline/when.ts';
import { readZoneNote } from '../timeline/zone-notes.ts';
import { takeBlock } from './block.ts';
import { findSlashLines } from './scan.ts';
import { type Command, type CommandRow, commandTable } from './table.ts';
import { takeText } from './take-text.ts';

/** What times are read by, but for the comment's own. */
export type CaseTimes = Omit<TimeContext, 'reference' | 'day'>;

/** One command line of a comment, or one line of a block. */
export interface Line {
  /** `c<comment>.<hash of the line>`: another text is another line. */
  readonly id: string;
  /** Position among the lines of the comment that count. */
  readonly order: number;
  readonly command: Command | Refusal;
}

/** What became of the lines below a `/timeline` that stands alone. */
export interface Block {
  readonly read: readonly Entry[];
  readonly unread: readonly UnreadLine[];
}

export interface Reading {
  readonly lines: readonly Line[];
  readonly blocks: readonly Block[];
  /** Changes whenever any of the lines does. */
  readonly version: string;
}

/**
 * The commands in a comment; undefined where there is none, or it is hidden.
 * @param page repository that its words go to, if not its own
 */
export function readCommands(comment: Comment, times: CaseTimes, page = comment.repo): Reading | undefined {
  if (comment.hidden || comment.ours) return undefined;
  const body = isSameRepository(page, comment.repo) ? comment.body : qualify(comment.body, comment.repo);
  const slashes = findSlashLines(body);
  if (slashes.length === 0) return undefined;
  const source = body.split(/\r\n?|\n/);
  const starts = new Set(slashes.map((one) => one.line - 1));
  const note = source.find((line, index) => !starts.has(index) && readZoneNote(line) !== undefined);
  const namedZone = (note === undefined ? undefined : readZoneNote(note)) ?? times.namedZone;
  const context: TimeContext = {
    ...times,
    ...(namedZone === undefined ? {} : { namedZone }),
    reference: comment.createdAt,
  };
  const lines: Line[] = [];
  const blocks: Block[] = [];
  const texts: string[] = [];
  const seen = new Set<string>();
  const add = (text: string, command: Command | Refusal) => {
    const plain = text.replace(/\s+/g, ' ').trim();
    texts.push(plain);
    const id = `c${comment.number}.${hash(plain + dependsOn(command, context))}`;
    if (!seen.has(id)) lines.push({ id, order: lines.length, command });
    seen.add(id);
  };
  for (const { line, text } of slashes) {
    const isCommand = (index: number) => starts.has(index);
    const row = rowAlone(text);
    if (row?.below?.takes === 'text') {
      const pieces = takeText(source, line, isCommand, row.below.isList);
      if ('refused' in pieces) add(text, pieces);
      else
        for (const { text: words, isItem } of pieces)
          add(`${text} ${words}`, asPassage(row.read(words, context), isItem));
      if ('refused' in pieces || pieces.length > 0) continue;
    }
    const block = row?.below?.takes === 'entries' ? takeBlock(source, line, isCommand) : [];
    if (block.length === 0) {
      const command = readLine(text, context);
      if (command) add(text, command);
      continue;
    }
    const { entries, unread } = readLines(block, context);
    const read: Entry[] = [];
    for (const { raw, when, kind, milestone, words } of entries) {
      const entry: Entry = { ...momentOf(when), kind, milestone, text: words };
      read.push(entry);
      add(raw, words.length > longestEntry ? tooLong(words) : { name: 'entry', entry });
    }
    texts.push(...unread.map((one) => one.raw));
    blocks.push({ read, unread });
  }
  if (lines.length === 0 && blocks.length === 0) return undefined;
  return { lines, blocks, version: hash(texts.join('\n')) };
}

/** Where an entry's time hangs on more than its line, it is another entry when that changes. */
function dependsOn(command: Command | Refusal, { namedZone, discovered }: TimeContext): string {
  if (!('name' in command) || command.name !== 'entry') return '';
  return `${namedZone === undefined ? '' : ` ${namedZone}`}${command.entry.isRelative ? ` ${discovered}` : ''}`;
}

function tooLong(words: string): Refusal {
  return {
    refused: `one entry of it has ${words.length} characters and there is room for ${longestEntry}`,
    instead: [],
  };
}

/** The row of a command with nothing behind it. */
function rowAlone(text: string): CommandRow | undefined {
  const typed = /^\/([a-z]+):?$/i.exec(text.trim())?.[1]?.toLowerCase();
  return typed === undefined
    ? undefined
    : commandTable.find((row) => row.below !== undefined && [row.name, ...row.aliases].includes(typed));
}

/** What was typed as an item stays one in a section of paragraphs. */
function asPassage(command: Command | Refusal, isItem: boolean): Command | Refusal {
  return isItem && 'name' in command && command.name === 'passage' ? { ...command, isItem } : command;
}

function readLine(text: string, context: TimeContext): Command | Refusal | undefined {
  const match = /^\/([a-z][\w-]*)(:?)(?=\s|$)\s*(.*)$/is.exec(text);
  const typed = match?.[1]?.toLowerCase();
  if (!match || typed === undefined) return undefined;
  const args = match[3] ?? '';
  const rows = commandTable.filter((row) => row.name === typed || row.aliases.includes(typed));
  if (rows.length === 0) return suggest(typed, args, context);
  const plain = rows.find((row) => row.sub === undefined);
  if (plain) return plain.read(args, context);
  const word = /^\S*/.exec(args)?.[0].toLowerCase() ?? '';
  const row = rows.find((one) => one.sub === word);
  if (row) return row.read(args.slice(word.length).trim(), context);
  return {
    refused:
      word === '' ? `\`/${typed}\` needs a word behind it` : `there is no ${code(`/${typed} ${word.slice(0, 40)}`)}`,
    instead: rows.flatMap((one) => one.examples.slice(0, 1)),
  };
}

/** `/timelime` is nearly `/timeline`; `/close` is another bot's. */
function suggest(typed: string, args: string, context: TimeContext): Refusal | undefined {
  const near = commandTable.find((row) => isNear(typed, row.name));
  if (!near) return undefined;
  const line = `/${near.name} ${args}`.trim();
  const command = readLine(line, context);
  return {
    refused: `there is no \`/${typed}\`, but there is \`/${near.name}\``,
    instead: command && 'refused' in command ? command.instead : [line],
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
