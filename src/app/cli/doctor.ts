/** `doctor`: whether GitHub and this machine are set up for the App, and what to do where they are not. It changes nothing. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { type Env, readAppCredentials, secretProblemOf } from '../settings.ts';
import { exitCodes } from './commands.ts';
import { checks, type Diagnosis } from './doctor/checks.ts';
import { examine } from './doctor/examine.ts';
import { explain } from './explain.ts';
import { fail } from './fail.ts';
import { readAccess } from './issue-url.ts';
import type { Asked, Surroundings } from './run.ts';
import { type Paint, printable, printableJson } from './terminal.ts';

interface Line extends Diagnosis {
  readonly check: string;
}

/** @returns the exit code */
export async function runDoctor(
  _: readonly string[],
  { options, paint }: Asked,
  around: Surroundings,
): Promise<number> {
  const { folder, out, now } = around;
  const env: Env = { ...readEnvFile(join(folder, '.env')), ...around.env };
  const access = readAccess(env);
  if ('problem' in access) return fail(access.problem, around);
  const secretProblem = secretProblemOf(env);
  const read = readAppCredentials(env, (path) => readFileSync(resolve(folder, path), 'utf8'));
  const tell = (lines: readonly Line[]): number => {
    out(options.format === 'json' ? `${printableJson({ checks: lines })}\n` : renderText(lines, paint));
    return lines.some((one) => one.state === 'wrong') ? exitCodes.bad.code : exitCodes.good.code;
  };
  if (read === undefined || 'problems' in read) {
    const problems = read?.problems ?? [
      'Neither APP_ID nor PRIVATE_KEY is set, here or in .env. `npm run setup` registers an App; without one, `npm start` runs the embedded GitHub.',
    ];
    return tell(problems.map((says) => ({ check: 'credentials', state: 'wrong', says })));
  }
  const credentials = { ...read, ...(env.GITHUB_API_URL?.trim() ? { apiUrl: access.apiUrl } : {}) };
  try {
    const examined = await examine(credentials, around);
    const own = { credentials, secretProblem, now: now() };
    return tell(checks.flatMap(({ name, judge }) => judge(examined, own).map((one) => ({ check: name, ...one }))));
  } catch (error) {
    const why = explain(error, {
      issue: 'the App',
      apiUrl: credentials.apiUrl,
      hasToken: false,
      isApp: true,
      now: now(),
    });
    if (why === undefined) throw error;
    return fail(why, around);
  }
}

function readEnvFile(path: string): Env {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

const words = { good: 'good', doubtful: 'look', wrong: 'wrong' } as const;
const colours = { good: 'green', doubtful: 'cyan', wrong: 'red' } as const;

function renderText(lines: readonly Line[], paint: Paint): string {
  const widest = Math.max(...lines.map((one) => one.check.length));
  const indent = ' '.repeat(7);
  const told = lines.flatMap(({ check, state, says, remedy }) => [
    `${paint(colours[state], words[state].padEnd(5))}  ${check.padEnd(widest)}  ${printable(says)}`,
    ...(remedy === undefined ? [] : [`${indent}${' '.repeat(widest)}  ${printable(remedy)}`]),
  ]);
  const wrong = lines.filter((one) => one.state === 'wrong').length;
  const summary = wrong === 0 ? 'Nothing is wrong.' : wrong === 1 ? '1 thing is wrong.' : `${wrong} things are wrong.`;
  return `${[...told, '', summary].join('\n')}\n`;
}
