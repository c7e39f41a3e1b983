/** The lines below a `/timeline` that stands alone: what somebody typed or pasted as a whole timeline. */

/** A line that belongs to a list, a table, a heading, or begins with a figure: after a blank line the block goes on with it. */
const goesOn =
  /^[ \t]*(?:(?:[-*+•|]|\d{1,3}[.)])[ \t]|#{1,6}[ \t]|\||[*_`~[(]*\d|[*_`]*(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|yesterday|today|all times|times? )|T[+-]\d|<!--|`{3}|~{3})/i;

/**
 * Takes the block that begins at `from`: up to a command, a quote, the `--` of a mail's end, or prose behind a blank line.
 * @param isCommand tells of a line, counted from 0, whether it is a command
 */
export function takeBlock(
  lines: readonly string[],
  from: number,
  isCommand: (line: number) => boolean,
): readonly string[] {
  let end = from;
  let fence: string | undefined;
  for (let line = from; line < lines.length; line += 1) {
    const text = lines[line] ?? '';
    const mark = /^[ \t]*(`{3,}|~{3,})/.exec(text)?.[1];
    if (mark !== undefined) fence = fence === undefined ? mark : mark.startsWith(fence) ? undefined : fence;
    if (fence === undefined && mark === undefined) {
      if (
        isCommand(line) ||
        /^ {0,3}>/.test(text) ||
        /^--[ \t]*$/.test(text) ||
        /^On .{6,120} wrote:[ \t]*$/.test(text)
      )
        break;
      const before = lines[line - 1] ?? '';
      if (text.trim() !== '' && line > from && before.trim() === '' && !goesOn.test(text)) break;
    }
    end = line + 1;
  }
  const block = lines.slice(from, end);
  while (block.length > 0 && block.at(-1)?.trim() === '') block.pop();
  return block;
}
