/** A postmortem with all that belongs to it, read once for whatever is exported of it. Nothing private comes into what is public. */
import { knownEnds } from '../adopting/known-ends.ts';
import type { Configuration } from '../configuration/schema.ts';
import { namingOf } from '../configuration/section-choice.ts';
import { type Document, readDocument } from '../document/read.ts';
import { cameFrom } from '../home.ts';
import { hasLabel, isIncident } from '../labels.ts';
import { inOrder } from '../measures/measure.ts';
import type { Life } from '../measures/standing.ts';
import { type MeasureCard, readMeasureRows } from '../measures/token.ts';
import type { CaseSnapshot, Comment, Incident, Listed, Measure } from '../snapshot.ts';
import { documentZone } from '../timeline/document-zone.ts';
import { findPages, parsePages, readEnds } from '../timeline/pages.ts';
import type { Ends, Timeline } from '../timeline/rows.ts';

/** Its case, as far as it could be read. */
export type ReadCase = Pick<CaseSnapshot, 'incident' | 'postmortem' | 'joined'>;

export interface Whole {
  readonly listed: Listed;
  readonly configuration: Configuration;
  readonly zone: string;
  readonly document: Document | { readonly hostile: string };
  readonly timeline: Timeline;
  readonly ends: Ends;
  readonly measures: readonly Life[];
  /** Rows of measures that cannot be read, or not here. */
  readonly unread: readonly MeasureCard[];
  readonly joined: readonly Incident[];
  /** By number, of everything that belongs to it. */
  readonly comments: ReadonlyMap<string, Comment>;
}

/** Why a postmortem is never exported; undefined where it may be. */
export function keptBack(listed: Listed, index: Configuration): string | undefined {
  const { isPrivate, labels, incident, configuration = index } = listed;
  const all = { labels: [...labels, ...(incident?.labels ?? [])] };
  if ([index, configuration].some((one) => hasLabel(all, one.labels.security))) return 'a security label';
  if (!isPrivate && incident?.isPrivate) return 'a private incident';
  return !isPrivate && !incident && cameFrom(listed.body) ? 'an incident that cannot be read' : undefined;
}

export function readWhole(listed: Listed, read: ReadCase, index: Configuration): Whole {
  const { rawBody, editedAt, configuration = index } = listed;
  const { aliases } = namingOf(configuration);
  const zone = documentZone(rawBody) ?? configuration.zone;
  const document = readDocument(rawBody, aliases);
  const postmortem = read.postmortem?.number === listed.number ? read.postmortem : undefined;
  const isShowable = (one: { readonly isPrivate: boolean }) => listed.isPrivate || !one.isPrivate;
  const joined = (read.joined ?? []).filter(({ incident }) => incident && isShowable(incident));
  const issues = [postmortem, read.incident, ...joined.flatMap((one) => [one.incident, one.postmortem])];
  const measures = (postmortem?.measures ?? []).filter((one) => isShowable(one) && !hasOwnCase(one, configuration));
  const { regions } = 'hostile' in document ? { regions: new Map() } : document;
  const region: { readonly inside: string; readonly attributes: { readonly [name: string]: string } } | undefined =
    regions.get('timeline');
  const context = { zone, meanings: configuration.abbreviations, reference: editedAt };
  const timeline = parsePages(region?.inside ?? '', postmortem ? findPages(postmortem) : [], context);
  const known =
    'hostile' in document ? undefined : knownEnds(listed, document, timeline.rows, { ...configuration, zone }).ends;
  const kept = region && readEnds(region.attributes);
  return {
    listed,
    configuration,
    zone,
    document,
    timeline,
    ends: { ...noEnds, ...known, ...kept },
    measures: inOrder(measures),
    unread: readMeasureRows(regions.get('measures')?.inside ?? '').filter(
      (row) => !measures.some((one) => one.url === row.url),
    ),
    joined: joined.flatMap((one) => one.incident ?? []),
    comments: new Map(
      issues.flatMap((one) => (one && isShowable(one) ? one.comments : [])).map((one) => [one.number, one]),
    ),
  };
}

const noEnds: Ends = {
  began: undefined,
  discovered: undefined,
  acknowledged: undefined,
  mitigated: undefined,
  over: undefined,
};

/** It is an incident of its own that was linked below this one. */
function hasOwnCase(one: Measure, { labels }: Configuration): boolean {
  return isIncident(one, labels) || hasLabel(one, labels.postmortem);
}
