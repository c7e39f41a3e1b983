/** The credentials that there are: the App's in the environment, else in the file `.env`, else a token. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { statusOf } from '../../github/troubles.ts';
import { inTime } from '../in-time.ts';
import { type AppCredentials, type Env, readAppCredentials } from '../settings.ts';
import type { CliCommand } from './commands.ts';
import { readAccess } from './issue-url.ts';
import type { Surroundings } from './run.ts';
import { type Found, findBot, howTo, type Problem } from './writer.ts';

export type Identity = { readonly apiUrl: string } & ({ readonly app: AppCredentials } | { readonly token: string });

/** @param command what it is to do */
export function readIdentity(command: CliCommand['name'], { env, folder }: Surroundings): Identity | Problem {
  const access = readAccess(env);
  if ('problem' in access) return access;
  for (const source of [env, readEnvFile(join(folder, '.env'))]) {
    const app = readAppCredentials(source, (path) => readFileSync(resolve(folder, path), 'utf8'));
    if (app === undefined) continue;
    if ('problems' in app) return { problem: app.problems.join('\n') };
    return { apiUrl: env.GITHUB_API_URL?.trim() ? access.apiUrl : app.apiUrl, app };
  }
  const { apiUrl, token } = access;
  return token === undefined ? { problem: `${command} writes, so it has to be the App. ${howTo}` } : { apiUrl, token };
}

function readEnvFile(path: string): Env {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

/** @throws what Octokit throws */
export async function findWriter(
  identity: Identity,
  command: CliCommand['name'],
  repo: string,
  around: Surroundings,
): Promise<Found | Problem> {
  if (!('app' in identity)) return findBot(identity, command, around);
  const { appId, privateKey } = identity.app;
  const [{ Probot }, { pino }, { QueuedOctokit }] = await Promise.all([
    import('probot'),
    import('pino'),
    import('../octokit.ts'),
  ]);
  const probot = new Probot({
    appId,
    privateKey,
    baseUrl: identity.apiUrl,
    log: pino({ level: 'silent' }),
    Octokit: QueuedOctokit,
    request: { fetch: inTime(around.fetch) },
  });
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

export function told(identity: Identity): { readonly hasToken: boolean; readonly isApp: boolean } {
  const isApp = 'app' in identity;
  return { hasToken: !isApp, isApp };
}
