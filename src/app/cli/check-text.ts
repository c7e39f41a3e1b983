/**
 * What the command line tells of one text: what it is, its sections, its timeline, and what is missing or doubtful. Pure. What the App keeps names
 * its beginning and its end; a timeline by hand begins with its first entry and ends with its last.
 */
import { findFindings } from '../../postmortem/checks/find.ts';
import type { Finding, Level, Noted } from '../../postmortem/checks/rule.ts';
import type { Configuration } from '../../postmortem/configuration/schema.ts';
import { namingOf, requiredIn } from '../../postmortem/configuration/section-choice.ts';
import { type Outline, readOutline } from '../../postmortem/document/outline.ts';
import { type Document, readDocument } from '../../postmortem/document/read.ts';
import { type SectionId, sectionOf } from '../../postmortem/document/sections.ts';
import { documentZone } from '../../postmortem/timeline/document-zone.ts';
import type { Kind, Milestone } from '../../postmortem/timeline/kinds.ts';
import { readEnds } from '../../postmortem/timeline/pages.ts';
import type { Ends } from '../../postmortem/timeline/rows.ts';
import { type NotedRow, rowsOfEntries, rowsOfRegion } from './noted-rows.ts';

export interface TextFinding {
  readonly rule: string;
  readonly level: Level;
  /** Both counted from 1; the first line where it is about what is not there. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface CheckedText {
  readonly kind: Outline['kind'];
  readonly sections: readonly { readonly id: SectionId; readonly heading: string; readonly line: number }[];
  /** `at` is ISO 8601 in UTC. */
  readonly timeline: readonly {
    readonly line: number;
    readonly at: string;
    readonly text: string;
    readonly kind: Kind | Milestone | null;
  }[];
  readonly findings: readonly TextFinding[];
}

export interface CheckTextOptions {
  readonly configuration: Configuration;
  /** Its label says that it is one. */
  readonly isPostmortem?: boolean;
  readonly measures?: readonly { readonly title: string }[];
  /** Whether everybody can read it. */
  readonly isPublic?: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
  /** When it was written last, for times without a date. Epoch milliseconds. */
  readonly reference?: number;
  readonly severity?: string | undefined;
  /** Rule → why it is muted in this postmortem. */
  readonly muted?: ReadonlyMap<string, string>;
}

export function checkText(text: string, options: CheckTextOptions): CheckedText | { readonly hostile: string } {
  const { configuration, isPostmortem = false, reference, now } = options;
  const { abbreviations: meanings } = configuration;
  const zone = documentZone(text) ?? configuration.zone;
  const times = { zone, meanings, ...(reference === undefined ? {} : { reference }) };
  const outline = readOutline(text, { aliases: namingOf(configuration).aliases, times, isPostmortem });
  if (outline.hostile !== undefined) return { hostile: outline.hostile };
  const read = readDocument(text);
  const regions: Document['regions'] = 'hostile' in read ? new Map() : read.regions;
  const region = regions.get('timeline');
  const kept = region ? rowsOfRegion(text, region, { reference: now, ...times }) : [];
  const rows = kept.length > 0 ? kept : rowsOfEntries(outline.timeline, zone);
  const ends = (region && readEnds(region.attributes)) ?? endsOf(rows, kept.length === 0);
  return {
    kind: outline.kind,
    sections: outline.sections.map(({ id, heading, line }) => ({ id, heading, line })),
    timeline: rows.map(({ line, at, words, kind, milestone }) => {
      return { line, at: new Date(at).toISOString(), text: words, kind: milestone ?? kind ?? null };
    }),
    findings: outline.kind === 'postmortem' ? findIn({ text, outline, regions, rows, ends }, options) : [],
  };
}

interface Read {
  readonly text: string;
  readonly outline: Outline;
  readonly regions: Document['regions'];
  readonly rows: readonly NotedRow[];
  readonly ends: Ends;
}

function findIn({ text, outline, regions, rows, ends }: Read, options: CheckTextOptions): TextFinding[] {
  const { configuration, measures = [], isPublic = true, severity, muted = new Map() } = options;
  const isByHand = !regions.has('timeline');
  const { findings: levels, words } = configuration;
  const { headings } = namingOf(configuration);
  const document = { text, sections: outline.sections, labelled: [], regions };
  const findings = findFindings({
    document,
    ends,
    rows,
    measures,
    isPublic,
    required: requiredIn(configuration, severity),
    choice: { levels, words, muted },
    ...(isByHand ? { isOver: true } : {}),
  });
  const lineOf = (id: SectionId) => outline.sections.find((one) => one.id === id)?.line;
  return findings.map((one) => ({
    rule: one.rule,
    level: one.level,
    line: one.line ?? lineOf(one.section) ?? 1,
    column: one.column ?? 1,
    message: sentenceOf(one, headings[one.section] ?? sectionOf(one.section).heading, isByHand),
  }));
}

/** What is written by hand is mended by hand, not by commands. */
const byHand: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/\bcomment `\/timeline ([^`]*)`/g, 'write an entry `$1`'],
  [/\bcomment `\/over`/g, 'write an entry `over:`'],
  [/\bComment `\/timeline ([^`]*)`/g, 'Write an entry `$1`'],
  [/\bComment `\/measure` with such items on the lines below it/g, 'Make an issue of each such item'],
  [/\bcomment `\/measure` and\b/g, 'write down'],
  [/\bComment `\/measure` and\b/g, 'Write down'],
  [/\b([Ee]dit) the comment of the\b/g, '$1 the'],
  [/\b([Ee]dit) the comment\b/g, '$1 the entry'],
  [/\bone of the comments\b/g, 'one of the entries'],
];

function sentenceOf({ isElsewhere, text }: Finding, heading: string, isByHand: boolean): string {
  const said = isByHand ? byHand.reduce((words, [pattern, instead]) => words.replace(pattern, instead), text) : text;
  const name = isElsewhere ? 'Elsewhere' : heading;
  return `${name}${said.startsWith('"') || isElsewhere ? ':' : ''} ${said}`;
}

function endsOf(rows: readonly Noted[], isByHand: boolean): Ends {
  const moment = (name: Milestone) => rows.find((row) => row.milestone === name)?.at;
  const times = rows.map((row) => row.at);
  return {
    began: moment('began'),
    discovered:
      moment('discovered') ?? (isByHand && rows.length > 0 ? times.reduce((a, b) => Math.min(a, b)) : undefined),
    acknowledged: moment('acknowledged'),
    mitigated: moment('mitigated'),
    over: moment('over') ?? (isByHand && rows.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : undefined),
  };
}
