import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const manifest: { version: string; bin: { postmortems: string } } = JSON.parse(
  readFileSync(resolve(root, 'package.json'), 'utf8'),
);
const program = resolve(root, manifest.bin.postmortems);

/** Runs what `npx postmortems` runs. */
async function type(args: readonly string[], stdin: string) {
  const child = spawn(process.execPath, [program, ...args], { cwd: root, env: { PATH: process.env.PATH } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  child.stdin.end(stdin);
  const code = await new Promise((ended) => child.on('close', ended));
  return { code, out, err };
}

test('the program is built, and says its version', async () => {
  expect(readFileSync(program, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node');
  expect(await type(['--version'], '')).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' });
});

test('what is piped into it is checked, and the exit code tells', async () => {
  const { code, out, err } = await type(
    ['check', '--format', 'json', '-'],
    '## Summary\n\nIt broke for all.\n\n## Impact\n\nAll customers, for an hour.\n\n## Root cause\n\nA limit that nobody knew of.\n',
  );
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(JSON.parse(out).kind).toBe('postmortem');
  expect((await type(['check', 'none.md'], '')).code).toBe(2);
});

/** The modules that a file loads at once, and not only when something needs them. */
function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!existsSync(file)) return seen;
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(
    /^(?:import|export)\s(?!type\b)[^;]*?from '([^']+)';$/gm,
  ))
    loadedBy(path.startsWith('.') ? resolve(file, '..', path) : path, seen);
  return seen;
}

test('a file is checked without loading a client of GitHub, a server or a log', () => {
  const loaded = ['main', 'check'].flatMap((name) => [...loadedBy(resolve(root, `src/app/cli/${name}.ts`))]);
  expect(loaded).toContain('vfile-reporter');
  expect(loaded).toContain('remark-parse');
  for (const heavy of ['@octokit/rest', 'probot', 'pino', 'hono', 'graphql', 'diff'])
    expect(loaded).not.toContain(heavy);
});
