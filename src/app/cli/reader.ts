/** GitHub as a person's token shows it, to a command that only reads: its client cannot write. */
import { createGitHub } from '../../github/github.ts';
import type { GitHubPort } from '../../reconcile/port.ts';
import { createClient } from './client.ts';
import type { CliCommand } from './commands.ts';
import type { Access } from './issue-url.ts';
import type { Asked, Surroundings } from './run.ts';

export function openReader(
  { apiUrl, token }: Access,
  command: CliCommand['name'],
  { slug }: Asked,
  { fetch, now }: Surroundings,
): GitHubPort | { readonly problem: string } {
  if (token === undefined)
    return {
      problem: `${command} needs GITHUB_TOKEN, a token that may read the repository, such as GITHUB_TOKEN=$(gh auth token).`,
    };
  const client = createClient({ token, apiUrl, fetch });
  const octokit = async () => client;
  const github = createGitHub({ installation: 0, slug, now, octokit, appOctokit: octokit, isPerson: true });
  // Only the App itself is told; so no label counts as older than it.
  return { ...github, installedAt: async () => 0 };
}
