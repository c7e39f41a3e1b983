/** `plan ISSUE_URL`: reads what a pass would read, plans what it would plan, and prints it. Its client cannot write. */
import { createGitHub } from '../../github/github.ts';
import type { Change } from '../../postmortem/change.ts';
import { hasLostAnEdit } from '../../postmortem/document/lost-edit.ts';
import { isIncident } from '../../postmortem/labels.ts';
import { planWithAnswers } from '../../reconcile/pass.ts';
import type { GitHubPort } from '../../reconcile/port.ts';
import { createClient } from './client.ts';
import { type Known, knownOf } from './describe-change.ts';
import { explain } from './explain.ts';
import { readIndexPlan } from './index-plan.ts';
import { type IssueAddress, readIssueUrl } from './issue-url.ts';
import { renderChanges } from './render-changes.ts';
import type { Surroundings } from './run.ts';
import { type Paint, printable } from './terminal.ts';

export interface PlanOptions {
  readonly url: string;
  /** The App's slug, without `[bot]`. */
  readonly slug: string;
  readonly paint: Paint;
}

/** @returns the exit code */
export async function runPlan({ url, slug, paint }: PlanOptions, around: Surroundings): Promise<number> {
  const { env, out, err, now } = around;
  const read = readIssueUrl(url, env);
  if ('problem' in read) {
    err(`${read.problem}\n`);
    return 2;
  }
  const { address, apiUrl, token } = read;
  if (token === undefined) {
    err('plan needs GITHUB_TOKEN, a token that may read the repository, such as GITHUB_TOKEN=$(gh auth token).\n');
    return 2;
  }
  const issue = `${address.owner}/${address.name}#${address.number}`;
  const client = createClient({ token, apiUrl, fetch: around.fetch });
  const octokit = async () => client;
  const github: GitHubPort = {
    ...createGitHub({ installation: 0, slug, now, octokit, appOctokit: octokit, isPerson: true }),
    // Only the App itself is told; so no label counts as older than it.
    installedAt: async () => 0,
  };
  try {
    const planned = await planIssue(github, address, now);
    if ('missing' in planned) {
      err(
        `${planned.missing} is not there, not for you to see, or a pull request. Check the address, and that the token in GITHUB_TOKEN may read the repository.\n`,
      );
      return 2;
    }
    out(render(planned, paint));
    return 0;
  } catch (error) {
    const why = explain(error, { issue, apiUrl, hasToken: true, now: now() });
    if (why === undefined) throw error;
    err(`${why}\n`);
    return 2;
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

const nowhere: Known = { comments: new Map(), names: new Map() };

async function planIssue(
  github: GitHubPort,
  { owner, name, number }: IssueAddress,
  now: () => number,
): Promise<Planned> {
  const home = `${owner}/${name}`;
  let reading = await github.readCase(home, number, undefined);
  if (reading.found === 'part') reading = await github.readCase(reading.of.repo, reading.of.number, undefined);
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

function render(planned: Exclude<Planned, { missing: string }>, paint: Paint): string {
  if ('nothing' in planned) return `Nothing to change: ${planned.nothing}\n`;
  const { title, changes, known, again, isOpening } = planned;
  if (changes.length === 0) return 'Nothing to change.\n';
  const blocks = renderChanges(changes, known, paint);
  const notes = [
    ...(again ? ['More follows once that is done.'] : []),
    ...(isOpening ? ['Only if the App was there when the label was put: that is not for you to see.'] : []),
  ];
  return `${[printable(title), ...blocks, ...notes].join('\n\n')}\n`;
}
