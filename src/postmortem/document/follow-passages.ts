/**
 * Brings the passages of the body and the commands of the comments together, as the timeline does it with its rows: a new line gives a new
 * passage, an edited one takes the place of what it was, one that is gone takes its passage along. A passage whose line has not changed keeps
 * what people made of it, and one that they took out stays away.
 */
import { type Commanded, isRestoring } from '../commands/allowed.ts';
import type { Command } from '../commands/table.ts';
import { commentOfRow } from '../markers.ts';
import type { Comment, Postmortem } from '../snapshot.ts';
import type { Ledger } from '../status/ledger.ts';
import { isForeign } from '../timeline/follow.ts';
import { type Factor, findPassages, type Passage, type PassageEdits, passageText, readFactors } from './passages.ts';
import type { Document } from './read.ts';
import type { SectionId } from './sections.ts';

export interface FollowedPassages {
  readonly edits: PassageEdits;
  /** Ids of what a person removed by hand, and the sections that it came to; never its text. */
  readonly removed: readonly string[];
  readonly removedFrom: readonly SectionId[];
  /** Any passage is there or wanted. */
  readonly isUsed: boolean;
  /** The factors with a number, as they will stand. */
  readonly factors: readonly FollowedFactor[];
}

export interface FollowedFactor extends Factor {
  /** It stands in the body already, so that its number is settled. */
  readonly isWritten: boolean;
}

interface Wanted {
  readonly id: string;
  readonly comment: string;
  readonly isKnown: boolean;
  readonly command: Extract<Command, { name: 'passage' }>;
}

export interface PassageOptions {
  readonly postmortem: Pick<Postmortem, 'ours'>;
  /** All comments of people. */
  readonly comments: readonly Comment[];
  readonly document: Document;
  readonly ledger: Ledger | undefined;
  readonly commanded: readonly Commanded[];
  /** Some comments may not have been read, so that none counts as gone. */
  readonly isUnsure: boolean;
  /** The body is the one that was written last, or a later one. */
  readonly isFresh: boolean;
  /** Numbers of factors that something else refers to. */
  readonly taken: readonly number[];
}

export function followPassages(options: PassageOptions): FollowedPassages {
  const { document, commanded, isUnsure } = options;
  const present = findPassages(document).filter(({ id }) => !isForeign(id, options));
  const wanted = commanded.flatMap((one) => (one.isAllowed ? wantedOf(one) : []));
  const ids = new Set(wanted.map((one) => one.id));
  const gone = present.filter(
    ({ id }) => !ids.has(id) && !(isUnsure && !commanded.some((one) => one.comment.number === commentOfRow(id))),
  );
  const removed = removedByHand(options, present, wanted);
  const there = new Set(present.map((one) => one.id));
  const fresh = wanted.filter(({ id }) => !there.has(id) && !removed.has(id));

  const factors = new Map(readFactors(document).map((one) => [one.number, { ...one, isWritten: true }]));
  const replaced: { start: number; end: number; text: string }[] = [];
  const added: { section: SectionId; text: string }[] = [];
  const left = new Set(gone);
  let last = Math.max(0, ...factors.keys(), ...options.taken);
  for (const { id, comment, command } of fresh) {
    const former = [...left].find((one) => commentOfRow(one.id) === comment && one.section === command.section);
    if (former) left.delete(former);
    const isFactor = command.section === 'factors';
    const number = isFactor ? (former?.factor ?? last + 1) : undefined;
    if (number !== undefined) factors.set(number, { number, text: command.text, isWritten: former !== undefined });
    last = Math.max(last, number ?? 0);
    const text = passageText(command, id, number);
    if (former) replaced.push({ start: former.start, end: former.end, text });
    else added.push({ section: command.section, text });
  }
  for (const { start, end, factor } of left) {
    replaced.push({ start, end, text: '' });
    if (factor !== undefined) factors.delete(factor);
  }
  return {
    edits: { replaced, added },
    removed: [...removed].sort(),
    removedFrom: wanted.filter(({ id }) => removed.has(id)).map(({ command }) => command.section),
    isUsed: wanted.length > 0 || present.length > 0,
    factors: [...factors.values()].sort((a, b) => a.number - b.number),
  };
}

function wantedOf({ comment, reading, isKnown }: Commanded): Wanted[] {
  return reading.lines.flatMap(({ id, command }) =>
    'name' in command && command.name === 'passage' ? [{ id, comment: comment.number, isKnown, command }] : [],
  );
}

/** Passages of lines that were read before and are missing now, in a body that is no stale save; `/postmortem restore` forgets them, once. */
function removedByHand(
  { ledger, commanded, isFresh }: PassageOptions,
  present: readonly Passage[],
  wanted: readonly Wanted[],
): Set<string> {
  if (isRestoring(commanded)) return new Set();
  const there = new Set(present.map((one) => one.id));
  const ids = new Set(wanted.map((one) => one.id));
  const outdated = new Set(present.filter(({ id }) => !ids.has(id)).map(({ id }) => commentOfRow(id)));
  const before = new Set(ledger?.removed ?? []);
  return new Set(
    wanted
      .filter(({ id }) => !there.has(id))
      .filter(({ id, comment, isKnown }) => before.has(id) || (isFresh && isKnown && !outdated.has(comment)))
      .map(({ id }) => id),
  );
}
