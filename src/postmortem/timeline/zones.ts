/**
 * Names of time zones as people write them. An abbreviation that means several zones is never guessed; a zone that does not exist is told apart
 * from a word.
 */
import { Temporal } from 'temporal-polyfill';

export type Zone =
  /** What Temporal takes: an IANA name or an offset. */
  { readonly id: string } | { readonly ambiguous: readonly string[] } | { readonly unknown: true };

/** Abbreviations with one meaning in practice, as offsets: `EST` is five hours behind UTC in summer too. */
const offsets: { readonly [name: string]: string } = {
  UTC: 'UTC',
  GMT: 'UTC',
  Z: 'UTC',
  WET: '+00:00',
  WEST: '+01:00',
  CET: '+01:00',
  CEST: '+02:00',
  MEZ: '+01:00',
  MESZ: '+02:00',
  EET: '+02:00',
  EEST: '+03:00',
  MSK: '+03:00',
  EST: '-05:00',
  EDT: '-04:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
  AKST: '-09:00',
  AKDT: '-08:00',
  HST: '-10:00',
  BRT: '-03:00',
  ART: '-03:00',
  SAST: '+02:00',
  CAT: '+02:00',
  EAT: '+03:00',
  PKT: '+05:00',
  NPT: '+05:45',
  ICT: '+07:00',
  WIB: '+07:00',
  HKT: '+08:00',
  SGT: '+08:00',
  AWST: '+08:00',
  JST: '+09:00',
  KST: '+09:00',
  ACST: '+09:30',
  ACDT: '+10:30',
  AEST: '+10:00',
  AEDT: '+11:00',
  NZST: '+12:00',
  NZDT: '+13:00',
};

/** Abbreviations that name several zones, with names that say which. */
const ambiguous: { readonly [name: string]: readonly string[] } = {
  BST: ['Europe/London', 'Asia/Dhaka'],
  IST: ['Asia/Kolkata', 'Europe/Dublin'],
  CST: ['America/Chicago', 'Asia/Shanghai'],
  AST: ['America/Halifax', 'Asia/Riyadh'],
  ADT: ['America/Halifax', 'Asia/Baghdad'],
  AMT: ['America/Manaus', 'Asia/Yerevan'],
  GST: ['Asia/Dubai', 'Atlantic/South_Georgia'],
  ECT: ['America/Guayaquil', 'America/Martinique'],
  SST: ['Asia/Singapore', 'Pacific/Pago_Pago'],
  WST: ['Australia/Perth', 'Pacific/Apia'],
};

/** Names that hold whichever of two times is in force. */
const everyday: { readonly [name: string]: string } = {
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
  'PST/PDT': 'America/Los_Angeles',
  'MST/MDT': 'America/Denver',
  'CST/CDT': 'America/Chicago',
  'EST/EDT': 'America/New_York',
  'CET/CEST': 'Europe/Berlin',
  'EET/EEST': 'Europe/Helsinki',
  'WET/WEST': 'Europe/Lisbon',
  'GMT/BST': 'Europe/London',
  'AEST/AEDT': 'Australia/Sydney',
  'NZST/NZDT': 'Pacific/Auckland',
  'UTC/GMT': 'UTC',
  'GMT/UTC': 'UTC',
};

/** Also words or initials, `CAT scan`, `ET phone`: a zone only where no word follows. */
const wordToo = new Set(['ET', 'CT', 'MT', 'PT', 'ART', 'CAT', 'EAT', 'ICT', 'WET', 'WEST']);
const lowerCaseWords = new Set(['ART', 'CAT', 'EAT', 'WET', 'WEST']);

const names = [...Object.keys(offsets), ...Object.keys(ambiguous), ...Object.keys(everyday)]
  .filter((name) => name !== 'Z' && !name.includes('/'))
  .sort((a, b) => b.length - a.length);
const inLowerCase = names.filter((name) => !lowerCaseWords.has(name)).map((name) => name.toLowerCase());
const after = '(?![\\w/]|-\\w)';

/**
 * A zone as it stands in a text: an abbreviation in capitals or in small letters, `UTC+1`, `Europe/Berlin` or anything of that form, and offsets
 * that follow a clock. A hyphen before an offset without `UTC` can mean a range; that is for the reader of the clock.
 */
export const zoneSource = `(?:(?:UTC|GMT|utc|gmt) ?[+-]\\d{1,2}(?::?\\d{2})?|(?:UTC|GMT|utc|gmt) \\+ \\d{1,2}|[A-Za-z]{2,32}(?:/[A-Za-z0-9_+-]{1,32}){1,2}|(?:${[...names, ...inLowerCase].join('|')}))${after}`;
export const zonePattern = new RegExp(`${zoneSource}|\\+\\d{2}:?\\d{2}${after}|[Zz]${after}`, 'y');

/** Whether the words of an entry can begin with it as well. */
export function isWordToo(typed: string): boolean {
  return wordToo.has(typed.toUpperCase()) || typed === 'est' || typed === 'z' || /^(?:UTC|GMT) [+-]/i.test(typed);
}

/** `client/server` and `CI/CD` have a slash and are no zones; `Foo/Bar` is taken for one that does not exist. */
export function isZoneName(typed: string): boolean {
  if (!typed.includes('/')) return true;
  return (
    'id' in readZone(typed) ||
    /^[A-Z][a-z]+\/[A-Z][a-z]/.test(typed) ||
    /^(?:africa|america|antarctica|arctic|asia|atlantic|australia|brazil|canada|chile|etc|europe|indian|mexico|pacific|us)\//i.test(
      typed,
    )
  );
}

/** Whether an abbreviation is looked for in texts at all. */
export function knowsAbbreviation(typed: string): boolean {
  return names.includes(typed.trim().toUpperCase());
}

/** @param meanings what a repository means by abbreviations that are ambiguous */
export function readZone(typed: string, meanings: { readonly [abbreviation: string]: string } = {}): Zone {
  const name = typed.trim().toUpperCase();
  const meant = Object.hasOwn(meanings, name) ? meanings[name] : undefined;
  if (meant !== undefined) return named(meant);
  if (Object.hasOwn(offsets, name)) return { id: offsets[name] ?? 'UTC' };
  if (Object.hasOwn(ambiguous, name)) return { ambiguous: ambiguous[name] ?? [] };
  if (Object.hasOwn(everyday, name)) return { id: everyday[name] ?? 'UTC' };
  const offset = /^(?:UTC|GMT)? ?([+-]) ?(\d{1,2})(?::?(\d{2}))?$/.exec(name);
  if (offset) {
    const [, sign = '+', hours = '', minutes = '00'] = offset;
    const isUsed = Number(hours) <= (sign === '+' ? 14 : 12) && ['00', '15', '30', '45'].includes(minutes);
    return isUsed ? { id: `${sign}${hours.padStart(2, '0')}:${minutes}` } : { unknown: true };
  }
  return name.includes('/') ? named(typed.trim()) : { unknown: true };
}

function named(id: string): Zone {
  try {
    return { id: Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(id).timeZoneId };
  } catch {
    return { unknown: true };
  }
}
