/** The first lines of a postmortem: where the incident stands, and how long each part of it took. */
import { notNeededLine } from '../closing/not-needed.ts';
import { isSameRepository } from '../home.ts';
import { severityOf } from '../labels.ts';
import type { Incident } from '../snapshot.ts';
import { type Ends, isOver } from '../timeline/rows.ts';
import { clock, day, dayOfYear, span } from '../timeline/time-words.ts';

export interface HeadFacts {
  readonly ends: Ends;
  /** Where the page is. */
  readonly repo: string;
  readonly incident: Pick<Incident, 'repo' | 'number' | 'url' | 'labels'> | undefined;
  readonly labels: readonly string[];
  readonly isPrivate: boolean;
  readonly zone: string;
  /** Others whose record this is as well. */
  readonly joined?: readonly Pick<Incident, 'repo' | 'number' | 'url'>[];
  /** Why nobody writes it. */
  readonly notNeeded?: string | undefined;
  /** The later ones in which a factor returned, as a line. */
  readonly seenAgain?: string | undefined;
}

export function renderHead(facts: HeadFacts): string {
  const { ends, incident, isPrivate, notNeeded, seenAgain } = facts;
  const lines = headFacts(facts);
  if (notNeeded === undefined && !isOver(ends))
    lines.push(incident ? 'Keep talking there. This page keeps the record.' : 'This page keeps the record.');
  if (seenAgain) lines.push(seenAgain);
  if (!isPrivate) lines.push('Public page: no customer names, no secrets. GitHub keeps old versions.');
  return lines.filter(Boolean).join('\n');
}

/** The lines of it that say what was, and speak to nobody. */
export function headFacts(facts: Omit<HeadFacts, 'isPrivate'>): string[] {
  const { ends, repo, incident, labels, zone, joined = [], notNeeded } = facts;
  const severity = severityOf([...(incident?.labels ?? []), ...labels]);
  const first = [
    notNeeded === undefined && standing(ends, zone),
    incident && `incident ${reference(incident, repo)}`,
    ...joined.map((one) => `also incident ${reference(one, repo)}`),
    severity && `severity ${severity}`,
  ];
  const lines = [first.filter(Boolean).join(' · ')];
  if (notNeeded !== undefined) return [notNeededLine(notNeeded), ...lines];
  return isOver(ends) ? [...lines, durations(ends)] : lines;
}

/** @param repo where the page is that it stands on */
function reference(issue: Pick<Incident, 'repo' | 'number' | 'url'>, repo: string): string {
  return `[${isSameRepository(issue.repo, repo) ? '' : issue.repo}#${issue.number}](${issue.url})`;
}

function standing(ends: Ends, zone: string): string {
  const { discovered, mitigated, over } = ends;
  if (over !== undefined) return `**Over** · ${period(discovered, over, zone)}`;
  const known =
    discovered === undefined ? '' : ` · discovered ${day(discovered, zone)}, ${clock(discovered, zone)} ${zone}`;
  if (isOver(ends)) return `**Over**${known}`;
  if (mitigated !== undefined) return `**Mitigated at ${clock(mitigated, zone)} ${zone}**, not yet over`;
  return '**Ongoing**';
}

function period(from: number | undefined, to: number, zone: string): string {
  const end = `${clock(to, zone)} ${zone}`;
  if (from === undefined) return `${day(to, zone)}, until ${end}`;
  if (day(from, zone) === day(to, zone)) return `${day(from, zone)}, ${clock(from, zone)} to ${end}`;
  return `${day(from, zone)}, ${clock(from, zone)} to ${dayOfYear(to, zone)}, ${end}`;
}

/** `14 min until discovered, 36 more until mitigated, 1 h 28 min from discovery to over.` Left out where an end is missing. */
function durations({ began, discovered, acknowledged, mitigated, over }: Ends): string {
  const parts: string[] = [];
  const isDiscoveredLater = began !== undefined && discovered !== undefined && discovered >= began;
  if (isDiscoveredLater) parts.push(`${span(discovered - began)} until discovered`);
  if (discovered !== undefined && acknowledged !== undefined && acknowledged >= discovered) {
    parts.push(`${span(acknowledged - discovered)}${isDiscoveredLater ? ' more' : ''} until acknowledged`);
  }
  if (discovered !== undefined && mitigated !== undefined && mitigated >= discovered) {
    parts.push(`${span(mitigated - discovered)}${isDiscoveredLater ? ' more' : ''} until mitigated`);
  }
  if (discovered !== undefined && over !== undefined && over >= discovered) {
    parts.push(`${span(over - discovered)} from discovery to over`);
  }
  return parts.length > 0 ? `${parts.join(', ')}.` : '';
}
