/** The lines below a section's command that stands alone, as the paragraphs or items of a list that they are. */
import type { Refusal } from '../timeline/entry.ts';

export interface Piece {
  readonly text: string;
  /** It was written as an item of a list. */
  readonly isItem: boolean;
}

const itemPattern = /^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)/;
/** Ends the text: a quote, the `--` of a mail's end, or what a mail answers to. */
const endPattern = /^ {0,3}>|^--[ \t]*$|^On .{6,120} wrote:[ \t]*$/;

/**
 * Takes the text that begins at `from`, up to the next command, a quote or the end of a mail.
 * @param isCommand tells of a line, counted from 0, whether it is a command
 * @param isList every line is an item of its own, but for what is indented below one
 */
export function takeText(
  lines: readonly string[],
  from: number,
  isCommand: (line: number) => boolean,
  isList: boolean,
): readonly Piece[] | Refusal {
  const pieces: { text: string; isItem: boolean }[] = [];
  let open: { text: string; isItem: boolean } | undefined;
  for (let at = from; at < lines.length && !isCommand(at); at += 1) {
    const line = lines[at] ?? '';
    if (endPattern.test(line)) break;
    if (/^[ \t]*(?:`{3}|~{3})/.test(line)) return cannotTake('a block of code');
    if (/^[ \t]*\|.*\|[ \t]*$/.test(line)) return cannotTake('a table');
    if (line.trim() === '') {
      open = undefined;
      continue;
    }
    const item = itemPattern.exec(line)?.[0];
    const isContinued = open !== undefined && item === undefined && (!isList || /^(?: {2}|\t)/.test(line));
    if (open && isContinued) open.text += ` ${line.trim()}`;
    else {
      open = { text: line.slice(item?.length ?? 0).trim(), isItem: item !== undefined };
      pieces.push(open);
    }
  }
  return pieces;
}

function cannotTake(what: string): Refusal {
  return {
    refused: `${what} cannot be taken along. Leave it in this comment without the command, and give a sentence about it or its link`,
    instead: [],
  };
}
