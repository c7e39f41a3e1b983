/**
 * Every command, one row each: how it is written, what it does, and how it is read. `/postmortem help`, the README and the tests come from
 * these rows. All of them need triage or more.
 */
import { type Entry, type Refusal, readEntry } from '../timeline/entry.ts';
import { kinds, milestones } from '../timeline/kinds.ts';
import type { TimeContext } from '../timeline/when.ts';

export type Command =
  | { readonly name: 'entry'; readonly entry: Entry }
  /** Makes another comment an entry at its own time. */
  | { readonly name: 'promote'; readonly comment: string }
  | { readonly name: 'restore' }
  | { readonly name: 'measure'; readonly title: string }
  | { readonly name: 'adopt'; readonly number: number }
  | { readonly name: 'open' }
  | { readonly name: 'help' };

export interface CommandRow {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Words behind the name that belong to it, as in `/postmortem open`. */
  readonly sub?: string;
  readonly usage: string;
  readonly does: string;
  readonly examples: readonly string[];
  readonly read: (args: string, context: TimeContext) => Command | Refusal;
}

const longestTitle = 256;

export const commandTable: readonly CommandRow[] = [
  {
    name: 'timeline',
    aliases: ['tl'],
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
    usage: '/over [when] [text]',
    does: 'Declares the incident over: short for `/timeline [when] over: text`. The parts for the review arrive.',
    examples: ['/over', '/over 15:30 error rate normal for 45 minutes'],
    read: (args, context) => asCommand(readEntry(args, context, 'over')),
  },
  {
    name: 'measure',
    aliases: [],
    usage: '/measure text, or /measure #45',
    does: 'Proposes a preventative measure as an issue of its own, or takes an existing issue for one.',
    examples: ['/measure Alert on replica lag', '/measure #45'],
    read: readMeasure,
  },
  {
    name: 'postmortem',
    aliases: [],
    sub: 'open',
    usage: '/postmortem open',
    does: 'Opens the postmortem of this issue when the label alone did not.',
    examples: ['/postmortem open'],
    read: () => ({ name: 'open' }),
  },
  {
    name: 'postmortem',
    aliases: [],
    sub: 'restore',
    usage: '/postmortem restore',
    does: 'Brings back the rows of the timeline that somebody removed by hand.',
    examples: ['/postmortem restore'],
    read: () => ({ name: 'restore' }),
  },
  {
    name: 'postmortem',
    aliases: [],
    sub: 'help',
    usage: '/postmortem help',
    does: 'Shows this table.',
    examples: ['/postmortem help'],
    read: () => ({ name: 'help' }),
  },
];

function asCommand(entry: Entry | Refusal): Command | Refusal {
  return 'refused' in entry ? entry : { name: 'entry', entry };
}

/** The link of a comment, and nothing else. */
function readPromotion(args: string): Command | undefined {
  const comment = /^<?https?:\/\/\S+#issuecomment-(\d+)>?$/.exec(args.trim())?.[1];
  return comment === undefined ? undefined : { name: 'promote', comment };
}

function readMeasure(args: string): Command | Refusal {
  const adopted = /^#(\d{1,9})\s*$/.exec(args);
  if (adopted?.[1]) return { name: 'adopt', number: Number(adopted[1]) };
  const title = args.replace(/\s+/g, ' ').trim();
  if (title === '') return { refused: 'it names no measure', instead: ['/measure what would make this less likely'] };
  if (title.length > longestTitle) {
    return {
      refused: `a title has room for ${longestTitle} characters and this has ${title.length}`,
      instead: ['/measure the change in a few words, and the rest on its own issue'],
    };
  }
  return { name: 'measure', title };
}
