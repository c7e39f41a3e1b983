/**
 * Keeps the state in a file, if asked: read at the start, written a moment after each change and at the end. The file is replaced whole, so
 * that a stop in the middle leaves the former one.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Saved } from './model.ts';

const delayMs = 200;

export interface StateFile {
  readonly saved: Saved | undefined;
  /** Says that the state has changed. */
  changed: () => void;
  /** Writes what is not written yet, and no more after that. */
  close: () => void;
}

/** Throws when the file is there and holds something else. */
export function openStateFile(path: string, read: () => Saved): StateFile {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  const write = () => {
    timer = undefined;
    writeFileSync(`${path}.new`, JSON.stringify(read()));
    renameSync(`${path}.new`, path);
  };
  return {
    saved: existsSync(path) ? parse(path) : undefined,
    changed: () => {
      if (!closed) timer ??= setTimeout(write, delayMs).unref();
    },
    close: () => {
      closed = true;
      if (timer === undefined) return;
      clearTimeout(timer);
      write();
    },
  };
}

function parse(path: string): Saved {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof value === 'object' && value !== null && 'version' in value && value.version === 1) return value as Saved;
  throw new Error(`${path} is no state of the embedded GitHub`);
}
