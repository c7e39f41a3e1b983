/**
 * `export OWNER/REPO`: writes every postmortem, as data or as a document. Its client cannot write to GitHub. What is labelled as security is left out for
 * everybody; of a private repository it writes what the token may read, and says so.
 */
import { resolve } from 'node:path';
import { editionOf } from '../../postmortem/export/edition.ts';
import { factsOf } from '../../postmortem/export/facts.ts';
import { type Extension, fileNameOf } from '../../postmortem/export/file-name.ts';
import { renderOverview } from '../../postmortem/export/overview.ts';
import { type ExportedPostmortem, exportVersion } from '../../postmortem/export/schema.ts';
import { keptBack, readWhole } from '../../postmortem/export/whole.ts';
import { hash } from '../../postmortem/hash.ts';
import { isPostmortem } from '../../postmortem/index-issue/board.ts';
import { type Card, readCard } from '../../postmortem/index-issue/card.ts';
import type { IndexReading, Listed } from '../../postmortem/snapshot.ts';
import { everything, type GitHubPort, Trouble } from '../../reconcile/port.ts';
import { exitCodes } from './commands.ts';
import { explain } from './explain.ts';
import { codeOf, type ExportFolder, openExportFolder, type WrittenFile } from './export-folder.ts';
import { fail } from './fail.ts';
import { readAccess } from './issue-url.ts';
import { createProgress, type Progress } from './progress.ts';
import { openReader } from './reader.ts';
import type { Asked, Surroundings } from './run.ts';
import { printable, printableJson } from './terminal.ts';
import { notThere } from './verify.ts';

/** @returns the exit code */
export async function runExport([repo = '']: readonly string[], asked: Asked, around: Surroundings): Promise<number> {
  const { env, err, now, folder: here } = around;
  const { format, out: named } = asked.options;
  const extension: Extension = format === 'md' ? 'md' : 'json';
  const access = readAccess(env);
  if ('problem' in access) return fail(access.problem, around);
  if (extension === 'md' && named === undefined)
    return fail('--format md writes a file for each postmortem: say where, as in --out postmortems', around);
  const github = openReader(access, 'export', asked, around);
  if ('problem' in github) return fail(github.problem, around);
  const progress = createProgress({ err, columns: around.errColumns });
  try {
    const index = await github.readIndex(repo, everything);
    if (!index) return fail(notThere(repo), around);
    const task = { github, index, progress, extension };
    const wanted = chosen(index, (line) => err(`${line}\n`));
    if (named === undefined) return await print(wanted, task, around);
    const folder = await openExportFolder(resolve(here, named), index.repository.name, extension);
    if ('problem' in folder) return fail(folder.problem, around);
    return await fill(folder, named, wanted, task, around);
  } catch (error) {
    progress.end();
    if (!(error instanceof Trouble) && /^E[A-Z]+$/.test(codeOf(error)) && error instanceof Error && 'path' in error)
      return fail(
        `${printable(String(error.path))} cannot be written (${codeOf(error)}). Look at the disk and at who may write there.`,
        around,
      );
    const why = explain(error, { issue: repo, apiUrl: access.apiUrl, hasToken: true, now: now() });
    if (why === undefined) throw error;
    return fail(named === undefined ? why : `${why} What was written stays: the next run goes on from there.`, around);
  }
}

interface Task {
  readonly github: GitHubPort;
  readonly index: IndexReading;
  readonly progress: Progress;
  readonly extension: Extension;
}

/** Oldest first, without what is kept back. */
function chosen({ postmortems, configuration, repository }: IndexReading, say: (line: string) => void): Listed[] {
  const all = postmortems.filter((one) => isPostmortem(one, configuration.labels));
  if (repository.isPrivate)
    say(`${printable(repository.name)} is private: you get what your token may read. Keep it where its readers are.`);
  const reasons = new Map<string, number>();
  const left = all.filter((one) => {
    const why = keptBack(one, configuration);
    if (why !== undefined) reasons.set(why, (reasons.get(why) ?? 0) + 1);
    return why === undefined;
  });
  for (const [why, many] of reasons) say(`Left out for ${why}: ${many}.`);
  return left.sort((a, b) => a.number - b.number);
}

interface Failed {
  readonly number: number;
  readonly why: string;
}

/** JSON on standard output. */
async function print(wanted: readonly Listed[], task: Task, { out, err }: Surroundings): Promise<number> {
  const postmortems: ExportedPostmortem[] = [];
  const failed: Failed[] = [];
  for (const [done, listed] of wanted.entries()) {
    task.progress.step(done, wanted.length, `#${listed.number}`);
    const read = await readOne(listed, task);
    if ('why' in read) failed.push(read);
    else postmortems.push(factsOf(read));
  }
  task.progress.step(wanted.length, wanted.length, '');
  task.progress.end();
  out(`${printableJson({ version: exportVersion, repository: task.index.repository.name, postmortems })}\n`);
  return endWith(failed, task, err);
}

/** A file for each. */
async function fill(
  folder: ExportFolder,
  named: string,
  wanted: readonly Listed[],
  task: Task,
  { out, err }: Surroundings,
): Promise<number> {
  const { progress, extension, index } = task;
  const { name: repository } = index.repository;
  const written: string[] = [];
  const failed: Failed[] = [];
  const present: { readonly file: string; readonly card: Card }[] = [];
  try {
    for (const [done, listed] of wanted.entries()) {
      progress.step(done, wanted.length, `#${listed.number}`);
      const card = readCard(listed, index.configuration, { next: '' });
      const file: WrittenFile = {
        number: listed.number,
        file: fileNameOf(listed.number, card.title, extension),
        revision: revisionOf(listed, index),
      };
      if (!(await folder.has(file))) {
        const read = await readOne(listed, task);
        if ('why' in read) {
          failed.push(read);
          continue;
        }
        const facts = factsOf(read);
        await folder.write(file, extension === 'json' ? `${printableJson(facts)}\n` : editionOf(read, facts));
        written.push(file.file);
      }
      present.push({ file: file.file, card });
    }
    progress.step(wanted.length, wanted.length, '');
    const removed = await removeOld(folder, new Map(wanted.map((one) => [one.number, one])), present, failed);
    if (extension === 'md')
      await folder.writeBeside('index.md', renderOverview(repository, present, index.configuration.zone));
    progress.end();
    const unchanged = present.length - written.length;
    if (extension === 'json')
      out(`${printableJson({ repository, folder: named, written, unchanged, removed, failed })}\n`);
    else {
      const counts = [
        `wrote ${written.length === 1 ? '1 postmortem' : `${written.length} postmortems`} to ${named}`,
        ...(unchanged > 0 ? [`${unchanged} had not changed`] : []),
        ...(removed.length > 0 ? [`removed ${removed.join(', ')}`] : []),
      ];
      out(`${printable(`${repository}: ${counts.join('; ')}`)}.\n`);
    }
    return endWith(failed, task, err);
  } finally {
    await folder.save();
  }
}

/** Files of an earlier run that are nobody's any more: renamed, deleted, or kept back since. Those of what cannot be read now stay. */
async function removeOld(
  folder: ExportFolder,
  wanted: ReadonlyMap<number, Listed>,
  present: readonly { readonly file: string }[],
  failed: readonly Failed[],
): Promise<string[]> {
  const kept = new Set(present.map((one) => one.file));
  const old = folder.files.filter(
    ({ file, number }) => !kept.has(file) && !(wanted.has(number) && failed.some((one) => one.number === number)),
  );
  for (const one of old) await folder.remove(one);
  return old.map((one) => one.file);
}

/** All that a case says shows in the body of its page, in what its labels are, or in its incident's title. */
function revisionOf(
  { title, rawBody, state, closedAt, labels, incident, configuration }: Listed,
  index: IndexReading,
): string {
  const { zone, labels: names } = configuration ?? index.configuration;
  return hash(JSON.stringify([exportVersion, title, rawBody, state, closedAt, labels, incident, zone, names]));
}

/** One that cannot be read keeps no other from being written; when GitHub does not answer at all, it ends here. */
async function readOne(listed: Listed, { github, index }: Task): Promise<ReturnType<typeof readWhole> | Failed> {
  const { repo, number } = listed;
  try {
    let reading = await github.readCase(repo, number, undefined);
    if (reading.found === 'part') reading = await github.readCase(reading.of.repo, reading.of.number, listed);
    return readWhole(listed, reading.found === 'case' ? reading.snapshot : noCase, index.configuration);
  } catch (error) {
    if (!(error instanceof Trouble) || error.kind !== 'refused') throw error;
    return { number, why: error.message };
  }
}

const noCase = { incident: undefined, postmortem: undefined };

function endWith(failed: readonly Failed[], { index }: Task, err: (text: string) => void): number {
  for (const { number, why } of failed)
    err(`${printable(`${index.repository.name}#${number} could not be read: ${why}`)}\n`);
  return failed.length > 0 ? exitCodes.bad.code : exitCodes.good.code;
}
