/**
 * Commands that were not run because they stand in a quote or in backticks, although they look meant. What somebody quotes from an earlier comment
 * is no command of theirs.
 */
import { commandTable } from './table.ts';

const names = [...new Set(commandTable.flatMap((row) => [row.name, ...row.aliases]))].join('|');
const lazy = new RegExp(`^ {0,3}/(?:${names})\\b:?[ \\t]+\\S`, 'i');
/** Of a line without blanks at its end: two parts of it that could take the same blanks would cost the square of their number. */
const pattern = new RegExp(`^ {0,3}(>[> \\t]*|\`{1,2}[ \\t]*)(/(?:${names})\\b:?[ \\t]+\\S[^\`]*?)(\`{1,2})?$`, 'i');
/** Each is looked for in all comments. */
const mostLooked = 20;

export interface Quoted {
  readonly place: 'in a quote' | 'in backticks';
}

/**
 * @param isKnown whether a command line was written in an earlier comment
 */
export function findQuoted(body: string, isKnown: (line: string) => boolean): Quoted | undefined {
  let isQuoting = false;
  let looked = 0;
  const isNew = (command: string) => {
    looked += 1;
    return looked <= mostLooked && !isKnown(command);
  };
  for (const line of body.split('\n')) {
    isQuoting = /^ {0,3}>/.test(line) || (isQuoting && line.trim() !== '');
    // A line right below a quote belongs to it.
    if (isQuoting && lazy.test(line) && isNew(line.trim())) return { place: 'in a quote' };
    const match = pattern.exec(line.trimEnd());
    if (!match) continue;
    const [, opening = '', command = '', closing] = match;
    const isQuote = opening.startsWith('>');
    if (!isQuote && closing !== opening.trimEnd()) continue;
    if (!isNew(command.trim())) continue;
    return { place: isQuote ? 'in a quote' : 'in backticks' };
  }
  return undefined;
}
