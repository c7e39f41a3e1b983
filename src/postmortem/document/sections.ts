/** The sections of a postmortem, in the order in which they stand: one row holds all that is known of a section. */

export type SectionId =
  | 'summary'
  | 'apology'
  | 'impact'
  | 'timeline'
  | 'factors'
  | 'resolution'
  | 'measures'
  | 'lessons'
  | 'artifacts';

export interface Section {
  readonly id: SectionId;
  readonly heading: string;
  /** Other headings that mean the same, in lower case. */
  readonly aliases: readonly string[];
  /** Comes with the opening, or once it has been declared over. */
  readonly arrives: 'opening' | 'review';
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
    aliases: ['executive summary', 'overview', 'what happened', 'description', 'tl;dr', 'tldr'],
    arrives: 'opening',
    required: true,
    prompt: 'How would you tell a customer what is happening? One or two sentences.',
    missing: 'is empty. One or two sentences that a customer would understand are enough.',
  },
  {
    id: 'apology',
    heading: 'Apology',
    aliases: ['we are sorry', 'our apology', 'apologies'],
    arrives: 'review',
    required: true,
    prompt: 'How would you say sorry to those it hurt? Name them, and what they could not do.',
    missing: 'is empty. Say who was hurt and how: "We are sorry that people could not pay."',
  },
  {
    id: 'impact',
    heading: 'Impact',
    aliases: ['customer impact', 'user impact', 'business impact', 'effects', 'who was affected'],
    arrives: 'opening',
    required: true,
    prompt: 'How do people notice it, how many, since when? A rough number beats none.',
    missing: 'is empty. No number at hand? Say so, and why.',
  },
  {
    id: 'timeline',
    heading: 'Timeline',
    aliases: ['timeline of events', 'incident timeline', 'chronology', 'sequence of events'],
    arrives: 'opening',
    required: true,
    prompt: 'How did it unfold, from the moment somebody noticed to the moment it was declared over?',
    missing: 'has no beginning or no end.',
  },
  {
    id: 'factors',
    heading: 'Contributing factors',
    aliases: [
      'factors',
      'contributing factor',
      'causes',
      'cause',
      'root cause',
      'root causes',
      'root cause analysis',
      'analysis',
    ],
    arrives: 'review',
    required: true,
    prompt: 'How did each thing that helped it along come to be? One line for each; most incidents have several.',
    missing: 'is empty. Write one line for each thing that helped it along; how did it come to be?',
    lead: primeDirective,
  },
  {
    id: 'resolution',
    heading: 'Resolution',
    aliases: ['fix', 'recovery', 'how it was resolved', 'resolution and recovery', 'mitigation'],
    arrives: 'review',
    required: true,
    prompt: 'How did it end? What did you do, and how did you see that it worked?',
    missing: 'is empty. What did you do that ended it?',
  },
  {
    id: 'measures',
    heading: 'Preventative measures',
    aliases: [
      'preventive measures',
      'measures',
      'action items',
      'actions',
      'follow-ups',
      'follow ups',
      'corrective actions',
      'next steps',
    ],
    arrives: 'review',
    required: true,
    prompt:
      'How could this kind of problem become less likely, or be noticed sooner? Comment `/measure` and the idea. If nothing is worth doing, say why here.',
    missing:
      'has none. Comment `/measure` and what would make this less likely, or say in one sentence why there is none.',
  },
  {
    id: 'lessons',
    heading: 'Lessons',
    aliases: ['lessons learned', 'lessons learnt', 'learnings', 'what we learned', 'takeaways'],
    arrives: 'review',
    required: false,
    prompt: 'How did it go well, where were you lucky, what surprised you?',
    missing: 'is empty.',
  },
  {
    id: 'artifacts',
    heading: 'Artifacts',
    aliases: ['links', 'references', 'supporting information', 'appendix'],
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

const longestHeading = 200;

/** Finds the section that a heading means, past emoji, numbers, colons and brackets around its words. */
export function sectionByHeading(heading: string): SectionId | undefined {
  const words = wordsOf(heading);
  return sections.find((one) => one.heading.toLowerCase() === words || one.aliases.includes(words))?.id;
}

/** Whether a heading has a section's own name, and not just one that may mean the same. */
export function isHeadingOf(id: SectionId, heading: string): boolean {
  return sectionOf(id).heading.toLowerCase() === wordsOf(heading);
}

function wordsOf(heading: string): string {
  if (heading.length > longestHeading) return '';
  return heading
    .toLowerCase()
    .replace(/\([^)]*\)/g, ' ')
    .replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
    .replace(/\s+/g, ' ');
}
