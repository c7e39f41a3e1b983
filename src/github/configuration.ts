/**
 * The configuration of a repository: its own file, else that of its owner's `.github` repository, where the App may read it; and the home that the
 * owner names, if it can be one. What was read stays in use until something is pushed there, which every reading of an issue tells by the way; then it is
 * asked for with an ETag, and the answer that nothing changed counts against no limit. A broken file leaves the last good values in use as long as this
 * process knows them.
 */
import { type Problem, type ReadConfiguration, readConfiguration, tooLong } from '../postmortem/configuration/read.ts';
import { type Configuration, defaults, type LabelNames } from '../postmortem/configuration/schema.ts';
import { isSameRepository, sharedRepository } from '../postmortem/home.ts';
import { code } from '../postmortem/markdown/inline.ts';
import type { ConfigurationFaults, Configured } from '../postmortem/snapshot.ts';
import type { Client } from './client.ts';
import type { PushedAnswer, PushedNode } from './responses.ts';
import { readTrouble, statusOf } from './troubles.ts';

export interface ConfigurationReader {
  /**
   * Asks something by the configuration of a repository, and again should the answer tell of a newer one.
   * @param ask `shared`: whether the answer has to tell of the owner's `.github` repository, too
   */
  use<T extends PushedAnswer>(
    repo: string,
    ask: (configuration: Configuration, shared: boolean, home: Home | undefined) => Promise<T>,
  ): Promise<{
    readonly answer: T;
    readonly configured: Configured;
    readonly home: Home | undefined;
  }>;
  /** What holds in a repository, as last read. */
  of(repo: string): Promise<{ readonly configuration: Configuration; readonly home: Home | undefined }>;
  /** Asks once more before the next use. */
  forget(): void;
}

/** Where the postmortems of a repository are opened, if not there. */
export interface Home {
  /** `owner/name`, as GitHub spells it. */
  readonly repo: string;
  readonly isPrivate: boolean;
  /** What labels are called there. */
  readonly labels: LabelNames;
}

/** A repository that was named as home, as it is. */
export interface FoundHome {
  readonly repo: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
}

export interface ConfigurationReaderOptions {
  readonly send: <T>(work: (client: Client) => Promise<T>) => Promise<T>;
  readonly now: () => number;
  /** Ids of all rules that there are. */
  readonly rules?: readonly string[];
  /** A repository that is named as home; undefined where the App is not installed. Without it every name is believed. */
  readonly findHome?: (name: string) => Promise<FoundHome | undefined>;
}

interface File {
  /** Epoch milliseconds. */
  readonly askedAt: number;
  readonly etag: string | undefined;
  /** Undefined where there is no file, or none that the App may read. */
  readonly reading: ReadConfiguration | undefined;
}

/** A file, and the repository that it is in. */
type Placed = File & { readonly repo: string };

const path = '.github/postmortems.yml';
/** GitHub's clock may be another than ours, and it says seconds only: what was pushed just before is asked for again. */
const graceMs = 2 * 60_000;

export function createConfigurationReader(options: ConfigurationReaderOptions): ConfigurationReader {
  const { send, now, rules, findHome = async (repo) => ({ repo, isPrivate: true, isArchived: false }) } = options;
  const files = new Map<string, File>();
  const asking = new Map<string, Promise<File>>();
  const homes = new Map<string, FoundHome | undefined>();

  async function ask(repo: string): Promise<File> {
    const known = files.get(repo);
    const askedAt = now();
    const answer = await send((client) => readFile(client, repo, known?.etag)).catch((error: unknown) => {
      const { kind } = readTrouble(error, askedAt);
      if (kind === 'refused') return 'none';
      if (kind === 'passing' && known) return 'unknown';
      throw error;
    });
    if (answer === 'unknown' && known) return known;
    if (answer === 'same' && known) return { ...known, askedAt };
    if (typeof answer === 'string') return { askedAt, etag: undefined, reading: undefined };
    const last = known?.reading?.sound;
    const reading = readConfiguration(answer.text, { repo, ...(rules && { rules }), ...(last && { last }) });
    return { askedAt, etag: answer.etag, reading };
  }

  /** @param pushed undefined where nothing is known of it */
  async function fileOf(repo: string, pushed?: PushedNode | null): Promise<File> {
    const name = repo.toLowerCase();
    const known = files.get(name);
    const pushedAt = typeof pushed?.pushedAt === 'string' ? Date.parse(pushed.pushedAt) : Number.NEGATIVE_INFINITY;
    if (known && known.askedAt > pushedAt + graceMs) return known;
    const work = asking.get(name) ?? ask(name).finally(() => asking.delete(name));
    asking.set(name, work);
    const file = await work;
    files.set(name, file);
    return file;
  }

  async function homeNamed(name: string): Promise<FoundHome | undefined> {
    if (!homes.has(name)) homes.set(name, await findHome(name));
    return homes.get(name);
  }

  /** The files that a repository goes by, its own first. */
  async function filesOf(repo: string, answer?: PushedAnswer): Promise<{ own: Placed; shared: Placed }> {
    const shared = sharedRepository(repo);
    const own = { repo, ...(await fileOf(repo, answer?.repository)) };
    return {
      own,
      shared: isSameRepository(shared, repo) ? own : { repo: shared, ...(await fileOf(shared, answer?.shared)) },
    };
  }

  async function configuredOf(repo: string, answer?: PushedAnswer): Promise<Configured & { home: Home | undefined }> {
    const { own, shared } = await filesOf(repo, answer);
    const chosen = own.reading ? own : shared;
    const configuration = chosen.reading?.configuration ?? defaults;
    const name = own.reading?.configuration.home === false ? undefined : shared.reading?.configuration.home;
    const found = name ? await homeNamed(name) : undefined;
    const why = name ? whyNoHome(name, found) : undefined;
    const wrong = why === undefined ? [] : homeProblem(shared, why);
    const faults = [
      ...faultsIn(chosen, [...(chosen.reading?.problems ?? []), ...(chosen === shared ? wrong : [])]),
      ...(chosen === shared ? [] : faultsIn(shared, wrong)),
    ];
    return {
      configuration,
      faults: faults.length > 0 ? faults : undefined,
      home: found && why === undefined ? { ...found, labels: await labelsIn(found.repo, answer) } : undefined,
    };
  }

  /** The owner's file has just been asked for. */
  async function labelsIn(repo: string, { repository, place }: Partial<PushedAnswer> = {}): Promise<LabelNames> {
    const pushed = [repository, place].find((one) => one?.nameWithOwner === repo);
    const { own, shared } = await filesOf(repo, { repository: pushed ?? null });
    return ((own.reading ?? shared.reading)?.configuration ?? defaults).labels;
  }

  return {
    use: async (repo, work) => {
      const isShared = isSameRepository(repo, sharedRepository(repo));
      let configured = await configuredOf(repo);
      for (;;) {
        const answer = await work(configured.configuration, !isShared, configured.home);
        const newer = answer.repository ? await configuredOf(repo, answer) : configured;
        const isSame = askedBy(newer) === askedBy(configured);
        configured = newer;
        const { home, ...others } = configured;
        if (isSame) return { answer, configured: others, home };
      }
    },
    of: configuredOf,
    forget: () => {
      homes.clear();
      for (const [repo, file] of files) files.set(repo, { ...file, askedAt: Number.NEGATIVE_INFINITY });
    },
  };
}

/** What a question depends on. */
function askedBy({ configuration, home }: Configured & { readonly home: Home | undefined }): string {
  return JSON.stringify([configuration.labels, home]);
}

function whyNoHome(name: string, found: FoundHome | undefined): string | undefined {
  if (!found)
    return `names ${code(name)}, which is not there, or where this App is not installed. Install it there, or mend the name; until then every repository keeps its own postmortems.`;
  return found.isArchived
    ? `names ${code(name)}, which is archived. Unarchive it, or name another one; until then every repository keeps its own postmortems.`
    : undefined;
}

function homeProblem({ reading }: File, why: string): Problem[] {
  const { line, column } = reading?.homeAt ?? { line: 1, column: 1 };
  return [{ line, column, path: 'home', message: `${code('home')} ${why}` }];
}

function faultsIn({ repo }: Placed, problems: readonly Problem[]): ConfigurationFaults[] {
  const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  return sorted.length > 0 ? [{ repo, path, problems: sorted }] : [];
}

/** `same`: nothing changed since the ETag. */
async function readFile(
  client: Client,
  repo: string,
  etag: string | undefined,
): Promise<'same' | { readonly etag: string | undefined; readonly text: Parameters<typeof readConfiguration>[0] }> {
  const [owner = '', name = ''] = repo.split('/');
  try {
    const { data, headers } = await client.request('GET /repos/{owner}/{repo}/contents/{path}', {
      owner,
      repo: name,
      path,
      headers: etag === undefined ? {} : { 'if-none-match': etag },
    });
    return { etag: headers.etag, text: textOf(data) };
  } catch (error) {
    if (statusOf(error) === 304) return 'same';
    throw error;
  }
}

function textOf(data: unknown): Parameters<typeof readConfiguration>[0] {
  if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'file')
    return { unreadable: 'is a folder or a link. A file is expected there' };
  const size = 'size' in data ? Number(data.size) : 0;
  const unreadable = tooLong(size);
  if (unreadable !== undefined) return { unreadable };
  return 'content' in data && typeof data.content === 'string'
    ? Buffer.from(data.content, 'base64').toString('utf8')
    : '';
}
