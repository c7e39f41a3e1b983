import { expect, test } from 'vitest';
import { createWorld, expectAtRest } from '../world.ts';
import { type Cast, castOf, describeWorld, perform, wholeStory } from './whole-story.ts';

test('a stop after every single request of the whole story, and a restart: the end is the same', {
  timeout: 100_000,
}, async () => {
  let saved: string | undefined;
  let before: Cast | undefined;
  let stops = 0;
  for (const [index, act] of wholeStory.entries()) {
    const worldBefore = () => createWorld(saved === undefined ? {} : { saved });
    const clean = await worldBefore();
    const cast = castOf(clean, before);
    await perform(cast, act);
    await clean.settle();
    const end = describeWorld(clean);
    const { list } = clean.emulator.requests;
    const requests = list.length;
    for (let stop = 1; stop <= requests; stop += 1) {
      // A reading leaves the world as it was: behind it is behind the writing before it.
      if (stop > 1 && stop < requests && !list[stop - 1]?.write) continue;
      const world = await worldBefore();
      world.emulator.faults.stopAfter = stop;
      await perform(castOf(world, before), act);
      await world.settleOrStop();
      await world.restart();
      expect(describeWorld(world), `act ${index + 1} (${act[0]}), stopped after request ${stop} of ${requests}`).toBe(
        end,
      );
      if (stop === requests) await expectAtRest(world);
      stops += 1;
    }
    before = cast;
    saved = clean.save();
  }
  expect(stops).toBeGreaterThan(100);
});
