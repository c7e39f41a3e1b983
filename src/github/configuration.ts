/**
 * The configuration of a repository: its own file, else that of its owner's `.github` repository, where the App may read it. What was read stays in use
 * until something is pushed there, which every reading of an issue tells by the way; then it is asked for with an ETag, and the answer that
 * nothing changed counts against no limit. A broken file leaves the last good values in use as long as this process knows them.
 */
import { type ReadConfiguration, readConfiguration, tooLong } from '../postmortem/configuration/read.ts';
import { type Configuration, defaults } from '../postmortem/configuration/schema.ts';
import type { Configured } from '../postmortem/snapshot.ts';
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
    ask: (configuration: Configuration, shared: boolean) => Promise<T>,
  ): Promise<{ readonly answer: T; readonly configured: Configured }>;
  /** Asks once more before the next use. */
  forget(): void;
}

export interface ConfigurationReaderOptions {
  readonly send: <T>(work: (client: Client) => Promise<T>) => Promise<T>;
  readonly now: () => number;
  /** Ids of all rules that there are. */
  readonly rules?: readonly string[];
}

interface File {
  /** Epoch milliseconds. */
  readonly askedAt: number;
  readonly etag: string | undefined;
  /** Undefined where there is no file, or none that the App may read. */
  readonly reading: ReadConfiguration | undefined;
}

const path = '.github/postmortems.yml';
/** GitHub's clock may be another than ours, and it says seconds only: what was pushed just before is asked for again. */
const graceMs = 2 * 60_000;

export function createConfigurationReader({ send, now, rules }: ConfigurationReaderOptions): ConfigurationReader {
  const files = new Map<string, File>();
  const asking = new Map<string, Promise<File>>();

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
    const reading = readConfiguration(answer.text, { ...(rules && { rules }), ...(last && { last }) });
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

  async function configuredOf(repo: string, answer?: PushedAnswer): Promise<Configured & { readonly isOwn: boolean }> {
    const own = await fileOf(repo, answer?.repository);
    const shared = `${repo.split('/')[0]}/.github`;
    if (own.reading || shared.toLowerCase() === repo.toLowerCase()) return { ...configuredBy(repo, own), isOwn: true };
    return { ...configuredBy(shared, await fileOf(shared, answer?.shared)), isOwn: false };
  }

  return {
    use: async (repo, work) => {
      let configured = await configuredOf(repo);
      for (;;) {
        const answer = await work(configured.configuration, !configured.isOwn);
        const newer = answer.repository ? await configuredOf(repo, answer) : configured;
        const isSame = JSON.stringify(newer.configuration.labels) === JSON.stringify(configured.configuration.labels);
        const knows = newer.isOwn || !configured.isOwn;
        configured = newer;
        if (isSame && knows) return { answer, configured };
      }
    },
    forget: () => {
      for (const [repo, file] of files) files.set(repo, { ...file, askedAt: Number.NEGATIVE_INFINITY });
    },
  };
}

function configuredBy(repo: string, { reading }: File): Configured {
  if (!reading) return { configuration: defaults, faults: undefined };
  const { configuration, problems } = reading;
  return { configuration, faults: problems.length > 0 ? { repo, path, problems } : undefined };
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
