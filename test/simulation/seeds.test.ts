/** So many seeds in every run of the tests; `npm run simulate` plays more. The seed of a failure is printed with its shortest story. */
import { expect, test } from 'vitest';
import { tellFailure } from './simulate.ts';

const from = 1;
const atThePort = 60;
const overHttp = 5;
const together = 5;

test.each(Array.from({ length: atThePort / together }, (_, index) => ({ first: from + index * together })))(
  'seeds from $first: all laws hold',
  async ({ first }) => {
    for (let seed = first; seed < first + together; seed += 1) expect(await tellFailure(seed)).toBeUndefined();
  },
);

test(`${overHttp} seeds over HTTP: all laws hold`, { timeout: 100_000 }, async () => {
  for (let seed = from; seed < from + overHttp; seed += 1)
    expect(await tellFailure(seed, { overHttp: true })).toBeUndefined();
});
