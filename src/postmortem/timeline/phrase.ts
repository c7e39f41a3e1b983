/**
 * The time at the beginning of a line, as people type it: `14:05`, `2 pm`, `20 Nov 14:05 CET`, `-15m`, `T+12m`, `14:05–14:20`. What is said is
 * read here; what instant it means is worked out in `when.ts`.
 */
import { aboutPattern, type ClockMoment, ClockReader, endPattern, type ReadClock } from './clock-phrase.ts';
import { durationSource, readDuration } from './clock-words.ts';
import { Cursor } from './cursor.ts';
import { type DateWords, monthSource, takeDate } from './date-words.ts';
import { isWords, takeLookalike, type Unreadable } from './lookalikes.ts';

export interface Phrase {
  /** Signs it takes up, with the separator behind it. */
  readonly length: number;
  /** Small pictures that stand before it; they belong to the words. */
  readonly pictures: string;
  readonly typed: string;
  /** What stands before and behind the place of the zone. */
  readonly aroundZone: readonly [string, string];
  readonly approximate: boolean;
  readonly moment: Moment;
  readonly zone: string | undefined;
}

export type Moment =
  | ClockMoment
  /** Before the reference. */
  | { readonly form: 'ago'; readonly ms: number }
  /** From the discovery. */
  | { readonly form: 'from discovery'; readonly ms: number }
  | { readonly form: 'epoch'; readonly ms: number }
  | { readonly form: 'now' };

const patterns = {
  space: /[ \t]*/y,
  /** Bullets, numbers of a list, small pictures. */
  lead: new RegExp(
    `(?:[-–—•·>+|][ \\t]+|\\d{1,3}[.)][ \\t]+(?!${monthSource})|:[a-z0-9_+-]{2,30}:[ \\t]*|\\p{Extended_Pictographic}\\ufe0f?[ \\t]*){1,4}`,
    'iuy',
  ),
  preposition: /(?:(?:at|on|from|between)[ \t]+|@[ \t]?)/iy,
  approximateBehind: /[ \t]*\((?:approx(?:imately|\.)?|ca\.?|about|est(?:imated|\.)|\?)\)|[ \t]?-?ish\b|\?+(?=\s|$)/iy,
  now: /now(?![\w'’-])/iy,
  epoch: /(1\d{12}|1\d{9})(?:\.\d{1,9})?(?!\w|[.:/-]\w)/y,
  agoSign: new RegExp(`[-–](${durationSource})`, 'iy'),
  agoWord: new RegExp(`(${durationSource}|an? (?:minute|hour)|half an hour)\\.?[ \\t]+ago(?!\\w)`, 'iy'),
  discovery: new RegExp(`T[ \\t]?([+–-])[ \\t]?(${durationSource}|0(?!\\w|[:.]\\d))`, 'iy'),
  /** With the marks that close there; those that open behind it belong to the words. */
  separator:
    /(?:[*_`\])]|<\/\w{1,8}>)*(?:-(?=[a-z])|(?:\s|<br ?\/?>|&nbsp;)*(?:(?:(?:->|=>|[-–—:：,;|>→.…]|&[nm]dash;)(?=[\s*_`\])<&]|$)|:(?=\D)|[–—](?=\S))(?:(?:[*_`\])]|<\/\w{1,8}>)+(?=\s|$))?)?)\s*/iy,
} as const;

/**
 * Reads the time in front of a text.
 * @returns undefined where the text begins with none
 */
export function readPhrase(source: string): Phrase | Unreadable | undefined {
  const cursor = new Cursor(source);
  cursor.take(patterns.space);
  const lead = cursor.take(patterns.lead)?.[0] ?? '';
  const start = cursor.at;
  if (isWords(cursor)) return undefined;
  const preposition = cursor.take(patterns.preposition)?.[0].trim().toLowerCase();
  const behindPreposition = cursor.at;
  const about = cursor.take(aboutPattern);
  const behindAbout = cursor.at;
  if (isWords(cursor)) return undefined;
  const read = takeMoment(cursor, preposition === 'between');
  if (read && 'unreadable' in read) {
    cursor.takeMarked(patterns.separator);
    return { ...read, length: cursor.at };
  }
  if (read) {
    const { zonePlace } = read;
    const isApproximate =
      cursor.take(patterns.approximateBehind) !== undefined || read.isApproximate || about !== undefined;
    const end = cursor.at;
    if (cursor.sees(endPattern)) {
      cursor.takeMarked(patterns.separator);
      return {
        length: cursor.at,
        pictures: (lead.match(/:[a-z0-9_+-]+:|\p{Extended_Pictographic}\ufe0f?/giu) ?? []).join(' '),
        typed: cursor.between(start, end),
        aroundZone: zonePlace
          ? [cursor.between(start, zonePlace[0]), cursor.between(zonePlace[1], end)]
          : [cursor.between(start, end), ''],
        approximate: isApproximate,
        moment: read.moment,
        zone: read.zone,
      };
    }
  }
  for (const place of [start, behindPreposition, behindAbout]) {
    cursor.at = place;
    const lookalike = takeLookalike(cursor, about !== undefined || preposition !== undefined);
    if (lookalike) return lookalike;
  }
  return undefined;
}

/** Reads a text that is a date and nothing else, but for marks around it. */
export function readDateAlone(text: string): DateWords | undefined {
  if (text.length > 80) return undefined;
  const cursor = new Cursor(text);
  cursor.take(patterns.space);
  const date = takeDate(cursor);
  cursor.take(/[ \t#:,.|–—-]*/y);
  return cursor.isDone ? date : undefined;
}

/** The first date in a heading, as in `Day 2 (13 May)`. */
export function findDate(text: string): DateWords | undefined {
  const cursor = new Cursor(text.slice(0, 150));
  for (const { index } of text.slice(0, 150).matchAll(/(?<![\w/.-])\w/g)) {
    cursor.at = index;
    const date = takeDate(cursor);
    if (date?.form === 'full' || date?.form === 'no year' || date?.form === 'ambiguous') return date;
  }
  return undefined;
}

type Read = Omit<ReadClock, 'moment'> & { readonly moment: Moment };

function takeMoment(cursor: Cursor, isBetween: boolean): Read | Unreadable | undefined {
  const simple = (moment: Moment, isApproximate = false): Read => ({
    moment,
    zone: undefined,
    isApproximate,
    zonePlace: undefined,
  });
  if (cursor.take(patterns.now)) return simple({ form: 'now' });
  const epoch = cursor.take(patterns.epoch)?.[1];
  if (epoch) return simple({ form: 'epoch', ms: Number(epoch) * (epoch.length === 10 ? 1000 : 1) });
  const ago = (cursor.take(patterns.agoSign) ?? cursor.take(patterns.agoWord))?.[1];
  // Who counts in days does not count minutes.
  if (ago) return simple({ form: 'ago', ms: readDuration(ago) }, /^\d+ ?d(?:ays?)?$/i.test(ago));
  const discovery = cursor.take(patterns.discovery);
  if (discovery)
    return simple({ form: 'from discovery', ms: (discovery[1] === '+' ? 1 : -1) * readDuration(discovery[2] ?? '') });
  return new ClockReader(cursor).read(isBetween);
}
