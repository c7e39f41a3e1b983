import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type Metric, metricTable } from '../src/app/metrics/table.ts';

const path = join(resolve(import.meta.dirname, '..'), 'docs/running.md');

test('the table of metrics in docs/running.md is that of the code (UPDATE_README=1 writes it)', () => {
  const page = readFileSync(path, 'utf8');
  const rows = metricTable.map(({ name, type, labels, help }: Metric) => {
    const labelled = labels.map((one) => `\`${one}\``).join(', ');
    return `| \`${name}\` | ${type} | ${labelled} | ${help} |`;
  });
  const table = ['| metric | type | labels | what it tells |', '|---|---|---|---|', ...rows].join('\n');
  const expected = page.replace(
    /(<!-- metrics -->\n)[\s\S]*?(<!-- \/metrics -->)/,
    (_, open, close) => `${open}${table}\n${close}`,
  );
  if (process.env.UPDATE_README) writeFileSync(path, expected);
  else expect(page).toBe(expected);
});

test('names and labels are those that Prometheus asks for', () => {
  for (const { name, type, labels, help } of metricTable as readonly Metric[]) {
    expect(name).toMatch(/^postmortems_[a-z_]+$/);
    expect(name.endsWith('_total'), name).toBe(type === 'counter');
    expect(help, name).toMatch(/^[A-Z0-9].*\.$/);
    for (const label of labels) expect(label).toMatch(/^[a-z]+$/);
  }
  expect(new Set(metricTable.map((one) => one.name)).size).toBe(metricTable.length);
});
