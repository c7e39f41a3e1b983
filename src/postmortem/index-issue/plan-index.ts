/**
 * Keeps the index of a repository true. Its region is the app's; text outside it is people's. Closed or unpinned by a person it stays so, and
 * current all the same.
 */
import type { Change } from '../change.ts';
import type { LabelNames } from '../configuration/schema.ts';
import { regionText } from '../document/write.ts';
import { isSameRepository } from '../home.ts';
import { hasLabel } from '../labels.ts';
import { makeLabels } from '../opening/make-labels.ts';
import type { Configured, IndexIssue, IndexReading, Overwritten, Repository } from '../snapshot.ts';
import type { Board } from './board.ts';
import { renderFaults } from './faults.ts';
import { sinceAttributes } from './labels-since.ts';
import { type IndexRegion, indexAttributes, mergeLostWords, withoutRegion, writeRegion } from './region.ts';
import { renderIndex } from './render.ts';
import { isSameSpan, readSpan, type Span, spanAttributes } from './years.ts';

/** Pages that are made between two readings. */
const mostAtOnce = 10;
/** Of GitHub's hundred sub-issues of one issue. */
const mostChildren = 95;

export interface IndexPlan {
  readonly changes: readonly Change[];
  /** Something was created that the next reading has to see. */
  readonly again: boolean;
  /** Everything has to be read first. */
  readonly isUnsure?: true;
}

export interface IndexSnapshot extends Configured {
  readonly now: number;
  readonly repository: Repository;
  readonly home?: IndexReading['home'];
  readonly board: Board;
  /** Edits of people that our writes had overwritten, by the number of their issue. */
  readonly overwritten?: ReadonlyMap<number, readonly Overwritten[]>;
  /** The board comes from a reading of everything. */
  readonly isWhole: boolean;
}

export function planIndex(snapshot: IndexSnapshot): IndexPlan {
  const { repository, board, configuration, faults, now } = snapshot;
  const { labels, zone } = configuration;
  const cards = [...board.cards.values()];
  const ours = [...board.indexes.values()]
    .filter((one) => one.ours && hasLabel(one, labels.index))
    .sort((a, b) => a.number - b.number);
  const spans = new Map(ours.map((one) => [one, readSpan(indexAttributes(one.body))]));
  const [index, ...extra] = ours.filter((one) => spans.get(one) === undefined);
  const known = knownPages(spans);
  const rendered = renderIndex({
    cards,
    zone,
    now,
    labels,
    faults: faults?.flatMap((one) => renderFaults(one, repository)),
    url: repository.url,
    home: homeShownIn(snapshot),
    pages: known.map(({ span, issue }) => ({ span, url: issue.url })),
    besides: index ? withoutRegion(index.body).length : 0,
  });
  const region = { text: rendered.text, attributes: sinceAttributes(index, labels, now) };
  if (!index) {
    // That there is none is believed of a reading of everything only.
    if (!snapshot.isWhole) return { changes: [], again: true, isUnsure: true };
    // Whoever has just written a configuration has to see what is wrong in it; the owner's concerns many repositories.
    const isDue = cards.length > 0 || faults?.some((one) => isSameRepository(one.repo, repository.name));
    if (!isDue || repository.isArchived) return { changes: [], again: false };
    const made = makeLabels(repository, ['index'], labels);
    if (made.length > 0) return { changes: made, again: true };
    const open = opening(repository, labels, {
      title: 'Postmortem index',
      body: `${regionText('index', region)}\n`,
      parent: undefined,
    });
    return { changes: [open], again: true };
  }
  const pages = rendered.pages.map((page) => ({
    ...page,
    issue: known.find(({ span }) => isSameSpan(span, page.span))?.issue,
    region: { text: page.text(index.url), attributes: spanAttributes(page.span) },
  }));
  const missing = pages.filter((page) => page.issue === undefined).slice(0, mostAtOnce);
  if (missing.length > 0 && !repository.isArchived) {
    const parent = known.length + missing.length < mostChildren ? index : undefined;
    const made = missing.map(({ title, region: own }) =>
      opening(repository, labels, { title, body: `${regionText('index', own)}\n`, parent }),
    );
    return { changes: made, again: true };
  }
  const written: readonly { readonly issue: IndexIssue | undefined; readonly region: IndexRegion }[] = [
    ...pages,
    { issue: index, region },
  ];
  const changes = written.flatMap(({ issue, region: own }): Change[] => {
    const lost = (issue && snapshot.overwritten?.get(issue.number)) ?? [];
    const body = issue && writeRegion(mergeLostWords(issue.rawBody, lost), own, issue.rawBody);
    return issue && body !== undefined && body !== issue.rawBody
      ? [{ do: 'write body', issue, base: issue.rawBody, body }]
      : [];
  });
  if (!index.wasPinned && !index.isPinned) changes.push({ do: 'pin', issue: index });
  for (const one of [...extra, ...twins(spans, known)])
    if (one.state === 'open') changes.push({ do: 'close', issue: one, as: 'duplicate' });
  return { changes, again: false };
}

/** Not where one of the two is private: what is private is not named here, and does not go to what is public. */
function homeShownIn({ home, repository }: IndexSnapshot): string | undefined {
  return home?.isPrivate === repository.isPrivate ? home.repo : undefined;
}

interface Page {
  readonly span: Span;
  readonly issue: IndexIssue;
}

/** Of two for the same time the older stays. */
function knownPages(spans: ReadonlyMap<IndexIssue, Span | undefined>): Page[] {
  const pages: Page[] = [];
  for (const [issue, span] of spans) {
    if (span && !pages.some((one) => isSameSpan(one.span, span))) pages.push({ span, issue });
  }
  return pages;
}

function twins(spans: ReadonlyMap<IndexIssue, Span | undefined>, known: readonly Page[]): IndexIssue[] {
  return [...spans].flatMap(([issue, span]) => (span && !known.some((one) => one.issue === issue) ? [issue] : []));
}

function opening(
  repository: Repository,
  labels: LabelNames,
  { title, body, parent }: { readonly title: string; readonly body: string; readonly parent: IndexIssue | undefined },
): Change {
  return {
    do: 'open issue',
    what: 'index',
    repo: repository.name,
    repositoryId: repository.id,
    title,
    body,
    labelIds: [repository.labelIds.get(labels.index) ?? []].flat(),
    parent,
  };
}
