/**
 * What a timeline lacks, and what is worth a look in it: one row holds all of a rule, with an example that it finds and one that it leaves alone. Only
 * errors keep a postmortem from being complete.
 */
import type { Kind, Milestone } from '../timeline/kinds.ts';
import { span } from '../timeline/time-words.ts';

/** A row of the timeline as the rules see it. */
export interface Noted {
  readonly at: number;
  /** As it stands in the list: `14:05`. */
  readonly clock: string;
  readonly approximate: boolean;
  readonly kind: Kind | undefined;
  readonly milestone: Milestone | undefined;
  readonly words: string;
}

export interface TimelineRule {
  readonly id: string;
  readonly level: 'error' | 'warning' | 'hint';
  readonly why: string;
  /** Rows as they would be typed, on one day. */
  readonly fires: readonly string[];
  readonly quiet: readonly string[];
  /** Sentences for people: what, where, and the remedy. */
  readonly find: (rows: readonly Noted[]) => readonly string[];
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Longest silence during impact that needs no word. */
const longestSilenceMs = hourMs;

const order: readonly Milestone[] = ['began', 'discovered', 'acknowledged', 'mitigated', 'over'];

export const noDiscovery =
  'does not say when it was noticed. Comment `/timeline 14:02 discovered:`, with the time and how you came to know.';
export const noOver = 'has no end. When it is over, comment `/timeline over:` and what told you so.';

export const timelineRules: readonly TimelineRule[] = [
  {
    id: 'timeline-no-discovery',
    level: 'error',
    why: 'The guide begins the timeline where the incident was discovered.',
    fires: ['14:11 discovery: the database refuses connections', '15:30 over: quiet'],
    quiet: ['14:02 discovered: calls', '15:30 over: quiet'],
    find: (rows) => (rows.length === 0 || rows.some((row) => row.milestone === 'discovered') ? [] : [noDiscovery]),
  },
  {
    id: 'timeline-no-over',
    level: 'error',
    why: 'The guide ends the timeline where the incident was declared over.',
    fires: ['14:02 discovered: calls', '14:38 mitigated: switched back'],
    quiet: ['14:02 discovered: calls', '15:30 over: quiet'],
    find: (rows) => (rows.length === 0 || rows.some((row) => row.milestone === 'over') ? [] : [noOver]),
  },
  {
    id: 'timeline-after-over',
    level: 'warning',
    why: 'The guide ends the timeline where the incident is declared over.',
    fires: ['14:02 discovered: calls', '15:30 over: quiet', '15:45 action: servers restarted'],
    quiet: ['14:02 discovered: calls', '15:45 action: servers restarted', '16:00 over: quiet'],
    find: (rows) => {
      const over = rows.find((row) => row.milestone === 'over');
      const later = over ? rows.filter((row) => row.at > over.at && row.milestone !== 'over') : [];
      if (!over || later.length === 0) return [];
      return [
        `has ${later.length === 1 ? `an entry at ${later[0]?.clock}` : `${later.length} entries`} after it was over at ${over.clock}. Was it over then? Edit the comment of the one that is wrong.`,
      ];
    },
  },
  {
    id: 'timeline-order',
    level: 'warning',
    why: 'An incident begins, is discovered, mitigated and over, in this order; another order is a wrong time.',
    fires: ['14:02 discovered: calls', '13:50 mitigated: switched back', '15:30 over: quiet'],
    quiet: ['13:48 began: errors', '14:02 discovered: calls', '14:38 mitigated: switched back', '15:30 over: quiet'],
    find: (rows) => {
      const first = order.flatMap((milestone) => rows.find((row) => row.milestone === milestone) ?? []);
      return first.slice(1).flatMap((row, index) => {
        const before = first[index];
        if (!before || row.at >= before.at) return [];
        return [
          `says ${row.milestone} at ${row.clock}, before ${before.milestone} at ${before.clock}. Edit the comment whose time is wrong.`,
        ];
      });
    },
  },
  {
    id: 'timeline-twice',
    level: 'warning',
    why: 'Durations count from one moment to one moment.',
    fires: ['14:02 discovered: calls', '14:10 discovered: alert', '15:30 over: quiet'],
    quiet: ['14:02 discovered: calls', '14:10 discovery: an alert says so as well', '15:30 over: quiet'],
    find: (rows) =>
      order.flatMap((milestone) => {
        const all = rows.filter((row) => row.milestone === milestone);
        if (all.length < 2) return [];
        return [
          `says ${milestone} more than once, at ${all.map((row) => row.clock).join(' and ')}. Keep the one that counts, and edit the other into a plain entry.`,
        ];
      }),
  },
  {
    id: 'timeline-silence',
    level: 'hint',
    why: 'What was tried and did not help teaches most, and is left out first.',
    fires: ['14:02 discovered: calls', '16:10 mitigated: switched back', '16:30 over: quiet'],
    quiet: [
      '14:02 discovered: calls',
      '14:40 action: restarted, no change',
      '15:20 mitigated: switched back',
      '17:30 over: quiet',
    ],
    find: (rows) => {
      const discovered = rows.find((row) => row.milestone === 'discovered');
      const end = rows.find((row) => row.milestone === 'mitigated') ?? rows.find((row) => row.milestone === 'over');
      if (!discovered || !end) return [];
      const during = rows.filter((row) => row.at >= discovered.at && row.at <= end.at);
      return during.slice(1).flatMap((row, index) => {
        const before = during[index];
        if (!before || row.at - before.at <= longestSilenceMs) return [];
        return [
          `has nothing from ${before.clock} to ${row.clock}, ${span(row.at - before.at)} of it. How did it look in between, and what was tried?`,
        ];
      });
    },
  },
  {
    id: 'timeline-zone-twin',
    level: 'warning',
    why: 'The same entry some whole hours apart is one entry in two time zones.',
    fires: ['12:05 db refuses connections', '14:05 db refuses connections'],
    quiet: ['12:05 db refuses connections', '14:05 db refuses connections again'],
    find: (rows) => {
      const seen = new Map<string, Noted>();
      return rows.flatMap((row) => {
        const words = row.words.toLowerCase().replace(/\W+/g, ' ').trim();
        const twin = seen.get(words);
        seen.set(words, row);
        const apart = twin ? row.at - twin.at : 0;
        if (!twin || words === '' || apart === 0 || apart % (hourMs / 2) !== 0 || apart > 14 * hourMs) return [];
        return [
          `has the same entry at ${twin.clock} and at ${row.clock}. Is it one moment in two time zones? Delete or edit one of the comments.`,
        ];
      });
    },
  },
  {
    id: 'timeline-no-comms',
    level: 'hint',
    why: 'The guide names client communications among the events of a timeline.',
    fires: ['14:02 discovered: calls', '15:30 over: quiet'],
    quiet: ['14:02 discovered: calls', '14:20 comms: status page says so', '15:30 over: quiet'],
    find: (rows) => {
      if (!rows.some((row) => row.milestone === 'over') || rows.some((row) => row.kind === 'comms')) return [];
      return ['does not say when those it hurt were told. If they were, comment `/timeline 14:20 comms:` and how.'];
    },
  },
  {
    id: 'timeline-found-by-people',
    level: 'hint',
    why: 'An incident that people report first is one that no alert knows.',
    fires: ['14:02 discovered: three customers call'],
    quiet: ['14:02 discovered: the error alert fires'],
    find: (rows) => {
      const row = rows.find((one) => one.milestone === 'discovered');
      if (
        !row ||
        !/\b(?:customers?|clients?|users?|support|tickets?|complain\w*|calls?|calling|e-?mails?|tweets?|reported|reports? (?:by|from)|people|somebody|someone|colleagues?)\b/i.test(
          row.words,
        )
      )
        return [];
      if (/\b(?:alert|alarm|monitor\w*|paged?|pager\w*|probe|health check)\b/i.test(row.words)) return [];
      return [
        'says that people noticed first. How could an alert have told you? If one could, comment `/measure` and which.',
      ];
    },
  },
  {
    id: 'timeline-approximate-end',
    level: 'hint',
    why: 'Durations are as exact as their two ends.',
    fires: ['~14:02 discovered: calls', '15:30 over: quiet'],
    quiet: ['14:02 discovered: calls', '~14:30 action: restarted', '15:30 over: quiet'],
    find: (rows) =>
      rows
        .filter((row) => row.approximate && (row.milestone === 'discovered' || row.milestone === 'over'))
        .map(
          (row) => `gives ${row.milestone} as about ${row.clock}. If a chat or a log knows better, edit the comment.`,
        ),
  },
];

/** What is worth a look, worst first; errors are said as what is missing. */
export function findInTimeline(
  rows: readonly Noted[],
): readonly { readonly rule: TimelineRule; readonly text: string }[] {
  return timelineRules
    .filter((rule) => rule.level !== 'error')
    .sort((a, b) => (a.level === b.level ? 0 : a.level === 'warning' ? -1 : 1))
    .flatMap((rule) => rule.find(rows).map((text) => ({ rule, text })));
}
