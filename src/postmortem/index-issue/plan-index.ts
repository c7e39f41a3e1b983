/**
 * Keeps the index of a repository true. Its region is the app's; text outside it is people's. Closed or unpinned by a person it stays so, and
 * current all the same.
 */
import { isAdopted } from '../adopting/adopted.ts';
import type { Change } from '../change.ts';
import { hasLabel } from '../labels.ts';
import { closeMarker, openMarker } from '../markers.ts';
import { makeLabels } from '../opening/make-labels.ts';
import type { IndexSnapshot } from '../snapshot.ts';
import { readCard } from './card.ts';
import { renderFaults } from './faults.ts';
import { sinceAttributes } from './labels-since.ts';
import { renderIndex } from './render.ts';

export interface IndexPlan {
  readonly changes: readonly Change[];
  /** Something was created that the next reading has to see. */
  readonly again: boolean;
}

export function planIndex(snapshot: IndexSnapshot): IndexPlan {
  const { repository, indexes, postmortems, configuration, faults } = snapshot;
  const { labels, zone } = configuration;
  const cards = postmortems
    .filter((one) => isAdopted(one, labels) || (one.ours && hasLabel(one, labels.postmortem)))
    .map((one) => readCard(one, configuration));
  const ours = indexes.filter((one) => one.ours && hasLabel(one, labels.index));
  const index = ours[0];
  const mark = openMarker('index', sinceAttributes(index, labels, snapshot.now));
  const text = `${mark}\n\n${renderIndex({ cards, zone, now: snapshot.now, labels, faults: faults && renderFaults(faults, repository) })}\n\n${closeMarker('index')}`;
  if (!index) {
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

/** Our region replaced where it is, or put on top; the same text where nothing differs. */
function writeRegion(body: string, text: string): string {
  const found = /<!-- postmortems:index[^<>]*-->[\s\S]*?<!-- \/postmortems:index -->/.exec(body)?.[0];
  if (found === undefined)
    return `${text}\n\n${body.replace(/<!-- \/?postmortems:index[^<>]*-->/g, '').trim()}`.trimEnd().concat('\n');
  return found.replace(/\r\n?/g, '\n') === text ? body : body.replace(found, () => text);
}
