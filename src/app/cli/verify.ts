/** `verify OWNER/REPO`: works the index out anew from the issues, and prints where the present one differs. Its client cannot write. */
import type { IndexReading } from '../../postmortem/snapshot.ts';
import { exitCodes } from './commands.ts';
import { explain } from './explain.ts';
import { fail } from './fail.ts';
import { readIndexPlan } from './index-plan.ts';
import { readAccess } from './issue-url.ts';
import { openReader } from './reader.ts';
import { changesAsData, renderChanges } from './render-changes.ts';
import type { Asked, Surroundings } from './run.ts';
import { printable, printableJson } from './terminal.ts';

const nothingKnown = { comments: new Map(), names: new Map() };

/** @returns the exit code */
export async function runVerify([repo = '']: readonly string[], asked: Asked, around: Surroundings): Promise<number> {
  const { env, out, now } = around;
  const access = readAccess(env);
  if ('problem' in access) return fail(access.problem, around);
  const github = openReader(access, 'verify', asked, around);
  if ('problem' in github) return fail(github.problem, around);
  try {
    const planned = await readIndexPlan(github, repo, now());
    if (!planned) return fail(notThere(repo), around);
    const { index, changes } = planned;
    const { name } = index.repository;
    const postmortems = index.postmortems.length;
    const counted = postmortems === 1 ? '1 postmortem' : `${postmortems} postmortems`;
    if (asked.options.format === 'json')
      out(`${printableJson({ repository: name, postmortems, changes: changesAsData(changes, nothingKnown) })}\n`);
    else if (changes.length === 0)
      out(
        `${[`The index of ${printable(name)} says what its issues say (${counted}).`, ...homeNote(index)].join(' ')}\n`,
      );
    else {
      const blocks = renderChanges(changes, nothingKnown, asked.paint);
      out(`${[`The index of ${printable(name)} differs (${counted}).`, ...blocks].join('\n\n')}\n`);
    }
    return changes.length === 0 ? exitCodes.good.code : exitCodes.bad.code;
  } catch (error) {
    const why = explain(error, { issue: repo, apiUrl: access.apiUrl, hasToken: true, now: now() });
    if (why === undefined) throw error;
    return fail(why, around);
  }
}

/** The postmortems that somebody looks for may be elsewhere. */
function homeNote({ home }: IndexReading): string[] {
  return home ? [`Its postmortems are opened in ${printable(home.repo)}, which has an index of its own.`] : [];
}

/** A repository that cannot be read. */
export function notThere(repo: string): string {
  return `${printable(repo)} is not there, or not for you to see. Check its name, and that the token may read it.`;
}
