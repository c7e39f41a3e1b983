/** Times of day and durations as people write them. */
import type { Cursor } from './cursor.ts';
import { kinds, milestones } from './kinds.ts';
import { isZoneName, zonePattern } from './zones.ts';

/** In 24 hours. */
export interface ClockWords {
  readonly hour: number;
  readonly minute: number;
}

/** As typed: with a half of the day, or in a form that leaves a question open. */
export interface TypedClock extends ClockWords {
  readonly half?: 'am' | 'pm';
  readonly form: 'colon' | 'dot' | 'h' | 'bare' | 'hour';
  readonly second?: number;
}

const separator = '(?:$|\\)|(?:[:.,;|]|[-–—→>]|->|=>)(?=[ \\t]|$))';
/** A number with two decimals before one of these is an amount. */
const measure = '[ \\t]?(?:%|€|\\$|£|°|×|(?:s|ms|x|secs?|seconds?|mins?|minutes?|hours|percent|times|points?)\\b)';
const amount = `(?:[ \\t]?(?:[KMGT]i?B|[KMG]bps|[Ll][Tt][Ss]|USD|EUR|GBP)\\b|[ \\t]+(?:[Ii]mages?|[Uu]pgrades?|[Rr]unners?|[Uu]buntu|[Vv]ersions?|AMIs?)\\b)`;

const patterns = {
  half: /(?<hour>\d{1,2})(?:[:.](?<minute>\d{2})(?::(?<second>\d{2}))?)?[ \t]{0,2}(?<half>[ap])\.?m\b\.?(?!['’])/iy,
  /** `2` in `2-3 pm` */
  hourOfHalf:
    /(?<hour>\d{1,2})(?=[ \t]*(?:-|–|—|to\b|until\b|till\b)[ \t]*\d{1,2}(?:[:.]\d{2})?[ \t]{0,2}[ap]\.?m\b)/iy,
  colon: /(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d{1,9})?)?(?!\d|:\d)/y,
  /** `3.14 release` is a version, `19.00 we merge` a clock. */
  dot: new RegExp(`(?<hour>\\d{2})\\.(?<minute>\\d{2})(?!\\d|\\.\\d|${measure}|${amount})`, 'y'),
  dotAlone: new RegExp(`(?<hour>\\d)\\.(?<minute>\\d{2})(?=[ \\t]*${separator})`, 'y'),
  h: new RegExp(
    `(?<hour>\\d{2})h(?<minute>\\d{2})(?!\\d|(?!z\\b)\\w)|(?<hour1>\\d{1,2})[ \\t]h[ \\t](?<minute1>\\d{2})(?=[ \\t]*${separator})`,
    'iy',
  ),
  bare: /(?<hour>\d{2})(?<minute>\d{2})(?!\d)/y,
  basic: /(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?(?!\d)/y,
  suffix: /[ \t]?(?:h|hrs|hours|uhr)(?!\w)/iy,
} as const;

/** @param isBasic after the `T` of ISO 8601 */
export function takeClock(cursor: Cursor, isBasic = false): TypedClock | undefined {
  const half = cursor.take(patterns.half);
  if (half) return typed('hour', half);
  const hour = cursor.take(patterns.hourOfHalf);
  if (hour) return typed('hour', hour);
  for (const form of ['colon', 'dot', 'dotAlone', 'h'] as const) {
    const match = cursor.take(patterns[form]);
    if (!match) continue;
    const suffix = form !== 'h' && cursor.take(patterns.suffix);
    // `1:30 hours` says how long.
    if (suffix && match.groups?.hour?.length === 1 && /h/i.test(suffix[0]) && !cursor.sees(separatorPattern))
      return undefined;
    return typed(form === 'dotAlone' ? 'dot' : form, match);
  }
  if (isBasic) {
    const basic = cursor.take(patterns.basic);
    return basic && typed('bare', basic);
  }
  return cursor.attempt(() => {
    const bare = cursor.take(patterns.bare);
    return bare && isBareClockEnd(cursor) ? typed('bare', bare) : undefined;
  });
}

const separatorPattern = new RegExp(`[ \\t]*${separator}`, 'y');

function typed(form: TypedClock['form'], { groups = {} }: RegExpExecArray): TypedClock {
  const half = groups.half?.toLowerCase();
  return {
    form,
    hour: Number(groups.hour ?? groups.hour1),
    minute: Number(groups.minute ?? groups.minute1 ?? 0),
    ...(groups.second === undefined ? {} : { second: Number(groups.second) }),
    ...(half === undefined ? {} : { half: half === 'p' ? 'pm' : 'am' }),
  };
}

/** Four bare digits are a clock before a kind, a separator, a zone, another such clock or the end. */
function isBareClockEnd(cursor: Cursor): boolean {
  if (cursor.sees(separatorPattern) || cursor.sees(/[ \t]*[-–—][ \t]*\d{4}(?!\d)/y)) return true;
  if (cursor.take(patterns.suffix)) return !cursor.sees(/[ \t]+of\b/iy);
  const start = cursor.at;
  const word = cursor.take(/[ \t]+([a-z]+):(?=\s|$)/iy)?.[1]?.toLowerCase();
  cursor.at = start;
  if ([...kinds, ...milestones].some((one) => one === word)) return true;
  cursor.take(/[ \t]*\(?/y);
  const zone = cursor.take(zonePattern)?.[0];
  cursor.at = start;
  return zone !== undefined && isZoneName(zone);
}

/** The same clock in 24 hours; undefined where there is no such time of day. */
export function inDay({ hour, minute, half, second = 0 }: TypedClock): ClockWords | undefined {
  if (minute > 59 || second > 60) return undefined;
  if (half) return hour >= 1 && hour <= 12 ? { hour: (hour % 12) + (half === 'pm' ? 12 : 0), minute } : undefined;
  return hour < 24 || (hour === 24 && minute === 0) ? { hour, minute } : undefined;
}

const unit = '(?:d|days?|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?)';
/** `1h30m`, `90 min`, `1h30` */
export const durationSource = `\\d{1,5}(?:\\.\\d)? ?${unit}(?: ?(?:and )?\\d{1,4} ?${unit}){0,3}(?:(?<=h)\\d{1,2})?(?!\\w)`;

const unitMs: { readonly [letter: string]: number } = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

/** A duration in words or signs, in milliseconds. */
export function readDuration(text: string): number {
  if (/^half/i.test(text)) return 30 * 60_000;
  const word = /^an? (minute|hour)/i.exec(text)?.[1]?.toLowerCase();
  if (word) return word === 'hour' ? 3_600_000 : 60_000;
  let total = 0;
  for (const [, amountText, name] of text.matchAll(/(\d+(?:\.\d+)?) ?([a-z]*)/gi)) {
    total += Number(amountText) * (unitMs[(name ?? '').slice(0, 1).toLowerCase()] ?? 60_000);
  }
  return total;
}
