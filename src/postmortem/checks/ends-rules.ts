/** A timeline has to have a beginning and an end, in this order. One of these is asked for at a time. */
import type { Rule } from './rule.ts';

const section = 'timeline';
const level = 'error';
const guide =
  'the 18F guide: beginning at the time the incident was discovered and ending at the point the incident was declared over';
const sayDiscovered = 'Comment `/timeline 14:02 discovered:`, with the time and how you came to know.';
const sayOver = 'When it is over, comment `/over` and what told you so.';
const mendTime = 'Edit the comment of the entry whose time is wrong.';

export const endsRules: readonly Rule[] = [
  {
    id: 'timeline-no-discovery',
    level,
    section,
    why: 'The guide begins the timeline where the incident was discovered.',
    source: guide,
    fires: ['14:11 discovery: the database refuses connections', '15:30 over: quiet'],
    quiet: ['14:02 discovered: calls', '15:30 over: quiet'],
    remedy: sayDiscovered,
    find: ({ due, ends }) =>
      due.includes(section) && ends.discovered === undefined
        ? [{ text: `does not say when it was noticed. ${sayDiscovered}`, short: 'no discovery' }]
        : [],
  },
  {
    id: 'timeline-no-over',
    level,
    section,
    why: 'The guide ends the timeline where the incident was declared over.',
    source: guide,
    fires: ['14:02 discovered: calls', '14:38 mitigated: switched back'],
    quiet: ['14:02 discovered: calls', '15:30 over: quiet'],
    remedy: sayOver,
    find: ({ due, ends }) =>
      due.includes(section) && ends.discovered !== undefined && ends.over === undefined
        ? [{ text: `has no end. ${sayOver}`, short: 'not declared over' }]
        : [],
  },
  {
    id: 'timeline-over-first',
    level,
    section,
    why: 'Nothing is over before it is noticed: one of the two times is wrong, and every duration with it.',
    source: guide,
    fires: ['13:50 over: quiet', '14:02 discovered: calls'],
    quiet: ['14:02 discovered: calls', '15:30 over: quiet'],
    remedy: mendTime,
    find: ({ due, ends: { discovered, over } }) =>
      due.includes(section) && discovered !== undefined && over !== undefined && over < discovered
        ? [{ text: `ends before it was noticed. ${mendTime}`, short: 'over before discovered' }]
        : [],
  },
];
