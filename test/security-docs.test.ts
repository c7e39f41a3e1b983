/** Each threat of the page on security names a test, and that test is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const page = readFileSync(join(root, '.github/SECURITY.md'), 'utf8');
const table = /<!-- threats -->\n([\s\S]*?)<!-- \/threats -->/.exec(page)?.[1] ?? '';
const rows = table.trim().split('\n').slice(2);

test.each(rows.map((row) => row.split(' | ')))('%s', (_threat, _shut, shownBy = '') => {
  const named = [...shownBy.matchAll(/`([^`]+)`: ((?:\*[^*]+\*(?:; )?)+)/g)];
  expect(named.length).toBeGreaterThan(0);
  for (const [, file = '', names = ''] of named) {
    expect(existsSync(join(root, file)), file).toBe(true);
    const source = readFileSync(join(root, file), 'utf8').replaceAll("\\'", "'");
    for (const [, name = ''] of names.matchAll(/\*([^*]+)\*/g))
      expect([file, name, source.includes(name)]).toEqual([file, name, true]);
  }
});
