/** Each protection is needed: with it a story comes to its end as it should, without it a law is broken. */
import { expect, test } from 'vitest';
import { judge } from './laws.ts';
import { protections } from './protections.ts';

test.each(protections)('$name', { timeout: 100_000 }, async ({ story, without, breaks }) => {
  expect(await judge(story)).toEqual([]);
  const broken = await judge(story, { build: without });
  expect(broken.map((one) => /^law (\d+)/.exec(one)?.[1])).toContain(String(breaks));
});
