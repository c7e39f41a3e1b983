/** The reference of the configuration and the schema for editors come from the one schema. `UPDATE_README=1` writes both. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { rules } from '../src/postmortem/checks/rules.ts';
import { readConfiguration } from '../src/postmortem/configuration/read.ts';
import { configurationSchema, defaults } from '../src/postmortem/configuration/schema.ts';

const root = resolve(import.meta.dirname, '..');
const docsPath = join(root, 'docs/configuration.md');
const schemaPath = join(root, '.github/postmortems.schema.json');
const docs = readFileSync(docsPath, 'utf8');
const example = /```yaml\n([\s\S]*?)```/.exec(docs)?.[1] ?? '';

interface Described {
  readonly description?: string;
  readonly properties?: { readonly [name: string]: Described };
  readonly additionalProperties?: Described | boolean;
}

const schema: Described = JSON.parse(
  JSON.stringify(z.toJSONSchema(configurationSchema, { io: 'input', target: 'draft-7' })),
);

/** One row for each thing that can be written; what all sections, severities or rules have in common is said once. */
function rowsOf(described: Described, path: readonly string[]): string[][] {
  const { description, properties, additionalProperties } = described;
  const own = description && path.length > 0 ? [[path.join('.'), usual(path), description]] : [];
  const inner = Object.entries(properties ?? {});
  if (path[0] === 'sections' && path.length === 1)
    return [...own, ...rowsOf(inner[0]?.[1] ?? {}, ['sections', '<section>'])];
  if (path[0] === 'templates') return own;
  const any = typeof additionalProperties === 'object' ? rowsOf(additionalProperties, [...path, '<rule>']) : [];
  return [...own, ...inner.flatMap(([name, one]) => rowsOf(one, [...path, name])), ...any];
}

function usual(path: readonly string[]): string {
  let here: unknown = defaults;
  for (const name of path) here = typeof here === 'object' && here !== null ? Reflect.get(here, name) : undefined;
  const plain = Array.isArray(here) && here.length === 1 ? here[0] : here;
  if (plain === undefined || (typeof plain === 'object' && !Array.isArray(plain))) return '';
  return Array.isArray(plain) ? (plain.length > 0 ? `\`[${plain.join(', ')}]\`` : '') : `\`${plain}\``;
}

function table(): string {
  const rows = rowsOf(schema, []).map(([path, value, says]) => `| \`${path}\` | ${value} | ${says} |`);
  return ['| option | usually | |', '|---|---|---|', ...rows].join('\n');
}

test('the reference is that of the schema', () => {
  const expected = docs.replace(
    /(<!-- options -->\n)[\s\S]*?(<!-- \/options -->)/,
    (_, open, close) => `${open}${table()}\n${close}`,
  );
  if (process.env.UPDATE_README) writeFileSync(docsPath, expected);
  else expect(docs).toBe(expected);
});

test('the schema for editors is that of the code', () => {
  const expected = `${JSON.stringify(schema, undefined, 2)}\n`;
  if (process.env.UPDATE_README) writeFileSync(schemaPath, expected);
  else expect(readFileSync(schemaPath, 'utf8')).toBe(expected);
});

test('the example has every option, no mistake, and pleases editors', () => {
  expect(readConfiguration(example, { rules: rules.map((one) => one.id) }).problems).toEqual([]);
  expect(Object.keys(parse(example))).toEqual(Object.keys(schema.properties ?? {}));
  const check = new Ajv({ strict: false, allErrors: true }).compile(schema);
  expect(check(parse(example)), JSON.stringify(check.errors)).toBe(true);
  for (const wrong of [
    'lables: {}',
    'labels: {incidnet: x}',
    'zone: 5',
    'closing: maybe',
    'sections: {impact: {required: 7}}',
  ]) {
    expect(check(parse(wrong)), wrong).toBe(false);
    expect(readConfiguration(wrong).problems, wrong).toHaveLength(1);
  }
});

test('every option says what it does', () => {
  const silent = (described: Described, path: string): string[] => [
    ...(described.description || path.startsWith('templates.') || /^sections\.\w+$/.test(path) ? [] : [path]),
    ...Object.entries(described.properties ?? {}).flatMap(([name, one]) =>
      silent(one, path ? `${path}.${name}` : name),
    ),
  ];
  expect(silent(schema, '')).toEqual([]);
});
