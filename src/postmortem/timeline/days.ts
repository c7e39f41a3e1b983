/** Days of the calendar, and the instants of clocks on them. */
import { Temporal } from 'temporal-polyfill';
import type { ClockWords } from './clock-words.ts';
import type { CalendarDay } from './date-words.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** The day and the clock that people in a zone see at an instant. */
export function localOf(at: number, zone: string): { readonly day: CalendarDay; readonly clock: ClockWords } {
  const local = at + offsetAt(at, zone);
  const minutes = Math.floor(local / minuteMs) - numberOf(local) * 24 * 60;
  return { day: dayOfNumber(numberOf(local)), clock: { hour: Math.floor(minutes / 60), minute: minutes % 60 } };
}

export function dayOf(at: number, zone: string): CalendarDay {
  return localOf(at, zone).day;
}

export function addDays(on: CalendarDay, days: number): CalendarDay {
  return dayOfNumber(numberOfDay(on) + days);
}

/** From the first to the second. */
export function daysBetween(first: CalendarDay, second: CalendarDay): number {
  return numberOfDay(second) - numberOfDay(first);
}

/** Monday is 1. */
export function weekdayOf(on: CalendarDay): number {
  return ((((numberOfDay(on) + 3) % 7) + 7) % 7) + 1;
}

export function exists(on: CalendarDay): boolean {
  if (on.year < 1970 || on.year > 9999) return false;
  const { year, month, day } = dayOfNumber(numberOfDay(on));
  return year === on.year && month === on.month && day === on.day;
}

/** `2026-11-20` */
export function isoOf({ year, month, day }: CalendarDay): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** `14:05` */
export function clockText({ hour, minute }: ClockWords): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The instants, epoch milliseconds, of a clock on a day: two where a change of the clocks doubles it or, `isSkipped`, leaves it out. */
export function instantsOf(
  on: CalendarDay,
  { hour, minute }: ClockWords,
  zone: string,
): { readonly instants: readonly [number, ...number[]]; readonly isSkipped: boolean } {
  const wall = numberOfDay(on) * dayMs + (hour * 60 + minute) * minuteMs;
  const steady = steadyOffset(numberOf(wall), zone);
  if (steady !== undefined) return { instants: [wall - steady], isSkipped: false };
  const local = Temporal.PlainDateTime.from({ ...dayOfNumber(numberOf(wall)), hour: hour % 24, minute });
  const first = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const second = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (first.epochMilliseconds === second.epochMilliseconds)
    return { instants: [first.epochMilliseconds], isSkipped: false };
  return {
    instants: [first.epochMilliseconds, second.epochMilliseconds],
    isSkipped: !first.toPlainDateTime().equals(local),
  };
}

function offsetAt(at: number, zone: string): number {
  return steadyOffset(numberOf(at), zone) ?? readOffset(at, zone);
}

/** Offsets of days on which no clock changes, and undefined of the others: many lines of a paste are of one day. */
const known = new Map<string, number | undefined>();

/** The offset of a zone, in milliseconds, from the day before a day to the day after it; undefined where it changes. */
function steadyOffset(number: number, zone: string): number | undefined {
  if (zone === 'UTC') return 0;
  const key = `${number} ${zone}`;
  if (known.has(key)) return known.get(key);
  const [first, ...others] = [-1, 0, 1, 2].map((days) => readOffset((number + days) * dayMs, zone));
  const steady = others.every((other) => other === first) ? first : undefined;
  if (known.size >= 1000) known.clear();
  known.set(key, steady);
  return steady;
}

function readOffset(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
}

/** Days since 1970. */
function numberOf(at: number): number {
  return Math.floor(at / dayMs);
}

function numberOfDay({ year, month, day }: CalendarDay): number {
  return numberOf(new Date(0).setUTCFullYear(year, month - 1, day));
}

function dayOfNumber(number: number): CalendarDay {
  const date = new Date(number * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
