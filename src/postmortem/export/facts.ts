/** The facts of one postmortem, for programs. Names stay with what people did: the record keeps authorship, the narrative edition does not. */

import { namingOf } from '../configuration/section-choice.ts';
import { readOutline } from '../document/outline.ts';
import { readFactors } from '../document/passages.ts';
import { writtenIn } from '../document/read.ts';
import { readReturned } from '../document/returned.ts';
import { readCard } from '../index-issue/card.ts';
import { commentOfRow, splitRowMarker } from '../markers.ts';
import { type Life, waitsFor } from '../measures/standing.ts';
import type { MeasureCard } from '../measures/token.ts';
import type { Actor } from '../snapshot.ts';
import { kinds, milestones } from '../timeline/kinds.ts';
import type { Row } from '../timeline/rows.ts';
import { type ExportedPostmortem, exportVersion } from './schema.ts';
import type { Whole } from './whole.ts';

type Entry = ExportedPostmortem['timeline'][number];
type Measure = ExportedPostmortem['measures'][number];

export function factsOf(whole: Whole): ExportedPostmortem {
  const { listed, configuration, zone, document, ends, measures, unread, joined } = whole;
  const card = readCard(listed, configuration, { next: '' });
  const { incident } = listed;
  const isReadable = !('hostile' in document);
  return {
    version: exportVersion,
    repository: listed.repo,
    ...issueOf({ ...listed, title: card.title }),
    stage: card.stage,
    reason: card.why ?? null,
    severity: card.severity ?? null,
    labels: [...listed.labels],
    author: personOf(listed.author),
    createdAt: iso(listed.createdAt),
    closedAt: isoOrNull(listed.closedAt),
    incident: incident ? { ...issueOf(incident), createdAt: iso(incident.createdAt) } : null,
    joined: joined.map(issueOf),
    zone,
    times: {
      began: isoOrNull(ends.began),
      discovered: isoOrNull(ends.discovered),
      acknowledged: isoOrNull(ends.acknowledged),
      mitigated: isoOrNull(ends.mitigated),
      over: isoOrNull(ends.over),
    },
    durations: {
      untilDiscovered: between(ends.began, ends.discovered),
      untilAcknowledged: between(ends.discovered, ends.acknowledged),
      untilMitigated: between(ends.discovered, ends.mitigated),
      untilOver: between(ends.discovered, ends.over),
    },
    timeline: isReadable ? timelineOf(whole) : [],
    factors: isReadable ? readFactors(document).map((one) => factorOf(one, listed.repo)) : [],
    measures: [...measures.map(measureOf), ...unread.map((row) => unreadMeasure(row, listed.repo))],
    sections: isReadable
      ? document.sections.concat(document.labelled ?? []).map((one) => ({
          id: one.id,
          heading: headingOf(document.text.slice(one.headingStart, one.headingEnd)),
          text: writtenIn(document, one.id),
        }))
      : [],
    unreadable: isReadable ? null : document.hostile,
  };
}

/** The rows that the app keeps; where it keeps none, the entries that somebody wrote by hand. */
function timelineOf(whole: Whole): Entry[] {
  const { timeline, ends, listed, zone, configuration } = whole;
  const bandOf = (at: number): Entry['band'] =>
    ends.discovered === undefined ? null : at < ends.discovered ? 'lead-up' : 'response';
  if (timeline.rows.length > 0)
    return timeline.rows.map((row) => ({
      at: iso(row.at),
      until: isoOrNull(endOf(row)),
      isApproximate: row.approximate,
      band: bandOf(row.at),
      kind: row.kind ?? null,
      milestone: row.milestone ?? null,
      text: [row.words, ...row.lines.slice(1).map((line) => splitRowMarker(line).seen)].join('\n').trim(),
      source: sourceOf(row, whole),
    }));
  const times = { zone, meanings: configuration.abbreviations, reference: listed.editedAt };
  const outline = readOutline(listed.body, {
    aliases: namingOf(configuration).aliases,
    times,
    isPostmortem: true,
  });
  return outline.timeline.map(({ at, text, kind }) => ({
    at: iso(at),
    until: null,
    isApproximate: false,
    band: bandOf(at),
    kind: kinds.find((one) => one === kind) ?? null,
    milestone: milestones.find((one) => one === kind) ?? null,
    text,
    source: null,
  }));
}

const rangePattern = /\[~?(\d{1,2}):(\d{2})–(\d{1,2}):(\d{2})\]/;
const dayMinutes = 24 * 60;

/** Of `14:02–14:10`; the end is the next time that the clock says so. */
function endOf({ at, lines: [line = ''] }: Row): number | undefined {
  const [fromHour, fromMinute, toHour, toMinute] = (rangePattern.exec(line) ?? []).slice(1).map(Number);
  if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined)
    return undefined;
  const minutes = toHour * 60 + toMinute - fromHour * 60 - fromMinute;
  return at + ((minutes + dayMinutes) % dayMinutes) * 60_000;
}

function sourceOf({ id }: Row, { comments }: Whole): Entry['source'] {
  const comment = id === undefined ? undefined : comments.get(commentOfRow(id));
  if (!comment) return null;
  return { url: comment.url, author: personOf(comment.author), writtenAt: iso(comment.createdAt) };
}

function factorOf(
  { number, text }: { readonly number: number; readonly text: string },
  repo: string,
): ExportedPostmortem['factors'][number] {
  const [returned] = readReturned(`- ${text}`, repo);
  return {
    id: `F${number}`,
    text,
    isRootCause: /^(?:\*\*)?root cause:/i.test(text),
    seenBefore: [...(returned?.seen ?? [])],
  };
}

function measureOf(life: Life): Measure {
  const { measure, record, standing, terms, owners, said } = life;
  return {
    repository: measure.repo,
    ...issueOf(measure),
    standing,
    priority: terms.priority ?? null,
    owners: [...owners],
    due: terms.by ?? null,
    answers: record.answers.map((one) => `F${one}`),
    reason: said?.of === 'declined' ? said.why : null,
    evidence: said && said.of !== 'declined' ? said.why : null,
    waitsFor: waitsFor(life) ?? null,
    createdAt: iso(measure.createdAt),
    closedAt: isoOrNull(measure.closedAt),
  };
}

function unreadMeasure({ number, title, url, standing, priority, by }: MeasureCard, repo: string): Measure {
  const [, repository = repo] = /\/([^/]+\/[^/]+)\/issues\/\d+$/.exec(url) ?? [];
  return {
    repository,
    number,
    title,
    url,
    standing,
    priority: priority ?? null,
    owners: [],
    due: by ?? null,
    answers: [],
    reason: null,
    evidence: null,
    waitsFor: null,
    createdAt: null,
    closedAt: null,
  };
}

function issueOf({ number, title, url }: { readonly number: number; readonly title: string; readonly url: string }) {
  return { number, title, url };
}

function personOf({ login, kind }: Actor): ExportedPostmortem['author'] {
  return { login, kind: kind === 'us' ? 'app' : kind };
}

/** A heading or label without the signs that make it one. */
function headingOf(source: string): string {
  return source.replace(/^[\s#*_|]+|[\s#*_:|=-]+$/g, '');
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: number | undefined): string | null {
  return at === undefined ? null : iso(at);
}

/** Milliseconds; null where an end is missing or they are the wrong way round. */
function between(from: number | undefined, to: number | undefined): number | null {
  return from === undefined || to === undefined || to < from ? null : to - from;
}
