/** How a measure stands: what people did natively rules, and the record tells what GitHub has no word for. */
import { priorityOf } from '../labels.ts';
import type { Measure } from '../snapshot.ts';
import { noRecord, type Record, recordOf, type Said } from './record.ts';
import type { Terms } from './terms.ts';
import type { Standing } from './token.ts';

export interface Life {
  readonly measure: Measure;
  readonly record: Record;
  readonly standing: Standing;
  /** As it holds, or as it is proposed. */
  readonly terms: Terms;
  readonly owners: readonly string[];
  /** Reason or evidence, where it belongs to how the measure stands. */
  readonly said: Said | undefined;
  /** A bot that closed it: nobody has decided anything. */
  readonly closedBy: string | undefined;
}

/** @param record what is kept of it */
export function lifeOf(measure: Measure, record: Record = recordOf(measure) ?? noRecord): Life {
  const standing = standingOf(measure, record);
  const terms = termsOf(measure, record, standing);
  return {
    measure,
    record,
    standing,
    terms,
    owners: terms.owner === undefined ? [] : terms.owner.split('.'),
    said: saidOf(measure, standing, record),
    closedBy: isUndecided(standing) ? botThatClosed(measure) : undefined,
  };
}

function saidOf(measure: Measure, standing: Standing, record: Record): Said | undefined {
  const said = record.said?.of === standing ? record.said : duplicate(measure, standing);
  return said && measure.isConcealed ? { ...said, why: '', by: '' } : said;
}

/** What people still have to tell of it. */
export function waitsFor({ standing, owners, said, closedBy }: Life): string | undefined {
  if (closedBy !== undefined) return 'whether it is done';
  if (standing === 'proposed') return 'a yes or no';
  if ((standing === 'accepted' || standing === 'failed') && owners.length === 0) return 'an owner';
  return standing === 'declined' && !said ? 'a reason' : undefined;
}

/** Neither declined nor done. */
export function isUndecided(standing: Standing): boolean {
  return standing === 'proposed' || standing === 'accepted' || standing === 'failed';
}

function standingOf(measure: Measure, { said, accepted }: Record): Standing {
  const { state, assignees } = measure;
  if (state === 'completed' && said?.of === 'worked') return 'worked';
  if (state !== 'open' && state !== 'completed' && said?.of === 'declined') return 'declined';
  if (state !== 'open' && botThatClosed(measure) === undefined) return state === 'completed' ? 'done' : 'declined';
  if (said?.of === 'failed') return 'failed';
  return accepted === 'said' || assignees.length > 0 ? 'accepted' : 'proposed';
}

/** What is proposed holds until somebody decides; afterwards label and assignees do. */
function termsOf({ labels, assignees }: Measure, { terms }: Record, standing: Standing): Terms {
  const isProposal = standing === 'proposed';
  const priority = priorityOf(labels) ?? (isProposal ? terms.priority : undefined);
  const owner = assignees.length > 0 ? assignees.join('.') : isProposal ? terms.owner : undefined;
  return { ...(priority && { priority }), ...(owner && { owner }), ...(terms.by && { by: terms.by }) };
}

/** Closing as a duplicate gives its reason itself. */
function duplicate({ state, history }: Measure, standing: Standing): Said | undefined {
  if (standing !== 'declined' || state !== 'duplicate') return undefined;
  const of = history.findLast((one) => one.what === 'marked duplicate')?.of;
  return { of: 'declined', why: of ? `duplicate of #${of.number}` : 'duplicate', by: '' };
}

function botThatClosed({ state, history }: Measure): string | undefined {
  const by = state === 'open' ? undefined : history.findLast((one) => one.what === 'closed')?.by;
  return by?.kind === 'bot' ? by.login : undefined;
}
