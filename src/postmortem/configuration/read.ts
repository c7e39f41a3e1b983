/**
 * From the text of `.github/postmortems.yml` to a configuration. Whatever is written there, all that is sound holds; each value that is not is said,
 * with its place, what was expected and what was perhaps meant, and the last good value stands in for it, or the usual one.
 */
import { z } from 'zod';
import { code, cut, oneLine } from '../markdown/inline.ts';
import { near } from './near.ts';
import { type Configuration, configurationSchema, defaults } from './schema.ts';
import { findUnsound, type Unsound, zoneId } from './unsound.ts';
import { type Path, type Plain, readYaml, type Spot, type Yaml } from './yaml.ts';

export interface Problem extends Spot {
  /** `labels.incident`; empty where it is about the file as a whole. */
  readonly path: string;
  /** What is wrong, what was expected, what was perhaps meant. Markdown. */
  readonly message: string;
}

export interface ReadConfiguration {
  readonly configuration: Configuration;
  /** In the order in which they stand in the file. */
  readonly problems: readonly Problem[];
  /** All that was sound, as plain values: the `last` of the next reading. */
  readonly sound: Settings;
}

export interface Settings {
  readonly [option: string]: Plain;
}

interface Options {
  /** Ids of all rules that there are; undefined where nobody knows. */
  readonly rules?: readonly string[];
  /** What was sound when the file was read before. */
  readonly last?: Settings;
}

/** UTF-16 units; a file of a thousand lines has fewer. */
export const longestFile = 65_536;

/** A file with more faults than this is another kind of file. */
const mostProblems = 50;
const mostRounds = 50;
const longestShown = 60;

export function readConfiguration(text: string, { rules, last = {} }: Options = {}): ReadConfiguration {
  const problems: Problem[] = [];
  const told = new Set<string>();
  const tell = (path: Path, spot: Spot, message: string) => {
    const name = JSON.stringify(path);
    if (told.has(name) || problems.length >= mostProblems) return;
    told.add(name);
    const { line, column } = spot;
    problems.push({ line, column, path: path.join('.'), message: `${sentence(path, message)}` });
  };
  const settleAs = (settings: Settings, yaml?: Yaml): ReadConfiguration => {
    const settled = settle(settings, rules, last, (fault) =>
      yaml ? tell(fault.path, yaml.find(fault.path, fault.isKey ? 'key' : 'value'), fault.message) : undefined,
    );
    return { ...settled, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
  };
  if (text.length > longestFile) {
    const [size, most] = [text.length, longestFile].map((one) => one.toLocaleString('en-GB'));
    tell([], { line: 1, column: 1 }, `has ${size} characters, and no more than ${most} are read`);
    return settleAs(last);
  }
  const yaml = readYaml(text);
  for (const { path, message, ...spot } of yaml.problems) tell(path, spot, message);
  const given = yaml.value === null ? {} : yaml.value;
  if (given === undefined) return settleAs(last);
  if (!isSettings(given)) {
    tell(
      [],
      yaml.find([], 'value'),
      `should be a mapping of options, such as \`zone: Europe/Berlin\`, not ${shown(given)}`,
    );
    return settleAs(last);
  }
  const lost = yaml.problems.filter(({ path }) => at(given, path) === undefined);
  return settleAs(
    lost.reduce((settings, { path }) => fallBack(settings, path, last), withoutGaps(given)),
    yaml,
  );
}

interface Fault {
  readonly path: Path;
  /** Whether the key is wrong, and not its value. */
  readonly isKey: boolean;
  readonly message: string;
}

/** Takes out whatever is at fault until nothing is. First the last good value stands in for it, then none. */
function settle(
  settings: Settings,
  rules: readonly string[] | undefined,
  last: Settings,
  tell: (fault: Fault) => void,
): Omit<ReadConfiguration, 'problems'> {
  let sound = settings;
  const tried = new Set<string>();
  for (let round = 0; round < mostRounds; round += 1) {
    const parsed = configurationSchema.safeParse(sound);
    const faults = parsed.success
      ? findUnsound(parsed.data, has(sound), rules).map(unsoundFault(sound))
      : parsed.error.issues.flatMap((issue) => faultsOf(issue, sound));
    if (parsed.success && faults.length === 0) return { configuration: finish(parsed.data), sound };
    // The last one of a list goes first, so that the places of the others stay theirs.
    for (const fault of faults.toReversed()) {
      const name = JSON.stringify(fault.path);
      sound = fallBack(sound, fault.path, tried.has(name) ? {} : last);
      tried.add(name);
    }
    for (const fault of faults) tell(fault);
  }
  return { configuration: defaults, sound: {} };
}

function faultsOf(issue: z.core.$ZodIssue, settings: Settings): Fault[] {
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
  const value = at(settings, path);
  const meant =
    issue.code === 'invalid_value' && typeof value === 'string'
      ? near(value, issue.values.map(String))
      : switchMeant(value, issue.message);
  return [fault(path, false, issue.message, value, meant)];
}

function unsoundFault(settings: Settings): (unsound: Unsound) => Fault {
  return ({ path, isKey = false, expected, instead }) =>
    fault(path, isKey, expected, isKey ? path.at(-1) : at(settings, path), instead);
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

function sentence(path: Path, message: string): string {
  const subject = path.length > 0 ? code(path.join('.')) : 'The file';
  return `${subject} ${message}${/[.?]$/.test(message) ? '' : '.'}`;
}

function shown(value: Plain | undefined): string {
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

function finish(configuration: z.output<typeof configurationSchema>): Configuration {
  const { zone, abbreviations } = configuration;
  const meanings = Object.entries(abbreviations).map(([typed, meant]) => [
    typed.trim().toUpperCase(),
    zoneId(meant) ?? meant,
  ]);
  return { ...configuration, zone: zoneId(zone) ?? zone, abbreviations: Object.fromEntries(meanings) };
}

function isSettings(value: Plain | undefined): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An option without a value is one that is not given. */
function withoutGaps(settings: Settings): Settings {
  const kept = Object.entries(settings).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, isSettings(value) ? withoutGaps(value) : value]));
}

function has(settings: Settings): (path: Path) => boolean {
  return (path) => at(settings, path) !== undefined;
}

function at(settings: Plain, path: Path): Plain | undefined {
  let here: Plain | undefined = settings;
  for (const part of path) {
    if (Array.isArray(here)) here = here[Number(part)];
    else here = isSettings(here) ? own(here, part) : undefined;
  }
  return here;
}

function own(settings: Settings, key: string | number): Plain | undefined {
  return Object.hasOwn(settings, key) ? settings[key] : undefined;
}

/** The settings with the last good value at a path, or with none. */
function fallBack(settings: Settings, [first, ...rest]: Path, last: Settings): Settings {
  if (first === undefined) return last;
  const { [first]: _, ...others } = settings;
  const value = fallBackIn(own(settings, first), rest, own(last, first));
  return value === undefined ? others : { ...others, [first]: value };
}

function fallBackIn(here: Plain | undefined, path: Path, good: Plain | undefined): Plain | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return good;
  if (Array.isArray(here)) return here.filter((_, index) => index !== Number(first));
  return isSettings(here) ? fallBack(here, [first, ...rest], isSettings(good) ? good : {}) : good;
}
