/**
 * The issues that an adopted page links as its measures become measures: one for each item of the list, row of the table, or line that begins with a
 * link. What another issue holds already is left there, pull requests are none, and what a person took out stays out.
 */
import type { Change, Question } from '../change.ts';
import { type Document, writtenIn } from '../document/read.ts';
import { hash } from '../hash.ts';
import { hasLabel, isIncident } from '../labels.ts';
import { findRoom } from '../measures/continuation.ts';
import { makeLabels } from '../opening/make-labels.ts';
import { type Candidate, type CaseSnapshot, candidateKey, type IssueRef, type Postmortem } from '../snapshot.ts';
import type { Ledger } from '../status/ledger.ts';

type Place = Pick<IssueRef, 'repo' | 'number'>;

export interface LinkedMeasures {
  readonly questions: readonly Question[];
  readonly changes: readonly Change[];
  /** Which links were looked at; as long as they are the same, none is looked at again. */
  readonly seen: string | undefined;
}

/** Each costs a request, once. */
const mostLinks = 50;

/**
 * @param document with its sections in any form
 * @param kept by the ledger
 * @param isKept there is a comment for the ledger; without it could not be kept that the links were looked at
 */
export function linkMeasures(
  snapshot: CaseSnapshot,
  postmortem: Postmortem,
  document: Document,
  kept: Ledger['links'],
  isKept: boolean,
): LinkedMeasures {
  if (postmortem.ours || !isKept) return { questions: [], changes: [], seen: undefined };
  const found = findLinks(writtenIn(document, 'measures'), postmortem).slice(0, mostLinks);
  const seen = found.length === 0 ? undefined : hash(found.map(candidateKey).join(' '));
  if (seen === undefined || seen === kept) return { questions: [], changes: [], seen };
  const fresh = found.filter((one) => isFree(one, snapshot, postmortem));
  const questions = fresh
    .filter((one) => !snapshot.candidates.has(candidateKey(one)))
    .map((one): Question => ({ ask: 'candidate', ...one }));
  if (questions.length > 0) return { questions, changes: [], seen };
  const { labels } = snapshot.configuration;
  // What is already being read cannot wait for an issue that continues the list: where there is one, it is used.
  const room = findRoom(postmortem, Number.POSITIVE_INFINITY);
  const links = fresh.flatMap((one): Change[] => {
    const candidate = snapshot.candidates.get(candidateKey(one));
    if (!candidate || candidate === 'missing' || !mayBeMeasure(candidate, labels)) return [];
    if (candidate.issue.isPrivate && !postmortem.isPrivate) return [];
    const parent = room.take();
    if (parent === undefined || parent === 'new') return [];
    return [
      { do: 'link measure', parent, child: candidate.issue },
      { do: 'add label', issue: candidate.issue, label: labels.measure },
    ];
  });
  const changes = links.length > 0 ? [...makeLabels(snapshot.repository, ['measure'], labels), ...links] : [];
  return { questions: [], changes, seen };
}

/** Neither linked already, nor taken out by hand, nor the case itself. */
function isFree(one: Place, { incident }: CaseSnapshot, { measures, history, ...postmortem }: Postmortem): boolean {
  const isOne = (other: Place | undefined) => other !== undefined && candidateKey(other) === candidateKey(one);
  if (isOne(postmortem) || isOne(incident) || measures.some(isOne)) return false;
  return !history.some((event) => event.what === 'unlinked' && isOne(event.child));
}

function mayBeMeasure({ issue, parent }: Candidate, names: CaseSnapshot['configuration']['labels']): boolean {
  return !parent && !isIncident(issue, names) && !hasLabel(issue, names.postmortem) && !hasLabel(issue, names.index);
}

const itemPattern = /^[ \t]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]|\|)/;
const urlPattern = /https?:\/\/([^\s/()<>\]]{1,253})\/([\w-]{1,39}\/[\w.-]{1,100})\/issues\/(\d{1,9})\b/;
const referencePattern = /(?<![\w&/])([\w-]{1,39}\/[\w.-]{1,100})?#(\d{1,9})\b/;
const longestLine = 2000;

/** The first link of each item, to issues of the same owner. */
export function findLinks(text: string, home: Pick<Postmortem, 'repo' | 'url'>): readonly Place[] {
  const host = /^https?:\/\/([^/]+)\//.exec(home.url)?.[1];
  const found = new Map<string, Place>();
  let fence: string | undefined;
  for (const line of text.split('\n')) {
    const mark = /^[ \t]*(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined) fence = fence === undefined ? mark : mark.startsWith(fence) ? undefined : fence;
    if (fence !== undefined || mark !== undefined || /^[ \t]*>/.test(line)) continue;
    const link = firstLink(line.slice(0, longestLine).replace(/`[^`]*`/g, ' '));
    if (!link || (link.host !== undefined && link.host !== host)) continue;
    const repo = link.repo === undefined || isSame(link.repo, home.repo) ? home.repo : link.repo;
    if (!isSame(ownerOf(repo), ownerOf(home.repo))) continue;
    const place = { repo, number: link.number };
    found.set(candidateKey(place), place);
  }
  return [...found.values()];
}

function firstLink(line: string) {
  const [url, reference] = [urlPattern.exec(line), referencePattern.exec(line)];
  const first = url && (!reference || url.index < reference.index) ? url : reference;
  if (!first || !(itemPattern.test(line) || /^[ \t[(]*$/.test(line.slice(0, first.index)))) return undefined;
  const [host, repo, number] = first === url ? first.slice(1) : [undefined, ...first.slice(1)];
  return { host, repo, number: Number(number) };
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function ownerOf(repo: string): string {
  return repo.slice(0, repo.indexOf('/'));
}
