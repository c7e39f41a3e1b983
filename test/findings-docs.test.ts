/** The reference of the findings comes from the table of rules. `UPDATE_README=1` writes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../src/postmortem/checks/rules.ts';

const path = join(resolve(import.meta.dirname, '..'), 'docs/findings.md');
const docs = readFileSync(path, 'utf8');

function quoted(lines: readonly string[]): string {
  return lines.map((line) => `\`${line.replaceAll('`', "'").replaceAll('|', '\\|')}\``).join('<br>');
}

function table(): string {
  const rows = rules.map(({ id, level, why, source, fires, quiet, remedy }) => {
    const examples = [
      ...(fires.length > 0 ? [`Told: ${quoted(fires)}`] : ['Told: where it is empty or missing']),
      ...(quiet.length > 0 ? [`Not told: ${quoted(quiet)}`] : []),
    ];
    return `| \`${id}\` | ${level} | ${why} (${source}) | ${examples.join('<br>')} | ${remedy.replaceAll('|', '\\|')} |`;
  });
  return ['| rule | level | why | examples | remedy |', '|---|---|---|---|---|', ...rows].join('\n');
}

test('the reference is that of the table of rules', () => {
  const expected = docs.replace(
    /(<!-- rules -->\n)[\s\S]*?(<!-- \/rules -->)/,
    (_, open, close) => `${open}${table()}\n${close}`,
  );
  if (process.env.UPDATE_README) writeFileSync(path, expected);
  else expect(docs).toBe(expected);
});

test('every rule has a name of its own, a reason, a source and a remedy', () => {
  expect(new Set(rules.map((one) => one.id)).size).toBe(rules.length);
  for (const { id, why, source, remedy } of rules) {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    for (const words of [why, source, remedy]) expect(words.length, id).toBeGreaterThan(5);
  }
});
