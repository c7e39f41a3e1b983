/**
 * The time at the beginning of an entry: `14:05` or `2026-11-20 14:05`, in UTC, or nothing. What looks like a time and cannot be read
 * for certain is refused with lines that would work; nothing is guessed. The reference is the comment's own creation time, so that a late
 * or repeated pass reads the same.
 */
import { clock, instant, minute } from './time-words.ts';

export type When =
  | { readonly at: number; readonly typed: string; readonly rest: string }
  /** `instead` are beginnings that would work, to be put before `rest`. */
  | { readonly refused: string; readonly instead: readonly string[]; readonly rest: string };

const aheadMs = 10 * 60_000;
const dayMs = 24 * 60 * 60_000;

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const zones =
  'CES?T|EES?T|WES?T|[ECMP][SD]T|BST|IST|JST|KST|SGT|MSK|AE[SD]T|AC[SD]T|AWST|NZ[SD]T|HK?T|BRT|ART|CAT|EAT|SAST|[A-Z][a-z]+\\/[A-Z][A-Za-z_]+|(?:UTC|GMT)?[+-]\\d{1,2}(?::?\\d{2})?';
const separator = '[ \\t]*(?:[-–—:,;|](?=[ \\t]|$)[ \\t]*)?';
const end = '(?=[\\s,;:|–—-]|$)';

const datePattern = new RegExp(
  `^(\\d{4})-(\\d{2})-(\\d{2})[ T](\\d{1,2}):(\\d{2})(?::\\d{2})?(?:[ ]?(?:UTC|GMT|Z))?${end}${separator}`,
  'i',
);
const clockPattern = new RegExp(`^(\\d{1,2}):(\\d{2})(?::\\d{2})?(?:[ ]?(?:UTC|GMT|Z))?${end}${separator}`, 'i');
const nowPattern = new RegExp(`^now${end}${separator}`, 'i');
const zonePattern = new RegExp(`^(?:${zones})${end}`);
const timelikePattern = new RegExp(
  `^(?:~ ?)?(?:\\d{1,2}[:.h]\\d{1,2}(?!\\d*%)|\\d{1,2} ?[ap]\\.?m\\b|\\d{4}-\\d|\\d{1,2}[/.]\\d{1,2}[/. ]|(?:yesterday|today|tomorrow|tonight)\\b|[-+]\\d+ ?(?:m|min|h|d)\\b|\\d+ ?(?:m|min|minutes?|h|hours?|d|days?) ago\\b|T[+-]\\d|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? \\d|(?:${months})[a-z]* \\d|\\d{1,2}(?:st|nd|rd|th)? (?:${months}))`,
  'i',
);

/** Reads the time in front of `text`; without one, the reference itself in its minute. */
export function readWhen(text: string, reference: number): When {
  const dated = datePattern.exec(text);
  if (dated) {
    const [typed, yearText, month, day, hour, minuteText] = dated;
    const rest = text.slice(typed.length);
    const at = instant(
      { year: Number(yearText), month: Number(month), day: Number(day) },
      Number(hour),
      Number(minuteText),
      'UTC',
    );
    const shown = typed.trim();
    if (at === undefined) return refuse(`\`${shown}\` is no day and time that exists`, reference, rest);
    return zoned(rest, shown, reference) ?? settle(at, shown, rest, reference);
  }
  const timed = clockPattern.exec(text);
  if (timed) {
    const [typed, hour, minuteText] = timed;
    const rest = text.slice(typed.length);
    const shown = typed
      .trim()
      .replace(/[-–—:,;|]$/, '')
      .trim();
    const at = latest(Number(hour), Number(minuteText), reference);
    if (at === undefined) return refuse(`\`${shown}\` is no time of day`, reference, rest);
    return zoned(rest, shown, reference) ?? { at, typed: shown, rest };
  }
  const now = nowPattern.exec(text);
  if (now) return { at: minute(reference), typed: 'now', rest: text.slice(now[0].length) };
  const timelike = timelikePattern.exec(text);
  if (timelike) {
    const shown = /^\S+/.exec(text)?.[0] ?? text;
    const rest = text
      .slice(shown.length)
      .replace(/^[ \t]*[ap]\.?m\.?(?=\s|$)/i, '')
      .trim();
    return refuse(`\`${shown}\` cannot be read for certain`, reference, rest);
  }
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

function settle(at: number, typed: string, rest: string, reference: number): When {
  if (at <= reference + aheadMs) return { at, typed, rest };
  return refuse(`\`${typed}\` is later than the comment itself`, reference, rest);
}

function zoned(rest: string, typed: string, reference: number): When | undefined {
  const zone = zonePattern.exec(rest)?.[0];
  if (zone === undefined) return undefined;
  return refuse(
    `\`${typed} ${zone}\` names another zone than UTC, and times are read in UTC`,
    reference,
    rest.slice(zone.length).trim(),
  );
}

function refuse(refused: string, reference: number, rest: string): When {
  const date = new Date(reference).toISOString().slice(0, 10);
  const time = clock(reference, 'UTC');
  return { refused, instead: [time, `${date} ${time}`], rest };
}
