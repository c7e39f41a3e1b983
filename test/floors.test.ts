import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** What each floor may import of ours. A floor is a folder of `src`; `src/index.ts` belongs to `app`. */
const floors: Readonly<Record<string, readonly string[]>> = {
  app: ['app', 'github', 'emulator', 'reconcile', 'postmortem'],
  github: ['github', 'reconcile', 'postmortem'],
  emulator: ['emulator'],
  reconcile: ['reconcile', 'postmortem'],
  postmortem: ['postmortem'],
};

/** What the domain has no business with: the world outside, the time of day, and waiting for either. */
const impure: readonly [string, RegExp][] = [
  [
    'a module of Node that reaches outside',
    /from '(node:)?(fs|http|https|net|child_process|timers|process|os|worker_threads)(\/[^']*)?'/,
  ],
  ['the clock', /\bDate\.now\b|\bnew Date\(\)|\bTemporal\.Now\b|\bperformance\.now\b/],
  ['the environment', /\bprocess\.\w/],
  ['a timer', /\bset(Timeout|Interval|Immediate)\b/],
  ['the network', /\bfetch\(/],
  ['chance', /\bMath\.random\b|\brandomUUID\b/],
  ['async code', /\basync\b|\bawait\b|\bPromise\b/],
];

const source = resolve(import.meta.dirname, '../src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => {
    const text = readFileSync(join(source, name), 'utf8');
    return { name: name.replaceAll('\\', '/'), floor: floorOf(join(source, name)), text, code: withoutProse(text) };
  });

function floorOf(path: string): string {
  const inside = relative(source, path).replaceAll('\\', '/');
  return inside.includes('/') ? inside.replace(/\/.*$/, '') : 'app';
}

/** The code without comments, which may speak of what the code must not do. */
function withoutProse(text: string): string {
  return text.replace(/\/\*.*?\*\//gs, '').replace(/^\s*\/\/.*$/gm, '');
}

/** The paths that a file imports, exports from, or loads later. */
function importsOf(code: string): string[] {
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(([, path = '']) => path);
}

test('every folder of src is a floor', () => {
  expect(files.length).toBeGreaterThan(10);
  for (const { name, floor } of files) expect(Object.keys(floors), name).toContain(floor);
});

test('imports go down only', () => {
  const upward = files.flatMap(({ name, floor, code }) =>
    importsOf(code)
      .filter((path) => path.startsWith('.') && !floors[floor]?.includes(floorOf(resolve(source, name, '..', path))))
      .map((path) => `src/${name} imports ${path}`),
  );
  expect(upward).toEqual([]);
});

test('the domain is pure', () => {
  const findings = files
    .filter(({ floor }) => floor === 'postmortem')
    .flatMap(({ name, code }) =>
      impure.flatMap(([what, pattern]) => {
        const found = pattern.exec(code);
        return found === null ? [] : [`src/${name} uses ${what}: ${found[0]}`];
      }),
    );
  expect(findings).toEqual([]);
});
