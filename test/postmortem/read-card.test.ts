/** What the index reads of a body, and what it does not fall for. */
import { describe, expect, test } from 'vitest';
import { headAttributes, readHeadAttributes } from '../../src/postmortem/document/head-attributes.ts';
import { readRegions } from '../../src/postmortem/document/read-regions.ts';
import { readReturned } from '../../src/postmortem/document/returned.ts';
import { measureToken, readMeasureRows } from '../../src/postmortem/measures/token.ts';

describe('rows of measures', () => {
  const row = (token: string) =>
    `- [Page \\[us\\]](https://github.com/acme/shop/issues/216)<br>P1 · accepted · ann ${token}`;

  test.each([
    ['no mark', row('')],
    ['a word that says nothing', row('<!-- m216 maybe P1 -->')],
    ['a mark of another kind', row('<!-- c216.01234567 -->')],
    ['no row', '<!-- m216 accepted P1 -->'],
    ['text behind the mark', row('<!-- m216 accepted P1 --> and more')],
  ])('none with %s', (_, text) => {
    expect(readMeasureRows(text)).toEqual([]);
  });

  test.each([
    { number: 216, standing: 'accepted', priority: 'P1', by: '2026-12-04' },
    { number: 216, standing: 'proposed', priority: undefined, by: undefined },
    { number: 216, standing: 'declined', priority: undefined, by: '2026-12-04' },
    { number: 216, standing: 'worked', priority: 'P0', by: undefined },
  ] as const)('with a mark: $standing', (told) => {
    expect(readMeasureRows(row(measureToken(told)))).toEqual([
      { ...told, title: 'Page [us]', url: 'https://github.com/acme/shop/issues/216' },
    ]);
  });
});

describe('regions, line by line', () => {
  const region = '<!-- postmortems:measures rev=2 -->\n\nInside.\n\n<!-- /postmortems:measures -->';

  test.each([
    ['without an end', region.replace('<!-- /postmortems:measures -->', '')],
    ['without a beginning', region.replace('<!-- postmortems:measures rev=2 -->', '')],
    ['in a fence', `\`\`\`\n${region}\n\`\`\``],
    ['in a line', `See ${region}`],
  ])('none %s', (_, text) => {
    expect([...readRegions(text).keys()]).toEqual([]);
  });

  test('whatever the line ends are', () => {
    for (const text of [region, region.replaceAll('\n', '\r\n'), `~~~\n~~~\n${region}\n${region.replace('2', '3')}`])
      expect([...readRegions(text)]).toEqual([['measures', { attributes: { rev: '2' }, inside: 'Inside.' }]]);
  });
});

test('what a head keeps for the index', () => {
  const nothing = {
    ends: { discovered: undefined, mitigated: undefined, over: undefined },
    muted: [],
    isLeftIncomplete: false,
  };
  expect(headAttributes(nothing)).toEqual({});
  expect(readHeadAttributes({ discovered: 'x', over: '-1' })).toEqual(nothing);
  const all = {
    ends: { discovered: 60_000, mitigated: 120_000, over: 180_000, isPast: true },
    muted: ['no-apology', 'no-impact'],
    isLeftIncomplete: true,
  } as const;
  expect(readHeadAttributes(headAttributes(all))).toEqual(all);
});

describe('factors that were seen before', () => {
  test.each([
    ['a line that is no item', 'The limit, seen before in #140'],
    ['a row of the timeline', '- [14:02](https://x.y/1) the limit, seen before in #140'],
    ['a row by hand', '- 14:02 the limit, seen before in #140'],
    ['no number', '- **F1** The limit, seen before in March'],
    ['nothing else', '- **F1** seen before in #140'],
    ['a number further on', '- **F1** The limit, seen before in a way, see #140'],
  ])('none in %s', (_, body) => {
    expect(readReturned(body, 'acme/shop')).toEqual([]);
  });

  test.each([
    ['- **F1** The limit, seen before in #140', 'The limit', [140]],
    ['* The limit (seen before in #140 and #122).', 'The limit', [140, 122]],
    [
      '- **F12** The limit. Seen before in https://github.com/acme/shop/issues/140 <!-- s1.01234567 -->',
      'The limit',
      [140],
    ],
    [
      '- **F2** The limit: seen before in [that one](https://github.com/acme/shop/issues/140), #7',
      'The limit',
      [140, 7],
    ],
  ])('%s', (line, text, seen) => {
    expect(readReturned(`## Contributing factors\r\n\r\n${line}\r\n`, 'acme/shop')).toEqual([{ text, seen }]);
  });

  test('in other repositories, by reference or by address', () => {
    const line = '- **F1** The limit, seen before in Acme/api#7, #8 and https://github.com/acme/web/issues/9';
    expect(readReturned(line, 'acme/shop')).toEqual([
      { text: 'The limit', seen: [8], others: ['acme/api#7', 'acme/web#9'] },
    ]);
  });
});
