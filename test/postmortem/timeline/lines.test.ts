/** Blocks as people paste them: what becomes an entry, and that every other line is given back. Instants are in UTC. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../../src/postmortem/timeline/lines.ts';
import type { TimeContext } from '../../../src/postmortem/timeline/when.ts';
import { seed } from '../../seed.ts';

const context: TimeContext = { reference: Date.parse('2026-11-20T15:00:00Z'), zone: 'UTC' };

/** One line to an entry, `2026-11-20 14:05 kind: words`, and one to a line that was not read, `? reason «line» suggestions`. */
function read(text: string, changes: Partial<TimeContext> = {}): readonly string[] {
  const { entries, unread } = readLines(text.split('\n'), { ...context, ...changes });
  return [
    ...entries.map(({ line, when, words, kind, milestone }) => {
      const until = when.until === undefined ? '' : `–${inUtc(when.until).slice('2026-11-20 '.length)}`;
      const label = kind ?? milestone;
      const said = `${when.approximate ? '~' : ''}${inUtc(when.at)}${until} ${label ? `[${label}] ` : ''}${words}`;
      return { line, said };
    }),
    ...unread.map(({ line, raw, refused, instead }) => ({
      line,
      said: `? ${refused} «${raw.trim()}»${instead.map((start) => ` → ${start}`).join('')}`,
    })),
  ]
    .sort((a, b) => a.line - b.line)
    .map(({ said }) => said.trim());
}

function inUtc(at: number): string {
  return new Date(at).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ');
}

describe('lists', () => {
  it('reads bullets of all kinds, numbers and check boxes', () => {
    const lines = [
      '14:01 a',
      '- 14:02 b',
      '* 14:03 c',
      '+ 14:04 d',
      '• 14:05 e',
      '– 14:06 f',
      '1. 14:07 x',
      '2) 14:08 y',
    ];
    const boxes = ['- [x] 14:09 i', '  14:10 j'];
    expect(read([...lines, ...boxes].join('\n')).map((line) => line.slice('2026-11-20 '.length))).toEqual([
      '14:01 a',
      '14:02 b',
      '14:03 c',
      '14:04 d',
      '14:05 e',
      '14:06 f',
      '14:07 x',
      '14:08 y',
      '14:09 i',
      '14:10 j',
    ]);
  });

  it('knows kinds and milestones, also in bold', () => {
    expect(
      read('14:01 deploy: v2\n14:02 **Discovered:** by ann\n14:03 **OVER**: fine\n14:04 **Service** is back'),
    ).toEqual([
      '2026-11-20 14:01 [deploy] v2',
      '2026-11-20 14:02 [discovered] by ann',
      '2026-11-20 14:03 [over] fine',
      '2026-11-20 14:04 **Service** is back',
    ]);
  });

  it('takes marks around the time away and leaves those of the words', () => {
    const text = [
      '- **14:01** - `db` down',
      '- **14:02:** **OUTAGE**',
      '- `14:03`: [alert](https://x.example/a|b)',
      '- **14:04: all of it in bold**',
      '- **14:05 one part** and another',
      '- _14:06_ x<br>',
      '- 14:07 x  ',
      '- 14:08 x\\',
      '- 🔥 14:09 x',
    ];
    expect(read(text.join('\n')).map((line) => line.slice('2026-11-20 14:0'.length))).toEqual([
      '1 `db` down',
      '2 **OUTAGE**',
      '3 [alert](https://x.example/a|b)',
      '4 **all of it in bold**',
      '5 **one part** and another',
      '6 x',
      '7 x',
      '8 x',
      '9 🔥 x',
    ]);
  });

  it('keeps a bar in the words', () => {
    expect(read('- 14:05 grep a | wc -l\n14:06 | a | b\n14:07 a \\| b')).toEqual([
      '2026-11-20 14:05 grep a | wc -l',
      '2026-11-20 14:06 a | b',
      '2026-11-20 14:07 a \\| b',
    ]);
  });

  it('takes nested lines for detail, but for those with a clock of their own', () => {
    const text = '- 14:05 db down\n  - 500 errors\n  wrapped words\n  - 15m long\n  - 14:06 ann joins\n- 14:10 back';
    expect(read(text)).toEqual([
      '2026-11-20 14:05 db down 500 errors wrapped words 15m long',
      '2026-11-20 14:06 ann joins',
      '2026-11-20 14:10 back',
    ]);
  });

  it('gives every other line back, each with its reason', () => {
    expect(read('- 14:05 db\n- nothing to see\n- 1405 users\n- 25:00 x\n- Friday deploy\nnow what')).toEqual([
      '2026-11-20 14:05 db',
      '? no time stands in it «- nothing to see»',
      '? `1405` can be a clock or a number «- 1405 users» → 14:05 users → 2026-11-20 15:00: 1405 users',
      '? `25:00` is no time of day «- 25:00 x» → 2026-11-20 15:00 x',
      '? `Friday` names a day and no time of day «- Friday deploy» → 2026-11-20 15:00: Friday deploy',
      '? no time stands in it «now what»',
    ]);
  });

  it('has nothing to read in nothing', () => {
    expect(readLines([], context)).toEqual({ entries: [], unread: [] });
    expect(readLines(['', '  ', '<!-- 14:05 hidden -->', '---'], context)).toEqual({ entries: [], unread: [] });
  });

  it('skips fenced code and comments over several lines', () => {
    const text =
      '14:01 a\n```\n14:02 log\n```\n- ~~~sh\n  14:03 log\n  ~~~\n```14:04 one line```\n<!--\n14:05 b\n-->\n14:06 c';
    expect(read(text)).toEqual(['2026-11-20 14:01 a', '2026-11-20 14:06 c']);
  });

  it('closes a fence with its own mark only', () => {
    expect(read('````\n```\n14:01 a\n```js\n````\n14:02 b')).toEqual(['2026-11-20 14:02 b']);
  });
});

describe('the time on a line of its own, or last', () => {
  it('takes the lines below for the words', () => {
    expect(read('1:03\nFirst alert fires\n\n1:05\nann joins\nwith wes')).toEqual([
      '2026-11-20 01:03 First alert fires',
      '2026-11-20 01:05 ann joins with wes',
    ]);
  });

  it('does the same below headings', () => {
    expect(read('### 13:35\n\nThe first.\n\n- a list\n\n### 13:40 - Note\n\nThe second.')).toEqual(
      ['2026-11-20 13:35 The first. - a list', '2026-11-20 13:40 Note The second.'].map((line) =>
        line.replace('- a list', 'a list'),
      ),
    );
  });

  it('reads a date and a clock behind the words', () => {
    const text = '- Fault occurs 2020-02-12 11:45\n- Repaired: 2020-02-12 12:07 UTC\n- First detected: 12:01';
    expect(read(text)).toEqual([
      '2020-02-12 11:45 Fault occurs',
      '2020-02-12 12:07 Repaired',
      '2020-02-12 12:01 First detected',
    ]);
  });

  it('does not take any clock in the words for it', () => {
    expect(read('- ann says it broke at 14:05\n- see https://x.example/14:05')).toEqual([
      '? no time stands in it «- ann says it broke at 14:05»',
      '? no time stands in it «- see https://x.example/14:05»',
    ]);
  });
});

describe('days', () => {
  it('holds for the lines below, from a line, a heading or an entry', () => {
    const text =
      '28 January 2021\n19.00 a\n**29 January 2021**\n09:00 b\n### 2021-01-30\n10:00 c\n- 2021-01-31 11:00 d\n- 12:00 e';
    expect(read(text)).toEqual([
      '2021-01-28 19:00 a',
      '2021-01-29 09:00 b',
      '2021-01-30 10:00 c',
      '2021-01-31 11:00 d',
      '2021-01-31 12:00 e',
    ]);
  });

  it.each([
    ['Tue 7 Jan 2020', '2020-01-07'],
    ['### Saturday 2 September 2023', '2023-09-02'],
    ['## February 24, 2025', '2025-02-24'],
    ['### _2018/02/26_', '2018-02-26'],
    ['#### [2026-06-09]', '2026-06-09'],
    ['### 13.12.2023', '2023-12-13'],
    ['## May 12', '2026-05-12'],
    ['### October 27, 2022 (Thursday)', '2022-10-27'],
    ['### Day 2 (13 May)', '2026-05-13'],
    ['## Timeline for September 17, 2018:', '2018-09-17'],
    ['- **2020-09-03**', '2020-09-03'],
    ['| 2020-09-03 | |', '2020-09-03'],
    ['Yesterday', '2026-11-19'],
    ['Friday', '2026-11-20'],
  ])('reads %s', (line, day) => {
    expect(read(`${line}\n10:00 a`)).toEqual([`${day} 10:00 a`]);
  });

  it.each([
    ['### 03-10-2021', /can be 3 October 2021 or 10 March|can be 3 October or 10 March/],
    ['03/04/2026', /can be 3 April or 4 March/],
    ['## 31 February 2026', /is no day that exists/],
    ['Monday 20 November 2026', /is a Friday, not a Monday/],
    ['### Day 2 (03/04)', /can be 3 April or 4 March/],
  ])('places no line below %s', (line, reason) => {
    const [first, second, third, ...others] = read(`14:00 before\n${line}\n10:00 a\n2026-11-19 11:00 b\n12:00 c`);
    expect(first).toBe('2026-11-20 14:00 before');
    expect(second).toMatch(reason);
    expect(third).toBe('? the day above it cannot be read for certain «10:00 a»');
    expect(others).toEqual(['2026-11-19 11:00 b', '2026-11-19 12:00 c']);
  });

  it('takes a year from the day above', () => {
    expect(read('Jan 3, 2021: 10:00 a\nJan 13 11:00 b\nDec 30 2021, 10:00 c\nJan 2 10:00 d\nTue 11:00 e')).toEqual([
      '2021-01-03 10:00 a',
      '2021-01-13 11:00 b',
      '2021-12-30 10:00 c',
      '2022-01-02 10:00 d',
      '2022-01-04 11:00 e',
    ]);
  });

  it('goes on from yesterday', () => {
    expect(read('yesterday 21:30 a\n21:45 b\n00:10 c')).toEqual([
      '2026-11-19 21:30 a',
      '2026-11-19 21:45 b',
      '2026-11-20 00:10 c',
    ]);
  });

  it('passes midnight', () => {
    expect(read('2026-11-10 22:00 a\n23:50–00:05 b\n00:10–00:20 c\n02:00 d\n23:59 e\n00:01 f')).toEqual([
      '2026-11-10 22:00 a',
      '2026-11-10 23:50–00:05 b',
      '2026-11-11 00:10–00:20 c',
      '2026-11-11 02:00 d',
      '2026-11-11 23:59 e',
      '2026-11-12 00:01 f',
    ]);
  });

  it('passes midnight when the clocks change', () => {
    const autumn = { zone: 'Europe/Berlin', reference: Date.parse('2026-10-28T12:00:00Z') };
    expect(read('2026-10-24 23:50 a\n04:00 b\n23:50 c\n00:10 d', autumn)).toEqual([
      '2026-10-24 21:50 a',
      '2026-10-25 03:00 b',
      '2026-10-25 22:50 c',
      '2026-10-25 23:10 d',
    ]);
  });

  it('leaves an entry that is out of order on its day', () => {
    expect(read('2026-11-10 14:05 a\n13:50 b\n14:10 c\n09:00 d')).toEqual([
      '2026-11-10 14:05 a',
      '2026-11-10 13:50 b',
      '2026-11-10 14:10 c',
      '2026-11-10 09:00 d',
    ]);
  });

  it('does not guess between out of order and the next day', () => {
    expect(read('2026-11-10 11:00 a\n01:30 b\n11:10 c')).toEqual([
      '2026-11-10 11:00 a',
      '? `01:30` can be before the line above it or on the day after «01:30 b» → 2026-11-10 01:30 b → 2026-11-11 01:30 b',
      '2026-11-10 11:10 c',
    ]);
  });

  it('has no next day that is ahead of the comment', () => {
    expect(read('2026-11-20 14:00 a\n01:00 b')).toEqual(['2026-11-20 14:00 a', '2026-11-20 01:00 b']);
  });

  it('needs a day when the incident began long ago', () => {
    const opened = Date.parse('2026-11-18T09:00:00Z');
    expect(read('14:05 a\n2026-11-18 14:05 b\n14:10 c', { opened })).toEqual([
      '? the incident began more than a day before, so `14:05` needs its date «14:05 a» → 2026-11-18 14:05 a → 2026-11-20 14:05 a',
      '2026-11-18 14:05 b',
      '2026-11-18 14:10 c',
    ]);
  });
});

describe('zones', () => {
  it.each([
    ['All times in EDT', 4],
    ['all times are EDT.', 4],
    ['_All times EDT._', 4],
    ['*(All times US/Eastern, 24-hour clock.)*', 5],
    ['(all times in PST/PDT)', 8],
    ['All times in America/New_York', 5],
    ['All times in UTC-3 (our time)', 3],
    ['All times are be in PST unless otherwise stated.', 8],
    ['All events are documented in [PST](https://x.example) time.', 8],
    ['All events below happened on `2026-11-20`, hours in `PST`', 8],
    ['Unless otherwise noted all events happened on 2026-11-20, and all times are in\nPST.', 8],
    ['## Timeline (times in PST)', 8],
    ['## Timeline (PST)', 8],
    ['## Timeline (All Time in PST)', 8],
    ['## Timeline (AST — UTC-3)', 3],
    ['## Timeline (BRT - UTC-3)', 3],
    ['Timezone: America/New_York', 5],
    ['| Time (EST) | Event |\n|---|---|', 5],
    ['| **Date/Time (EST)** | Event |\n|---|---|', 5],
    ['All times in PST (UTC-7)', 7],
    ['All times in USA/Pacific', 8],
  ])('takes the zone of %s', (note, hours) => {
    const at = inUtc(Date.parse('2026-11-10T10:00:00Z') + hours * 3_600_000);
    const unread = read(`${note}\n2026-11-10 10:00 a`).filter(
      (line) => !line.startsWith('? no time stands in it «PST.'),
    );
    expect(unread).toEqual([`${at} a`]);
  });

  it('holds for the lines above it too when it is named once', () => {
    expect(read('2026-11-10 10:00 a\n10:05 UTC b\nAll times in EDT')).toEqual([
      '2026-11-10 14:00 a',
      '2026-11-10 10:05 b',
    ]);
  });

  it('changes with the headings', () => {
    expect(read('### 2026-11-09 (All times CEST)\n10:00 a\n### 2026-11-10 (All times EST)\n10:00 b')).toEqual([
      '2026-11-09 08:00 a',
      '2026-11-10 15:00 b',
    ]);
  });

  it('is not changed by the words of an entry', () => {
    expect(read('2026-11-10 10:00 ann: times in the log are in PST\n10:05 b')).toEqual([
      '2026-11-10 10:00 ann: times in the log are in PST',
      '2026-11-10 10:05 b',
    ]);
  });

  it.each(['All times in BST', '## Timeline (times in BST)'])(
    'refuses every time in a zone of several meanings: %s',
    (note) => {
      expect(read(`${note}\n2026-07-10 10:00 a\n10:05 UTC b`)).toEqual([
        '? `BST` is the name of several zones, and `2026-07-10 10:00` is in it «2026-07-10 10:00 a» → 2026-07-10 10:00 Europe/London a → 2026-07-10 10:00 Asia/Dhaka a',
        '2026-11-20 10:05 b',
      ]);
      expect(read(`${note}\n2026-07-10 10:00 a`, { meanings: { BST: 'Europe/London' } })).toEqual([
        '2026-07-10 09:00 a',
      ]);
    },
  );

  it('refuses every time in two zones, and in one that does not exist', () => {
    expect(read('## Timeline (UTC or BRT)\n10:00 a')).toEqual([
      '? there is no time zone `UTC or BRT` «10:00 a» → 10:00 UTC a',
    ]);
    expect(read('All times in Mars/Phobos\n10:00 a')).toEqual([
      '? there is no time zone `Mars/Phobos` «10:00 a» → 10:00 UTC a',
    ]);
  });

  it.each([
    'All customers in EST are affected',
    'The team has all the time and/or people',
    'There are times when CAT scans fail',
  ])('does not hear one in %s', (line) => {
    expect(read(`${line}\n10:00 a`)).toEqual([`? no time stands in it «${line}»`, '2026-11-20 10:00 a']);
  });
});

describe('tables', () => {
  it('reads rows with outer bars and without', () => {
    expect(read('| Time | Event | Actor |\n|---|---|---|\n| 14:01 | db down | ann |\n| 14:02 | back | |')).toEqual([
      '2026-11-20 14:01 db down | ann',
      '2026-11-20 14:02 back',
    ]);
    expect(read('Time | Event\n--- | ---\n14:01 | db down\n14:02 | back')).toEqual([
      '2026-11-20 14:01 db down',
      '2026-11-20 14:02 back',
    ]);
  });

  it('reads rows without their head', () => {
    expect(read('| 14:01 | db down |\n| **14:02** | `a` |')).toEqual([
      '2026-11-20 14:01 db down',
      '2026-11-20 14:02 `a`',
    ]);
  });

  it('finds the time in any column', () => {
    const text =
      '| # | Who | When | What |\n|:-|:-:|-:|---|\n| 1 | ann | 14:01 | db down |\n| 2 | wes | 14:02 UTC | back |';
    expect(read(text)).toEqual(['2026-11-20 14:01 1 | ann | db down', '2026-11-20 14:02 2 | wes | back']);
    expect(read('| started | 2020-11-21 12:50 CET |\n| over | 2020-11-21 13:50 CET |')).toEqual([
      '2020-11-21 11:50 started',
      '2020-11-21 12:50 over',
    ]);
  });

  it('joins a day, a clock and a zone that stand in columns of their own', () => {
    const text =
      '| Date | Time | Zone | Event |\n|--|--|--|--|\n| 2026-11-10 | 14:01 | UTC | a |\n| | 14:02 | UTC | b |\n| 11 Nov 2026 | 2 pm | EST | c |';
    expect(read(text)).toEqual(['2026-11-10 14:01 a', '2026-11-10 14:02 b', '2026-11-11 19:00 c']);
  });

  it('does not let the words change the time', () => {
    expect(read('| 14:01 | 20 Nov deploy |\n| 14:02 | UTC is wrong |\n| 14:03 | 14:20 is the goal |')).toEqual([
      '2026-11-20 14:01 20 Nov deploy',
      '2026-11-20 14:02 UTC is wrong',
      '2026-11-20 14:03 14:20 is the goal',
    ]);
  });

  it('keeps a bar that is text', () => {
    expect(read('| 14:01 | a \\| b | c |')).toEqual(['2026-11-20 14:01 a \\| b | c']);
  });

  it('gives rows back that have no time', () => {
    expect(read('| Time | Event |\n|---|---|\n| TBC | a |\n| 1405 users | b |\n| Jul 2024 | c |')).toEqual([
      '? no time stands in it «| TBC | a |»',
      '? `1405` can be a clock or a number «| 1405 users | b |» → 14:05 users | b → 2026-11-20 15:00: 1405 users | b',
      '? `Jul 2024` names a day and no time of day «| Jul 2024 | c |» → 2026-11-20 15:00: Jul 2024 c',
    ]);
  });

  it('does not take a sentence for a head', () => {
    expect(read('Time to restart the db\nWhen it is back we tell them')).toEqual([
      '? no time stands in it «Time to restart the db»',
      '? no time stands in it «When it is back we tell them»',
    ]);
  });
});

describe(`any lines (seed ${seed})`, () => {
  const piece = fc.constantFrom(
    ...[
      '14:05 a',
      '- 14:06 b',
      '  - detail',
      '### 2026-11-19',
      '28 January 2021',
      '03/04/2026',
      'All times in EDT',
      'prose',
      '1405 x',
    ],
    ...[
      '| Time | Event |',
      '|---|---|',
      '| 14:07 | c |',
      '| x | y |',
      '```',
      '',
      '### 13:00',
      'Repaired 2020-02-12 12:07',
      '25:00 z',
    ],
    ...[
      'Friday deploy',
      '## Timeline (BST)',
      '14:08',
      '  14:09 wrapped',
      '<!-- note -->',
      'now',
      '**bold**',
      '> quote',
      '1. 23:50 d',
    ],
  );
  const anyLine = fc.oneof(
    { weight: 4, arbitrary: piece },
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
  );

  it('are lost nowhere', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 14 }), (pieces) => {
        const lines = pieces.flatMap((one) => one.split('\n'));
        const { entries, unread } = readLines(lines, context);
        const accounted = new Set([...entries, ...unread].map(({ line }) => line));
        expect(accounted.size).toBe(entries.length + unread.length);
        for (const { line, raw } of [...entries, ...unread]) expect(raw).toBe(lines[line]);
        const words = entries.map((entry) => entry.words).join(' ');
        const isQuiet = quietLines(lines);
        for (const [index, raw] of lines.entries()) {
          const text = raw
            .replace(/^[ \t]*(?:[-*+•–>][ \t]+|\d+[.)][ \t]+)?/, '')
            .replace(/^\||\|$/g, '')
            .trim();
          if (accounted.has(index) || isQuiet(index) || words.includes(text)) continue;
          expect(readLines([raw], context)).toEqual({ entries: [], unread: [] });
        }
      }),
      { seed, numRuns: 3000 },
    );
  });

  /** Blank, within a fence, a comment, or the head of a table. */
  function quietLines(lines: readonly string[]): (index: number) => boolean {
    let fence: string | undefined;
    let isComment = false;
    const quiet = new Set<number>();
    for (const [index, raw] of lines.entries()) {
      const mark = /^[ \t]*(?:[-*+] |\d{1,3}[.)] )?(`{3,}|~{3,})/.exec(raw)?.[1];
      const isHidden = fence !== undefined || isComment || mark !== undefined || /^[ \t]*<!--/.test(raw);
      if (isHidden || raw.trim() === '' || (raw.includes('|') && /^[ |:-]+$/.test(lines[index + 1] ?? '')))
        quiet.add(index);
      if (fence !== undefined) fence = mark?.startsWith(fence) && raw.trim() === mark ? undefined : fence;
      else if (isComment || /^[ \t]*<!--/.test(raw)) isComment = !raw.includes('-->');
      else if (mark !== undefined && raw.split(mark).length === 2) fence = mark;
    }
    return (index) => quiet.has(index);
  }

  it('are read the same twice', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 14 }), (lines) => {
        expect(readLines(lines, context)).toEqual(readLines(lines, context));
      }),
      { seed, numRuns: 500 },
    );
  });
});
