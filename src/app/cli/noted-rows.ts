/** The rows of a timeline with their lines: those that the App keeps, or those that people wrote. */
import type { Noted } from '../../postmortem/checks/rule.ts';
import type { FoundRegion } from '../../postmortem/document/read.ts';
import { kinds, milestones } from '../../postmortem/timeline/kinds.ts';
import { parseTimeline } from '../../postmortem/timeline/rows.ts';
import { clock } from '../../postmortem/timeline/time-words.ts';
import type { TimeContext } from '../../postmortem/timeline/when.ts';

/** A row, and where it stands. */
export interface NotedRow extends Noted {
  readonly line: number;
}

export function rowsOfRegion(text: string, region: FoundRegion, context: TimeContext): NotedRow[] {
  const before = countLines(text.slice(0, region.start));
  const lines = text
    .slice(region.start, region.end)
    .split(/\r\n?|\n/)
    .map((line) => line.trim());
  let from = 0;
  return parseTimeline(region.inside, context).rows.flatMap((row): NotedRow[] => {
    const [first = ''] = row.lines;
    const at = lines.findIndex(
      (line, index) => index >= from && (line === first.trim() || `- ${line}` === first.trim()),
    );
    if (at === -1) return [];
    from = at + 1;
    return [{ ...row, clock: clock(row.at, context.zone), line: before + at + 1 }];
  });
}

interface Entry {
  readonly line: number;
  readonly at: number;
  readonly text: string;
  readonly kind: string | undefined;
}

export function rowsOfEntries(entries: readonly Entry[], zone: string): NotedRow[] {
  return entries.map(({ at, line, text, kind }) => ({
    at,
    line,
    clock: clock(at, zone),
    approximate: false,
    kind: kinds.find((one) => one === kind),
    milestone: milestones.find((one) => one === kind),
    words: text,
  }));
}

function countLines(text: string): number {
  return text.split(/\r\n?|\n/).length - 1;
}
