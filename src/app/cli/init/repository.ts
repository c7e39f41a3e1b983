/** What a folder tells of its repository, by git itself. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { printable } from '../terminal.ts';

export interface LocalRepository {
  readonly root: string;
  /** `github.com`, where there is a remote. */
  readonly host: string | undefined;
  /** `acme/shop` */
  readonly repo: string | undefined;
}

const run = promisify(execFile);

export async function readRepository(folder: string): Promise<LocalRepository | { readonly problem: string }> {
  const ask = async (...args: string[]): Promise<string | 'no git' | undefined> => {
    try {
      const { stdout } = await run('git', ['-C', folder, ...args], { env: { ...process.env, LC_ALL: 'C' } });
      return stdout.trim() || undefined;
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'no git' : undefined;
    }
  };
  const root = await ask('rev-parse', '--show-toplevel');
  if (root === 'no git') return { problem: 'git is not installed, or not found. It tells which repository this is.' };
  if (root === undefined)
    return {
      problem: `${printable(folder)} is not in a git repository. Clone one, or run "git init" there, and name that folder.`,
    };
  const remotes = (await ask('remote'))?.split('\n') ?? [];
  const remote = ['upstream', 'origin'].find((one) => remotes.includes(one)) ?? remotes[0];
  const url = remote === undefined ? undefined : await ask('remote', 'get-url', remote);
  return { root, ...readRemote(url ?? '') };
}

/** `git@github.com:acme/shop.git`, `https://github.com/acme/shop`, `ssh://git@ghe.acme.com:22/acme/shop.git` */
export function readRemote(url: string): Pick<LocalRepository, 'host' | 'repo'> {
  const [, host, repo] =
    /^(?:(?:https?|ssh|git):\/\/(?:[^@/]*@)?([\w.-]+)(?::\d+)?\/|(?:[\w.-]+@)([\w.-]+):\/?)([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/
      .exec(url)
      ?.filter((part) => part !== undefined) ?? [];
  // GitHub takes SSH on a host of its own where port 22 is closed.
  return { host: host?.toLowerCase().replace(/^ssh\.(?=github\.com$)/, ''), repo };
}
