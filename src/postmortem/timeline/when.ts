/**
 * Which instant a typed time means. The reference is the comment's own creation time, so that a late or repeated pass reads the same. Nothing is
 * guessed: what can mean two instants, or none, is refused with lines that would work.
 */
import type { ClockMoment } from './clock-phrase.ts';
import type { ClockWords } from './clock-words.ts';
import type { CalendarDay, DateWords } from './date-words.ts';
import { addDays, clockText, dayOf, daysBetween, exists, instantsOf, isoOf, localOf, weekdayOf } from './days.ts';
import { findDate, type Phrase, readDateAlone, readPhrase } from './phrase.ts';
import { day } from './time-words.ts';
import { readZone } from './zones.ts';

export type { CalendarDay } from './date-words.ts';

export interface TimeContext {
  /** When the comment was written, epoch milliseconds. */
  readonly reference: number;
  /** The configured zone: that of times that name none where no other is named either. */
  readonly zone: string;
  /** The zone as the comment or the section names it, `EDT`; it holds for times that name none. */
  readonly namedZone?: string;
  /** What ambiguous abbreviations mean here. */
  readonly meanings?: { readonly [abbreviation: string]: string };
  /** When the incident was opened; a day later a time needs its date. */
  readonly opened?: number;
  readonly discovered?: number;
  /** The day that a block or a heading names for the lines below it. */
  readonly day?: CalendarDay;
}

export type When =
  | {
      /** Epoch milliseconds, on the minute. */
      readonly at: number;
      /** The other end of a range. */
      readonly until?: number;
      readonly approximate: boolean;
      /** As typed; empty where the comment's own time stands. */
      readonly typed: string;
      readonly rest: string;
      /** The day it names itself. */
      readonly day?: CalendarDay;
      /** It counts from the discovery and moves with it. */
      readonly isRelative?: true;
      /** The zone in which it was typed. */
      readonly zone: string;
    }
  /** `instead` are beginnings that would work, to be put before `rest`. */
  | { readonly refused: string; readonly instead: readonly string[]; readonly rest: string };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Clocks go wrong and people round up. */
const aheadMs = 10 * minuteMs;
/** A number of ten digits that would be so long ago is an amount. */
const oldestEpochMs = 10 * 365 * dayMs;

/**
 * Reads the time in front of `text`; without one, the reference in its minute.
 * @param suggests whether a refusal comes with lines that would work, which takes several times as long
 */
export function readWhen(text: string, context: TimeContext, suggests = true): When {
  const when = read(text, context);
  if (!('refused' in when)) return when;
  const { refused, instead, asWords, rest } = when;
  if (!suggests) return { refused, instead: [], rest };
  const now = nowIn(context);
  const works = [...instead, ...(asWords === undefined ? [] : [`${now}: ${asWords}`])]
    .flatMap((start) => standing(start, rest, context))
    .slice(0, 2);
  return { refused, instead: works.length > 0 ? works : standing(now, rest, context), rest };
}

/** The beginning as it is read the same with the words behind it; none where it is refused. */
function standing(start: string, rest: string, context: TimeContext): string[] {
  const alone = read(start, context);
  if ('refused' in alone) return [];
  const isKept = (one: string) => {
    const whole = read(`${one} ${rest}`, context);
    return !('refused' in whole) && whole.typed === alone.typed && whole.at === alone.at;
  };
  const kept = [start, `${start}:`].find(isKept);
  return kept === undefined ? [] : [kept];
}

type Read = Extract<When, { at: number }> | (Refused & { readonly rest: string; readonly asWords?: string });

function read(text: string, context: TimeContext): Read {
  const own: Read = {
    at: floor(context.reference),
    approximate: false,
    typed: '',
    rest: text,
    zone: homeZone(context),
  };
  const phrase = readPhrase(text);
  if (phrase === undefined) return own;
  const words = text.slice(phrase.length).trim();
  if ('unreadable' in phrase) {
    const { unreadable, why, instead, isWords } = phrase;
    const refused = `${quoted(unreadable)} ${why}`;
    if (!isWords) return { refused, instead, rest: words };
    return { refused, instead: instead.slice(0, 1), asWords: text.slice(0, phrase.length).trim(), rest: words };
  }
  if (phrase.moment.form === 'epoch' && context.reference - phrase.moment.ms > oldestEpochMs) return own;
  const rest = [phrase.pictures, words].filter((part) => part !== '').join(' ');
  const zone = zoneOf(phrase, context);
  if (typeof zone !== 'string') return { ...zone, rest };
  const settled = resolve(phrase, zone, context);
  if ('refused' in settled) return { ...settled, rest };
  return { ...settled, approximate: phrase.approximate, typed: phrase.typed, rest, zone };
}

interface Refused {
  readonly refused: string;
  readonly instead: readonly string[];
}
type Settled =
  | { readonly at: number; readonly until?: number; readonly day?: CalendarDay; readonly isRelative?: true }
  | Refused;

function resolve(phrase: Phrase, zone: string, context: TimeContext): Settled {
  const { moment, typed } = phrase;
  switch (moment.form) {
    case 'now':
      return { at: floor(context.reference) };
    case 'ago':
      return settle(context.reference - moment.ms, typed, context);
    case 'epoch':
      return settle(moment.ms, typed, context);
    case 'from discovery': {
      if (context.discovered === undefined) {
        return { refused: `${quoted(typed)} counts from the discovery, and none is noted yet`, instead: [] };
      }
      const settled = settle(context.discovered + moment.ms, typed, context);
      return 'refused' in settled ? settled : { ...settled, isRelative: true };
    }
    case 'clock':
      return new ClockResolver(moment, phrase, zone, context).resolve();
  }
}

/** The zone that holds for a time; only a clock needs one. */
function zoneOf({ zone, typed, aroundZone, moment }: Phrase, context: TimeContext): string | Refused {
  const written = zone ?? context.namedZone;
  if (written === undefined || moment.form !== 'clock') return homeZone(context);
  const meant = readZone(written, context.meanings);
  if ('id' in meant) return meant.id;
  const [before, behind] = aroundZone;
  const inZone = (name: string) => `${before} ${name} ${behind}`.replace(' ,', ',').trim();
  if ('ambiguous' in meant) {
    const where = zone === undefined ? `, and ${quoted(typed)} is in it` : '';
    return { refused: `\`${written}\` is the name of several zones${where}`, instead: meant.ambiguous.map(inZone) };
  }
  return { refused: `there is no time zone ${quoted(written)}`, instead: [inZone('UTC')] };
}

/** The zone of times that name none; where a zone is named that cannot be read, the configured one. */
function homeZone({ namedZone, meanings, zone }: TimeContext): string {
  const meant = namedZone === undefined ? undefined : readZone(namedZone, meanings);
  return meant && 'id' in meant ? meant.id : zone;
}

class ClockResolver {
  readonly #moment: ClockMoment;
  readonly #typed: string;
  readonly #isApproximate: boolean;
  readonly #zone: string;
  readonly #context: TimeContext;

  constructor(
    moment: ClockMoment,
    { typed, approximate }: Pick<Phrase, 'typed' | 'approximate'>,
    zone: string,
    context: TimeContext,
  ) {
    this.#moment = moment;
    this.#typed = typed;
    this.#isApproximate = approximate;
    this.#zone = zone;
    this.#context = context;
  }

  resolve(): Settled {
    const { date, clock: from, until } = this.#moment;
    const on = this.day();
    if (on === undefined) return { refused: `${quoted(this.#typed)} is no day that exists`, instead: [] };
    if ('refused' in on) return on;
    const start = instantsOf(on, from, this.#zone);
    const endDay = until && this.#endDay(on);
    if (until && endDay === undefined) return { refused: `${quoted(this.#typed)} ends before it begins`, instead: [] };
    const end = until && endDay && instantsOf(endDay, until.clock, this.#zone);
    if (start.instants.length > 1 || (end && end.instants.length > 1)) return this.#changedClocks(start, end);
    const settled = settle(start.instants[0], this.#typed, this.#context);
    const ended = end && settle(end.instants[0], this.#typed, this.#context);
    if ('refused' in settled) return settled;
    if (ended && 'refused' in ended) return ended;
    return { ...settled, ...(ended ? { until: ended.at } : {}), ...(date ? { day: on } : {}) };
  }

  /** The day that is meant; undefined where there is no such day. */
  day(): CalendarDay | Refused | undefined {
    const { date } = this.#moment;
    const { reference, opened, day: above } = this.#context;
    const today = dayOf(reference, this.#zone);
    if (date === undefined) {
      if (above) return above;
      const latest = [addDays(today, 1), today, addDays(today, -1)].find((on) => this.#isPast(on)) ?? today;
      if (opened === undefined || reference - opened <= dayMs) return latest;
      return {
        refused: `the incident began more than a day before, so ${quoted(this.#typed)} needs its date`,
        instead: this.#on(dayOf(opened, this.#zone), latest),
      };
    }
    switch (date.form) {
      case 'ago':
        return addDays(today, -date.days);
      case 'weekday': {
        const ahead = (date.weekday - weekdayOf(above ?? today) + 7) % 7;
        // Below a day that is named, the days that follow it.
        if (above) return addDays(above, ahead);
        if (ahead === 0 && !this.#isPast(today)) return this.#later([addDays(today, -7)]);
        const next = addDays(today, ahead);
        return this.#isPast(next) ? next : addDays(next, -7);
      }
      case 'full':
        return exists(date) ? this.#named(date, date.weekday) : undefined;
      case 'no year':
        return this.#nearest(
          [1, 0, -1].map((years) => ({ year: (above ?? today).year + years, month: date.month, day: date.day })),
          date.weekday,
        );
      case 'no month':
        return this.#nearest(
          [1, 0, -1, -2].map((months) => {
            const { year, month } = above ?? today;
            const index = year * 12 + month - 1 + months;
            return { year: Math.floor(index / 12), month: (index % 12) + 1, day: date.day };
          }),
          date.weekday,
        );
      case 'ambiguous': {
        const days = date.readings.flatMap((reading) => {
          const on = this.#nearest(
            [today.year, today.year - 1].map((year) => ({ ...reading, year: reading.year ?? year })),
            undefined,
          );
          return on && !('refused' in on) && this.#isPast(on) ? [on] : [];
        });
        const isOneYear = new Set(days.map((on) => on.year)).size === 1;
        const names = days
          .map((on) => day(Date.UTC(on.year, on.month - 1, on.day), 'UTC'))
          .map((name) => (isOneYear ? name.slice(0, -5) : name));
        return {
          refused: `${quoted(this.#typed)} can be ${days.length > 1 ? names.join(' or ') : 'read in two ways'}`,
          instead: this.#on(...days),
        };
      }
    }
  }

  /** The last of the days, from late to early, that is not ahead; below a named day, the one that is nearest to it. */
  #nearest(candidates: readonly CalendarDay[], weekday: number | undefined): CalendarDay | Refused | undefined {
    const days = candidates.filter(exists);
    const { day: above } = this.#context;
    if (above) {
      const [first] = days.sort((a, b) => Math.abs(daysBetween(above, a)) - Math.abs(daysBetween(above, b)));
      return first && this.#named(first, weekday);
    }
    const index = days.findIndex((on) => this.#isPast(on));
    const [on, next] = [days[index], days[index - 1]];
    if (on === undefined) return undefined;
    const today = dayOf(this.#context.reference, this.#zone);
    const wait = next ? daysBetween(today, next) : 0;
    // A day that comes within the week is rather a slip than a day long ago.
    if (next && wait <= 7 && daysBetween(on, today) > 25) return this.#later([on]);
    return this.#named(on, weekday);
  }

  /** `Monday 20 November` in a year in which that is a Friday. */
  #named(on: CalendarDay, weekday: number | undefined): CalendarDay | Refused {
    if (weekday === undefined || weekdayOf(on) === weekday) return { year: on.year, month: on.month, day: on.day };
    const name = day(Date.UTC(on.year, on.month - 1, on.day), 'UTC');
    return {
      refused: `${name} is a ${weekdayNames[weekdayOf(on) - 1]}, not a ${weekdayNames[weekday - 1]}`,
      instead: this.#on(on),
    };
  }

  #endDay(on: CalendarDay): CalendarDay | undefined {
    const { clock: from, until } = this.#moment;
    const minutes = ({ hour, minute }: ClockWords) => hour * 60 + minute;
    const isEarlier = until !== undefined && minutes(until.clock) < minutes(from);
    if (until?.date?.form !== 'full' && until?.date?.form !== 'no year') return isEarlier ? addDays(on, 1) : on;
    const year = until.date.form === 'full' ? until.date.year : on.year;
    const named = { year, month: until.date.month, day: until.date.day };
    const end =
      until.date.form === 'no year' && daysBetween(on, exists(named) ? named : on) < 0
        ? { ...named, year: year + 1 }
        : named;
    if (!exists(end)) return undefined;
    const days = daysBetween(on, end);
    return days < 0 || (days === 0 && isEarlier) ? undefined : end;
  }

  #changedClocks(start: ReturnType<typeof instantsOf>, end: ReturnType<typeof instantsOf> | undefined): Refused {
    const isSkipped = start.instants.length > 1 ? start.isSkipped : end?.isSkipped;
    const count = Math.max(start.instants.length, end?.instants.length ?? 0);
    const about = this.#isApproximate ? '~' : '';
    const inUtc = (at: number, about = '') => {
      const { day: on, clock } = localOf(at, 'UTC');
      return `${isoOf(on)} ${about}${clockText(clock)}`;
    };
    return {
      refused: `${quoted(this.#typed)} ${isSkipped ? 'does not exist' : 'comes twice'} in ${this.#zone}, where the clocks change that night`,
      instead: Array.from({ length: count }, (_, index) => {
        const from = start.instants[index] ?? start.instants[0];
        const to = end && (end.instants[index] ?? end.instants[0]);
        return `${inUtc(from, about)}${to === undefined ? '' : ` to ${inUtc(to)}`} UTC`;
      }),
    };
  }

  /** What was typed, with these dates. */
  #on(...days: readonly CalendarDay[]): readonly string[] {
    const { clock: from, until } = this.#moment;
    const end = until ? ` to ${clockText(until.clock)}` : '';
    const zone =
      this.#zone === homeZone(this.#context) && this.#context.namedZone === undefined
        ? ''
        : ` ${writtenZone(this.#zone)}`;
    const starts = days.map((on) => `${isoOf(on)} ${this.#isApproximate ? '~' : ''}${clockText(from)}${end}${zone}`);
    return [...new Set(starts)];
  }

  #later(days: readonly CalendarDay[]): Refused {
    return { refused: laterThanItself(this.#typed), instead: this.#on(...days) };
  }

  #isPast(on: CalendarDay): boolean {
    return instantsOf(on, this.#moment.clock, this.#zone).instants[0] <= this.#context.reference + aheadMs;
  }
}

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Nothing can be noted before it happens. */
function settle(at: number, typed: string, { reference }: TimeContext): { readonly at: number } | Refused {
  if (at > reference + aheadMs) return { refused: laterThanItself(typed), instead: [] };
  return at < 0 ? { refused: `${quoted(typed)} is too long ago`, instead: [] } : { at: floor(at) };
}

function laterThanItself(typed: string): string {
  return `${quoted(typed)} is later than the comment itself`;
}

/** The comment's own time, written so that it is read as that. */
function nowIn({ reference, zone, namedZone }: TimeContext): string {
  const now = localOf(reference, zone);
  const isOnce = instantsOf(now.day, now.clock, zone).instants.length === 1;
  const written = isOnce ? now : localOf(reference, 'UTC');
  const suffix = isOnce ? (namedZone === undefined ? '' : ` ${writtenZone(zone)}`) : ' UTC';
  return `${isoOf(written.day)} ${clockText(written.clock)}${suffix}`;
}

/** `-05:00` behind a clock could be the end of a range. */
function writtenZone(zone: string): string {
  return /^[+-]/.test(zone) ? `UTC${zone}` : zone;
}

function floor(at: number): number {
  return Math.floor(at / minuteMs) * minuteMs;
}

function quoted(text: string): string {
  return `\`${text.replaceAll('`', '')}\``;
}

/** A line that is a day and nothing else: `28 January 2021`, `Tue 7 Jan`, `2023-07-20 (all times CEST)`. */
export function readDayLine(text: string, context: TimeContext): CalendarDay | Refused | undefined {
  if (text.length > 200) return undefined;
  const date = readDateAlone(text) ?? (text.includes('(') ? readDateAlone(text.replace(/\([^()]*\)/, ' ')) : undefined);
  return date === undefined || date.form === 'no month' ? undefined : readDay(date, text, context);
}

/** A heading that names a day among other words: `Day 2 (13 May)`. */
export function readDayInHeading(text: string, context: TimeContext): CalendarDay | Refused | undefined {
  const date = findDate(text);
  return date && readDay(date, text, context);
}

function readDay(date: DateWords, text: string, context: TimeContext): CalendarDay | Refused {
  const midnight: ClockMoment = { form: 'clock', date, clock: { hour: 0, minute: 0 }, until: undefined };
  const typed = text.trim();
  const on = new ClockResolver(midnight, { typed, approximate: false }, homeZone(context), context).day();
  if (on === undefined) return { refused: `${quoted(typed)} is no day that exists`, instead: [] };
  return 'refused' in on ? { ...on, instead: on.instead.map((start) => start.slice(0, 'YYYY-MM-DD'.length)) } : on;
}
