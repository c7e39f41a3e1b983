/**
 * Beginnings that look like a time and are none, in two kinds: what a person sees at once to be words, `1:1 with ann`, `404s`, and what a person
 * would take for a time although it cannot be read as one, `1405 users`, `Friday deploy broke`. The first is left alone, the second refused.
 */
import { durationSource } from './clock-words.ts';
import type { Cursor } from './cursor.ts';
import { monthSource, weekdaySource } from './date-words.ts';

export interface Unreadable {
  readonly unreadable: string;
  /** Follows it in a sentence. */
  readonly why: string;
  /** Signs it takes up. */
  readonly length: number;
  /** Its meanings as times, where there are such. */
  readonly instead: readonly string[];
  /** It may as well be the first words of the entry. */
  readonly isWords: boolean;
}

const words = [
  // A hardware address, an address of IPv6, a ratio.
  /(?:[\da-f]{2}:){5}[\da-f]{2}(?!\w)/iy,
  /(?:[\da-f]{1,4}:){1,7}:|(?:[\da-f]{1,4}:){7}/iy,
  /[1-9]:[1-9](?![\d:.hap]|[ \t][ap]\.?m\b)/iy,
  /(?:16:9|21:9)(?!\d|:\d)/y,
  /\d:\d{1,4}(?=[ \t]+(?:ratio|odds)\b)/iy,
  new RegExp(`${durationSource}[ \\t]+of\\b`, 'iy'),
  // `404s`, and parts of a whole: `10/10 checks failed`, `3/4 of them`.
  /\d{3}s\b/y,
  /24\/7\b/y,
  /(?!0)\d{1,4}\/(?!0)\d{1,4}[ \t]+(?:of|are|were|is|was|have|had|[a-z]+s)\b/y,
  new RegExp(`(?:today|tonight|tomorrow|yesterday|noon|midnight|${weekdaySource})(?:['’]s|-[a-z]+)\\b`, 'iy'),
];

export function isWords(cursor: Cursor): boolean {
  if (words.some((pattern) => cursor.sees(pattern))) return true;
  const start = cursor.at;
  const share = cursor.take(/(\d{2}):(\d{2})(?![\d:])/y);
  cursor.at = start;
  return share !== undefined && Number(share[1]) > 24 && Number(share[1]) + Number(share[2]) === 100;
}

interface Lookalike {
  readonly pattern: RegExp;
  readonly why: string;
  readonly instead?: (match: RegExpExecArray) => readonly string[];
  readonly isWords?: true;
}

const uncertain = 'cannot be read for certain';
const howLong = 'says how long, not when';
const noClock = 'names a day and no time of day';
const dayWord = '(?:yesterday|today|tomorrow|tonight)\\b';
const partOfDay = '(?:night|morning|afternoon|evening|week|weekend|month)\\b';
const numberWord =
  '(?:an?|some|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|sixty|a few|few|a couple(?: of)?|several|half an|\\d{1,4})';
const clock = '\\d{1,2}[:.h]\\d{2}(?!\\d)';
const hourOf = (text: string | undefined) => String(Number(text)).padStart(2, '0');

/** In the order in which they are tried; all may stand behind `at` or `on`. */
const certainly: readonly Lookalike[] = [
  { pattern: new RegExp(`(?:day|week|d\\+?)[ \\t]?\\d{1,3}[,:]?[ \\t]+${clock}`, 'iy'), why: uncertain },
  // A month in another language, a week of ISO 8601.
  {
    pattern: new RegExp(`\\d{1,2}\\.?[ \\t]+\\p{L}{3,12}\\.?[ \\t]+(?:\\d{4}[ \\t]+)?${clock}`, 'iuy'),
    why: uncertain,
  },
  { pattern: new RegExp(`\\d{4}-(?:W\\d{2}(?:-\\d)?|\\d{3})[ \\tT]+${clock}`, 'iy'), why: uncertain },
  { pattern: /~~[^~]{1,40}~~/y, why: 'is crossed out' },
  {
    pattern: /(?:since|before|after|until|till|by)[ \t]+(\d{1,2}:\d{2}|\d{1,2}[ \t]?[ap]m)(?![\w:])/iy,
    why: 'is no moment',
    instead: (match) => [`~${match[1]}`],
    isWords: true,
  },
  {
    pattern: /(\d{1,2}):([0-5])([ \t]?[ap]\.?m\b\.?)?(?![\w:%])/iy,
    why: uncertain,
    instead: ([, hour, ten = '', half = '']) => [`${hourOf(hour)}:0${ten}${half}`, `${hourOf(hour)}:${ten}0${half}`],
  },
  { pattern: /[~≈+–-]?[ \t]?\d{1,3}:(?:\d{1,3}|xx|\?\?)(?::\d+)?[a-z]{0,12}(?![\w%:]|\.\d)/iy, why: uncertain },
  {
    pattern: /["'“”‘’«»<>=@!?(]{1,2}[ \t]?(\d{1,2}:\d{2})["'“”‘’«»<>=@!?)]{0,2}(?!\w)/y,
    why: uncertain,
    instead: (match) => [match[1] ?? ''],
  },
  { pattern: /\d{1,3}[ \t]?[ap]\.?m\b\.?/iy, why: uncertain },
  { pattern: /noon\b/iy, why: uncertain, instead: () => ['12:00'], isWords: true },
  {
    pattern: /midnight\b/iy,
    why: 'can be the first or the last minute of a day',
    instead: () => ['00:00'],
    isWords: true,
  },
  {
    pattern: new RegExp(`(?:${numberWord} )?(?:weeks?|months?|minutes?|mins?|hours?|days?) ago\\b`, 'iy'),
    why: uncertain,
  },
  { pattern: /\d{1,4} ?(?:w|wks?|weeks?|months?|years?) ago\b/iy, why: uncertain },
  {
    pattern: new RegExp(
      `(?:last|this|next|earlier|late|early)[ \\t]+(?:${weekdaySource}|${partOfDay}|${dayWord}|this[ \\t]+${partOfDay})`,
      'iy',
    ),
    why: uncertain,
    isWords: true,
  },
  { pattern: new RegExp(dayWord, 'iy'), why: noClock, isWords: true },
  { pattern: /(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/iy, why: noClock, isWords: true },
  { pattern: /(?:mon|tues?|wed|thu(?:rs?)?|fri)\b(?!['’-])/iy, why: noClock, isWords: true },
  { pattern: /(?:sat|sun)\b(?=[ \t]*[:,.–-]|[ \t]+\d|$)/iy, why: noClock, isWords: true },
  {
    pattern:
      /(?:Sat|Sun)\b(?=[ \t]+[a-z])(?![ \t]+(?:next|down|in|on|at|with|up|there|together|idle|still|waiting|behind|by|for|through|and|spots?|server|microsystems)\b)/iy,
    why: noClock,
    isWords: true,
  },
  {
    pattern: new RegExp(
      `(?:the[ \\t]+)?\\d{1,2}(?:st|nd|rd|th)?[ \\t-]?(?:of[ \\t]+)?${monthSource}(?:,?[ \\t-]+\\d{4})?(?!\\w)`,
      'iy',
    ),
    why: noClock,
    isWords: true,
  },
  {
    pattern: new RegExp(
      `${monthSource}[ \\t]+(?:the[ \\t]+)?\\d{1,4}(?:st|nd|rd|th)?(?:,?[ \\t]+\\d{4})?(?!\\w)`,
      'iy',
    ),
    why: noClock,
    isWords: true,
  },
  {
    pattern: /(?:january|february|july|september|october|november|december|sept?|oct|nov|dec|feb|jul)\b\.?(?!['’-])/iy,
    why: noClock,
    isWords: true,
  },
  {
    pattern:
      /(?:19|20)\d{2}(?:[-/](?:0?[1-9]|1[0-2])(?:[-/]\d{1,2})?|\.\d{1,2}\.\d{1,2}|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?![\w.])/y,
    why: noClock,
    isWords: true,
  },
  { pattern: /\d{1,2}([/-])\d{1,2}\1(?:\d{4}|\d{2})(?![\w/])/y, why: noClock, isWords: true },
  { pattern: /(?:[12]?\d|3[01]|0\d)\.(?:1[0-2]|0?\d)\.(?:\d{4}|\d{2})(?![\w.]\w)/y, why: noClock, isWords: true },
  {
    pattern: /(?:0?[1-9]|[12]\d|3[01])\/(?:0?[1-9]|[12]\d|3[01])(?![\w/])/y,
    why: 'can be a day or a part of something',
    isWords: true,
  },
  { pattern: /\d{1,2}-\d{1,2}(?=[ \t]+\d{1,2}:\d{2})/y, why: uncertain },
  { pattern: /\d{1,2}(?:[ \t]?[-–][ \t]?\d{1,2})?[ \t]?(?:UTC|GMT|CES?T|uhr|o['’]?clock)(?!\w)/iy, why: uncertain },
  { pattern: /\d{1,2}[-–]\d{1,2}[ \t]?h(?!\w)/iy, why: uncertain },
  {
    pattern: /T[+-]\d[\d:.]*[a-z]{0,8}(?![\w])/iy,
    why: 'counts in no unit',
    instead: (match) => (/^T[+-]\d+$/i.test(match[0]) ? [`${match[0]}m`, `${match[0]}h`] : []),
  },
];

/** Numbers: behind `about`, they are amounts. */
const numbers: readonly Lookalike[] = [
  { pattern: /\d{4}[ \t]?[-–—][ \t]?\d{4}(?!\d)/y, why: 'can be clocks or numbers', isWords: true },
  {
    pattern: /(\d{2})(\d{2})(?=[ \t]+[^\W\d]|h\b|hrs\b)(?:h|hrs)?/iy,
    why: 'can be a clock or a number',
    instead: ([, hour = '', minute = '']) => (Number(hour) < 24 && Number(minute) < 60 ? [`${hour}:${minute}`] : []),
    isWords: true,
  },
  {
    pattern:
      /(\d{1,2})\.([0-5]\d)(?!\w|\.\w|[ \t]?(?:%|€|\$|£|°|×|(?:s|ms|x|secs?|seconds?|mins?|minutes?|hours|percent|times|points?)\b))/y,
    why: 'can be a clock or a number',
    instead: (match) => (Number(match[1]) < 24 ? [`${hourOf(match[1])}:${match[2]}`] : []),
    isWords: true,
  },
  {
    pattern: /(\d{1,2})[ \t]?h[ \t]?([0-5]\d)(?!\w)/iy,
    why: 'can say when or how long',
    instead: (match) => [
      ...(Number(match[1]) < 24 ? [`${hourOf(match[1])}:${match[2]}`] : []),
      `-${Number(match[1])}h${match[2]}m`,
    ],
  },
  {
    pattern: /(\d{1,2})[ \t]?h(?!\w)/iy,
    why: 'can say when or how long',
    instead: (match) => [...(Number(match[1]) < 24 ? [`${hourOf(match[1])}:00`] : []), `-${Number(match[1])}h`],
  },
  {
    pattern: new RegExp(`([-+–])[ \\t]?(${durationSource})`, 'iy'),
    why: uncertain,
    instead: (match) => (match[1] === '+' ? [] : [`-${match[2]}`]),
    isWords: true,
  },
  {
    pattern: new RegExp(`${durationSource}(?=[ \\t]+(?:later|after|before|earlier|into|since)\\b)`, 'iy'),
    why: howLong,
    isWords: true,
  },
  {
    pattern: new RegExp(`(${durationSource})`, 'iy'),
    why: howLong,
    instead: (match) => [`-${match[1]}`],
    isWords: true,
  },
];

/** @param isAmount behind `about`, where numbers are amounts */
export function takeLookalike(cursor: Cursor, isAmount: boolean): Unreadable | undefined {
  const start = cursor.at;
  for (const { pattern, why, instead, isWords: mayBeWords = false } of isAmount
    ? certainly
    : [...certainly, ...numbers]) {
    const match = cursor.take(pattern);
    if (!match) continue;
    const unreadable = cursor.between(start, cursor.at);
    // Words are not parted: what is left begins behind a space.
    if (mayBeWords) cursor.takeMarked(/\S*/y);
    return {
      unreadable,
      why,
      length: cursor.at,
      instead: instead?.(match) ?? [],
      isWords: mayBeWords,
    };
  }
  return undefined;
}
