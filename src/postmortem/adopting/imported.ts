/**
 * The hidden line at the end of a page that `import` brought in: which file it was, in which version, and the day of which it tells. By it the file is
 * known again, and the index puts the page into its year; nobody's rights hang on it.
 */

export interface Imported {
  /** Of the file. */
  readonly path: string;
  /** Of its text, 16 hexadecimal digits. */
  readonly hash: string;
  /** `2020-10-28` */
  readonly day: string | undefined;
}

export function importMarker({ path, hash, day }: Imported): string {
  // What a comment must not hold, and what would end a word.
  const name = encodeURI(path).replaceAll('--', '-%2D');
  return `<!-- ${['imported', name, hash, ...(day === undefined ? [] : [day])].join(' ')} -->`;
}

const pattern = /^<!-- imported (\S+) ([0-9a-f]{16})(?: (\d{4}-\d{2}-\d{2}))? -->[ \t]*$/gm;

/** The last one counts: a text may show another. */
export function readImported(body: string): Imported | undefined {
  const [, name = '', hash = '', day] = [...body.replaceAll('\r\n', '\n').matchAll(pattern)].at(-1) ?? [];
  return hash === '' ? undefined : { path: decoded(name), hash, day };
}

/** Noon of its day, so that it is the same day nearly everywhere. Epoch milliseconds. */
export function importedAt(body: string): number | undefined {
  const at = Date.parse(`${readImported(body)?.day}T12:00:00Z`);
  return Number.isNaN(at) ? undefined : at;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
