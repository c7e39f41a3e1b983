import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { operandText, readArguments } from '../../src/app/cli/arguments.ts';
import { cliCommands, exitCodes, program, variables } from '../../src/app/cli/commands.ts';
import { readIssueUrl } from '../../src/app/cli/issue-url.ts';
import { printable, wrap } from '../../src/app/cli/terminal.ts';

const url = 'https://github.com/acme/shop/issues/12';
const read = (typed: string) => readArguments(typed.split(' '), 80);

test.each<[string, string]>([
  ['chek a.md', 'chek is no command. Did you mean check?'],
  ['a.md', 'a.md is no command. To check a file: postmortems check a.md'],
  ['frobnicate', 'frobnicate is no command. See postmortems --help.'],
  ['help chek', 'chek is no command. Did you mean check?'],
  ['check', 'check takes FILE|-|ISSUE_URL, one or more, such as postmortems check https://'],
  ['check - -', 'Standard input can be read only once: leave out the second "-".'],
  ['check --formt json a.md', '--formt is no option. Did you mean --format?'],
  ['check --wibble a.md', '--wibble is no option. See postmortems check --help.'],
  ['check -x a.md', '-x is no option.'],
  ['check --format jsn a.md', '--format cannot be "jsn". It takes text, json.'],
  ['check a.md --format', '--format needs a value: --format text|json.'],
  ['check --config --format json a.md', '--config needs a value: --config FILE.'],
  ['check --config= a.md', '--config needs a value: --config FILE.'],
  ['check --help=yes', '--help=yes is no option. See postmortems check --help.'],
  ['check --json --format text a.md', '--json and --format say the same: leave one out.'],
  [`plan --config c.yml ${url}`, '--config is no option. See postmortems plan --help.'],
  ['plan', 'plan takes one ISSUE_URL, such as'],
  ['verify', 'verify takes one OWNER/REPO, such as postmortems verify acme/shop'],
  ['verify acme', 'verify takes OWNER/REPO, such as'],
  ['verify acme/shop acme/api', 'verify takes one OWNER/REPO, such as'],
  [`verify ${url}`, 'verify takes OWNER/REPO, such as'],
  ['resync ../../etc', 'resync takes OWNER/REPO, such as'],
  [`plan ${url} ${url}`, 'plan takes one ISSUE_URL, such as'],
  [`run ${url} ${url}`, 'run takes at most one ISSUE_URL, such as'],
  ['start here', 'start takes nothing behind it, such as postmortems start --role worker'],
  ['start --role boss', '--role cannot be "boss". It takes all, web, worker, github.'],
  ['--format json check a.md', 'Options stand behind the command: postmortems check FILE|-|ISSUE_URL …'],
])('%s: %s', (typed, wrong) => {
  expect(read(typed)).toEqual({ wrong: expect.stringContaining(wrong) });
});

test('what is repeated of what was typed is one line without control characters', () => {
  for (const typed of [['\x1b[31m\nfoo'], [`--${'x'.repeat(5000)}\x07`], ['check', '--format', 'a\nb\x1b', 'c']]) {
    const wanted = readArguments(typed, 80);
    expect('wrong' in wanted && wanted.wrong).toMatch(/^[^\0-\x1f]{1,220}$/);
  }
});

test.each<[string, string, readonly string[], object]>([
  ['check a.md', 'check', ['a.md'], {}],
  ['check a.md - b.md', 'check', ['a.md', '-', 'b.md'], {}],
  ['check -- --a.md', 'check', ['--a.md'], {}],
  ['check --format json --config c.yml a.md', 'check', ['a.md'], { format: 'json', config: 'c.yml' }],
  ['check a.md --json', 'check', ['a.md'], { format: 'json' }],
  ['check --format json --format text a.md', 'check', ['a.md'], { format: 'text' }],
  [`check --app ours ${url}`, 'check', [url], { app: 'ours' }],
  [`plan ${url}`, 'plan', [url], {}],
  ['verify acme/shop', 'verify', ['acme/shop'], {}],
  ['start --role worker', 'start', [], { role: 'worker' }],
  ['run --event issues --payload e.json', 'run', [], { event: 'issues', payload: 'e.json' }],
  [`run ${url}`, 'run', [url], {}],
  [`plan --app=ours ${url}`, 'plan', [url], { app: 'ours' }],
  ['export acme/shop --format=md --out out', 'export', ['acme/shop'], { format: 'md', out: 'out' }],
])('%s is understood', (typed, command, operands, options) => {
  expect(read(typed)).toEqual({ do: 'run', given: { command, operands, options } });
});

test('help and version, asked for or not', () => {
  for (const typed of ['--help', '-h', 'help', 'help plan', 'check --help', 'check a.md -h'])
    expect(read(typed), typed).toMatchObject({ do: 'help', isAsked: true });
  expect(read('help plan')).toEqual(read('plan --help'));
  expect(readArguments([], 80)).toMatchObject({ do: 'help', isAsked: false });
  for (const typed of ['--version', '-v']) expect(read(typed)).toEqual({ do: 'version' });
});

test('every command has --json, and every example is understood', () => {
  for (const { name, options, examples } of cliCommands) {
    expect(
      options.map((one) => one.name),
      name,
    ).toContain('json');
    for (const example of examples)
      expect(read(example.replace(' < draft.md', '')), example).toMatchObject({ do: 'run', given: { command: name } });
  }
});

test.each([60, 80, 100])('the help fits %i columns and names every command and option', (columns) => {
  const textOf = (args: readonly string[]) => {
    const wanted = readArguments(args, columns);
    return 'text' in wanted ? wanted.text : '';
  };
  const helps = ['', ...cliCommands.map((one) => one.name)].map((name) => textOf(name ? ['help', name] : ['help']));
  for (const [index, { name, options, no }] of cliCommands.entries()) {
    expect(helps[0]).toContain(`\n  ${name} `);
    for (const option of options) expect(helps[index + 1]).toContain(`--${option.name}`);
    expect(/^ {2}1 {2}/m.test(helps[index + 1] ?? '')).toBe(no !== undefined);
  }
  const prose = helps
    .flatMap((help) => help.split('\n'))
    .filter((line) => !line.includes('npx') && !/https?:/.test(line));
  for (const line of prose) expect(line.length, line).toBeLessThanOrEqual(columns);
});

const api = 'http://localhost:3000/api/v3';

test.each<[string, string | undefined, string]>([
  ['https://github.com/acme/shop/pull/3', undefined, 'is a pull request. Give the address of an issue'],
  ['https://github.com/acme/shop/issues', undefined, 'is not the address of an issue'],
  ['https://github.com/acme/shop/issues/0', undefined, 'is not the address of an issue'],
  ['https://github.com/acme/shop/issues/12/edit', undefined, 'is not the address of an issue'],
  ['https://github.com/a%2fb/shop/issues/12', undefined, 'is not the address of an issue'],
  ['https://', undefined, 'is not the address of an issue'],
  ['acme/shop#12', undefined, 'is not the address of an issue'],
  ['https://ghe.acme.com/acme/shop/issues/1', undefined, 'Set GITHUB_API_URL=https://ghe.acme.com/api/v3'],
  ['https://acme.ghe.com/acme/shop/issues/1', undefined, 'Set GITHUB_API_URL=https://api.acme.ghe.com'],
  ['https://github.com.evil.org/acme/shop/issues/1', undefined, 'is not on github.com'],
  [url, api, 'Set GITHUB_API_URL=https://api.github.com'],
  [url, 'api.github.com', 'GITHUB_API_URL is "api.github.com", not an address.'],
  [url, 'https://github.com', 'which is no API of GitHub'],
  [url, 'https://ann:secret@api.github.com', 'GITHUB_API_URL holds a name or password.'],
])('%s with the API %s: %s', (typed, apiUrl, problem) => {
  expect(readIssueUrl(typed, { GITHUB_API_URL: apiUrl })).toEqual({ problem: expect.stringContaining(problem) });
});

test.each<[string, string | undefined, string]>([
  [url, undefined, 'https://api.github.com'],
  [`${url}#issuecomment-9`, '', 'https://api.github.com'],
  ['https://www.github.com/acme/shop/issues/12/?x=1', 'https://api.github.com/', 'https://api.github.com'],
  ['https://acme.ghe.com/acme/shop/issues/12', 'https://api.acme.ghe.com', 'https://api.acme.ghe.com'],
  ['https://ghe.acme.com/acme/shop/issues/12', 'https://ghe.acme.com/api/v3/', 'https://ghe.acme.com/api/v3'],
  ['http://localhost:3000/acme/shop/issues/12', api, api],
])('%s with the API %s', (typed, apiUrl, expected) => {
  const address = { owner: 'acme', name: 'shop', number: 12 };
  expect(readIssueUrl(typed, { GITHUB_API_URL: apiUrl, GITHUB_TOKEN: ' t\n' })).toEqual({
    address,
    apiUrl: expected,
    token: 't',
  });
});

test.each(['a b', 'a\nb', 'geheim\u0000', 'schlüssel'])('the token %j is refused and not repeated', (token) => {
  const read = readIssueUrl(url, { GITHUB_TOKEN: token });
  expect(read).toEqual({ problem: 'GITHUB_TOKEN holds signs that no token has. Set it to the token alone.' });
});

test.each([
  ['plain é 漢 🚀', 'plain é 漢 🚀'],
  ['\x1b[31m', '\\x1b[31m'],
  ['a\nb\tc\r\n', 'a\\nb c\\n'],
  ['\x9b\u202e\ufeff\0', '\\x9b\\u202e\\ufeff\\x00'],
  ['\ud83d', '\\ud83d'],
])('%j is printed as %j', (text, expected) => {
  expect(printable(text)).toBe(expected);
});

test('words are broken between lines, and none is lost', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('unbreakable', 3)).toEqual(['unbreakable']);
  expect(wrap('漢字 漢字', 5)).toEqual(['漢字', '漢字']);
});

const root = resolve(import.meta.dirname, '../..');
const cell = (text: string) => text.replaceAll('|', '\\|');

/** `UPDATE_README=1` writes them. */
test.each<[string, string, () => string]>([
  [
    'docs/command-line.md',
    'cli',
    () =>
      tableOf(
        ['command', 'what it does'],
        cliCommands.map((one) => [usageOf(one), one.brief]),
      ),
  ],
  ['docs/command-line.md', 'commands', () => cliCommands.map(renderCommand).join('\n\n')],
  [
    'docs/command-line.md',
    'variables',
    () =>
      tableOf(
        ['variable', ''],
        variables.map((one) => [`\`${one.name}\``, one.does]),
      ),
  ],
  [
    'docs/command-line.md',
    'exits',
    () =>
      tableOf(
        ['code', 'means'],
        Object.values(exitCodes).map((one) => [String(one.code), one.means]),
      ),
  ],
])('%s has the %s of the code', (file, name, render) => {
  const path = resolve(root, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(`<!-- ${name} -->`);
  const expected = text.replace(
    new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`),
    (_, open, close) => `${open}${render()}\n${close}`,
  );
  if (process.env.UPDATE_README) writeFileSync(path, expected);
  else expect(text).toBe(expected);
});

type Row = (typeof cliCommands)[number];

function usageOf({ name, operands }: Row): string {
  return `\`${['npx', program, name, ...operands.map(operandText)].join(' ')}\``;
}

function renderCommand(row: Row): string {
  const options = row.options.map(
    ({ name, takes, does }) => [`\`--${name}${takes ? ` ${takes}` : ''}\``, does] as const,
  );
  const examples = row.examples.map((one) => `npx ${program} ${one}`);
  return [
    `## ${row.name}`,
    usageOf(row),
    row.does,
    tableOf(['option', ''], options),
    ['```sh', ...examples, '```'].join('\n'),
  ].join('\n\n');
}

function tableOf(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string {
  const lines = rows.map(([first, second]) => `| ${cell(first)} | ${cell(second)} |`);
  return [`| ${head[0]} | ${head[1]} |`, '|---|---|', ...lines].join('\n');
}
