/** The end of a command that could not do what it was asked. */
import { exitCodes } from './commands.ts';
import type { Surroundings } from './run.ts';

/**
 * Says why, in one line.
 * @returns the exit code
 */
export function fail(why: string, { err }: Pick<Surroundings, 'err'>): number {
  err(`${why}\n`);
  return exitCodes.failed.code;
}
