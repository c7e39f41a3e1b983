/**
 * What one pass has read about one key, plus the clock. Plain data: everything that `plan` decides, it decides from here.
 * Instants are epoch milliseconds.
 */

import type { Problem } from './configuration/read.ts';
import type { Configuration } from './configuration/schema.ts';

/** Who did something. `us` is this App's own bot; `nobody` an account that was deleted. */
export interface Actor {
  readonly kind: 'person' | 'bot' | 'us' | 'nobody';
  readonly login: string;
}

/** What holds in a repository, and what is wrong in the files that say so. */
export interface Configured {
  readonly configuration: Configuration;
  readonly faults: readonly ConfigurationFaults[] | undefined;
}

export interface ConfigurationFaults {
  /** Where the file is, `owner/name`; perhaps the owner's `.github`. */
  readonly repo: string;
  readonly path: string;
  readonly problems: readonly Problem[];
}

export type IssueState = 'open' | 'completed' | 'not planned' | 'duplicate';

export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

/** Enough of an issue to write to it. */
export interface IssueRef {
  /** `owner/name` */
  readonly repo: string;
  readonly number: number;
  /** GraphQL node id */
  readonly id: string;
}

export interface Issue extends IssueRef {
  readonly url: string;
  readonly title: string;
  /** Line ends are `\n`; `rawBody` is the text as GitHub gave it. */
  readonly body: string;
  readonly rawBody: string;
  readonly state: IssueState;
  readonly createdAt: number;
  /** When its body was last edited, by whomever. */
  readonly editedAt: number;
  readonly closedAt: number | undefined;
  readonly locked: boolean;
  /** Made by this App. */
  readonly ours: boolean;
  readonly author: Actor;
  readonly labels: readonly string[];
  readonly isPrivate: boolean;
  /** Our own reactions on it: 👀 says that its postmortem was opened, 😕 that it was told why not, 🚀 that it was adopted as one. */
  readonly eyes: boolean;
  readonly confused: boolean;
  readonly rocket: boolean;
}

export interface Comment {
  /** Where it stands, `owner/name`. */
  readonly repo: string;
  /** GraphQL node id */
  readonly id: string;
  /** Database id, in decimal; it grows with time and is unique across issues. */
  readonly number: string;
  readonly url: string;
  readonly body: string;
  readonly author: Actor;
  readonly ours: boolean;
  readonly createdAt: number;
  readonly hidden: boolean;
  /** Our own reactions. */
  readonly rocket: boolean;
  readonly confused: boolean;
  readonly eyes: boolean;
}

/** Oldest first, wherever they stand. */
export function inOrder(a: Pick<Comment, 'number'>, b: Pick<Comment, 'number'>): number {
  return Number(a.number) - Number(b.number);
}

/** One item of an issue's own history, oldest first. */
export type Happening =
  | { readonly what: 'labelled' | 'unlabelled'; readonly at: number; readonly by: Actor; readonly label: string }
  | { readonly what: 'closed'; readonly at: number; readonly by: Actor; readonly state: IssueState }
  | { readonly what: 'reopened'; readonly at: number; readonly by: Actor }
  /** `who` is empty where it was no person. */
  | { readonly what: 'assigned' | 'unassigned'; readonly at: number; readonly by: Actor; readonly who: string }
  /** Of which issue; undefined where that is gone, or no issue. Closing as a duplicate says so right before. */
  | {
      readonly what: 'marked duplicate';
      readonly at: number;
      readonly by: Actor;
      readonly of: { readonly repo: string; readonly number: number } | undefined;
    }
  | {
      readonly what: 'linked' | 'unlinked';
      readonly at: number;
      readonly by: Actor;
      /** Undefined when the sub-issue has been deleted since. Body and author are read of what was unlinked only. */
      readonly child:
        | { readonly repo: string; readonly number: number; readonly body: string; readonly ours: boolean }
        | undefined;
    };

export interface Talk {
  /** All comments, oldest first. */
  readonly comments: readonly Comment[];
  /** Whether GitHub has shown as many comments as it counts; it may hide some. */
  readonly isComplete: boolean;
  readonly history: readonly Happening[];
}

/** A sub-issue of the incident. */
export interface Child extends IssueRef {
  readonly title: string;
  readonly url: string;
  readonly body: string;
  readonly createdAt: number;
  readonly state: IssueState;
  readonly ours: boolean;
  readonly rocket: boolean;
  readonly labels: readonly string[];
  readonly isPrivate: boolean;
  /** It is where the record of this incident may be. */
  readonly isKept: boolean;
}

export interface Incident extends Issue, Talk {
  readonly children: readonly Child[];
}

export interface Measure extends Issue, Talk {
  readonly assignees: readonly string[];
  /** How many 👍 it has. */
  readonly votes: number;
  /** Nothing that is said of it may be shown. */
  readonly isConcealed?: true;
}

/** What has measures for sub-issues: the postmortem itself, or an issue that continues its list. */
export interface Holder extends IssueRef {
  /** 0 for the postmortem. */
  readonly nth: number;
  readonly state: IssueState;
  readonly createdAt: number;
  /** How many sub-issues it has, whatever they are. */
  readonly count: number;
  /** Node ids of the measures among them, in their order. */
  readonly measures: readonly string[];
}

export interface Postmortem extends Issue, Talk {
  /** All of them, whatever holds them. */
  readonly measures: readonly Measure[];
  /** The postmortem first. */
  readonly holders: readonly Holder[];
  /** Sub-issues that there are and that cannot be read now; infinite where nobody can say how many. */
  readonly unreadMeasures: number;
  readonly assignees: readonly string[];
  /** Those of the last edits of its body that were ours, oldest first; looked for once after each resync. */
  readonly writings?: readonly Overwritten[];
}

/** An issue that somebody wants to adopt as a measure. */
export interface Candidate {
  readonly issue: Issue;
  readonly parent:
    | { readonly number: number; readonly title: string; readonly url: string; readonly isPrivate: boolean }
    | undefined;
}

export type Place = Pick<IssueRef, 'repo' | 'number'>;

/** Where somebody's record is kept. */
export type FoundRecord =
  | {
      readonly found: 'record';
      readonly postmortem: { readonly title: string; readonly url: string };
      /** The case that it belongs to. */
      readonly of: Place;
      readonly locked: boolean;
    }
  | { readonly found: 'none' | 'circle'; readonly title: string; readonly url: string }
  | { readonly found: 'missing' };

/** An incident that has joined the case, or says so, with the postmortem that it has of its own. */
export interface Joined {
  readonly number: number;
  /** Undefined where it cannot be read. */
  readonly incident: Incident | undefined;
  readonly postmortem: Postmortem | undefined;
}

export interface Repository {
  readonly id: string;
  /** `owner/name` */
  readonly name: string;
  readonly url: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  /** The label that hides from the index there. */
  readonly security: string;
  /** Node ids of those of our labels that exist. */
  readonly labelIds: ReadonlyMap<string, string>;
}

/** By what a candidate is found: `owner/name#45`, in lower case. */
export function candidateKey({ repo, number }: Pick<IssueRef, 'repo' | 'number'>): string {
  return `${repo.toLowerCase()}#${number}`;
}

/** By what somebody's role is found, for it is another one in each repository. */
export function roleKey({ repo, login }: { readonly repo: string; readonly login: string }): string {
  return `${repo} ${login}`.toLowerCase();
}

/** What one of our writes to a body really replaced, and what it wrote. */
export interface Overwritten {
  readonly from: string;
  readonly ours: string;
  /** The text that we had read and thought to replace, where it is still known. */
  readonly read?: string;
  /** The bodies that came after it, as far as they are known. */
  readonly since?: readonly string[];
}

/** A postmortem that was opened. */
export interface Opening {
  /** Number of its incident. */
  readonly incident: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface CaseSnapshot extends Configured {
  readonly now: number;
  /** Where its postmortem is, or would be opened: the incident's own, or the home. */
  readonly repository: Repository;
  /** When the App came to this account; labels put earlier stay quiet. */
  readonly installedAt: number;
  /** Undefined when the postmortem stands alone: its incident was deleted or unlinked. */
  readonly incident: Incident | undefined;
  readonly postmortem: Postmortem | undefined;
  /** Other incidents whose record is this postmortem. */
  readonly joined?: readonly Joined[];
  /** Writes of ours to the postmortem that a person's edit was lost under, oldest first. */
  readonly overwritten?: readonly Overwritten[];
  /** Answers to questions of an earlier plan of this pass. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly candidates: ReadonlyMap<string, Candidate | 'missing'>;
  readonly records: ReadonlyMap<string, FoundRecord>;
  readonly assignable?: ReadonlyMap<string, boolean>;
  /** By number, postmortems that factors name as earlier ones; `missing` is what is no postmortem, or none any more. */
  readonly earlier?: ReadonlyMap<number, Listed | 'missing'>;
  /** The latest postmortems that were opened here because a bot put the label; undefined until asked for. */
  readonly openedForBots?: readonly Opening[];
  /** The index of the repository, without a body where there is none; undefined until asked for. */
  readonly index?: { readonly body: string | undefined };
  /** What the index knows of later postmortems in which a factor of this one returned; undefined leaves it as the page says. */
  readonly seenAgain?: string | undefined;
  /** The app has stopped here for a while. */
  readonly fight?: Fight;
}

/** Something is undone again and again. */
export interface Fight {
  /** What, in words: `the label x on #7`. */
  readonly over: string;
  /** When it is tried again, epoch milliseconds. */
  readonly until: number;
}

/** A postmortem as the index sees it. */
export interface Listed extends Issue {
  /** What holds for it where its incident is in another repository than the index. */
  readonly configuration?: Configuration;
  readonly incident:
    | {
        readonly repo: string;
        readonly number: number;
        readonly title: string;
        readonly url: string;
        readonly createdAt: number;
        readonly labels: readonly string[];
        readonly isPrivate: boolean;
      }
    | undefined;
}

export interface IndexIssue extends Issue {
  readonly isPinned: boolean;
  /** Somebody, the App included, has pinned or unpinned it before. */
  readonly wasPinned: boolean;
  /** What our writes replaced, oldest first; of a reading of everything. */
  readonly writings?: readonly Overwritten[];
}

/** What one reading of an index brings. */
export interface IndexReading extends Configured {
  /** The repository in which postmortems are opened now, where that is another one. */
  readonly home?: Pick<Repository, 'isPrivate'> & { readonly repo: string };
  readonly repository: Repository;
  /** The index, its pages and what has their label. */
  readonly indexes: readonly IndexIssue[];
  readonly postmortems: readonly Listed[];
  /** Numbers that were asked for and are neither. */
  readonly gone: readonly number[];
}
