/** Where the record of an issue is: itself, its postmortem, or the one that its incident has joined, which may have joined another one in turn. */
import type { LabelNames } from '../postmortem/configuration/schema.ts';
import { joinedTo } from '../postmortem/joining/link-comment.ts';
import { hasLabel, isIncident } from '../postmortem/labels.ts';
import { candidateKey, type FoundRecord, type Place } from '../postmortem/snapshot.ts';
import type { Home } from './configuration.ts';
import { readRecord as recordQuery } from './queries.ts';
import { type CaseReader, isAdoptedNode, isKept, named, postmortemOf } from './read-case.ts';
import { entries, type RecordAnswer, type RecordNode } from './responses.ts';

/** More hands than these nobody passes a record through. */
const mostSteps = 8;

/** @param of the incident that asks: what leads back to it goes in a circle */
export async function readRecord(
  { query, talks, configurations }: Pick<CaseReader, 'query' | 'talks' | 'configurations'>,
  place: Place,
  of: Place,
  labels: LabelNames,
): Promise<FoundRecord> {
  const { home } = await configurations.of(of.repo);
  const seen = new Set<string>([candidateKey(of)]);
  let at = place;
  let first: RecordNode | undefined;
  for (let step = 0; step < mostSteps; step += 1) {
    if (first && seen.has(candidateKey(at))) return { found: 'circle', title: first.title, url: first.url };
    seen.add(candidateKey(at));
    const [owner, name] = at.repo.split('/');
    const { repository } = await query<RecordAnswer>(recordQuery, { owner, name, number: at.number, after: null });
    const node = repository?.issue;
    first ??= node ?? undefined;
    if (!first) return { found: 'missing' };
    const talk = async () => (node ? (await talks.read(node, node.comments)).comments : []);
    const next = node && (await follow(node, labels, home, talk));
    if (!next) break;
    if ('found' in next) return next;
    at = next;
  }
  return { found: 'none', title: first?.title ?? '', url: first?.url ?? '' };
}

/** The record, or the issue that knows more. */
async function follow(
  node: RecordNode,
  labels: LabelNames,
  home: Home | undefined,
  comments: () => Promise<Parameters<typeof joinedTo>[0]>,
): Promise<FoundRecord | Place | undefined> {
  const { number, parent, repository } = node;
  const { nameWithOwner: repo } = repository;
  const isOurs =
    node.viewerDidAuthor && hasLabel(named(node), labels.postmortem) && !hasLabel(named(node), labels.measure);
  const isAdopted = isAdoptedNode(node, labels);
  if (isOurs || isAdopted) {
    const isWith = parent && isKept(node, parent, home) && (isOurs || isIncident(named(parent), labels));
    return isWith ? { repo: parent.repository.nameWithOwner, number: parent.number } : recordOf(node, { repo, number });
  }
  const joined = joinedTo(await comments());
  if (joined !== undefined) return { repo, number: joined };
  const own = postmortemOf(node, labels, home);
  const child = entries(node.subIssues).find(
    (one) => one.number === own?.number && one.repository.nameWithOwner === own.repo,
  );
  return child && recordOf(child, { repo, number });
}

function recordOf(
  page: { readonly title: string; readonly url: string; readonly locked: boolean },
  of: Place,
): FoundRecord {
  return { found: 'record', postmortem: { title: page.title, url: page.url }, of, locked: page.locked };
}
