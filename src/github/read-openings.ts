/** Which postmortems were opened lately because a bot put the label: a broken alert must not fill the list of issues. */
import { isIncidentLabel } from '../postmortem/labels.ts';
import type { Opening } from '../postmortem/snapshot.ts';
import type { ConfigurationReader } from './configuration.ts';
import { readOpenings as openingsQuery } from './queries.ts';
import type { Query } from './query.ts';
import { readHistory } from './read.ts';
import { labelsAt } from './read-case.ts';
import { entries, type OpeningsAnswer } from './responses.ts';

export async function readOpenedForBots(
  query: Query,
  configurations: ConfigurationReader,
  slug: string,
  repo: string,
  place: string,
): Promise<readonly Opening[]> {
  const [owner, name] = repo.split('/');
  const { answer, configured } = await configurations.use(repo, ({ labels: own }, shared, home) => {
    const labels = labelsAt(place, own, home);
    const [, placeName] = place.split('/');
    const asked = {
      owner,
      name,
      place: placeName,
      shared,
      postmortemLabel: labels.postmortem,
    };
    return query<OpeningsAnswer>(openingsQuery, asked);
  });
  const { labels } = configured.configuration;
  const openings = new Map<number, Opening>();
  for (const node of [...entries(answer.place?.labelled), ...entries(answer.place?.newest)]) {
    if (!node.viewerDidAuthor || node.parent?.repository.nameWithOwner !== repo) continue;
    const { number: incident, timelineItems } = node.parent;
    const labelling = readHistory(entries(timelineItems), slug).findLast(
      (one) => one.what === 'labelled' && isIncidentLabel(one.label, labels) && one.at <= Date.parse(node.createdAt),
    );
    if (labelling?.by.kind === 'bot' || labelling?.by.kind === 'us')
      openings.set(incident, { incident, at: Date.parse(node.createdAt) });
  }
  return [...openings.values()];
}
