/** The table of exported facts and their JSON Schema come from the one schema. `UPDATE_README=1` writes both. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { exportSchema } from '../src/postmortem/export/schema.ts';

const folder = join(resolve(import.meta.dirname, '..'), 'docs');
const docsPath = join(folder, 'export.md');
const schemaPath = join(folder, 'export.schema.json');

interface Described {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly description?: string;
  readonly anyOf?: readonly Described[];
  readonly items?: Described;
  readonly properties?: { readonly [name: string]: Described };
}

const schema: Described = JSON.parse(JSON.stringify(z.toJSONSchema(exportSchema, { target: 'draft-7' })));

/** One row for each field; those of an object or of the objects of a list follow it. */
function rowsOf(described: Described, path: string): string[] {
  return Object.entries(described.properties ?? {}).flatMap(([name, one]) => {
    const [inner = one, ...others] = (one.anyOf ?? [one]).filter((kind) => kind.type !== 'null');
    const isNullable = (one.anyOf !== undefined && others.length === 0) || [one.type].flat().includes('null');
    const item = inner.items ?? inner;
    const at = `${path}${name}${inner.items ? '[]' : ''}`;
    const what = `${kindOf(item)}${isNullable ? ' or `null`' : ''}`;
    return [`| \`${at}\` | ${what} | ${one.description ?? inner.description ?? ''} |`, ...rowsOf(item, `${at}.`)];
  });
}

function kindOf({ type, format, enum: values, const: only }: Described): string {
  if (values) return values.map((one) => `\`${one}\``).join(', ');
  if (only !== undefined) return `\`${only}\``;
  return (
    { 'date-time': 'instant', date: 'day' }[format ?? ''] ??
    [type ?? '']
      .flat()
      .filter((one) => one !== 'null')
      .join(' or ')
  );
}

test('the table is that of the schema', () => {
  const docs = readFileSync(docsPath, 'utf8');
  const table = ['| field | | |', '|---|---|---|', ...rowsOf(schema, '')].join('\n');
  const expected = docs.replace(
    /(<!-- fields -->\n)[\s\S]*?(<!-- \/fields -->)/,
    (_, open, close) => `${open}${table}\n${close}`,
  );
  if (process.env.UPDATE_README) writeFileSync(docsPath, expected);
  else expect(docs).toBe(expected);
});

test('the JSON Schema is that of the code', () => {
  const expected = `${JSON.stringify(schema, undefined, 2)}\n`;
  if (process.env.UPDATE_README) writeFileSync(schemaPath, expected);
  else expect(readFileSync(schemaPath, 'utf8')).toBe(expected);
});
