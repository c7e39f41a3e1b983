import { findFindings, type Looked } from '../../../src/postmortem/checks/find.ts';
import type { Finding, Noted, Rule } from '../../../src/postmortem/checks/rule.ts';
import { readDocument } from '../../../src/postmortem/document/read.ts';
import { type SectionId, sectionOf, sections } from '../../../src/postmortem/document/sections.ts';
import { readEntry } from '../../../src/postmortem/timeline/entry.ts';
import { clock } from '../../../src/postmortem/timeline/time-words.ts';

const context = { reference: Date.UTC(2026, 10, 20, 23, 55), zone: 'UTC' };

/** Rows as they would be typed, in order of time. */
export function noted(lines: readonly string[]): Noted[] {
  return lines
    .map((line) => {
      const entry = readEntry(line, context);
      if ('refused' in entry) throw new Error(`${line}: ${entry.refused}`);
      return { ...entry, clock: clock(entry.at, 'UTC'), words: entry.text };
    })
    .sort((a, b) => a.at - b.at);
}

/** A body in which one section holds these lines. */
export function bodyWith(section: SectionId, lines: readonly string[]): string {
  return `Before.\n\n## ${sectionOf(section).heading}\n\n${lines.join('\n')}\n`;
}

/** What is found in a body; it is over, and public. */
export function find(body: string, other: Partial<Looked> = {}): readonly Finding[] {
  const document = readDocument(body);
  if ('hostile' in document) throw new Error(document.hostile);
  const rows = other.rows ?? [];
  const when = (milestone: string) => rows.find((row) => row.milestone === milestone)?.at;
  const ends = {
    began: when('began'),
    discovered: when('discovered'),
    acknowledged: when('acknowledged'),
    mitigated: when('mitigated'),
    over: when('over'),
  };
  return findFindings({ document, ends, isOver: true, isPublic: true, ...other });
}

/** What a rule makes of one of its examples. */
export function findExample(rule: Rule, lines: readonly string[], other: Partial<Looked> = {}): readonly Finding[] {
  const all =
    rule.section === 'timeline' && !rule.says
      ? find('', { rows: noted(lines), ...other })
      : find(bodyWith(rule.section, lines), { required: sections.map((one) => one.id), ...other });
  return all.filter((one) => one.rule === rule.id);
}
