/**
 * What passes have learned in this process. All of it can be lost: it only saves requests. Never a decision about a case is taken from here.
 */
import { type Key, keyText } from './key.ts';

export interface Memory {
  /** The case that an issue belongs to. */
  readonly aliases: Map<string, Key>;
  /** Case → the issues that belonged to it when it was last read. */
  readonly parts: Map<string, readonly Key[]>;
  /** Issues that belong to no case, as last seen. */
  readonly unrelated: Set<string>;
  /** Case → number of its postmortem. */
  readonly postmortems: Map<string, number>;
  /** Case → what the index showed of it. */
  readonly shown: Map<string, string | undefined>;
  /** Changes that GitHub refused, until when they are not tried again (epoch milliseconds). */
  readonly refused: Map<string, number>;
}

export function createMemory(): Memory {
  return {
    aliases: new Map(),
    parts: new Map(),
    unrelated: new Set(),
    postmortems: new Map(),
    shown: new Map(),
    refused: new Map(),
  };
}

/** The case that a key stands for, as far as is known. */
export function resolveAlias(memory: Memory, key: Key): Key {
  return memory.aliases.get(keyText(key)) ?? key;
}
