import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOutline } from '../../../src/postmortem/document/outline.ts';
import { effortOf } from '../../effort.ts';

/** The sections of a text, each with the line and the heading that was found. */
function sectionsOf(text: string, aliases = {}): string[] {
  const { sections } = readOutline(text, { isPostmortem: true, aliases });
  return sections.map((one) => `${one.line} ${one.id}: ${one.heading}`);
}

describe('an outline', () => {
  test('tells the kind, the sections and the timeline', () => {
    const text =
      '# Shop was down, 2026-03-02\n\n## What happened\n\nNobody could pay.\n\n## Timeline (UTC)\n\n- 14:05 alert\n- 14:20 rolled back\n\n## Root cause\n\nA full disk.\n';
    expect(readOutline(text)).toMatchObject({
      kind: 'postmortem',
      sections: [
        { id: 'summary', heading: 'What happened', line: 3, form: 'heading' },
        { id: 'timeline', heading: 'Timeline (UTC)', line: 7, form: 'heading' },
        { id: 'factors', heading: 'Root cause', line: 12, form: 'heading' },
      ],
      timeline: [
        { line: 9, at: Date.UTC(2026, 2, 2, 14, 5), text: 'alert' },
        { line: 10, at: Date.UTC(2026, 2, 2, 14, 20), text: 'rolled back' },
      ],
    });
  });

  test('of a text that no parser should see says so', () => {
    expect(readOutline('['.repeat(10_000))).toMatchObject({
      sections: [],
      hostile: expect.stringContaining('bracket'),
    });
  });
});

describe('no section is', () => {
  test.each([
    [
      'a table of contents',
      '## Contents\n\n- [Summary](#summary)\n- [Impact](#impact)\n1. **Timeline**\n2. **Root cause**\n',
    ],
    ['what stands in code', '```\n## Impact\n**Timeline:** x\n```\n\n    ## Summary\n'],
    ['what is quoted', '> ## Impact\n> x\n'],
    ['what is hidden', '<!--\n## Impact\n\n**Summary:** x\n-->\n'],
    ['a sentence that ends with a colon', 'It was fixed by:\n\n- a restart\n'],
    [
      'how long it took',
      '- **Time to resolve:** 20 min\n- **Detected at:** 14:05\n\n| restored | 14:30 |\n|---|---|\n| detected | 14:05 |\n',
    ],
    [
      'the description of a page',
      '---\ntitle: x\ndescription: All that we know of this page\nresolved: true\n---\n\ntext\n',
    ],
    ['a column', '| Time | Action | Who |\n|---|---|---|\n| 14:05 | restarted it | us |\n'],
  ])('%s', (_, text) => {
    expect(sectionsOf(text)).toEqual([]);
  });
});

describe('a section may be', () => {
  test.each([
    ['a heading of any level', '###### Impact\n\nx', ['1 impact: Impact']],
    ['underlined', 'Impact\n------\n\nx', ['1 impact: Impact']],
    ['decorated', '## :boom: 3. **Impact** ##\n\nx', ['1 impact: :boom: 3. **Impact**']],
    ['HTML', '<h2 id="i">Impact</h2>\n\nx', ['1 impact: Impact']],
    ['bold on a line of its own', 'a\n\n**Root cause**\n\nx', ['3 factors: Root cause']],
    [
      'a label in bold',
      '**Date:** 2 May\n**Impact:** 12 people\n**Root cause**: x',
      ['2 impact: Impact', '3 factors: Root cause'],
    ],
    ['a label in a list', '- **Severity**: 1\n- **Impact**:\n  - 12 people\n', ['2 impact: Impact']],
    ['a line with a colon', 'Impact: 12 people\n\nRoot cause:\n\n- x', ['1 impact: Impact', '3 factors: Root cause']],
    ['a cell', '| Field | Value |\n|---|---|\n| **Impact** | 12 people |\n', ['3 impact: Impact']],
    ['a key in front', '---\ntitle: x\nroot_cause: A disk that was full\n---\n', ['3 factors: root_cause']],
    ['marked as in Japanese reports', '■概要\nx\n\n【影響範囲】\ny', ['1 summary: 概要', '4 impact: 影響範囲']],
    [
      'an apology in a sentence',
      '## Summary\n\nIt broke. We are very sorry for this, again. Bye.',
      ['1 summary: Summary', '3 apology: We are very sorry for this, again'],
    ],
  ])('%s', (_, text, found) => {
    expect(sectionsOf(text)).toEqual(found);
  });

  test('a label of an issue form, which is a template', () => {
    const form =
      'name: Incident\nbody:\n  - type: textarea\n    attributes:\n      label: Impact\n  - type: textarea\n    attributes:\n      label: "Root cause"\n';
    expect(readOutline(form)).toMatchObject({
      kind: 'template',
      sections: [
        { id: 'impact', heading: 'Impact', line: 5, form: 'form label' },
        { id: 'factors', heading: 'Root cause', line: 8, form: 'form label' },
      ],
    });
  });

  test('called as the repository calls it', () => {
    expect(sectionsOf('## Homework\n\nx', { measures: ['homework'] })).toEqual(['1 measures: Homework']);
  });
});

describe('of several that could be it', () => {
  test.each([
    [
      'the first that holds something',
      '## Impact\n\n## Summary\n\nx\n\n## Impact\n\ny',
      ['3 summary: Summary', '7 impact: Impact'],
    ],
    [
      'a heading rather than a label',
      '**Impact:** see below\n\n## Customer impact\n\ny',
      ['3 impact: Customer impact'],
    ],
    ['the surer one', '## What happened\n\nx\n\n## Summary\n\ny', ['5 summary: Summary']],
    [
      'no title',
      '# Root cause analysis\n\n## Summary\n\nx\n\n## Impact\n\ny\n\n## Causes\n\nz',
      ['3 summary: Summary', '7 impact: Impact', '11 factors: Causes'],
    ],
    [
      'no group of the action items',
      '## Action items\n\n### Detection\n\n- x\n\n### Communication\n\n- y\n',
      ['1 measures: Action items'],
    ],
    [
      'no phase of the timeline',
      '## Timeline\n\n### Detection\n\n- 14:05 x\n\n### Resolution\n\n- 14:30 y',
      ['1 timeline: Timeline'],
    ],
    [
      'what holds the other labels is none',
      '## Description\n\n**Date:** x\n\n**Summary:** It broke\n\n**Impact:** y\n\n**Resolution:** Somebody restarted it',
      ['5 summary: Summary', '7 impact: Impact', '9 resolution: Resolution'],
    ],
    [
      'what holds the times',
      '- **Key events**\n  - Broke 14:05\n- **Story**:\n  - 14:05 x\n  - 14:06 y\n  - 14:10 z\n',
      ['3 timeline: Story'],
    ],
    [
      'what went wrong beside what went well',
      '## What went well\n\nx\n\n## What went wrong\n\ny',
      ['1 lessons: What went well'],
    ],
    ['what went wrong alone', '## What went wrong\n\ny', ['1 factors: What went wrong']],
    [
      'what went wrong beside why',
      '## What went wrong\n\ny\n\n## Why did it happen?\n\nz',
      ['1 summary: What went wrong', '5 factors: Why did it happen?'],
    ],
  ])('%s', (_, text, found) => {
    expect(sectionsOf(text)).toEqual(found);
  });
});

describe('the timeline', () => {
  test('goes on over days at its own level', () => {
    const text =
      '## Timeline\n\n## 2 March 2026\n\n### 14:05\n\nalert\n\n## 3 March 2026\n\n### 09:00\n\nall well\n\n## Lessons\n\n- 10:00 is early\n';
    const { sections, timeline } = readOutline(text, { isPostmortem: true });
    expect(sections.map((one) => [one.id, one.line])).toEqual([
      ['timeline', 1],
      ['lessons', 15],
    ]);
    expect(timeline.map(({ line, at, text: words }) => [line, new Date(at).toISOString().slice(0, 16), words])).toEqual(
      [
        [5, '2026-03-02T14:05', 'alert'],
        [11, '2026-03-03T09:00', 'all well'],
      ],
    );
  });
});

describe('the day of a timeline', () => {
  const at = (text: string, times = {}) =>
    readOutline(text, { isPostmortem: true, times }).timeline.map((one) => new Date(one.at).toISOString().slice(0, 16));
  const row = '## Timeline\n\n- 14:05 alert\n';
  test.each([
    ['stands in no place, so nothing is told', row, []],
    ['is not that of the page', `---\ntitle: x\ndate: 2026-03-09\n---\n\n${row}`, []],
    ['is one of several', `It broke on 2026-03-02, and again on 2026-03-05.\n\n${row}`, []],
    ['stands in the title', `# 2026-03-02: shop was down\n\n${row}`, ['2026-03-02T14:05']],
    ['stands behind a label', `**Date:** 2 March 2026\n\n${row}`, ['2026-03-02T14:05']],
    ['is the only one that is named', `It broke on March 2, 2026. Sorry.\n\n${row}`, ['2026-03-02T14:05']],
    ['stands above the first entry', row.replace('\n\n', '\n\nAll on 2026-03-02.\n\n'), ['2026-03-02T14:05']],
    [
      'has its year from the page',
      '---\ntitle: x\ndate: 2026-03-09\n---\n\n## Timeline\n\n- 2 March 14:05 x\n',
      ['2026-03-02T14:05'],
    ],
  ])('%s', (_, text, found) => {
    expect(at(text)).toEqual(found);
  });

  test('is what the caller knows', () => {
    expect(at(row, { reference: Date.UTC(2026, 2, 2, 18) })).toEqual(['2026-03-02T14:05']);
  });

  test('tells no time in a zone that nobody knows for certain', () => {
    expect(at('# 2026-03-02\n\n## Timeline (IST)\n\n- 14:05 alert\n')).toEqual([]);
    expect(at('# 2026-03-02\n\n## Timeline (IST)\n\n- 14:05 alert\n', { meanings: { IST: 'Asia/Kolkata' } })).toEqual([
      '2026-03-02T08:35',
    ]);
  });
});

describe('the kind', () => {
  test.each([
    [
      'postmortem',
      '# Outage of 2 March 2026\n\nFrom 14:05 to 14:20 nobody could pay.\n\n## Root cause\n\nThe disk of the database was full.\n',
    ],
    ['template', '# Postmortem template\n\n## Summary\n\n## Impact\n\n## Timeline\n'],
    [
      'template',
      '# [Date]: [Title]\n\n## Summary\n\n<What happened?>\n\n## Impact\n\n[How many people]\n\n## Timeline\n\n- HH:MM …\n',
    ],
    [
      'template',
      '---\nname: Postmortem\nabout: After an incident\n---\n\n## Impact\n\nWrite who was hurt.\n\n## Root cause\n\nUse the five whys.\n',
    ],
    [
      'not-a-postmortem',
      '# How to run a postmortem\n\nYou should write a summary.\n\n## Timeline\n\nYou should begin with your timeline.\n',
    ],
    ['not-a-postmortem', '# Changelog\n\n## Fixes\n\n- 2026-03-01 parser\n'],
    ['not-a-postmortem', ''],
    [
      'not-a-postmortem',
      '# A tool\n\nSince 2026.\n\n| command | does |\n|---|---|\n| `/factor text` | adds a factor, as at 14:05 |\n| `/restore` | brings rows back, as at 15:10 |\n',
    ],
    [
      'not-a-postmortem',
      '# Notes on an API\n\nRead in 2026, from 14:05 to 15:10.\n\n| what | how |\n|---|---|\n| timeline | by pages |\n\n## Recommendation\n\nUse the first page.\n',
    ],
    [
      'postmortem',
      '<!-- postmortems:head -->\n\n**Ongoing**\n\n<!-- /postmortems:head -->\n\n## Summary\n\n## Impact\n',
    ],
  ])('%s', (kind, text) => {
    expect(readOutline(text).kind).toBe(kind);
  });
});

const lines = fc.constantFrom(
  ...[
    '## Summary',
    '# Impact',
    '### Timeline',
    'Timeline\n===',
    '## 2 March 2026',
    '- 14:05 alert',
    '**Root cause**',
    '**Impact:** x',
    'Fix: y',
  ],
  ...[
    '',
    '',
    'word',
    '| Impact | x |\n|---|---|\n| Detection | by chance |',
    '```',
    '<!--',
    '-->',
    '---',
    'title: x',
    '- **Lessons**:',
    '> quote',
  ],
  ...[
    '<h2>Impact</h2>',
    '<details><summary>Timeline</summary>',
    '■ 概要',
    '## What went wrong',
    '[a]: b',
    '\t',
    'We are sorry.',
  ],
);
const texts = fc
  .tuple(fc.array(lines, { maxLength: 20 }), fc.constantFrom('\n', '\r\n', '\r', '\n\n'))
  .map(([parts, end]) => parts.join(end));

describe('any text', () => {
  test('is read, each section once and in its place', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: 'binary', maxLength: 300 })), (text) => {
        const { sections, timeline } = readOutline(text, { isPostmortem: true });
        expect(new Set(sections.map((one) => one.id)).size).toBe(sections.length);
        const starts = sections.map((one) => one.headingStart);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
        const count = text.split(/\r\n?|\n/).length;
        for (const { headingStart, headingEnd, end, line } of sections) {
          expect(headingStart).toBeLessThan(headingEnd);
          expect(headingEnd).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(line).toBe(text.slice(0, headingStart).split(/\r\n?|\n/).length);
        }
        for (const { line } of timeline) expect(line).toBeLessThanOrEqual(count);
      }),
      { numRuns: 300 },
    );
  });

  test('has the same sections below a table of contents', () => {
    const contents =
      '- [Summary](#summary)\n- [Impact](#impact)\n- [Timeline](#timeline)\n- [What went well](#well)\n\n<!-- -->\n\n';
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(!/^---/.test(text));
        const ids = (one: string) => sectionsOf(one).map((section) => section.replace(/^\d+ /, ''));
        expect(ids(contents + text)).toEqual(ids(text));
      }),
      { numRuns: 200 },
    );
  });
});

describe('hostile texts cost little', () => {
  const most = 60_000;
  const many = (text: string) => text.repeat(Math.ceil(most / text.length)).slice(0, most);
  test.each([
    ['headings', many('## Impact of actions\n')],
    ['labels', many('- **Impact**: a\n')],
    ['spaces', `Impact:${many(' ')}x`],
    ['spaces in a key', `---\na${many(' ')}\n---\n`],
    ['spaces in a label of a form', `name: x\nbody:\n  - label: x${many(' ')}x`],
    ['half an apology', many('we are so our ')],
    ['words without gaps', `## ${many('障')}`],
    ['a list of aliases', many('## who\n')],
  ])('%s', async (_, text) => {
    const aliases = { impact: Array.from({ length: 50 }, (_one, index) => `name ${index}`) };
    expect(await effortOf(() => readOutline(text, { aliases }))).toBeLessThan(6000);
  });
});
