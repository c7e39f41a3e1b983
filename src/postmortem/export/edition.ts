/**
 * A postmortem as a document that stands alone, for people who never used the app: no marks, no comments, no commands, nothing that only GitHub would
 * know. It tells what happened, not who did what: times lose their links, and the timeline and the measures their names.
 */

import { readFrontMatter } from '../document/front-matter.ts';
import { headFacts } from '../document/head.ts';
import { type Document, type FoundRegion, writtenIn } from '../document/read.ts';
import { link, linkText } from '../markdown/inline.ts';
import { splitRowMarker } from '../markers.ts';
import { renderTimeline } from '../timeline/rows.ts';
import { day } from '../timeline/time-words.ts';
import { cleanMarkdown } from './clean-markdown.ts';
import type { ExportedPostmortem } from './schema.ts';
import type { Whole } from './whole.ts';

type Measure = ExportedPostmortem['measures'][number];

export function editionOf(whole: Whole, facts: ExportedPostmortem): string {
  const { listed, document } = whole;
  const body =
    'hostile' in document ? `This text could not be read: ${document.hostile}.` : bodyOf(document, whole, facts);
  const [, own, rest = ''] = /^(# \S.*)\n([\s\S]*)$/.exec(body) ?? [];
  const parts = [
    own ?? `# ${linkText(facts.title)}`,
    headOf(whole, facts),
    own === undefined ? body : rest.trim(),
    `---\n\nFrom ${link(`${listed.repo}#${listed.number}`, listed.url)}.`,
  ];
  return cleanMarkdown(parts.filter(Boolean).join('\n\n'), repositoryUrl(listed.url));
}

function headOf({ listed, ends, zone, joined }: Whole, { stage, reason }: ExportedPostmortem): string {
  const { incident, labels } = listed;
  const lines = headFacts({
    ends,
    repo: listed.repo,
    incident,
    labels,
    zone,
    joined,
    notNeeded: stage === 'not needed' ? (reason ?? undefined) : undefined,
  });
  if (stage === 'joined' && reason !== null) lines.push(`The record is ${reason}.`);
  if (stage === 'closed incomplete') lines.push('Closed before all of it was written.');
  return lines.filter(Boolean).join('\\\n');
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The author's text, with our lists drawn anew, and without the sections in which nothing stands. */
function bodyOf(document: Document, whole: Whole, facts: ExportedPostmortem): string {
  const lists: { readonly [region: string]: string } = {
    timeline: timelineOf(whole),
    measures: facts.measures.map((one) => measureRow(one, whole.zone)).join('\n'),
  };
  const regions = [...document.regions].map(
    ([name, { start, end }]): Piece => ({ start, end, text: lists[name] ?? '' }),
  );
  const isEmpty = ({ start, end }: Pick<FoundRegion, 'start' | 'end'>) =>
    regions.every((one) => one.start < start || one.end > end || one.text === '');
  const empty = document.sections
    .filter(({ id, headingStart: start, end }) => writtenIn(document, id) === '' && isEmpty({ start, end }))
    .map(({ headingStart: start, end }): Piece => ({ start, end, text: '' }));
  const front: Piece = { start: 0, end: readFrontMatter(document.text).end, text: '' };
  const pieces = [front, ...empty, ...regions].sort((a, b) => a.start - b.start || b.end - a.end);
  let body = '';
  let from = 0;
  for (const { start, end, text } of pieces) {
    if (start < from) continue;
    body += document.text.slice(from, start) + text;
    from = end;
  }
  return (body + document.text.slice(from)).replace(/\r\n?/g, '\n').trim();
}

/** The rows without the links of their times. */
function timelineOf({ timeline: { preamble, rows }, zone }: Whole): string {
  if (rows.length === 0) return preamble.join('\n');
  const plain = rows.map((row) => ({ ...row, lines: row.lines.map((line) => nameless(splitRowMarker(line).seen)) }));
  return renderTimeline({ preamble, rows: plain }, zone);
}

const timeLink = /^( {0,3}[-*+][ \t]+)\[(~?[\d:–]+)\]\([^)\s]*\)/;
const mentions = /`@[a-z\d][\w-]*(?:\/[\w.-]+)?`|(?<![\w`/.@])@(?:&#8203;)?[a-z\d][\w-]*(?:\/[\w.-]+)?/gi;

/** It says what was done, whoever it was. */
function nameless(line: string): string {
  return line.replace(timeLink, '$1$2').replace(mentions, 'someone');
}

function measureRow(measure: Measure, zone: string): string {
  const { title, url, priority, due, answers, standing } = measure;
  const isSettled = standing === 'declined' || standing === 'worked' || standing === 'done';
  const parts = [
    isSettled ? '' : (priority ?? ''),
    standingOf(measure, zone),
    isSettled || due === null ? '' : `by ${day(Date.parse(due), 'UTC')}`,
    answers.length > 0 ? `answers ${answers.join(', ')}` : '',
  ];
  return `- ${link(title, url)}<br>${parts.filter(Boolean).join(' · ')}`;
}

function standingOf({ standing, reason, evidence, closedAt }: Measure, zone: string): string {
  const done = closedAt === null ? 'done' : `done ${day(Date.parse(closedAt), zone)}`;
  const told = (text: string | null) => (text ? `: ${text}` : '');
  switch (standing) {
    case 'proposed':
    case 'accepted':
      return standing;
    case 'done':
      return done;
    case 'worked':
      return `${done}, worked${told(evidence)}`;
    case 'failed':
      return `did not hold${told(evidence)}`;
    case 'declined':
      return `declined${told(reason)}`;
  }
}

function repositoryUrl(issueUrl: string): string {
  return issueUrl.replace(/\/issues\/\d+$/, '');
}
