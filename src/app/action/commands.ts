/** What a job says to the runner: annotations, and lines in which nothing counts as a command, whatever people wrote in them. */
import { randomUUID } from 'node:crypto';
import { printable } from '../cli/terminal.ts';

export type Level = 'error' | 'warning' | 'notice';

/** One annotation, as it stands beside the run. */
export function annotation(level: Level, text: string): string {
  const data = printable(text).replaceAll('%', '%25');
  return `::${level} title=Postmortems::${data}\n`;
}

/** Lines of the log. A title can look like a command to the runner, so that it is told to take none until the end of them. */
export function plainLines(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const end = randomUUID();
  return `::stop-commands::${end}\n${lines.map((line) => `${printable(line)}\n`).join('')}::${end}::\n`;
}
