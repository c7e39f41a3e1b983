import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandTable } from '../../src/postmortem/commands/table.ts';
import { type Entry, longestEntry, type Refusal, readEntry } from '../../src/postmortem/timeline/entry.ts';
import { kinds, milestones } from '../../src/postmortem/timeline/kinds.ts';
import { readWhen } from '../../src/postmortem/timeline/when.ts';

/** When the comment was written. */
const reference = Date.UTC(2026, 10, 20, 14, 10, 42);
const context = { reference, zone: 'UTC' };

/** An entry in one line: `20 14:05 [comms] text`, or why not and what instead. */
function shown(entry: Entry | Refusal): string {
  if ('refused' in entry) return [`no: ${entry.refused}`, ...entry.instead].join('\n');
  const label = entry.milestone ?? entry.kind;
  return `${new Date(entry.at).toISOString().slice(8, 16).replace('T', ' ')} ${label ? `[${label}] ` : ''}${entry.text}`;
}

const read = (args: string) => shown(readEntry(args, context));

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
    expect(shown(readEntry(args, context, 'over'))).toBe(expected);
  });
});

describe('words that look a little like a time', () => {
  test.each([
    '3 of 4 replicas down',
    '3/4 replicas down',
    '500 errors',
    '2.5 times slower',
    '10.0.0.5 does not answer',
    '2.5.1 released',
    '1:1000 requests fail',
    '12.50% of requests fail',
    'May be related',
    'Mon-key patch',
    'marked 2 nodes as down',
    'decided 3 replicas are enough',
    '3 marked as down',
    "yesterday's deploy",
    '2 pods down',
    'nowhere to be seen',
    'T-shirt shop',
  ])('%s', (text) => {
    expect(read(text)).toBe(`20 14:10 ${text}`);
  });

  test.each(['-5 replicas lost', '+3 nodes', 'art server down', '3:2 majority', '5 min later fine'])(
    'behind a clock: %s',
    (text) => {
      expect(read(`14:05 ${text}`)).toBe(`20 14:05 ${text}`);
    },
  );
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
        const entry = readEntry(args, { reference: at, zone: 'UTC' }, milestone);
        if (!('refused' in entry)) return;
        expect(entry.instead.length).toBeGreaterThan(0);
        for (const line of entry.instead) {
          const command = milestone ? '/over ' : '/timeline ';
          expect(line.startsWith(command)).toBe(true);
          expect(readEntry(line.slice(command.length), { reference: at, zone: 'UTC' }, milestone)).not.toHaveProperty(
            'refused',
          );
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('an entry is on the minute, and at most ten minutes ahead of its comment', () => {
    fc.assert(
      fc.property(typed, instants, only, (args, at, milestone) => {
        const entry = readEntry(args, { reference: at, zone: 'UTC' }, milestone);
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
        const when = readWhen(`${clock} x`, { reference: at, zone: 'UTC' });
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
