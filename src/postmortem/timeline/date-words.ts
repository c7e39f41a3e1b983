/** Dates as people write them, in front of a clock or behind it. Which day is meant is worked out elsewhere. */
import type { Cursor } from './cursor.ts';

export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export type DateWords =
  | ({ readonly form: 'full'; readonly weekday: number | undefined } & CalendarDay)
  | { readonly form: 'no year'; readonly month: number; readonly day: number; readonly weekday: number | undefined }
  /** `the 20th` */
  | { readonly form: 'no month'; readonly day: number; readonly weekday: number | undefined }
  /** Monday is 1. */
  | { readonly form: 'weekday'; readonly weekday: number }
  /** `yesterday` is 1, `tomorrow` -1. */
  | { readonly form: 'ago'; readonly days: number }
  /** `03/04`: which of these it is cannot be told. */
  | { readonly form: 'ambiguous'; readonly readings: readonly Reading[] };

export interface Reading {
  readonly year: number | undefined;
  readonly month: number;
  readonly day: number;
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
export const monthSource =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?';
export const weekdaySource =
  '(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\\b\\.?';
const year = '((?:19|20)\\d{2})(?![:.h]?\\d)';

const patterns = {
  iso: /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?=[Tt _])|(?![\w.]))/y,
  /** `20261120T1405Z`, `20261120 14:05` */
  basic: /((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[Tt ,]|$)/y,
  numeric: /(\d{1,2})([-/])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\w/.:-])/y,
  /** A day written with dots comes first everywhere; without its year it has a dot at the end. */
  dotted: /(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2}(?=[ \t,]|$)|(?=[ \t,]|$))(?![\w.:-])/y,
  dayMonth: new RegExp(
    `(\\d{1,2})(?:st|nd|rd|th)?[ \\t]?(?:of[ \\t]+)?\\.?[ \\t-]?(${monthSource})(?:(?:[ \\t]*,)?[ \\t-]{1,2}${year})?`,
    'iy',
  ),
  monthDay: new RegExp(
    `(${monthSource})[ \\t-]{1,2}(?:the[ \\t]+)?(\\d{1,2})(?:st|nd|rd|th)?(?![:.h]?\\d)(?:(?:[ \\t]*,)?[ \\t-]{1,2}${year})?`,
    'iy',
  ),
  dayOfMonth: /(?:the[ \t]+)?(\d{1,2})(?:st|nd|rd|th)\b/iy,
  weekday: new RegExp(`(${weekdaySource}),?`, 'iy'),
  /** `20 November (Friday)` */
  weekdayBehind: new RegExp(`[ \\t]*[,(]?[ \\t]*(${weekdaySource})\\)?`, 'iy'),
  dayWord: /(yesterday|today|tomorrow)\b(?!['’]s),?/iy,
  space: /[ \t]*/y,
} as const;

export function takeDate(cursor: Cursor): DateWords | undefined {
  const iso = cursor.take(patterns.iso) ?? cursor.take(patterns.basic);
  if (iso) {
    const [month, day] = iso.length === 5 ? [iso[3], iso[4]] : [iso[2], iso[3]];
    return dated(cursor, Number(iso[1]), Number(month), Number(day), undefined);
  }
  const word = cursor.take(patterns.dayWord)?.[1]?.toLowerCase();
  if (word) return { form: 'ago', days: word === 'today' ? 0 : word === 'yesterday' ? 1 : -1 };
  const dotted = cursor.take(patterns.dotted);
  if (dotted) return dated(cursor, wholeYear(dotted[3] || undefined), Number(dotted[2]), Number(dotted[1]), undefined);
  const name = cursor.take(patterns.weekday)?.[1];
  if (name === undefined) return takeDayAndMonth(cursor, undefined);
  const weekday = weekdayNumber(name);
  const date = cursor.attempt(() => {
    cursor.take(patterns.space);
    return takeDayAndMonth(cursor, weekday);
  });
  return date ?? { form: 'weekday', weekday };
}

function takeDayAndMonth(cursor: Cursor, weekday: number | undefined): DateWords | undefined {
  const dayFirst = cursor.take(patterns.dayMonth);
  const monthFirst = dayFirst ? undefined : cursor.take(patterns.monthDay);
  const [dayText, monthText, yearText] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]];
  if (dayText !== undefined && monthText !== undefined) {
    const month = monthNames.indexOf(monthText.slice(0, 3).toLowerCase()) + 1;
    return dated(cursor, wholeYear(yearText), month, Number(dayText), weekday);
  }
  const dayOfMonth = cursor.take(patterns.dayOfMonth);
  if (dayOfMonth) return { form: 'no month', day: Number(dayOfMonth[1]), weekday };
  const numeric = cursor.take(patterns.numeric);
  return numeric && takeNumeric(cursor, numeric, weekday);
}

function takeNumeric(cursor: Cursor, numeric: RegExpExecArray, weekday: number | undefined): DateWords {
  const [first, second] = [Number(numeric[1]), Number(numeric[3])];
  const yearNumber = wholeYear(numeric[4]);
  const readings: Reading[] = [
    { year: yearNumber, month: second, day: first },
    ...(first === second ? [] : [{ year: yearNumber, month: first, day: second }]),
    // `20/11/26` begins with the year in some places.
    ...(numeric[4]?.length === 2 ? [{ year: 2000 + first, month: second, day: Number(numeric[4]) }] : []),
  ].filter(({ month, day }) => month >= 1 && month <= 12 && day >= 1 && day <= 31);
  const [only, ...others] = readings;
  if (others.length > 0) return { form: 'ambiguous', readings };
  const { year: readYear, month, day } = only ?? { year: yearNumber, month: second, day: first };
  return dated(cursor, readYear, month, day, weekday);
}

function dated(
  cursor: Cursor,
  yearNumber: number | undefined,
  month: number,
  day: number,
  weekdayBefore: number | undefined,
): DateWords {
  const behind = weekdayBefore === undefined ? cursor.take(patterns.weekdayBehind)?.[1] : undefined;
  const weekday = behind === undefined ? weekdayBefore : weekdayNumber(behind);
  if (yearNumber === undefined) return { form: 'no year', month, day, weekday };
  return { form: 'full', year: yearNumber, month, day, weekday };
}

function weekdayNumber(name: string): number {
  return weekdayNames.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function wholeYear(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text) + (text.length === 2 ? 2000 : 0);
}
