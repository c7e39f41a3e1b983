/** What was to be filled in, and was not. */
import { sections } from '../document/sections.ts';
import { code } from '../markdown/inline.ts';
import { matchWhole, quote } from './phrases.ts';
import type { Block } from './prose.ts';
import type { Found, Rule, Seen } from './rule.ts';

const source = 'the 18F guide: easy to reference by the team and interested stakeholders';
const why = 'A reader cannot tell what is still to come from what nobody knows.';
const remedy = 'Fill it in, or say that it is not known.';

const clocks =
  /(?<![\w:])(?:HH:mm|HH:MM|hh:mm|XX:XX|xx:xx)(?![\w:])|(?<![\w/-])(?:YYYY[-/]MM[-/]DD|DD[-/.]MM[-/.]YYYY|MM[-/]DD[-/]YYYY|yyyy-mm-dd)(?![\w/-])/g;
const marks = /(?<!\b(?:an?|the|this|that|our|any|as|of) )(?<![\w#/-])(?:TODO|TBD|TBC|TBA|FIXME|XXX)(?![\w/-])/g;
const brackets =
  /\[(?:insert|describe|enter|fill in|add|your|name|names|date|time|link|url|list|explain|who|what|when|how|n|x{1,10}|\.{3}|…|title|service|team|person|owner|number)(?: [^[\]\n]{1,80})?\](?![([:])|\{\{[^{}\n]{1,80}\}\}/gi;
const isFormat = /\b(?:formats?|formatted|times? (?:are|is|in)|all times|written as)\b/i;

/** Measures are work to be done, and say so; and so does a heading above a list of work. */
const isWork = (block: Block) => block.section === 'measures' || block.kind === 'heading';

export const leftOverRules: readonly Rule[] = [
  {
    id: 'left-over-mark',
    level: 'warning',
    section: 'summary',
    why,
    source,
    fires: ['Cards could not be charged. TODO: how many?'],
    quiet: ['The code had a TODO in it, and `TBD` is a state of the order.'],
    remedy,
    find: (seen) => findIn(seen, marks, (block) => !isWork(block)),
    says,
  },
  {
    id: 'left-over-time',
    level: 'warning',
    section: 'impact',
    why,
    source,
    fires: ['From HH:mm to 15:30 nobody could pay.'],
    quiet: ['All times are written as HH:mm in UTC.'],
    remedy,
    find: (seen) => findIn(seen, clocks, (block) => !isFormat.test(block.text)),
    says,
  },
  {
    id: 'left-over-placeholder',
    level: 'warning',
    section: 'summary',
    why,
    source,
    fires: ['Customers of <name of the service> could not log in.'],
    quiet: ['Customers of `<name>` could not log in.<br>It took an hour.'],
    remedy,
    find: (seen) => [
      ...seen.prose().oddTags.map(({ text, at, passage }) => ({
        text: says(text),
        at,
        sentence: passage,
        words: text,
      })),
      ...findIn(seen, brackets, () => true),
    ],
    says,
  },
  {
    id: 'left-over-prompt',
    level: 'warning',
    section: 'impact',
    why,
    source,
    fires: [
      'A rough number beats none. How do people notice it, how many, since when? A rough number beats none.',
      'Many could not pay.',
    ],
    quiet: [
      '<!-- How do people notice it, how many, since when? A rough number beats none. -->',
      'Many could not pay.',
    ],
    remedy: 'Take the question out.',
    find: ({ prose }) =>
      prose().blocks.flatMap((block) =>
        sections
          .filter(({ prompt }) => block.text.includes(prompt))
          .map(({ prompt }) => ({
            text: `still has its question, ${quote(prompt)}. Take the question out.`,
            at: block.offsetOf(block.text.indexOf(prompt)),
            words: prompt,
          })),
      ),
  },
];

function findIn({ prose }: Seen, pattern: RegExp, isAsked: (block: Block) => boolean): Found[] {
  return prose()
    .blocks.filter((block) => block.kind !== 'head cell' && isAsked(block))
    .flatMap((block) =>
      matchWhole(block, pattern).map(({ words, index }) => ({
        text: says(words),
        at: block.offsetOf(index),
        sentence: block.offsetOf(0),
        words,
      })),
    );
}

function says(words: string): string {
  return `still has ${code(words)}. ${remedy}`;
}
