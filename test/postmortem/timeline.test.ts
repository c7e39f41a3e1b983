import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Entry, readEntry } from '../../src/postmortem/timeline/entry.ts';
import { foldTimeline, type SourcedEntry } from '../../src/postmortem/timeline/fold.ts';
import { endsOf, parseTimeline, renderTimeline } from '../../src/postmortem/timeline/rows.ts';

const parse = (text: string) => parseTimeline(text, { zone: 'UTC', reference: Date.UTC(2026, 10, 30) });
const render = (text: ReturnType<typeof parse>) => renderTimeline(text, 'UTC');

/** An entry as a comment gives it; comments grow by one a minute. */
function entryOf(comment: number, args: string, order = 0, written = Date.UTC(2026, 10, 20, 18)): SourcedEntry {
  const entry = readEntry(args, { reference: written, zone: 'UTC' });
  if ('refused' in entry) throw new Error(`${args}: ${entry.refused}`);
  return sourced(comment, entry, order);
}

function sourced(comment: number, entry: Entry, order = 0): SourcedEntry {
  const id = `c${comment}.${(comment * 16 + order).toString(16).padStart(8, '0')}`;
  return { id, url: `https://x.y/${comment}`, order, entry };
}

const options = { removed: new Set<string>(), isFrozen: () => false, zone: 'UTC' };
const fold = (text: string, entries: readonly SourcedEntry[], other: Partial<typeof options> = {}) =>
  render(foldTimeline(parse(text), entries, { ...options, ...other }));
/** Without markers, so that it can be read. */
const seen = (text: string) => text.replace(/ <!-- c\d+\.[0-9a-f]{8} -->/g, '');

describe('the timeline as text', () => {
  const during = [
    entryOf(103, '13:48 began: every card payment fails'),
    entryOf(101, '14:02 discovered: third complaint, "card payment fails"'),
    entryOf(105, '14:20 comms: status page says checkout is down'),
  ];

  test('nothing yet', () => {
    expect(fold('', [])).toMatchInlineSnapshot(
      `"Nothing yet. Comment \`/timeline what happened\`, here or on the incident. If it was earlier, say when: \`/timeline 14:05 what happened\`."`,
    );
  });

  test('while it goes on', () => {
    expect(seen(fold('', during))).toMatchInlineSnapshot(`
      "**20 November 2026** (UTC)

      - [13:48](https://x.y/103) **began:** every card payment fails
      - [14:02](https://x.y/101) **discovered:** third complaint, "card payment fails"
      - [14:20](https://x.y/105) comms: status page says checkout is down"
    `);
  });

  test('once it is over, in two bands, the day said once', () => {
    const all = [...during, entryOf(118, '2026-11-18 16:20 config: pool raised'), entryOf(110, '15:30 over:')];
    expect(seen(fold('', all))).toMatchInlineSnapshot(`
      "### Lead-up

      **18 November 2026** (UTC)

      - [16:20](https://x.y/118) config: pool raised

      **20 November**

      - [13:48](https://x.y/103) **began:** every card payment fails

      ### Response

      - [14:02](https://x.y/101) **discovered:** third complaint, "card payment fails"
      - [14:20](https://x.y/105) comms: status page says checkout is down
      - [15:30](https://x.y/110) **over**"
    `);
  });

  test('over the turn of the year', () => {
    const written = Date.UTC(2027, 0, 2, 12);
    const all = [
      entryOf(1, '2026-12-31 23:50 discovered: alert', 0, written),
      entryOf(2, '2027-01-01 00:10 db restarted', 0, written),
      entryOf(3, '2027-01-02 09:00 over:', 0, written),
    ];
    const text = fold('', all);
    expect(seen(text)).toMatchInlineSnapshot(`
      "**31 December 2026** (UTC)

      - [23:50](https://x.y/1) **discovered:** alert

      **1 January 2027**

      - [00:10](https://x.y/2) db restarted

      **2 January 2027**

      - [09:00](https://x.y/3) **over**"
    `);
    expect(fold(text, all)).toBe(text);
  });
});

const texts = fc.oneof(
  fc.constantFrom(
    'db down',
    '**over** to you',
    '**over:** well',
    'over: x',
    '`code`',
    '@ann',
    '<!-- x -->',
    '- 14:05 x',
  ),
  fc.string({ maxLength: 20 }),
);
const entries = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 2 })), {
    maxLength: 8,
    selector: ([comment, order]) => `${comment}.${order}`,
  })
  .chain((places) =>
    fc.tuple(
      ...places.map(([comment, order]) =>
        fc
          .tuple(fc.integer({ min: 0, max: 4000 }), fc.constantFrom('', 'comms: ', 'discovered: ', 'over: '), texts)
          .map(([minutes, kind, text]) => {
            const at = new Date(Date.UTC(2026, 11, 29) + minutes * 60_000).toISOString();
            const entry = readEntry(`${at.slice(0, 10)} ${at.slice(11, 16)} ${kind}${text}`, {
              reference: Date.UTC(2027, 1, 1),
              zone: 'UTC',
            });
            return 'refused' in entry ? [] : [sourced(comment, entry, order)];
          }),
      ),
    ),
  )
  .map((lists) => lists.flat());

describe('reading it back', () => {
  test('gives the same rows: time, kind, moment and id', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const text = fold('', all);
        const rows = parse(text).rows;
        const keyed = (list: readonly (readonly unknown[])[]) => list.map((one) => JSON.stringify(one)).sort();
        expect(keyed(rows.map((row) => [row.id, row.at, row.kind ?? null, row.milestone ?? null]))).toEqual(
          keyed(all.map(({ id, entry }) => [id, entry.at, entry.kind ?? null, entry.milestone ?? null])),
        );
        expect(render(parse(text))).toBe(text);
      }),
    );
  });

  test('writes nothing new, in whatever order and in however many steps the comments were seen', () => {
    fc.assert(
      fc.property(entries, fc.infiniteStream(fc.nat()), (all, random) => {
        const whole = fold('', all);
        const shuffled = all.map((one) => ({ one, key: random.next().value ?? 0 })).sort((a, b) => a.key - b.key);
        let text = '';
        const seenSoFar: SourcedEntry[] = [];
        for (const { one } of shuffled) {
          seenSoFar.push(one);
          text = fold(text, seenSoFar);
        }
        expect(text === '' ? fold('', []) : text).toBe(whole);
      }),
    );
  });
});

describe('what people do by hand', () => {
  const all = [entryOf(101, '14:02 discovered: alert'), entryOf(105, '14:20 comms: page up')];
  const text = fold('', all);

  test.each([
    ['other words', (body: string) => body.replace('page up', 'status **page** up, see <b>here</b>')],
    ['another time', (body: string) => body.replace('[14:20]', '[14:15]')],
    ['no link', (body: string) => body.replace(/\[14:20\]\([^)]*\)/, '14:20')],
    ['words behind the marker', (body: string) => `${body} and more`],
    ['a note below', (body: string) => `${body}\n  It took ten minutes.\n\n  ![graph](https://x.y/g.png)`],
    ['a list below', (body: string) => `${body}\n  - 14:01 first\n  - 13:59 second`],
    ['a log below', (body: string) => `${body}\n  \`\`\`\n  14:00 one\n- 13:00 two\n  \`\`\``],
    ['a hidden note', (body: string) => `${body}\n<!--\n- 14:00 later\n-->`],
    ['a row in two lines', (body: string) => body.replace('page up', 'page\n  up')],
    ['a row of their own', (body: string) => `${body}\n- 14:25 action: restarted`],
    ['a preamble', (body: string) => `Times are a little uncertain.\n\n${body}`],
  ])('%s stays as it is', (_, change) => {
    const changed = change(text);
    expect(changed).not.toBe(text);
    expect(fold(changed, all)).toBe(changed);
  });

  test('a day that was taken away comes back from the comments', () => {
    const earlier = [entryOf(90, '2026-11-18 23:05 config: pool raised'), ...all];
    const whole = fold('', earlier);
    expect(fold(whole.replace('**18 November 2026** (UTC)', ''), earlier)).toBe(whole);
    expect(fold(whole.replace(/\*\*\d+ November.*\n\n/g, ''), earlier)).toBe(whole);
  });

  test('rows in the wrong place are put in order', () => {
    const messy = '**20 November 2026** (UTC)\n\n- 14:30 later\n- 14:10 earlier\n* 14:20 between';
    expect(fold(messy, [])).toMatchInlineSnapshot(`
      "**20 November 2026** (UTC)

      - 14:10 earlier
      * 14:20 between
      - 14:30 later"
    `);
  });

  test('a row that was removed stays away', () => {
    const removed = new Set(all.slice(1).map((one) => one.id));
    expect(seen(fold('', all, { removed }))).not.toContain('page up');
  });

  test('a row whose comment is gone goes, and takes no words of other people along', () => {
    const noted = `${text}\n  A note by hand.`;
    expect(seen(fold(noted, all.slice(0, 1)))).toMatchInlineSnapshot(`
      "**20 November 2026** (UTC)

      - [14:02](https://x.y/101) **discovered:** alert
        A note by hand."
    `);
    expect(fold(noted, [])).toContain('A note by hand.');
  });

  test('a row whose comment was edited keeps what stands below it', () => {
    const edited = sourced(105, { ...entryOf(105, '14:20 comms: page is up').entry }, 1);
    expect(seen(fold(`${text}\n  A note by hand.`, [...all.slice(0, 1), edited]))).toMatchInlineSnapshot(`
      "**20 November 2026** (UTC)

      - [14:02](https://x.y/101) **discovered:** alert
      - [14:20](https://x.y/105) comms: page is up
        A note by hand."
    `);
  });

  test('a row whose comment cannot be read is left alone', () => {
    expect(fold(text, [], { isFrozen: () => true })).toBe(text);
  });
});

test('the ends', () => {
  const all = [
    entryOf(1, '13:48 began: x'),
    entryOf(2, '14:02 discovered: x'),
    entryOf(3, '14:38 mitigated: x'),
    entryOf(4, '15:30 over: x'),
  ];
  const clocks = Object.entries(endsOf(parse(fold('', all)).rows)).map(
    ([end, at]) => `${end} ${at === undefined ? '-' : new Date(at).toISOString().slice(11, 16)}`,
  );
  expect(clocks.sort()).toEqual(['acknowledged -', 'began 13:48', 'discovered 14:02', 'mitigated 14:38', 'over 15:30']);
});
