/**
 * Every command, one row each: how it is written, what it does, and how it is read. `/postmortem help`, the README and the tests come from
 * these rows. All of them need triage or more.
 */

import { rules } from '../checks/rules.ts';
import type { SectionId } from '../document/sections.ts';
import { code, cut, oneLine } from '../markdown/inline.ts';
import type { Proposal } from '../measures/measure.ts';
import type { Said } from '../measures/record.ts';
import { readTerms, type Terms } from '../measures/terms.ts';
import { near } from '../near.ts';
import type { CalendarDay } from '../timeline/date-words.ts';
import { dayOf } from '../timeline/days.ts';
import { type Entry, type Refusal, readEntry } from '../timeline/entry.ts';
import { kinds, milestones } from '../timeline/kinds.ts';
import type { TimeContext } from '../timeline/when.ts';

export type Command =
  | { readonly name: 'entry'; readonly entry: Entry }
  /** Makes another comment an entry at its own time. */
  | { readonly name: 'promote'; readonly comment: string }
  /** A paragraph of a section, or an item of its list. */
  | { readonly name: 'passage'; readonly section: SectionId; readonly text: string; readonly isItem: boolean }
  | { readonly name: 'restore' }
  /** Silences one rule of the checks in this postmortem. */
  | { readonly name: 'mute'; readonly rule: string; readonly why: string }
  | ({ readonly name: 'measure' } & Proposal)
  | MeasureCommand
  /** In the repository where it was said, unless it names one. */
  | { readonly name: 'adopt'; readonly repo: string | undefined; readonly number: number }
  | { readonly name: 'open' }
  /** `repo` only where one is named */
  | { readonly name: 'join'; readonly repo: string | undefined; readonly number: number }
  | { readonly name: 'not needed'; readonly why: string }
  | { readonly name: 'help' };

/** On the issue of a measure. */
export type MeasureCommand =
  | { readonly name: 'accept'; readonly terms: Terms }
  | { readonly name: 'say'; readonly of: Said['of']; readonly why: string };

/** An issue without a postmortem; an incident with its postmortem; the issue of a measure. */
export type CommandPlace = 'issue' | 'case' | 'measure';

export interface CommandRow {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Words behind the name that belong to it, as in `/postmortem open`. */
  readonly sub?: string;
  /** What the lines below it are taken for, where it stands alone. */
  readonly below?: { readonly takes: 'entries' } | { readonly takes: 'text'; readonly isList: boolean };
  /** Where its text goes. */
  readonly section?: SectionId;
  /** Where it can be used. */
  readonly places: readonly CommandPlace[];
  readonly usage: string;
  readonly does: string;
  readonly examples: readonly string[];
  readonly read: (args: string, context: TimeContext) => Command | Refusal;
}

const longestTitle = 256;
const longestWhy = 500;

export const commandTable: readonly CommandRow[] = [
  {
    name: 'timeline',
    aliases: ['tl'],
    below: { takes: 'entries' },
    places: ['case'],
    usage: '/timeline [when] [kind:] text',
    does: `Notes a moment. Times as you would write them; without one it is the comment's own. Kinds: ${kinds.join(', ')}; and the moments ${milestones.join(', ')}. Alone on its line it takes the lines below, or a pasted table; with the link of a comment it takes that comment.`,
    examples: [
      '/timeline 14:05 db refuses connections',
      '/timeline -15m comms: status page updated',
      '/timeline 18 Nov 16:20 CET config: pool raised',
    ],
    read: (args, context) => readPromotion(args) ?? asCommand(readEntry(args, context)),
  },
  {
    name: 'over',
    aliases: [],
    places: ['case'],
    usage: '/over [when] [text]',
    does: 'Declares the incident over: short for `/timeline [when] over: text`. The parts for the review arrive.',
    examples: ['/over', '/over 15:30 error rate normal for 45 minutes'],
    read: (args, context) => asCommand(readEntry(args, context, 'over')),
  },
  textRow({
    name: 'summary',
    section: 'summary',
    does: 'Adds a paragraph to the Summary.',
    example: '/summary Customers could not pay by card for 50 minutes.',
  }),
  textRow({
    name: 'impact',
    section: 'impact',
    does: 'Adds a paragraph to the Impact.',
    example: '/impact About 1,100 card payments failed. Nobody was charged twice.',
  }),
  textRow({
    name: 'apology',
    section: 'apology',
    does: 'Adds a paragraph to the Apology.',
    example: '/apology We are sorry that people could not pay, an hour before the sale ended.',
  }),
  textRow({
    name: 'factor',
    section: 'factors',
    isList: true,
    usage: '/factor [root cause:] text [seen before in #140]',
    does: 'Adds a contributing factor, numbered **F1**, **F2** and so on. `root cause:` in front is a mark and never required.',
    example: '/factor The limit was known to two teams and written down nowhere.',
  }),
  textRow({
    name: 'resolution',
    section: 'resolution',
    does: 'Adds a paragraph to the Resolution.',
    example: '/resolution We went back to eight servers, which freed connections at once.',
  }),
  textRow({
    name: 'lesson',
    section: 'lessons',
    isList: true,
    does: 'Adds a lesson: what went well, where you were lucky, what surprised you.',
    example: '/lesson Scaling back is one command and took four minutes.',
  }),
  textRow({
    name: 'artifact',
    section: 'artifacts',
    isList: true,
    does: 'Adds a link or a picture to the Artifacts.',
    example: '/artifact [Payments dashboard](https://grafana.example.com/d/pay)',
  }),
  {
    name: 'measure',
    aliases: [],
    below: { takes: 'text', isList: true },
    places: ['case'],
    usage: '/measure [P1] text [@ann] [by 4 December] [for F2], or /measure #45',
    does: 'Proposes a preventative measure as an issue of its own, with priority, owner, date, and the factor it answers, as far as you know them; or takes an existing issue for one. Alone on its line it takes the lines below, each as a measure.',
    examples: [
      '/measure Alert on replica lag',
      '/measure P1 Refuse a deploy over the limit @ann by +30d for F1',
      '/measure #45',
    ],
    read: (args, context) => readMeasure(args, dayOf(context.reference, context.zone)),
  },
  {
    name: 'accept',
    aliases: [],
    places: ['measure'],
    usage: '/accept [P1] [@ann] [by 4 December]',
    does: "On a measure's own issue: it is taken on, with priority, owner and date. Again to change them.",
    examples: ['/accept P1 @ann by 4 December', '/accept', '/accept by +30d'],
    read: (args, context) => readAccept(args, dayOf(context.reference, context.zone)),
  },
  sayRow({
    name: 'decline',
    of: 'declined',
    does: "On a measure's own issue: closes it as not planned. The reason stands in the postmortem.",
    missing: 'it gives no reason, and the next reader will ask for one',
    example: '/decline it moves the cliff, it does not remove it',
  }),
  sayRow({
    name: 'worked',
    of: 'worked',
    does: "On a measure's own issue, or with its number on the postmortem: it held when it was needed. Say what you saw; closes it if it is open.",
    missing: 'it does not say what you saw',
    example: '/worked a deploy over the limit was refused on staging',
  }),
  sayRow({
    name: 'failed',
    of: 'failed',
    does: "On a measure's own issue, or with its number on the postmortem: it did not hold. Say what happened; reopens it if it is closed.",
    missing: 'it does not say what happened',
    example: '/failed the limit was reached again',
  }),
  {
    name: 'postmortem',
    aliases: [],
    sub: 'open',
    places: ['issue'],
    usage: '/postmortem open',
    does: 'Opens the postmortem of this issue when the label alone did not.',
    examples: ['/postmortem open'],
    read: () => ({ name: 'open' }),
  },
  {
    name: 'postmortem',
    aliases: [],
    sub: 'not-needed',
    places: ['issue', 'case'],
    usage: '/postmortem not-needed why',
    does: 'Closes the postmortem as not planned and keeps the reason, also in the index. Reopen it to write it after all.',
    examples: ['/postmortem not-needed the alert was part of a drill'],
    read: readNotNeeded,
  },
  {
    name: 'postmortem',
    aliases: [],
    sub: 'join',
    places: ['issue', 'case'],
    usage: '/postmortem join #213',
    does: 'Keeps the record of this incident in the postmortem of another one, by the number or the link of either; what was noted here appears there. Delete the comment to part them again. Closing an incident as a duplicate of the other does the same.',
    examples: ['/postmortem join #213'],
    read: readJoin,
  },
  {
    name: 'postmortem',
    aliases: [],
    sub: 'restore',
    places: ['case'],
    usage: '/postmortem restore',
    does: 'Brings back the rows of the timeline that somebody removed by hand.',
    examples: ['/postmortem restore'],
    read: () => ({ name: 'restore' }),
  },
  {
    name: 'postmortem',
    aliases: [],
    sub: 'mute',
    places: ['case'],
    usage: '/postmortem mute rule why',
    does: 'Silences one rule for this postmortem, by the name that stands behind its findings; the reason stays visible. Delete the comment to hear of it again.',
    examples: ['/postmortem mute impact-no-number nobody counted, and the logs are gone'],
    read: readMute,
  },
  {
    name: 'postmortem',
    aliases: [],
    sub: 'help',
    places: ['issue', 'case', 'measure'],
    usage: '/postmortem help',
    does: 'Shows what can be used where you ask.',
    examples: ['/postmortem help'],
    read: () => ({ name: 'help' }),
  },
];

function asCommand(entry: Entry | Refusal): Command | Refusal {
  return 'refused' in entry ? entry : { name: 'entry', entry };
}

/** Longest paragraph or item, in UTF-16 units; a longer story belongs in a comment of its own. */
const longestText = 4000;

function textRow(row: {
  readonly name: string;
  readonly section: SectionId;
  readonly isList?: true;
  readonly usage?: string;
  readonly does: string;
  readonly example: string;
}): CommandRow {
  const isList = row.isList ?? false;
  return {
    name: row.name,
    aliases: isList ? [`${row.name}s`] : [],
    below: { takes: 'text', isList },
    section: row.section,
    places: ['case'],
    usage: row.usage ?? `/${row.name} text`,
    does: `${row.does} Alone on its line it takes the lines below${isList ? ', each as an item' : ''}.`,
    examples: [row.example],
    read: (args) => readText(oneLine(args), row.section, isList, row.example),
  };
}

function readText(text: string, section: SectionId, isItem: boolean, example: string): Command | Refusal {
  if (text === '')
    return { refused: 'it says nothing. Write the text behind it, or on the lines below', instead: [example] };
  if (text.length <= longestText) return { name: 'passage', section, text, isItem };
  return {
    refused: `its text has ${text.length} characters and one paragraph has room for ${longestText}. Part it with blank lines, below a command that stands alone`,
    instead: [],
  };
}

/** The link of a comment, and nothing else. */
function readPromotion(args: string): Command | undefined {
  const comment = /^<?https?:\/\/\S+#issuecomment-(\d+)>?$/.exec(args.trim())?.[1];
  return comment === undefined ? undefined : { name: 'promote', comment };
}

function readNotNeeded(args: string): Command | Refusal {
  const why = oneLine(args);
  if (why === '') {
    return {
      refused: 'it gives no reason, and whoever finds it closed will ask for one',
      instead: ['/postmortem not-needed the alert was part of a drill'],
    };
  }
  if (why.length > longestTitle) {
    return { refused: `a reason has room for ${longestTitle} characters and this has ${why.length}`, instead: [] };
  }
  return { name: 'not needed', why };
}

function readJoin(args: string): Command | Refusal {
  const [, repo, number] =
    /^<?(?:https?:\/\/[^\s/]{1,253}\/)?([\w-]{1,39}\/[\w.-]{1,100})?(?:#|\/issues\/)(\d{1,9})(?:#issuecomment-\d+)?>?\.?$/.exec(
      args.trim(),
    ) ?? [];
  if (number !== undefined) return { name: 'join', repo, number: Number(number) };
  return {
    refused: args.trim() === '' ? 'it names no postmortem' : `${code(cut(oneLine(args), 60))} is no number of an issue`,
    instead: ['/postmortem join #213'],
  };
}

function readMute(args: string): Command | Refusal {
  const [, typed = '', why = ''] = /^`?([^\s`:]*)`?:?\s*(.*)$/s.exec(oneLine(args)) ?? [];
  const ids = rules.map((one) => one.id);
  const rule = ids.find((id) => id === typed.toLowerCase());
  if (!rule) {
    const meant = near(typed, ids) ?? ids.find((id) => id.includes(typed.toLowerCase()) && typed.length > 2);
    return {
      refused: typed === '' ? 'it names no rule' : `there is no rule ${code(cut(typed, 60))}`,
      instead: [`/postmortem mute ${meant ?? 'impact-no-number'} ${why || 'why it does not help here'}`],
    };
  }
  if (why === '')
    return {
      refused: 'it gives no reason, and the next reader will ask for one',
      instead: [`/postmortem mute ${rule} why it does not help here`],
    };
  if (why.length > longestTitle) {
    return { refused: `a reason has room for ${longestTitle} characters and this has ${why.length}`, instead: [] };
  }
  return { name: 'mute', rule, why };
}

function readAccept(args: string, today: CalendarDay): Command | Refusal {
  const text = oneLine(args);
  const read = readTerms(text, today);
  if ('refused' in read) return { ...read, instead: read.instead.map((line) => `/accept ${line}`) };
  const { rest, terms, answers } = read;
  if (rest === '' && answers.length === 0) return { name: 'accept', terms };
  return {
    refused: `${code(cut(text, 60))} is not only a priority, an owner and a date`,
    instead: ['/accept P1 @ann by +30d'],
  };
}

function sayRow(row: {
  readonly name: string;
  readonly of: Said['of'];
  readonly does: string;
  readonly missing: string;
  readonly example: string;
}): CommandRow {
  const { name, of, does, missing, example } = row;
  return {
    name,
    aliases: [],
    places: of === 'declined' ? ['measure'] : ['case', 'measure'],
    usage: `/${name} ${of === 'declined' ? '' : '[#217] '}${of === 'worked' ? 'evidence' : 'why'}`,
    does,
    examples: [example],
    read: (args) => {
      const why = oneLine(args);
      if (why === '') return { refused: missing, instead: [example] };
      if (why.length <= longestWhy) return { name: 'say', of, why };
      return {
        refused: `there is room for ${longestWhy} characters and this has ${why.length}. Put the rest below it, behind an empty line`,
        instead: [],
      };
    },
  };
}

function readMeasure(args: string, today: CalendarDay): Command | Refusal {
  const [, repo, number] = /^([\w-]{1,39}\/[\w.-]{1,100})?#(\d{1,9})\s*$/.exec(args) ?? [];
  if (number) return { name: 'adopt', repo, number: Number(number) };
  const read = readTerms(oneLine(args), today);
  if ('refused' in read) return { ...read, instead: read.instead.map((line) => `/measure ${line}`) };
  const { rest: title, terms, answers } = read;
  if (title === '') return { refused: 'it names no measure', instead: ['/measure what would make this less likely'] };
  if (title.length > longestTitle) {
    return {
      refused: `a title has room for ${longestTitle} characters and this has ${title.length}`,
      instead: ['/measure the change in a few words, and the rest on its own issue'],
    };
  }
  return { name: 'measure', title, terms, answers };
}
