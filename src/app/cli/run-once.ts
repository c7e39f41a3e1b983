/** `run [ISSUE_URL]`: one pass, for the issue or for an event of a workflow, and what follows from it. */

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Options } from './arguments.ts';
import { type CarriedOut, carryOut, type Task } from './carry-out.ts';
import { exitCodes } from './commands.ts';
import { readEvent } from './event.ts';
import { explain } from './explain.ts';
import { codeOf } from './export-folder.ts';
import { fail } from './fail.ts';
import { findWriter, readIdentity, told } from './identity.ts';
import { readIssueUrl } from './issue-url.ts';
import { createProgress } from './progress.ts';
import type { Asked, Surroundings } from './run.ts';
import { printable, printableJson } from './terminal.ts';
import { openWriter } from './writer.ts';

/** @returns the exit code */
export async function runOnce([url]: readonly string[], { options }: Asked, around: Surroundings): Promise<number> {
  const { out, err, now } = around;
  const wanted = url === undefined ? await ofEvent(options, around) : ofIssue(url, around);
  if ('problem' in wanted) return fail(wanted.problem, around);
  const isJson = options.format === 'json';
  if ('nothing' in wanted) {
    out(
      isJson
        ? `${printableJson({ looked: 0, changes: [], failed: [] })}\n`
        : `Nothing to do: ${printable(wanted.nothing)}\n`,
    );
    return exitCodes.good.code;
  }
  const { repo, task, since } = wanted;
  const identity = readIdentity('run', around);
  if ('problem' in identity) return fail(identity.problem, around);
  const progress = createProgress({ err, columns: around.errColumns });
  try {
    const found = await findWriter(identity, 'run', repo, around);
    const writer = 'problem' in found ? found : await openWriter(found, repo, around, since);
    if ('problem' in writer) return fail(writer.problem, around);
    const done = await carryOut(writer, task, { progress, now });
    progress.end();
    for (const { key, why } of done.failed) err(`${printable(`${key}: ${why}`)}\n`);
    out(isJson ? `${printableJson(done)}\n` : renderText(done));
    return done.failed.length > 0 ? exitCodes.bad.code : exitCodes.good.code;
  } catch (error) {
    progress.end();
    const why = explain(error, { issue: repo, apiUrl: identity.apiUrl, ...told(identity), now: now() });
    if (why === undefined) throw error;
    return fail(why, around);
  }
}

type Wanted =
  | { readonly repo: string; readonly task: Task; readonly since: number | undefined }
  | { readonly nothing: string }
  | { readonly problem: string };

/** Whoever names an issue means it, however old its label is. */
function ofIssue(url: string, { env }: Surroundings): Wanted {
  const read = readIssueUrl(url, env);
  if ('problem' in read) return read;
  const { owner, name, number } = read.address;
  return { repo: `${owner}/${name}`, task: { do: 'look', number }, since: 0 };
}

async function ofEvent({ event = '', payload = '' }: Options, { env, folder }: Surroundings): Promise<Wanted> {
  const name = event || (env.GITHUB_EVENT_NAME?.trim() ?? '');
  const path = payload || (env.GITHUB_EVENT_PATH?.trim() ?? '');
  if (name === '' || path === '')
    return {
      problem:
        'run needs an ISSUE_URL, or an event as a workflow has it: --event NAME with --payload FILE, or GITHUB_EVENT_NAME and GITHUB_EVENT_PATH.',
    };
  let text: string;
  try {
    text = await readFile(resolve(folder, path), 'utf8');
  } catch (error) {
    return { problem: `${printable(path)} cannot be read (${codeOf(error)}). Check its name and who may read it.` };
  }
  const wanted = readEvent(name, text, env.GITHUB_REPOSITORY);
  return 'task' in wanted ? { ...wanted, since: wanted.at } : wanted;
}

function renderText({ repository, looked, changes, failed }: CarriedOut): string {
  const left = failed.length > 0 ? ` ${failed.length} could not be done.` : '';
  if (changes.length === 0)
    return `${printable(repository)}: ${looked === 0 ? 'nothing to look at' : 'nothing to change'}.${left}\n`;
  const counted = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  return `${[`${printable(repository)}: ${counted}.${left}`, ...changes.map((one) => `- ${one.words}`)].join('\n')}\n`;
}
