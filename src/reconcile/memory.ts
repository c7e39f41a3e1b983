/**
 * What passes have learned in this process. All of it can be lost: it only saves requests. Never a decision about a case is taken from here.
 */
import type { LabelNames } from '../postmortem/configuration/schema.ts';
import { isBaseOf, nameOfLost } from '../postmortem/document/lost-edit.ts';
import type { Board } from '../postmortem/index-issue/board.ts';
import type { Opening, Overwritten, Place } from '../postmortem/snapshot.ts';
import { type Key, keyText } from './key.ts';
import type { Seen } from './naming.ts';

export interface Memory {
  /** The case that an issue belongs to. */
  readonly aliases: Map<string, Key>;
  /** Case → the issues that belonged to it when it was last read. */
  readonly parts: Map<string, readonly Key[]>;
  /** A record that is in another repository than its incident, and lives by itself → the incident. */
  readonly left: Map<string, Key>;
  /** Issues that belong to no case, as last seen. */
  readonly unrelated: Set<string>;
  /** Case → its postmortem. */
  readonly postmortems: Map<string, Place>;
  /** Index → what it shows, as last read. */
  readonly boards: Map<string, KnownBoard>;
  /** Index → what the labels of its repository are called. */
  readonly labels: Map<string, LabelNames>;
  /** Index → what was wrong in the configuration. */
  readonly faults: Map<string, string | undefined>;
  /** Repository → postmortems that passes were about to open for bots. */
  readonly openings: Map<string, readonly Opening[]>;
  /** Case → the incidents that have joined it, as far as their passes have told. */
  readonly joining: Map<string, ReadonlySet<number>>;
  /** Incident → the case that it has joined. */
  readonly joins: Map<string, Key>;
  /** Changes that GitHub refused, until when they are not tried again (epoch milliseconds). */
  readonly refused: Map<string, number>;
  /** Postmortem → the texts that our last writes to it were made from, oldest first. */
  readonly written: Map<string, readonly string[]>;
  /** Postmortem → edits that were lost under our writes to it, and wait to be merged back. */
  readonly overwritten: Map<string, readonly Overwritten[]>;
  /** Of those that were merged back, each by its hash: GitHub may tell of them again. */
  readonly merged: Set<string>;
}

export function createMemory(): Memory {
  return {
    aliases: new Map(),
    parts: new Map(),
    left: new Map(),
    unrelated: new Set(),
    postmortems: new Map(),
    boards: new Map(),
    labels: new Map(),
    faults: new Map(),
    openings: new Map(),
    joining: new Map(),
    joins: new Map(),
    refused: new Map(),
    written: new Map(),
    overwritten: new Map(),
    merged: new Set(),
  };
}

export interface KnownBoard {
  readonly board: Board;
  /** What it was read by: another configuration reads cards differently. */
  readonly configuration: string;
  /** When its last reading began, epoch milliseconds. */
  readonly readAt: number;
  /** When everything was read last, epoch milliseconds. */
  readonly wholeAt: number;
  /** When this process opened the index, until everything was read after that, epoch milliseconds. */
  readonly openedAt?: number;
  /** What was named up to then. */
  readonly seen: Seen;
}

/** The case that a key stands for, as far as is known. */
export function resolveAlias(memory: Memory, key: Key): Key {
  return memory.aliases.get(keyText(key)) ?? key;
}

/**
 * Notes which case an incident has joined; what its page does not name yet is read all the same.
 * @returns the case that it has left, if that is known
 */
export function noteJoining({ joins }: Memory, incident: Key, joined: Key | undefined): Key | undefined {
  const before = joins.get(keyText(incident));
  if (joined) joins.set(keyText(incident), joined);
  else joins.delete(keyText(incident));
  return before && (!joined || keyText(before) !== keyText(joined)) ? before : undefined;
}

/** Notes what passes over the incidents have told, in whatever process. */
export function noteJoined({ joining }: Memory, key: Key, joins: readonly number[], leaves: readonly number[]): void {
  if (joins.length + leaves.length === 0) return;
  const text = keyText(key);
  joining.set(text, new Set([...(joining.get(text) ?? []), ...joins].filter((one) => !leaves.includes(one))));
}

const mostOpenings = 20;

/** Passes run side by side: what one of them is about to open counts for the others before GitHub shows it. */
export function noteOpening({ openings }: Memory, repository: string, opening: Opening): void {
  openings.set(repository, [...(openings.get(repository) ?? []), opening].slice(-mostOpenings));
}

/** @param found what GitHub shows */
export function withOpenings({ openings }: Memory, repository: string, found: readonly Opening[]): readonly Opening[] {
  const begun = openings.get(repository) ?? [];
  return [...found, ...begun.filter(({ incident }) => !found.some((one) => one.incident === incident))];
}

/** Lost edits of one postmortem that are kept in mind; more than a person makes while a pass runs. */
const mostOverwritten = 10;
const mostMerged = 1000;
const mostWritten = 50;

/** A pass may write several times before it hears that an edit was lost under the first of these. */
const mostBases = 3;

/**
 * Notes the texts that writes are made from. GitHub tells of the writes soon.
 * @param key the postmortem's own, whatever case it belongs to
 * @returns those that are known now
 */
export function noteWriting({ written }: Memory, key: Key, bases: readonly string[]): readonly string[] {
  const text = keyText(key);
  const known = [...new Set([...(written.get(text) ?? []).filter((one) => !bases.includes(one)), ...bases])];
  written.delete(text);
  written.set(text, known.slice(-mostBases));
  dropOldest(written, mostWritten);
  return known.slice(-mostBases);
}

/**
 * @param key as above
 * @returns whether it is known from what text it was made; where it is not, its edits tell
 */
export function noteOverwritten({ overwritten, merged, written }: Memory, key: Key, lost: Overwritten): boolean {
  const text = keyText(key);
  const name = nameOfLost(lost);
  if (merged.has(name)) return true;
  const noted = overwritten.get(text) ?? [];
  const known = noted.find((one) => nameOfLost(one) === name);
  const read = known?.read ?? lost.read ?? written.get(text)?.find((one) => isBaseOf(lost.ours, one));
  const best = { ...known, ...lost, ...(read === undefined ? {} : { read }) };
  const all = known ? noted.map((one) => (one === known ? best : one)) : [...noted, best];
  overwritten.set(text, all.slice(-mostOverwritten));
  return read !== undefined;
}

/** @param done what a pass over it has merged back */
export function forgetOverwritten({ overwritten, merged }: Memory, key: Key, done: readonly Overwritten[]): void {
  if (done.length === 0) return;
  const left = (overwritten.get(keyText(key)) ?? []).filter((one) => !done.includes(one));
  if (left.length > 0) overwritten.set(keyText(key), left);
  else overwritten.delete(keyText(key));
  for (const one of done) merged.add(nameOfLost(one));
  dropOldest(merged, mostMerged);
}

function dropOldest(kept: Map<string, unknown> | Set<string>, most: number): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
}
