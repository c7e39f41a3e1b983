/** Whatever the docs name is there: links and their anchors, scripts, commands with their options, variables, slash commands, files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readArguments } from '../src/app/cli/arguments.ts';
import { variables as cliVariables } from '../src/app/cli/commands.ts';
import { variables } from '../src/app/settings.ts';
import { readCommands } from '../src/postmortem/commands/read.ts';
import { commandTable } from '../src/postmortem/commands/table.ts';

const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = [
  'README.md',
  '.github/SECURITY.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
].filter((path) => path.endsWith('.md') && existsSync(join(root, path)));
const { scripts }: { readonly scripts: { readonly [name: string]: string } } = JSON.parse(read('package.json'));
const known = new Set([...variables, ...cliVariables].map(({ name }) => name));

/** Fenced blocks of one language, without the indentation of the list that they stand in. */
function blocks(text: string, language: string): string[] {
  const found = text.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\`$`, 'gm'));
  return [...found].map(([, indent = '', inside = '']) => inside.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}

const withoutBlocks = (text: string) => text.replace(/^ *```[\s\S]*?^ *```$/gm, '');
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

test('each page is led to from the README', () => {
  for (const page of pages.filter((path) => path.startsWith('docs/')))
    expect(read('README.md')).toContain(`](${page})`);
});

describe.each(pages)('%s', (page) => {
  const text = read(page);

  test('every link leads somewhere', () => {
    const links = [
      ...withoutBlocks(text)
        .replace(/`[^`]*`/g, '')
        .matchAll(/\]\(([^)\s]+)\)/g),
    ].map(([, to = '']) => to);
    for (const link of links.filter((to) => !/^https?:/.test(to))) {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(page, '..', path);
      expect(existsSync(join(root, target)), link).toBe(true);
      if (anchor === undefined) continue;
      const headings = [...read(target).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));
      expect(headings, link).toContain(anchor);
    }
  });

  test('every command of a terminal can be typed', () => {
    const lines = blocks(text, 'sh').flatMap((block) => block.trim().split('\n'));
    for (const line of lines) expect([line, wrongIn(line)]).toEqual([line, undefined]);
  });

  test('every command of a comment is read', () => {
    const lines = [
      ...blocks(text, 'text').flatMap((block) => block.split('\n')),
      ...[...withoutBlocks(text).matchAll(/`(\/[a-z][^`]*)`/g)].map(([, code = '']) => code),
    ].filter((line) => /^\/[a-z]+(?: |$)/.test(line) && !/[[…]| text$/.test(line));
    for (const line of lines.filter((one) => /^\/\w+ ./.test(one) && !isUsage(one))) {
      const reading = readCommands(commentOf(line), {
        zone: 'UTC',
        discovered: Date.parse('2026-11-20T14:02:00Z'),
      } as never);
      const [first] = reading?.lines ?? [];
      expect([line, first?.command && 'refused' in first.command ? first.command.refused : first && 'read']).toEqual([
        line,
        'read',
      ]);
    }
  });

  test('every file of the project that it names is there', () => {
    const named = [...text.matchAll(/`((?:src|test|docs|fixtures|\.github)\/[\w/.-]+)`/g)].map(([, path = '']) => path);
    // What belongs into the repositories of others.
    const others = /^\.github\/(?:postmortems\.yml|ISSUE_TEMPLATE|workflows\/postmortems\.yml)/;
    for (const path of named.filter((one) => !others.test(one))) expect(existsSync(join(root, path)), path).toBe(true);
  });
});

/** Of usages as tables have them, and of beginnings: `/postmortem join #213` can be typed, `/accept [P1]` and `/timeline 14:20 comms:` cannot. */
function isUsage(line: string): boolean {
  if (line.endsWith(':') || commandTable.some(({ name, sub }) => line === `/${name} ${sub}`)) return true;
  return /[[\]<>|]/.test(line.replace(/\[[^\]]*\]\([^)]*\)/g, '')) || /\b(?:text|why|evidence)$/.test(line);
}

function commentOf(body: string) {
  return { body, repo: 'acme/shop', number: '1', createdAt: Date.parse('2026-11-20T14:06:00Z') } as never;
}

/** What is wrong with one line for a terminal. */
function wrongIn(line: string): string | undefined {
  for (const part of line.replace(/\s+#.*$/, '').split(/&&|\|(?!\|)/)) {
    const words = part.trim().split(/\s+/);
    const from = words.findIndex((word) => !/^[A-Z_]+=/.test(word) && word !== 'export');
    for (const word of from === -1 ? words : words.slice(0, from)) {
      const name = /^([A-Z_]+)=/.exec(word)?.[1];
      if (
        name !== undefined &&
        !known.has(name) &&
        !process.env[name] &&
        name !== 'PUBLIC_URL' &&
        name !== 'UPDATE_README'
      )
        return `${name} is read nowhere`;
    }
    const [program, ...args] = from === -1 ? [] : words.slice(from);
    const wrong = program === undefined ? undefined : wrongWith(program, args);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function wrongWith(program: string, args: readonly string[]): string | undefined {
  if (program === 'npx' && args[0] === 'postmortems') {
    const wanted = readArguments(
      args.slice(1).map((one) => one.replace(/^'(.*)'$/, '$1')),
      80,
    );
    return 'wrong' in wanted ? wanted.wrong : undefined;
  }
  if (program === 'npm') {
    const [verb = '', name = ''] = args;
    const script = verb === 'run' ? name : verb;
    if (['ci', 'cit', 'install'].includes(script)) return undefined;
    return script in scripts ? undefined : `there is no script ${script}`;
  }
  return ['npx', 'cd', 'git', 'openssl', 'curl', 'cat'].includes(program) ? undefined : `${program} is not known here`;
}
