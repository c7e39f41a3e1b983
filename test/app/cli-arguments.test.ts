import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readArguments } from '../../src/app/cli/arguments.ts';
import { cliCommands, everywhere, variables } from '../../src/app/cli/commands.ts';
import { renderHelp } from '../../src/app/cli/help.ts';
import { readIssueUrl } from '../../src/app/cli/issue-url.ts';
import { printable, wrap } from '../../src/app/cli/terminal.ts';

const url = 'https://github.com/acme/shop/issues/12';

test.each<[string, string]>([
  ['chek a.md', 'chek is no command. Did you mean check?'],
  ['a.md', 'a.md is no command. To check a file: postmortems check a.md'],
  ['frobnicate', 'frobnicate is no command. See postmortems --help.'],
  ['help chek', 'chek is no command. Did you mean check?'],
  ['check', 'check needs a FILE, "-" for standard input, or an ISSUE_URL, such as'],
  ['check - -', 'Standard input can be read only once: leave out the second "-".'],
  ['check --formt json a.md', '--formt is no option. Did you mean --format?'],
  ['check --wibble a.md', '--wibble is no option. See postmortems --help.'],
  ['check -x a.md', '-x is no option.'],
  ['check --format jsn a.md', '--format cannot be "jsn". Did you mean json?'],
  ['check --format yaml a.md', '--format cannot be "yaml". It takes text or json.'],
  ['check a.md --format', '--format needs a value: --format text|json.'],
  ['check --config --format json a.md', '--config needs a value: --config FILE.'],
  ['check --config= a.md', '--config needs a value: --config FILE.'],
  ['check --help=yes', '--help takes no value: write --help alone.'],
  [`plan --format json ${url}`, '--format is an option of check, not of plan. Leave it out.'],
  ['plan', 'plan takes one ISSUE_URL, such as'],
  ['verify', 'verify takes one OWNER/REPO, such as postmortems verify acme/shop'],
  ['verify acme', 'verify takes one OWNER/REPO, such as'],
  ['verify acme/shop acme/api', 'verify takes one OWNER/REPO, such as'],
  [`verify ${url}`, 'verify takes one OWNER/REPO, such as'],
  [`plan ${url} ${url}`, 'plan takes one ISSUE_URL, such as'],
  ['--format json', 'Say what to do: postmortems check, postmortems plan or postmortems verify.'],
])('%s: %s', (typed, wrong) => {
  expect(readArguments(typed.split(' '))).toEqual({ wrong: expect.stringContaining(wrong) });
});

test('what is repeated of what was typed is one line without control characters', () => {
  for (const typed of ['\x1b[31m\nfoo', `--${'x'.repeat(5000)}\x07`]) {
    const wanted = readArguments([typed]);
    expect('wrong' in wanted && wanted.wrong).toMatch(/^[^\0-\x1f]{1,200}$/);
  }
});

const check = { do: 'check', format: 'text', config: undefined, app: undefined };

test.each<[string, object]>([
  ['check a.md', { ...check, targets: ['a.md'] }],
  ['check a.md - b.md', { ...check, targets: ['a.md', '-', 'b.md'] }],
  ['check -- --a.md', { ...check, targets: ['--a.md'] }],
  ['check --format json --config c.yml a.md', { ...check, format: 'json', config: 'c.yml', targets: ['a.md'] }],
  ['--format=json check a.md', { ...check, format: 'json', targets: ['a.md'] }],
  ['check --format json --format text a.md', { ...check, targets: ['a.md'] }],
  [`check --app ours ${url}`, { ...check, app: 'ours', targets: [url] }],
  [`plan ${url}`, { do: 'plan', url, app: undefined }],
  ['verify acme/shop', { do: 'verify', repo: 'acme/shop', app: undefined }],
  [`plan --app=ours ${url}`, { do: 'plan', url, app: 'ours' }],
  ['--help', { do: 'help', command: undefined }],
  ['-h', { do: 'help', command: undefined }],
  ['help', { do: 'help', command: undefined }],
  ['help plan', { do: 'help', command: cliCommands[1] }],
  ['check --help', { do: 'help', command: cliCommands[0] }],
  ['--version', { do: 'version' }],
  ['-v', { do: 'version' }],
])('%s is understood', (typed, wanted) => {
  expect(readArguments(typed.split(' '))).toEqual(wanted);
});

test('nothing typed', () => {
  expect(readArguments([])).toEqual({ do: 'nothing' });
});

test('every example is understood', () => {
  for (const { name, examples } of cliCommands)
    for (const example of examples)
      expect(readArguments(example.replace(' < draft.md', '').split(' '))).toMatchObject({ do: name });
});

test.each([60, 80, 100])('the help fits %i columns and names every command and option', (columns) => {
  const help = renderHelp(undefined, columns);
  for (const { name, operands, options } of cliCommands) {
    expect(help).toContain(`npx postmortems ${name} ${operands}`);
    for (const option of [...options, ...everywhere]) expect(help).toContain(`--${option.name}`);
  }
  const prose = help.split('\n').filter((line) => !line.includes('npx') && !line.includes('http'));
  for (const line of prose) expect(line.length).toBeLessThanOrEqual(columns);
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

test('the README’s table is that of the code', () => {
  const path = resolve(import.meta.dirname, '../../README.md');
  const readme = readFileSync(path, 'utf8');
  const expected = readme.replace(
    /(<!-- cli -->\n)[\s\S]*?(<!-- \/cli -->)/,
    (_, open, close) => `${open}${renderTable()}\n${close}`,
  );
  if (process.env.UPDATE_README) writeFileSync(path, expected);
  else expect(readme).toBe(expected);
  expect(readme).toContain('<!-- cli -->');
});

/** `UPDATE_README=1` writes it. */
function renderTable(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const told = new Set<string>();
  const rows = [
    ...cliCommands.flatMap(({ name, operands, does, options, examples }) => [
      [`\`npx postmortems ${name} ${operands}\``, `${does}<br>${examples.map((one) => `\`${one}\``).join(', ')}`],
      ...options
        .filter((one) => !told.has(one.name) && told.add(one.name))
        .map((one) => [`\`--${one.name}${one.takes === undefined ? '' : ` ${one.takes}`}\``, one.does]),
    ]),
    ...variables.map((one) => [`\`${one.name}\``, one.does]),
  ];
  const lines = rows.map(([first = '', second = '']) => `| ${cell(first)} | ${cell(second)} |`);
  return ['| command, option or variable | what it does |', '|---|---|', ...lines].join('\n');
}
