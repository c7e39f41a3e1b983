/** What was found, for people (as `vfile-reporter` prints it) or for programs. */
import { VFile } from 'vfile';
import { reporter } from 'vfile-reporter';
import type { CheckedText, TextFinding } from './check-text.ts';
import { printable, printableJson, wrap } from './terminal.ts';

export interface Reported {
  /** As it was typed. */
  readonly file: string;
  /** What it is called in the report: that, or the issue that was really read. */
  readonly name: string;
  readonly checked: CheckedText;
}

export interface ReportOptions {
  readonly isColoured: boolean;
  /** Columns of the terminal; undefined where nothing has to fit. */
  readonly columns: number | undefined;
}

const notes: { readonly [kind in CheckedText['kind']]?: string } = {
  template: 'This is a template. Nothing is asked of it until it is filled in.',
  'not-a-postmortem': 'This does not read like a postmortem, so nothing is asked of it.',
};

const fatality: { readonly [level in TextFinding['level']]: boolean | undefined } = {
  error: true,
  warning: false,
  hint: undefined,
};

export function renderText(all: readonly Reported[], { isColoured, columns }: ReportOptions): string {
  const width = columns === undefined ? Number.POSITIVE_INFINITY : columns - besideReason(all);
  const indent = ' '.repeat(besideReason(all, false));
  const fitted = (text: string) => wrap(printable(cut(text)), Math.max(narrowest, width)).join(`\n${indent}`);
  const files = all.map(({ name, checked: { kind, findings } }) => {
    const file = new VFile({ path: printable(name) });
    const note = notes[kind];
    if (note !== undefined) file.info(fitted(note));
    for (const { rule, level, line, column, message } of findings) {
      const said = file.message(fitted(message), { ruleId: rule, place: { line, column } });
      said.fatal = fatality[level];
    }
    return file;
  });
  return `${reporter(files, { color: isColoured })}\n`;
}

/** For several targets a list, in which each has its `file`. */
export function renderJson(all: readonly Reported[], isList: boolean): string {
  const values = all.map(({ file, checked: { kind, sections, timeline, findings } }) => ({
    ...(isList ? { file } : {}),
    kind,
    sections,
    timeline,
    findings: findings.map(({ rule, level, line, message }) => ({ rule, level, line, message })),
  }));
  return `${printableJson(isList ? values : values[0])}\n`;
}

const narrowest = 40;
const longestReason = 600;

function cut(text: string): string {
  return text.length > longestReason ? `${text.slice(0, longestReason)}…` : text;
}

/** Columns that place and level take, and the name of the rule. */
function besideReason(all: readonly Reported[], withRule = true): number {
  const findings = all.flatMap((one) => one.checked.findings);
  const widest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, text.length), 0) + 1;
  const places = findings.map(({ line, column }) => `${line}:${column}`);
  const labels = findings.map(({ level }) => (level === 'hint' ? 'info' : level));
  return widest(places) + widest([...labels, 'info']) + (withRule ? widest(findings.map((one) => one.rule)) : 0);
}
