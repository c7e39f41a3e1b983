/** The day until which somebody takes something on: `by 4 December`, `by +30d`. A date that can mean two days is refused with both. */
import { Cursor } from '../timeline/cursor.ts';
import { type CalendarDay, takeDate } from '../timeline/date-words.ts';
import { addDays, daysBetween, exists, isoOf, weekdayOf } from '../timeline/days.ts';

export type Due =
  /** `2026-12-04` */
  | { readonly day: string }
  /** What would be read, such as `2026-12-04`. */
  | { readonly refused: string; readonly instead: readonly string[] };

const mostDays = 3660;

const units = new Map(
  Object.entries({
    days: ['d', 'day', 'days'],
    weeks: ['w', 'week', 'weeks'],
    months: ['mo', 'month', 'months'],
  }).flatMap(([unit, names]) => names.map((name) => [name, unit])),
);

/**
 * @param words behind `by`
 * @returns undefined where they are no date
 */
export function readDue(words: string, today: CalendarDay): Due | undefined {
  const later = /^\+ ?(\d{1,4}) ?([a-z]{1,6})$/i.exec(words.trim());
  if (later) {
    const count = Number(later[1]);
    switch (units.get(later[2]?.toLowerCase() ?? '')) {
      case 'days':
        return within(addDays(today, count), today);
      case 'weeks':
        return within(addDays(today, count * 7), today);
      case 'months':
        return within(addMonths(today, count), today);
      default:
        return { refused: `\`${words.trim()}\` counts neither days nor weeks nor months`, instead: [`+${count}d`] };
    }
  }
  const cursor = new Cursor(words.trim());
  const date = takeDate(cursor);
  if (!date || !cursor.isDone) return undefined;
  switch (date.form) {
    case 'full':
      return exists(date) ? within(date, today) : { refused: 'there is no such day', instead: [] };
    case 'no year':
      return next(
        [today.year, today.year + 1].map((year) => ({ ...date, year })),
        today,
      );
    case 'no month':
      return next(
        [0, 1, 2].map((months) => ({ ...addMonths({ ...today, day: 1 }, months), day: date.day })),
        today,
      );
    case 'weekday':
      return { day: isoOf(addDays(today, ((date.weekday - weekdayOf(today) + 6) % 7) + 1)) };
    case 'ago':
      return within(addDays(today, -date.days), today);
    case 'ambiguous': {
      const days = date.readings.flatMap(({ year, ...reading }) => {
        const due = next(
          [year ?? today.year, (year ?? today.year) + 1].map((one) => ({ ...reading, year: one })),
          today,
        );
        return 'day' in due ? [due.day] : [];
      });
      return { refused: `\`${words.trim().slice(0, 40)}\` can be two dates`, instead: [...new Set(days)] };
    }
  }
}

/** The first of these days that exists and has not passed. */
function next(days: readonly CalendarDay[], today: CalendarDay): Due {
  const day = days.find((one) => exists(one) && daysBetween(today, one) >= 0);
  return day ? { day: isoOf(day) } : { refused: 'there is no such day', instead: [] };
}

function within(day: CalendarDay, today: CalendarDay): Due {
  const ahead = daysBetween(today, day);
  if (ahead < 0) return { refused: `${isoOf(day)} has passed`, instead: [isoOf(addDays(today, 14))] };
  if (ahead > mostDays)
    return { refused: `${isoOf(day)} is more than ten years away`, instead: [isoOf(addDays(today, 90))] };
  return { day: isoOf(day) };
}

function addMonths({ year, month, day }: CalendarDay, count: number): CalendarDay {
  const months = year * 12 + month - 1 + count;
  const first = { year: Math.floor(months / 12), month: (months % 12) + 1 };
  const last = [day, 30, 29, 28].find((one) => one <= day && exists({ ...first, day: one })) ?? 28;
  return { ...first, day: last };
}
