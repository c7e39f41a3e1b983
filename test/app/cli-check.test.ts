import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkText } from '../../src/app/cli/check-text.ts';
import { run } from '../../src/app/cli/run.ts';
import { rules } from '../../src/postmortem/checks/rules.ts';
import { defaults } from '../../src/postmortem/configuration/schema.ts';
import { sectionOf } from '../../src/postmortem/document/sections.ts';

const folder = mkdtempSync(join(tmpdir(), 'cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const now = Date.parse('2026-11-20T14:00:00Z');

interface Typed {
  readonly stdin?: string | Uint8Array;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** One command line in a folder of its own. */
async function type(args: readonly string[], { stdin = '', columns, env = {}, files = {} }: Typed = {}) {
  const here = mkdtempSync(join(folder, 'here-'));
  for (const [name, text] of Object.entries(files)) {
    if (name.includes('/')) mkdirSync(join(here, name, '..'), { recursive: true });
    writeFileSync(join(here, name), text);
  }
  let [out, err] = ['', ''];
  const code = await run(args, {
    env,
    folder: here,
    stdin: (async function* () {
      yield stdin;
    })(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    columns,
    errColumns: undefined,
    fetch: async () => {
      throw new Error('nothing is to be asked of the network');
    },
    now: () => now,
    version: () => '1.2.3',
  });
  return { code, out, err };
}

const whole = `# Checkout was down

## Summary

Nobody could pay for an hour and a half.

## Apology

We are sorry that 300 people could not pay.

## Impact

300 orders failed.

## Timeline

- 2026-11-18 14:02 UTC discovered: the alert on failed payments rings
- 2026-11-18 14:20 UTC comms: status page says that payments fail
- 2026-11-18 14:40 UTC config: pool raised to 100
- 2026-11-18 15:00 UTC over: error rate normal for 20 minutes

## Contributing factors

- A deployment raised the number of connections.
- No alert told how many were free.

## Resolution

We raised the pool to 100 connections and saw the error rate fall.

## Action items

- Alert on free connections.
`;
const withoutApology = whole.replace(/## Apology\n\n.*\n\n/, '');

test('a whole postmortem: nothing is found', async () => {
  const { code, out, err } = await type(['check', 'a.md'], { files: { 'a.md': whole } });
  expect({ code, out, err }).toEqual({ code: 0, out: 'a.md: no issues found\n', err: '' });
});

test('an error-level finding makes the exit code 1', async () => {
  const { code, out, err } = await type(['check', 'a.md'], { files: { 'a.md': withoutApology } });
  expect(code).toBe(1);
  expect(err).toBe('');
  expect(out).toMatchInlineSnapshot(`
    "a.md
    1:1 error Apology is missing. Add a heading \`## Apology\`, and below it: How would you say sorry to those it hurt? Name them, and what they could not do. no-apology

    ✖ 1 error
    "
  `);
});

test('a hint stands at its line and column, and the exit code is 0', async () => {
  const text = whole.replace('A deployment', 'Ann should have tested what');
  const { code, out } = await type(['check', 'a.md'], { files: { 'a.md': text } });
  expect(code).toBe(0);
  expect(out).toContain('24:7 info Contributing factors: "should have tested"');
  expect(out).toContain('blameless-should-have');
  const crlf = await type(['check', 'a.md'], { files: { 'a.md': text.replaceAll('\n', '\r\n') } });
  expect(crlf.out).toBe(out);
});

test('JSON has these keys and no others', async () => {
  const { code, out } = await type(['check', '--format', 'json', '-'], { stdin: withoutApology });
  expect(code).toBe(1);
  const value = JSON.parse(out);
  expect(Object.keys(value)).toEqual(['kind', 'sections', 'timeline', 'findings']);
  expect(value.kind).toBe('postmortem');
  expect(value.sections).toContainEqual({ id: 'measures', heading: 'Action items', line: 27 });
  expect(value.timeline[0]).toEqual({
    line: 13,
    at: '2026-11-18T14:02:00.000Z',
    text: 'the alert on failed payments rings',
    kind: 'discovered',
  });
  expect(value.findings).toEqual([
    { rule: 'no-apology', level: 'error', line: 1, message: expect.stringContaining('Apology is missing.') },
  ]);
});

test('several files are a list, each with its name; one that cannot be read makes the exit code 2', async () => {
  const files = { 'a.md': whole, 'b.md': withoutApology };
  const both = await type(['check', '--format=json', 'a.md', 'b.md'], { files });
  expect(both.code).toBe(1);
  expect(JSON.parse(both.out).map((one: { file: string; kind: string }) => [one.file, one.kind])).toEqual([
    ['a.md', 'postmortem'],
    ['b.md', 'postmortem'],
  ]);
  const broken = await type(['check', '--format=json', 'none.md', 'a.md'], { files });
  expect(broken.code).toBe(2);
  expect(JSON.parse(broken.out)).toHaveLength(1);
  expect(broken.err).toBe('none.md is not there. Check its name and the folder you are in.\n');
});

test.each([
  ['nothing at all', '', 'not-a-postmortem'],
  ['a letter', 'Dear Ann,\n\nthank you for the cake.\n', 'not-a-postmortem'],
  [
    'a template',
    '# [Title]\n\n## Summary\n\n<!-- What happened? -->\n\n## Impact\n\n## Timeline\n\n- HH:MM\n\n## Root cause\n\n## Action items\n',
    'template',
  ],
])('nothing is asked of %s', async (_, stdin, kind) => {
  const json = await type(['check', '--format', 'json', '-'], { stdin });
  expect(json.code).toBe(0);
  expect(JSON.parse(json.out)).toMatchObject({ kind, findings: [] });
  const text = await type(['check', '-'], { stdin });
  expect(text.code).toBe(0);
  expect(text.out).toMatch(/^<stdin>\n info This (?:is a template|does not read like a postmortem)/);
});

test.each([
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff]), 'is not text in UTF-8'],
  ['UTF-16', new Uint8Array([0xff, 0xfe, 0x23, 0]), 'is not text in UTF-8'],
  ['NUL', 'a\0b', 'is not text in UTF-8'],
  ['5 MB', 'a'.repeat(5_000_000), 'is longer than 512 KB'],
  ['a text that no parser should see', '*a_'.repeat(20_000), 'cannot be read: more than 3000 signs of emphasis'],
])('%s cannot be checked, and the reason is one line', async (_, stdin, why) => {
  const { code, out, err } = await type(['check', '-'], { stdin });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(why);
  expect(err.trimEnd()).not.toContain('\n');
});

test('no name is no file', async () => {
  expect(await type(['check', ''])).toMatchObject({ code: 2, err: expect.stringMatching(/^"" is not there\./) });
});

test('a folder says what to name instead', async () => {
  const { code, err } = await type(['check', 'docs'], { files: { 'docs/a.md': whole } });
  expect({ code, err }).toEqual({ code: 2, err: 'docs is a folder. Name the files in it: docs/*.md\n' });
});

test('no sign of a file or its name reaches the terminal as it is', async () => {
  const evil = '\x1b[31m\x1b]0;title\x07\x9b2J\u202e';
  const text = whole
    .replace('Nobody could pay', `Nobody ${evil} should have ${evil} tested`)
    .replace('## Summary', `## Summary\n\nAnn${evil} should have tested ${evil}it.\n`);
  for (const format of ['text', 'json']) {
    const { code, out, err } = await type(['check', '--format', format, `a${evil}.md`, `none${evil}\n.md`], {
      files: { [`a${evil}.md`]: text },
    });
    expect(code).toBe(2);
    expect(out).not.toBe('');
    expect(out + err).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  }
});

test('colours on a terminal only, and not with NO_COLOR; long findings are broken', async () => {
  const files = { 'a.md': withoutApology };
  const args = ['check', 'a.md'];
  expect((await type(args, { files })).out).not.toContain('\x1b');
  const shown = (await type(args, { files, columns: 80 })).out;
  expect(shown).toContain('\x1b[31merror');
  expect(shown.split('\n').length).toBeGreaterThan(5);
  const plain = (await type(args, { files, columns: 80, env: { NO_COLOR: '1' } })).out;
  expect(plain).not.toContain('\x1b');
  for (const line of plain.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('a configuration is obeyed, and what is wrong in it is said with its place', async () => {
  const config = 'sections:\n  apology:\n    required: false\nzona: UTC\n';
  const usual = await type(['check', 'a.md'], {
    files: { 'a.md': withoutApology, '.github/postmortems.yml': config },
  });
  expect(usual.code).toBe(0);
  expect(usual.err).toMatch(/^\.github\/postmortems\.yml:4:1: .*Did you mean `zone`\?/);
  const named = await type(['check', '--config', 'mine.yml', 'a.md'], {
    files: { 'a.md': withoutApology, 'mine.yml': 'findings:\n  no-apology: hint\n', '.github/postmortems.yml': config },
  });
  expect({ code: named.code, err: named.err }).toEqual({ code: 0, err: '' });
  expect(named.out).toContain('info Apology is missing');
  const none = await type(['check', '--config', 'none.yml', 'a.md'], { files: { 'a.md': whole } });
  expect(none).toMatchObject({ code: 2, out: '', err: expect.stringContaining('none.yml is not there') });
});

test('a heading of the configuration is found', async () => {
  const files = {
    'a.md': whole.replace('## Apology', '## To our customers'),
    '.github/postmortems.yml': 'sections:\n  apology:\n    aliases: [To our customers]\n',
  };
  expect((await type(['check', 'a.md'], { files })).code).toBe(0);
  const missing = await type(['check', 'a.md'], {
    files: { 'a.md': withoutApology, '.github/postmortems.yml': 'sections: { apology: { heading: To our users } }\n' },
  });
  expect(missing.out).toContain('To our users is missing.');
});

test('a timeline by hand needs no word for its beginning and end, but an entry', async () => {
  const rows = whole.replace('discovered: ', '').replace('over: ', '');
  expect((await type(['check', '-'], { stdin: rows })).code).toBe(0);
  const empty = await type(['check', '-'], { stdin: rows.replace(/^- 2026.*\n/gm, '') });
  expect(empty.code).toBe(1);
  expect(empty.out).toContain('timeline-no-discovery');
});

test('rows that the App keeps have their kinds and lines, equal ones too', () => {
  const rows = [
    '**18 November 2026** (Europe/Berlin)',
    '',
    '- [14:02](https://github.com/acme/shop/issues/1#issuecomment-7) **discovered:** calls <!-- c7.0123abcd -->',
    '- 14:05 db down',
    '- 14:05 db down',
    '- [15:00](https://github.com/acme/shop/issues/1#issuecomment-8) **over:** quiet <!-- c8.0123abcd -->',
  ];
  const region = ['<!-- postmortems:timeline rev=1 -->', '', ...rows, '', '<!-- /postmortems:timeline -->'];
  for (const end of ['\n', '\r\n']) {
    const text = ['## Summary', '', 'It broke.', '', '## Timeline', '', ...region].join(end);
    const checked = checkText(text, { configuration: defaults, isPostmortem: true, now });
    expect('timeline' in checked && checked.timeline).toEqual([
      { line: 11, at: '2026-11-18T13:02:00.000Z', text: 'calls', kind: 'discovered' },
      { line: 12, at: '2026-11-18T13:05:00.000Z', text: 'db down', kind: null },
      { line: 13, at: '2026-11-18T13:05:00.000Z', text: 'db down', kind: null },
      { line: 14, at: '2026-11-18T14:00:00.000Z', text: 'quiet', kind: 'over' },
    ]);
  }
});

test.each(rules.map((one) => [one.id, one] as const))('%s speaks of no command to who writes by hand', (_, rule) => {
  const heading = `## ${sectionOf(rule.section).heading}\n`;
  const lines = rule.fires.map((line) => (rule.section === 'timeline' ? `- 2026-11-18 ${line}` : line));
  const text = `# Postmortem\n\n## Summary\n\nAn outage.\n\n${rule.section === 'summary' ? '' : heading}\n${lines.join('\n')}\n`;
  const checked = checkText(text, { configuration: defaults, isPostmortem: true, now });
  if ('hostile' in checked) throw new Error(checked.hostile);
  for (const { message } of checked.findings)
    expect(message.replace(/On its own issue, .*/, '')).not.toMatch(/`\/|the comments?\b/);
});
