import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Reading, readCommands } from '../../src/postmortem/commands/read.ts';
import { commandTable } from '../../src/postmortem/commands/table.ts';
import type { Comment } from '../../src/postmortem/snapshot.ts';

const createdAt = Date.UTC(2026, 10, 20, 14, 10, 42);

function commentOf(body: string, other: Partial<Comment> = {}): Comment {
  return {
    repo: 'acme/shop',
    id: 'IC_101',
    number: '101',
    url: 'https://github.com/acme/shop/issues/212#issuecomment-101',
    body,
    author: { kind: 'person', login: 'ann' },
    ours: false,
    createdAt,
    hidden: false,
    rocket: false,
    confused: false,
    eyes: false,
    ...other,
  };
}

const read = (body: string) => readCommands(commentOf(body), { zone: 'UTC' });
const commands = (reading: Reading | undefined) => reading?.lines.map((line) => line.command) ?? [];

describe('no command', () => {
  test.each([
    ['', 'nothing'],
    ['looks good to me', 'talk'],
    ['> /timeline x', 'a quote'],
    ['`/timeline x`', 'code'],
    ['/close', "another bot's"],
    ['/assign me', "another bot's"],
    ['/cc everybody', "another bot's"],
    ['/over/there', 'a path'],
    ['/timeline.md', 'a file'],
    ['/overview', 'another word'],
    ['/t', 'too short to be nearly one'],
  ])('%s (%s)', (body) => {
    expect(read(body)).toBeUndefined();
  });

  test('hidden or our own', () => {
    expect(readCommands(commentOf('/over', { hidden: true }), { zone: 'UTC' })).toBeUndefined();
    expect(readCommands(commentOf('/over', { ours: true }), { zone: 'UTC' })).toBeUndefined();
  });
});

describe('commands', () => {
  test.each<[string, object]>([
    ['/timeline 14:05 comms: page up', { name: 'entry', entry: { kind: 'comms', text: 'page up', typed: '14:05' } }],
    ['/TL db down', { name: 'entry', entry: { text: 'db down', typed: '' } }],
    ['/timeline: db down', { name: 'entry', entry: { text: 'db down' } }],
    ['/timeline\tdb down', { name: 'entry', entry: { text: 'db down' } }],
    ['/over', { name: 'entry', entry: { milestone: 'over', text: '' } }],
    ['/over: all well', { name: 'entry', entry: { milestone: 'over', text: 'all well' } }],
    ['/measure Alert on  lag', { name: 'measure', title: 'Alert on lag' }],
    ['/measure #45', { name: 'adopt', number: 45 }],
    ['/measure #45 once more', { name: 'measure', title: '#45 once more' }],
    ['/postmortem open', { name: 'open' }],
    ['/Postmortem HELP please', { name: 'help' }],
  ])('%s', (body, expected) => {
    expect(commands(read(body))).toMatchObject([expected]);
  });

  test('several in one comment keep their order; the same line counts once', () => {
    const reading = read('so:\n/timeline a\ntext\n/timeline b\n/timeline  a\n\n> /timeline c\n\n/measure d');
    expect(commands(reading)).toMatchObject([
      { name: 'entry', entry: { text: 'a' } },
      { name: 'entry', entry: { text: 'b' } },
      { name: 'measure', title: 'd' },
    ]);
    expect(reading?.lines.map((line) => line.order)).toEqual([0, 1, 2]);
    expect(reading?.lines.map((line) => line.id)).toEqual([
      expect.stringMatching(/^c101\.[0-9a-f]{8}$/),
      expect.stringMatching(/^c101\.[0-9a-f]{8}$/),
      expect.stringMatching(/^c101\.[0-9a-f]{8}$/),
    ]);
  });

  test('the version follows the commands, not the talk', () => {
    const version = read('/timeline a\n/over')?.version;
    expect(read('hello\r\n\r\n/timeline  a \r\n/over\r\nbye')?.version).toBe(version);
    expect(read('/timeline a!\n/over')?.version).not.toBe(version);
    expect(read('/over\n/timeline a')?.version).not.toBe(version);
    expect(read('/timeline a')?.version).not.toBe(version);
  });
});

test('what is nearly a command, or half of one', () => {
  const typed = [
    '/timelime 14:05 db down',
    '/timeilne db down',
    '/timelines',
    '/timelime 25:00 db down',
    '/mesure Alert on lag',
    '/postmortems',
    '/postmorten open',
    '/postmortem',
    '/postmortem close',
    '/postmortem `@ann`<!--',
    '/measure',
    `/measure ${'x'.repeat(257)}`,
    '/timeline',
  ];
  const shown = typed.map((body) => {
    const lines = commands(read(body)).map((one) =>
      'refused' in one ? [`no: ${one.refused}`, ...one.instead].join('\n') : one.name,
    );
    return `> ${body.slice(0, 40)}\n${lines.join('\n')}\n`;
  });
  expect(shown.join('\n')).toMatchInlineSnapshot(`
    "> /timelime 14:05 db down
    no: there is no \`/timelime\`, but there is \`/timeline\`
    /timeline 14:05 db down

    > /timeilne db down
    no: there is no \`/timeilne\`, but there is \`/timeline\`
    /timeline db down

    > /timelines
    no: there is no \`/timelines\`, but there is \`/timeline\`
    /timeline what happened

    > /timelime 25:00 db down
    no: there is no \`/timelime\`, but there is \`/timeline\`
    /timeline 2026-11-20 14:10 db down

    > /mesure Alert on lag
    no: there is no \`/mesure\`, but there is \`/measure\`
    /measure Alert on lag

    > /postmortems
    no: there is no \`/postmortems\`, but there is \`/postmortem\`
    /postmortem open
    /postmortem not-needed the alert was part of a drill
    /postmortem join #213
    /postmortem restore
    /postmortem mute impact-no-number nobody counted, and the logs are gone
    /postmortem help

    > /postmorten open
    no: there is no \`/postmorten\`, but there is \`/postmortem\`
    /postmortem open

    > /postmortem
    no: \`/postmortem\` needs a word behind it
    /postmortem open
    /postmortem not-needed the alert was part of a drill
    /postmortem join #213
    /postmortem restore
    /postmortem mute impact-no-number nobody counted, and the logs are gone
    /postmortem help

    > /postmortem close
    no: there is no \`/postmortem close\`
    /postmortem open
    /postmortem not-needed the alert was part of a drill
    /postmortem join #213
    /postmortem restore
    /postmortem mute impact-no-number nobody counted, and the logs are gone
    /postmortem help

    > /postmortem \`@ann\`<!--
    no: there is no \`\`/postmortem \`@ann\`<!--\`\`
    /postmortem open
    /postmortem not-needed the alert was part of a drill
    /postmortem join #213
    /postmortem restore
    /postmortem mute impact-no-number nobody counted, and the logs are gone
    /postmortem help

    > /measure
    no: it names no measure
    /measure what would make this less likely

    > /measure xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
    no: a title has room for 256 characters and this has 257
    /measure the change in a few words, and the rest on its own issue

    > /timeline
    no: it says no word of what happened
    /timeline what happened
    "
  `);
});

test('lines that are suggested are commands', () => {
  const name = fc.oneof(
    fc.constantFrom('timeline', 'timelime', 'tl', 'over', 'measure', 'mesure', 'postmortem', 'postmortems', 'tmeline'),
    fc.string({ unit: fc.constantFrom('t', 'i', 'm', 'e', 'l', 'n'), minLength: 6, maxLength: 9 }),
  );
  const args = fc.constantFrom('', 'open', 'help', 'x', '14:05', '25:00 x', '#45', 'over:', '`', 'x'.repeat(300));
  fc.assert(
    fc.property(name, args, (typed, rest) => {
      for (const command of commands(read(`/${typed} ${rest}`))) {
        if (!('refused' in command)) continue;
        expect(command.instead.length).toBeGreaterThan(0);
        for (const line of command.instead) {
          const [again, ...others] = commands(read(line));
          expect(others).toEqual([]);
          expect(again).toHaveProperty('name');
        }
      }
    }),
    { numRuns: 500 },
  );
});

describe('the table', () => {
  test.each(commandTable.flatMap((row) => row.examples.map((example) => ({ row, example }))))(
    '$example works and stands in $row.usage',
    ({ row, example }) => {
      expect(commands(read(example))).toMatchObject([{ name: expect.any(String) }]);
      expect(example.startsWith(`/${row.name}${row.sub ? ` ${row.sub}` : ''}`)).toBe(true);
    },
  );
});
