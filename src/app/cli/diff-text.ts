/** The lines in which two texts differ, for a terminal. Both kinds of line ends are the same here. */
import { structuredPatch } from 'diff';
import { type Paint, printableLines } from './terminal.ts';

const context = 2;
/** The ledger is one long line that says nothing to people. */
const longestLine = 200;

export function diffText(before: string, after: string, paint: Paint): string[] {
  const [from, to] = [before, after].map((text) => text.replace(/\r\n?/g, '\n'));
  const { hunks } = structuredPatch('', '', from ?? '', to ?? '', '', '', { context });
  return hunks.flatMap(({ lines }, index) => [
    ...(index > 0 ? [paint('dim', '  ⋮')] : []),
    ...lines.filter((line) => !line.startsWith('\\')).map((line) => shown(line, paint)),
  ]);
}

function shown(line: string, paint: Paint): string {
  const text = printableLines(line.length > longestLine ? `${line.slice(0, longestLine)}…` : line);
  if (line.startsWith('+')) return paint('green', text);
  return line.startsWith('-') ? paint('red', text) : text;
}
