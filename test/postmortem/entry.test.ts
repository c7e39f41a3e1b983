import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandTable } from '../../src/postmortem/commands/table.ts';
import {
  type Entry,
  kinds,
  longestEntry,
  milestones,
  type Refusal,
  readEntry,
} from '../../src/postmortem/timeline/entry.ts';
import { readWhen } from '../../src/postmortem/timeline/when.ts';

/** When the comment was written. */
const reference = Date.UTC(2026, 10, 20, 14, 10, 42);

/** An entry in one line: `20 14:05 [comms] text`, or why not and what instead. */
function shown(entry: Entry | Refusal): string {
  if ('refused' in entry) return [`no: ${entry.refused}`, ...entry.instead].join('\n');
  const label = entry.milestone ?? entry.kind;
  return `${new Date(entry.at).toISOString().slice(8, 16).replace('T', ' ')} ${label ? `[${label}] ` : ''}${entry.text}`;
}

const read = (args: string) => shown(readEntry(args, reference));

describe('times that are read', () => {
  test.each([
    ['none', 'db down', '20 14:10 db down'],
    ['now', 'now db down', '20 14:10 db down'],
    ['a clock', '14:05 db down', '20 14:05 db down'],
    ['a short clock', '9:05 db down', '20 09:05 db down'],
    ['seconds', '14:05:59 db down', '20 14:05 db down'],
    ['UTC', '14:05 UTC db down', '20 14:05 db down'],
    ['Z', '14:05Z db down', '20 14:05 db down'],
    ['GMT in small letters', '14:05 gmt db down', '20 14:05 db down'],
    ['a dash', '14:05 - db down', '20 14:05 db down'],
    ['a comma', '14:05, db down', '20 14:05 db down'],
    ['a colon', '14:05: db down', '20 14:05 db down'],
    ['a full stop', '14:05. db down', '20 14:05 db down'],
    ['a bar', '14:05 | db down', '20 14:05 db down'],
    ['no room', '14:05—db down', '20 14:05 db down'],
    ['midnight', '00:00 db down', '20 00:00 db down'],
    ['ten minutes ahead', '14:20 db down', '20 14:20 db down'],
    ['more than that: the day before', '14:21 db down', '19 14:21 db down'],
    ['the evening before', '23:59 db down', '19 23:59 db down'],
    ['a day', '2026-11-18 16:20 pool raised', '18 16:20 pool raised'],
    ['a day as machines write it', '2026-11-18T16:20:30Z pool raised', '18 16:20 pool raised'],
    ['a day and a dash', '2026-11-18 16:20 UTC - pool raised', '18 16:20 pool raised'],
    ['a leap day', '2024-02-29 10:00 x', '29 10:00 x'],
    ['wide space', '\t14:05 \u00a0 db\n down ', '20 14:05 db down'],
  ])('%s', (_, args, expected) => {
    expect(read(args)).toBe(expected);
  });
});

describe('kinds and moments', () => {
  test.each([
    ['a kind', '14:05 comms: status page up', '20 14:05 [comms] status page up'],
    ['a kind without a time', 'deploy: v2', '20 14:10 [deploy] v2'],
    ['a kind in capitals', '14:05 Config: pool', '20 14:05 [config] pool'],
    ['a kind without room', '14:05 action:restart', '20 14:05 [action] restart'],
    ['a kind with too much room', '14:05 action : restart', '20 14:05 [action] restart'],
    ['as a row shows it', '14:05 **over:** all well', '20 14:05 [over] all well'],
    ['a moment', '14:05 discovered: alert', '20 14:05 [discovered] alert'],
    ['a moment and no word', 'over:', '20 14:10 [over] '],
    ['a moment in a moment', 'over: over: x', '20 14:10 [over] over: x'],
    ['an unknown kind', '14:05 weather: rain', '20 14:05 weather: rain'],
    ['a moment as a word', '15:30 over to the DB team', '19 15:30 over to the DB team'],
    ['a moment in bold as a word', '14:05 **over** to you', '20 14:05 **over** to you'],
    ['an address', 'note://x', '20 14:10 note://x'],
  ])('%s', (_, args, expected) => {
    expect(read(args)).toBe(expected);
  });

  test.each([
    ['', '20 14:10 [over] '],
    ['14:05', '20 14:05 [over] '],
    ['14:05 error rate normal', '20 14:05 [over] error rate normal'],
    ['error rate normal', '20 14:10 [over] error rate normal'],
  ])('/over %s', (args, expected) => {
    expect(shown(readEntry(args, reference, 'over'))).toBe(expected);
  });
});

describe('words that look a little like a time', () => {
  test.each([
    '3 of 4 replicas down',
    '3/4 replicas down',
    '500 errors',
    '1405 users',
    '2.5 times slower',
    '1.25 million rows',
    '10.0.0.5 does not answer',
    '2.5.1 released',
    '5000-6000 users',
    '1:1000 requests fail',
    '12.50% of requests fail',
    'May be related',
    'may 3 replicas be enough',
    '2 may have failed',
    'Mon-key patch',
    'marked 2 nodes as down',
    'decided 3 replicas are enough',
    '3 marked as down',
    'Monday morning traffic',
    "yesterday's deploy",
    '2 pods down',
    'since 13:00 slow',
    'nowhere to be seen',
    'T-shirt shop',
  ])('%s', (text) => {
    expect(read(text)).toBe(`20 14:10 ${text}`);
  });

  test.each([
    '-5 replicas lost',
    '+3 nodes',
    'Redis/Kafka down',
    'art server down',
    '3:2 majority',
    '5 min later fine',
  ])('behind a clock: %s', (text) => {
    expect(read(`14:05 ${text}`)).toBe(`20 14:05 ${text}`);
  });
});

describe('times that are refused', () => {
  test('with lines that would work', () => {
    const typed = [
      '25:00 x',
      '14:75 x',
      '14:05:99 x',
      '2:20pm status page up',
      '2 pm status page up',
      '14.05 db down',
      '14h05 db down',
      '[14:05] db down',
      'at 14:05 db down',
      '~14:05 db down',
      '- 14:05 db down',
      '14:05-14:20 db down',
      '14:05 - 14:20 db down',
      '14:05 CET db down',
      '14:05+01:00 db down',
      '14:05 UTC+1 db down',
      '14:05 Europe/Berlin db down',
      '14:05 local time db down',
      '2026-11-18 db down',
      '2026-02-30 14:05 db down',
      '2026-11-21 10:00 db down',
      '0026-11-20 10:00 db down',
      '18.11.2026 16:20 db down',
      '03/04 10:00 replica promoted',
      '13/04 10:00 replica promoted',
      'yesterday 13:00 db down',
      '10 min ago db down',
      '-15m db down',
      'T+5 db down',
      'Monday 14:05 db down',
      '20 Nov 14:05 db down',
      'Nov 20, 14:05 db down',
      '14:05`@ann` x',
      'discovered: 14:02 alert',
      'comms: 2pm alert',
      '14:05',
      '14:05 comms:',
      '',
    ];
    expect(typed.map((args) => `> ${args}\n${read(args)}\n`).join('\n')).toMatchInlineSnapshot(`
      "> 25:00 x
      no: \`25:00\` is no time of day
      /timeline 14:10 x
      /timeline 2026-11-20 14:10 x

      > 14:75 x
      no: \`14:75\` is no time of day
      /timeline 14:10 x
      /timeline 2026-11-20 14:10 x

      > 14:05:99 x
      no: \`14:05:99\` cannot be read for certain
      /timeline 14:05 x
      /timeline 2026-11-20 14:05 x

      > 2:20pm status page up
      no: \`2:20pm\` cannot be read for certain
      /timeline 14:20 status page up
      /timeline 2026-11-20 14:20 status page up

      > 2 pm status page up
      no: \`2 pm\` cannot be read for certain
      /timeline 14:00 status page up
      /timeline 2026-11-20 14:00 status page up

      > 14.05 db down
      no: \`14.05\` cannot be read for certain
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > 14h05 db down
      no: \`14h05\` cannot be read for certain
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > [14:05] db down
      no: \`[14:05]\` cannot be read for certain
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > at 14:05 db down
      no: \`at 14:05\` cannot be read for certain
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > ~14:05 db down
      no: \`~14:05\` cannot be read for certain
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > - 14:05 db down
      no: \`- 14:05\` cannot be read for certain
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > 14:05-14:20 db down
      no: \`14:05-14:20\` cannot be read for certain
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > 14:05 - 14:20 db down
      no: \`14:05 - 14:20\` is a span, and an entry is one moment
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > 14:05 CET db down
      no: \`14:05 CET\` names another zone than UTC, and times are read in UTC
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > 14:05+01:00 db down
      no: \`14:05+01:00\` cannot be read for certain
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > 14:05 UTC+1 db down
      no: \`14:05 UTC+1\` names another zone than UTC, and times are read in UTC
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > 14:05 Europe/Berlin db down
      no: \`14:05 Europe/Berlin\` names another zone than UTC, and times are read in UTC
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > 14:05 local time db down
      no: \`14:05 local time\` names another zone than UTC, and times are read in UTC
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > 2026-11-18 db down
      no: \`2026-11-18\` has no time of day
      /timeline 2026-11-18 14:10 db down

      > 2026-02-30 14:05 db down
      no: \`2026-02-30 14:05\` is no day and time that exists
      /timeline 14:10 db down
      /timeline 2026-11-20 14:10 db down

      > 2026-11-21 10:00 db down
      no: \`2026-11-21 10:00\` is later than the comment itself
      /timeline 14:10 db down
      /timeline 2026-11-20 14:10 db down

      > 0026-11-20 10:00 db down
      no: \`0026-11-20 10:00\` is too long ago
      /timeline 14:10 db down
      /timeline 2026-11-20 14:10 db down

      > 18.11.2026 16:20 db down
      no: \`18.11.2026 16:20\` cannot be read for certain
      /timeline 2026-11-18 16:20 db down

      > 03/04 10:00 replica promoted
      no: \`03/04 10:00\` can be two different days
      /timeline 2026-04-03 10:00 replica promoted
      /timeline 2026-03-04 10:00 replica promoted

      > 13/04 10:00 replica promoted
      no: \`13/04 10:00\` cannot be read for certain
      /timeline 10:00 replica promoted
      /timeline 2026-11-20 10:00 replica promoted

      > yesterday 13:00 db down
      no: \`yesterday 13:00\` cannot be read for certain
      /timeline 2026-11-19 13:00 db down

      > 10 min ago db down
      no: \`10 min ago\` cannot be read for certain
      /timeline 14:10 db down
      /timeline 2026-11-20 14:10 db down

      > -15m db down
      no: \`-15m\` cannot be read for certain
      /timeline 14:10 db down
      /timeline 2026-11-20 14:10 db down

      > T+5 db down
      no: \`T+5\` cannot be read for certain
      /timeline 14:10 db down
      /timeline 2026-11-20 14:10 db down

      > Monday 14:05 db down
      no: \`Monday 14:05\` cannot be read for certain
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > 20 Nov 14:05 db down
      no: \`20 Nov 14:05\` cannot be read for certain
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > Nov 20, 14:05 db down
      no: \`Nov 20, 14:05\` cannot be read for certain
      /timeline 14:05 db down
      /timeline 2026-11-20 14:05 db down

      > 14:05\`@ann\` x
      no: \`\` 14:05\`@ann\` \`\` cannot be read for certain
      /timeline 14:05 x
      /timeline 2026-11-20 14:05 x

      > discovered: 14:02 alert
      no: the time \`14:02\` comes first, then the kind
      /timeline 14:02 discovered: alert

      > comms: 2pm alert
      no: the time comes first, and \`2pm\` cannot be read for certain
      /timeline 14:00 comms: alert
      /timeline 2026-11-20 14:00 comms: alert

      > 14:05
      no: it says no word of what happened
      /timeline 14:05 what happened

      > 14:05 comms:
      no: it says no word of what happened
      /timeline 14:05 comms: what happened

      > 
      no: it says no word of what happened
      /timeline what happened
      "
    `);
  });

  test('an entry that is too long', () => {
    expect(read(`14:05 ${'x'.repeat(longestEntry)}`)).toMatch(/^20 14:05 x+$/);
    expect(read(`14:05 ${'x'.repeat(longestEntry + 1)}`)).toBe(
      'no: its text has 2001 characters and an entry has room for 2000\n/timeline 14:05 one sentence, and the rest below it in the comment',
    );
  });
});

describe('whatever is typed', () => {
  const start = fc.constantFrom(
    ...[
      '',
      '14:05',
      '9:5',
      '25:00',
      '14:05:30',
      '2026-11-18',
      '2026-11-18 16:20',
      '2026-13-01 10:00',
      '03/04',
      '14.05',
    ],
    ...[
      '2pm',
      '2:20 p.m.',
      'yesterday',
      'Mon',
      '20 Nov',
      'Nov 20',
      'at',
      '[14:05]',
      '~',
      '-15m',
      '10 min ago',
      'T+5',
      'now',
    ],
  );
  const middle = fc.constantFrom(
    ...[
      '',
      ' ',
      '-',
      ' - ',
      ': ',
      ',',
      '.',
      ' UTC ',
      'Z',
      ' CET ',
      '+01:00 ',
      ' UTC+1 ',
      '–15:00',
      ' 14:05 ',
      ' pm ',
      '`',
      '\n',
    ],
  );
  const end = fc.constantFrom(
    '',
    'db down',
    'over: x',
    'discovered:',
    'comms: 14:02 x',
    '@ann',
    '15:00',
    'UTC',
    '3',
    '`x`',
  );
  const typed = fc.oneof(
    fc.tuple(start, middle, start, middle, end).map((parts) => parts.join('')),
    fc.string({ maxLength: 20 }),
  );
  const instants = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 11, 31) });
  const only = fc.constantFrom<'over' | undefined>('over', undefined);

  test('lines that are suggested are read', () => {
    fc.assert(
      fc.property(typed, instants, only, (args, at, milestone) => {
        const entry = readEntry(args, at, milestone);
        if (!('refused' in entry)) return;
        expect(entry.instead.length).toBeGreaterThan(0);
        for (const line of entry.instead) {
          const command = milestone ? '/over ' : '/timeline ';
          expect(line.startsWith(command)).toBe(true);
          expect(readEntry(line.slice(command.length), at, milestone)).not.toHaveProperty('refused');
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('an entry is on the minute, and at most ten minutes ahead of its comment', () => {
    fc.assert(
      fc.property(typed, instants, only, (args, at, milestone) => {
        const entry = readEntry(args, at, milestone);
        if ('refused' in entry) return;
        expect(entry.at % 60_000).toBe(0);
        expect(entry.at).toBeLessThanOrEqual(at + 10 * 60_000);
        expect(entry.text.length).toBeLessThanOrEqual(longestEntry);
      }),
    );
  });

  test('without a date it is the latest such time not more than ten minutes after the comment', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), instants, (minutes, at) => {
        const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        const when = readWhen(`${clock} x`, at);
        const read = 'refused' in when ? Number.NaN : when.at;
        expect(new Date(read).toISOString().slice(11, 16)).toBe(clock);
        expect(at - read).toBeGreaterThanOrEqual(-10 * 60_000);
        expect(at - read).toBeLessThan(24 * 60 * 60_000 - 10 * 60_000);
      }),
    );
  });
});

test('every kind and moment is in the help', () => {
  const help = commandTable.find((row) => row.name === 'timeline')?.does ?? '';
  for (const word of [...kinds, ...milestones]) expect(help).toContain(word);
});
