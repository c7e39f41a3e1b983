/** What a postmortem still lacks. A part is one required section; each says what is missing and the remedy. */
import { type Document, writtenIn } from '../document/read.ts';
import { type SectionId, sectionOf, sections } from '../document/sections.ts';
import type { Ends } from '../timeline/rows.ts';
import { noDiscovery, noOver } from './timeline-rules.ts';

export interface Finding {
  readonly section: SectionId;
  /** Reads on from the section's name: `is empty. …` */
  readonly text: string;
  /** A few words for a list: `empty`, `no measure yet`. */
  readonly short: string;
}

export interface Check {
  readonly findings: readonly Finding[];
  readonly parts: number;
  readonly written: number;
}

export interface Checked {
  readonly document: Document;
  readonly ends: Ends;
  readonly measureCount: number;
  /** Sections that arrive with the present writing: there, but empty. */
  readonly arriving?: readonly SectionId[];
}

/** The order in which the next step is asked for: first the timeline, then what made it, then what to do, then the rest. */
const order: readonly SectionId[] = ['timeline', 'factors', 'measures', 'summary', 'apology', 'impact', 'resolution'];

export function check({ document, ends, measureCount, arriving = [] }: Checked): Check {
  const isOver = ends.over !== undefined;
  const due = sections.filter((one) => one.required && (isOver || one.arrives === 'opening'));
  const findings = order
    .filter((id) => due.some((one) => one.id === id))
    .flatMap((id) => {
      const finding = id === 'timeline' ? checkEnds(ends) : checkText(id, document, measureCount, arriving);
      return finding ? [finding] : [];
    });
  return { findings, parts: due.length, written: due.length - findings.length };
}

function checkEnds({ discovered, over }: Ends): Finding | undefined {
  if (discovered === undefined) {
    return {
      section: 'timeline',
      text: noDiscovery,
      short: 'no discovery',
    };
  }
  if (over === undefined) {
    return {
      section: 'timeline',
      text: noOver,
      short: 'not declared over',
    };
  }
  if (over < discovered) {
    return {
      section: 'timeline',
      text: 'ends before it was noticed. Edit the comment of the entry whose time is wrong.',
      short: 'over before discovered',
    };
  }
  return undefined;
}

function checkText(
  id: SectionId,
  document: Document,
  measureCount: number,
  arriving: readonly SectionId[],
): Finding | undefined {
  if (id === 'measures' && measureCount > 0) return undefined;
  if (writtenIn(document, id) !== '') return undefined;
  const isThere = arriving.includes(id) || document.sections.some((one) => one.id === id);
  const { heading, missing } = sectionOf(id);
  if (!isThere)
    return {
      section: id,
      text: `is missing. Add a heading \`## ${heading}\`, and below it: ${sectionOf(id).prompt}`,
      short: 'missing',
    };
  return { section: id, text: missing, short: id === 'measures' ? 'none yet' : 'empty' };
}
