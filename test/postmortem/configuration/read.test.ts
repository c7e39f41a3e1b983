import { expect, test } from 'vitest';
import { readConfiguration } from '../../../src/postmortem/configuration/read.ts';
import { defaults } from '../../../src/postmortem/configuration/schema.ts';

const rules = ['timeline-silence', 'timeline-no-comms', 'blame'];

test.each([
  ['an empty file', ''],
  ['comments only', '# nothing yet\n'],
  ['a byte order mark', '\ufeff'],
  ['an end of file', '---\n...\n'],
  ['options without a value', 'zone:\nlabels:\n  incident:\nsections:\n  impact:\n'],
])('%s chooses nothing', (_, text) => {
  expect(readConfiguration(text)).toEqual({ configuration: defaults, problems: [], sound: expect.anything() });
});

test.each([
  // Keys
  ['lables:\n  incident: x\n', ['1:1 `lables` is no option. Did you mean `labels`?']],
  ['labels:\n  incidnet: x\n', ['2:3 `labels.incidnet` is no option. Did you mean `incident`?']],
  [
    'closing: reopen\nstatuspage: yes\n',
    [expect.stringMatching(/^2:1 `statuspage` is no option\. Here can stand `labels`, /)],
  ],
  [
    'sections:\n  people:\n    required: true\n',
    [expect.stringMatching(/^2:3 `sections.people` is no option\. Here can stand `summary`, /)],
  ],
  [
    'sections:\n  impact:\n    require: true\n',
    ['3:5 `sections.impact.require` is no option. Did you mean `required`?'],
  ],
  ['words:\n  blame:\n    allows: [x]\n', ['3:5 `words.blame.allows` is no option. Did you mean `allow`?']],
  ['__proto__:\n  zone: x\n', ['1:1 `__proto__` is no name of anything.']],
  ['findings:\n  __proto__: off\n', ['2:3 `findings.__proto__` is no name of anything.']],
  ['constructor: 1\n', [expect.stringMatching(/^1:1 `constructor` is no option/)]],
  ['<<: {zone: UTC}\n', [expect.stringMatching(/^1:1 `<<` is no option/)]],
  [
    'zone: UTC\nzone: Europe/Berlin\n',
    ['2:1 `zone` stands here for the second time; the first one, in line 1, counts. Delete one of them.'],
  ],
  ['? [zone]\n: UTC\n', ['1:3 The file has a key that is no plain word.']],
  // Values
  ['zone: 5\n', ['1:7 `zone` should be a time zone, such as `Europe/Berlin`, not `5`.']],
  [
    'zone: Berlin\n',
    ['1:7 `zone` should be a time zone, such as `Europe/Berlin`, not `Berlin`. Did you mean `Europe/Berlin`?'],
  ],
  ['zone: CET\n', [expect.stringMatching(/^1:7 `zone` should be a time zone/)]],
  [
    'zone: Europe/Berlyn\n',
    ['1:7 `zone` should be a time zone, such as `Europe/Berlin`, not `Europe/Berlyn`. Did you mean `Europe/Berlin`?'],
  ],
  [
    'abbreviations:\n  QQT: Asia/Shanghai\n',
    ['2:3 `abbreviations.QQT` should be an abbreviation of a time zone that is in use, such as `IST`, not `QQT`.'],
  ],
  [
    'abbreviations:\n  IST: Shanghai\n',
    [
      '2:8 `abbreviations.IST` should be a time zone, such as `Asia/Kolkata`, not `Shanghai`. Did you mean `Asia/Shanghai`?',
    ],
  ],
  [
    'abbreviations: [IST]\n',
    [
      '1:16 `abbreviations` should be a mapping of abbreviations to time zones, such as `IST: Asia/Kolkata`, not a list.',
    ],
  ],
  [
    'commands: writer\n',
    ['1:11 `commands` should be one of `triage`, `write`, `maintain`, `admin`, not `writer`. Did you mean `write`?'],
  ],
  ['closing: {}\n', ['1:10 `closing` should be one of `reopen`, `comment`, `nothing`, not a mapping.']],
  [
    'findings:\n  timeline-silense: off\n',
    [
      '2:3 `findings.timeline-silense` should be the id of a rule, not `timeline-silense`. Did you mean `timeline-silence`?',
    ],
  ],
  ['findings:\n  blame: warn\n', [expect.stringContaining('2:10 `findings.blame` should be one of `off`')]],
  ['reminders: 7\n', ['1:12 `reminders` should be a mapping, with its options indented below it, not `7`.']],
  [
    'reminders:\n  unwritten: -1\n',
    ['2:14 `reminders.unwritten` should be a number of days up to 365, or `false` for never, not `-1`.'],
  ],
  [
    'reminders:\n  unproven: {1: soon}\n  escalate: {to: sre}\n',
    [
      '2:13 `reminders.unproven` should be a number of days up to 365, or `false` for never; or such by severity, as in `{default: 60, 1: 30}`, not a mapping.',
      '3:18 `reminders.escalate.to` should be a team, such as `acme/sre`, not `sre`.',
    ],
  ],
  [
    'reminders:\n  unwritten: no\n',
    [
      '2:14 `reminders.unwritten` should be a number of days up to 365, or `false` for never, not `no`. Did you mean `false`?',
    ],
  ],
  [
    'labels:\n  incident: []\n',
    [
      '2:13 `labels.incident` should be the name of a label, or a list of names, such as `[incident, outage]`, not an empty list.',
    ],
  ],
  [
    'labels: {incomplete: "..", security: /../a b#c?d}\n',
    ['1:22 `labels.incomplete` should be the name of a label, such as `incident`, not `..`.'],
  ],
  [
    'home: acme/..\n',
    [
      '1:7 `home` should be a repository of the same owner, such as `acme/postmortems`, or `false` for none, not `acme/..`.',
    ],
  ],
  [
    'labels:\n  index: |\n    two\n    lines\n',
    [expect.stringContaining('`labels.index` should be the name of a label, such as `incident`, in one line')],
  ],
  [
    'labels:\n  incident: security\n',
    ['2:13 `labels.incident` should be another name than that of `labels.security`, not `security`.'],
  ],
  [
    'labels:\n  postmortem: x\n  index: X\n',
    ['3:10 `labels.index` should be another name than that of `labels.postmortem`, not `X`.'],
  ],
  [
    'sections:\n  impact:\n    required: yes\n',
    [
      '3:15 `sections.impact.required` should be `true`, `false`, or a list of severities from 0 to 5, such as `[1, 2]`, not `yes`. Did you mean `true`?',
    ],
  ],
  [
    'sections:\n  impact:\n    required: [1, 9]\n',
    ['3:19 `sections.impact.required.1` should be a severity from 0 to 5, not `9`.'],
  ],
  [
    'sections:\n  impact:\n    heading: "## Impact"\n',
    [
      '3:14 `sections.impact.heading` should be a heading in plain words, such as `Customer impact`, without Markdown, not `## Impact`.',
    ],
  ],
  [
    'sections:\n  impact:\n    aliases: [Effects, 7, Harm]\n',
    ['3:24 `sections.impact.aliases.1` should be a heading in plain words, such as `Customer impact`, not `7`.'],
  ],
  [
    'sections:\n  impact:\n    heading: Story\n  summary:\n    aliases: [story]\n',
    [expect.stringContaining('should be a heading that does not name')],
  ],
  ['templates:\n  sev1: x\n', [expect.stringMatching(/^2:3 `templates.sev1` is no option/)]],
  [
    'templates:\n  default: "<!-- postmortems:head -->"\n',
    [expect.stringContaining('should be Markdown without marks of this app')],
  ],
  [
    'templates:\n  default: .github/postmortem.md\n',
    [expect.stringContaining('should be the Markdown itself, as a text block')],
  ],
  [
    `templates:\n  1: "${'> '.repeat(300)}x"\n`,
    [expect.stringContaining('should be Markdown without quotes or lists within each other')],
  ],
  ['bots: pagerduty\n', ['1:7 `bots` should be a list of logins, such as `[pagerduty]`, not `pagerduty`.']],
  // YAML
  ['- zone: UTC\n', ['1:1 The file should be a mapping of options, such as `zone: Europe/Berlin`, not a list.']],
  ['zone\n', ['1:1 The file should be a mapping of options, such as `zone: Europe/Berlin`, not `zone`.']],
  ['zone: UTC\n\tclosing: reopen\n', [expect.stringMatching(/^2:/)]],
  ['labels:\n\tincident: x\n', ['2:1 The file is indented with a tab. YAML takes spaces only.']],
  ['zone: "UTC\n', [expect.stringContaining('The file lacks a closing quote')]],
  [
    'zone: a: b\n',
    ['1:7 The file has a second `: ` in one line, or is indented too far. Put a value that holds `: ` in quotes.'],
  ],
  ['bots: [@ci]\n', [expect.stringContaining('begins with a sign that YAML keeps for itself')]],
  ['zone: UTC\n---\nzone: UTC\n', [expect.stringContaining('begins a second document')]],
  [
    'zone: !secret UTC\n',
    ['1:15 `zone` has a tag that begins with `!`. Leave the tag out, or put the value in quotes.'],
  ],
  ['zone: !!js/function x\n', [expect.stringContaining('has a tag')]],
  ['zone: *home\n', ['1:7 `zone` refers to `*home`, and there is no `&home` above it.']],
  ['zone: UTC\r\nlables: {}\r\n', ['2:1 `lables` is no option. Did you mean `labels`?']],
])('%j is told', (text, expected) => {
  const reading = readConfiguration(text, { rules });
  expect(reading.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(expected);
  expect(reading.configuration.closing).toBe('reopen');
});

test('what is sound holds beside what is not', () => {
  const text =
    'zone: Berlin\nclosing: nothing\nlabels:\n  incident: [outage, incident]\n  measures: x\nbots: [CI, 5, "x[bot]"]\n';
  const { configuration, problems } = readConfiguration(text);
  expect(configuration).toEqual({
    ...defaults,
    closing: 'nothing',
    labels: { ...defaults.labels, incident: ['outage', 'incident'] },
    bots: ['ci', 'x'],
  });
  expect(problems.map(({ line, path }) => [line, path])).toEqual([
    [1, 'zone'],
    [5, 'labels.measures'],
    [6, 'bots.1'],
  ]);
});

test('the last good value stands in for one that is not sound', () => {
  const { sound: last } = readConfiguration('zone: Europe/Berlin\nclosing: nothing\nreminders:\n  unwritten: 3\n');
  const next = readConfiguration('zone: Berlin\nreminders:\n  unwritten: soon\n', { last });
  expect(next.configuration).toEqual({
    ...defaults,
    zone: 'Europe/Berlin',
    reminders: { ...defaults.reminders, unwritten: 3 },
  });
  expect(next.problems).toHaveLength(2);
  const broken = readConfiguration('zone: "\n', { last: next.sound });
  expect(broken.configuration).toEqual(next.configuration);
  expect(broken.problems).toHaveLength(1);
  expect(readConfiguration('', { last }).configuration).toEqual(defaults);
});

test('values may be written in several ways', () => {
  const text = `
templates:
  default: &usual |
    ## Summary
  1: *usual
labels: {incident: outage}
findings: {timeline-silence: off, blame: false}
sections: {lessons: {required: [1, "2"]}, impact: {heading: 💥 Impact}}
abbreviations: {ist: asia/kolkata}
zone: europe/berlin
security: "  Mail security@example.com.  "
reminders: {unwritten: false, unproven: {1: 30, 3: false}, escalate: {to: "@acme/sre"}}
`;
  expect(readConfiguration(text, { rules })).toMatchObject({
    problems: [],
    configuration: {
      templates: { default: '## Summary\n', 1: '## Summary\n' },
      labels: { incident: ['outage'] },
      findings: { 'timeline-silence': 'off', blame: 'off' },
      sections: { lessons: { required: ['1', '2'] }, impact: { heading: '💥 Impact', aliases: [] } },
      abbreviations: { IST: 'Asia/Kolkata' },
      zone: 'Europe/Berlin',
      security: 'Mail security@example.com.',
      reminders: { unwritten: 0, unproven: { default: 60, 1: 30, 3: 0 }, escalate: { to: 'acme/sre', after: 14 } },
    },
  });
});

test('rules are looked at only where they are known', () => {
  expect(readConfiguration('findings: {anything: off}\n').problems).toEqual([]);
});

test.each([
  ['a file of a megabyte', `zone: UTC\n${'# more\n'.repeat(150_000)}`],
  ['brackets without end', '['.repeat(60_000)],
  ['braces without end', '{a: '.repeat(15_000)],
  ['lists without end', '- '.repeat(30_000)],
  ['keys without end', '? '.repeat(30_000)],
  [
    'references that double each time',
    `a: &a [x, x]\n${[...'bcdefghijklmnopqrstuvwxyz'].map((one, i) => `${one}: &${one} [*${String.fromCharCode(97 + i)}, *${String.fromCharCode(97 + i)}]\n`).join('')}`,
  ],
  ['a reference to itself', 'zone: &a [*a, *a]\n'],
  ['references without end', `a: &a x\nbots:\n${'- *a\n'.repeat(12_000)}`],
  ['thousands of keys', 'a:\n'.repeat(20_000)],
  ['thousands of unknown keys', Array.from({ length: 7000 }, (_, index) => `k${index}: 1\n`).join('')],
  ['thousands of list items', `bots:\n${'- 1\n'.repeat(15_000)}`],
  ['quotes without end', '"'.repeat(60_000)],
])('%s is refused', (_, text) => {
  const { configuration, problems } = readConfiguration(text);
  expect(configuration).toEqual(defaults);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.length).toBeLessThanOrEqual(50);
});
