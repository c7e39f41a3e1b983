/** An embedded GitHub on which an App has run for a while. */
import { createEmulator, type Emulator } from '../../src/emulator/emulator.ts';

/** Nothing was pushed there of late: after a push the configuration is asked for anew in each pass, which would be measured along. */
export function createBenchEmulator(): Emulator {
  const emulator = createEmulator({ installedAt: Date.now() - 60_000 });
  for (const repository of emulator.state.repositories.values()) repository.pushedAt = Date.now() - 60 * 60_000;
  return emulator;
}
