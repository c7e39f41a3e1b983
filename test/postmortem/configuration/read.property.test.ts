import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConfiguration } from '../../../src/postmortem/configuration/read.ts';
import { configurationSchema } from '../../../src/postmortem/configuration/schema.ts';

const good = `labels:
  incident: [incident, outage]
  security: private
sections:
  impact:
    heading: Customer impact
    aliases: [Who noticed, "Effects"]
    required: [1, 2]
templates:
  default: |
    ## Summary

    How would you tell a customer?
zone: Europe/Berlin
abbreviations: {IST: Asia/Kolkata}
commands: write # and more
closing: comment
findings:
  timeline-silence: off
reminders: {unwritten: 3}
bots: ['pagerduty[bot]']
`;
const rules = ['timeline-silence'];

/** Never throws; says each thing once, at a place that is in the file; leaves nothing that the schema would not take. */
function expectSane(text: string): void {
  const reading = readConfiguration(text, { rules, last: { zone: 'Asia/Tokyo' } });
  const lines = text.split('\n');
  const seen = new Set<string>();
  for (const { line, column, path, message } of reading.problems) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
    expect(message).toMatch(/^(?:The file|`+).*[.?]$/s);
    expect(message).not.toMatch(/Invalid|Too (?:small|big)|undefined|\[object/);
    seen.add(path);
  }
  expect(seen.size).toBe(reading.problems.length);
  expect(configurationSchema.safeParse(reading.sound).success).toBe(true);
  const again = readConfiguration(JSON.stringify(reading.sound), { rules });
  expect(again.problems).toEqual([]);
  expect(again.configuration).toEqual(reading.configuration);
}

test('the good file has no fault', () => {
  expect(readConfiguration(good, { rules }).problems).toEqual([]);
  expectSane(good);
});

const sign = fc.constantFrom(
  ...'[]{}:,-?&*!|>\'"%@`# \t\n\r\\~<=0a',
  '\u2028',
  '\ufeff',
  '\ud800',
  '💥',
  '---\n',
  '...\n',
  '<<',
  'null',
  '- - ',
);

test('a good file with signs put in, taken out and moved', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(good.length), fc.nat(12), fc.array(sign, { maxLength: 4 })), {
        minLength: 1,
        maxLength: 5,
      }),
      (edits) => {
        let text = good;
        for (const [at, length, signs] of edits) text = text.slice(0, at) + signs.join('') + text.slice(at + length);
        expectSane(text);
      },
    ),
    { numRuns: 100 },
  );
});

test('anything at all', () => {
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 60 }), (signs) => expectSane(signs.join(''))),
    { numRuns: 100 },
  );
});

test('any value under any option', () => {
  const option = fc.constantFrom(
    'labels',
    'sections',
    'templates',
    'zone',
    'abbreviations',
    'commands',
    'closing',
    'findings',
    'words',
    'reminders',
    'security',
    'bots',
  );
  const inner = fc.constantFrom(
    'incident',
    'index',
    'impact',
    'default',
    '1',
    'IST',
    'timeline-silence',
    'unwritten',
    'heading',
    'aliases',
    'required',
    'add',
    '__proto__',
    'toString',
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<unknown>('', 'incident', 'Europe/Paris', 'off', true, false, null, 0, 7, -1, 1e9, 1.5),
      fc.string({ maxLength: 8 }),
      tie('list'),
      tie('map'),
    ),
    list: fc.array(tie('any'), { maxLength: 3 }),
    map: fc.dictionary(inner, tie('any'), { maxKeys: 3 }),
  })).any;
  fc.assert(
    fc.property(fc.dictionary(option, value, { maxKeys: 4 }), (settings) => expectSane(JSON.stringify(settings))),
    { numRuns: 100 },
  );
});
