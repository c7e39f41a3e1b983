import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check } from '../../../src/postmortem/checks/check.ts';
import type { FindingChoice } from '../../../src/postmortem/checks/rule.ts';
import { readDocument } from '../../../src/postmortem/document/read.ts';
import { renderMuted, renderWorthALook } from '../../../src/postmortem/status/worth-a-look.ts';
import { effortOf, leastEffort } from '../../effort.ts';
import { bodyWith, find } from './looked.ts';

const choose = (choice: Partial<FindingChoice>): FindingChoice => ({
  levels: {},
  muted: new Map(),
  words: {},
  ...choice,
});
const careless = bodyWith('factors', ['The rollout was careless.']);
const found = (choice: Partial<FindingChoice>, body = careless) =>
  find(body, { required: [], choice: choose(choice) })
    .filter((one) => one.section === 'factors' && one.rule !== 'factors-single')
    .map((one) => `${one.rule} ${one.level}`);

describe('a repository chooses', () => {
  test('nothing: every rule has its own level', () => {
    expect(found({})).toEqual(['blameless-careless hint']);
  });

  test('levels', () => {
    expect(found({ levels: { 'blameless-careless': 'off' } })).toEqual([]);
    expect(found({ levels: { 'blameless-careless': 'error', 'no-such-rule': 'off' } })).toEqual([
      'blameless-careless error',
    ]);
  });

  test('to mute it in one postmortem', () => {
    expect(found({ muted: new Map([['blameless-careless', 'it is a name']]) })).toEqual([]);
  });

  test('words of its own, taken literally', () => {
    const words = { 'blameless-careless': { add: ['was half-baked', 'c++ (again)'] } };
    const body = (text: string) => bodyWith('factors', [text]);
    expect(found({ words }, body('The plan Was  half-baked.'))).toEqual(['blameless-careless hint']);
    expect(found({ words }, body('It was c++ (again) that broke.'))).toEqual(['blameless-careless hint']);
    expect(found({ words }, body('The plan was half-bakedly made, with c+ (again).'))).toEqual([]);
    expect(found({ words: { 'blameless-careless': { add: ['', ' '] } } }, body('The plan was made.'))).toEqual([]);
  });

  test('words that it allows, with what stands around them', () => {
    const words = { 'blameless-careless': { allow: ['Careless Whisper'] } };
    expect(found({ words }, bodyWith('factors', ['The service careless whisper was down.']))).toEqual([]);
    expect(found({ words })).toEqual(['blameless-careless hint']);
    expect(found({ words: { 'blameless-careless': { allow: [''] } } })).toEqual(['blameless-careless hint']);
  });
});

describe('where it stands', () => {
  const body = [
    '# Title',
    '',
    '- a first item',
    '',
    '  > quoted',
    '',
    '  that goes on, *and* on',
    '  until a **careless** rollout',
    '',
    '## Impact',
    '',
    'About 20 people, for an hour. | The fix was sloppy.',
    '',
    '| what | who |',
    '|---|---|',
    '| a | a reckless script |',
  ];

  test.each(['\n', '\r\n'])('line and column, with lines that end in %j', (end) => {
    const all = find(body.join(end), { required: [] }).map((one) => [
      one.line,
      one.column,
      one.section,
      one.isElsewhere,
    ]);
    expect(all).toEqual([
      [8, 13, 'factors', true],
      [12, 45, 'impact', false],
      [16, 9, 'impact', false],
    ]);
  });
});

describe('while it is read', () => {
  const standing = (text: string, isOver: boolean, choice?: FindingChoice) => {
    const document = readDocument(text);
    if ('hostile' in document) throw new Error(document.hostile);
    const ends = { began: 0, discovered: 1, acknowledged: 2, mitigated: 3, over: isOver ? 4 : undefined };
    return check({ document, ends, measures: [], isPublic: true, ...(choice ? { choice } : {}) });
  };

  test('errors come in the order of the next steps, and only they count', () => {
    const { findings, worthALook, parts, written } = standing(`${careless}\n## Impact\n\nPeople.\n`, true);
    expect(findings.map((one) => one.rule)).toEqual(['no-measures', 'no-summary', 'no-apology', 'no-resolution']);
    expect(worthALook.map((one) => one.rule)).toEqual(['impact-no-number', 'factors-single', 'blameless-careless']);
    expect([written, parts]).toEqual([3, 7]);
  });

  test('a rule turned off or muted is no part that is missing', () => {
    const none = standing(careless, true, choose({ muted: new Map([['no-apology', 'internal']]) }));
    expect(none.findings.map((one) => one.rule)).not.toContain('no-apology');
    expect(none.muted).toEqual([{ rule: 'no-apology', why: 'internal' }]);
  });

  test('what people see of it', () => {
    const text = `${bodyWith('factors', [
      'The rollout was careless, obviously.',
      '',
      'It was reckless.',
      '',
      '@ann forgot. The key is AKIAIOSFODNN7QWERTYU.',
    ])}\n## Impact\n\n20 people.\n`;
    const muted = new Map([['blameless-obvious', 'we <b>talk</b> like that, @ann does too']]);
    const checked = standing(text, true, choose({ muted }));
    const seen = [...renderWorthALook(checked, true), ...renderMuted(checked)].join('\n\n');
    expect(seen).toMatchInlineSnapshot(`
      "<details>
      <summary>Worth a look: 1 warning, 2 hints</summary>

      - **Contributing factors** has what looks like a secret. Make it invalid first, then take it out: GitHub keeps old versions of the page. \`private-token\`
      - **Contributing factors**: "forgot" is what everybody does. How could the step have been remembered by something else than a person? \`blameless-forgot\`
      - **Contributing factors**: "careless" judges a person. What were they busy with, and what did they know? Once more below. \`blameless-careless\`

      If one is of no use here, comment \`/postmortem mute\`, its name and why.

      </details>

      <details>
      <summary>Muted: 1 rule</summary>

      - \`blameless-obvious\` we &lt;b>talk&lt;/b> like that, \`@ann\` does too

      </details>"
    `);
    expect(renderWorthALook(checked, false).join('')).toContain('Worth a look: 1 warning<');
    expect(renderWorthALook(standing(careless, false), false)).toEqual([]);
    expect(renderMuted(standing(careless, true))).toEqual([]);
  });

  test('it is few, however much there is', () => {
    const everything = [
      'Obviously we forgot. It was careless. Bob broke it. We made a mistake. We should have seen it. We failed to look.',
      'It could have been avoided. Human error. All he had to do was ask. Be more careful. It will never happen again.',
    ].join('\n\n');
    const checked = standing(bodyWith('factors', [everything.repeat(50)]), true);
    const seen = renderWorthALook(checked, true).join('');
    expect(seen.match(/^- /gm)).toHaveLength(9);
    expect(seen).toContain('- and ');
    expect(seen.length).toBeLessThan(3000);
  });
});

describe('whatever anybody writes', () => {
  const bits = [
    ...[
      'the engineer ',
      'should have ',
      'obviously ',
      'not ',
      '"',
      '“',
      '”',
      '\n',
      '\n\n',
      '- ',
      '> ',
      '`',
      '```\n',
      '*',
      '<',
      '>',
      '[',
      '](',
      '|',
    ],
    ...[
      'TODO',
      '@bob ',
      '. ',
      '## Impact\n',
      '<!-- ',
      ' -->',
      '&amp;',
      '\t',
      '    ',
      'ghp_',
      'a@b.cd',
      '1.2.3.4',
      '\u{1f600}',
      '\0',
      '\r\n',
    ],
  ];
  const text = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ maxLength: 5 })), { maxLength: 60 });

  test('every finding has its place in the text', () => {
    fc.assert(
      fc.property(text, (parts) => {
        const body = parts.join('');
        if ('hostile' in readDocument(body)) return;
        const lines = body.split(/\r\n?|\n/);
        for (const { line, column } of find(body)) {
          if (line === undefined || column === undefined) continue;
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThan(0);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('code and quotes are nobody’s prose', () => {
    const quiet = fc.array(
      fc.constantFrom('we should have seen it', 'obviously', 'careless', 'TODO', '', '- x', '# y'),
    );
    fc.assert(
      fc.property(quiet, fc.constantFrom('    ', '> '), (lines, sign) => {
        const quoted = lines.map((line) => `${sign}${line}`).join('\n');
        const fenced = `\`\`\`\n${lines.join('\n')}\n\`\`\``;
        const words = (body: string) => find(body, { required: [] }).filter((one) => one.line !== undefined);
        expect(words(`Before.\n\n${quoted}\n`)).toEqual([]);
        expect(words(`Before.\n\n${fenced}\n`)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    'a. ',
    'we should ',
    'not a b obviously ',
    'eyJaaaaaaaaaaaa.',
    'a@a.a.',
    '://a:',
    'the a b engineer’s ',
    '|the engineer|should have asked|\n',
  ])('64 KB of %j cost no more than reading them', async (shape) => {
    const body = `## Impact\n\n|a|b|\n|-|-|\n${shape.repeat(65_000 / shape.length)}`;
    expect(readDocument(body)).not.toHaveProperty('hostile');
    const work = () => find(body);
    if ((await effortOf(work)) >= 1000) expect(await leastEffort(work)).toBeLessThan(2000);
  });
});
