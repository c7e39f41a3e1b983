import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Check, check } from '../../src/postmortem/checks/check.ts';
import { judgeClosing } from '../../src/postmortem/closing/closing.ts';
import { renderHead } from '../../src/postmortem/document/head.ts';
import { readDocument } from '../../src/postmortem/document/read.ts';
import { openingMeasureBody, renderMeasures, writeMeasureBody } from '../../src/postmortem/measures/measure.ts';
import { recordOf } from '../../src/postmortem/measures/record.ts';
import { lifeOf } from '../../src/postmortem/measures/standing.ts';
import type { Happening, Issue, Measure, Postmortem } from '../../src/postmortem/snapshot.ts';
import { type Ledger, readLedger, renderLedger } from '../../src/postmortem/status/ledger.ts';
import { renderStatus, type StatusFacts } from '../../src/postmortem/status/status-comment.ts';
import type { Ends } from '../../src/postmortem/timeline/rows.ts';

const at = (clock: string, day = 20) => Date.parse(`2026-11-${day}T${clock}:00Z`);
const noEnds: Ends = {
  began: undefined,
  discovered: undefined,
  acknowledged: undefined,
  mitigated: undefined,
  over: undefined,
};
const ended: Ends = {
  began: at('13:48'),
  discovered: at('14:02'),
  acknowledged: undefined,
  mitigated: at('14:38'),
  over: at('15:30'),
};

function issueOf(number: number, title: string, other: Partial<Issue> = {}): Issue {
  return {
    repo: 'acme/shop',
    number,
    id: `I_${number}`,
    url: `https://github.com/acme/shop/issues/${number}`,
    title,
    body: '',
    rawBody: '',
    state: 'open',
    createdAt: at('14:04'),
    editedAt: at('14:04'),
    closedAt: undefined,
    locked: false,
    ours: true,
    author: { kind: 'us', login: 'postmortems[bot]' },
    labels: [],
    isPrivate: false,
    eyes: false,
    confused: false,
    rocket: false,
    ...other,
  };
}

const measureOf = (number: number, title: string, other: Partial<Measure> = {}): Measure => ({
  ...issueOf(number, title),
  comments: [],
  isComplete: true,
  history: [],
  assignees: [],
  votes: 0,
  ...other,
});

const measures = [
  measureOf(217, 'Page us when card payments fail', { labels: ['p1'], state: 'completed', closedAt: at('10:00', 24) }),
  measureOf(219, 'Keep the `budget` in one file', { labels: ['P2'], assignees: ['wes'] }),
  measureOf(216, 'Refuse a deploy whose connections exceed [the limit]', { labels: ['P1'], assignees: ['ann', 'moe'] }),
  measureOf(218, 'Raise the limit to 2,000', { state: 'not planned', closedAt: at('10:00', 24) }),
];

function checkOf(text: string, ends: Ends, measureCount = 0): Check {
  const document = readDocument(text);
  if ('hostile' in document) throw new Error(document.hostile);
  return check({ document, ends, measures: Array.from({ length: measureCount }, () => ({ title: '' })) });
}

const full = ['Summary', 'Impact', 'Timeline', 'Apology', 'Contributing factors', 'Resolution', 'Preventative measures']
  .map((heading) => `## ${heading}\n\nWritten.\n`)
  .join('\n');
const half = full.replace('## Impact\n\nWritten.', '## Impact\n').replace('## Resolution\n\nWritten.\n', '');

function statusOf(facts: Partial<StatusFacts>, ledger?: Ledger): string {
  const text = renderStatus(
    {
      check: checkOf('', noEnds),
      ends: noEnds,
      assignees: [],
      measures: [],
      proposals: [],
      receipts: [],
      removed: [],
      removedFrom: [],
      unrun: [],
      reminder: undefined,
      closing: 'open',
      ...facts,
    },
    ledger,
  );
  return text;
}

describe('the status comment', () => {
  const receipts = [
    { at: at('14:02'), clock: '14:02', url: 'https://x.y/101', kind: 'discovered', typed: '14:02' },
    { at: at('14:20'), clock: '14:20', url: 'https://x.y/105', kind: 'comms', typed: '2026-11-20 14:20' },
    { at: at('14:41'), clock: '14:41', url: 'https://x.y/109', kind: 'noted', typed: '' },
  ];

  test('while it goes on, before anybody said how it was noticed', () => {
    expect(statusOf({ receipts: receipts.slice(2) })).toMatchInlineSnapshot(`
      "**Next: nothing but the incident.** When it is over, comment \`/over\` and what told you so.

      How did you come to know of it? Comment \`/timeline 14:02 discovered:\`, with the time.

      <details>
      <summary>Read so far: 1 entry</summary>

      - [14:41](https://x.y/109) noted

      </details>

      <!-- postmortems:status -->"
    `);
  });

  test('while it is being written', () => {
    expect(
      statusOf({
        check: checkOf(half, ended, 1),
        ends: ended,
        assignees: ['ann', 'moe'],
        measures: measures.slice(1, 2),
        receipts,
        removed: ['14:52'],
      }),
    ).toMatchInlineSnapshot(`
      "**Next: Impact.** How do people notice it, how many, since when? A rough number beats none. Comment \`/impact\` and your answer, or edit the page.
      For ann and moe, who are assigned.

      5 of 7 parts written · 1 measure open

      <details>
      <summary>Still to write: Impact, Resolution</summary>

      - **Impact** is empty. No number at hand? Say so, and why.
      - **Resolution** is missing. Add a heading \`## Resolution\`, and below it: How did it end? What did you do, and how did you see that it worked?

      </details>

      <details>
      <summary>Worth a look: 1 hint</summary>

      - **Contributing factors** holds one factor. Did it have help? How did it come to be, and how could it go unseen? One line for each. \`factors-single\`

      If one is of no use here, comment \`/postmortem mute\`, its name and why.

      </details>

      <details>
      <summary>Read: 3 entries</summary>

      - [14:02](https://x.y/101) discovered
      - [14:20](https://x.y/105) comms, from \`2026-11-20 14:20\`
      - [14:41](https://x.y/109) noted
      - The row of 14:52 was removed by hand and stays away. \`/postmortem restore\` brings it back.

      </details>

      <!-- postmortems:status -->"
    `);
  });

  test('complete', () => {
    const facts = { check: checkOf(full, ended), ends: ended, measures };
    expect(statusOf(facts)).toMatchInlineSnapshot(`
      "**Complete.** Thank you for writing it down. Read it together, then close it.

      Next: [Refuse a deploy whose connections exceed \\[the limit\\]](https://github.com/acme/shop/issues/216).

      <details>
      <summary>Worth a look: 2 hints</summary>

      - **Impact** has no number. How many, for how long? A rough number will do; or say why there is none. \`impact-no-number\`
      - **Contributing factors** holds one factor. Did it have help? How did it come to be, and how could it go unseen? One line for each. \`factors-single\`

      If one is of no use here, comment \`/postmortem mute\`, its name and why.

      </details>

      <!-- postmortems:status -->"
    `);
    expect(statusOf({ ...facts, measures: [], closing: 'closed' })).toMatchInlineSnapshot(`
      "**Complete.** Thank you for writing it down.

      <details>
      <summary>Worth a look: 2 hints</summary>

      - **Impact** has no number. How many, for how long? A rough number will do; or say why there is none. \`impact-no-number\`
      - **Contributing factors** holds one factor. Did it have help? How did it come to be, and how could it go unseen? One line for each. \`factors-single\`

      If one is of no use here, comment \`/postmortem mute\`, its name and why.

      </details>

      <!-- postmortems:status -->"
    `);
  });

  test('closed incomplete', () => {
    const facts = { check: checkOf(half, ended, 1), ends: ended };
    const first = (text: string) => text.split('\n')[0];
    expect(first(statusOf({ ...facts, closing: 'closed incomplete' }))).toMatchInlineSnapshot(
      `"**Closed incomplete.** Impact: empty, Resolution: missing. Reopen it to go on."`,
    );
    expect(first(statusOf({ ...facts, closing: 'closed incomplete by a bot' }))).toMatchInlineSnapshot(
      `"**Closed by a bot while parts are missing.** Impact: empty, Resolution: missing. If it should stay open, reopen it."`,
    );
  });

  test('of very many entries shows the last ones', () => {
    const many = [...Array(60).keys()].map((n) => ({
      at: n,
      clock: '14:00',
      url: `https://x.y/${n}`,
      kind: 'noted',
      typed: '',
    }));
    const text = statusOf({ receipts: many });
    expect(text).toContain('Read so far: 60 entries');
    expect(text).toContain('- and 10 before these\n- [14:00](https://x.y/10)');
  });
});

describe('the ledger', () => {
  const comments = fc.stringMatching(/^[1-9]\d{0,12}$/);
  const hashes = fc.stringMatching(/^-?[0-9a-f]{8}$/);
  const ledgers: fc.Arbitrary<Ledger> = fc
    .record(
      {
        revision: fc.nat(),
        read: fc.dictionary(comments, hashes, { noNullPrototype: true }),
        removed: fc.array(fc.stringMatching(/^c\d{1,12}\.[0-9a-f]{8}$/)),
        judged: fc.nat(),
        inputs: fc.stringMatching(/^[0-9a-f]{8}$/),
      },
      { requiredKeys: ['revision', 'read', 'removed'] },
    )
    .map((ledger) => ledger);

  test('is read back from the status comment as it was', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        expect(readLedger(statusOf({}, ledger))).toEqual(ledger);
        expect(readLedger(statusOf({}, ledger).replaceAll('\n', '\r\n'))).toEqual(ledger);
      }),
    );
  });

  test('holds nothing but numbers, hashes and its own words', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        expect(renderLedger(ledger)).toMatch(/^<!-- postmortems:ledger \{[\w",:.[\]{} -]*\} -->$/);
      }),
    );
  });

  test.each([
    ['none', '**Complete.**'],
    ['cut off', '<!-- postmortems:ledger {"revision":1,"read":{'],
    ['broken', '<!-- postmortems:ledger {"revision":1,} -->'],
    ['without a part', '<!-- postmortems:ledger {"revision":1,"read":{}} -->'],
    ['with a part of another kind', '<!-- postmortems:ledger {"revision":"1","read":{},"removed":[]} -->'],
    ['with a list for a table', '<!-- postmortems:ledger {"revision":1,"read":[],"removed":[]} -->'],
    ['with a table for a text', '<!-- postmortems:ledger {"revision":1,"read":{"1":2},"removed":[]} -->'],
    ['with numbers for ids', '<!-- postmortems:ledger {"revision":1,"read":{},"removed":[1]} -->'],
    ['of nothing', '<!-- postmortems:ledger {} -->'],
  ])('that is damaged is none: %s', (_, body) => {
    expect(readLedger(body)).toBeUndefined();
  });
});

describe('what is missing', () => {
  const shown = (found: Check) =>
    [
      `${found.written} of ${found.parts}`,
      ...found.findings.map((one) => `${one.section} ${one.text} (${one.short})`),
    ].join('\n');

  test('at the opening', () => {
    expect(shown(checkOf('## Summary\n\n## Impact\n\n## Timeline\n', noEnds))).toMatchInlineSnapshot(`
      "0 of 3
      timeline does not say when it was noticed. Comment \`/timeline 14:02 discovered:\`, with the time and how you came to know. (no discovery)
      summary is empty. One or two sentences that a customer would understand are enough. (empty)
      impact is empty. No number at hand? Say so, and why. (empty)"
    `);
  });

  test('once it is over', () => {
    expect(shown(checkOf('## Summary\n\n## Impact\n\n## Timeline\n', ended))).toMatchInlineSnapshot(`
      "1 of 7
      factors is missing. Add a heading \`## Contributing factors\`, and below it: How did each thing that helped it along come to be? One line for each; most incidents have several. (missing)
      measures is missing. Add a heading \`## Preventative measures\`, and below it: How could this kind of problem become less likely, or be noticed sooner? Comment \`/measure\` and the idea. If nothing is worth doing, edit the page and say why under this heading. (missing)
      summary is empty. One or two sentences that a customer would understand are enough. (empty)
      apology is missing. Add a heading \`## Apology\`, and below it: How would you say sorry to those it hurt? Name them, and what they could not do. (missing)
      impact is empty. No number at hand? Say so, and why. (empty)
      resolution is missing. Add a heading \`## Resolution\`, and below it: How did it end? What did you do, and how did you see that it worked? (missing)"
    `);
  });

  test('when it ends before it was noticed', () => {
    expect(shown(checkOf(full, { ...ended, over: at('13:00') }))).toMatchInlineSnapshot(`
      "6 of 7
      timeline ends before it was noticed. Edit the comment of the entry whose time is wrong. (over before discovered)"
    `);
  });

  test('nothing; a measure or a sentence will do', () => {
    const none = full.replace('## Preventative measures\n\nWritten.', '## Preventative measures\n');
    expect(checkOf(full, ended).findings).toEqual([]);
    expect(checkOf(none, ended, 1).findings).toEqual([]);
    expect(checkOf(none, ended).findings.map((one) => one.section)).toEqual(['measures']);
  });
});

describe('the closing of an incomplete postmortem', () => {
  const found = checkOf(half, ended, 1);
  const ann = { kind: 'person', login: 'ann' } as const;
  const closed: Happening = { what: 'closed', at: at('18:00'), by: ann, state: 'completed' };
  const postmortemOf = (history: readonly Happening[], other: Partial<Postmortem> = {}): Postmortem => ({
    ...issueOf(213, 'Postmortem: x', { state: 'completed', closedAt: at('18:00') }),
    comments: [],
    isComplete: true,
    history,
    measures: [],
    holders: [],
    unreadMeasures: 0,
    assignees: [],
    ...other,
  });
  const judge = (history: readonly Happening[], other: Partial<Postmortem> = {}, before?: number) => {
    const { changes, standing } = judgeClosing(postmortemOf(history, other), found, before, 'reopen');
    return [standing, ...changes.map((one) => one.do)].join(', ');
  };

  test('by a person is remarked on or left alone, where the repository wants that', () => {
    const judgeAs = (choice: 'comment' | 'nothing') => judgeClosing(postmortemOf([closed]), found, undefined, choice);
    expect(judgeAs('nothing')).toEqual({ changes: [], judged: at('18:00'), standing: 'closed incomplete' });
    expect(judgeAs('comment')).toMatchObject({ judged: at('18:00'), standing: 'closed incomplete' });
    expect(judgeAs('comment').changes.map((one) => ('body' in one ? one.body : one.do))).toMatchInlineSnapshot(`
      [
        "Closed while parts are missing: Impact and Resolution are still empty. Reopen it to go on, or leave it so; the index says "closed incomplete".

      <!-- postmortems:reopened -->",
      ]
    `);
    expect(judgeClosing(postmortemOf([closed]), found, at('18:00'), 'comment').changes).toEqual([]);
  });

  test('by a person is asked about once', () => {
    const { changes } = judgeClosing(postmortemOf([closed]), found, undefined, 'reopen');
    expect(changes.map((one) => ('body' in one ? one.body : one.do))).toMatchInlineSnapshot(`
      [
        "Reopened once: Impact and Resolution are still empty. Close it again to leave it so; the index will then say "closed incomplete".

      <!-- postmortems:reopened -->",
        "reopen",
      ]
    `);
  });

  test.each<[string, readonly Happening[], Partial<Postmortem>, number | undefined, string]>([
    ['open', [], { state: 'open' }, undefined, 'open'],
    ['as not planned', [{ ...closed, state: 'not planned' }], { state: 'not planned' }, undefined, 'closed incomplete'],
    ['by a bot', [{ ...closed, by: { kind: 'bot', login: 'stale' } }], {}, undefined, 'closed incomplete by a bot'],
    [
      'by an account that is gone',
      [{ ...closed, by: { kind: 'nobody', login: 'ghost' } }],
      {},
      undefined,
      'closed incomplete',
    ],
    ['judged before', [closed], {}, at('18:00'), 'closed incomplete'],
    [
      'a second time',
      [closed, { what: 'reopened', at: at('18:01'), by: { kind: 'us', login: 'x' } }, { ...closed, at: at('19:00') }],
      {},
      undefined,
      'closed incomplete',
    ],
    [
      'again after a person reopened it',
      [closed, { what: 'reopened', at: at('18:01'), by: ann }, { ...closed, at: at('19:00') }],
      {},
      undefined,
      'open, write comment, reopen',
    ],
  ])('%s', (_, history, other, before, expected) => {
    expect(judge(history, other, before)).toBe(expected);
  });

  test('a complete one is let be', () => {
    const { changes, standing } = judgeClosing(postmortemOf([closed]), checkOf(full, ended), undefined, 'reopen');
    expect([standing, changes]).toEqual(['closed', []]);
  });
});

describe('the head', () => {
  const repo = 'acme/shop';
  const incident = { repo, number: 212, url: 'https://github.com/acme/shop/issues/212', labels: ['incident', 'sev 1'] };
  const facts = { repo, incident, labels: [], isPrivate: true, zone: 'UTC' };
  test('in every state', () => {
    const heads = [
      renderHead({ ...facts, ends: noEnds }),
      renderHead({ ...facts, ends: { ...noEnds, mitigated: at('14:38') }, isPrivate: false }),
      renderHead({ ...facts, ends: ended }),
      renderHead({ ...facts, ends: { ...noEnds, over: at('15:30') }, incident: undefined }),
      renderHead({ ...facts, ends: { ...ended, over: at('01:10', 21), began: undefined } }),
    ];
    expect(heads.join('\n\n')).toMatchInlineSnapshot(`
      "**Ongoing** · incident [#212](https://github.com/acme/shop/issues/212) · severity 1
      Keep talking there. This page keeps the record.

      **Mitigated at 14:38 UTC**, not yet over · incident [#212](https://github.com/acme/shop/issues/212) · severity 1
      Keep talking there. This page keeps the record.
      Public page: no customer names, no secrets. GitHub keeps old versions.

      **Over** · 20 November 2026, 14:02 to 15:30 UTC · incident [#212](https://github.com/acme/shop/issues/212) · severity 1
      14 min until discovered, 36 min more until mitigated, 1 h 28 min from discovery to over.

      **Over** · 20 November 2026, until 15:30 UTC

      **Over** · 20 November 2026, 14:02 to 21 November, 01:10 UTC · incident [#212](https://github.com/acme/shop/issues/212) · severity 1
      36 min until mitigated, 11 h 8 min from discovery to over."
    `);
  });
});

describe('measures', () => {
  const origin = { title: 'Checkout returns 500', url: 'https://x.y/213', at: at('14:04') };
  const setting = { origin, zone: 'UTC', factors: [] };

  test('in the postmortem', () => {
    expect(renderMeasures([], origin.at, 'UTC')).toMatchInlineSnapshot(
      `"None yet. Comment \`/measure\` and what would make this less likely, here or on the incident."`,
    );
    expect(renderMeasures(measures, origin.at, 'UTC')).toMatchInlineSnapshot(`
      "- [Refuse a deploy whose connections exceed \\[the limit\\]](https://github.com/acme/shop/issues/216)<br>P1 · accepted · ann, moe <!-- m216 accepted P1 -->
      - [Page us when card payments fail](https://github.com/acme/shop/issues/217)<br>P1 · done 24 November <!-- m217 done P1 -->
      - [Keep the \\\`budget\\\` in one file](https://github.com/acme/shop/issues/219)<br>P2 · accepted · wes <!-- m219 accepted P2 -->
      - [Raise the limit to 2,000](https://github.com/acme/shop/issues/218)<br>declined <!-- m218 declined? -->"
    `);
  });

  test('in their own issue', () => {
    const body = openingMeasureBody('c101.0123abcd', { title: 'Alert', terms: {}, answers: [] }, setting);
    expect(body).toMatchInlineSnapshot(`
      "<!-- postmortems:measure from=c101.0123abcd title=44a57b22 -->

      **Proposed** · from [Checkout returns 500](https://x.y/213), 20 November 2026

      <!-- /postmortems:measure -->

      ### How will we know that it works?

      <!-- What will we see, or no longer see? One sentence. -->

      ---

      Yes: comment \`/accept\`, with priority, owner and date as in \`/accept P1 @login by +30d\`. No: \`/decline\` and why. After that it is an ordinary issue: assign it, label it, close it when it is done.
      "
    `);
    const own = { rawBody: `Mine.\r\n\r\n${body}`, body: `Mine.\n\n${body}` };
    expect(recordOf(measureOf(1, 'Alert', own))?.from).toBe('c101.0123abcd');
    const write = (measure: Measure) => writeMeasureBody(measure.rawBody, lifeOf(measure), setting) ?? '';
    expect(write(measureOf(1, 'Alert', own))).toBe(own.rawBody);
    const done = measureOf(1, 'Alert', { ...own, state: 'completed', closedAt: at('10:00', 24), assignees: ['ann'] });
    const written = write(done);
    expect(written).toContain('**Done** 24 November 2026 · ann · from');
    expect(written.replace(/\*\*Done.*from/, '**Proposed** · from')).toBe(own.rawBody);
  });
});

test('nothing we write pings, makes a task box or has a bare reference', () => {
  const written = [
    statusOf({ check: checkOf('', ended), ends: ended, assignees: ['ann'], measures }),
    renderHead({
      ends: ended,
      repo: 'acme/postmortems',
      incident: { repo: 'acme/shop', number: 212, url: 'https://x.y/212', labels: [] },
      labels: [],
      isPrivate: false,
      zone: 'UTC',
    }),
    renderMeasures(measures, at('14:00'), 'UTC'),
    openingMeasureBody(
      'c1.0123abcd',
      { title: 'Alert', terms: { owner: 'ann' }, answers: [] },
      { origin: { title: 'See #12 and @ann', url: 'https://x.y/213', at: 0 }, zone: 'UTC', factors: [] },
    ),
  ].join('\n');
  const outsideLinks = written.replace(/\[(?:[^\]\\]|\\.)*\]\([^)]*\)/g, '').replace(/`[^`]*`/g, '');
  expect(outsideLinks).not.toMatch(/@|- \[[ x]\]|(?<!&)#\d/);
});
