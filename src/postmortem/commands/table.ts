/**
 * Every command, one row each: how it is written, what it does, and how it is read. `/postmortem help`, the README and the tests come from
 * these rows. All of them need triage or more.
 */
import { type Entry, milestones, type Refusal, readEntry } from '../timeline/entry.ts';

export type Command =
  | { readonly name: 'entry'; readonly entry: Entry }
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
  /** @param reference when the comment was written, epoch milliseconds */
  readonly read: (args: string, reference: number) => Command | Refusal;
}

const longestTitle = 256;

export const commandTable: readonly CommandRow[] = [
  {
    name: 'timeline',
    aliases: ['tl'],
    usage: '/timeline [when] [kind:] text',
    does: `Notes a moment. Kinds: deploy, config, discovery, comms, action, note; and the moments ${milestones.join(', ')}. Without a time it is the comment's own.`,
    examples: [
      '/timeline 14:05 db refuses connections',
      '/timeline comms: status page updated',
      '/timeline 2026-11-18 16:20 config: pool raised',
    ],
    read: (args, reference) => asCommand(readEntry(args, reference)),
  },
  {
    name: 'over',
    aliases: [],
    usage: '/over [when] [text]',
    does: 'Declares the incident over: short for `/timeline [when] over: text`. The parts for the review arrive.',
    examples: ['/over', '/over 15:30 error rate normal for 45 minutes'],
    read: (args, reference) => asCommand(readEntry(args, reference, 'over')),
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
