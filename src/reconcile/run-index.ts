/**
 * A pass over the index of a repository. Its board is kept in memory, so that one change costs one reading of what has moved since, however many
 * postmortems there are. What passes wrote they name by number, because a filtered list is late; what other processes wrote comes with the list, and a
 * reading a minute after each change finds what that one had not got yet. All of it can be lost: then everything is read again.
 */
import type { Change } from '../postmortem/change.ts';
import { hasLostAnEdit } from '../postmortem/document/lost-edit.ts';
import { hash } from '../postmortem/hash.ts';
import { type Board, emptyBoard, updateBoard } from '../postmortem/index-issue/board.ts';
import { isDue } from '../postmortem/index-issue/due.ts';
import { planIndex } from '../postmortem/index-issue/plan-index.ts';
import { staleLinks } from '../postmortem/index-issue/seen-again.ts';
import type { Configured, Overwritten, Place } from '../postmortem/snapshot.ts';
import { caseKey, indexKey, type Key, keyText } from './key.ts';
import { forgetOverwritten, type Memory, noteOverwritten } from './memory.ts';
import { namedSince } from './naming.ts';
import type { PassContext } from './pass.ts';
import { Trouble } from './port.ts';

/** Readings of one pass: what it creates it must see, and bodies may move under it. More than this is a fight. */
export const mostRounds = 12;
/** Lists of GitHub that are filtered lag by half a minute, and its clock may be another one than ours. */
const overlapMs = 2 * 60_000;
/** So long after it was made an issue may be missing in a list. */
const longestLagMs = 30_000;
/** So long it holds that an index which a reading of everything did not find is not there. */
const freshMs = 10_000;

type ApplyAll = (
  key: Key,
  changes: readonly Change[],
  context: PassContext,
  onOpened: (number: number) => void,
) => Promise<'done' | 'moved' | 'stopped'>;

export async function runIndex(key: Key, context: PassContext, applyAll: ApplyAll): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    if (context.fights.isResting()) return;
    if ((await runOnce(key, context, applyAll)) === 'settled') return;
  }
  throw new Trouble('passing', `${keyText(key)} did not settle in ${mostRounds} readings`);
}

async function runOnce(key: Key, context: PassContext, applyAll: ApplyAll): Promise<'settled' | 'again'> {
  const { github, memory, now } = context;
  const text = keyText(key);
  const before = memory.boards.get(text);
  const naming = context.naming();
  const named = before && namedSince(naming, before.seen);
  const began = now();
  const isUnsure = before?.openedAt !== undefined && began - before.openedAt > longestLagMs;
  // Where nobody can say what was named since, or whether another process has opened one as well, everything is read.
  const known = named && !isUnsure ? before : undefined;
  const { indexes, others } = known?.board ?? emptyBoard;
  const read = await github.readIndex(key.repo, {
    since: known && known.readAt - overlapMs,
    numbers: [...new Set([...firstOf(indexes.keys()), ...(named ?? naming.entries.map(([number]) => number))])],
    pages: new Set([...indexes.keys(), ...others]),
  });
  if (!read) return 'settled';
  learnFaults(key, read, { ...context, mark: () => {} });
  const configuration = JSON.stringify(read.configuration);
  if (known && known.configuration !== configuration) return readAgain();
  const board = updateBoard(known?.board ?? emptyBoard, read);
  if (!known) markDue(key, board, read, context);
  const wholeAt = known?.wholeAt ?? began;
  const isWhole = began - wholeAt <= freshMs;
  for (const { number, writings = [] } of read.indexes)
    for (const one of writings)
      if (hasLostAnEdit(one)) noteOverwritten(memory, caseKey(key.installation, key.repo, number), one);
  const overwritten = lostIn(key, board, memory);
  const planned = planIndex({ ...read, now: now(), board, isWhole, overwritten });
  if (planned.isUnsure) return readAgain();
  const openedAt = planned.changes.some(opensIndex) ? began : known?.openedAt;
  memory.boards.set(text, {
    board,
    configuration,
    readAt: began,
    wholeAt,
    seen: { id: naming.id, last: naming.last },
    ...(openedAt === undefined ? {} : { openedAt }),
  });
  // Named before anything is written, so that every process reads it, whatever becomes of this pass.
  context.name(written(planned.changes));
  const applied = await applyAll(key, planned.changes, context, (number) => context.name([number])).catch((error) => {
    // Whether something was created is not known: the answer may have got lost.
    memory.boards.delete(text);
    throw error;
  });
  if (applied === 'done')
    for (const [number, lost] of overwritten)
      forgetOverwritten(memory, caseKey(key.installation, key.repo, number), lost);
  if (planned.changes.length > 0) context.markLater(key);
  for (const { number, seenAgain } of staleLinks(board, known?.board, read.configuration.zone)) {
    const note = seenAgain === undefined ? {} : { seenAgain };
    context.mark(caseKey(key.installation, key.repo, number), note);
  }
  return applied === 'stopped' || (applied === 'done' && !planned.again) ? 'settled' : 'again';

  function readAgain(): 'again' {
    memory.boards.delete(text);
    return 'again';
  }
}

/** A resync reads every index anew, and so finds them among all that are closed, at no further request. */
function markDue(key: Key, { cards }: Board, { configuration }: Configured, { now, mark }: PassContext): void {
  for (const card of cards.values())
    if (isDue(card, now(), configuration.zone)) mark(caseKey(key.installation, key.repo, card.number));
}

/** What people wrote into the index or a page of it, and our writes replaced. */
function lostIn(key: Key, { indexes }: Board, { overwritten }: Memory): Map<number, readonly Overwritten[]> {
  return new Map(
    [...indexes.keys()].flatMap((number) => {
      const lost = overwritten.get(keyText(caseKey(key.installation, key.repo, number)));
      return lost ? [[number, lost] as const] : [];
    }),
  );
}

/** The index is older than its pages. */
function firstOf(numbers: Iterable<number>): number[] {
  const [first, ...others] = numbers;
  return first === undefined ? [] : [others.reduce((a, b) => Math.min(a, b), first)];
}

function opensIndex(change: Change): boolean {
  return change.do === 'open issue' && change.parent === undefined;
}

/** What was written has another body now. */
function written(changes: readonly Change[]): number[] {
  return changes.flatMap((one) => ('issue' in one ? [one.issue.number] : []));
}

/** What the labels are called, for events; and what is wrong in the file shows in the index. */
export function learnFaults(key: Key, { configuration, faults }: Configured, { memory, mark }: PassContext): void {
  const index = indexKey(key.installation, key.repo);
  const text = keyText(index);
  memory.labels.set(text, configuration.labels);
  const shown = faults && JSON.stringify(faults);
  if (memory.faults.get(text) === shown) return;
  memory.faults.set(text, shown);
  mark(index);
}

/** What an index should show of a case. */
export interface Shown extends Place {
  /** Undefined for a page that another case keeps, or none: its card is not known here. */
  readonly card: string | undefined;
  /** What that card has from this case. */
  readonly from?: string;
}

/**
 * Marks an index dirty where it shows something else of a case than it should: that of the repository, and of where the postmortem is or was.
 * @param before where its postmortem was
 * @param shown what the index should show, and of which postmortem
 */
export function showInIndex(
  key: Key,
  before: Place | undefined,
  shown: Shown | undefined,
  { memory, mark, keep, kept, note }: PassContext,
): void {
  // Another process may have told the index something else since this one has read it.
  const told = hash(JSON.stringify(shown ?? {}));
  const pages = [before, shown].filter((one) => one !== undefined);
  const places = [{ repo: key.repo, number: key.number }, ...pages];
  for (const repo of new Set(places.map((one) => one.repo))) {
    const index = indexKey(key.installation, repo);
    const board = memory.boards.get(keyText(index))?.board;
    const isHere = pages.length === 0 || pages.some((one) => one.repo === repo);
    const isFirst = kept.shown === undefined;
    const isNew = isHere && kept.shown !== told && (!isFirst || !board || (shown && shown.card === undefined));
    const different = new Set<number>();
    for (const { number } of places.filter((one) => one.repo === repo)) {
      const card = board?.cards.get(number);
      const here = repo === shown?.repo && number === shown.number ? shown : undefined;
      const isKnown = here === undefined || here.card !== undefined;
      if (isNew || (isKnown && board && (card && JSON.stringify(card)) !== here?.card)) different.add(number);
    }
    if (different.size === 0 || (!board && !shown && kept.shown === undefined)) continue;
    mark(index, { numbers: [...different], ...(note.act ? { act: true } : {}) });
  }
  if (kept.shown !== told && (shown || kept.shown !== undefined)) keep({ shown: told });
}
