import { assert, constantFrom, array as listOf, property } from 'fast-check';
import { expect, test } from 'vitest';
import { mergeLines } from '../../src/postmortem/document/merge-lines.ts';

const lines = (text: string) => text.replaceAll(' ', '\n');

test.each([
  { name: 'nothing was lost', base: 'a b c', lost: 'a b c', present: 'a x c', merged: 'a x c' },
  { name: 'nothing else happened', base: 'a b c', lost: 'a y', present: 'a b c', merged: 'a y' },
  { name: 'both did the same', base: 'a b c', lost: 'a x c', present: 'a x c', merged: 'a x c' },
  { name: 'in different places', base: 'a b c d e', lost: 'A b c d e', present: 'a b c d E f', merged: 'A b c d E f' },
  { name: 'side by side', base: 'a b c', lost: 'A b c', present: 'a B c', merged: 'A B c' },
  { name: 'the same line', base: 'a b c', lost: 'a lost c', present: 'a now c', merged: 'a lost now c' },
  { name: 'one line of two that stand together', base: 'a b', lost: 'A b', present: 'a2 B', merged: 'A a2 B' },
  { name: 'added in the same place', base: 'a b', lost: 'a x b', present: 'a y b', merged: 'a x y b' },
  { name: 'paragraphs in the same place', base: 'a  b', lost: 'a  x  b', present: 'a  y  b', merged: 'a  x  y  b' },
  { name: 'taken out, and changed since', base: 'a b c', lost: 'a c', present: 'a B c', merged: 'a B c' },
  { name: 'changed, and taken out since', base: 'a b c', lost: 'a B c', present: 'a c', merged: 'a B c' },
  { name: 'a line and its neighbour', base: 'a b c', lost: 'a B C', present: 'a c', merged: 'a B C' },
  { name: 'other line ends', base: 'a b c', lost: 'a\r b\r C', present: 'A b\r c', merged: 'A b\r C' },
])('$name', ({ base, lost, present, merged }) => {
  expect(mergeLines(lines(base), lines(lost), lines(present))).toBe(lines(merged));
});

test('no line that either side added is dropped, and one side alone has its way', () => {
  const text = listOf(constantFrom('', 'a', 'b', 'c', 'd'), { minLength: 1, maxLength: 8 });
  const merge = (...texts: [string[], string[], string[]]) => {
    const [base, lost, present] = texts.map((one) => one.join('\n'));
    return mergeLines(base ?? '', lost ?? '', present ?? '').split('\n');
  };
  assert(
    property(text, text, text, (base, lost, present) => {
      const merged = merge(base, lost, present);
      for (const line of [...lost, ...present]) if (line !== '' && !base.includes(line)) expect(merged).toContain(line);
      expect(merge(base, lost, base)).toEqual(lost);
      expect(merge(base, base, present)).toEqual(present);
    }),
    { numRuns: 2000 },
  );
});

test('texts that have nothing in common are merged within a moment', () => {
  const text = (sign: string) => Array.from({ length: 10_000 }, (_, i) => (i % 2 ? '' : `${sign}${i}`)).join('\n');
  const began = performance.now();
  const merged = mergeLines(text('a'), text('b'), text('c'));
  expect(performance.now() - began).toBeLessThan(5000);
  expect(merged).toContain('b9998');
  expect(merged).toContain('c9998');
});
