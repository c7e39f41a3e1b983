/** `check FILE|-|ISSUE_URL …`: reads each, and prints what was found. A problem with one keeps no other from being checked. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../postmortem/checks/rules.ts';
import type { Problem } from '../../postmortem/configuration/read.ts';
import { type Configuration, defaults } from '../../postmortem/configuration/schema.ts';
import { type CheckTextOptions, checkText } from './check-text.ts';
import { exitCodes } from './commands.ts';
import { fail } from './fail.ts';
import { isUrl, readIssueUrl } from './issue-url.ts';
import { readFile, readStream } from './read-file.ts';
import { type Reported, renderJson, renderText } from './report.ts';
import type { Asked, Surroundings } from './run.ts';
import { plain, printable } from './terminal.ts';

interface CheckOptions {
  readonly config: string | undefined;
  /** The App's slug, without `[bot]`. */
  readonly slug: string;
}

const usualConfig = '.github/postmortems.yml';
const ruleIds = rules.map((one) => one.id);

/** @returns the exit code */
export async function runCheck(targets: readonly string[], asked: Asked, around: Surroundings): Promise<number> {
  const { out, err, columns } = around;
  const { format, config: named } = asked.options;
  const config = await readConfig(named, around);
  if ('problem' in config) return fail(config.problem, around);
  const reported: Reported[] = [];
  let isWhole = true;
  for (const target of targets) {
    const given = { config: named, slug: asked.slug, configuration: config.configuration };
    const read = await readTarget(target, given, around);
    const result = 'problem' in read ? read : checkTarget(read);
    if ('problem' in result) {
      isWhole = false;
      err(`${result.problem}\n`);
      continue;
    }
    if ('notes' in read) for (const line of read.notes) err(`${line}\n`);
    reported.push({ file: target, ...result });
  }
  if (reported.length > 0)
    out(
      format === 'json'
        ? renderJson(reported, targets.length > 1)
        : renderText(reported, { isColoured: asked.paint !== plain, columns }),
    );
  if (!isWhole) return exitCodes.failed.code;
  const isBad = reported.some(({ checked }) => checked.findings.some((one) => one.level === 'error'));
  return isBad ? exitCodes.bad.code : exitCodes.good.code;
}

interface Target {
  readonly name: string;
  readonly text: string;
  readonly options: CheckTextOptions;
  /** Said beside the report. */
  readonly notes: readonly string[];
}

function checkTarget({ name, text, options }: Target): Omit<Reported, 'file'> | { readonly problem: string } {
  const checked = checkText(text, options);
  if (!('hostile' in checked)) return { name, checked };
  return { problem: `${printable(name)} cannot be read: ${checked.hostile}. Leave that out, and check it again.` };
}

/** `configuration`: the named one, or the one that is here. */
type Given = CheckOptions & { readonly configuration: Configuration | undefined };

async function readTarget(
  target: string,
  given: Given,
  around: Surroundings,
): Promise<Target | { readonly problem: string }> {
  const { configuration = defaults } = given;
  if (isUrl(target)) return readUrl(target, given, around);
  const [name, read] =
    target === '-'
      ? ['<stdin>', await readStream(around.stdin, 'Standard input')]
      : [target, await readFile(target, around.folder)];
  return 'problem' in read ? read : { name, text: read.text, options: { configuration, now: around.now() }, notes: [] };
}

async function readUrl(
  url: string,
  { slug, config, configuration: here }: Given,
  around: Surroundings,
): Promise<Target | { readonly problem: string }> {
  const { env, now } = around;
  const read = readIssueUrl(url, env);
  if ('problem' in read) return read;
  const { address, apiUrl, token } = read;
  // A file is checked without Octokit, which takes longer to load than to check it.
  const [{ createClient }, { readIssue }, { explain }] = await Promise.all([
    import('./client.ts'),
    import('./read-issue.ts'),
    import('./explain.ts'),
  ]);
  try {
    const configuration = config === undefined ? undefined : here;
    const client = createClient({ token, apiUrl, fetch: around.fetch });
    const issue = await readIssue(address, { client, slug, now, configuration, rules: ruleIds });
    if ('problem' in issue) return issue;
    const { text, of, faults, isPostmortem, isPublic, measures, muted, severity, updatedAt: reference } = issue;
    const notes = (faults ?? []).flatMap(({ repo, path, problems }) =>
      problems.map((one) => faultLine(`${repo}/${path}`, one)),
    );
    return {
      name: of === undefined ? issue.url : `${issue.url} (the postmortem of ${of})`,
      text,
      options: {
        configuration: issue.configuration,
        isPostmortem,
        isPublic,
        measures,
        muted,
        severity,
        reference,
        now: now(),
      },
      notes,
    };
  } catch (error) {
    const { owner, name, number } = address;
    const problem = explain(error, {
      issue: `${owner}/${name}#${number}`,
      apiUrl,
      hasToken: token !== undefined,
      now: now(),
    });
    if (problem === undefined) throw error;
    return { problem };
  }
}

/** What is wrong in it is said, and all that is sound holds. */
async function readConfig(
  named: string | undefined,
  { folder, err }: Surroundings,
): Promise<{ readonly configuration: Configuration | undefined } | { readonly problem: string }> {
  if (named === undefined && !existsSync(join(folder, usualConfig))) return { configuration: undefined };
  const path = named ?? usualConfig;
  const read = await readFile(path, folder);
  if ('problem' in read) return read;
  const { readConfiguration } = await import('../../postmortem/configuration/read.ts');
  const { configuration, problems } = readConfiguration(read.text, { rules: ruleIds });
  for (const one of problems) err(`${faultLine(path, one)}\n`);
  return { configuration };
}

function faultLine(path: string, { line, column, message }: Problem): string {
  return printable(`${path}:${line}:${column}: ${message}`);
}
