/** What is wrong with a setting, in words: what was expected there, what was found, what was perhaps meant. */
import { z } from 'zod';
import { code, cut, oneLine } from '../markdown/inline.ts';
import { near } from '../near.ts';
import { configurationSchema } from './schema.ts';
import { type Settings, valueAt } from './settings.ts';
import type { Unsound } from './unsound.ts';
import type { Path, Plain } from './yaml.ts';

export interface Fault {
  readonly path: Path;
  /** Whether the key is wrong, and not its value. */
  readonly isKey: boolean;
  /** Reads on from the name of the setting. */
  readonly message: string;
}

const longestShown = 60;

export function faultsOf(issue: z.core.$ZodIssue, settings: Settings): Fault[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') {
    const known = optionsAt(path);
    return issue.keys.map((key) => {
      const meant = near(key, known);
      const hint =
        meant === undefined ? `Here can stand ${known.map(code).join(', ')}` : `Did you mean ${code(meant)}?`;
      return { path: [...path, key], isKey: true, message: `is no option. ${hint}` };
    });
  }
  const value = valueAt(settings, path);
  const meant =
    issue.code === 'invalid_value' && typeof value === 'string'
      ? near(value, issue.values.map(String))
      : switchMeant(value, issue.message);
  return [fault(path, false, issue.message, value, meant)];
}

export function unsoundFault(settings: Settings): (unsound: Unsound) => Fault {
  return ({ path, isKey = false, expected, instead }) =>
    fault(path, isKey, expected, isKey ? path.at(-1) : valueAt(settings, path), instead);
}

function fault(
  path: Path,
  isKey: boolean,
  expected: string,
  found: Plain | undefined,
  meant: string | undefined,
): Fault {
  const hint = meant === undefined ? '' : `. Did you mean ${code(meant)}?`;
  return { path, isKey, message: `should be ${expected}, not ${shown(found)}${hint}` };
}

/** `yes` and `on` are words in YAML of today. */
function switchMeant(value: Plain | undefined, expected: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  const meant = /^(?:yes|on)$/i.test(value) ? 'true' : /^(?:no|off|never)$/i.test(value) ? 'false' : undefined;
  return meant !== undefined && expected.includes(code(meant)) ? meant : undefined;
}

export function shown(value: Plain | undefined): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  const text = oneLine(String(value ?? ''));
  if (text === '') return 'nothing';
  return text.length > longestShown ? `${code(cut(text, longestShown))} …` : code(text);
}

/** Names of the options below a path, from the schema. */
function optionsAt(path: Path): string[] {
  let here: unknown = configurationSchema;
  for (const part of path) here = shapeOf(here)?.[part] ?? elementOf(here);
  return Object.keys(shapeOf(here) ?? {});
}

function shapeOf(schema: unknown): { readonly [name: string]: unknown } | undefined {
  const bare = unwrap(schema);
  return bare instanceof z.ZodObject ? bare.shape : undefined;
}

function elementOf(schema: unknown): unknown {
  const bare = unwrap(schema);
  return bare instanceof z.ZodRecord ? bare.valueType : undefined;
}

function unwrap(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
    ? unwrap(schema.unwrap())
    : schema;
}
