/** `start`: the App as a process, or all of it on the embedded GitHub. Its log is the answer; a signal ends it. */
import { begin } from '../begin.ts';
import { exitCodes } from './commands.ts';
import { fail } from './fail.ts';
import type { Asked, Surroundings } from './run.ts';

/** @returns the exit code, while it goes on running */
export async function runStart(_: readonly string[], { options }: Asked, around: Surroundings): Promise<number> {
  const role = options.role === undefined ? [] : ['--role', options.role];
  const problems = await begin(role, { isJson: options.format === 'json' });
  if (problems.length === 0) return exitCodes.good.code;
  // What began to listen already must not keep the process alive.
  process.exit(fail(problems.join('\n'), around));
}
