/**
 * `import DIR OWNER/REPO`: postmortems that lie in files become issues, which the App adopts. A dry run comes first: only with `--apply` it writes. It may
 * be stopped at any time; the next run finds what is there by GitHub's own record, and goes on.
 *
 * A page is closed as completed, because the index lists what is open as being written, and what is written is over: but for one that says itself that it is
 * a draft or goes on. It is put into its year by the day of which the document tells, else by that in the name of its file.
 */
import { resolve } from 'node:path';
import { readViewer } from '../../github/queries.ts';
import { readTrouble, statusOf } from '../../github/troubles.ts';
import { labelOf } from '../../postmortem/labels.ts';
import { everything } from '../../reconcile/port.ts';
import { createClient, createWritingClient } from './client.ts';
import { exitCodes, program } from './commands.ts';
import { explain } from './explain.ts';
import { fail } from './fail.ts';
import { createBuilder } from './import/bring-in.ts';
import { type FoundFile, readFolder } from './import/folder.ts';
import { createInsist, type Insist } from './import/insist.ts';
import { type Page, pageOf } from './import/page.ts';
import { type Place, readThere, type There, type ThereIssue, wasLabelled } from './import/there.ts';
import { readRepository } from './init/repository.ts';
import { type Access, readAccess } from './issue-url.ts';
import { createProgress, type Progress } from './progress.ts';
import { openReader } from './reader.ts';
import type { Asked, Surroundings } from './run.ts';
import { type Paint, printable, printableJson } from './terminal.ts';
import { notThere } from './verify.ts';

/**
 * `new`: it will be made; `imported`: it was; `unfinished`: an earlier run was stopped in it; `there`: it is whole; `changed`: it is there in another
 * version; `left out`, `failed`: see why.
 */
type Fate = 'new' | 'imported' | 'unfinished' | 'there' | 'changed' | 'left out' | 'failed';

interface Row {
  readonly file: string;
  readonly fate: Fate;
  readonly number?: number;
  readonly title?: string;
  readonly day?: string;
  readonly closes?: boolean;
  readonly why?: string;
  /** It is brought in, and somebody should look whether it is one. */
  readonly doubt?: string;
  /** Somebody has to look. */
  readonly isWrong?: boolean;
}

/** @returns the exit code */
export async function runImport(
  [folder = '', repo = '']: readonly string[],
  asked: Asked,
  around: Surroundings,
): Promise<number> {
  const { env, err, now } = around;
  const access = readAccess(env);
  if ('problem' in access) return fail(access.problem, around);
  const path = resolve(around.folder, folder);
  const local = await readRepository(path);
  const found = await readFolder(path, 'root' in local ? local.root : undefined);
  if ('problem' in found) return fail(found.problem, around);
  const progress = createProgress({ err, columns: around.errColumns });
  try {
    const insist = createInsist({
      isUnpaced: asked.options.unpaced === true,
      now,
      wait: (ms) => new Promise((done) => setTimeout(done, ms)),
      tell: progress.note,
    });
    const opened = await openPlace(repo, access, insist, asked, around);
    if ('problem' in opened) return fail(opened.problem, around);
    const there = await readThere(opened.place, (count) => progress.step(0, found.files.length, `looked at #${count}`));
    const planned = await planAll(found.files, there, opened.place, asked);
    const rows = asked.options.apply
      ? await bringIn(planned, there, opened, { around, progress })
      : planned.map((one) => one.row);
    progress.end();
    const report = { repository: repo, folder, isDryRun: !asked.options.apply, files: rows };
    around.out(
      asked.options.format === 'json'
        ? `${printableJson({ ...report, files: rows.map(({ isWrong: _, ...row }) => row) })}\n`
        : renderText(report, asked.paint),
    );
    const isBad = rows.some(({ fate, isWrong }) => fate === 'failed' || fate === 'changed' || isWrong);
    return isBad ? exitCodes.bad.code : exitCodes.good.code;
  } catch (error) {
    progress.end();
    const why = explain(error, { issue: repo, apiUrl: access.apiUrl, hasToken: true, now: now() });
    if (why === undefined) throw error;
    return fail(`${why}${asked.options.apply ? ' What was made stays: the next run goes on from there.' : ''}`, around);
  }
}

interface Opened {
  readonly place: Place;
  /** Made where it is missing. */
  readonly makeLabel: (() => Promise<unknown>) | undefined;
}

/** Who imports is a person: what a bot wrote would be read as the App's own. */
async function openPlace(
  repo: string,
  access: Access,
  insist: Insist,
  asked: Asked,
  around: Surroundings,
): Promise<Opened | { readonly problem: string }> {
  const { fetch } = around;
  const github = openReader(access, 'import', asked, around);
  if ('problem' in github) return github;
  const client = (asked.options.apply ? createWritingClient : createClient)({ ...access, fetch });
  const { viewer } = await client.graphql<{ viewer: { login: string } }>(readViewer);
  if (viewer.login.endsWith('[bot]'))
    return {
      problem: `GITHUB_TOKEN is a token of ${printable(viewer.login)}. Use that of a person: what a bot writes is not adopted.`,
    };
  const index = await github.readIndex(repo, everything);
  if (!index) return { problem: notThere(repo) };
  const { name, isArchived, labelIds } = index.repository;
  if (isArchived) return { problem: `${name} is archived, so nothing can be brought in.` };
  const [owner = '', repository = ''] = name.split('/');
  const at = { owner, repo: repository };
  const { data } = await client.request('GET /repos/{owner}/{repo}', at);
  const { permissions } = data;
  if (permissions && !permissions.triage && !permissions.push)
    return {
      problem: `${printable(viewer.login)} may not put labels in ${name}, and the label is what has a page adopted. Use the token of somebody with triage or more.`,
    };
  const { labels } = index.configuration;
  const label = labelOf('postmortem', labels);
  return {
    place: { client, ...at, login: viewer.login, label: label.name, insist },
    makeLabel: [...labelIds.keys()].some((one) => one.toLowerCase() === label.name.toLowerCase())
      ? undefined
      : () =>
          client.request('POST /repos/{owner}/{repo}/labels', { ...at, ...label }).catch((error: unknown) => {
            if (statusOf(error) !== 422) throw error;
          }),
  };
}

interface Planned {
  readonly row: Row;
  /** What is to be made, or made whole. */
  readonly page?: Page;
  readonly hash?: string;
}

async function planAll(
  files: readonly FoundFile[],
  there: There,
  place: Place,
  { options }: Asked,
): Promise<readonly Planned[]> {
  const paths = new Set(files.map((one) => one.path));
  const seen = new Map<string, string>();
  const all: Planned[] = [];
  for (const { name, path, read } of files) {
    // Reading a long text takes a while, in which connections want to be heard.
    await new Promise((done) => setImmediate(done));
    if (!('text' in read)) {
      all.push({ row: { file: name, fate: 'left out', ...read } });
      continue;
    }
    const { hash } = read;
    const known = findKnown(path, hash, there.issues, paths);
    const page = pageOf({ path, read }, options.all === true);
    const twin = seen.get(hash);
    if (known)
      all.push(await planKnown(name, hash, known, 'why' in page ? undefined : page, place, options.open === true));
    else if ('why' in page) all.push({ row: { file: name, fate: 'left out', ...page } });
    else if (twin !== undefined)
      all.push({ row: { file: name, fate: 'left out', why: `has the same text as ${twin}`, isWrong: false } });
    else {
      const { title, day, isDraft, doubt } = page;
      const closes = !isDraft && options.open !== true;
      const about = { title, ...(day === undefined ? {} : { day }), closes, ...(doubt === undefined ? {} : { doubt }) };
      all.push({ row: { file: name, fate: 'new', ...about }, page, hash });
    }
    if (!seen.has(hash)) seen.set(hash, name);
  }
  return all;
}

/** By its name, else by its text where the file that had it is gone: it was moved. Of two the older counts. */
function findKnown(
  path: string,
  hash: string,
  issues: readonly ThereIssue[],
  paths: ReadonlySet<string>,
): ThereIssue | undefined {
  const named = issues.filter(({ imported }) => imported.path === path);
  return (
    named.find(({ imported }) => imported.hash === hash) ??
    named[0] ??
    issues.find(({ imported }) => imported.hash === hash && !paths.has(imported.path))
  );
}

async function planKnown(
  file: string,
  hash: string,
  { number, imported, labels, isOpen }: ThereIssue,
  page: Page | undefined,
  place: Place,
  isOpenWanted: boolean,
): Promise<Planned> {
  if (imported.hash !== hash)
    return {
      row: { file, fate: 'changed', number, why: 'was brought in before it changed. The issue stays as it is' },
    };
  const isLabelled = labels.some((one) => one.toLowerCase() === place.label.toLowerCase());
  if (isLabelled || !page || (await wasLabelled(place, number))) return { row: { file, fate: 'there', number } };
  const closes = isOpen && !page.isDraft && !isOpenWanted;
  return { row: { file, fate: 'unfinished', number, title: page.title, closes }, page, hash };
}

interface Work {
  readonly around: Surroundings;
  readonly progress: Progress;
}

async function bringIn(
  planned: readonly Planned[],
  { last }: There,
  { place, makeLabel }: Opened,
  { around, progress }: Work,
): Promise<Row[]> {
  const { now } = around;
  const builder = createBuilder(place, last);
  const due = planned.filter((one) => one.page !== undefined).length;
  if (due > 0) await makeLabel?.();
  const rows: Row[] = [];
  let done = 0;
  for (const { row, page, hash } of planned) {
    if (!page || hash === undefined) {
      rows.push(row);
      continue;
    }
    progress.step(done, due, row.file);
    try {
      const number = row.number ?? (await builder.make(page, hash));
      if (row.closes) await builder.close(number);
      await builder.label(number);
      rows.push({ ...row, fate: 'imported', number });
    } catch (error) {
      const { kind, message } = readTrouble(error, now());
      // One that GitHub does not take keeps no other out; when it takes none, it ends here.
      if (kind !== 'refused' || statusOf(error) !== 422) throw error;
      rows.push({ ...row, fate: 'failed', why: `was refused by GitHub: ${message.replace(/ - https:\S*$/, '')}` });
    }
    done += 1;
    progress.step(done, due, row.file);
  }
  return rows;
}

interface Report {
  readonly repository: string;
  readonly folder: string;
  readonly isDryRun: boolean;
  readonly files: readonly Row[];
}

const colours: { readonly [fate in Fate]: Parameters<Paint>[0] } = {
  new: 'green',
  imported: 'green',
  unfinished: 'cyan',
  there: 'dim',
  changed: 'red',
  'left out': 'dim',
  failed: 'red',
};
const widest = 10;

function renderText({ repository, folder, isDryRun, files }: Report, paint: Paint): string {
  const lines = files.map(({ fate, file, number, title, day, closes, why, doubt, isWrong }) => {
    const about = [
      number === undefined ? '' : `#${number}`,
      title === undefined ? '' : `"${title}"`,
      day ?? (title === undefined ? '' : 'no day'),
      closes === false && title !== undefined ? 'stays open' : '',
      doubt ?? '',
    ];
    const said =
      why === undefined ? about.filter(Boolean).join(', ') : `${why}${number === undefined ? '' : ` (#${number})`}`;
    return `  ${paint(isWrong ? 'red' : colours[fate], fate.padEnd(widest))} ${printable(file)}: ${printable(said)}`;
  });
  const count = (...fates: readonly Fate[]) => files.filter((one) => fates.includes(one.fate)).length;
  const counts = [
    isDryRun ? `${count('new', 'unfinished')} to bring in` : `${count('imported')} brought in`,
    `${count('there')} there already`,
    ...(count('changed') > 0 ? [`${count('changed')} changed since`] : []),
    `${count('left out')} left out`,
    ...(count('failed') > 0 ? [`${count('failed')} failed`] : []),
  ];
  const next = isDryRun
    ? count('new', 'unfinished') > 0
      ? `Nothing was written. To bring them in: ${program} import ${folder} ${repository} --apply`
      : 'Nothing is left to do.'
    : `The App adopts each as its label arrives. Whether the index lists them all: ${program} verify ${repository}`;
  return `${[`${printable(repository)}, from ${printable(folder)}: ${counts.join(', ')}.`, ...lines, '', printable(next)].join('\n')}\n`;
}
