// NOTE from the lead, 08:27: when.ts is replaced by when-next.ts today. Please spend no more on when.ts and entry.ts; go on with rows, fold, document, checks, status, index.
/**
 * The time at the beginning of an entry: `14:05` or `2026-11-20 14:05`, in UTC, or nothing. What looks like a time and cannot be read
 * for certain is refused with lines that would work; nothing is guessed. The reference is the comment's own creation time, so that a late
 * or repeated pass reads the same.
 */
import { code } from '../markdown/inline.ts';
import { clock, instant, minute } from './time-words.ts';

export type When =
  | { readonly at: number; readonly typed: string; readonly rest: string }
  /** `instead` are beginnings that would work, to be put before `rest`. */
  | { readonly refused: string; readonly instead: readonly string[]; readonly rest: string };

const aheadMs = 10 * 60_000;
const dayMs = 24 * 60 * 60_000;

const utc = '(?: ?(?:UTC|GMT|Z)(?![\\w+/]|-\\d))?';
const stop = '(?:(?=[ \\t]|$)|[-–—:,;|.](?!\\d))';
const separator = '[ \\t]*(?:[-–—:,;|](?=[ \\t]|$)[ \\t]*)?';
const datePattern = new RegExp(
  `^((\\d{4})-(\\d{2})-(\\d{2})[ T](\\d{1,2}):(\\d{2})(?::([0-5]\\d))?${utc})${stop}${separator}`,
  'i',
);
const clockPattern = new RegExp(`^((\\d{1,2}):(\\d{2})(?::([0-5]\\d))?${utc})${stop}${separator}`, 'i');
const nowPattern = new RegExp(`^(now)${stop}${separator}`, 'i');

/** Words behind a clock that would put it elsewhere than in UTC. */
const zonePattern = new RegExp(
  `^(?:(?:UTC|GMT) ?[+-]\\d{1,2}(?::?\\d{2})?|[+-](?:0\\d|1[0-4]):?(?:00|30|45)|(?:${[
    ...['CES?T', 'EES?T', 'WES?T', '[ECMPA][SD]T', '[ECMP]T', 'MES?Z', 'BST', 'IST', 'JST', 'KST', 'SGT', 'HKT', 'MSK'],
    ...['AES?T', 'AEDT', 'AC[SD]T', 'AWST', 'NZ[SD]T', 'BRT', 'SAST'],
    ...['(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|US)/\\w[\\w/-]*'],
    '[Ll]ocal(?: time)?',
  ].join('|')}))(?=[\\s,;:|–—-]|$)`,
);

const clockWord = '(?:[01]?\\d|2[0-3])(?:[:h][0-5]\\d|\\.[0-5]\\d(?![\\d.%]))';
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?';
const weekday = '(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?';
const unit = '(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)';

/** What looks like a time. `2.5 times`, `3/4 replicas`, `5000-6000 users` and `may 3 fail` do not. */
const timelikePattern = new RegExp(
  `^(?:${[
    '\\d{1,2}:\\d{1,2}(?!\\d)',
    '(?:[01]?\\d|2[0-3])h[0-5]\\d\\b',
    '(?:[01]\\d|2[0-3])\\.[0-5]\\d(?=[\\s,;]|$)(?! ?%)',
    `(?:about|around|at|approx\\.?|circa|ca\\.?|[-*~@([<"'\`]+) ?${clockWord}`,
    '(?:[01]\\d|2[0-3])[0-5]\\d ?(?:Z|UTC|GMT|h|hrs?)\\b',
    '\\d{1,2} ?[ap]\\.?m\\b',
    '(?:19|20)\\d\\d-\\d{1,2}(?:-\\d{1,2})?(?=[ T]|$)',
    '\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}\\b',
    `\\d{1,2}/\\d{1,2}(?:/\\d{2})?,? (?:at )?${clockWord}`,
    `\\d{1,2}\\.\\d{1,2}\\.(?:\\d{2})?,? (?:at )?${clockWord}`,
    "(?:yesterday|today|tomorrow|tonight|last night|this (?:morning|afternoon|evening))\\b(?!['’])",
    `[-+]\\d+ ?${unit}\\b`,
    `(?:\\d+|an?|half an|one|two|three|five|ten) ?${unit} ago\\b`,
    'T[+-]\\d',
    `${weekday},? (?:at )?(?:\\d{1,2}(?:\\.|st|nd|rd|th)?,? (?:${month}|May\\b)|${clockWord})`,
    `(?:${month}|May) \\d{1,2}(?:st|nd|rd|th)?\\b`,
    `\\d{1,2}(?:\\.|st|nd|rd|th)? (?:${month}|May\\b)`,
  ].join('|')})`,
  'i',
);

/** Reads the time in front of `text`; without one, the reference itself in its minute. */
export function readWhen(text: string, reference: number): When {
  const dated = datePattern.exec(text);
  if (dated) {
    const [all, typed = '', years, months, days, hours, minutes] = dated;
    const rest = text.slice(all.length);
    const date = { year: Number(years), month: Number(months), day: Number(days) };
    const at = instant(date, Number(hours), Number(minutes), 'UTC');
    if (at === undefined) return refuse(`${code(typed)} is no day and time that exists`, reference, rest);
    if (at > reference + aheadMs) return refuse(`${code(typed)} is later than the comment itself`, reference, rest);
    if (at < 0) return refuse(`${code(typed)} is too long ago`, reference, rest);
    return refuseOther(all, typed, rest, reference) ?? { at, typed, rest };
  }
  const timed = clockPattern.exec(text);
  if (timed) {
    const [all, typed = '', hours, minutes] = timed;
    const rest = text.slice(all.length);
    const at = latest(Number(hours), Number(minutes), reference);
    if (at === undefined) return refuse(`${code(typed)} is no time of day`, reference, rest);
    return refuseOther(all, typed, rest, reference) ?? { at, typed, rest };
  }
  const now = nowPattern.exec(text);
  if (now) return { at: minute(reference), typed: 'now', rest: text.slice(now[0].length) };
  const timelike = timelikePattern.exec(text);
  // "2 may have failed" is more likely than a day in May
  if (timelike && !/^(?:\d+ )?may /.test(timelike[0].concat(' '))) return refuseTimelike(text, timelike[0], reference);
  return { at: minute(reference), typed: '', rest: text };
}

/** The latest such clock that is not more than ten minutes after the reference. */
function latest(hour: number, minuteOfHour: number, reference: number): number | undefined {
  if (hour > 23 || minuteOfHour > 59) return undefined;
  const midnight = Math.floor(reference / dayMs) * dayMs;
  const at = midnight + (hour * 60 + minuteOfHour) * 60_000;
  for (const candidate of [at + dayMs, at]) if (candidate <= reference + aheadMs) return candidate;
  return at - dayMs;
}

function refuseOther(all: string, typed: string, rest: string, reference: number): When | undefined {
  const zone = zonePattern.exec(rest)?.[0];
  if (zone !== undefined) {
    const named = `${code(`${typed} ${zone}`)} names another zone than UTC, and times are read in UTC`;
    return refuse(named, reference, rest.slice(zone.length), typed);
  }
  const until = /[-–—][ \t]*$/.test(all) && /^\d{1,2}:\d{2}\b/.exec(rest)?.[0];
  if (!until) return undefined;
  return refuse(
    `${code(`${all}${until}`)} is a span, and an entry is one moment`,
    reference,
    rest.slice(until.length),
    typed,
  );
}

/** The clock in what looks like a time is likely the right one, and its day may be. */
function refuseTimelike(text: string, timelike: string, reference: number): When {
  const more = new RegExp(`^(?:,? ?(?:at )?${clockWord})?(?: ?[ap]\\.?m\\b\\.?)?(?::\\d{2})?[^\\s\\w]*`, 'i');
  const phrase = timelike + (more.exec(text.slice(timelike.length))?.[0] ?? '');
  const rest = text.slice(phrase.length).replace(/^\S*/, '');
  const shown = code(text.slice(0, text.length - rest.length).slice(0, 40));
  const [, hours, minutes = '', half = ''] =
    /(\d{1,2})[:.h](\d{2})(?::\d{2})?(?: ?([ap])\.?m)?\D*$/i.exec(phrase) ??
    /(\d{1,2})() ?([ap])\.?m/i.exec(phrase) ??
    [];
  const hour = Number(hours) + (/p/i.test(half) && Number(hours) < 12 ? 12 : 0);
  const isClock = hours !== undefined && hour < 24 && Number(minutes) < 60;
  const typed = isClock ? `${String(hour).padStart(2, '0')}:${minutes.padStart(2, '0')}` : clock(reference, 'UTC');
  const date = /^(?:19|20)\d\d-\d{2}-\d{2}/.exec(phrase)?.[0];
  if (date !== undefined) return { refused: `${shown} has no time of day`, instead: [`${date} ${typed}`], rest };
  if (/^(?:yesterday|last night)/i.test(phrase)) {
    const instead = [`${isoDay(reference - dayMs)} ${typed}`];
    return { refused: `${shown} cannot be read for certain`, instead, rest };
  }
  const [, day = '', month = '', year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})/.exec(phrase) ?? [];
  if (year !== undefined) {
    const instead = [`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${typed}`];
    return { refused: `${shown} cannot be read for certain`, instead, rest };
  }
  const [, one, other] = /^(\d{1,2})\/(\d{1,2})\b/.exec(phrase) ?? [];
  if (one !== undefined && other !== undefined) {
    const days = [dayIn(reference, other, one), dayIn(reference, one, other)].flatMap((day) => day ?? []);
    if (days.length === 2) {
      const instead = days.map((day) => `${day} ${typed}`);
      return { refused: `${shown} can be two different days`, instead, rest };
    }
  }
  return refuse(`${shown} cannot be read for certain`, reference, rest, typed);
}

/** The latest such day before the reference, as `2026-11-20`. */
function dayIn(reference: number, month: string, day: string): string | undefined {
  const thisYear = new Date(reference).getUTCFullYear();
  for (const year of [thisYear, thisYear - 1]) {
    const at = instant({ year, month: Number(month), day: Number(day) }, 0, 0, 'UTC');
    if (at !== undefined && at + dayMs <= reference) return isoDay(at);
  }
  return undefined;
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function refuse(refused: string, reference: number, rest: string, typed?: string): When {
  const time = /\d{1,2}:\d{2}/.exec(typed ?? '')?.[0] ?? clock(reference, 'UTC');
  const date = /\d{4}-\d{2}-\d{2}/.exec(typed ?? '')?.[0] ?? isoDay(reference);
  return { refused, instead: [time, `${date} ${time}`], rest: rest.trim() };
}
