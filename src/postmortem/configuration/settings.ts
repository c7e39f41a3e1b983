/** The settings of a file as plain values, by the paths at which they stand. */
import type { Path, Plain } from './yaml.ts';

export interface Settings {
  readonly [option: string]: Plain;
}

export function isSettings(value: Plain | undefined): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An option without a value is one that is not given. */
export function withoutGaps(settings: Settings): Settings {
  const kept = Object.entries(settings).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, isSettings(value) ? withoutGaps(value) : value]));
}

export function valueAt(settings: Plain, path: Path): Plain | undefined {
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
export function fallBack(settings: Settings, [first, ...rest]: Path, last: Settings): Settings {
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
