/**
 * What the status comment says while the app has stopped because somebody undoes the same thing again and again: which thing it is, and what to do.
 * It blames nobody: whoever does it is seldom a person.
 */
import type { Change } from '../change.ts';
import { isSameRepository } from '../home.ts';
import { code } from '../markdown/inline.ts';
import type { Fight, Place } from '../snapshot.ts';
import { clock } from '../timeline/time-words.ts';
import { statusMarker } from './status-comment.ts';

/**
 * What is undone, in words without anybody's text; undefined where it is the status comment itself, which would go the same way.
 * @param page the postmortem
 */
export function wordsOf(change: Change, page: Place | undefined): string | undefined {
  const on = 'issue' in change ? nameFrom(change.issue, page) : 'this issue';
  switch (change.do) {
    case 'write body':
      return `the lines that this app keeps in the text of ${on}`;
    case 'write comment':
      return change.body.includes(statusMarker) ? undefined : `a comment on ${on}`;
    case 'delete comment':
    case 'hide comment':
    case 'show comment':
      return 'a comment that has to go or to come back';
    case 'add label':
      return `the label ${code(change.label)} on ${on}`;
    case 'remove label':
      return `the label ${code(change.label)}, taken off ${on}`;
    case 'make label':
      return `the label ${code(change.name)} of this repository`;
    case 'assign':
    case 'unassign':
      return `who is assigned to ${on}`;
    case 'close':
      return `that ${on} is closed`;
    case 'reopen':
      return `that ${on} is open`;
    case 'pin':
      return `that ${on} is pinned`;
    case 'link measure':
    case 'order measure':
      return 'the list of measures';
    case 'open issue':
      return 'an issue that belongs to this one';
    case 'react':
      return 'reactions to comments';
  }
}

function nameFrom({ repo, number }: Place, page: Place | undefined): string {
  if (page && !isSameRepository(repo, page.repo)) return `${repo}#${number}`;
  return number === page?.number ? 'this issue' : `#${number}`;
}

/** @param zone that its times are written in */
export function renderFight({ over, until }: Fight, zone: string): string {
  return [
    `**Something undoes ${over}.** It was put right three times within ten minutes, so it is left alone until ${clock(until, zone)}, and nothing new is entered.`,
    'Most often that is another bot or a workflow: the history of the issue (*edited* above its text, and the events below it) shows which one. Make it leave this alone; as soon as a person writes here, all goes on at once.',
  ].join('\n');
}
