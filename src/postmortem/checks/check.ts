/** Where a postmortem stands: what keeps it from being complete, what is worth a look, and what its people do not want to hear. */
import { sections } from '../document/sections.ts';
import { findFindings, isDue, type Looked } from './find.ts';
import type { Finding } from './rule.ts';

export interface Check {
  /** Errors: what it still lacks, in the order of the next steps. */
  readonly findings: readonly Finding[];
  /** Warnings and hints. */
  readonly worthALook: readonly Finding[];
  readonly muted: readonly { readonly rule: string; readonly why: string }[];
  readonly parts: number;
  readonly written: number;
}

export interface Checked extends Looked {
  readonly measureCount?: number;
}

export function check({ measureCount = 0, ...looked }: Checked): Check {
  const measures = looked.measures ?? Array.from({ length: measureCount }, () => ({ title: '' }));
  const all = findFindings({ ...looked, measures });
  const findings = all.filter((one) => one.level === 'error');
  const due = sections.filter((one) => isDue(one.id, looked));
  return {
    findings,
    worthALook: all.filter((one) => one.level !== 'error'),
    muted: [...(looked.choice?.muted ?? [])].map(([rule, why]) => ({ rule, why })),
    parts: due.length,
    written: due.filter((part) => !findings.some((one) => one.section === part.id)).length,
  };
}
