/**
 * `init [DIR]`: writes into a repository what it takes to keep postmortems there. It asks nothing: what the repository is called, which labels its
 * configuration names and where the Action lies, it finds out. What is there already stays as it is, unless it is told to replace it.
 */
import { existsSync } from 'node:fs';
import { lstat, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rules } from '../../postmortem/checks/rules.ts';
import { readConfiguration } from '../../postmortem/configuration/read.ts';
import { exitCodes, program } from './commands.ts';
import { codeOf } from './export-folder.ts';
import { fail } from './fail.ts';
import {
  configurationPath,
  formPath,
  renderConfiguration,
  renderForm,
  renderWorkflow,
  workflowPath,
} from './init/files.ts';
import { type LocalRepository, readRepository } from './init/repository.ts';
import type { Asked, Surroundings } from './run.ts';
import { type Paint, printable, printableJson } from './terminal.ts';

/** `new`: it was not there; `yours`: whoever has it has chosen; `kept`: it is there, and says something else. */
type Fate = 'new' | 'same' | 'yours' | 'kept' | 'replaced';

interface Wanted {
  readonly path: string;
  readonly text: string;
  /** Other names under which it may be there. */
  readonly others?: readonly string[];
  /** Once it is there it is nobody else's business. */
  readonly isTheirs?: boolean;
}

interface Done {
  readonly path: string;
  readonly fate: Fate;
}

const actionFolder = '.github/actions/postmortems';
const packageRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** @returns the exit code */
export async function runInit([named = '.']: readonly string[], asked: Asked, around: Surroundings): Promise<number> {
  const { out, folder } = around;
  const { force = false, dryRun = false, format } = asked.options;
  const repository = await readRepository(resolve(folder, named));
  if ('problem' in repository) return fail(repository.problem, around);
  const wanted = await filesFor(repository, asked);
  if ('problem' in wanted) return fail(wanted.problem, around);
  const done: Done[] = [];
  for (const file of wanted.files) {
    const placed = await place(file, repository.root, { force, dryRun });
    if ('problem' in placed) return fail(placed.problem, around);
    done.push(placed);
  }
  const { root, repo } = repository;
  const steps = nextSteps(repository, wanted.incident, done);
  out(
    format === 'json'
      ? `${printableJson({ folder: root, repository: repo ?? null, isDryRun: dryRun, files: done, next: steps })}\n`
      : renderText(repository, done, steps, dryRun, asked.paint),
  );
  return done.some((one) => one.fate === 'kept') ? exitCodes.bad.code : exitCodes.good.code;
}

async function filesFor(
  { root, repo, host }: LocalRepository,
  { options }: Asked,
): Promise<{ readonly files: readonly Wanted[]; readonly incident: string } | { readonly problem: string }> {
  const isServer = host !== undefined && !/(?:^|\.)(?:github\.com|ghe\.com)$/.test(host);
  const text = await readFile(join(root, configurationPath), 'utf8').catch(() => '');
  const { labels } = readConfiguration(text, { rules: rules.map((one) => one.id) }).configuration;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  const files: Wanted[] = [
    { path: configurationPath, text: renderConfiguration({ zone, repo }), isTheirs: true },
    {
      path: formPath,
      text: renderForm({ labels }),
      others: ['.github/ISSUE_TEMPLATE/incident.yaml', '.github/ISSUE_TEMPLATE/incident.md'],
    },
  ];
  const incident = labels.incident[0] ?? 'incident';
  if (options.workflow === false) return { files, incident };
  const action = await findAction(root, options.action);
  if ('problem' in action) return action;
  const workflow = renderWorkflow({ labels, zone, uses: action.uses, repo, isServer });
  return {
    files: [
      ...files,
      { path: workflowPath, text: workflow, others: ['.github/workflows/postmortems.yaml'] },
      ...action.files,
    ],
    incident,
  };
}

type Action = { readonly uses: string; readonly files: readonly Wanted[] };

/** Where it was told, where this package comes from, or else copied into the repository itself. */
async function findAction(root: string, told: string | undefined): Promise<Action | { readonly problem: string }> {
  const manifest: { readonly repository?: string | { readonly url?: string } } = JSON.parse(
    await readFile(join(packageRoot, 'package.json'), 'utf8'),
  );
  const { repository } = manifest;
  const home = /github(?:\.com[/:]|:)([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(
    typeof repository === 'string' ? repository : (repository?.url ?? ''),
  )?.[1];
  const from = told ?? home;
  if (from !== undefined) {
    const [where = '', version = 'v1'] = from.split('@');
    return { uses: `${where}/${actionFolder}@${version}`, files: [] };
  }
  if (resolve(root) === resolve(packageRoot))
    return { problem: 'This is the folder of Postmortems itself. Name that of your repository.' };
  const read = (path: string) => readFile(join(packageRoot, actionFolder, path), 'utf8');
  try {
    const [description, bundle, licences] = await Promise.all(
      ['action.yml', 'dist/index.cjs', 'dist/licenses.txt'].map(read),
    );
    // Many repositories ignore whatever is called "dist".
    return {
      uses: `./${actionFolder}`,
      files: [
        { path: `${actionFolder}/action.yml`, text: (description ?? '').replace('main: dist/', 'main: ') },
        { path: `${actionFolder}/index.cjs`, text: bundle ?? '' },
        { path: `${actionFolder}/licenses.txt`, text: licences ?? '' },
      ],
    };
  } catch {
    return {
      problem: 'The Action is not built here. Run "npm run build", or say where it lies: --action OWNER/REPO@v1.',
    };
  }
}

interface How {
  readonly force: boolean;
  readonly dryRun: boolean;
}

async function place(
  { path, text, others = [], isTheirs = false }: Wanted,
  root: string,
  { force, dryRun }: How,
): Promise<Done | { readonly problem: string }> {
  const other = others.find((one) => existsSync(join(root, one)));
  if (other !== undefined) return { path: other, fate: 'kept' };
  const full = join(root, path);
  try {
    if (await leadsAway(root, path))
      return {
        problem: `${printable(path)} leads out of the repository by a link. Replace the link by a folder or a file.`,
      };
    const before = await readFile(full, 'utf8').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (before === text) return { path, fate: 'same' };
    if (before !== undefined && isTheirs) return { path, fate: 'yours' };
    if (before !== undefined && !force) return { path, fate: 'kept' };
    if (!dryRun) {
      await mkdir(dirname(full), { recursive: true });
      await writeFile(full, text);
    }
    return { path, fate: before === undefined ? 'new' : 'replaced' };
  } catch (error) {
    return { problem: `${printable(full)} cannot be written (${codeOf(error)}). Look at who may write there.` };
  }
}

/** A repository is somebody's gift: its links may lead anywhere. */
async function leadsAway(root: string, path: string): Promise<boolean> {
  const home = await realpath(root);
  for (let part = path; part !== '.'; part = dirname(part)) {
    const full = join(home, part);
    const found = await lstat(full).catch(() => undefined);
    if (found?.isSymbolicLink()) return true;
  }
  return false;
}

/** What is left to do for a person, each with the command where there is one. */
function nextSteps({ repo, host }: LocalRepository, incident: string, done: readonly Done[]): string[] {
  const site = `https://${host ?? 'github.com'}/${repo ?? 'OWNER/REPO'}`;
  const isChanged = done.some((one) => one.fate === 'new' || one.fate === 'replaced');
  const at =
    repo === undefined ? '' : ` --repo ${host === undefined || host === 'github.com' ? '' : `${host}/`}${repo}`;
  return [
    ...(isChanged ? ['Look at the files, and commit them to the default branch: workflows run from there only.'] : []),
    `Make the label, which the form can only put when it is there: gh label create ${shellWord(incident)}${at} --color b60205 --description "Opens a postmortem"`,
    `Open an incident: ${site}/issues/new?template=incident.yml`,
  ];
}

/** As a word for a shell. */
function shellWord(word: string): string {
  return /^[\w-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const signs: {
  readonly [fate in Fate]: { readonly word: string; readonly colour: Parameters<Paint>[0]; readonly note: string };
} = {
  new: { word: 'new', colour: 'green', note: '' },
  yours: { word: 'yours', colour: 'dim', note: '' },
  same: { word: 'same', colour: 'dim', note: '' },
  replaced: { word: 'replaced', colour: 'cyan', note: '' },
  kept: { word: 'kept', colour: 'red', note: ' (it was there; --force replaces it)' },
};

function renderText(
  { root, repo, host }: LocalRepository,
  done: readonly Done[],
  steps: readonly string[],
  isDryRun: boolean,
  paint: Paint,
): string {
  const where = repo === undefined ? 'a repository without a remote' : `${repo} on ${host}`;
  const lines = done.map(({ path, fate }) => {
    const { word, colour, note } = signs[fate];
    return `  ${paint(colour, word.padEnd(8))} ${printable(path)}${note}`;
  });
  return [
    `${isDryRun ? 'This would be in' : 'In'} ${printable(root)}, ${printable(where)}:`,
    ...lines,
    '',
    'Next:',
    ...steps.map((step, index) => `${index + 1}. ${printable(step)}`),
    ...(isDryRun ? ['', `Nothing was written. Without --dry-run, ${program} init writes it.`] : []),
    '',
  ].join('\n');
}
