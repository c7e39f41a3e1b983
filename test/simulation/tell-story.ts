/** Stories written by hand, for tests. */
import type { Act, Deed, Fault, Saving, Story } from './story.ts';

export const record = 'A record';

/** Who does what, burst after burst; the first one begins with the incident. */
export function story(
  bursts: readonly (readonly (readonly [string, Deed])[])[],
  faults: readonly Fault[] = [],
  latencyMs = 20,
): Story {
  const opening: readonly (readonly [string, Deed])[] = [
    ['ron', { do: 'open', incident: 'A', title: 'Checkout fails w1w', text: 'It does not work.' }],
    ['tia', { do: 'mark', on: 'A', label: 'incident' }],
  ];
  const [first = [], ...others] = bursts;
  const acts = [[...opening, ...first], ...others].flatMap((burst, at) =>
    burst.map(([by, deed]): Act => ({ burst: at, by, ...deed })),
  );
  return { acts, faults, latencyMs };
}

export const row = (word: string, by = 'wes', on = 'A'): readonly [string, Deed] => [
  by,
  { do: 'say', comment: `c ${word}`, on, text: `/timeline 13:${word.slice(1, 3)} something happened ${word}` },
];
export const cut = (word: string): readonly [string, Deed] => [
  'ann',
  { do: 'cut', on: record, words: word, how: 'fresh' },
];
export const write = (word: string, how: Saving): readonly [string, Deed] => [
  'moe',
  { do: 'write', on: record, section: 'Summary', text: `Nobody could pay ${word}.`, how },
];
export const say = (by: string, comment: string, text: string): readonly [string, Deed] => [
  by,
  { do: 'say', comment, on: 'A', text },
];
