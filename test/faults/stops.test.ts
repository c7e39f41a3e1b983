import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createWorld, expectAtRest } from '../world.ts';
import { type Cast, castOf, describeWorld, perform, wholeStory } from './whole-story.ts';

const folder = mkdtempSync(join(tmpdir(), 'postmortems-stops-'));
afterAll(() => rmSync(folder, { recursive: true }));

const stateAfter = (acts: number) => join(folder, `after-${acts}.json`);

/** A world as it was after so many acts, on a copy of that state. */
async function worldAfter(acts: number, path = join(folder, 'copy.json')) {
  if (acts > 0) copyFileSync(stateAfter(acts), path);
  return createWorld({ ...(acts > 0 || path !== join(folder, 'copy.json') ? { statePath: path } : {}) });
}

test('a stop after every single request of the whole story, and a restart: the end is the same', {
  timeout: 100_000,
}, async () => {
  let before: Cast | undefined;
  let stops = 0;
  for (const [index, act] of wholeStory.entries()) {
    const clean = await worldAfter(index, stateAfter(index + 1));
    const cast = castOf(clean, before);
    await perform(cast, act);
    await clean.settle();
    const end = await describeWorld(clean);
    const { list } = clean.emulator.requests;
    const requests = list.length;
    for (let stop = 1; stop <= requests; stop += 1) {
      // A reading leaves the world as it was: behind it is behind the writing before it.
      if (stop > 1 && stop < requests && !list[stop - 1]?.write) continue;
      const world = await worldAfter(index);
      world.emulator.faults.stopAfter = stop;
      await perform(castOf(world, before), act);
      await world.settleOrStop();
      await world.restart();
      expect(
        await describeWorld(world),
        `act ${index + 1} (${act[0]}), stopped after request ${stop} of ${requests}`,
      ).toBe(end);
      if (stop === requests) await expectAtRest(world);
      stops += 1;
      world.close();
    }
    before = cast;
    clean.close();
  }
  expect(stops).toBeGreaterThan(100);
});
