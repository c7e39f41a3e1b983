/** `plan ISSUE_URL`: reads what a pass would read, plans what it would plan, and prints it. Its client cannot write. */
import type { Change } from '../../postmortem/change.ts';
import { hasLostAnEdit } from '../../postmortem/document/lost-edit.ts';
import { isIncident } from '../../postmortem/labels.ts';
import { planWithAnswers } from '../../reconcile/pass.ts';
import type { GitHubPort } from '../../reconcile/port.ts';
import { exitCodes } from './commands.ts';
import { type Known, knownOf } from './describe-change.ts';
import { explain } from './explain.ts';
import { fail } from './fail.ts';
import { readIndexPlan } from './index-plan.ts';
import { type IssueAddress, readIssueUrl } from './issue-url.ts';
import { openReader } from './reader.ts';
import { changesAsData, renderChanges } from './render-changes.ts';
import type { Asked, Surroundings } from './run.ts';
import { type Paint, printable, printableJson } from './terminal.ts';

/** @returns the exit code */
export async function runPlan([url = '']: readonly string[], asked: Asked, around: Surroundings): Promise<number> {
  const { env, out, now } = around;
  const read = readIssueUrl(url, env);
  if ('problem' in read) return fail(read.problem, around);
  const { address, apiUrl } = read;
  const github = openReader(read, 'plan', asked, around);
  if ('problem' in github) return fail(github.problem, around);
  try {
    const planned = await planIssue(github, address, now);
    if ('missing' in planned)
      return fail(
        `${planned.missing} is not there, not for you to see, or a pull request. Check the address, and that the token in GITHUB_TOKEN may read the repository.`,
        around,
      );
    out(asked.options.format === 'json' ? renderPlanJson(planned) : renderPlan(planned, asked.paint));
    return exitCodes.good.code;
  } catch (error) {
    const issue = `${address.owner}/${address.name}#${address.number}`;
    const why = explain(error, { issue, apiUrl, hasToken: true, now: now() });
    if (why === undefined) throw error;
    return fail(why, around);
  }
}

type Planned =
  | { readonly missing: string }
  | { readonly nothing: string }
  | {
      readonly title: string;
      readonly changes: readonly Change[];
      readonly known: Known;
      /** More follows once this is done. */
      readonly again: boolean;
      readonly isOpening: boolean;
    };

const mostSteps = 3;
const nowhere: Known = { comments: new Map(), names: new Map() };

async function planIssue(
  github: GitHubPort,
  { owner, name, number }: IssueAddress,
  now: () => number,
): Promise<Planned> {
  const home = `${owner}/${name}`;
  let reading = await github.readCase(home, number, undefined);
  // From a measure to its postmortem, and on to an incident in another repository.
  for (let step = 0; step < mostSteps && reading.found === 'part'; step += 1)
    reading = await github.readCase(reading.of.repo, reading.of.number, undefined);
  if (reading.found !== 'case') return planOther(github, home, number, now);
  const { snapshot } = reading;
  const { incident, postmortem } = snapshot;
  if (!postmortem && incident && !isIncident(incident, snapshot.configuration.labels))
    return { nothing: `${home}#${number} is neither an incident nor a part of one.` };
  const overwritten = (postmortem?.writings ?? []).filter(hasLostAnEdit);
  const { changes, again } = await planWithAnswers({ ...snapshot, overwritten }, { github, now });
  const head = incident ?? postmortem;
  return {
    title: head ? `${head.repo}#${head.number} ${head.title}` : `${home}#${number}`,
    changes,
    known: knownOf(snapshot),
    again,
    isOpening: postmortem === undefined,
  };
}

/** Not a case: the index, or nothing that the App has to do with. */
async function planOther(github: GitHubPort, home: string, number: number, now: () => number): Promise<Planned> {
  const found = await github.readCandidate(home, number);
  if (found === 'missing') return { missing: `${home}#${number}` };
  const planned = await readIndexPlan(github, home, now());
  if (!planned?.index.indexes.some((one) => one.ours && one.number === number))
    return { nothing: `${home}#${number} is neither an incident nor a part of one.` };
  const { changes, again } = planned;
  const title = `${home}#${number} ${found.issue.title}`;
  return { title, changes, known: nowhere, again, isOpening: false };
}

type Answer = Exclude<Planned, { missing: string }>;

function renderPlan(planned: Answer, paint: Paint): string {
  if ('nothing' in planned) return `Nothing to change: ${planned.nothing}\n`;
  const { title, changes, known } = planned;
  if (changes.length === 0) return 'Nothing to change.\n';
  const blocks = renderChanges(changes, known, paint);
  return `${[printable(title), ...blocks, ...notesOf(planned)].join('\n\n')}\n`;
}

function renderPlanJson(planned: Answer): string {
  if ('nothing' in planned) return `${printableJson({ issue: null, changes: [], notes: [planned.nothing] })}\n`;
  const { title, changes, known } = planned;
  const notes = changes.length > 0 ? notesOf(planned) : [];
  return `${printableJson({ issue: title, changes: changesAsData(changes, known), notes })}\n`;
}

function notesOf({ again, isOpening }: Exclude<Answer, { nothing: string }>): string[] {
  return [
    ...(again ? ['More follows once that is done.'] : []),
    ...(isOpening ? ['Only if the App was there when the label was put: that is not for you to see.'] : []),
  ];
}
