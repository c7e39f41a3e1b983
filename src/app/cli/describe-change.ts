/** A change in words, with the lines that differ where it is one of text. */
import type { Change } from '../../postmortem/change.ts';
import type { CaseRead } from '../../reconcile/port.ts';
import { printable } from './terminal.ts';

export interface Described {
  readonly words: string;
  readonly before?: string;
  readonly after?: string;
}

/** What the snapshot tells of the things that changes name by their ids. */
export interface Known {
  /** By database id. */
  readonly comments: ReadonlyMap<string, { readonly body: string; readonly url: string }>;
  /** By node id: what people call it. */
  readonly names: ReadonlyMap<string, string>;
}

const signs = { ROCKET: '🚀', CONFUSED: '😕', EYES: '👀' } as const;
const states = { completed: 'completed', not_planned: 'not planned', duplicate: 'duplicate' } as const;

export function describeChange(change: Change, known: Known): readonly Described[] {
  const nameOf = (id: string) => printable(known.names.get(id) ?? id);
  switch (change.do) {
    case 'make label':
      return [{ words: `Make the label ${quoted(change.name)} in ${change.repo}` }];
    case 'open issue': {
      const below = change.parent === undefined ? '' : `, as a sub-issue of ${at(change.parent)}`;
      return [
        {
          words: `Open the ${change.what} ${quoted(change.title)} in ${change.repo}${below}`,
          before: '',
          after: change.body,
        },
      ];
    }
    case 'link measure':
      return [{ words: `Link ${at(change.child)} as a measure of ${at(change.parent)}` }];
    case 'assign':
      return [{ words: `Assign ${at(change.issue)} to ${printable(change.login)}` }];
    case 'unassign':
      return [{ words: `Take ${at(change.issue)} from ${printable(change.login)}` }];
    case 'order measure': {
      const { child, place } = change;
      const beside = 'after' in place ? `behind ${at(place.after)}` : `before ${at(place.before)}`;
      return [{ words: `Move ${at(child)} ${beside} in the list of sub-issues` }];
    }
    case 'write body': {
      const renamed = change.title === undefined ? '' : `, and rename it to ${quoted(change.title)}`;
      return [{ words: `Edit ${at(change.issue)}${renamed}`, before: change.base, after: change.body }];
    }
    case 'write comment': {
      if (change.comment === undefined)
        return [{ words: `Comment on ${at(change.issue)}`, before: '', after: change.body }];
      const { body = '', url = change.comment } = known.comments.get(change.comment) ?? {};
      return [{ words: `Edit the comment ${printable(url)}`, before: body, after: change.body }];
    }
    case 'delete comment': {
      const { body = '', url = change.comment } = known.comments.get(change.comment) ?? {};
      return [{ words: `Delete the comment ${printable(url)}`, before: body, after: '' }];
    }
    case 'hide comment':
    case 'show comment':
      return [{ words: `${change.do === 'hide comment' ? 'Hide' : 'Show'} the comment ${nameOf(change.comment)}` }];
    case 'react':
      return change.reactions.map(({ subject, content, add }) => ({
        words: `${add ? 'React with' : 'Take back'} ${signs[content]} on ${nameOf(subject)}`,
      }));
    case 'add label':
      return [{ words: `Put the label ${quoted(change.label)} on ${at(change.issue)}` }];
    case 'remove label':
      return [{ words: `Take the label ${quoted(change.label)} off ${at(change.issue)}` }];
    case 'close':
      return [{ words: `Close ${at(change.issue)} as ${states[change.as]}` }];
    case 'reopen':
      return [{ words: `Reopen ${at(change.issue)}` }];
    case 'pin':
      return [{ words: `Pin ${at(change.issue)}` }];
  }
}

function at({ repo, number }: { readonly repo: string; readonly number: number }): string {
  return `${repo}#${number}`;
}

function quoted(text: string): string {
  return `"${printable(text)}"`;
}

/** What a reading of a case tells of them. */
export function knownOf({ incident, postmortem }: Pick<CaseRead, 'incident' | 'postmortem'>): Known {
  const issues = [incident, postmortem, ...(postmortem?.measures ?? [])].flatMap((one) => one ?? []);
  const comments = issues.flatMap((one) => one.comments);
  return {
    comments: new Map(comments.map((one) => [one.number, one])),
    names: new Map([
      ...[...issues, ...(incident?.children ?? [])].map((one) => [one.id, `${one.repo}#${one.number}`] as const),
      ...comments.map((one) => [one.id, one.url] as const),
    ]),
  };
}
