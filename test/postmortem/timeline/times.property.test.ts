/** What holds for every text: reading never fails, depends on nothing but text and context, and takes time in proportion to the length. */
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readLines } from '../../../src/postmortem/timeline/lines.ts';
import { readPhrase } from '../../../src/postmortem/timeline/phrase.ts';
import { readWhen, type TimeContext } from '../../../src/postmortem/timeline/when.ts';
import { effortOf, leastEffort } from '../../effort.ts';
import { seed } from '../../seed.ts';

const parameters = { seed, numRuns: 2000 };
const reference = Date.parse('2026-11-20T15:00:00Z');
const minuteMs = 60_000;

/** Pieces of times, so that most texts are nearly one. */
const piece = fc.constantFrom(
  ...[
    '14:05',
    '14.05',
    '1405',
    '2 pm',
    '2:05pm',
    '12am',
    '14h05',
    '25:61',
    '9',
    '20',
    '2026',
    '00',
    ':',
    '.',
    ',',
    '-',
    '–',
    '/',
  ],
  ...[
    ' ',
    '  ',
    '\u00a0',
    '\t',
    '|',
    '**',
    '`',
    '_',
    '(',
    ')',
    '[',
    ']',
    '~',
    'ca. ',
    'at ',
    'on ',
    'from ',
    'to ',
    'and ',
    'T',
    'T+',
  ],
  ...[
    'Z',
    'UTC',
    'UTC+1',
    '+02:00',
    '-05:00',
    'EDT',
    'BST',
    'ET',
    'Europe/Berlin',
    'Foo/Bar',
    'CI/CD',
    '20 Nov',
    'Nov 20',
    'Fri',
  ],
  ...[
    'Friday',
    'yesterday',
    'tomorrow',
    'today',
    '03/04',
    '20.11.',
    '2026-11-20',
    '15m',
    '1h30',
    ' ago',
    'now',
    'noon',
    '1795183500',
  ],
  ...[
    'db',
    'users',
    'deploy:',
    '<b>',
    '<br>',
    '&nbsp;',
    '\ud83d\ude00',
    '\ud83d',
    '\u200b',
    '\u0000',
    'é',
    '１４：０５',
    '?',
    'ish',
    ' of',
  ],
);
const nearly = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const anyText = fc.oneof(
  { weight: 3, arbitrary: nearly },
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
);
const anyContext: fc.Arbitrary<TimeContext> = fc.record(
  {
    reference: fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2100-01-01') }),
    zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', '+05:45'),
    namedZone: fc.constantFrom('EDT', 'BST', 'nowhere', 'Foo/Bar', 'UTC+1'),
    opened: fc.integer({ min: 0, max: Date.parse('2100-01-01') }),
    discovered: fc.integer({ min: 0, max: Date.parse('2100-01-01') }),
    day: fc.record({
      year: fc.integer({ min: 1970, max: 2100 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
    }),
  },
  { requiredKeys: ['reference', 'zone'] },
);

afterEach(() => {
  vi.useRealTimers();
});

describe(`any text (seed ${seed})`, () => {
  it('is read, refused or left alone, and no sign is made up', () => {
    fc.assert(
      fc.property(anyText, anyContext, (text, context) => {
        const phrase = readPhrase(text);
        if (phrase) {
          expect(phrase.length).toBeGreaterThan(0);
          expect(phrase.length).toBeLessThanOrEqual(text.length);
        }
        const when = readWhen(text, context);
        if ('refused' in when) expect(when.refused).not.toContain('undefined');
        else {
          expect(when.at % minuteMs).toBe(0);
          if (when.until !== undefined) expect(when.until).toBeGreaterThanOrEqual(when.at);
        }
      }),
      parameters,
    );
  });

  it('is never read as later than its comment, but for ten minutes', () => {
    fc.assert(
      fc.property(anyText, anyContext, (text, context) => {
        const when = readWhen(text, context);
        if ('refused' in when) return;
        expect(Math.max(when.at, when.until ?? 0)).toBeLessThanOrEqual(context.reference + 10 * minuteMs);
      }),
      parameters,
    );
  });

  it('is read the same at any time of day and on any machine', () => {
    fc.assert(
      fc.property(anyText, anyContext, fc.date({ noInvalidDate: true }), (text, context, later) => {
        const first = readWhen(text, context);
        vi.useFakeTimers({ now: later, toFake: ['Date'] });
        const second = readWhen(text, context);
        vi.useRealTimers();
        expect(second).toEqual(first);
      }),
      parameters,
    );
  });

  it('gets suggestions that are read, with the words behind them', () => {
    fc.assert(
      fc.property(anyText, anyContext, (text, context) => {
        const when = readWhen(text, context);
        if (!('refused' in when)) return;
        expect(when.instead.length).toBeGreaterThanOrEqual(1);
        expect(when.instead.length).toBeLessThanOrEqual(2);
        for (const start of when.instead) {
          const alone = readWhen(start, context);
          const whole = readWhen(`${start} ${when.rest}`, context);
          expect(alone).toHaveProperty('at');
          expect(whole).toMatchObject({ at: 'at' in alone ? alone.at : 'refused' });
        }
      }),
      parameters,
    );
  });
});

describe(`a clock that was written (seed ${seed})`, () => {
  const zones = [
    { written: '', minutes: 0 },
    { written: ' UTC', minutes: 0 },
    { written: 'Z', minutes: 0 },
    { written: ' (UTC)', minutes: 0 },
    { written: '+02:00', minutes: 120 },
    { written: ' +0530', minutes: 330 },
    { written: ' UTC-3', minutes: -180 },
    { written: ' EDT', minutes: -240 },
    { written: ' CEST', minutes: 120 },
    { written: ' Asia/Tokyo', minutes: 540 },
  ];
  const two = (number: number) => String(number).padStart(2, '0');
  const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'];
  months.push('November', 'December');
  const half = (hour: number) => `${((hour + 11) % 12) + 1}`;
  const clocks: ((hour: number, minute: number) => string)[] = [
    (hour, minute) => `${two(hour)}:${two(minute)}`,
    (hour, minute) => `${hour}:${two(minute)}`,
    (hour, minute) => `${two(hour)}:${two(minute)}:41`,
    (hour, minute) => `${two(hour)}.${two(minute)}`,
    (hour, minute) => `${two(hour)}h${two(minute)}`,
    (hour, minute) => `${half(hour)}:${two(minute)} ${hour < 12 ? 'AM' : 'p.m.'}`,
    (hour, minute) => `${half(hour)}:${two(minute)}${hour < 12 ? 'am' : 'PM'}`,
  ];
  const dates: ((year: number, month: number, day: number) => string)[] = [
    (year, month, day) => `${year}-${two(month)}-${two(day)} `,
    (year, month, day) => `${year}/${two(month)}/${two(day)}, `,
    (year, month, day) => `${day}.${month}.${year} `,
    (year, month, day) => `${day} ${months[month - 1]} ${year} `,
    (year, month, day) => `${months[month - 1]?.slice(0, 3).toUpperCase()} ${day}, ${year} at `,
    (year, month, day) => `${months[month - 1]?.toLowerCase()} ${day}th, ${year}, `,
  ];
  const separators = [' ', ': ', ' - ', ' – ', ' — ', ', ', ' | '];

  it('is the same instant again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('1990-01-01') / minuteMs, max: Date.parse('2099-12-28') / minuteMs }),
        fc.constantFrom(...zones),
        fc.constantFrom(...clocks),
        fc.constantFrom(...dates),
        fc.constantFrom(...separators),
        fc.constantFrom('', '**', '_', '`'),
        (minutes, zone, clock, date, separator, mark) => {
          // `2:05pmZ` is nothing that people write.
          fc.pre(/^(?: |$)/.test(zone.written) || (!clock(1, 5).startsWith('1:05 ') && !clock(1, 5).endsWith('am')));
          const at = minutes * minuteMs;
          const local = new Date(at + zone.minutes * minuteMs);
          const day = date(local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate());
          const time = clock(local.getUTCHours(), local.getUTCMinutes());
          const text = `${mark}${day}${time}${zone.written}${mark}${separator}the database is down`;
          const context: TimeContext = { reference: Date.parse('2100-01-01T00:00:00Z'), zone: 'UTC' };
          expect([text, readWhen(text, context)]).toEqual([
            text,
            expect.objectContaining({ at, rest: 'the database is down' }),
          ]);
        },
      ),
      parameters,
    );
  });

  it('without its date is the latest such time', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1429, max: 10 }), fc.constantFrom(...clocks), (ago, clock) => {
        const at = reference + ago * minuteMs;
        const local = new Date(at);
        const text = `${clock(local.getUTCHours(), local.getUTCMinutes())} db`;
        expect([text, readWhen(text, { reference, zone: 'UTC' })]).toEqual([text, expect.objectContaining({ at })]);
      }),
      { ...parameters, numRuns: 1000 },
    );
  });
});

describe('200 KB of hostile text', () => {
  const size = 200_000;
  const shapes = [
    ...[
      '1',
      '14:05 ',
      ':',
      '1:',
      ' ',
      '\t',
      '\u00a0',
      '1h',
      '1h ',
      '1 h ',
      'Nov ',
      '20 Nov ',
      'Friday, ',
      '(',
      ')',
      '()',
      '[',
      '| ',
      '|',
    ],
    ...[
      '**',
      '_',
      '`',
      '~',
      '~ ',
      '- ',
      '-',
      '–',
      '.',
      '1.',
      '#',
      '# ',
      '\\',
      '<br>',
      '<',
      '&nbsp;',
      'T+',
      'UTC',
      'UTC ',
      'a/',
      'A/b',
    ],
    ...[
      'at ',
      'about ',
      'all times in ',
      'times ',
      'All events ',
      'time (',
      'a: ',
      ': ',
      'x ',
      'x| ',
      '2026-11-20 ',
      '03/04 ',
      '14:05-',
    ],
    ...['\ud83d\ude00', ':a:', '1405 ', 'now ', '<!--', '-->', '```', '14:05 db | ', 'a 2026-11-20 14:05 ', 'of '],
  ];
  const context: TimeContext = { reference, zone: 'UTC' };
  const usual = Array.from({ length: size / 20 }, (_, n) => `14:${10 + (n % 50)} restarted it`);
  /** In the cost of as many usual lines, about a second on a usual machine, so that it means the same on a slow one. */
  const most = 10;
  let ordinary = 0;
  beforeAll(async () => {
    ordinary = await leastEffort(() => readLines(usual, context));
  });

  it.each(shapes)('costs no more than ten times as much usual text: %j', async (shape) => {
    const line = shape.repeat(Math.ceil(size / shape.length)).slice(0, size);
    const many = Array.from({ length: 4000 }, () => shape.repeat(Math.ceil(50 / shape.length)));
    for (const lines of [
      [line],
      [`- ${line}x`],
      [`14:05 ${line}x`],
      [`${line} 2026-11-20 14:05`],
      [`|${line}|`],
      many,
    ]) {
      const read = () => {
        readPhrase(lines[0] ?? '');
        readWhen(lines[0] ?? '', context);
        readLines(lines, context);
      };
      if ((await effortOf(read)) >= most * ordinary) expect(await leastEffort(read)).toBeLessThan(most * ordinary);
    }
  });
});
