/** The command line: what was typed is read, and only what it needs is loaded. */
import { readArguments } from './arguments.ts';
import { program } from './commands.ts';
import { renderHelp } from './help.ts';
import { coloured, plain, printable } from './terminal.ts';

/** All that it has to do with the world outside. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where relative names of files begin. */
  readonly folder: string;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Columns of the terminal; undefined where the output goes elsewhere. */
  readonly columns: number | undefined;
  readonly fetch: typeof fetch;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly version: () => string;
}

const usualColumns = 80;

/**
 * Carries out one command line.
 * @returns the exit code: 0, 1 where an error-level finding stands or an index differs, 2 where something is typed wrong or cannot be read
 */
export async function run(args: readonly string[], around: Surroundings): Promise<number> {
  const { env, out, err, columns } = around;
  const paint = columns === undefined || env.NO_COLOR || env.TERM === 'dumb' ? plain : coloured;
  const wanted = readArguments(args);
  if ('wrong' in wanted) {
    err(`${wanted.wrong}\n`);
    return 2;
  }
  try {
    switch (wanted.do) {
      case 'nothing':
        err(renderHelp(undefined, columns ?? usualColumns));
        return 2;
      case 'help':
        out(renderHelp(wanted.command, columns ?? usualColumns));
        return 0;
      case 'version':
        out(`${around.version()}\n`);
        return 0;
      case 'check': {
        const { runCheck } = await import('./check.ts');
        return await runCheck({ ...wanted, slug: slugOf(wanted.app, env), isColoured: paint !== plain }, around);
      }
      case 'plan': {
        const { runPlan } = await import('./plan.ts');
        return await runPlan({ url: wanted.url, slug: slugOf(wanted.app, env), paint }, around);
      }
      case 'verify': {
        const { runVerify } = await import('./verify.ts');
        return await runVerify({ repo: wanted.repo, slug: slugOf(wanted.app, env), paint }, around);
      }
    }
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    err(
      `${program} could not go on, which is its own fault (${printable(why)}). Please report it with the command that you typed.\n`,
    );
    return 2;
  }
}

function slugOf(app: string | undefined, env: Surroundings['env']): string {
  return (app ?? env.APP_SLUG?.trim() ?? '').replace(/\[bot\]$/, '') || program;
}
