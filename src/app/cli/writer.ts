/**
 * Who repairs: the App itself, or a bot whose token is given, as in a workflow. A person's token does not do: to a person GitHub says of the App's
 * comments that they are another's, so all of it would be written a second time. For the same reason a bot does not repair what another one wrote.
 */
import type { Client } from '../../github/client.ts';
import { createGitHub } from '../../github/github.ts';
import { readViewer } from '../../github/queries.ts';
import type { IndexReading } from '../../postmortem/snapshot.ts';
import { everything, type GitHubPort } from '../../reconcile/port.ts';
import { createWritingClient } from './client.ts';
import type { Surroundings } from './run.ts';
import { printable } from './terminal.ts';
import { notThere } from './verify.ts';

export interface Writer {
  /** `postmortems[bot]` */
  readonly login: string;
  readonly installation: number;
  readonly github: GitHubPort;
}

export interface Problem {
  readonly problem: string;
}

/** Somebody who may write. */
export interface Found {
  readonly login: string;
  readonly installation: number;
  readonly octokit: () => Promise<Client>;
  /** Of the App itself. */
  readonly appOctokit?: () => Promise<Client>;
}

export const howTo =
  'Set APP_ID and PRIVATE_KEY to those of the App, or run this in the folder whose .env has them, as `npm run setup` wrote it. To look and change nothing: plan, verify.';

/**
 * @param since from when on a bot was there for sure, epoch milliseconds; GitHub tells that of an App only
 * @throws what Octokit throws, or a `Trouble`
 */
export async function openWriter(
  found: Found,
  repo: string,
  { now }: Pick<Surroundings, 'now'>,
  since = now(),
): Promise<Writer | Problem> {
  const { login, installation, octokit, appOctokit = octokit } = found;
  const slug = login.replace(/\[bot\]$/, '');
  const github = createGitHub({ installation, slug, now, octokit, appOctokit });
  const index = await github.readIndex(repo, everything);
  if (!index) return { problem: notThere(repo) };
  const { name, isArchived } = index.repository;
  if (isArchived) return { problem: `${name} is archived, so nothing in it can be changed.` };
  const { mine, others } = writtenBy(index);
  const [other] = others;
  if (mine.length === 0 && other)
    return {
      problem: `The postmortems of ${name} were written by ${printable(other.author.login)}[bot], and this is ${login}: it would not know them as its own, and write them again. ${howTo}`,
    };
  // What it wrote first tells since when it is there. Where it wrote nothing yet, incidents of before stay quiet.
  const installedAt = mine.map((one) => one.createdAt).reduce((a, b) => Math.min(a, b), since);
  return {
    login,
    installation,
    github: {
      ...github,
      ...(found.appOctokit ? {} : { installedAt: async () => installedAt }),
      listRepositories: async () => [name],
    },
  };
}

/** @param command what it is to do */
export async function findBot(
  { apiUrl, token }: { readonly apiUrl: string; readonly token: string },
  command: string,
  { fetch }: Pick<Surroundings, 'fetch'>,
): Promise<Found | Problem> {
  const client = createWritingClient({ token, apiUrl, fetch });
  const { viewer } = await client.graphql<{ viewer: { login: string } }>(readViewer);
  if (!viewer.login.endsWith('[bot]'))
    return {
      problem: `GITHUB_TOKEN is a token of ${printable(viewer.login)}, a person. ${command} writes, so it has to be the App: a person would not know the App's comments as their own, and write them again. ${howTo}`,
    };
  return { login: viewer.login, installation: 0, octokit: async () => client };
}

/** Only what has our marks; of people's accounts nothing counts. */
function writtenBy({ postmortems, indexes }: IndexReading) {
  const all = [...postmortems, ...indexes];
  return {
    mine: all.filter((one) => one.ours),
    others: all.filter((one) => !one.ours && one.author.kind === 'bot' && one.body.includes('<!-- postmortems:')),
  };
}
