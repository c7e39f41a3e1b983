/** A clock with what belongs to it: a date before or behind it, the end of a range, a zone. Where a person could read two things, none is read. */
import { type ClockWords, inDay, type TypedClock, takeClock } from './clock-words.ts';
import type { Cursor } from './cursor.ts';
import { type DateWords, takeDate } from './date-words.ts';
import type { Unreadable } from './lookalikes.ts';
import { isWordToo, isZoneName, zonePattern } from './zones.ts';

export interface ClockMoment {
  readonly form: 'clock';
  readonly date: DateWords | undefined;
  readonly clock: ClockWords;
  readonly until: { readonly date: DateWords | undefined; readonly clock: ClockWords } | undefined;
}

export interface ReadClock {
  readonly moment: ClockMoment;
  readonly zone: string | undefined;
  readonly isApproximate: boolean;
  /** From and to. */
  readonly zonePlace: readonly [number, number] | undefined;
}

export const aboutPattern = /(?:[~≈](?!~)|(?:ca|c(?=\.)|circa|approx|approximately|around|about|roughly)\b\.?)[ \t]*/iy;
export const endPattern = /$|[\s,;:|()…–—→>]|=>|\.(?!\w)|-(?!\d)/y;

const patterns = {
  dateGap: /[ \t]*(?:,[ \t]*|@[ \t]*|:[ \t]+|\|[ \t]*)?(?:[ \t]*(?:at|from|-|–|—)[ \t]+)?/iy,
  isoGap: /T/iy,
  offset: /[ \t]?-(0\d|1[0-2])(:?)(00|30)(?!\w|:\d)/y,
  shortOffset: /([+-])(\d{2})(?![\w:]|\.\d)/y,
  rangeSign: /[ \t]*(?:-|–|—|→|\.{2,3}|…|->|=>|\bto\b|\buntil\b|\btill\b)[ \t]*/iy,
  rangeWord: /[ \t]+and[ \t]+/iy,
  zoneGap: /[ \t]*\(?/y,
  bracketEnd: /\)/y,
  behindGap: /[ \t]*,[ \t]*(?:on[ \t]+)?|[ \t]+(?:on[ \t]+|\([ \t]*)?/iy,
  /** Behind a clock a part of a whole, a number of a version. */
  noDateBehind: /\d{1,2}[/-]\d{1,2}(?![/-]?\d)|\d{1,2}([/-])\d{1,2}\1\d{2}(?!\d)|\d{1,2}\.\d{1,2}(?!\d|\.\d{4})/y,
  yearBehind: /[ \t]+((?:19|20)\d{2})(?=[ \t:,–-]|$)/y,
  /** The same moment in another zone. */
  secondClock: /[ \t]*[(/][ \t]*(\d{1,2}[:.]\d{2})[ \t]?/y,
  /** `14:05 Pacific`, `14:05 Berlin time` */
  zoneInWords:
    /[ \t]+(?:\((?:pacific|eastern|central|mountain|local)(?: time)?\)|(?:pacific|eastern|central|mountain|local)(?:[ \t]+(?:standard|daylight))?(?:[ \t]+time\b|(?=[ \t]*(?:$|[:.,;|]|[-–—](?=[ \t]|$))))|(?:Pacific|Eastern)\b(?!-)|([A-Z][a-z]+)[ \t]+time\b)/iy,
  /** `14:05 14:20`, `14:05 (+1)` */
  more: /[ \t]+(?:~?\d{1,2}:\d{2}(?![\w:])|\(?\+\d(?:[ \t]?d(?:ays?)?\b|\)))/iy,
  lasting: /[ \t]?(?:(?:h|hrs|hours?|min|mins|minutes?)[ \t]+ago|ago|mins?|minutes?|secs|seconds)\b/iy,
  closed: /[ \t]*(?:$|\)|(?:[:.,;|]|[-–—→>]|->|=>)(?=[ \t]|$))/y,
} as const;

export class ClockReader {
  readonly #cursor: Cursor;
  readonly #start: number;
  #zone: string | undefined;
  #zonePlace: readonly [number, number] | undefined;
  #isApproximate = false;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    this.#start = cursor.at;
  }

  read(isBetween: boolean): ReadClock | Unreadable | undefined {
    const cursor = this.#cursor;
    let isIso = false;
    let clockStart = cursor.at;
    const dated = cursor.attempt(() => {
      const date = takeDate(cursor);
      if (!date) return undefined;
      isIso = cursor.take(patterns.isoGap) !== undefined;
      if (!isIso && !cursor.take(patterns.dateGap)?.[0]) return undefined;
      if (cursor.take(aboutPattern)) this.#isApproximate = true;
      clockStart = cursor.at;
      const clock = takeClock(cursor, isIso);
      return clock && { date, clock };
    });
    if (!dated) isIso = false;
    const typed = dated?.clock ?? takeClock(cursor);
    if (!typed) return undefined;
    if (!dated) this.#isApproximate = false;
    let date = dated?.date;
    const dateText = date ? `${cursor.between(this.#start, clockStart)} ` : '';
    const clockEnd = cursor.at;

    const refusal = this.#takeOffset(typed, isIso, date !== undefined) ?? this.#takeZone();
    if (refusal) return refusal;
    const until = this.#takeUntil(typed, isBetween);
    const zonePlace = cursor.at;
    const [from, to] = bothInDay(typed, until?.clock);
    if (!from || (until && !to)) {
      const wanted =
        typed.half && typed.hour < 24
          ? [`${dateText}${two(typed.hour)}:${two(typed.minute)}${this.#zone ? ` ${this.#zone}` : ''}`]
          : [];
      return this.#refuse('is no time of day', until ? [] : wanted);
    }
    if (this.#zone === undefined) {
      const doubtful = this.#takeZone();
      if (doubtful) return doubtful;
    }
    if (!date) {
      const behind = this.#takeDateBehind(cursor.between(this.#start, clockEnd));
      if (behind && 'unreadable' in behind) return behind;
      date = behind;
    } else if (date.form === 'no year') {
      const year = cursor.attempt(() => cursor.take(patterns.yearBehind))?.[1];
      if (year && typed.second === undefined) {
        return this.#refuse('can be read in two ways', [
          `${dateText}${year} ${cursor.between(clockStart, clockEnd)}`,
          `${dateText}${cursor.between(clockStart, clockEnd)}: ${year}`,
        ]);
      }
      if (year) date = { ...date, form: 'full', year: Number(year) };
    }
    const doubled = this.#takeSecondClock(date !== undefined);
    if (doubled) return doubled;
    const vague = this.#zone === undefined ? this.#takeZoneInWords() : undefined;
    if (vague) return vague;
    if (cursor.take(patterns.more)) return this.#refuse('can be read in two ways', []);
    if (cursor.take(patterns.lasting)) return this.#refuse('says how long, not when', []);
    return {
      moment: { form: 'clock', date, clock: from, until: until && to && { date: until.date, clock: to } },
      zone: this.#zone,
      isApproximate: this.#isApproximate,
      zonePlace: this.#zonePlace ?? [zonePlace, zonePlace],
    };
  }

  /** `09:00-07:00` can be an offset or a range; a `T` or seconds before it say that it is an offset. */
  #takeOffset(clock: TypedClock, isIso: boolean, isDated: boolean): Unreadable | undefined {
    const cursor = this.#cursor;
    const from = cursor.at;
    const isExact = isIso || clock.second !== undefined;
    if (clock.form === 'hour' && !clock.half) return undefined;
    const short = cursor.take(patterns.shortOffset);
    if (short) {
      const [, sign = '+', hours = ''] = short;
      if (isExact || (sign === '+' && clock.form === 'colon')) return this.#nameZone(`${sign}${hours}:00`, from);
      const first = cursor.between(this.#start, from);
      return this.#refuse(
        'can be an offset or a range',
        sign === '-' ? [`${first} UTC-${hours}`] : [`${first} UTC+${hours}`],
      );
    }
    const offset = cursor.take(patterns.offset);
    if (!offset) return undefined;
    const [, hours = '', colon = '', minutes = ''] = offset;
    if (isExact || (colon === '' && clock.form === 'colon')) return this.#nameZone(`-${hours}:${minutes}`, from);
    const isLater = Number(hours) * 60 + Number(minutes) > clock.hour * 60 + clock.minute;
    if (!isDated && isLater && !clock.half) {
      cursor.at = from;
      return undefined;
    }
    const first = cursor.between(this.#start, from);
    return this.#refuse('can be an offset or a range', [
      `${first} UTC-${hours}:${minutes}`,
      `${first} to ${hours}:${minutes}`,
    ]);
  }

  #nameZone(zone: string, from: number): undefined {
    this.#zone = zone;
    this.#zonePlace = [from, this.#cursor.at];
  }

  #takeZone(): Unreadable | undefined {
    const cursor = this.#cursor;
    const from = cursor.at;
    const gap = cursor.take(patterns.zoneGap)?.[0] ?? '';
    const zone = cursor.take(zonePattern)?.[0];
    const isBracketed = gap.includes('(');
    if (zone === undefined || !isZoneName(zone) || (isBracketed && !cursor.take(patterns.bracketEnd))) {
      cursor.at = from;
      return undefined;
    }
    // `14:05 ET phones`, `14:05 UTC -5 nodes`
    if (isWordToo(zone) && (isBracketed ? zone === 'est' : gap !== '' && !cursor.sees(patterns.closed))) {
      const first = cursor.between(this.#start, from);
      const [, base, amount] = /^(utc|gmt) ([+-].*)$/i.exec(zone) ?? [];
      const instead = base
        ? [`${first} ${base}${amount}`, `${first} ${base}: ${amount}`]
        : [`${first} ${zone}:`, `${first}: ${zone}`];
      return this.#refuse(
        'can name a zone, or the words begin there',
        zone === 'est' ? [`${first} EST`, `~${first}`] : instead,
      );
    }
    return this.#nameZone(zone, from);
  }

  /** The other end of `14:05–14:20`; `14:05 - 14 servers` has none. */
  #takeUntil(from: TypedClock, isBetween: boolean): { date: DateWords | undefined; clock: TypedClock } | undefined {
    const cursor = this.#cursor;
    const zone = this.#zone;
    const zonePlace = this.#zonePlace;
    const found = cursor.attempt(() => {
      if (!cursor.take(patterns.rangeSign) && !(isBetween && cursor.take(patterns.rangeWord))) return undefined;
      cursor.take(aboutPattern);
      const date = cursor.attempt(() => {
        const day = takeDate(cursor);
        return day &&
          (day.form === 'full' || day.form === 'no year') &&
          (cursor.take(patterns.isoGap) || cursor.take(patterns.dateGap)?.[0])
          ? day
          : undefined;
      });
      const clock = takeClock(cursor);
      if (!clock || !isAlike(from, clock)) return undefined;
      if (zone === undefined) return cursor.sees(endPattern) ? { date, clock } : undefined;
      // A zone at both ends has to be the same.
      this.#zone = undefined;
      if (this.#takeZone() || (this.#zone ?? zone) !== zone) return undefined;
      return cursor.sees(endPattern) ? { date, clock } : undefined;
    });
    this.#zone = zone;
    this.#zonePlace = zonePlace;
    return found;
  }

  /** `14:05, 20 Nov`; in `14:05 Monday deploy` it can belong to the words. */
  #takeDateBehind(clock: string): DateWords | Unreadable | undefined {
    const cursor = this.#cursor;
    const from = cursor.at;
    const [zoneBefore, placeBefore] = [this.#zone, this.#zonePlace];
    const date = cursor.attempt(() => {
      const gap = cursor.take(patterns.behindGap)?.[0];
      if (!gap || cursor.sees(patterns.noDateBehind)) return undefined;
      const isNamed = /on|\(/i.test(gap);
      const isAbbreviated = cursor.sees(/(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b(?![ \t]*\d)/iy);
      const found = takeDate(cursor);
      if (!found || cursor.sees(/['’]|\w/y) || (gap.includes('(') && !cursor.take(patterns.bracketEnd)))
        return undefined;
      if (this.#zone === undefined && this.#takeZone()) return undefined;
      if (cursor.sees(patterns.closed) || this.#zonePlace?.[1] === cursor.at) return found;
      if (found.form === 'ago') return found;
      if (found.form === 'no month' || (isAbbreviated && !isNamed)) return undefined;
      if (isNamed) return found;
      return 'refused';
    });
    if (date === undefined) [this.#zone, this.#zonePlace] = [zoneBefore, placeBefore];
    if (date !== 'refused') return date;
    const text = cursor.between(from, cursor.at).replace(/^, ?/, '').replace(/,$/, '');
    const zone = this.#zone ? ` ${this.#zone}` : '';
    return this.#refuse('can be read in two ways', [`${text} ${clock}${zone}`, `${clock}${zone}: ${text}`]);
  }

  /** `14:05 (13:05 UTC)` says which zone it means only to one who knows it. */
  #takeSecondClock(isDated: boolean): Unreadable | undefined {
    const cursor = this.#cursor;
    if (this.#zone !== undefined) return undefined;
    const second = cursor.attempt(() => {
      const clock = cursor.take(patterns.secondClock)?.[1];
      const zone = clock && cursor.take(zonePattern)?.[0];
      return zone && isZoneName(zone) ? `${clock} ${zone}` : undefined;
    });
    if (second === undefined) return undefined;
    cursor.take(patterns.bracketEnd);
    return this.#refuse('names two clocks', isDated ? [] : [second]);
  }

  /** The words for a zone say too little, and can be words of the entry. */
  #takeZoneInWords(): Unreadable | undefined {
    const cursor = this.#cursor;
    const first = cursor.between(this.#start, cursor.at);
    const from = cursor.at;
    const match = cursor.take(patterns.zoneInWords);
    if (!match) return undefined;
    const place = /pacific|eastern|central|mountain/i.exec(match[0])?.[0].toLowerCase() ?? match[1];
    const known = ['US/Pacific', 'US/Eastern', 'US/Central', 'US/Mountain', ...Intl.supportedValuesOf('timeZone')];
    const zone = place && known.find((name) => name.split('/').at(-1)?.toLowerCase() === place.toLowerCase());
    if (match[1] !== undefined && zone === undefined) {
      cursor.at = from;
      return undefined;
    }
    const words = `${first}: ${cursor.between(from, cursor.at)}`;
    return this.#refuse(
      'names a zone in words, or the words begin there',
      zone ? [`${first} ${zone}`, words] : [words],
    );
  }

  #refuse(why: string, instead: readonly string[]): Unreadable {
    const { at } = this.#cursor;
    return { unreadable: this.#cursor.between(this.#start, at), why, length: at, instead, isWords: false };
  }
}

/** Whether two clocks can be the ends of one range: `14:05 - 12.04 is out` and `13:05 - 2 pm meeting moved` are none. */
function isAlike(from: TypedClock, until: TypedClock): boolean {
  if (from.half === undefined && from.hour > 12 && until.half !== undefined) return false;
  if (from.form === 'bare' && until.form === 'bare') return !(isYear(from) && isYear(until));
  return from.form === until.form || (until.form !== 'dot' && until.form !== 'bare');
}

function isYear({ hour }: TypedClock): boolean {
  return hour === 19 || hour === 20;
}

/** Both ends in 24 hours. In `10:07-10:29 PM` and in `3 pm - 4:30` one half of the day holds for both. */
function bothInDay(
  from: TypedClock,
  until: TypedClock | undefined,
): readonly [ClockWords | undefined, ClockWords | undefined] {
  if (!until) return [from.form === 'hour' && !from.half ? undefined : inDay(from), undefined];
  const minutes = (clock: ClockWords | undefined) => (clock ? clock.hour * 60 + clock.minute : -1);
  const isOpen = ({ half, hour }: TypedClock) => half === undefined && hour >= 1 && hour <= 12;
  const halves = ['am', 'pm'] as const;
  if (until.half && isOpen(from)) {
    const end = inDay(until);
    const same = inDay({ ...from, half: until.half });
    const other = inDay({ ...from, half: until.half === 'am' ? 'pm' : 'am' });
    return [minutes(same) <= minutes(end) ? same : other, end];
  }
  if (from.half && isOpen(until)) {
    const start = inDay(from);
    const ends = halves.map((half) => inDay({ ...until, half }));
    return [start, ends.find((end) => minutes(end) > minutes(start)) ?? ends[0]];
  }
  return [inDay(from), inDay(until)];
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
