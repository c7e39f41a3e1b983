/** The `.env` file of the working folder: read at every start, written by `npm run setup`. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadEnvFile as loadIntoProcess } from 'node:process';

/** Puts the variables of the file into the environment, where they are not set yet. Returns what is wrong with the file. */
export function loadEnvFile(path: string): string | undefined {
  try {
    loadIntoProcess(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOENT') return `${path} cannot be read (${code ?? error}). Check who may read it, or move it away.`;
  }
  return undefined;
}

/** Writes variables into the file, readable to its owner only; other lines stay as they are. */
export function saveEnvFile(path: string, values: Readonly<Record<string, string>>): void {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  writeFileSync(path, mergeEnv(before, values), { mode: 0o600 });
  chmodSync(path, 0o600);
}

/** The text of an env file with some variables set; their earlier lines go, every other line stays. */
export function mergeEnv(text: string, values: Readonly<Record<string, string>>): string {
  const kept = text.split('\n').filter((line) => !Object.keys(values).some((name) => line.startsWith(`${name}=`)));
  while (kept.at(-1) === '') kept.pop();
  const added = Object.entries(values).map(([name, value]) => `${name}=${quote(value)}`);
  return `${[...kept, ...added].join('\n')}\n`;
}

/** Node reads `\n` in double quotes as a line break, which keeps a PEM file on one line. */
function quote(value: string): string {
  if (/^[\w.-]*$/.test(value)) return value;
  return value.includes('"') ? `'${value}'` : `"${value.trim().replace(/\r?\n/g, '\\n')}"`;
}
