/** The App as a process: reads the settings, starts the mode they ask for, ends it on a signal. */
import { readFileSync } from 'node:fs';
import { loadEnvFile } from './env-file.ts';
import { readSettings, type Settings } from './settings.ts';
import { type Running, type Started, shutDownOnSignal } from './shutdown.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/**
 * @param args what stands on the command line, as `--role worker`
 * @param isJson its log is one JSON object a line
 * @returns when it runs, or what keeps it from running
 */
export async function begin(
  args: readonly string[],
  { isJson = false }: { readonly isJson?: boolean } = {},
): Promise<readonly string[]> {
  // Before anything starts: a signal in the middle of starting ends the process in the same orderly way.
  let running: Running | undefined;
  shutDownOnSignal(() => running, { process, say });
  const fileProblem = loadEnvFile('.env');
  if (fileProblem !== undefined) return [fileProblem];
  const read = readSettings(
    { ...process.env, ...(isJson ? { NODE_ENV: 'production' } : {}) },
    (path) => readFileSync(path, 'utf8'),
    args,
  );
  if ('problems' in read) return read.problems;
  const started = await start(read.settings);
  if ('problem' in started) return [started.problem];
  running = started.running;
  return [];
}

/** Only the mode that runs is loaded: the other one costs start-up for nothing. */
async function start(settings: Settings): Promise<Started> {
  if (settings.mode === 'live') {
    const { startLive } = await import('./live.ts');
    return startLive(settings);
  }
  if (settings.mode === 'github') {
    const { startGitHub } = await import('./github-alone.ts');
    return startGitHub(settings);
  }
  if (process.env.REDIS_URL) say('REDIS_URL is not used: the embedded GitHub runs with the App in one process.');
  const { startEmbedded } = await import('./embedded.ts');
  return startEmbedded(settings);
}
