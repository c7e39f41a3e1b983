import { describe, expect, test } from 'vitest';
import { readTerms } from '../../../src/postmortem/measures/terms.ts';
import { effortOf } from '../../effort.ts';

const friday = { year: 2026, month: 11, day: 20 };
const read = (text: string) => readTerms(text, friday);

describe('a title without terms stays as it is', () => {
  test.each([
    'Alert on replica lag',
    'Alert on replica lag.',
    'P1000 pager for all',
    'P1-alerts go to the pager',
    'Mail ann@example.com when it fails',
    'Sort the list by hand',
    'Cut the time to restore by half',
    'Upgrade @octokit/rest',
    '@ann writes the runbook',
    'Retry for F-keys',
    'Wait for F2 before the restart',
    'Step by step',
    'by',
  ])('%s', (rest) => expect(read(rest)).toEqual({ terms: {}, answers: [], rest }));
});

describe('terms, in any order', () => {
  const all = { priority: 'P1', owner: 'ann', by: '2026-12-04' };
  test.each([
    ['P1 Alert on lag @ann by 4 December for F2', all, [2]],
    ['p1: Alert on lag for F2 by 4 Dec, @ann', all, [2]],
    ['P1, Alert on lag (for F2 and F1) @ann by +14d.', all, [1, 2]],
    ['Alert on lag P1 by 2026-12-04 @ann for F2', all, [2]],
    ['Alert on lag @ann', { owner: 'ann' }, []],
    ['Alert on lag for F9 and F1200', {}, [9, 1200]],
    ['Alert on lag by Friday', { by: '2026-11-27' }, []],
    ['P0 Alert on lag', { priority: 'P0' }, []],
    ['Alert on lag by moe by 4 December', { by: '2026-12-04' }, []],
  ])('%s', (text, terms, answers) => {
    const found = read(text);
    expect(found).toMatchObject({ terms, answers });
    expect('rest' in found && found.rest).toMatch(/^Alert on lag(?: by moe)?$/);
  });
});

describe('nothing but terms', () => {
  test.each([
    ['', {}],
    ['P2', { priority: 'P2' }],
    ['@ann', { owner: 'ann' }],
    ['by +30d', { by: '2026-12-20' }],
    ['@ann P2 by the 4th', { priority: 'P2', owner: 'ann', by: '2026-12-04' }],
    ['by 4 December, P2, @ann', { priority: 'P2', owner: 'ann', by: '2026-12-04' }],
  ])('%j', (text, terms) => expect(read(text)).toEqual({ terms, answers: [], rest: '' }));
});

test('each is taken once', () => {
  expect(read('P1 Alert P2')).toEqual({ terms: { priority: 'P1' }, answers: [], rest: 'Alert P2' });
  expect(read('Ask @moe @ann')).toEqual({ terms: { owner: 'ann' }, answers: [], rest: 'Ask @moe' });
  expect(read('Alert by Monday by Tuesday')).toMatchObject({ terms: { by: '2026-11-24' }, rest: 'Alert by Monday' });
});

describe('dates that cannot be read for certain are refused, with the whole text as it would be read', () => {
  test.each([
    ['P1 Alert by 03/04 for F1', ['P1 Alert by 2027-04-03 for F1', 'P1 Alert by 2027-03-04 for F1']],
    ['Alert @ann by yesterday.', ['Alert @ann by 2026-12-04.']],
    ['by 30 February', []],
  ])('%s', (text, instead) => expect(read(text)).toMatchObject({ refused: expect.any(String), instead }));
});

test('a long hostile text costs next to nothing', async () => {
  const parts = ['by ', 'P1 ', '@a ', 'for F1 and ', '.', 'by 1/2 '];
  for (const length of [690, 65_536]) {
    const texts = parts.map((part) => part.repeat(length / part.length));
    expect(await effortOf(() => texts.map(read))).toBeLessThan(200);
  }
});
