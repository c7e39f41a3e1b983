/**
 * Whatever somebody writes, wherever: no pass takes seconds. Told in the cost of parsing an ordinary page, which takes less than a tenth of a second on a
 * usual machine, so that it means the same on a slow one.
 */
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { beforeAll, describe, expect, test } from 'vitest';
import { rules } from '../../src/postmortem/checks/rules.ts';
import { readConfiguration } from '../../src/postmortem/configuration/read.ts';
import { findHostility } from '../../src/postmortem/markdown/hostile.ts';
import { effortOf, leastEffort } from '../effort.ts';
import { createHostileCase, type HostileCase, places, planOf } from './hostile-case.ts';
import { type Shape, shapes, shapesOfOurs } from './hostile-shapes.ts';

const longest = 65_536;
/** What a page of its own has is full beyond that. */
const longestPage = 58_000;
/** In the cost of an ordinary page: two seconds and more. */
const most = 25;
const part = 8;

let known: HostileCase;
/** Milliseconds. */
let ordinary = 0;

const paragraph =
  'Customers could **not pay by card** for 50 minutes; see the [dashboard](https://grafana.example.com/d/pay).';
const usual = `## Summary\n\n${`${paragraph}\n\n- the pool was *empty*\n- checks stayed \`green\`\n\n`.repeat(360)}`;
const ids = rules.map((one) => one.id);

const passes: { readonly [place: string]: (text: string) => unknown } = {
  ...Object.fromEntries(
    Object.entries(places).map(([name, put]) => [name, (text) => planOf(put(known, text), known.now)]),
  ),
  'the configuration': (text) => readConfiguration(text, { repo: 'acme/shop', rules: ids }),
};

beforeAll(async () => {
  known = await createHostileCase();
  for (const [place, pass] of Object.entries(passes)) await pass(`${usual}${place}\n`);
  const parser = unified().use(remarkParse).use(remarkGfm);
  ordinary = await leastEffort(() => parser.parse(usual));
});

/**
 * What a part of the longest text costs may grow by the square and is still little, or grows as the text does. What was read before is known by heart, so
 * each try is a little shorter.
 */
async function whatGrows(pass: (text: string) => unknown, shape: Shape): Promise<string | undefined> {
  let told = '';
  for (const less of [0, 10, 20, 30, 40, 50]) {
    const whole = await effortOf(() => pass(shape(longest / part - less)));
    if (whole * part ** 2 <= most * ordinary) return undefined;
    const half = await effortOf(() => pass(shape(longest / part / 2 - less)));
    if (whole <= 3 * half) return undefined;
    told = `${half.toFixed()} ms, and twice as long ${whole.toFixed()} ms`;
  }
  return told;
}

describe('texts twice as long cost twice as much', () => {
  test.each([
    ['a body that was adopted', shapesOfOurs],
    ['titles, descriptions and comments', shapes],
    ['the configuration', shapes],
  ])(
    'in %s',
    async (place, all) => {
      const found: string[] = [];
      for (const [name, shape] of Object.entries(all)) {
        const told = await whatGrows((text) => passes[place]?.(text), shape);
        if (told !== undefined) found.push(`${name}: ${told}`);
      }
      expect(found).toEqual([]);
    },
    120_000,
  );
});

/** As long as it is not refused, with a little room for what stands around it. */
function brimful(shape: Shape): number {
  let [low, high] = [0, longestPage];
  while (high - low > 20) {
    const middle = Math.ceil((low + high) / 2);
    if (findHostility(shape(middle)) === undefined) low = middle;
    else high = middle;
  }
  return low - 300;
}

describe('the longest of the worst', () => {
  test.each([
    ['a body that was adopted', 'front matter that ends'],
    ['a body that was adopted', 'cells and dashes'],
    ['a body that was adopted', 'lists within lists'],
    ['a body that was adopted', 'front matter of lists'],
    ['a body that was adopted', 'strong in strong'],
    ['a body instead of ours', 'emphasis in emphasis'],
    ['a body instead of ours', 'quoted and obeyed'],
    ['a lost edit', 'a list of times backwards'],
    ['titles, descriptions and comments', '/factor of every name'],
    ['the configuration', 'uses of no link'],
  ])('in %s: %s', async (place, name) => {
    const shape = shapes[name] ?? (() => '');
    const length = place.startsWith('a ') ? brimful(shape) : longest;
    let cost = Number.POSITIVE_INFINITY;
    for (let less = 0; less < 30 && cost > most * ordinary; less += 10)
      cost = Math.min(cost, await effortOf(() => passes[place]?.(shape(length - less))));
    expect(cost).toBeLessThan(most * ordinary);
  });
});
