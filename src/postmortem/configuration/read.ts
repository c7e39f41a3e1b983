/**
 * From the text of `.github/postmortems.yml` to a configuration. Whatever is written there, all that is sound holds; each value that is not is said,
 * with its place, what was expected and what was perhaps meant, and the last good value stands in for it, or the usual one.
 */
import type { z } from 'zod';
import { code } from '../markdown/inline.ts';
import { type Fault, faultsOf, shown, unsoundFault } from './faults.ts';
import { type Configuration, configurationSchema, defaults } from './schema.ts';
import { fallBack, isSettings, type Settings, valueAt, withoutGaps } from './settings.ts';
import { findUnsound, zoneId } from './unsound.ts';
import { type Path, readYaml, type Spot, type Yaml } from './yaml.ts';

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
  /** Where the name of a home stands, if there is one. */
  readonly homeAt: Spot | undefined;
}

export interface ReadOptions {
  /** Ids of all rules that there are; undefined where nobody knows. */
  readonly rules?: readonly string[];
  /** What was sound when the file was read before. */
  readonly last?: Settings;
  /** Where the file is, `owner/name`, where that is known. */
  readonly repo?: string;
}

export interface Unreadable {
  /** Reads on from "The file". */
  readonly unreadable: string;
}

/** Bytes or UTF-16 units; a file of a thousand lines has fewer. */
const longestFile = 65_536;

/** A file with more faults than this is another kind of file. */
const mostProblems = 50;
const mostRounds = 50;
/** With more faults than this nothing in the file is taken for what it seems; taking them out one by one costs their square. */
const mostFaults = 500;

/** @param text of the file, or why it cannot be had */
export function readConfiguration(
  text: string | Unreadable,
  { rules, last = {}, repo }: ReadOptions = {},
): ReadConfiguration {
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
    const settled = settle(settings, { rules, repo }, last, (fault) =>
      yaml ? tell(fault.path, yaml.find(fault.path, fault.isKey ? 'key' : 'value'), fault.message) : undefined,
    );
    const homeAt = settled.configuration.home ? yaml?.find(['home'], 'value') : undefined;
    return { ...settled, homeAt, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
  };
  const unreadable = typeof text === 'string' ? tooLong(text.length) : text.unreadable;
  if (typeof text !== 'string' || unreadable !== undefined) {
    tell([], { line: 1, column: 1 }, unreadable ?? '');
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
  const lost = yaml.problems.filter(({ path }) => valueAt(given, path) === undefined);
  return settleAs(
    lost.reduce((settings, { path }) => fallBack(settings, path, last), withoutGaps(given)),
    yaml,
  );
}

/** Takes out whatever is at fault until nothing is. First the last good value stands in for it, then none. */
function settle(
  settings: Settings,
  known: { readonly [name in 'rules' | 'repo']: ReadOptions[name] | undefined },
  last: Settings,
  tell: (fault: Fault) => void,
): Pick<ReadConfiguration, 'configuration' | 'sound'> {
  let sound = settings;
  const tried = new Set<string>();
  for (let round = 0; round < mostRounds; round += 1) {
    const parsed = configurationSchema.safeParse(sound);
    const faults = parsed.success
      ? findUnsound(parsed.data, (path) => valueAt(sound, path) !== undefined, known.rules, known.repo).map(
          unsoundFault(sound),
        )
      : parsed.error.issues.flatMap((issue) => faultsOf(issue, sound));
    if (parsed.success && faults.length === 0) return { configuration: finish(parsed.data), sound };
    if (faults.length > mostFaults) {
      for (const fault of faults.slice(0, mostProblems)) tell(fault);
      return settle(last, known, {}, () => {});
    }
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

function sentence(path: Path, message: string): string {
  const subject = path.length > 0 ? code(path.join('.')) : 'The file';
  return `${subject} ${message}${/[.?]$/.test(message) ? '' : '.'}`;
}

function finish(configuration: z.output<typeof configurationSchema>): Configuration {
  const { zone, abbreviations } = configuration;
  const meanings = Object.entries(abbreviations).map(([typed, meant]) => [
    typed.trim().toUpperCase(),
    zoneId(meant) ?? meant,
  ]);
  return { ...configuration, zone: zoneId(zone) ?? zone, abbreviations: Object.fromEntries(meanings) };
}

export function tooLong(size: number): string | undefined {
  const [found, most] = [size, longestFile].map((one) => one.toLocaleString('en-GB'));
  return size > longestFile ? `has ${found} characters, and no more than ${most} are read` : undefined;
}
