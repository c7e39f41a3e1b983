/** What a run did, as Markdown for the summary of its job. */
import { code, inline } from '../../postmortem/markdown/inline.ts';
import type { CarriedOut } from '../cli/carry-out.ts';

export interface Ran {
  /** `issues.labeled`, `schedule`, or the issue that was asked for. */
  readonly why: string;
  readonly done?: CarriedOut | undefined;
  /** Why nothing was done, or could not be. */
  readonly said: readonly string[];
}

/** GitHub cuts a summary at a megabyte; nobody reads so much. */
const mostChanges = 200;

export function renderSummary({ why, done, said }: Ran): string {
  const blocks = [`### Postmortems\n\n${headline(why, done)}`];
  if (done && done.changes.length > 0) {
    const shown = done.changes.slice(0, mostChanges).map(({ words }) => `- ${inline(words)}`);
    const more = done.changes.length - shown.length;
    blocks.push([...shown, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n'));
  }
  if (said.length > 0) blocks.push(said.map((line) => `- ${inline(line)}`).join('\n'));
  return `${blocks.join('\n\n')}\n`;
}

function headline(why: string, done: CarriedOut | undefined): string {
  if (!done) return code(why);
  const { repository, looked, changes } = done;
  const counted =
    changes.length === 0 ? 'nothing to change' : changes.length === 1 ? '1 change' : `${changes.length} changes`;
  return `${code(why)} in ${repository}: looked at ${looked === 1 ? '1 issue' : `${looked} issues`}, ${counted}.`;
}
