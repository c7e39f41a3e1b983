/**
 * Keeps the index of a repository true. Its region is the app's; text outside it is people's. Closed or unpinned by a person it stays so, and
 * current all the same.
 */
import { isAdopted } from '../adopting/adopted.ts';
import { knownEnds } from '../adopting/known-ends.ts';
import type { Change } from '../change.ts';
import { check } from '../checks/check.ts';
import { readNotNeeded } from '../closing/not-needed.ts';
import type { Configuration } from '../configuration/schema.ts';
import { namingOf, requiredIn } from '../configuration/section-choice.ts';
import { readDocument } from '../document/read.ts';
import { hasLabel, severityIn } from '../labels.ts';
import { closeMarker, openMarker } from '../markers.ts';
import { makeLabels } from '../opening/make-labels.ts';
import type { IndexSnapshot, Listed } from '../snapshot.ts';
import { documentZone } from '../timeline/document-zone.ts';
import { readEnds } from '../timeline/pages.ts';
import { parseTimeline } from '../timeline/rows.ts';
import { type Card, cardOf } from './card.ts';
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
    .flatMap((one) => readCard(one, configuration) ?? []);
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

/** A postmortem whose body no parser should see is listed by its title all the same. */
function readCard(listed: Listed, configuration: Configuration): Card | undefined {
  const { findings: levels } = configuration;
  const zone = documentZone(listed.rawBody) ?? configuration.zone;
  const { aliases, headings } = namingOf(configuration);
  const document = readDocument(listed.rawBody, aliases);
  const readable = 'hostile' in document ? { text: '', sections: [], regions: new Map() } : document;
  const region = 'hostile' in document ? undefined : document.regions.get('timeline');
  const { rows } = parseTimeline(region?.inside ?? '', { zone, reference: listed.editedAt });
  const seen = knownEnds(listed, readable, rows, { ...configuration, zone });
  // Where the list goes on in comments, its marker tells what is in them.
  const kept = region && readEnds(region.attributes);
  const known = kept && { ...kept, ...(seen.ends.isPast ? ({ isPast: true } as const) : {}) };
  const checked = check({
    document: readable,
    ends: known ?? seen.bounds,
    measureCount: listed.measures.length,
    required: requiredIn(configuration, severityIn({ incident: listed.incident, postmortem: listed })),
    headings,
    choice: { levels, words: {}, muted: new Map() },
    onlyErrors: true,
  });
  return cardOf({
    postmortem: listed,
    incident: listed.incident,
    ends: known ?? seen.ends,
    check: checked,
    measures: listed.measures,
    names: configuration.labels,
    why: readNotNeeded(readable, listed.state),
  });
}

/** Our region replaced where it is, or put on top; the same text where nothing differs. */
function writeRegion(body: string, text: string): string {
  const found = /<!-- postmortems:index[^<>]*-->[\s\S]*?<!-- \/postmortems:index -->/.exec(body)?.[0];
  if (found === undefined)
    return `${text}\n\n${body.replace(/<!-- \/?postmortems:index[^<>]*-->/g, '').trim()}`.trimEnd().concat('\n');
  return found.replace(/\r\n?/g, '\n') === text ? body : body.replace(found, () => text);
}
