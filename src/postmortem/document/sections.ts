/**
 * The sections of a postmortem, in the order in which they stand: one row holds all that is known of a section, but for the words by which people
 * call it (see `names.ts`).
 */
import { headingWords } from './heading-words.ts';
import { meaningsOf } from './meaning.ts';

export type SectionId =
  | 'summary'
  | 'apology'
  | 'impact'
  | 'timeline'
  | 'factors'
  | 'resolution'
  | 'measures'
  | 'lessons'
  | 'detection'
  | 'communications'
  | 'artifacts';

export interface Section {
  readonly id: SectionId;
  readonly heading: string;
  /** Comes with the opening, or once it has been declared over; `never`: known where people write it, and not asked for. */
  readonly arrives: 'opening' | 'review' | 'never';
  readonly required: boolean;
  /** Hidden in the body, asked aloud in the status comment. */
  readonly prompt: string;
  /** Said while it is missing: what, and the remedy. */
  readonly missing: string;
  /** Stands above the prompt, for everybody to read. */
  readonly lead?: string;
}

export const primeDirective =
  '> Everyone did the best they could with what they knew at the time. We ask how it happened, never who. [Why](https://retrospectivewiki.org/index.php?title=The_Prime_Directive)';

export const sections: readonly Section[] = [
  {
    id: 'summary',
    heading: 'Summary',
    arrives: 'opening',
    required: true,
    prompt: 'How would you tell a customer what is happening? One or two sentences.',
    missing: 'is empty. One or two sentences that a customer would understand are enough.',
  },
  {
    id: 'apology',
    heading: 'Apology',
    arrives: 'review',
    required: true,
    prompt: 'How would you say sorry to those it hurt? Name them, and what they could not do.',
    missing: 'is empty. Say who was hurt and how: "We are sorry that people could not pay."',
  },
  {
    id: 'impact',
    heading: 'Impact',
    arrives: 'opening',
    required: true,
    prompt: 'How do people notice it, how many, since when? A rough number beats none.',
    missing: 'is empty. No number at hand? Say so, and why.',
  },
  {
    id: 'timeline',
    heading: 'Timeline',
    arrives: 'opening',
    required: true,
    prompt: 'How did it unfold, from the moment somebody noticed to the moment it was declared over?',
    missing: 'has no beginning or no end.',
  },
  {
    id: 'factors',
    heading: 'Contributing factors',
    arrives: 'review',
    required: true,
    prompt: 'How did each thing that helped it along come to be? One line for each; most incidents have several.',
    missing: 'is empty. Write one line for each thing that helped it along; how did it come to be?',
    lead: primeDirective,
  },
  {
    id: 'resolution',
    heading: 'Resolution',
    arrives: 'review',
    required: true,
    prompt: 'How did it end? What did you do, and how did you see that it worked?',
    missing: 'is empty. What did you do that ended it?',
  },
  {
    id: 'measures',
    heading: 'Preventative measures',
    arrives: 'review',
    required: true,
    prompt:
      'How could this kind of problem become less likely, or be noticed sooner? Comment `/measure` and the idea. If nothing is worth doing, edit the page and say why under this heading.',
    missing:
      'has none. Comment `/measure` and what would make this less likely, or say in one sentence why there is none.',
  },
  {
    id: 'lessons',
    heading: 'Lessons',
    arrives: 'review',
    required: false,
    prompt: 'How did it go well, where were you lucky, what surprised you?',
    missing: 'is empty.',
  },
  {
    id: 'detection',
    heading: 'Detection',
    arrives: 'never',
    required: false,
    prompt: 'How was it noticed, by whom or by what, and how could that have been sooner?',
    missing: 'is empty.',
  },
  {
    id: 'communications',
    heading: 'Communications',
    arrives: 'never',
    required: false,
    prompt: 'How were people told, when, and what did they hear?',
    missing: 'is empty.',
  },
  {
    id: 'artifacts',
    heading: 'Artifacts',
    arrives: 'review',
    required: false,
    prompt: 'How can somebody see it for themselves? Dashboards, chats, pull requests, logs.',
    missing: 'is empty.',
  },
];

export function sectionOf(id: SectionId): Section {
  const section = sections.find((one) => one.id === id);
  if (!section) throw new Error(`No section ${id}`);
  return section;
}

/** The section that a heading means; one that only may mean it does not count. */
export function sectionByHeading(heading: string): SectionId | undefined {
  return meaningsOf(heading).find(({ certainty }) => certainty !== 'hint' && certainty !== 'loose')?.id;
}

/** Whether a heading has a section's own name, and not just one that may mean the same. */
export function isHeadingOf(id: SectionId, heading: string): boolean {
  return sectionOf(id).heading.toLowerCase() === headingWords(heading).parts.join(' ');
}
