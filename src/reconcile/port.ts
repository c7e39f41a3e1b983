/** What reconciliation needs of GitHub. The adapter in `github/` speaks Octokit; a simulation may speak anything. */
import type { Change } from '../postmortem/change.ts';
import type { LabelNames } from '../postmortem/configuration/schema.ts';
import type {
  Candidate,
  CaseSnapshot,
  FoundRecord,
  IndexReading,
  Listed,
  Opening,
  Place,
  Role,
} from '../postmortem/snapshot.ts';

/** A case as read, without the answers that later questions bring and what is known from elsewhere. */
export type CaseRead = Omit<
  CaseSnapshot,
  | 'now'
  | 'installedAt'
  | 'roles'
  | 'candidates'
  | 'records'
  | 'assignable'
  | 'earlier'
  | 'overwritten'
  | 'openedForBots'
  | 'index'
  | 'fight'
>;

export type CaseReading =
  | {
      readonly found: 'case';
      readonly snapshot: CaseRead;
      /** The case in which this incident is a measure, too. */
      readonly of?: { readonly repo: string; readonly number: number };
    }
  /** The issue belongs to the case of another issue. */
  | { readonly found: 'part'; readonly of: { readonly repo: string; readonly number: number } }
  /** It is the index, or was one. */
  | { readonly found: 'index' }
  | { readonly found: 'nothing' };

/** What a reading of an index has to bring. */
export interface IndexAsk {
  /** Epoch milliseconds; undefined for everything. */
  readonly since: number | undefined;
  /** Issues that are read by themselves, whatever the lists say. */
  readonly numbers: readonly number[];
  /** Sub-issues of the index that are known. */
  readonly pages: ReadonlySet<number>;
}

export const everything: IndexAsk = { since: undefined, numbers: [], pages: new Set() };

export interface GitHubPort {
  /** When the App was installed, epoch milliseconds. */
  installedAt(): Promise<number>;
  /**
   * @param postmortem where it is, where that is known, saves a request
   * @param joining incidents that are known to have joined it, besides those that its page names
   */
  readCase(
    repo: string,
    number: number,
    postmortem: Place | undefined,
    joining?: readonly number[],
  ): Promise<CaseReading>;
  /** The next reading of this postmortem tells of the last edits of its body again. */
  tellEdits(postmortem: Place): void;
  /** Where the record of an issue is. @param of the incident that asks */
  readRecord(place: Place, of: Place, labels: LabelNames): Promise<FoundRecord>;
  /** Postmortems as the index reads them, all in one request. */
  readEarlier(
    repo: string,
    numbers: readonly number[],
    labels: LabelNames,
  ): Promise<ReadonlyMap<number, Listed | 'missing'>>;
  readRole(repo: string, login: string): Promise<Role>;
  /** The body of the index, if there is one. */
  readIndexBody(repo: string): Promise<string | undefined>;
  /**
   * Postmortems that were opened in the last hours because a bot put the label on an issue of a repository.
   * @param place where they are
   */
  readOpenedForBots(repo: string, place: string): Promise<readonly Opening[]>;
  /** Whether somebody can be assigned to an issue, or to any issue of the repository where it has no number. */
  mayBeAssigned(of: { readonly repo: string; readonly number?: number; readonly login: string }): Promise<boolean>;
  readCandidate(repo: string, number: number): Promise<Candidate | 'missing'>;
  /** @returns all postmortems, or what has moved since and what was asked for by number */
  readIndex(repo: string, ask: IndexAsk): Promise<IndexReading | undefined>;
  /** The cases that a resync marks dirty, by any of their issues. */
  listOpen(repo: string): Promise<readonly Place[]>;
  listRepositories(): Promise<readonly string[]>;
  /** Forgets what was remembered of earlier readings, so that the next ones see everything. */
  forget(): void;
  /**
   * Carries out one change.
   * @returns the number of an issue that was opened
   * @throws a `Trouble`; kind `moved` when a guarded body is not what was read any more
   */
  apply(change: Change): Promise<number | undefined>;
}

/** Why a request to GitHub did not do what it should. */
export type TroubleKind =
  /** The text under a guarded write changed: read again, plan again. */
  | 'moved'
  /** May work later: server errors, broken connections. */
  | 'passing'
  /** GitHub says slow down; `until` says how long, 0 where it does not. */
  | 'limited'
  /** We have written enough for now, until `until`. */
  | 'paced'
  /** Never works as things are: no permission, locked, gone, refused content. */
  | 'refused';

export class Trouble extends Error {
  readonly kind: TroubleKind;
  /** Epoch milliseconds, for `limited` and `paced`. */
  readonly until: number;

  constructor(kind: TroubleKind, message: string, options: { until?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.until = options.until ?? 0;
  }
}
