/** What the index says is next in a postmortem that is being written: the first thing that it lacks, as its own page says it. */
import { knownEnds } from '../adopting/known-ends.ts';
import type { Told } from '../checks/check.ts';
import { check } from '../checks/check.ts';
import type { Configuration } from '../configuration/schema.ts';
import { namingOf, requiredIn } from '../configuration/section-choice.ts';
import { readDocument } from '../document/read.ts';
import { severityIn } from '../labels.ts';
import { readMeasureRows } from '../measures/token.ts';
import type { Listed } from '../snapshot.ts';
import { documentZone } from '../timeline/document-zone.ts';
import { readEnds } from '../timeline/pages.ts';
import { parseTimeline } from '../timeline/rows.ts';
import { clock } from '../timeline/time-words.ts';

/** @param muted rules that its people silenced */
export function nextStep(listed: Listed, configuration: Configuration, muted: readonly string[]): string {
  const { aliases, headings } = namingOf(configuration);
  const document = readDocument(listed.rawBody, aliases);
  if ('hostile' in document) return asStep([]);
  const zone = documentZone(listed.rawBody) ?? configuration.zone;
  const region = document.regions.get('timeline');
  const { rows } = parseTimeline(region?.inside ?? '', { zone, reference: listed.editedAt });
  const seen = knownEnds(listed, document, rows, { ...configuration, zone });
  // Where the list goes on in comments, its marker tells what is in them.
  const kept = region && readEnds(region.attributes);
  const known = kept && { ...kept, ...(seen.ends.isPast ? ({ isPast: true } as const) : {}) };
  const { findings } = check({
    document,
    ends: known ?? seen.bounds,
    rows: rows.map((row) => ({ ...row, clock: clock(row.at, zone) })),
    isPublic: !listed.isPrivate,
    measures: readMeasureRows(document.regions.get('measures')?.inside ?? ''),
    required: requiredIn(configuration, severityIn({ incident: listed.incident, postmortem: listed })),
    headings,
    choice: {
      levels: configuration.findings,
      words: configuration.words,
      muted: new Map(muted.map((rule) => [rule, ''])),
    },
    onlyErrors: true,
  });
  return asStep(findings);
}

export function asStep(findings: readonly Pick<Told, 'heading'>[]): string {
  return findings[0]?.heading ?? 'read it together and close it';
}
