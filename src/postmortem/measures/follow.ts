/** One measure as it should be: with the commands on it obeyed, what people did by hand noted, and its first paragraph current. */
import type { Change } from '../change.ts';
import type { Commanded } from '../commands/allowed.ts';
import { inline } from '../markdown/inline.ts';
import type { CaseSnapshot, Comment, Measure } from '../snapshot.ts';
import { day } from '../timeline/time-words.ts';
import { type Acted, keep, lastByHand, type Obeyed, obey, prioritise, type Who } from './commands.ts';
import { renderNote, type Setting, writeMeasureBody } from './measure.ts';
import { noRecord, noteOf, type Record, recordOf } from './record.ts';
import { isUndecided, type Life } from './standing.ts';
import type { Terms } from './terms.ts';

export interface Followed extends Pick<Obeyed, 'refusals' | 'questions'> {
  /** As it is once the changes are made. */
  readonly measure: Measure;
  readonly changes: readonly Change[];
}

/**
 * @param edited what its record should hold because the comment that proposed it was edited
 * @param title a new one, for the same reason
 */
export function followMeasure(
  snapshot: CaseSnapshot,
  measure: Measure,
  given: {
    readonly commanded: readonly Commanded[];
    readonly isEdited: (one: Commanded) => boolean;
    readonly setting: Setting;
    readonly edited: Partial<Record> | undefined;
    readonly title: string | undefined;
  },
): Followed {
  const { edited, setting, title } = given;
  const { who, refusals, questions, ...obeyed } = obey(snapshot, measure, given.commanded, given.isEdited);
  const isKept = recordOf(measure) !== undefined || who !== undefined;
  const renewed = edited ? keep(obeyed, edited) : obeyed;
  const { life, acts } = isKept ? note(renewed, recordOf(measure) ?? noRecord, who, setting.zone) : renewed;
  const writing = isKept ? writeRecord(measure, life, setting, title) : { measure: life.measure, changes: [] };
  return { measure: writing.measure, changes: [...acts, ...writing.changes], refusals, questions };
}

/** Keeps the record true to what people did by hand, and notes who changed the terms that hold. */
function note(acted: Acted, before: Record, who: Who | undefined, zone: string): Acted {
  const { standing, record, measure } = acted.life;
  const said = record.said?.of === standing ? record.said : undefined;
  const kept = said === record.said ? acted : keep(acted, { said });
  if (measure.state !== 'open' || !isUndecided(standing)) return kept;
  const wasAccepted = before.accepted !== undefined;
  const noted = (next: Acted, what: string) =>
    keep(next, { changes: [...before.changes, line(what, who ?? lastByHand(measure), zone)] });
  if (standing === 'proposed') {
    if (!wasAccepted) return kept;
    const { by } = record.terms;
    return noted(keep(kept, { accepted: undefined, terms: by === undefined ? {} : { by } }), 'proposed again');
  }
  if (standing === 'failed' && record.accepted === undefined) return kept;
  // What was proposed is taken over by whoever is assigned, as it is by `/accept`.
  const isMissing = record.accepted === undefined && acted.life.terms.priority === undefined;
  const taken = isMissing && record.terms.priority ? prioritise(kept, record.terms.priority) : kept;
  const { terms } = taken.life;
  const next = keep(taken, { accepted: record.accepted ?? 'owned', terms });
  if (wasAccepted && words(terms) === words(before.terms)) return next;
  return noted(next, `${wasAccepted ? '' : 'accepted, '}${words(terms)}`);
}

function words({ priority, owner, by }: Terms): string {
  const owners = owner === undefined ? 'no owner' : owner.split('.').join(', ');
  const date = by === undefined ? [] : [`by ${day(Date.parse(by), 'UTC')}`];
  return [...(priority ? [priority] : []), owners, ...date].join(' · ');
}

function line(what: string, who: Who | undefined, zone: string): string {
  const by = who ? [day(who.at, zone), ...(who.login === '' ? [] : [inline(who.login)])].join(', ') : '';
  return by === '' ? what : `${by}: ${what}`;
}

/** Into its body where that is ours, else into the one comment that stands for it. */
function writeRecord(measure: Measure, life: Life, setting: Setting, title: string | undefined) {
  const body = measure.ours ? writeMeasureBody(measure.rawBody, life, setting) : undefined;
  if (body !== undefined) {
    const after: Measure = { ...life.measure, body, rawBody: body, ...(title === undefined ? {} : { title }) };
    if (body === measure.rawBody && title === undefined) return { measure: after, changes: [] };
    const write: Change = {
      do: 'write body',
      issue: measure,
      base: measure.rawBody,
      body,
      isAside: true,
      ...(title === undefined ? {} : { title }),
    };
    return { measure: after, changes: [write] };
  }
  return writeNote(measure, life, setting);
}

function writeNote(measure: Measure, life: Life, setting: Setting) {
  const before = noteOf(measure);
  const body = renderNote(life, setting);
  const comment: Comment = {
    ...(before ?? { ...newComment, repo: measure.repo }),
    body,
  };
  const after = {
    ...life.measure,
    comments: [...measure.comments.filter((one) => one !== before), comment],
  };
  const isSaid = before?.body === body || (measure.locked && !before);
  const write: Change = { do: 'write comment', issue: measure, comment: before?.number, body };
  return { measure: after, changes: isSaid ? [] : [write] };
}

const newComment: Omit<Comment, 'body' | 'repo'> = {
  id: '',
  number: '0',
  url: '',
  author: { kind: 'us', login: '' },
  ours: true,
  createdAt: 0,
  hidden: false,
  rocket: false,
  confused: false,
  eyes: false,
};
