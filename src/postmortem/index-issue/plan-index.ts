/**
 * Keeps the index of a repository true. Its region is the app's; text outside it is people's. Closed or unpinned by a person it stays so, and
 * current all the same.
 */
import type { Change } from '../change.ts';
import { hasLabel } from '../labels.ts';
import { makeLabels } from '../opening/make-labels.ts';
import type { Configured, Repository } from '../snapshot.ts';
import type { Board } from './board.ts';
import { renderFaults } from './faults.ts';
import { sinceAttributes } from './labels-since.ts';
import { indexRegion, writeRegion } from './region.ts';
import { renderIndex } from './render.ts';

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
  readonly board: Board;
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
  const index = ours[0];
  const text = indexRegion(
    renderIndex({ cards, zone, now, labels, faults: faults && renderFaults(faults, repository) }),
    sinceAttributes(index, labels, now),
  );
  if (!index) {
    // That there is none is believed of a reading of everything only.
    if (!snapshot.isWhole) return { changes: [], again: true, isUnsure: true };
    // Whoever has just written a configuration has to see what is wrong in it; the owner's concerns many repositories.
    const isDue = cards.length > 0 || faults?.repo.toLowerCase() === repository.name.toLowerCase();
    if (!isDue || repository.isArchived) return { changes: [], again: false };
    const made = makeLabels(repository, ['index'], labels);
    if (made.length > 0) return { changes: made, again: true };
    const open: Change = {
      do: 'open issue',
      what: 'index',
      repo: repository.name,
      repositoryId: repository.id,
      title: 'Postmortem index',
      body: `${text}\n`,
      labelIds: [repository.labelIds[labels.index] ?? []].flat(),
      parent: undefined,
    };
    return { changes: [open], again: true };
  }
  const body = writeRegion(index.rawBody, text);
  const changes: Change[] = [];
  if (body !== index.rawBody) changes.push({ do: 'write body', issue: index, base: index.rawBody, body });
  if (!index.wasPinned && !index.isPinned) changes.push({ do: 'pin', issue: index });
  for (const extra of ours.slice(1))
    if (extra.state === 'open') changes.push({ do: 'close', issue: extra, as: 'duplicate' });
  return { changes, again: false };
}
