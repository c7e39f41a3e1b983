/**
 * Effects as data. `plan` returns an ordered list of them, `apply` carries them out one by one; every prefix of the list leaves a state
 * from which the next pass finishes the job.
 */
import type { IssueRef } from './snapshot.ts';

export type Reaction = 'ROCKET' | 'CONFUSED' | 'EYES';

export type Change =
  | {
      readonly do: 'make label';
      readonly repo: string;
      readonly name: string;
      readonly color: string;
      readonly description: string;
    }
  | {
      readonly do: 'open issue';
      readonly what: 'postmortem' | 'measure' | 'index';
      readonly repo: string;
      readonly repositoryId: string;
      readonly title: string;
      readonly body: string;
      readonly labelIds: readonly string[];
      readonly parent: IssueRef | undefined;
    }
  | { readonly do: 'assign' | 'unassign'; readonly issue: IssueRef; readonly login: string }
  /** Puts a sub-issue behind another one, or before all others. */
  | {
      readonly do: 'order measure';
      readonly parent: IssueRef;
      readonly child: IssueRef;
      readonly place: { readonly after: IssueRef } | { readonly before: IssueRef };
    }
  | { readonly do: 'link measure'; readonly parent: IssueRef; readonly child: IssueRef }
  /** Written only while the issue's body still is `base`, byte for byte. */
  | {
      readonly do: 'write body';
      readonly issue: IssueRef;
      readonly base: string;
      readonly body: string;
      readonly title?: string;
      /** What follows does not build on it. */
      readonly isAside?: true;
    }
  | {
      readonly do: 'write comment';
      readonly issue: IssueRef;
      readonly comment: string | undefined;
      readonly body: string;
    }
  | { readonly do: 'hide comment' | 'show comment'; readonly repo: string; readonly comment: string }
  | { readonly do: 'delete comment'; readonly repo: string; readonly comment: string }
  | {
      readonly do: 'react';
      readonly repo: string;
      /** `subject` is the node id of an issue or a comment. */
      readonly reactions: readonly { readonly subject: string; readonly content: Reaction; readonly add: boolean }[];
    }
  | { readonly do: 'add label' | 'remove label'; readonly issue: IssueRef; readonly label: string }
  | { readonly do: 'close'; readonly issue: IssueRef; readonly as: 'completed' | 'not_planned' | 'duplicate' }
  | { readonly do: 'reopen'; readonly issue: IssueRef }
  | { readonly do: 'pin'; readonly issue: IssueRef };

/** Something that `plan` has to know first. Each is asked once per pass. */
export type Question =
  | { readonly ask: 'role'; readonly repo: string; readonly login: string }
  | { readonly ask: 'index'; readonly repo: string }
  /** `place` is where the postmortems of the repository are. */
  | {
      readonly ask: 'opened for bots';
      readonly repo: string;
      readonly place: string;
    }
  /** `number` of the issue, where it exists: who takes part in it can be assigned, too. */
  | { readonly ask: 'assignable'; readonly repo: string; readonly number?: number; readonly login: string }
  /** Postmortems in which a factor was seen before. */
  | { readonly ask: 'earlier'; readonly repo: string; readonly numbers: readonly number[] }
  | { readonly ask: 'candidate'; readonly repo: string; readonly number: number }
  /** Where the record of that issue is; `of`: the incident that asks. */
  | {
      readonly ask: 'record';
      readonly repo: string;
      readonly number: number;
      readonly of: Pick<IssueRef, 'repo' | 'number'>;
    };

export type Plan =
  | { readonly questions: readonly Question[] }
  | {
      readonly changes: readonly Change[];
      /** Something was created that the next reading has to see. */
      readonly again: boolean;
      /** What the index shows of this case, as one comparable text; undefined while there is no postmortem. */
      readonly shown: string | undefined;
      /** The body could not be read or written, so that what is to go into it waits. */
      readonly isUnusable?: true;
      /** The case that the incident has joined, or has left. */
      readonly joins?: Pick<IssueRef, 'repo' | 'number'>;
      readonly left?: Pick<IssueRef, 'repo' | 'number'>;
    };
