import type { Commanded } from '../commands/allowed.ts';

/** The rules that somebody silenced in this postmortem, each with the reason that was given last. */
export function mutedBy(commanded: readonly Commanded[]): ReadonlyMap<string, string> {
  const muted = new Map<string, string>();
  for (const { isAllowed, reading } of commanded) {
    for (const { command } of isAllowed ? reading.lines : []) {
      if ('name' in command && command.name === 'mute') muted.set(command.rule, command.why);
    }
  }
  return muted;
}
