/**
 * What the app has to remember about a case and cannot see in it: which comments were read in which version, and what people undid. It lies
 * hidden in the status comment and never holds anybody's text. If it is lost, rows, measures and our own reactions still tell most of it.
 */

export interface Ledger {
  /** The revision of the timeline region that was written last. */
  readonly revision: number;
  /** Comment number → hash of its command lines when it was read; with a `-` in front where its author may not command. */
  readonly read: { readonly [comment: string]: string };
  /** Ids of rows that a person removed by hand. */
  readonly removed: readonly string[];
  /** When the closing was made that has been judged, epoch milliseconds. */
  readonly judged?: number;
  /** When it was said that the postmortem is still unwritten, epoch milliseconds. */
  readonly reminded?: number;
  /** Hashes of what was said once on measures. */
  readonly said?: readonly string[];
  /** Hash of the order in which the measures were put last. */
  readonly order?: string;
  /** Hash of the links to measures that were looked at in an adopted page. */
  readonly links?: string;
  /** While it is closed: hash of what people made of it, so that only a person's act leads to another writing. */
  readonly inputs?: string;
}

const pattern = /<!-- postmortems:ledger (\{[^<>]*\}) -->/;

/** Comments and hashes stand as `1f9j3k2:7d0bd04a`, numbers in base 36, so that 2,500 of them fit beside the rest. */
export function renderLedger(ledger: Ledger): string {
  const read = Object.entries(ledger.read).map(([comment, version]) => `${Number(comment).toString(36)}:${version}`);
  return `<!-- postmortems:ledger ${JSON.stringify({ ...ledger, read: read.join(' ') })} -->`;
}

/** Reads the ledger of a status comment; undefined where there is none or it was damaged. */
export function readLedger(body: string): Ledger | undefined {
  const text = pattern.exec(body)?.[1];
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isKept(value) ? { ...value, read: readVersions(value.read) } : undefined;
  } catch {
    return undefined;
  }
}

function readVersions(text: string): Ledger['read'] {
  return Object.fromEntries(
    [...text.matchAll(/(?<= |^)([0-9a-z]{1,11}):(-?[0-9a-f]{8})(?= |$)/g)].map((match) => [
      String(Number.parseInt(match[1] ?? '', 36)),
      match[2] ?? '',
    ]),
  );
}

function isKept(value: unknown): value is Omit<Ledger, 'read'> & { readonly read: string } {
  if (typeof value !== 'object' || value === null) return false;
  if (!('revision' in value && 'read' in value && 'removed' in value)) return false;
  const { revision, read, removed } = value;
  return (
    Number.isSafeInteger(revision) &&
    typeof read === 'string' &&
    Array.isArray(removed) &&
    areTexts(removed) &&
    (!('judged' in value) || typeof value.judged === 'number') &&
    (!('reminded' in value) || typeof value.reminded === 'number') &&
    (!('said' in value) || (Array.isArray(value.said) && areTexts(value.said))) &&
    (!('order' in value) || typeof value.order === 'string') &&
    (!('links' in value) || typeof value.links === 'string') &&
    (!('inputs' in value) || typeof value.inputs === 'string')
  );
}

function areTexts(values: readonly unknown[]): boolean {
  return values.every((one) => typeof one === 'string');
}
