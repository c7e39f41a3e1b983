/**
 * Who repairs: the App itself, or a bot whose token is given, as in a workflow. A person's token does not do: to a person GitHub says of the App's
 * comments that they are another's, so all of it would be written a second time. For the same reason a bot does not repair what another one wrote.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { Client } from '../../github/client.ts';
import { createGitHub } from '../../github/github.ts';
import { readViewer } from '../../github/queries.ts';
import { statusOf } from '../../github/troubles.ts';
import type { IndexReading } from '../../postmortem/snapshot.ts';
import { everything, type GitHubPort } from '../../reconcile/port.ts';
import { inTime } from '../in-time.ts';
import { type AppCredentials, type Env, readAppCredentials } from '../settings.ts';
import { createWritingClient } from './client.ts';
import { type Access, readAccess } from './issue-url.ts';
import type { Surroundings } from './run.ts';
import { printable } from './terminal.ts';
import { notThere } from './verify.ts';

export type Identity = { readonly apiUrl: string } & ({ readonly app: AppCredentials } | { readonly token: string });

export interface Writer {
  /** `postmortems[bot]` */
  readonly login: string;
  readonly installation: number;
  readonly github: GitHubPort;
}

type Problem = { readonly problem: string };

const howTo =
  'Set APP_ID and PRIVATE_KEY to those of the App, or run this in the folder whose .env has them, as `npm run setup` wrote it. To look and change nothing: plan, verify.';

/** The credentials that there are: the App's in the environment, else in the file `.env`, else a token. */
export function readIdentity({ env, folder }: Surroundings): Identity | Problem {
  const access = readAccess(env);
  if ('problem' in access) return access;
  for (const source of [env, readEnvFile(join(folder, '.env'))]) {
    const app = readAppCredentials(source, (path) => readFileSync(resolve(folder, path), 'utf8'));
    if (app === undefined) continue;
    if ('problems' in app) return { problem: app.problems.join('\n') };
    return { apiUrl: env.GITHUB_API_URL?.trim() ? access.apiUrl : app.apiUrl, app };
  }
  const { apiUrl, token } = access;
  return token === undefined ? { problem: `resync writes, so it has to be the App. ${howTo}` } : { apiUrl, token };
}

function readEnvFile(path: string): Env {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

/** @throws what Octokit throws, or a `Trouble` */
export async function openWriter(identity: Identity, repo: string, around: Surroundings): Promise<Writer | Problem> {
  const found =
    'app' in identity ? await installedApp(identity.app, identity.apiUrl, repo, around) : await bot(identity, around);
  if ('problem' in found) return found;
  const { login, installation, octokit, appOctokit = octokit } = found;
  const slug = login.replace(/\[bot\]$/, '');
  const { now } = around;
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
  // A bot's token is not told when it came; what it wrote first tells. Where it wrote nothing yet, incidents of before stay quiet.
  const since = mine.map((one) => one.createdAt).reduce((a, b) => Math.min(a, b), now());
  return {
    login,
    installation,
    github: {
      ...github,
      ...(appOctokit === octokit ? { installedAt: async () => since } : {}),
      listRepositories: async () => [name],
    },
  };
}

interface Found {
  readonly login: string;
  readonly installation: number;
  readonly octokit: () => Promise<Client>;
  /** Of the App itself. */
  readonly appOctokit?: () => Promise<Client>;
}

async function installedApp(
  { appId, privateKey }: AppCredentials,
  baseUrl: string,
  repo: string,
  { fetch }: Surroundings,
): Promise<Found | Problem> {
  const [{ Probot }, { pino }, { QueuedOctokit }] = await Promise.all([
    import('probot'),
    import('pino'),
    import('../octokit.ts'),
  ]);
  const request = { fetch: inTime(fetch) };
  const log = pino({ level: 'silent' });
  const probot = new Probot({ appId, privateKey, baseUrl, log, Octokit: QueuedOctokit, request });
  const app = await probot.auth();
  const { data: own } = await app.request('GET /app');
  if (!own?.slug) return { problem: `GitHub names no App with APP_ID ${appId}. Check it.` };
  const [owner = '', name = ''] = repo.split('/');
  try {
    const { data } = await app.request('GET /repos/{owner}/{repo}/installation', { owner, repo: name });
    if (data.suspended_at)
      return { problem: `The installation of ${own.slug} on ${repo} is suspended. End that first.` };
    const client = probot.auth(data.id);
    return { login: `${own.slug}[bot]`, installation: data.id, octokit: () => client, appOctokit: async () => app };
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    return {
      problem: `${own.slug} is not installed on ${repo}, or there is no such repository. Check the name, or install it: ${own.html_url}`,
    };
  }
}

async function bot({ apiUrl, token }: Access, { fetch }: Surroundings): Promise<Found | Problem> {
  const client = createWritingClient({ token, apiUrl, fetch });
  const { viewer } = await client.graphql<{ viewer: { login: string } }>(readViewer);
  if (!viewer.login.endsWith('[bot]'))
    return {
      problem: `GITHUB_TOKEN is a token of ${printable(viewer.login)}, a person. resync writes, so it has to be the App: a person would not know the App's comments as their own, and write them again. ${howTo}`,
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
