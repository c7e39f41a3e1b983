/** The command line: what was typed is read, and only what it needs is loaded. */
import { type Given, type Options, readArguments } from './arguments.ts';
import { type CliCommand, exitCodes, program } from './commands.ts';
import { coloured, type Paint, plain, printable } from './terminal.ts';

/** All that it has to do with the world outside. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where relative names of files begin. */
  readonly folder: string;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** The answer, and nothing else. */
  readonly out: (text: string) => void;
  /** Notes, progress and errors. */
  readonly err: (text: string) => void;
  /** Columns of the terminal; undefined where the output goes elsewhere. */
  readonly columns: number | undefined;
  /** The same of where notes go. */
  readonly errColumns: number | undefined;
  readonly fetch: typeof fetch;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly version: () => string;
}

/** What a command gets besides its operand. */
export interface Asked {
  readonly options: Options;
  /** The App's slug, without `[bot]`, where it is told or usual. */
  readonly slug: string;
  readonly paint: Paint;
}

type Runner = (operands: readonly string[], asked: Asked, around: Surroundings) => Promise<number>;

/** A command loads its modules when it runs: to check a file must not cost the loading of a client. */
const runners: { readonly [name in CliCommand['name']]: () => Promise<Runner> } = {
  start: async () => (await import('./start.ts')).runStart,
  init: async () => (await import('./init.ts')).runInit,
  doctor: async () => (await import('./doctor.ts')).runDoctor,
  check: async () => (await import('./check.ts')).runCheck,
  plan: async () => (await import('./plan.ts')).runPlan,
  run: async () => (await import('./run-once.ts')).runOnce,
  verify: async () => (await import('./verify.ts')).runVerify,
  resync: async () => (await import('./resync.ts')).runResync,
  export: async () => (await import('./export.ts')).runExport,
  import: async () => (await import('./import.ts')).runImport,
};

const usualColumns = 80;
const widestHelp = 100;
const narrowestHelp = 60;

/**
 * Carries out one command line.
 * @returns one of the exit codes
 */
export async function run(args: readonly string[], around: Surroundings): Promise<number> {
  const { out, err, columns, errColumns } = around;
  const width = Math.max(narrowestHelp, Math.min(widestHelp, columns ?? errColumns ?? usualColumns));
  const wanted = readArguments(args, width);
  if ('wrong' in wanted) {
    err(`${wanted.wrong}\n`);
    return exitCodes.failed.code;
  }
  switch (wanted.do) {
    case 'help':
      (wanted.isAsked ? out : err)(wanted.text);
      return wanted.isAsked ? exitCodes.good.code : exitCodes.failed.code;
    case 'version':
      out(`${around.version()}\n`);
      return exitCodes.good.code;
    case 'run':
      return runCommand(wanted.given, around);
  }
}

async function runCommand({ command, operands, options }: Given, around: Surroundings): Promise<number> {
  const { env, columns, err } = around;
  const paint = columns === undefined || env.NO_COLOR || env.TERM === 'dumb' ? plain : coloured;
  const slug = (options.app ?? env.APP_SLUG?.trim() ?? '').replace(/\[bot\]$/, '') || program;
  try {
    const runner = await runners[command]();
    return await runner(operands, { options, slug, paint }, around);
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    err(
      `${program} could not go on, which is its own fault (${printable(why)}). Please report it with the command that you typed.\n`,
    );
    return exitCodes.failed.code;
  }
}
