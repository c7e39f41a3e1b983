/**
 * One run of the Action: the pass that the event of the workflow asks for, with the token of the job, and what it did in the summary. The concurrency
 * group of the workflow is the lock, so that one run at a time writes; what is lost all the same, the next schedule makes good.
 */
import { readTrouble, statusOf } from '../../github/troubles.ts';
import { Trouble } from '../../reconcile/port.ts';
import { type CarriedOut, carryOut, type Failed, type Task } from '../cli/carry-out.ts';
import { readEvent } from '../cli/event.ts';
import { explain } from '../cli/explain.ts';
import { readAccess, readIssueUrl } from '../cli/issue-url.ts';
import { findBot, openWriter } from '../cli/writer.ts';
import { annotation, plainLines } from './commands.ts';
import { renderSummary } from './summary.ts';

export interface ActionSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly read: (path: string) => string;
  readonly append: (path: string, text: string) => void;
  readonly fetch: typeof fetch;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A job costs by the minute: a longer pause is left to the next schedule. */
const patienceMs = 2 * 60_000;

/** @returns the exit code */
export async function runAction(around: ActionSurroundings): Promise<number> {
  const { env, out, append } = around;
  const wanted = readWanted(around);
  const why = 'why' in wanted ? wanted.why : (env.GITHUB_EVENT_NAME ?? 'run');
  if ('problem' in wanted) return end({ failed: true, said: [wanted.problem] });
  if ('nothing' in wanted) {
    out(plainLines([`Nothing to do: ${wanted.nothing}`]));
    return end({ failed: false, said: [`Nothing to do: ${wanted.nothing}`] });
  }
  const done = await carryOutWanted(wanted, around).catch((error: unknown) => ({
    problem: reasonOf(error, wanted, around),
  }));
  if ('problem' in done) return end({ failed: true, said: [done.problem] });
  out(plainLines(done.changes.map((one) => `- ${one.words}`)));
  const { problems, warnings } = sortFailures(done.failed, wanted);
  for (const line of warnings) out(annotation('warning', line));
  return end({ failed: problems.length > 0, said: [...problems, ...warnings], errors: problems, done });

  function end(ended: {
    readonly failed: boolean;
    readonly said: readonly string[];
    readonly errors?: readonly string[];
    readonly done?: CarriedOut;
  }): number {
    const { failed, said, errors = said, done } = ended;
    if (failed) for (const line of errors) out(annotation('error', line));
    if (env.GITHUB_STEP_SUMMARY) append(env.GITHUB_STEP_SUMMARY, renderSummary({ why, done, said }));
    if (env.GITHUB_OUTPUT) append(env.GITHUB_OUTPUT, `changes=${done?.changes.length ?? 0}\n`);
    return failed ? 1 : 0;
  }
}

interface Wanted {
  readonly why: string;
  readonly repo: string;
  readonly task: Task;
  readonly since: number | undefined;
  readonly apiUrl: string;
  readonly token: string;
}

function readWanted({
  env,
  read,
}: ActionSurroundings): Wanted | { readonly nothing: string } | { readonly problem: string } {
  const token = env.INPUT_TOKEN?.trim() || env.GITHUB_TOKEN?.trim();
  const access = readAccess({ GITHUB_API_URL: env.GITHUB_API_URL, GITHUB_TOKEN: token });
  if ('problem' in access) return access;
  const { apiUrl } = access;
  const event = env.GITHUB_EVENT_NAME?.trim() ?? '';
  const asked = env.INPUT_ISSUE?.trim() ?? '';
  const found = asked === '' ? ofEvent() : ofIssue(asked);
  if (!('task' in found)) return found;
  if (access.token === undefined)
    return { problem: 'The input `token` is empty. Leave it out, so that the token of the job is used.' };
  return { ...found, apiUrl, token: access.token };

  function ofEvent() {
    if (event === '' || !env.GITHUB_EVENT_PATH)
      return { problem: 'GITHUB_EVENT_NAME and GITHUB_EVENT_PATH are not set: this runs as a step of a workflow.' };
    let text: string;
    try {
      text = read(env.GITHUB_EVENT_PATH);
    } catch {
      return { problem: 'The file that GITHUB_EVENT_PATH names cannot be read.' };
    }
    const found = readEvent(event, text, env.GITHUB_REPOSITORY);
    if (!('task' in found)) return found;
    const action = found.task.do === 'receive' ? found.task.payload.action : undefined;
    return { ...found, since: found.at, why: action === undefined ? event : `${event}.${action}` };
  }

  /** Whoever names an issue means it, however old its label is. */
  function ofIssue(issue: string) {
    const repo = env.GITHUB_REPOSITORY?.trim() ?? '';
    const number = /^#?([1-9]\d{0,9})$/.exec(issue)?.[1];
    if (number !== undefined && repo !== '')
      return { repo, task: { do: 'look', number: Number(number) } as const, since: 0, why: `issue #${number}` };
    const address = readIssueUrl(issue, { GITHUB_API_URL: apiUrl });
    if ('problem' in address) return { problem: `The input \`issue\`: ${address.problem}` };
    const { owner, name, number: numbered } = address.address;
    return {
      repo: `${owner}/${name}`,
      task: { do: 'look', number: numbered } as const,
      since: 0,
      why: `issue ${owner}/${name}#${numbered}`,
    };
  }
}

async function carryOutWanted(
  wanted: Wanted,
  { fetch, now, out }: ActionSurroundings,
): Promise<CarriedOut | { readonly problem: string }> {
  const { repo, task, since } = wanted;
  const found = await findBot(wanted, 'The Action', { fetch });
  const writer = 'problem' in found ? found : await openWriter(found, repo, { now }, since);
  if ('problem' in writer) return writer;
  const progress = { step: () => {}, note: (line: string) => out(plainLines([line])), end: () => {} };
  return carryOut(writer, task, { progress, now, patienceMs });
}

/** One line for whoever reads the run. */
function reasonOf(error: unknown, { repo, apiUrl }: Wanted, { now }: ActionSurroundings): string {
  if (statusOf(error instanceof Trouble ? error.cause : error) === 401)
    return 'GitHub refuses the token of this step (401). Leave the input `token` out, so that the token of the job is used; one from a secret may have expired.';
  if (isForbidden(error)) return notAllowed(repo);
  const why = explain(error, { issue: repo, apiUrl, hasToken: true, now: now() });
  if (why !== undefined)
    return readTrouble(error, now()).kind === 'limited' ? `${why} The next schedule makes good what was left.` : why;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `The run could not go on, which is its own fault (${message}). Please report it.`;
}

/** GitHub's word for a right that a token of an App has not got. */
const byIntegration = /not accessible by integration/i;

function isForbidden(error: unknown): boolean {
  return error instanceof Error && byIntegration.test(error.message);
}

function notAllowed(repo: string): string {
  return `The token of this job may not write issues in ${repo}. Give the job \`permissions: { issues: write, contents: read }\`. What a fork or Dependabot starts gets a token that only reads, whatever the workflow says: it is left to the next run of your own.`;
}

/** What it may not pin it does without: whoever wants that pins the index by hand. */
function sortFailures(
  failed: readonly Failed[],
  { repo }: Wanted,
): { readonly problems: readonly string[]; readonly warnings: readonly string[] } {
  const isPin = (one: Failed) => one.change === 'pin';
  const isBarred = (one: Failed) => byIntegration.test(one.why);
  const others = failed.filter((one) => !isPin(one));
  const barred = others.filter(isBarred);
  return {
    problems: [
      ...(barred.length > 0 ? [notAllowed(repo)] : []),
      ...others.filter((one) => !isBarred(one)).map(({ key, why }) => `${key}: ${why}`),
    ],
    warnings: failed.some(isPin) ? ['GitHub does not let this job pin the index. Pin it by hand: it stays so.'] : [],
  };
}
