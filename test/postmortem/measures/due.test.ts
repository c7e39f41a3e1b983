import { describe, expect, test } from 'vitest';
import { readDue } from '../../../src/postmortem/measures/due.ts';

const friday = { year: 2026, month: 11, day: 20 };
const on = (text: string) => {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return { year, month, day };
};

describe('no date', () => {
  test.each(['', 'hand', 'somebody else', 'December', '4', '14:05', 'then', '4 December or so', '+', '+d', '30d', '2'])(
    '%j',
    (words) => expect(readDue(words, friday)).toBeUndefined(),
  );
});

describe('refused, with what would be read', () => {
  test.each([
    ['2026-11-19', '2026-11-19 has passed', ['2026-12-04']],
    ['yesterday', '2026-11-19 has passed', ['2026-12-04']],
    ['4 December 2025', '2025-12-04 has passed', ['2026-12-04']],
    ['03/04', '`03/04` can be two dates', ['2027-04-03', '2027-03-04']],
    ['03/04/2027', '`03/04/2027` can be two dates', ['2027-04-03', '2027-03-04']],
    ['2026-02-30', 'there is no such day', []],
    ['30 February', 'there is no such day', []],
    ['2040-01-01', '2040-01-01 is more than ten years away', ['2027-02-18']],
    ['+9999d', '2054-04-06 is more than ten years away', ['2027-02-18']],
    ['+30m', '`+30m` counts neither days nor weeks nor months', ['+30d']],
    ['+2h', '`+2h` counts neither days nor weeks nor months', ['+2d']],
  ])('%j', (words, refused, instead) => expect(readDue(words, friday)).toEqual({ refused, instead }));
});

describe('read', () => {
  test.each([
    ['4 December', '2026-12-04'],
    ['4 Dec', '2026-12-04'],
    ['December 4th', '2026-12-04'],
    ['4 December 2027', '2027-12-04'],
    ['2026-12-04', '2026-12-04'],
    ['4.12.', '2026-12-04'],
    ['24/12', '2026-12-24'],
    ['today', '2026-11-20'],
    ['tomorrow', '2026-11-21'],
    ['Friday', '2026-11-27'],
    ['Saturday', '2026-11-21'],
    ['monday', '2026-11-23'],
    ['the 4th', '2026-12-04'],
    ['the 20th', '2026-11-20'],
    ['19 November', '2027-11-19'],
    ['20 November', '2026-11-20'],
    ['+30d', '2026-12-20'],
    ['+ 2 weeks', '2026-12-04'],
    ['+1month', '2026-12-20'],
    ['+0d', '2026-11-20'],
  ])('%j is %s', (words, day) => expect(readDue(words, friday)).toEqual({ day }));
});

describe('at the ends of months', () => {
  test.each([
    ['2027-01-31', '+1mo', '2027-02-28'],
    ['2028-01-31', '+1mo', '2028-02-29'],
    ['2026-08-31', '+1 month', '2026-09-30'],
    ['2026-12-31', '+2 months', '2027-02-28'],
    ['2028-02-28', '+1d', '2028-02-29'],
    ['2027-02-28', '+1d', '2027-03-01'],
    ['2026-12-31', 'tomorrow', '2027-01-01'],
    ['2026-12-31', '1 January', '2027-01-01'],
    ['2026-01-31', 'the 30th', '2026-03-30'],
    ['2027-06-01', '29 February', '2028-02-29'],
    ['2026-12-31', 'Thursday', '2027-01-07'],
  ])('on %s, %j is %s', (today, words, day) => expect(readDue(words, on(today))).toEqual({ day }));
});
