/** Where the record of an issue is: itself, its postmortem, or the one that its incident has joined, which may have joined another one in turn. */
import type { LabelNames } from '../postmortem/configuration/schema.ts';
import { joinedTo } from '../postmortem/joining/link-comment.ts';
import { hasLabel, isIncident } from '../postmortem/labels.ts';
import type { FoundRecord, Place } from '../postmortem/snapshot.ts';
import { readRecord as recordQuery } from './queries.ts';
import { type CaseReader, isAdoptedNode, isAtHome, named, postmortemOf } from './read-case.ts';
import { entries, type RecordAnswer, type RecordNode } from './responses.ts';

/** More hands than these nobody passes a record through. */
const mostSteps = 8;

/** @param of the incident that asks: what leads back to it goes in a circle */
export async function readRecord(
  { query, talks }: Pick<CaseReader, 'query' | 'talks'>,
  { repo, number }: Place,
  of: number,
  labels: LabelNames,
): Promise<FoundRecord> {
  const [owner, name] = repo.split('/');
  const seen = new Set<number>();
  let at = number;
  let first: RecordNode | undefined;
  for (let step = 0; step < mostSteps; step += 1) {
    if (first && (at === of || seen.has(at))) return { found: 'circle', title: first.title, url: first.url };
    seen.add(at);
    const { repository } = await query<RecordAnswer>(recordQuery, { owner, name, number: at, after: null });
    const node = repository?.issue;
    first ??= node ?? undefined;
    if (!first) return { found: 'missing' };
    const next = node && (await follow(node, labels, async () => (await talks.read(node.id, node.comments)).comments));
    if (!next) break;
    if (typeof next !== 'number') return next;
    at = next;
  }
  return { found: 'none', title: first?.title ?? '', url: first?.url ?? '' };
}

/** The record, or the number of the issue that knows more. */
async function follow(
  node: RecordNode,
  labels: LabelNames,
  comments: () => Promise<Parameters<typeof joinedTo>[0]>,
): Promise<FoundRecord | number | undefined> {
  const { number, parent, repository } = node;
  const isOurs =
    node.viewerDidAuthor && hasLabel(named(node), labels.postmortem) && !hasLabel(named(node), labels.measure);
  const isAdopted = isAdoptedNode(node, labels);
  if (isOurs || isAdopted) {
    const incident =
      parent && isAtHome(node, parent) && (isOurs || isIncident(named(parent), labels)) ? parent : undefined;
    return incident ? incident.number : recordOf(node, { repo: repository.nameWithOwner, number });
  }
  const joined = joinedTo(await comments());
  if (joined !== undefined) return joined;
  const own = postmortemOf(node, labels);
  const child = entries(node.subIssues).find((one) => one.number === own && isAtHome(node, one));
  return child && recordOf(child, { repo: repository.nameWithOwner, number });
}

function recordOf(
  page: { readonly title: string; readonly url: string; readonly locked: boolean },
  of: Place,
): FoundRecord {
  return { found: 'record', postmortem: { title: page.title, url: page.url }, of, locked: page.locked };
}
