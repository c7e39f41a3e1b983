import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { variables } from '../src/app/settings.ts';
import { commandTable } from '../src/postmortem/commands/table.ts';
import { freePort } from './free-port.ts';

const root = resolve(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const manifest: { scripts: Record<string, string>; dependencies: object; devDependencies: object } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

/** The table of commands as the docs show it; `UPDATE_README=1` writes it. */
function commandsTable(): string {
  const rows = commandTable.map(
    ({ usage, does, examples }) =>
      `| \`${usage.replaceAll('|', '\\|')}\` | ${does}<br>${examples.map((one) => `\`${one}\``).join(', ')} |`,
  );
  return ['| command | what it does |', '|---|---|', ...rows].join('\n');
}

test('the table of commands is that of the code', () => {
  const path = join(root, 'docs/commands.md');
  const page = readFileSync(path, 'utf8');
  const expected = page.replace(
    /(<!-- commands -->\n)[\s\S]*?(<!-- \/commands -->)/,
    (_, open, close) => `${open}${commandsTable()}\n${close}`,
  );
  if (process.env.UPDATE_README) writeFileSync(path, expected);
  else expect(page).toBe(expected);
});

test('the table of settings is that of the code, and every variable that is read stands in it', () => {
  const path = join(root, 'docs/running.md');
  const page = readFileSync(path, 'utf8');
  const rows = variables.map(({ name, usual, does }) => `| \`${name}\` | ${usual && `\`${usual}\``} | ${does} |`);
  const table = ['| variable | without it | what it does |', '|---|---|---|', ...rows].join('\n');
  const expected = page.replace(
    /(<!-- settings -->\n)[\s\S]*?(<!-- \/settings -->)/,
    (_, open, close) => `${open}${table}\n${close}`,
  );
  if (process.env.UPDATE_README) writeFileSync(path, expected);
  else expect(page).toBe(expected);
  const code = readFileSync(join(root, 'src/app/settings.ts'), 'utf8');
  const read = [...code.matchAll(/\benv\.([A-Z_]+)/g)].map((match) => match[1] ?? '');
  expect([...new Set(read)].sort()).toEqual(variables.map(({ name }) => name).sort());
});

test('every example of a command is read', () => {
  const context = { reference: Date.parse('2026-11-20T14:06:00Z'), zone: 'UTC' };
  for (const row of commandTable) {
    for (const example of row.examples) {
      const args = example.replace(/^\/\w+ ?/, '').replace(new RegExp(`^${row.sub ?? ''}`), '');
      expect(row.read(args.trim(), context), example).toHaveProperty('name');
    }
  }
});

test('every dependency has its reason, and no other has', () => {
  const page = readFileSync(join(root, 'docs/contributing.md'), 'utf8');
  const table = page.slice(page.indexOf('## Dependencies'));
  const named = [...table.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell]) =>
    [...(cell ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1]),
  );
  expect(named.sort()).toEqual(
    [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)].sort(),
  );
});

test('the five hops and the files it names are there', () => {
  const paths = [...readme.matchAll(/`((?:src|test)\/[\w/.-]+)`/g)].map((match) => match[1] ?? '');
  expect(paths.length).toBeGreaterThanOrEqual(6);
  for (const path of [...paths, 'LICENSE', '.github/screenshot.png'])
    expect(existsSync(join(root, path)), path).toBe(true);
});

test('every promise is a test of that name', () => {
  const promises = [
    ...readme.slice(readme.indexOf('## Promises'), readme.indexOf('## Five hops')).matchAll(/^- (.*)$/gm),
  ].map((match) => match[1] ?? '');
  expect(promises).toHaveLength(7);
  const tests = readFileSync(join(root, 'test/story/promises.test.ts'), 'utf8');
  for (const promise of promises) expect(tests).toContain(promise);
});

test('the commands for a terminal are scripts, and the test command is what CI runs', () => {
  expect(readme).toContain('npm cit');
  expect(readFileSync(join(root, '.ci/run'), 'utf8')).toContain('\nnpm cit\n');
  for (const script of ['start', 'test', 'setup']) expect(manifest.scripts).toHaveProperty(script);
});

test('the App asks for what the README says', () => {
  const app = parse(readFileSync(join(root, 'app.yml'), 'utf8'));
  expect(app.default_permissions).toEqual({ issues: 'write', metadata: 'read', single_file: 'read' });
  expect(app.single_file_name).toBe('.github/postmortems.yml');
});

let child: ChildProcess | undefined;
afterAll(() => child?.kill('SIGKILL'));

test('npm start: the page within seconds, ready soon after, and SIGTERM ends it with 0', async () => {
  child = spawn(process.execPath, manifest.scripts.start?.split(' ').slice(1) ?? [], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: String(await freePort()) },
  });
  let said = '';
  child.stdout?.on('data', (text) => {
    said += text;
  });
  const url = await new Promise<string>((found) => {
    child?.stdout?.on('data', () => {
      const match = /starts at (\S+)/.exec(said)?.[1];
      if (match) found(match);
    });
  });
  expect((await fetch(url)).status).toBe(200);
  await new Promise<void>((found) => {
    const look = () => said.includes('Try first') && found();
    child?.stdout?.on('data', look);
    // It may have been said while the page was asked for.
    look();
  });
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const code = await new Promise((ended) => {
    child?.on('exit', ended);
    child?.kill('SIGTERM');
  });
  expect(code).toBe(0);
}, 90_000);
