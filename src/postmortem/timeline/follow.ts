/**
 * The timeline of a case: from the commands in its comments and the list in its body to the list as it should read, with what people took out of it
 * and what is to be told about the reading.
 */
import { type Commanded, isRestoring } from '../commands/allowed.ts';
import type { Problem } from '../commands/replies.ts';
import type { Document } from '../document/read.ts';
import { hash } from '../hash.ts';
import { type Attributes, commentOfRow } from '../markers.ts';
import type { Comment, Postmortem } from '../snapshot.ts';
import type { Ledger } from '../status/ledger.ts';
import { foldTimeline, type SourcedEntry } from './fold.ts';
import { findPages, firstPage, type PageChanges, pageChanges, parsePages, roomsFor } from './pages.ts';
import { type Row, renderPages, type Timeline } from './rows.ts';
import { clock } from './time-words.ts';
import type { TimeContext } from './when.ts';

export interface Followed {
  readonly rows: Timeline;
  readonly revision: number;
  readonly pageCount: number;
  /** Ids of rows that a person removed by hand, and the clocks at which they stood; never their text. */
  readonly removed: readonly string[];
  readonly removedClocks: readonly string[];
  /** The inside of the region. */
  readonly text: string;
  /** The pages behind it, where it does not fit the body. */
  readonly pages: PageChanges;
  readonly receipts: readonly Receipt[];
  readonly problems: readonly Problem[];
}

/** What was read of one line, or why nothing was. */
export interface Receipt {
  readonly at: number;
  readonly clock: string;
  readonly url: string;
  readonly kind: string;
  /** The time as typed; empty where the comment's own time stands. */
  readonly typed: string;
}

export interface FollowOptions {
  readonly postmortem: Postmortem;
  readonly document: Document;
  readonly ledger: Ledger | undefined;
  readonly commanded: readonly Commanded[];
  /** All comments of people, for links to them. */
  readonly comments: readonly Comment[];
  /** Some comments may not have been read, so that none counts as gone. */
  readonly isUnsure: boolean;
  /** Something else of ours in the body changes with this writing. */
  readonly isChanging?: boolean;
  /** Of the body: its reference is when it was last edited. */
  readonly context: TimeContext;
}

export function followTimeline(options: FollowOptions): Followed {
  const { postmortem, document, ledger, commanded, comments, isUnsure, context } = options;
  const { zone } = context;
  const region = document.regions.get('timeline');
  const pages = findPages(postmortem);
  const before = parsePages(region?.inside ?? '', pages, context);
  const revision = revisionOf(document);
  const allowed = commanded.filter((one) => one.isAllowed);
  const found = allowed.map((one) => ({ one, ...entriesOf(one, comments) }));
  const entries = found.flatMap((each) => each.entries);
  const removed = removedByHand(before.rows, found, ledger, isFresh(options));
  const isFrozen = ({ id }: Row) =>
    id !== undefined &&
    ((isUnsure && !commanded.some((one) => one.comment.number === commentOfRow(id))) || isForeign(id, options));
  const rows = foldTimeline(before, entries, { removed, isFrozen, zone });
  const inside = region?.inside ?? '';
  const texts = renderPages(rows, zone, roomsFor(document.text.length, inside.length));
  const text = firstPage(texts, pages);
  // Nothing is put into somebody else's page for an empty list.
  const isThere = region !== undefined || (!postmortem.ours && rows.rows.length === 0);
  const isSame = isThere && (region === undefined || text === inside) && !options.isChanging;
  const isGrowing = rowsOn(texts[0] ?? '') <= rowsOn(inside);
  return {
    rows,
    pageCount: texts.length,
    pages: pageChanges(postmortem, texts, pages, isGrowing),
    revision: isSame ? revision : Math.max(revision, ledger?.revision ?? 0) + 1,
    removed: [...removed].sort(),
    removedClocks: entries.filter(({ id }) => removed.has(id)).map(({ entry }) => clock(entry.at, zone)),
    text,
    receipts: entries
      .filter(({ id }) => !removed.has(id))
      .map((one) => receiptOf(one, zone))
      .sort((a, b) => a.at - b.at),
    problems: found.flatMap((each) => each.problems),
  };
}

/**
 * Whether a body is the one that was written last, or a later one: only then is something that is missing in it removed by hand. Its revision tells,
 * in the marker of the timeline.
 */
export function isFresh({ postmortem, document, ledger }: Pick<FollowOptions, 'postmortem' | 'document' | 'ledger'>) {
  const revision = revisionOf(document);
  const isWhole = findPages(postmortem).length + 1 >= (Number(revisionAttributes(document)?.pages ?? 1) || 1);
  return revision > 0 && isWhole && revision >= (ledger?.revision ?? 0);
}

/**
 * Whether a marker came along with text that somebody copied from the page of another case: its comment was never one of this. In a body that is
 * older or newer than the ledger it counts as one that is gone.
 */
export function isForeign(
  id: string,
  {
    postmortem,
    document,
    ledger,
    comments,
  }: Pick<FollowOptions, 'document' | 'ledger' | 'comments'> & { readonly postmortem: Pick<Postmortem, 'ours'> },
): boolean {
  const comment = commentOfRow(id);
  if (comments.some((one) => one.number === comment)) return false;
  if (!ledger) return !postmortem.ours;
  return revisionOf(document) === ledger.revision && ledger.read[comment] === undefined;
}

function revisionOf(document: Document): number {
  return Number(revisionAttributes(document)?.rev ?? 0) || 0;
}

/** With the list, or on top while there is none. */
function revisionAttributes({ regions }: Document): Attributes | undefined {
  return (regions.get('timeline') ?? regions.get('head'))?.attributes;
}

function rowsOn(text: string): number {
  return text.match(/^[-*+] /gm)?.length ?? 0;
}

/**
 * Rows that were there in the revision written last and are missing in it now. `/postmortem restore` forgets them all, once; a row whose comment
 * has another of a former version is no removal.
 */
function removedByHand(
  rows: readonly Row[],
  found: readonly { readonly one: Commanded; readonly entries: readonly SourcedEntry[] }[],
  ledger: Ledger | undefined,
  isFresh: boolean,
): Set<string> {
  const ids = new Set(found.flatMap((each) => each.entries.map((entry) => entry.id)));
  const present = new Set(rows.map((row) => row.id));
  const outdated = new Set(rows.flatMap(({ id }) => (id !== undefined && !ids.has(id) ? [commentOfRow(id)] : [])));
  if (isRestoring(found.map(({ one }) => one))) return new Set();
  const removed = new Set((ledger?.removed ?? []).filter((id) => ids.has(id)));
  if (isFresh) {
    for (const { one, entries } of found) {
      if (!one.isKnown || outdated.has(one.comment.number)) continue;
      for (const { id } of entries) if (!present.has(id)) removed.add(id);
    }
  }
  for (const id of present) if (id !== undefined) removed.delete(id);
  return removed;
}

/** The entries that the commands of one comment make. */
function entriesOf(
  { comment, reading, isTold }: Commanded,
  comments: readonly Comment[],
): { entries: SourcedEntry[]; problems: Problem[] } {
  const entries: SourcedEntry[] = [];
  const problems: Problem[] = [];
  for (const { id, order, command } of reading.lines) {
    if (!('name' in command)) continue;
    if (command.name === 'entry') entries.push({ id, order, url: comment.url, entry: command.entry });
    if (command.name !== 'promote') continue;
    const promoted = comments.find((one) => one.number === command.comment && !one.hidden);
    if (!promoted) problems.push({ comment, isTold, refusal: noSuchComment });
    else entries.push({ ...promotedEntry(promoted, id), order });
  }
  return { entries, problems };
}

const noSuchComment = {
  refused: 'there is no comment of that link on the incident or its postmortem',
  instead: ['/timeline what happened'],
};
const longestExcerpt = 300;

/** A comment as an entry at its own time: its first paragraph, or the beginning of a long one. */
function promotedEntry(comment: Comment, id: string): Omit<SourcedEntry, 'order'> {
  const paragraph =
    comment.body
      .replace(/<!--[\s\S]*?-->/g, '')
      .trim()
      .split(/\n[ \t]*\n/, 1)[0] ?? '';
  const words = paragraph
    .replace(/\s+/g, ' ')
    .replace(/^(?:[#>*+-]+ )+/, '')
    .trim();
  const text =
    words.length > longestExcerpt
      ? `${words.slice(0, longestExcerpt).replace(/\s\S*$/, '')} …`
      : words || 'a picture or a link';
  return {
    id: `${id.slice(0, id.indexOf('.') + 1)}${hash(`${id} ${text}`)}`,
    url: comment.url,
    entry: {
      at: Math.floor(comment.createdAt / 60_000) * 60_000,
      until: undefined,
      approximate: false,
      isRelative: false,
      typed: '',
      kind: undefined,
      milestone: undefined,
      text,
    },
  };
}

function receiptOf({ url, entry }: SourcedEntry, zone: string): Receipt {
  return {
    at: entry.at,
    clock: clock(entry.at, zone),
    url,
    kind: entry.milestone ?? entry.kind ?? 'noted',
    typed: entry.typed,
  };
}
