/** What is worth a look in a timeline, though nothing is missing: times that contradict each other, and what is left out first. */
import type { Milestone } from '../timeline/kinds.ts';
import { span } from '../timeline/time-words.ts';
import type { Noted, Rule } from './rule.ts';

/** A row of the table of rules that looks at the rows of the timeline alone. */
interface TimelineRule extends Omit<Rule, 'section' | 'find'> {
  /** What is wrong in which row; the remedy follows. */
  readonly look: (rows: readonly Noted[]) => readonly (readonly [what: string, row: Noted | undefined])[];
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Longest silence during impact that needs no word. */
const longestSilenceMs = hourMs;
/** Time zones lie at most so far apart. */
const furthestZonesMs = 14 * hourMs;

const order: readonly Milestone[] = ['began', 'discovered', 'acknowledged', 'mitigated', 'over'];
const byPeople =
  /\b(?:customers?|clients?|users?|support|tickets?|complain\w*|calls?|calling|e-?mails?|tweets?|reported|reports? (?:by|from)|people|somebody|someone|colleagues?)\b/i;
const byMachine = /\b(?:alert|alarm|monitor\w*|paged?|pager\w*|probe|health check)\b/i;

const rows: readonly TimelineRule[] = [
  {
    id: 'timeline-after-over',
    level: 'warning',
    why: 'The guide ends the timeline where the incident is declared over.',
    source: 'the 18F guide: ending at the point the incident was declared over',
    fires: ['14:02 discovered: calls', '15:30 over: quiet', '15:45 action: servers restarted'],
    quiet: ['14:02 discovered: calls', '15:45 action: servers restarted', '16:00 over: quiet'],
    remedy: 'Was it over then? Edit the comment of the one that is wrong.',
    look: (all) => {
      const over = all.find((row) => row.milestone === 'over');
      const later = over ? all.filter((row) => row.at > over.at && row.milestone !== 'over') : [];
      if (!over || later.length === 0) return [];
      const what = later.length === 1 ? `an entry at ${later[0]?.clock}` : `${later.length} entries`;
      return [[`has ${what} after it was over at ${over.clock}.`, later[0]]];
    },
  },
  {
    id: 'timeline-order',
    level: 'warning',
    why: 'An incident begins, is discovered, mitigated and over, in this order; another order is a wrong time.',
    source:
      'the 18F guide: beginning at the time the incident was discovered and ending at the point it was declared over',
    fires: ['14:02 discovered: calls', '13:50 mitigated: switched back', '15:30 over: quiet'],
    quiet: ['13:48 began: errors', '14:02 discovered: calls', '14:38 mitigated: switched back', '15:30 over: quiet'],
    remedy: 'Edit the comment whose time is wrong.',
    look: (all) => {
      const first = order.flatMap((milestone) => all.find((row) => row.milestone === milestone) ?? []);
      return first.slice(1).flatMap((row, index) => {
        const before = first[index];
        if (!before || row.at >= before.at) return [];
        return [
          [`says ${row.milestone} at ${row.clock}, before ${before.milestone} at ${before.clock}.`, row] as const,
        ];
      });
    },
  },
  {
    id: 'timeline-twice',
    level: 'warning',
    why: 'Durations count from one moment to one moment.',
    source: 'the 18F guide: the time the incident was discovered, the point it was declared over',
    fires: ['14:02 discovered: calls', '14:10 discovered: alert', '15:30 over: quiet'],
    quiet: ['14:02 discovered: calls', '14:10 discovery: an alert says so as well', '15:30 over: quiet'],
    remedy: 'Keep the one that counts, and edit the other into a plain entry.',
    look: (all) =>
      order.flatMap((milestone) => {
        const twins = all.filter((row) => row.milestone === milestone);
        if (twins.length < 2) return [];
        const clocks = twins.map((row) => row.clock).join(' and ');
        return [[`says ${milestone} more than once, at ${clocks}.`, twins[1]] as const];
      }),
  },
  {
    id: 'timeline-silence',
    level: 'hint',
    why: 'What was tried and did not help teaches most, and is left out first.',
    source: 'Etsy, Debriefing Facilitation Guide (2016)',
    fires: ['14:02 discovered: calls', '16:10 mitigated: switched back', '16:30 over: quiet'],
    quiet: [
      '14:02 discovered: calls',
      '14:40 action: restarted, no change',
      '15:20 mitigated: switched back',
      '17:30 over: quiet',
    ],
    remedy: 'How did it look in between, and what was tried?',
    look: (all) => {
      const discovered = all.find((row) => row.milestone === 'discovered');
      const end = all.find((row) => row.milestone === 'mitigated') ?? all.find((row) => row.milestone === 'over');
      if (!discovered || !end) return [];
      const during = all.filter((row) => row.at >= discovered.at && row.at <= end.at);
      return during.slice(1).flatMap((row, index) => {
        const before = during[index];
        if (!before || row.at - before.at <= longestSilenceMs) return [];
        return [[`has nothing from ${before.clock} to ${row.clock}, ${span(row.at - before.at)} of it.`, row] as const];
      });
    },
  },
  {
    id: 'timeline-zone-twin',
    level: 'warning',
    why: 'The same entry some whole hours apart is one entry in two time zones.',
    source: 'seen in timelines of teams that work in several time zones',
    fires: ['12:05 db refuses connections', '14:05 db refuses connections'],
    quiet: ['12:05 db refuses connections', '14:05 db refuses connections again'],
    remedy: 'Is it one moment in two time zones? Delete or edit one of the comments.',
    look: (all) => {
      const seen = new Map<string, Noted>();
      return all.flatMap((row) => {
        const words = row.words.toLowerCase().replace(/\W+/g, ' ').trim();
        const twin = seen.get(words);
        seen.set(words, row);
        const apart = twin ? row.at - twin.at : 0;
        if (!twin || words === '' || apart === 0 || apart % (hourMs / 2) !== 0 || apart > furthestZonesMs) return [];
        return [[`has the same entry at ${twin.clock} and at ${row.clock}.`, row] as const];
      });
    },
  },
  {
    id: 'timeline-no-comms',
    level: 'hint',
    why: 'The guide names client communications among the events of a timeline.',
    source: 'the 18F guide: deploys, configuration changes, key moments of discovery, client communications',
    fires: ['14:02 discovered: calls', '15:30 over: quiet'],
    quiet: ['14:02 discovered: calls', '14:20 comms: status page says so', '15:30 over: quiet'],
    remedy: 'If they were, comment `/timeline 14:20 comms:` and how.',
    look: (all) => {
      if (!all.some((row) => row.milestone === 'over') || all.some((row) => row.kind === 'comms')) return [];
      return [['does not say when those it hurt were told.', undefined]];
    },
  },
  {
    id: 'timeline-found-by-people',
    level: 'hint',
    why: 'An incident that people report first is one that no alert knows.',
    source: 'Google, Site Reliability Engineering (2016), chapter 15: a monitoring failure is reason for a postmortem',
    fires: ['14:02 discovered: three customers call'],
    quiet: ['14:02 discovered: the error alert fires'],
    remedy: 'How could an alert have told you? If one could, comment `/measure` and which.',
    look: (all) => {
      const row = all.find((one) => one.milestone === 'discovered');
      return row && byPeople.test(row.words) && !byMachine.test(row.words)
        ? [['says that people noticed first.', row]]
        : [];
    },
  },
  {
    id: 'timeline-approximate-end',
    level: 'hint',
    why: 'Durations are as exact as their two ends.',
    source: 'the 18F guide: the time the incident was discovered, the point it was declared over',
    fires: ['~14:02 discovered: calls', '15:30 over: quiet'],
    quiet: ['14:02 discovered: calls', '~14:30 action: restarted', '15:30 over: quiet'],
    remedy: 'If a chat or a log knows better, edit the comment.',
    look: (all) =>
      all
        .filter((row) => row.approximate && (row.milestone === 'discovered' || row.milestone === 'over'))
        .map((row) => [`gives ${row.milestone} as about ${row.clock}.`, row]),
  },
];

export const timelineRules: readonly Rule[] = rows.map(({ look, ...rule }) => ({
  ...rule,
  section: 'timeline',
  find: (seen) =>
    look(seen.rows).map(([what, row]) => ({
      text: `${what} ${rule.remedy}`,
      ...(row?.line === undefined ? {} : { line: row.line }),
    })),
}));
