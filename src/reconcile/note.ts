/**
 * What goes along with a mark, for whichever process runs the pass: it knows only what it reads, what stands in these notes, and what the last pass over
 * the same key has kept. Notes stay until a pass has ended well, so that each arrives at least once. All of it can be lost: a resync makes good.
 */
import type { Overwritten } from '../postmortem/snapshot.ts';
import type { FightState } from './fights.ts';
import type { Key } from './key.ts';
import type { Naming } from './naming.ts';

export interface Note {
  /** The deliveries of the webhooks that marked it, as GitHub names them: for the log. */
  readonly deliveries?: readonly string[];
  /** A person did something here. */
  readonly act?: true;
  /** Nobody knows whether the issue belongs to a case. */
  readonly isUnsure?: true;
  /** Edits that were lost under our writes, each with the issue it was made in. */
  readonly overwritten?: readonly { readonly of: Key; readonly lost: Overwritten }[];
  /** Of an index: issues that the pass has to read by themselves. */
  readonly numbers?: readonly number[];
  /** Incidents that have joined this case, or have left it. */
  readonly joins?: readonly number[];
  readonly leaves?: readonly number[];
  /** Of a case: the later ones in which a factor of it returned, as its head should say. */
  readonly seenAgain?: string;
  /** When the resync began that asks for this; what was remembered of earlier readings is forgotten. */
  readonly resync?: number;
}

/** What the next pass over the same key has to know, in whatever process. */
export interface Kept {
  readonly fight?: FightState;
  /** Of a case: hash of what it has told the index last. */
  readonly shown?: string;
  /** Of an index: what passes and events have named. */
  readonly naming?: Naming;
  /** The texts that the last writes to an issue were made from, oldest first. */
  readonly written?: { readonly of: Key; readonly bases: readonly string[] };
}

/** A burst tells of more than anybody looks up. */
const mostDeliveries = 1000;

/** Several notes as one; it is unsure only where all of them are. */
export function mergeNotes(notes: readonly Note[]): Note {
  const lists = {
    overwritten: notes.flatMap((one) => one.overwritten ?? []),
    numbers: [...new Set(notes.flatMap((one) => one.numbers ?? []))],
    joins: notes.flatMap((one) => one.joins ?? []),
    leaves: notes.flatMap((one) => one.leaves ?? []),
  };
  const deliveries = [...new Set(notes.flatMap((one) => one.deliveries ?? []))].slice(-mostDeliveries);
  const seenAgain = notes.findLast((one) => one.seenAgain !== undefined)?.seenAgain;
  const resync = Math.max(0, ...notes.map((one) => one.resync ?? 0));
  return {
    ...lists,
    ...(deliveries.length > 0 ? { deliveries } : {}),
    ...(notes.some((one) => one.act) ? { act: true } : {}),
    ...(notes.length > 0 && notes.every((one) => one.isUnsure) ? { isUnsure: true } : {}),
    ...(seenAgain === undefined ? {} : { seenAgain }),
    ...(resync > 0 ? { resync } : {}),
  };
}
