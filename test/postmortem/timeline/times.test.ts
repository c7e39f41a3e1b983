/**
 * Times as people type them, and what is read: an instant, a refusal with the lines that would work, or plain words, which leave the comment's
 * own time. Instants are in UTC. Where two readings are plausible to a person, the row has to be a refusal.
 */
import { describe, expect, it } from 'vitest';
import { readWhen, type TimeContext } from '../../../src/postmortem/timeline/when.ts';

interface Row {
  readonly text: string;
  readonly means:
    | { readonly at: string; readonly rest: string }
    | { readonly refused: string; readonly instead: readonly string[]; readonly rest: string }
    | 'words';
}

/** `at` is `2026-11-20 14:05`, with `~` before it where it is approximate and ` to …` behind it for a range. */
function time(text: string, at: string, rest = 'db'): Row {
  return { text, means: { at, rest } };
}

function refusal(text: string, refused: string, instead: readonly string[], rest = 'db'): Row {
  return { text, means: { refused, instead, rest } };
}

function words(text: string): Row {
  return { text, means: 'words' };
}

const rows: (Row & { readonly context: TimeContext })[] = [];

function group(title: string, context: TimeContext, members: readonly Row[]): void {
  rows.push(...members.map((row) => ({ ...row, context })));
  describe(title, () => {
    it.each(members.map((row) => [row.text, row.means] as const))('%s', (text, means) => {
      expect(meaning(text, context)).toEqual(means);
    });
  });
}

function meaning(text: string, context: TimeContext): Row['means'] {
  const when = readWhen(text, context);
  if ('refused' in when) return when;
  if (when.typed === '') {
    expect(when).toMatchObject({ at: Math.floor(context.reference / 60_000) * 60_000, rest: text });
    return 'words';
  }
  const until = when.until === undefined ? '' : ` to ${inUtc(when.until)}`;
  return { at: `${when.approximate ? '~' : ''}${inUtc(when.at)}${until}`, rest: when.rest };
}

function inUtc(at: number): string {
  return new Date(at).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ');
}

/** A Friday. */
const utc: TimeContext = {
  reference: Date.parse('2026-11-20T15:00:00Z'),
  zone: 'UTC',
  discovered: Date.parse('2026-11-20T14:12:00Z'),
};
const undiscovered: TimeContext = { reference: utc.reference, zone: 'UTC' };
const berlin: TimeContext = { reference: utc.reference, zone: 'Europe/Berlin' };
const spring: TimeContext = { reference: Date.parse('2026-03-29T10:00:00Z'), zone: 'Europe/Berlin' };
const autumn: TimeContext = { reference: Date.parse('2026-10-25T10:00:00Z'), zone: 'Europe/Berlin' };
const springNY: TimeContext = { reference: Date.parse('2026-03-08T20:00:00Z'), zone: 'America/New_York' };
const autumnNY: TimeContext = { reference: Date.parse('2026-11-01T20:00:00Z'), zone: 'America/New_York' };
const configured: TimeContext = {
  ...utc,
  meanings: { BST: 'Europe/London', IST: 'Asia/Kolkata', CST: 'America/Chicago' },
};
const late: TimeContext = { ...utc, opened: Date.parse('2026-11-18T09:30:00Z') };
const lateDay: TimeContext = { ...late, day: { year: 2026, month: 11, day: 19 } };
const block: TimeContext = { ...utc, day: { year: 2021, month: 1, day: 3 } };
const named: TimeContext = { ...utc, namedZone: 'EDT' };
const namedBst: TimeContext = { ...utc, namedZone: 'BST' };
const afterMidnight: TimeContext = { ...utc, reference: Date.parse('2026-11-20T23:55:00Z') };
const newYear: TimeContext = { ...utc, reference: Date.parse('2027-01-02T15:00:00Z') };

describe('a time', () => {
  group('a clock', utc, [
    time('14:05 db', '2026-11-20 14:05'),
    time('4:05 db', '2026-11-20 04:05'),
    time('04:05 db', '2026-11-20 04:05'),
    time('14:05', '2026-11-20 14:05', ''),
    time('14:05:30 db', '2026-11-20 14:05'),
    time('14:05:30.123 db', '2026-11-20 14:05'),
    time('14:05:60 db', '2026-11-20 14:05'),
    time('00:00 db', '2026-11-20 00:00'),
    time('0:00 db', '2026-11-20 00:00'),
    time('24:00 db', '2026-11-20 00:00'),
    time('23:59 db', '2026-11-19 23:59'),
    time('14.05 db', '2026-11-20 14:05'),
    time('9.05: db', '2026-11-20 09:05'),
    time('14h05 db', '2026-11-20 14:05'),
    time('14H05 db', '2026-11-20 14:05'),
    time('14h05Z db', '2026-11-20 14:05'),
    time('16:10 db', '2026-11-19 16:10'),
    time('14:05 scale up the workers', '2026-11-20 14:05', 'scale up the workers'),
    time('14:05 split the traffic', '2026-11-20 14:05', 'split the traffic'),
    time('14:05 ratio of errors rises', '2026-11-20 14:05', 'ratio of errors rises'),
    time('9 h 05: db', '2026-11-20 09:05'),
    time('14:05h db', '2026-11-20 14:05'),
    time('14:05 hrs db', '2026-11-20 14:05'),
    time('14:05 Uhr db', '2026-11-20 14:05'),
    time('1405: db', '2026-11-20 14:05'),
    time('1405 - db', '2026-11-20 14:05'),
    time('1405, db', '2026-11-20 14:05'),
    time('1405 deploy: v2', '2026-11-20 14:05', 'deploy: v2'),
    time('1405 mitigated: v2', '2026-11-20 14:05', 'mitigated: v2'),
    time('1405 UTC db', '2026-11-20 14:05'),
    time('1405Z db', '2026-11-20 14:05'),
    time('1405h db', '2026-11-20 14:05'),
    time('1405 hours db', '2026-11-20 14:05'),
    time('1405', '2026-11-20 14:05', ''),
    time('0905: db', '2026-11-20 09:05'),
    time('1405-1420: db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('2015 deploy: v2', '2026-11-19 20:15', 'deploy: v2'),
  ]);
  group('a clock of twelve hours', utc, [
    time('2:05pm db', '2026-11-20 14:05'),
    time('2:05 pm db', '2026-11-20 14:05'),
    time('2:05 PM db', '2026-11-20 14:05'),
    time('2:05PM db', '2026-11-20 14:05'),
    time('2:05 p.m. db', '2026-11-20 14:05'),
    time('2:05 P.M.: db', '2026-11-20 14:05'),
    time('2.05pm db', '2026-11-20 14:05'),
    time('2 pm db', '2026-11-20 14:00'),
    time('2pm db', '2026-11-20 14:00'),
    time('2:05:30 PM db', '2026-11-20 14:05'),
    time('02:05 pm db', '2026-11-20 14:05'),
    time('12am db', '2026-11-20 00:00'),
    time('12 am db', '2026-11-20 00:00'),
    time('12pm db', '2026-11-20 12:00'),
    time('12:30 a.m. db', '2026-11-20 00:30'),
    time('11:59 pm db', '2026-11-19 23:59'),
    time('2\u202fpm db', '2026-11-20 14:00'),
  ]);
  group('words and marks around it', utc, [
    time('at 14:05 db', '2026-11-20 14:05'),
    time('At 14:05 - db', '2026-11-20 14:05'),
    time('on 14:05 db', '2026-11-20 14:05'),
    time('@14:05 db', '2026-11-20 14:05'),
    time('14:05 - db', '2026-11-20 14:05'),
    time('14:05 – db', '2026-11-20 14:05'),
    time('14:05 — db', '2026-11-20 14:05'),
    time('14:05: db', '2026-11-20 14:05'),
    time('14:05, db', '2026-11-20 14:05'),
    time('14:05; db', '2026-11-20 14:05'),
    time('14:05 | db', '2026-11-20 14:05'),
    time('14:05 -> db', '2026-11-20 14:05'),
    time('14:05 → db', '2026-11-20 14:05'),
    time('14:05. db', '2026-11-20 14:05'),
    time('14:05… db', '2026-11-20 14:05'),
    time('14:05-db', '2026-11-20 14:05'),
    time('14:05) db', '2026-11-20 14:05'),
    time('**14:05** db', '2026-11-20 14:05'),
    time('**14:05:** db', '2026-11-20 14:05'),
    time('**14:05**: db', '2026-11-20 14:05'),
    time('*14:05* - db', '2026-11-20 14:05'),
    time('_14:05_ db', '2026-11-20 14:05'),
    time('__14:05__ db', '2026-11-20 14:05'),
    time('`14:05` db', '2026-11-20 14:05'),
    time('[14:05] db', '2026-11-20 14:05'),
    time('(14:05) db', '2026-11-20 14:05'),
    time('(14:05 UTC) db', '2026-11-20 14:05'),
    time('**14:05 UTC** db', '2026-11-20 14:05'),
    time('<b>14:05</b> db', '2026-11-20 14:05'),
    time('- 14:05 db', '2026-11-20 14:05'),
    time('* 14:05 db', '2026-11-20 14:05'),
    time('• 14:05 db', '2026-11-20 14:05'),
    time('1. 14:05 db', '2026-11-20 14:05'),
    time('2) 14:05 db', '2026-11-20 14:05'),
    time('\u00a014:05\u00a0db', '2026-11-20 14:05'),
    time('\ufeff14:05 db', '2026-11-20 14:05'),
    time('\t14:05\tdb', '2026-11-20 14:05'),
    time('14:05&nbsp;UTC&nbsp;&ndash; db', '2026-11-20 14:05'),
    time('14：05 db', '2026-11-20 14:05'),
    time('🔥 14:05 db', '2026-11-20 14:05', '🔥 db'),
    time(':fire: 14:05 db', '2026-11-20 14:05', ':fire: db'),
    time('14:05<br>db', '2026-11-20 14:05'),
  ]);
  group('marks of the words stay with them', utc, [
    time('14:05 **outage** begins', '2026-11-20 14:05', '**outage** begins'),
    time('14:05 `code` fails', '2026-11-20 14:05', '`code` fails'),
    time('14:05 [alert](https://x.example) fires', '2026-11-20 14:05', '[alert](https://x.example) fires'),
    time('**14:05:** **outage** begins', '2026-11-20 14:05', '**outage** begins'),
    time('14:05 grep a | wc -l', '2026-11-20 14:05', 'grep a | wc -l'),
    time('14:05 @ann joins', '2026-11-20 14:05', '@ann joins'),
    time('14:05 -v is set', '2026-11-20 14:05', '-v is set'),
    time('14:05 ![graph](https://x.example/a.png)', '2026-11-20 14:05', '![graph](https://x.example/a.png)'),
  ]);
  group('approximately', utc, [
    time('~14:05 db', '~2026-11-20 14:05'),
    time('~ 14:05 db', '~2026-11-20 14:05'),
    time('≈14:05 db', '~2026-11-20 14:05'),
    time('ca. 14:05 db', '~2026-11-20 14:05'),
    time('Ca 14:05 db', '~2026-11-20 14:05'),
    time('circa 14:05 db', '~2026-11-20 14:05'),
    time('approx. 14:05 db', '~2026-11-20 14:05'),
    time('approximately 14:05 db', '~2026-11-20 14:05'),
    time('around 14:05 db', '~2026-11-20 14:05'),
    time('about 2 pm db', '~2026-11-20 14:00'),
    time('roughly 14:05 db', '~2026-11-20 14:05'),
    time('at about 14:05 db', '~2026-11-20 14:05'),
    time('14:05 (approx) db', '~2026-11-20 14:05'),
    time('14:05 (approx.) db', '~2026-11-20 14:05'),
    time('14:05 UTC (approx) db', '~2026-11-20 14:05'),
    time('14:05 (est.) db', '~2026-11-20 14:05'),
    time('14:05? db', '~2026-11-20 14:05'),
    time('14:05ish db', '~2026-11-20 14:05'),
    time('3pm-ish', '~2026-11-20 15:00', ''),
    time('**~14:05** db', '~2026-11-20 14:05'),
    time('2026-11-20 ~14:05 db', '~2026-11-20 14:05'),
  ]);
  group('a zone behind it', utc, [
    time('14:05 UTC db', '2026-11-20 14:05'),
    time('14:05 utc: db', '2026-11-20 14:05'),
    time('14:05Z db', '2026-11-20 14:05'),
    time('14:05 Z db', '2026-11-20 14:05'),
    time('14:05 z: db', '2026-11-20 14:05'),
    time('14:05 GMT db', '2026-11-20 14:05'),
    time('14:05+02:00 db', '2026-11-20 12:05'),
    time('14:05 +02:00 db', '2026-11-20 12:05'),
    time('14:05 +0200 db', '2026-11-20 12:05'),
    time('14:05+02 db', '2026-11-20 12:05'),
    time('14:05 UTC+1 db', '2026-11-20 13:05'),
    time('14:05 UTC+01:00 db', '2026-11-20 13:05'),
    time('14:05 UTC+5:30 db', '2026-11-20 08:35'),
    time('14:05 GMT-3 db', '2026-11-19 17:05'),
    time('14:05 UTC\u22123: db', '2026-11-19 17:05'),
    time('14:05 (UTC+1) db', '2026-11-20 13:05'),
    time('14:05 UTC +1: db', '2026-11-20 13:05'),
    time('14:05 EDT db', '2026-11-19 18:05'),
    time('14:05 edt db', '2026-11-19 18:05'),
    time('14:05 EST db', '2026-11-19 19:05'),
    time('14:05 PDT - db', '2026-11-19 21:05'),
    time('14:05 CET db', '2026-11-20 13:05'),
    time('14:05 cest: db', '2026-11-20 12:05'),
    time('14:05 (CET) db', '2026-11-20 13:05'),
    time('14:05 AEST db', '2026-11-20 04:05'),
    time('14:05 MSK db', '2026-11-20 11:05'),
    time('14:05 PST/PDT db', '2026-11-19 22:05'),
    time('14:05 ET: db', '2026-11-19 19:05'),
    time('2 pm PT - db', '2026-11-19 22:00'),
    time('14:05 Europe/Berlin db', '2026-11-20 13:05'),
    time('14:05 europe/berlin db', '2026-11-20 13:05'),
    time('14:05 EUROPE/BERLIN: db', '2026-11-20 13:05'),
    time('14:05 America/New_York db', '2026-11-19 19:05'),
    time('14:05 America/Argentina/Buenos_Aires db', '2026-11-19 17:05'),
    time('14:05 US/Pacific db', '2026-11-19 22:05'),
    time('14:05 Asia/Kolkata db', '2026-11-20 08:35'),
    time('14:05 -0500 db', '2026-11-19 19:05'),
    time('2:05 PM (EDT) db', '2026-11-19 18:05'),
  ]);
  group('ISO 8601 and its relatives', utc, [
    time('2026-11-20T14:05:00Z db', '2026-11-20 14:05'),
    time('2026-11-20T14:05Z db', '2026-11-20 14:05'),
    time('2026-11-20t14:05z db', '2026-11-20 14:05'),
    time('2026-11-20T14:05 db', '2026-11-20 14:05'),
    time('2026-11-20T14:05:00.123Z db', '2026-11-20 14:05'),
    time('2026-11-20T16:05:00+02:00 db', '2026-11-20 14:05'),
    time('2026-11-20T09:05:00-05:00 db', '2026-11-20 14:05'),
    time('2026-11-20T09:05:00-0500 db', '2026-11-20 14:05'),
    time('2026-11-20T14:05:00-00:00 db', '2026-11-20 14:05'),
    time('2026-11-20 14:05:00+00 db', '2026-11-20 14:05'),
    time('2026-11-20 09:05:00-05 db', '2026-11-20 14:05'),
    time('20261120T140500Z db', '2026-11-20 14:05'),
    time('20261120 14:05 db', '2026-11-20 14:05'),
    time('2026-11-20T1405Z db', '2026-11-20 14:05'),
    time('Fri, 20 Nov 2026 14:05:00 +0000 db', '2026-11-20 14:05'),
    time('Fri, 20 Nov 2026 09:05:00 -0500 db', '2026-11-20 14:05'),
    time('Fri Nov 20 14:05:00 UTC 2026 db', '2026-11-20 14:05'),
    refusal('Fri Nov 20 14:05:00 2025 db', '20 November 2025 is a Thursday, not a Friday', ['2025-11-20 14:05']),
    time('2026-11-20_14:05 db', '2026-11-20 14:05'),
  ]);
  group('a date before it', utc, [
    time('2026-11-20 14:05 db', '2026-11-20 14:05'),
    time('2026-11-20, 14:05 db', '2026-11-20 14:05'),
    time('2026-11-20 at 14:05 db', '2026-11-20 14:05'),
    time('2026-11-20 - 14:05 db', '2026-11-20 14:05'),
    time('2026-11-20: 14:05 db', '2026-11-20 14:05'),
    time('2026-11-20 (Fri) 14:05 db', '2026-11-20 14:05'),
    time('**2026-11-20** 14:05 db', '2026-11-20 14:05'),
    time('2026/11/20 14:05 db', '2026-11-20 14:05'),
    time('2026.11.20 14:05 db', '2026-11-20 14:05'),
    time('2026-11-20 2pm db', '2026-11-20 14:00'),
    time('2026-11-20 14.05 db', '2026-11-20 14:05'),
    time('2026-11-20 1405: db', '2026-11-20 14:05'),
    time('20 Nov 14:05 db', '2026-11-20 14:05'),
    time('20 nov 14:05 db', '2026-11-20 14:05'),
    time('20 NOV 14:05 db', '2026-11-20 14:05'),
    time('20 November 14:05 db', '2026-11-20 14:05'),
    time('20. November 14:05 db', '2026-11-20 14:05'),
    time('20th of November, 14:05 db', '2026-11-20 14:05'),
    time('20 Nov 2026 14:05 db', '2026-11-20 14:05'),
    time('20-Nov-2026 14:05 db', '2026-11-20 14:05'),
    time('20\u00a0Nov\u00a014:05 db', '2026-11-20 14:05'),
    time('Nov 20 14:05 db', '2026-11-20 14:05'),
    time('Nov. 20 14:05 db', '2026-11-20 14:05'),
    time('Nov 20th, 2:05 PM db', '2026-11-20 14:05'),
    time('November 20, 2026 2:05 PM db', '2026-11-20 14:05'),
    time('Nov 20, 2026, 14:05 (UTC) db', '2026-11-20 14:05'),
    time('Sept 3 10:00 db', '2026-09-03 10:00'),
    time('20/11/2026 14:05 db', '2026-11-20 14:05'),
    time('20/11 14:05 db', '2026-11-20 14:05'),
    time('11/20 14:05 db', '2026-11-20 14:05'),
    time('11/20/2026 14:05 db', '2026-11-20 14:05'),
    time('20.11.2026 14:05 db', '2026-11-20 14:05'),
    time('20.11. 14:05 db', '2026-11-20 14:05'),
    time('03.04.2026 10:00 db', '2026-04-03 10:00'),
    time('03.04. 10:00 db', '2026-04-03 10:00'),
    time('05/05 10:00 db', '2026-05-05 10:00'),
    time('20-11-2026 14:05 db', '2026-11-20 14:05'),
    time('19 Nov 22:00 EDT db', '2026-11-20 02:00'),
    time('31/12 23:00 db', '2025-12-31 23:00'),
    time('29 Feb 2024 10:00 db', '2024-02-29 10:00'),
  ]);
  group('a weekday, an ordinal or a word for a day', utc, [
    time('Friday 14:05 db', '2026-11-20 14:05'),
    time('Fri 14:05 db', '2026-11-20 14:05'),
    time('fri, 14:05 db', '2026-11-20 14:05'),
    time('FRI 14:05 db', '2026-11-20 14:05'),
    time('on Friday at 14:05 db', '2026-11-20 14:05'),
    time('Thu 21:30 db', '2026-11-19 21:30'),
    time('Tues 9:00 db', '2026-11-17 09:00'),
    time('Sat 10:00 db', '2026-11-14 10:00'),
    time('Sun 14:05 db', '2026-11-15 14:05'),
    time('Friday 20 November 14:05 db', '2026-11-20 14:05'),
    time('Fri 20 Nov 14:05 db', '2026-11-20 14:05'),
    time('Friday, November 20, 2026 14:05 db', '2026-11-20 14:05'),
    time('20th 14:05 db', '2026-11-20 14:05'),
    time('the 20th at 14:05 db', '2026-11-20 14:05'),
    time('Fri 20th, 14:05 db', '2026-11-20 14:05'),
    time('yesterday 21:30 db', '2026-11-19 21:30'),
    time('Yesterday at 21:30 db', '2026-11-19 21:30'),
    time('yesterday, 9:30 pm db', '2026-11-19 21:30'),
    time('today 14:05 db', '2026-11-20 14:05'),
    time('today at 2pm db', '2026-11-20 14:00'),
  ]);
  group('a date behind it', utc, [
    time('14:05 20 Nov', '2026-11-20 14:05', ''),
    time('14:05, 20 Nov: db', '2026-11-20 14:05'),
    time('14:05 on 19 Nov db', '2026-11-19 14:05'),
    time('14:05 UTC, 20 Nov: db', '2026-11-20 14:05'),
    time('14:05 20 Nov UTC db', '2026-11-20 14:05'),
    time('14:05 on Monday db', '2026-11-16 14:05'),
    time('14:05 Monday - db', '2026-11-16 14:05'),
    time('14:05 yesterday db', '2026-11-19 14:05'),
    time('14:05 (2026-11-19): db', '2026-11-19 14:05'),
    time('14:05, 2026-11-19: db', '2026-11-19 14:05'),
  ]);
  group('counted from the comment', utc, [
    time('-15m db', '2026-11-20 14:45'),
    time('-15 min db', '2026-11-20 14:45'),
    time('-1h30m db', '2026-11-20 13:30'),
    time('-1h db', '2026-11-20 14:00'),
    time('\u221215m db', '2026-11-20 14:45'),
    time('–15m db', '2026-11-20 14:45'),
    time('-90s db', '2026-11-20 14:58'),
    time('5 min ago db', '2026-11-20 14:55'),
    time('5min ago db', '2026-11-20 14:55'),
    time('5 minutes ago: db', '2026-11-20 14:55'),
    time('5 MINUTES AGO db', '2026-11-20 14:55'),
    time('1h30m ago db', '2026-11-20 13:30'),
    time('1 h 30 min ago db', '2026-11-20 13:30'),
    time('1h30 ago db', '2026-11-20 13:30'),
    time('1.5h ago db', '2026-11-20 13:30'),
    time('an hour ago db', '2026-11-20 14:00'),
    time('half an hour ago db', '2026-11-20 14:30'),
    time('a minute ago db', '2026-11-20 14:59'),
    time('~20 min ago db', '~2026-11-20 14:40'),
    time('2 days ago db', '~2026-11-18 15:00'),
    time('now db', '2026-11-20 15:00'),
    time('Now: db', '2026-11-20 15:00'),
    time('NOW - db', '2026-11-20 15:00'),
  ]);
  group('counted from the discovery', utc, [
    time('T+12m db', '2026-11-20 14:24'),
    time('t+12m db', '2026-11-20 14:24'),
    time('T + 12 min db', '2026-11-20 14:24'),
    time('T+0 db', '2026-11-20 14:12'),
    time('T-72h db', '2026-11-17 14:12'),
    time('T–5m: db', '2026-11-20 14:07'),
    time('**T+12m:** db', '2026-11-20 14:24'),
    time('~T+12m db', '~2026-11-20 14:24'),
  ]);
  group('seconds and milliseconds since 1970', utc, [
    time('1795183500 db', '2026-11-20 14:05'),
    time('1795183500000 db', '2026-11-20 14:05'),
    time('1795183500.123 db', '2026-11-20 14:05'),
    time('`1795183500` db', '2026-11-20 14:05'),
  ]);
  group('ranges', utc, [
    time('14:05–14:20 db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('14:05-14:20 db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('14:05 - 14:20 db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('14:05 — 14:20 db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('14:05 to 14:20 db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('14:05 until 14:20 db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('14:05 → 14:20 db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('14:05..14:20 db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('from 14:05 to 14:20 db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('between 14:05 and 14:20 db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('14:05-14:20 UTC db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('14:05 UTC - 14:20 UTC db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('14:05–14:20 CET db', '2026-11-20 13:05 to 2026-11-20 13:20'),
    time('14.05-14.20 db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('14h05-14h20 db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('~14:05-14:20 db', '~2026-11-20 14:05 to 2026-11-20 14:20'),
    time('23:50-00:10 db', '2026-11-19 23:50 to 2026-11-20 00:10'),
    time('2:05pm-2:20pm db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('2:05-2:20 PM db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('10:07-10:29 PM db', '2026-11-19 22:07 to 2026-11-19 22:29'),
    time('11:50-12:10 PM db', '2026-11-20 11:50 to 2026-11-20 12:10'),
    time('2-3pm db', '2026-11-20 14:00 to 2026-11-20 15:00'),
    time('1–2 pm db', '2026-11-20 13:00 to 2026-11-20 14:00'),
    time('11am–1pm db', '2026-11-20 11:00 to 2026-11-20 13:00'),
    time('1 pm - 2:30 db', '2026-11-20 13:00 to 2026-11-20 14:30'),
    time('03:05 - 05:00 db', '2026-11-20 03:05 to 2026-11-20 05:00'),
    time('2026-11-20 14:05 – 14:20 db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('2026-11-20 14:05 - 2026-11-20 14:20 db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('Nov 19 23:50 – Nov 20 00:10 db', '2026-11-19 23:50 to 2026-11-20 00:10'),
  ]);
  group('a dash that is no range', utc, [
    time('14:05 - 14 servers', '2026-11-20 14:05', '14 servers'),
    time('14:05 – 3 of 4 replicas', '2026-11-20 14:05', '3 of 4 replicas'),
    time('14:05 - 5 nodes', '2026-11-20 14:05', '5 nodes'),
    time('14:05 UTC - 5 nodes fail', '2026-11-20 14:05', '5 nodes fail'),
    time('13:05 - 2pm meeting moved', '2026-11-20 13:05', '2pm meeting moved'),
    time('14:05 - 12.04 is out', '2026-11-20 14:05', '12.04 is out'),
    time('14:05 - 1405 users', '2026-11-20 14:05', '1405 users'),
    time('14:05 -5 nodes', '2026-11-20 14:05', '-5 nodes'),
    time('14:05 -1 replica', '2026-11-20 14:05', '-1 replica'),
  ]);
  group('what follows a clock and is no date or zone', utc, [
    time('14:05 24/7 support', '2026-11-20 14:05', '24/7 support'),
    time('14:05 3/4 checks fail', '2026-11-20 14:05', '3/4 checks fail'),
    time('14:05 3/13 checks fail', '2026-11-20 14:05', '3/13 checks fail'),
    time('14:05 13/3 checks fail', '2026-11-20 14:05', '13/3 checks fail'),
    time('14:05 10.13.24 agent', '2026-11-20 14:05', '10.13.24 agent'),
    time('14:05 10-11-12 db', '2026-11-20 14:05', '10-11-12 db'),
    time('14:05 1.2.3 is out', '2026-11-20 14:05', '1.2.3 is out'),
    time('14:05 20 servers', '2026-11-20 14:05', '20 servers'),
    time('14:05 May be related', '2026-11-20 14:05', 'May be related'),
    time('14:05 Sat next to ann', '2026-11-20 14:05', 'Sat next to ann'),
    time("14:05 Yesterday's deploy", '2026-11-20 14:05', "Yesterday's deploy"),
    time('14:05 and/or db', '2026-11-20 14:05', 'and/or db'),
    time('14:05 CI/CD fails', '2026-11-20 14:05', 'CI/CD fails'),
    time('14:05 TCP/IP fails', '2026-11-20 14:05', 'TCP/IP fails'),
    time('14:05 client/server fails', '2026-11-20 14:05', 'client/server fails'),
    time('14:05 DB down', '2026-11-20 14:05', 'DB down'),
    time('14:05 XYZ is down', '2026-11-20 14:05', 'XYZ is down'),
    time('14:05 west is down', '2026-11-20 14:05', 'west is down'),
    time('14:05 cat is down', '2026-11-20 14:05', 'cat is down'),
    time('14:05 Z-index is off', '2026-11-20 14:05', 'Z-index is off'),
    time('14:05 +5 nodes', '2026-11-20 14:05', '+5 nodes'),
    time('15:30 over to the DB team', '2026-11-19 15:30', 'over to the DB team'),
  ]);
  group('plain numbers', utc, [
    words('2,300 users'),
    words('3rd attempt'),
    words('1st of three'),
    words('100 % of requests'),
    words('7 of 9 shards'),
    words('20 servers'),
    words('12 noon'),
    words('99.9 of 100'),
    words('~500 errors'),
    words('~5 min'),
    words('5G mast'),
    words('4xx and 5xx'),
    words('1k users'),
    words('1e9 rows'),
    words('0 of 3'),
    words('2 PMs join'),
    words('1234 5678'),
    words('14 05'),
    words('10 000 rows'),
    words('256 MB freed'),
    words('3 of 4 replicas'),
    words('500 errors'),
    words('404 errors'),
    words('404s'),
    words('404: not found'),
    words('5xx'),
    words('5 servers'),
    words('14 servers'),
    words('14, 15 and 16'),
    words('14: db'),
    words('905 users'),
    words('14050 users'),
    words('1405req'),
    words('100ms'),
    words('2.5 times'),
    words('3.14 times'),
    words('99.95 % of requests'),
    words('99.95% of requests'),
    words('14.05 s'),
    words('14.05 percent'),
    words('12.5 GB'),
    words('1073741824 bytes freed'),
    words('1234567890 rows'),
    words('-5'),
    words('-1 replica'),
    words('-15 degrees'),
    words('- 5 nodes'),
    words('about 500 errors'),
    words('about 3 hours'),
    words('at 3 of 4'),
    words('1. first'),
    words('2) second'),
  ]);
  group('versions, addresses and parts of a whole', utc, [
    words('1.2 released'),
    words('1.20.30 released'),
    words('2.0.0-rc.1 fails'),
    words('v20.04 is out'),
    words('Node 20.20'),
    words('10.13.24 agent'),
    words('172.16.254.1:8080 refuses'),
    words('443:8443 mapped'),
    words('9:1 odds'),
    words('3/3 regions are back'),
    words('7/9 shards were lost'),
    words('http://x.example/14:05'),
    words('#1405 is closed'),
    words('@ann joins'),
    words('user-1405 paged'),
    words('(see 14:05)'),
    words('sha 1405abc'),
    words('30 minutes of lag'),
    words('an hour of silence'),
    words('1.20.3 released'),
    words('v2.14'),
    words('p99 is 14.05 s'),
    words('10.0.0.5 unreachable'),
    words('10.0.0.0/8 unreachable'),
    words('192.168.1.1 unreachable'),
    words('::1'),
    words('fe80::1 unreachable'),
    words('2001:db8::1 unreachable'),
    words('12:34:56:78:9a:bc joins'),
    words('8080:80 mapped'),
    words('10/10 checks failed'),
    words('3/4 replicas down'),
    words('3/4 of them'),
    words('1/2 of the pods'),
    words('24/7 support'),
    words('50/50'),
    words('1:1 with ann'),
    words('1:1'),
    words('16:9'),
    words('50:50'),
    words('80:20 split'),
    words('1:10 ratio'),
    words('2 h of downtime'),
    words('2h of downtime'),
    words('15 minutes of errors'),
    words('1h30 of downtime'),
  ]);
  group('words that begin like a day', utc, [
    words('Mayhem'),
    words('Sunday-like traffic'),
    words('Satisfied customers'),
    words('wedding photos fail'),
    words('Thursdays are quiet'),
    words('today-page is slow'),
    words('tomorrowland is down'),
    words('now-defunct host'),
    words('T cells'),
    words('Todd joins'),
    words('Zoom fails'),
    words('UTC is wrong'),
    words('EDT is meant'),
    words('approx the same'),
    words('about the db'),
    words('around us'),
    words('at scale'),
    words('from scratch'),
    words('between us'),
    words('since Monday'),
    words('sat down'),
    words('Sat in the queue'),
    words('May be related'),
    words('may'),
    words('March of progress'),
    words('Sat next to ann'),
    words('sun spot'),
    words('second try'),
    words('Marching on'),
    words('Jan from SRE paged'),
    words('April joins'),
    words('Monitoring fires'),
    words('Decided to wait'),
    words("Friday's deploy"),
    words("Today's deploy"),
    words("yesterday's release"),
    words('in 5 min we restart'),
    words('right now db'),
    words('T-shirt'),
    words('I am here'),
    words('10 amps'),
    words('3 amazing people'),
    words('nowhere to go'),
    words("now's the time"),
    words('at the DB team'),
    words('on call paged'),
    words('from the log'),
    words('-v is set'),
  ]);
  group('a number that can be a clock', utc, [
    refusal('1405 users', '`1405` can be a clock or a number', ['14:05', '2026-11-20 15:00: 1405'], 'users'),
    refusal(
      '1405 requests failed',
      '`1405` can be a clock or a number',
      ['14:05', '2026-11-20 15:00: 1405'],
      'requests failed',
    ),
    refusal('1999 users', '`1999` can be a clock or a number', ['2026-11-20 15:00: 1999'], 'users'),
    refusal('2026 roadmap', '`2026` can be a clock or a number', ['20:26', '2026-11-20 15:00: 2026'], 'roadmap'),
    refusal('1405-1420 db', '`1405-1420` can be clocks or numbers', ['2026-11-20 15:00: 1405-1420']),
    refusal('2019-2021 db', '`2019-2021` can be clocks or numbers', ['2026-11-20 15:00: 2019-2021']),
    refusal('9.05 db', '`9.05` can be a clock or a number', ['09:05', '2026-11-20 15:00: 9.05']),
    refusal('1.20 released', '`1.20` can be a clock or a number', ['01:20', '2026-11-20 15:00: 1.20'], 'released'),
    refusal('22.04 upgrade', '`22.04` can be a clock or a number', ['22:04', '2026-11-20 15:00: 22.04'], 'upgrade'),
    refusal('12.04 LTS image', '`12.04` can be a clock or a number', ['12:04', '2026-11-20 15:00: 12.04'], 'LTS image'),
    refusal(
      '2026-11-20 1405 users',
      '`2026-11-20` names a day and no time of day',
      ['2026-11-20 15:00: 2026-11-20'],
      '1405 users',
    ),
    refusal('1000 ms', '`1000` can be a clock or a number', ['10:00', '2026-11-20 15:00: 1000'], 'ms'),
  ]);
  group('a duration, which does not say when', utc, [
    refusal('15m db', '`15m` says how long, not when', ['-15m', '2026-11-20 15:00: 15m']),
    refusal('15 m db', '`15 m` says how long, not when', ['-15 m', '2026-11-20 15:00: 15 m']),
    refusal('- 15m db', '`15m` says how long, not when', ['-15m', '2026-11-20 15:00: - 15m']),
    refusal('90 seconds', '`90 seconds` says how long, not when', ['-90 seconds', '2026-11-20 15:00: 90 seconds'], ''),
    refusal('30s', '`30s` says how long, not when', ['-30s', '2026-11-20 15:00: 30s'], ''),
    refusal('5d db', '`5d` says how long, not when', ['-5d', '2026-11-20 15:00: 5d']),
    refusal('12 hours later', '`12 hours` says how long, not when', ['2026-11-20 15:00: 12 hours'], 'later'),
    refusal('+15m db', '`+15m` cannot be read for certain', ['2026-11-20 15:00: +15m']),
    refusal('2h downtime', '`2h` can say when or how long', ['02:00', '-2h'], 'downtime'),
    refusal('14h db', '`14h` can say when or how long', ['14:00', '-14h']),
    refusal('1h30 outage', '`1h30` can say when or how long', ['01:30', '-1h30m'], 'outage'),
    refusal('10 h 20 nodes', '`10 h 20` can say when or how long', ['10:20', '-10h20m'], 'nodes'),
    refusal('1:30 ago db', '`1:30 ago` says how long, not when', ['2026-11-20 15:00']),
    refusal('2:05 min video', '`2:05 min` says how long, not when', ['2026-11-20 15:00'], 'video'),
    refusal('20 Nov 2h outage', '`20 Nov` names a day and no time of day', ['2026-11-20 15:00: 20 Nov'], '2h outage'),
    refusal('T+12 db', '`T+12` counts in no unit', ['T+12m']),
    refusal('T+1:12 db', '`T+1:12` counts in no unit', ['2026-11-20 15:00']),
    refusal('T-1000', '`T-1000` counts in no unit', ['T-1000m', 'T-1000h'], ''),
  ]);
  group('a day without a clock', utc, [
    refusal('Thu, we saw', '`Thu` names a day and no time of day', ['2026-11-20 15:00: Thu,'], 'we saw'),
    refusal('Sun, db', '`Sun` names a day and no time of day', ['2026-11-20 15:00: Sun,']),
    refusal('Sat: db', '`Sat` names a day and no time of day', ['2026-11-20 15:00: Sat:']),
    refusal('Sept deploy', '`Sept` names a day and no time of day', ['2026-11-20 15:00: Sept'], 'deploy'),
    refusal('Oct. deploy', '`Oct.` names a day and no time of day', ['2026-11-20 15:00: Oct.'], 'deploy'),
    refusal(
      'tomorrow we deploy',
      '`tomorrow` names a day and no time of day',
      ['2026-11-20 15:00: tomorrow'],
      'we deploy',
    ),
    refusal(
      'yesterday morning db',
      '`yesterday` names a day and no time of day',
      ['2026-11-20 15:00: yesterday'],
      'morning db',
    ),
    refusal('Friday night db', '`Friday` names a day and no time of day', ['2026-11-20 15:00: Friday'], 'night db'),
    refusal(
      '2026-11-20 evening',
      '`2026-11-20` names a day and no time of day',
      ['2026-11-20 15:00: 2026-11-20'],
      'evening',
    ),
    refusal(
      '2026-11-20 → 11-22 db',
      '`2026-11-20` names a day and no time of day',
      ['2026-11-20 15:00: 2026-11-20'],
      '→ 11-22 db',
    ),
    refusal(
      '20 Nov – 22 Nov db',
      '`20 Nov` names a day and no time of day',
      ['2026-11-20 15:00: 20 Nov'],
      '– 22 Nov db',
    ),
    refusal('Nov 2026', '`Nov 2026` names a day and no time of day', ['2026-11-20 15:00: Nov 2026'], ''),
    refusal('20 Nov 2026 db', '`20 Nov 2026` names a day and no time of day', ['2026-11-20 15:00: 20 Nov 2026']),
    refusal(
      '20 Nov 26 14:05 db',
      '`20 Nov` names a day and no time of day',
      ['2026-11-20 15:00: 20 Nov'],
      '26 14:05 db',
    ),
    refusal(
      'Nov 20 1405 users',
      '`Nov 20 1405` names a day and no time of day',
      ['2026-11-20 15:00: Nov 20 1405'],
      'users',
    ),
    refusal('2026-11-20-14:05 db', '`2026-11-20` names a day and no time of day', [
      '2026-11-20 15:00: 2026-11-20-14:05',
    ]),
    refusal(
      'Friday deploy broke',
      '`Friday` names a day and no time of day',
      ['2026-11-20 15:00: Friday'],
      'deploy broke',
    ),
    refusal('friday', '`friday` names a day and no time of day', ['2026-11-20 15:00: friday'], ''),
    refusal('Fri deploy broke', '`Fri` names a day and no time of day', ['2026-11-20 15:00: Fri'], 'deploy broke'),
    refusal('Mon: deploy broke', '`Mon` names a day and no time of day', ['2026-11-20 15:00: Mon:'], 'deploy broke'),
    refusal('Wed 3 nodes', '`Wed` names a day and no time of day', ['2026-11-20 15:00: Wed'], '3 nodes'),
    refusal('Today we saw', '`Today` names a day and no time of day', ['2026-11-20 15:00: Today'], 'we saw'),
    refusal('yesterday', '`yesterday` names a day and no time of day', ['2026-11-20 15:00: yesterday'], ''),
    refusal('tomorrow', '`tomorrow` names a day and no time of day', ['2026-11-20 15:00: tomorrow'], ''),
    refusal('tonight 10pm db', '`tonight` names a day and no time of day', ['2026-11-20 15:00: tonight'], '10pm db'),
    refusal('Nov 20 deploy', '`Nov 20` names a day and no time of day', ['2026-11-20 15:00: Nov 20'], 'deploy'),
    refusal('20 Nov deploy', '`20 Nov` names a day and no time of day', ['2026-11-20 15:00: 20 Nov'], 'deploy'),
    refusal('20 November', '`20 November` names a day and no time of day', ['2026-11-20 15:00: 20 November'], ''),
    refusal(
      '2026-11-20 deploy',
      '`2026-11-20` names a day and no time of day',
      ['2026-11-20 15:00: 2026-11-20'],
      'deploy',
    ),
    refusal('2026-11-20', '`2026-11-20` names a day and no time of day', ['2026-11-20 15:00: 2026-11-20'], ''),
    refusal('2026-11 deploy', '`2026-11` names a day and no time of day', ['2026-11-20 15:00: 2026-11'], 'deploy'),
    refusal(
      '2026/11/20 deploy',
      '`2026/11/20` names a day and no time of day',
      ['2026-11-20 15:00: 2026/11/20'],
      'deploy',
    ),
    refusal('20261120 deploy', '`20261120` names a day and no time of day', ['2026-11-20 15:00: 20261120'], 'deploy'),
    refusal(
      '20.11.2026 deploy',
      '`20.11.2026` names a day and no time of day',
      ['2026-11-20 15:00: 20.11.2026'],
      'deploy',
    ),
    refusal('November release', '`November` names a day and no time of day', ['2026-11-20 15:00: November'], 'release'),
    refusal('May 20 nodes', '`May 20` names a day and no time of day', ['2026-11-20 15:00: May 20'], 'nodes'),
    refusal('may 4 replicas', '`may 4` names a day and no time of day', ['2026-11-20 15:00: may 4'], 'replicas'),
    refusal('03/04 deploy', '`03/04` can be a day or a part of something', ['2026-11-20 15:00: 03/04'], 'deploy'),
    refusal('11/20 deploy', '`11/20` can be a day or a part of something', ['2026-11-20 15:00: 11/20'], 'deploy'),
    refusal('3/4', '`3/4` can be a day or a part of something', ['2026-11-20 15:00: 3/4'], ''),
    refusal('on Friday we', '`Friday` names a day and no time of day', ['2026-11-20 15:00: on Friday'], 'we'),
    refusal(
      'last Friday 14:05 db',
      '`last Friday` cannot be read for certain',
      ['2026-11-20 15:00: last Friday'],
      '14:05 db',
    ),
    refusal('last night db', '`last night` cannot be read for certain', ['2026-11-20 15:00: last night']),
    refusal('this morning db', '`this morning` cannot be read for certain', ['2026-11-20 15:00: this morning']),
    refusal('early morning db', '`early morning` cannot be read for certain', ['2026-11-20 15:00: early morning']),
    refusal('noon db', '`noon` cannot be read for certain', ['12:00', '2026-11-20 15:00: noon']),
    refusal('at noon', '`noon` cannot be read for certain', ['12:00', '2026-11-20 15:00: at noon'], ''),
    refusal('midnight db', '`midnight` can be the first or the last minute of a day', [
      '00:00',
      '2026-11-20 15:00: midnight',
    ]),
    refusal('Jan 14:05 db', '`Jan 14` names a day and no time of day', ['2026-11-20 15:00: Jan 14:05']),
    refusal('20 Nov, 2 nodes', '`20 Nov` names a day and no time of day', ['2026-11-20 15:00: 20 Nov,'], '2 nodes'),
    refusal(
      '**2026-11-20** — db',
      '`2026-11-20` names a day and no time of day',
      ['2026-11-20 15:00: **2026-11-20**'],
      '— db',
    ),
  ]);
  group('no time of day', utc, [
    refusal('24:30 db', '`24:30` is no time of day', ['2026-11-20 15:00']),
    refusal('14:99 db', '`14:99` is no time of day', ['2026-11-20 15:00']),
    refusal('-1:30 db', '`-1:30` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('14:05+5 db', '`14:05` cannot be read for certain', ['2026-11-20 15:00'], '+5 db'),
    refusal('14:05@ann', '`14:05` cannot be read for certain', ['2026-11-20 15:00'], '@ann'),
    refusal('14:05#12', '`14:05` cannot be read for certain', ['2026-11-20 15:00'], '#12'),
    refusal('14:05/15', '`14:05` cannot be read for certain', ['2026-11-20 15:00'], '/15'),
    refusal('31:00 db', '`31:00` is no time of day', ['2026-11-20 15:00']),
    refusal('7:5 pm db', '`7:5 pm` cannot be read for certain', ['07:05 pm', '07:50 pm']),
    refusal('2026-11-20 25:00 db', '`2026-11-20 25:00` is no time of day', ['2026-11-20 15:00']),
    refusal('20 Nov 14:60 db', '`20 Nov 14:60` is no time of day', ['2026-11-20 15:00']),
    refusal('yesterday 24:30 db', '`yesterday 24:30` is no time of day', ['2026-11-20 15:00']),
    words('T+ 25:00'),
    refusal('14:05–25:00 db', '`14:05–25:00` is no time of day', ['2026-11-20 15:00']),
    refusal('12:60 am db', '`12:60 am` is no time of day', ['2026-11-20 15:00']),
    refusal('100pm', '`100pm` cannot be read for certain', ['2026-11-20 15:00'], ''),
    refusal('25:00 db', '`25:00` is no time of day', ['2026-11-20 15:00']),
    refusal('24:01 db', '`24:01` is no time of day', ['2026-11-20 15:00']),
    refusal('14:60 db', '`14:60` is no time of day', ['2026-11-20 15:00']),
    refusal('14:5 db', '`14:5` cannot be read for certain', ['14:05', '14:50']),
    refusal('1:234', '`1:234` cannot be read for certain', ['2026-11-20 15:00'], ''),
    refusal('14:055 db', '`14:055` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('14:05x db', '`14:05x` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('14:xx db', '`14:xx` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('14:05:99 db', '`14:05:99` is no time of day', ['2026-11-20 15:00']),
    refusal('14:05:3 db', '`14:05:3` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('1:2:3 db', '`1:2:3` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('99:99 db', '`99:99` is no time of day', ['2026-11-20 15:00']),
    refusal('2360: db', '`2360` is no time of day', ['2026-11-20 15:00']),
    refusal('13pm db', '`13pm` is no time of day', ['13:00']),
    refusal('14:05 pm db', '`14:05 pm` is no time of day', ['14:05']),
    refusal('0am db', '`0am` is no time of day', ['00:00']),
    refusal('0:05 am db', '`0:05 am` is no time of day', ['00:05']),
    refusal('14:61-14:70 db', '`14:61-14:70` is no time of day', ['2026-11-20 15:00']),
    refusal('14:05-20 db', '`14:05-20` can be an offset or a range', ['2026-11-20 15:00']),
    refusal('~~14:05~~ db', '`~~14:05~~` is crossed out', ['2026-11-20 15:00']),
    refusal('"14:05" db', '`"14:05"` cannot be read for certain', ['14:05']),
    refusal('<14:05> db', '`<14:05>` cannot be read for certain', ['14:05']),
    refusal('14:05/14:20 db', '`14:05` cannot be read for certain', ['2026-11-20 15:00'], '/14:20 db'),
    refusal('14:05! db', '`14:05` cannot be read for certain', ['2026-11-20 15:00'], '! db'),
  ]);
  group('no day', utc, [
    refusal('31 Feb 10:00 db', '`31 Feb 10:00` is no day that exists', ['2026-11-20 15:00']),
    refusal('30 Feb 2026 10:00 db', '`30 Feb 2026 10:00` is no day that exists', ['2026-11-20 15:00']),
    refusal('Feb 29 10:00 db', '`Feb 29 10:00` is no day that exists', ['2026-11-20 15:00']),
    refusal('29 Feb 2025 10:00 db', '`29 Feb 2025 10:00` is no day that exists', ['2026-11-20 15:00']),
    refusal('2026-02-30 10:00 db', '`2026-02-30 10:00` is no day that exists', ['2026-11-20 15:00']),
    refusal('2026-13-01 10:00 db', '`2026-13-01 10:00` is no day that exists', ['2026-11-20 15:00']),
    refusal('2026-00-10 10:00 db', '`2026-00-10 10:00` is no day that exists', ['2026-11-20 15:00']),
    refusal('0000-01-01 10:00 db', '`0000-01-01 10:00` is no day that exists', ['2026-11-20 15:00']),
    refusal('32 Nov 10:00 db', '`32 Nov 10:00` is no day that exists', ['2026-11-20 15:00']),
    refusal('0 Nov 10:00 db', '`0 Nov 10:00` is no day that exists', ['2026-11-20 15:00']),
    refusal('13/13 10:00 db', '`13/13 10:00` is no day that exists', ['2026-11-20 15:00']),
    refusal('31/04 10:00 db', '`31/04 10:00` is no day that exists', ['2026-11-20 15:00']),
    refusal('31.11.2026 10:00 db', '`31.11.2026 10:00` is no day that exists', ['2026-11-20 15:00']),
  ]);
  group('a day that can be two', utc, [
    refusal('03/04 10:00 db', '`03/04 10:00` can be 3 April or 4 March', ['2026-04-03 10:00', '2026-03-04 10:00']),
    refusal('3/4 10:00 db', '`3/4 10:00` can be 3 April or 4 March', ['2026-04-03 10:00', '2026-03-04 10:00']),
    refusal('03/04/2026 10:00 db', '`03/04/2026 10:00` can be 3 April or 4 March', [
      '2026-04-03 10:00',
      '2026-03-04 10:00',
    ]),
    refusal('03-04-2026 10:00 db', '`03-04-2026 10:00` can be 3 April or 4 March', [
      '2026-04-03 10:00',
      '2026-03-04 10:00',
    ]),
    refusal('20/11/26 14:05 db', '`20/11/26 14:05` can be 20 November 2026 or 26 November 2020', [
      '2026-11-20 14:05',
      '2020-11-26 14:05',
    ]),
    refusal('03/04/05 10:00 db', '`03/04/05 10:00` can be 3 April 2005 or 4 March 2005 or 5 April 2003', [
      '2005-04-03 10:00',
      '2005-03-04 10:00',
    ]),
    refusal('**03/04** 10:00 db', '`03/04 10:00` can be 3 April or 4 March', ['2026-04-03 10:00', '2026-03-04 10:00']),
    refusal('Fri 03/04 10:00 db', '`Fri 03/04 10:00` can be 3 April or 4 March', [
      '2026-04-03 10:00',
      '2026-03-04 10:00',
    ]),
    refusal(
      '10:00 03/04/2026',
      '`10:00 03/04/2026` can be 3 April or 4 March',
      ['2026-04-03 10:00', '2026-03-04 10:00'],
      '',
    ),
  ]);
  group('a weekday that is another', utc, [
    refusal('Thursday 20 November 14:05 db', '20 November 2026 is a Friday, not a Thursday', ['2026-11-20 14:05']),
    refusal('Mon 20 Nov 2026 14:05 db', '20 November 2026 is a Friday, not a Monday', ['2026-11-20 14:05']),
    refusal('2026-11-20 (Mon) 14:05 db', '20 November 2026 is a Friday, not a Monday', ['2026-11-20 14:05']),
    refusal('Thu 20th 14:05 db', '20 November 2026 is a Friday, not a Thursday', ['2026-11-20 14:05']),
  ]);
  group('later than the comment', utc, [
    refusal('2026-11-20 15:11 db', '`2026-11-20 15:11` is later than the comment itself', ['2026-11-20 15:00']),
    refusal('tomorrow 10:00 db', '`tomorrow 10:00` is later than the comment itself', ['2026-11-20 15:00']),
    refusal('today 16:00 db', '`today 16:00` is later than the comment itself', ['2026-11-20 15:00']),
    refusal('Fri 16:00 db', '`Fri 16:00` is later than the comment itself', ['2026-11-13 16:00']),
    refusal('21 Nov 14:05 db', '`21 Nov 14:05` is later than the comment itself', ['2025-11-21 14:05']),
    refusal('21st 10:00 db', '`21st 10:00` is later than the comment itself', ['2026-10-21 10:00']),
    refusal('2027-01-01 10:00 db', '`2027-01-01 10:00` is later than the comment itself', ['2026-11-20 15:00']),
    refusal('9999-01-01 10:00 db', '`9999-01-01 10:00` is later than the comment itself', ['2026-11-20 15:00']),
    refusal('14:05-15:30 db', '`14:05-15:30` is later than the comment itself', ['2026-11-20 15:00']),
    refusal('2-4pm db', '`2-4pm` is later than the comment itself', ['2026-11-20 15:00']),
    refusal('1795190000 db', '`1795190000` is later than the comment itself', ['2026-11-20 15:00']),
    refusal('T+2h db', '`T+2h` is later than the comment itself', ['2026-11-20 15:00']),
  ]);
  group('an offset or a range', utc, [
    refusal('14:05-05:00 db', '`14:05-05:00` can be an offset or a range', ['14:05 UTC-05:00']),
    refusal('2026-11-20 09:00-10:00 db', '`2026-11-20 09:00-10:00` can be an offset or a range', [
      '2026-11-20 09:00 to 10:00',
    ]),
    refusal('2026-11-20 09:00-07:00 db', '`2026-11-20 09:00-07:00` can be an offset or a range', ['2026-11-20 15:00']),
    refusal('14:05-06 db', '`14:05-06` can be an offset or a range', ['14:05 UTC-06']),
    refusal('09:00-07:00 db', '`09:00-07:00` can be an offset or a range', ['09:00 UTC-07:00']),
  ]);
  group('one zone of several, none, or a word', utc, [
    refusal('14:05 BST db', '`BST` is the name of several zones', ['14:05 Europe/London', '14:05 Asia/Dhaka']),
    refusal('14:05 IST db', '`IST` is the name of several zones', ['14:05 Asia/Kolkata', '14:05 Europe/Dublin']),
    refusal('14:05 CST db', '`CST` is the name of several zones', ['14:05 America/Chicago', '14:05 Asia/Shanghai']),
    refusal('14:05 bst: db', '`bst` is the name of several zones', ['14:05 Europe/London', '14:05 Asia/Dhaka']),
    refusal('14:05 (BST) db', '`BST` is the name of several zones', ['14:05 Europe/London', '14:05 Asia/Dhaka']),
    refusal('~14:05 BST db', '`BST` is the name of several zones', ['~14:05 Europe/London', '~14:05 Asia/Dhaka']),
    refusal('14:05–14:20 BST db', '`BST` is the name of several zones', [
      '14:05–14:20 Europe/London',
      '14:05–14:20 Asia/Dhaka',
    ]),
    refusal('20 Nov 14:05 IST db', '`IST` is the name of several zones', [
      '20 Nov 14:05 Asia/Kolkata',
      '20 Nov 14:05 Europe/Dublin',
    ]),
    refusal('14:05 CST, 20 Nov: db', '`CST` is the name of several zones', ['14:05 Asia/Shanghai, 20 Nov:']),
    refusal('14:05 AST db', '`AST` is the name of several zones', ['14:05 America/Halifax', '14:05 Asia/Riyadh']),
    refusal('14:05 Europe/Berln db', 'there is no time zone `Europe/Berln`', ['14:05 UTC']),
    refusal('14:05 Foo/Bar db', 'there is no time zone `Foo/Bar`', ['14:05 UTC']),
    refusal('14:05 Mars/Phobos db', 'there is no time zone `Mars/Phobos`', ['14:05 UTC']),
    refusal('14:05 UTC+15 db', 'there is no time zone `UTC+15`', ['14:05 UTC']),
    refusal('14:05 UTC-13: db', 'there is no time zone `UTC-13`', ['14:05 UTC']),
    refusal('14:05 +25:00 db', 'there is no time zone `+25:00`', ['14:05 UTC']),
    refusal('14:05 UTC+1:07 db', 'there is no time zone `UTC+1:07`', ['14:05 UTC']),
    refusal(
      '14:05 ET phones home',
      '`14:05 ET` can name a zone, or the words begin there',
      ['14:05 ET:', '14:05: ET'],
      'phones home',
    ),
    refusal(
      '14:05 CAT scan',
      '`14:05 CAT` can name a zone, or the words begin there',
      ['14:05 CAT:', '14:05: CAT'],
      'scan',
    ),
    refusal(
      '14:05 ART team',
      '`14:05 ART` can name a zone, or the words begin there',
      ['14:05 ART:', '14:05: ART'],
      'team',
    ),
    refusal('14:05 est db', '`14:05 est` can name a zone, or the words begin there', ['14:05 EST', '~14:05']),
    refusal(
      '14:05 UTC -5 nodes',
      '`14:05 UTC -5` can name a zone, or the words begin there',
      ['14:05 UTC-5', '14:05 UTC: -5'],
      'nodes',
    ),
    refusal('14:05 UTC +1 db', '`14:05 UTC +1` can name a zone, or the words begin there', [
      '14:05 UTC+1',
      '14:05 UTC: +1',
    ]),
    refusal('14:05 (13:05 UTC) db', '`14:05 (13:05 UTC)` names two clocks', ['13:05 UTC']),
    refusal('14:05 / 15:05 CET db', '`14:05 / 15:05 CET` names two clocks', ['15:05 CET']),
    refusal('14:05 CET+1 db', '`14:05` cannot be read for certain', ['2026-11-20 15:00:'], 'CET+1 db'),
  ]);
  group('a date behind it that can be words', utc, [
    refusal(
      '14:05 20 Nov deploy',
      '`14:05 20 Nov` can be read in two ways',
      ['20 Nov 14:05', '14:05: 20 Nov'],
      'deploy',
    ),
    refusal('14:05 May 20 nodes', '`14:05 May 20` can be read in two ways', ['May 20 14:05', '14:05: May 20'], 'nodes'),
    refusal(
      '14:05 Monday deploy broke',
      '`14:05 Monday` can be read in two ways',
      ['Monday 14:05', '14:05: Monday'],
      'deploy broke',
    ),
    refusal(
      '14:05 2026-11-19 backup',
      '`14:05 2026-11-19` can be read in two ways',
      ['2026-11-19 14:05', '14:05: 2026-11-19'],
      'backup',
    ),
    refusal('14:05 20.11.2026 db', '`14:05 20.11.2026` can be read in two ways', [
      '20.11.2026 14:05',
      '14:05: 20.11.2026',
    ]),
    refusal('Nov 20 14:05 2025 db', '`Nov 20 14:05 2025` can be read in two ways', [
      'Nov 20 2025 14:05',
      'Nov 20 14:05: 2025',
    ]),
  ]);
  group('no moment', utc, [
    refusal('after 14:05 db', '`after 14:05` is no moment', ['~14:05', '2026-11-20 15:00: after 14:05']),
    refusal('by 2 pm db', '`by 2 pm` is no moment', ['~2 pm', '2026-11-20 15:00: by 2 pm']),
    words('an hour before db'),
    refusal('one hour ago db', '`one hour ago` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('some minutes ago db', '`some minutes ago` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('2 months ago db', '`2 months ago` cannot be read for certain', ['2026-11-20 15:00']),
    refusal("14 o'clock db", "`14 o'clock` cannot be read for certain", ['2026-11-20 15:00']),
    refusal("2 o'clock", "`2 o'clock` cannot be read for certain", ['2026-11-20 15:00'], ''),
    refusal('14h-15h db', '`14h` can say when or how long', ['14:00', '-14h'], '-15h db'),
    refusal('~~14:05~~ 14:10 db', '`~~14:05~~` is crossed out', ['2026-11-20 15:00:'], '14:10 db'),
    refusal('earlier today db', '`earlier today` cannot be read for certain', ['2026-11-20 15:00: earlier today']),
    refusal(
      'next Friday 14:05 db',
      '`next Friday` cannot be read for certain',
      ['2026-11-20 15:00: next Friday'],
      '14:05 db',
    ),
    refusal('since 14:05 db', '`since 14:05` is no moment', ['~14:05', '2026-11-20 15:00: since 14:05']),
    refusal('before 14:05 db', '`before 14:05` is no moment', ['~14:05', '2026-11-20 15:00: before 14:05']),
    refusal('until 2pm db', '`until 2pm` is no moment', ['~2pm', '2026-11-20 15:00: until 2pm']),
    refusal('3 weeks ago db', '`3 weeks ago` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('ten minutes ago db', '`ten minutes ago` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('a few minutes ago db', '`a few minutes ago` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('14 Uhr db', '`14 Uhr` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('14 UTC db', '`14 UTC` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('14-15h db', '`14-15h` cannot be read for certain', ['2026-11-20 15:00']),
  ]);
  group('ten minutes are not the future', afterMidnight, [
    time('00:05 db', '2026-11-21 00:05'),
    time('00:06 db', '2026-11-20 00:06'),
    time('2026-11-21 00:05 db', '2026-11-21 00:05'),
    refusal('2026-11-21 00:06 db', '`2026-11-21 00:06` is later than the comment itself', ['2026-11-20 23:55']),
    time('23:59 db', '2026-11-20 23:59'),
    time('tomorrow 00:01 db', '2026-11-21 00:01'),
  ]);
  group('the year before', newYear, [
    time('31 Dec 23:00 db', '2026-12-31 23:00'),
    time('Dec 31st, 11 PM db', '2026-12-31 23:00'),
    time('1 Jan 10:00 db', '2027-01-01 10:00'),
  ]);
  group('a configured zone', berlin, [
    time('14:05 db', '2026-11-20 13:05'),
    time('16:05 db', '2026-11-20 15:05'),
    time('15:05 UTC db', '2026-11-20 15:05'),
    time('2026-07-20 14:05 db', '2026-07-20 12:05'),
    time('20 Nov 2 pm db', '2026-11-20 13:00'),
    time('17:00 db', '2026-11-19 16:00'),
    time('yesterday 21:30 db', '2026-11-19 20:30'),
    refusal('2026-11-20 14:05 EDT db', '`2026-11-20 14:05 EDT` is later than the comment itself', ['2026-11-20 16:00']),
  ]);
  group('a clock that a change leaves out', spring, [
    refusal('02:30 db', '`02:30` does not exist in Europe/Berlin, where the clocks change that night', [
      '2026-03-29 00:30 UTC',
      '2026-03-29 01:30 UTC',
    ]),
    refusal('29 Mar 02:30 db', '`29 Mar 02:30` does not exist in Europe/Berlin, where the clocks change that night', [
      '2026-03-29 00:30 UTC',
      '2026-03-29 01:30 UTC',
    ]),
    refusal(
      '2026-03-29 2:30 am db',
      '`2026-03-29 2:30 am` does not exist in Europe/Berlin, where the clocks change that night',
      ['2026-03-29 00:30 UTC', '2026-03-29 01:30 UTC'],
    ),
    time('01:59 db', '2026-03-29 00:59'),
    time('03:00 db', '2026-03-29 01:00'),
    refusal('~02:30 db', '`~02:30` does not exist in Europe/Berlin, where the clocks change that night', [
      '2026-03-29 ~00:30 UTC',
      '2026-03-29 ~01:30 UTC',
    ]),
    refusal('02:30-03:30 db', '`02:30-03:30` does not exist in Europe/Berlin, where the clocks change that night', [
      '2026-03-29 00:30 to 2026-03-29 01:30 UTC',
      '2026-03-29 01:30 to 2026-03-29 01:30 UTC',
    ]),
    refusal('01:30-02:30 db', '`01:30-02:30` does not exist in Europe/Berlin, where the clocks change that night', [
      '2026-03-29 00:30 to 2026-03-29 00:30 UTC',
      '2026-03-29 00:30 to 2026-03-29 01:30 UTC',
    ]),
    time('02:30 UTC db', '2026-03-29 02:30'),
  ]);
  group('a clock that a change doubles', autumn, [
    refusal('02:30 db', '`02:30` comes twice in Europe/Berlin, where the clocks change that night', [
      '2026-10-25 00:30 UTC',
      '2026-10-25 01:30 UTC',
    ]),
    refusal('25 Oct 02:00 db', '`25 Oct 02:00` comes twice in Europe/Berlin, where the clocks change that night', [
      '2026-10-25 00:00 UTC',
      '2026-10-25 01:00 UTC',
    ]),
    time('01:59 db', '2026-10-24 23:59'),
    time('03:00 db', '2026-10-25 02:00'),
    refusal('02:30-03:30 db', '`02:30-03:30` comes twice in Europe/Berlin, where the clocks change that night', [
      '2026-10-25 00:30 to 2026-10-25 02:30 UTC',
      '2026-10-25 01:30 to 2026-10-25 02:30 UTC',
    ]),
    refusal('01:30–02:30 db', '`01:30–02:30` comes twice in Europe/Berlin, where the clocks change that night', [
      '2026-10-24 23:30 to 2026-10-25 00:30 UTC',
      '2026-10-24 23:30 to 2026-10-25 01:30 UTC',
    ]),
    time('02:30 +02:00 db', '2026-10-25 00:30'),
  ]);
  group('the same elsewhere', springNY, [
    refusal('02:30 db', '`02:30` does not exist in America/New_York, where the clocks change that night', [
      '2026-03-08 06:30 UTC',
      '2026-03-08 07:30 UTC',
    ]),
    refusal(
      '8 Mar 2:00 AM db',
      '`8 Mar 2:00 AM` does not exist in America/New_York, where the clocks change that night',
      ['2026-03-08 06:00 UTC', '2026-03-08 07:00 UTC'],
    ),
    time('03:00 db', '2026-03-08 07:00'),
    time('02:30 UTC db', '2026-03-08 02:30'),
  ]);
  group('the same elsewhere, doubled', autumnNY, [
    refusal('01:30 db', '`01:30` comes twice in America/New_York, where the clocks change that night', [
      '2026-11-01 05:30 UTC',
      '2026-11-01 06:30 UTC',
    ]),
    refusal(
      'Nov 1, 1:00 AM db',
      '`Nov 1, 1:00 AM` comes twice in America/New_York, where the clocks change that night',
      ['2026-11-01 05:00 UTC', '2026-11-01 06:00 UTC'],
    ),
    time('00:59 db', '2026-11-01 04:59'),
    time('02:00 db', '2026-11-01 07:00'),
    time('01:30 EST db', '2026-11-01 06:30'),
    time('01:30 EDT db', '2026-11-01 05:30'),
    refusal(
      '01:30 America/New_York db',
      '`01:30 America/New_York` comes twice in America/New_York, where the clocks change that night',
      ['2026-11-01 05:30 UTC', '2026-11-01 06:30 UTC'],
    ),
  ]);
  group('abbreviations with a configured meaning', configured, [
    time('14:05 BST db', '2026-11-20 14:05'),
    time('14:05 IST db', '2026-11-20 08:35'),
    time('14:05 CST db', '2026-11-19 20:05'),
    time('14:05 ist: db', '2026-11-20 08:35'),
    time('2026-07-20 14:05 BST db', '2026-07-20 13:05'),
    refusal('14:05 AST db', '`AST` is the name of several zones', ['14:05 America/Halifax', '14:05 Asia/Riyadh']),
  ]);
  group('a day after the incident was opened', late, [
    refusal('14:05 db', 'the incident began more than a day before, so `14:05` needs its date', [
      '2026-11-18 14:05',
      '2026-11-20 14:05',
    ]),
    refusal('14:05–14:20 db', 'the incident began more than a day before, so `14:05–14:20` needs its date', [
      '2026-11-18 14:05 to 14:20',
      '2026-11-20 14:05 to 14:20',
    ]),
    refusal('~14:05 db', 'the incident began more than a day before, so `~14:05` needs its date', [
      '2026-11-18 ~14:05',
      '2026-11-20 ~14:05',
    ]),
    refusal('14:05 CET db', 'the incident began more than a day before, so `14:05 CET` needs its date', [
      '2026-11-18 14:05 UTC+01:00',
      '2026-11-20 14:05 UTC+01:00',
    ]),
    refusal('9.05: db', 'the incident began more than a day before, so `9.05` needs its date', [
      '2026-11-18 09:05',
      '2026-11-20 09:05',
    ]),
    refusal(
      '1405 deploy: v2',
      'the incident began more than a day before, so `1405` needs its date',
      ['2026-11-18 14:05', '2026-11-20 14:05'],
      'deploy: v2',
    ),
    time('20 Nov 14:05 db', '2026-11-20 14:05'),
    time('yesterday 21:30 db', '2026-11-19 21:30'),
    time('Fri 14:05 db', '2026-11-20 14:05'),
    time('-15m db', '2026-11-20 14:45'),
    time('now db', '2026-11-20 15:00'),
    time('T+12m db', '2026-11-20 14:24'),
    words('words'),
  ]);
  group('unless a day is named above it', lateDay, [
    time('14:05 db', '2026-11-19 14:05'),
    time('23:50-00:10 db', '2026-11-19 23:50 to 2026-11-20 00:10'),
    time('20 Nov 14:05 db', '2026-11-20 14:05'),
  ]);
  group('below a day of another year', block, [
    time('14:05 db', '2021-01-03 14:05'),
    time('13 Jan 11:00 db', '2021-01-13 11:00'),
    time('28 Dec 11:00 db', '2020-12-28 11:00'),
    time('Tue 11:00 db', '2021-01-05 11:00'),
    time('Sun 11:00 db', '2021-01-03 11:00'),
    time('4th 11:00 db', '2021-01-04 11:00'),
    refusal('Monday 13 Jan 11:00 db', '13 January 2021 is a Wednesday, not a Monday', ['2021-01-13 11:00']),
  ]);
  group('a zone that the comment names', named, [
    time('14:05 db', '2026-11-19 18:05'),
    time('14:05 UTC db', '2026-11-20 14:05'),
    time('-15m db', '2026-11-20 14:45'),
    refusal('1405 users', '`1405` can be a clock or a number', ['14:05', '2026-11-20 15:00 UTC: 1405'], 'users'),
    refusal('25:00 db', '`25:00` is no time of day', ['2026-11-20 15:00 UTC']),
    refusal('03/04 10:00 db', '`03/04 10:00` can be 3 April or 4 March', [
      '2026-04-03 10:00 UTC-04:00',
      '2026-03-04 10:00 UTC-04:00',
    ]),
  ]);
  group('a zone that the comment names and that is several', namedBst, [
    refusal('14:05 db', '`BST` is the name of several zones, and `14:05` is in it', [
      '14:05 Europe/London',
      '14:05 Asia/Dhaka',
    ]),
    refusal('14:05–14:20 db', '`BST` is the name of several zones, and `14:05–14:20` is in it', [
      '14:05–14:20 Europe/London',
      '14:05–14:20 Asia/Dhaka',
    ]),
    time('14:05 UTC db', '2026-11-20 14:05'),
    refusal(
      '2026-11-20 14:05 (approx) db',
      '`BST` is the name of several zones, and `2026-11-20 14:05 (approx)` is in it',
      ['2026-11-20 14:05 Europe/London (approx)', '2026-11-20 14:05 Asia/Dhaka (approx)'],
    ),
    time('-15m db', '2026-11-20 14:45'),
    refusal('1405 users', '`1405` can be a clock or a number', ['2026-11-20 15:00 UTC: 1405'], 'users'),
    words('words'),
  ]);
  group('from a discovery that is not noted', undiscovered, [
    refusal('T+12m db', '`T+12m` counts from the discovery, and none is noted yet', ['2026-11-20 15:00']),
    refusal('T-72h db', '`T-72h` counts from the discovery, and none is noted yet', ['2026-11-20 15:00']),
    refusal('T+0 db', '`T+0` counts from the discovery, and none is noted yet', ['2026-11-20 15:00']),
  ]);
  group('a zone in words', utc, [
    refusal('2:05 PM Pacific db', '`2:05 PM Pacific` names a zone in words, or the words begin there', [
      '2:05 PM US/Pacific',
      '2:05 PM: Pacific',
    ]),
    refusal('2:05 PM Eastern Time db', '`2:05 PM Eastern Time` names a zone in words, or the words begin there', [
      '2:05 PM US/Eastern',
      '2:05 PM: Eastern Time',
    ]),
    refusal('2:05 PM (Pacific): db', '`2:05 PM (Pacific)` names a zone in words, or the words begin there', [
      '2:05 PM US/Pacific',
      '2:05 PM: (Pacific)',
    ]),
    refusal('14:05 local time db', '`14:05 local time` names a zone in words, or the words begin there', [
      '14:05: local time',
    ]),
    refusal('14:05 local: db', '`14:05 local` names a zone in words, or the words begin there', ['14:05: local']),
    refusal('14:05 Berlin time db', '`14:05 Berlin time` names a zone in words, or the words begin there', [
      '14:05 Europe/Berlin',
      '14:05: Berlin time',
    ]),
    time('14:05 local disk full', '2026-11-20 14:05', 'local disk full'),
    time('14:05 central db down', '2026-11-20 14:05', 'central db down'),
    time('14:05 response time is up', '2026-11-20 14:05', 'response time is up'),
    time('14:05 Response time is up', '2026-11-20 14:05', 'Response time is up'),
  ]);
  group('two times, or a day that is only counted', utc, [
    refusal('14:05 14:20 db', '`14:05 14:20` can be read in two ways', ['2026-11-20 15:00']),
    refusal('14:05 (+1) db', '`14:05 (+1)` can be read in two ways', ['2026-11-20 15:00']),
    refusal('14:05 +1 day db', '`14:05 +1 day` can be read in two ways', ['2026-11-20 15:00']),
    refusal('11.20 14:05 db', '`11.20 14:05` can be read in two ways', ['2026-11-20 15:00']),
    refusal('D+1 14:05 db', '`D+1 14:05` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('Day 2, 14:05 db', '`Day 2, 14:05` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('Week 3 14:05 db', '`Week 3 14:05` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('20 novembre 14:05 db', '`20 novembre 14:05` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('2026-W47-5 14:05 db', '`2026-W47-5 14:05` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('2026-324 14:05 db', '`2026-324 14:05` cannot be read for certain', ['2026-11-20 15:00']),
    refusal('5 min later db', '`5 min` says how long, not when', ['2026-11-20 15:00: 5 min'], 'later db'),
    refusal('+5 min db', '`+5 min` cannot be read for certain', ['2026-11-20 15:00: +5 min']),
  ]);
  group('times as programs write them', utc, [
    time('11/20/2026, 2:05:30 PM db', '2026-11-20 14:05'),
    time('20/11/2026, 14:05:30 db', '2026-11-20 14:05'),
    time('2026-11-20 14:05:00 UTC db', '2026-11-20 14:05'),
    time('[2026-11-20 14:05:00] db', '2026-11-20 14:05'),
    time('2026-11-20 14:05:00,123 INFO db', '2026-11-20 14:05', 'INFO db'),
    time('[2026-11-20T14:05:00.123456Z] db', '2026-11-20 14:05'),
    time('Fri Nov 20 2026 14:05:00 GMT+0000 db', '2026-11-20 14:05'),
    time('Nov 20 14:05:26 localhost kernel', '2026-11-20 14:05', 'localhost kernel'),
    time('2026-11-20T14:05:00Z - 2026-11-20T14:20:00Z db', '2026-11-20 14:05 to 2026-11-20 14:20'),
    time('15 min. ago db', '2026-11-20 14:45'),
    time('c. 14:05 db', '~2026-11-20 14:05'),
  ]);
});

describe('the table', () => {
  it('has more than 300 rows, half of them refusals or traps', () => {
    const plain = rows.filter(({ means }) => means !== 'words' && 'at' in means && means.rest === 'db');
    expect(rows.length).toBeGreaterThan(300);
    expect(plain.length).toBeLessThan(rows.length / 2);
  });

  it('has no row twice', () => {
    expect(new Set(rows.map(({ text, context }) => JSON.stringify([text, context]))).size).toBe(rows.length);
  });
});

describe('what a refusal suggests', () => {
  const refusals = rows.flatMap(({ text, means, context }) =>
    means !== 'words' && 'refused' in means ? [{ text, ...means, context }] : [],
  );

  it.each(refusals)('is read as it stands: $text', ({ instead, rest, context }) => {
    expect(instead.length).toBeGreaterThanOrEqual(1);
    expect(instead.length).toBeLessThanOrEqual(2);
    for (const start of instead) {
      const alone = readWhen(start, context);
      const whole = readWhen(`${start} ${rest}`, context);
      if ('refused' in alone || 'refused' in whole) throw new Error(`${start} is refused`);
      expect(whole).toMatchObject({ at: alone.at, typed: alone.typed });
      expect(whole.typed).not.toBe('');
    }
  });

  it.each(refusals)('means what it says: $text', ({ instead, context }) => {
    for (const start of instead) {
      const full = /^(\d{4}-\d{2}-\d{2}) ~?(\d{2}:\d{2})(?= UTC|:|$)(?! UTC[+-])/.exec(start);
      const said = full && Date.parse(`${full[1]}T${full[2]}:00Z`);
      const isUtc = context.zone === 'UTC' || start.includes(' UTC');
      if (said && isUtc) expect(readWhen(start, context)).toMatchObject({ at: said });
    }
  });

  it.each(refusals)('differs from the other: $text', ({ instead, rest, context }) => {
    const lines = instead.map((start) => meaning(`${start} ${rest}`, context));
    expect(new Set(lines.map((line) => JSON.stringify(line))).size).toBe(lines.length);
  });

  it.each(refusals.filter(({ text }) => text.endsWith(' db')))('keeps the words: $text', ({ instead, rest }) => {
    for (const start of instead) expect(`${start} ${rest}`).toMatch(/ db$/);
  });
});
