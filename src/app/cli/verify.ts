/** `verify OWNER/REPO`: works the index out anew from the issues, and prints where the present one differs. Its client cannot write. */
import { createGitHub } from '../../github/github.ts';
import { createClient } from './client.ts';
import { explain } from './explain.ts';
import { readIndexPlan } from './index-plan.ts';
import { readAccess } from './issue-url.ts';
import { renderChanges } from './render-changes.ts';
import type { Surroundings } from './run.ts';
import { type Paint, printable } from './terminal.ts';

export interface VerifyOptions {
  /** `owner/name` */
  readonly repo: string;
  /** The App's slug, without `[bot]`. */
  readonly slug: string;
  readonly paint: Paint;
}

/** @returns the exit code: 0 where nothing differs, else 1; 2 where it cannot be read */
export async function runVerify({ repo, slug, paint }: VerifyOptions, around: Surroundings): Promise<number> {
  const { env, out, err, now } = around;
  const access = readAccess(env);
  if ('problem' in access) {
    err(`${access.problem}\n`);
    return 2;
  }
  const { apiUrl, token } = access;
  if (token === undefined) {
    err('verify needs GITHUB_TOKEN, a token that may read the repository, such as GITHUB_TOKEN=$(gh auth token).\n');
    return 2;
  }
  const client = createClient({ token, apiUrl, fetch: around.fetch });
  const octokit = async () => client;
  const github = createGitHub({ installation: 0, slug, now, octokit, appOctokit: octokit, isPerson: true });
  try {
    const planned = await readIndexPlan(github, repo, now());
    if (!planned) {
      err(`${printable(repo)} is not there, or not for you to see. Check its name, and that the token may read it.\n`);
      return 2;
    }
    const { index, changes } = planned;
    const counted = index.postmortems.length === 1 ? '1 postmortem' : `${index.postmortems.length} postmortems`;
    if (changes.length === 0) {
      out(`The index of ${printable(index.repository.name)} says what its issues say (${counted}).\n`);
      return 0;
    }
    const blocks = renderChanges(changes, { comments: new Map(), names: new Map() }, paint);
    out(`${[`The index of ${printable(index.repository.name)} differs (${counted}).`, ...blocks].join('\n\n')}\n`);
    return 1;
  } catch (error) {
    const why = explain(error, { issue: repo, apiUrl, hasToken: true, now: now() });
    if (why === undefined) throw error;
    err(`${why}\n`);
    return 2;
  }
}
