/** Instants (epoch milliseconds) and spans in the words that people read. One zone to a document; English month names. */
import { Temporal } from 'temporal-polyfill';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const unmistakableMs = 300 * 24 * 60 * 60_000;

function inZone(at: number, zone: string) {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}

/** `14:05` */
export function clock(at: number, zone: string): string {
  return inZone(at, zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** `20 November 2026` */
export function day(at: number, zone: string): string {
  const date = inZone(at, zone);
  return `${date.day} ${months[date.month - 1]} ${date.year}`;
}

/** `20 November` */
export function dayOfYear(at: number, zone: string): string {
  const date = inZone(at, zone);
  return `${date.day} ${months[date.month - 1]}`;
}

/** `18 January`, or with its year where that may be mistaken. */
export function soon(at: number, from: number, zone: string): string {
  return at - from < unmistakableMs ? dayOfYear(at, zone) : day(at, zone);
}

/** `November 2026` */
export function year(at: number, zone: string): number {
  return inZone(at, zone).year;
}

/** Reads `20 November 2026`, or `20 November` with the year given. */
export function readDay(
  text: string,
  yearBefore: number | undefined,
): { year: number; month: number; day: number } | undefined {
  const match = /^(\d{1,2}) ([A-Z][a-z]+)(?: (\d{4}))?$/.exec(text);
  const month = months.indexOf(match?.[2] ?? '') + 1;
  const readYear = match?.[3] ? Number(match[3]) : yearBefore;
  if (!match || month === 0 || readYear === undefined) return undefined;
  return { year: readYear, month, day: Number(match[1]) };
}

/** A clock on a day of a zone as an instant; undefined when there is no such day or clock. */
export function instant(
  date: { year: number; month: number; day: number },
  hour: number,
  minuteOfHour: number,
  zone: string,
): number | undefined {
  if (hour > 23 || minuteOfHour > 59) return undefined;
  try {
    return Temporal.PlainDateTime.from({ ...date, hour, minute: minuteOfHour }, { overflow: 'reject' }).toZonedDateTime(
      zone,
    ).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** `50 min`, `1 h 28 min`, `3 d 4 h` */
export function span(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}
