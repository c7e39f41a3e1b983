/** Where a postmortem stands: what keeps it from being complete, what is worth a look, and what its people do not want to hear. */
import type { Headings } from '../configuration/section-choice.ts';
import { sectionOf, sections } from '../document/sections.ts';
import { findFindings, isDue, type Looked } from './find.ts';
import { rulesOfDeciding } from './measure-rules.ts';
import type { Finding } from './rule.ts';

/** The first finding of its kind in a section. */
export interface Told extends Finding {
  /** How many more of the same rule there are in the same section. */
  readonly more: number;
  /** What its section is called here. */
  readonly heading: string;
}

export interface Check {
  /** Errors: what it still lacks, in the order of the next steps. */
  readonly findings: readonly Told[];
  /** Warnings and hints. */
  readonly worthALook: readonly Told[];
  readonly muted: readonly { readonly rule: string; readonly why: string }[];
  readonly parts: number;
  readonly written: number;
}

export interface Checked extends Looked {
  readonly headings?: Headings;
}

export function check({ headings = {}, ...looked }: Checked): Check {
  const told = tellOnce(findFindings(looked), headings);
  const findings = told.filter((one) => one.level === 'error');
  const due = sections.filter((one) => isDue(one.id, looked));
  return {
    findings,
    worthALook: told.filter((one) => one.level !== 'error'),
    muted: [...(looked.choice?.muted ?? [])].map(([rule, why]) => ({ rule, why })),
    parts: due.length,
    written: due.filter(
      (part) => !findings.some((one) => one.section === part.id && !rulesOfDeciding.includes(one.rule)),
    ).length,
  };
}

function tellOnce(findings: readonly Finding[], headings: Headings): readonly Told[] {
  const told = new Map<string, Told>();
  for (const one of findings) {
    const kind = `${one.rule} ${one.isElsewhere ? 'elsewhere' : one.section}`;
    const first = told.get(kind);
    told.set(
      kind,
      first
        ? { ...first, more: first.more + 1 }
        : { ...one, more: 0, heading: headings[one.section] ?? sectionOf(one.section).heading },
    );
  }
  return [...told.values()];
}
