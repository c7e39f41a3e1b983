/**
 * The incidents that have joined a case. Its head names them, so that a new process knows whom to read; whether each still says so itself is looked
 * at in every pass.
 */
import type { Question } from '../change.ts';
import type { Commanded } from '../commands/allowed.ts';
import type { Command } from '../commands/table.ts';
import { type Attributes, readMarker } from '../markers.ts';
import { recordOf } from '../measures/record.ts';
import {
  type CaseSnapshot,
  type Comment,
  candidateKey,
  type Incident,
  type Joined,
  type Postmortem,
} from '../snapshot.ts';
import { findWish } from './wish.ts';

/** More than these nobody reads in one page. */
export const mostJoined = 20;

/** Numbers of the incidents that a page names. */
export function joinedIn(body: string): readonly number[] {
  const marker = /^<!-- postmortems:head[^<>]*-->/m.exec(body)?.[0] ?? '';
  const named = readMarker(marker)?.attributes.joined?.split('-') ?? [];
  return named.filter((one) => /^\d{1,9}$/.test(one)).map(Number);
}

export function joinedAttributes(numbers: readonly number[]): Attributes {
  return numbers.length > 0 ? { joined: [...numbers].sort((a, b) => a - b).join('-') } : {};
}

export interface Accepted {
  readonly questions: readonly Question[];
  readonly joined: readonly (Joined & { readonly incident: Incident })[];
  /** Those that could not be read stay as they are. */
  readonly unread: readonly number[];
}

/** Those that say so themselves, be it of this case or of one that has joined it. */
export function acceptJoined(snapshot: CaseSnapshot, postmortem: Postmortem): Accepted {
  const questions: Question[] = [];
  const asking = (snapshot.joined ?? []).flatMap((one) => {
    const { incident } = one;
    if (!incident) return [];
    const found = findWish({ ...one, incident }, snapshot);
    questions.push(...found.questions);
    const { target } = found.wish ?? {};
    return target ? [{ ...one, incident, target: candidateKey(target) }] : [];
  });
  const known = new Set([postmortem, ...(snapshot.incident ? [snapshot.incident] : [])].map(candidateKey));
  const joined: (Joined & { readonly incident: Incident })[] = [];
  for (let found = asking.filter((one) => known.has(one.target)); found.length > 0; ) {
    for (const { target: _, ...one } of found) {
      joined.push(one);
      known.add(candidateKey(one.incident));
      if (one.postmortem) known.add(candidateKey(one.postmortem));
    }
    found = asking.filter((one) => known.has(one.target) && !joined.some(({ number }) => number === one.number));
  }
  const unread = (snapshot.joined ?? []).filter((one) => !one.incident).map((one) => one.number);
  return { questions, joined: joined.sort((a, b) => a.number - b.number), unread };
}

/** What was said there, and what was said in the record that each had before. */
export function commentsOf(joined: Accepted['joined']): readonly Comment[] {
  return joined.flatMap(({ incident, postmortem }) => [...incident.comments, ...(postmortem?.comments ?? [])]);
}

const counted: readonly Command['name'][] = ['entry', 'promote', 'passage', 'measure', 'adopt', 'help'];

/** Of the commands there only what goes into the record; measures that became issues in their former record stay there. */
export function countedIn(commanded: readonly Commanded[], joined: Accepted['joined']): readonly Commanded[] {
  if (joined.length === 0) return commanded;
  const theirs = new Set(commentsOf(joined));
  const measures = joined.flatMap((one) => one.postmortem?.measures ?? []);
  const made = new Set(measures.flatMap((one) => (one.ours ? (recordOf(one)?.from ?? []) : [])));
  const linked = new Set(measures.map((one) => one.number));
  return commanded.map((one) => {
    if (!theirs.has(one.comment)) return one;
    const lines = one.reading.lines.filter(({ id, command }) => {
      if (!('name' in command)) return true;
      if (!counted.includes(command.name)) return false;
      return command.name === 'adopt' ? !linked.has(command.number) : !made.has(id);
    });
    return { ...one, reading: { ...one.reading, lines } };
  });
}
