/**
 * What a document is: a postmortem, a form for one, or something else. Signs are counted for and against, none of them decides alone; a text that
 * holds no sections has to say by its title what it is, and when it was.
 */
import { standsAlone } from './headings.ts';
import { meaningsOf } from './meaning.ts';
import { isPlaceholder } from './placeholder.ts';
import type { ReadSections } from './read-sections.ts';
import type { SectionId } from './sections.ts';

export type Kind = 'postmortem' | 'template' | 'not-a-postmortem';

export interface Judged extends ReadSections {
  readonly text: string;
  /** How many entries of its timeline can be read. */
  readonly entries: number;
}

export function judgeKind(judged: Judged): Kind {
  if (/^<!-- postmortems:head/m.test(judged.text.slice(0, 1000))) return 'postmortem';
  const { isIssueForm, front } = judged;
  const telling = tellingSections(judged);
  const isForm = isIssueForm || front.isIssueTemplate;
  const isNamedTemplate = templateWords.test(judged.title) || templateNote.test(judged.text.slice(0, 1500));
  if (telling.length >= 2 && (isForm || isNamedTemplate || isBlank(judged))) {
    return guideWords.test(judged.title) && !isNamedTemplate ? 'not-a-postmortem' : 'template';
  }
  return pointsFor(judged, telling) - pointsAgainst(judged, telling) >= enough ? 'postmortem' : 'not-a-postmortem';
}

const enough = 4;
const ofPostmortems: readonly SectionId[] = [
  'impact',
  'timeline',
  'factors',
  'resolution',
  'measures',
  'lessons',
  'detection',
];

const recordWords =
  /post[- ]?mortem|incident (?:report|review|record)|outage|root cause|\brca\b|after[- ]action|障害報告|事故報告|故障复盘|复盘|постмортем|informe de incidente|relatório de incidente|rapport d.incident|störungsbericht|장애 ?보고|사후 ?분석/iu;
const incidentWords =
  /incident|outage|down(?:time)?\b|disruption|degrad|unavailab|failure|fail(?:ed|ing|s)\b|crash|breach|leak|vulnerab|disclosure|regression|exceeded|broken|overload|expired|障害|故障|事故|сбой|ausfall|störung|panne|incidente|장애/iu;
const templateWords = /template|vorlage|plantilla|\bmodelo\b|gabarit|шаблон|テンプレート|雛形|模板|템플릿/iu;
const templateNote =
  /\bthis (?:file |document |issue |page )?is (?:an? |the )(?:\w+ ){0,2}template\b|\b(?:this|the following) template\b|\bcopy (?:of )?this (?:file|document|template)\b|\bused? (?:this|it) as (?:an? |the )template\b/i;
const plannedWords = /\b(?:upgrad|updat|migrat|maintenance|scheduled|planned|replacement|switch)/i;
const guideWords =
  /\bhow to\b|\bguide|process|playbook|runbook|handbook|policy|procedure|\brfc\b|proposal|checklist|readme|\bretro(?:spective)?s?\b|dealing with|reviewing|writing|exercise|training|maintenance|changelog|release notes/iu;

/** Sections that stand under a heading or a label of their own: items of a list may only tell what a postmortem would hold. */
function tellingSections({ sections }: Judged): readonly ReadSections['sections'][number][] {
  return sections.filter((one) => !one.isItem && one.form !== 'front matter');
}

function pointsFor(
  { text, title, entries, front, sections }: Judged,
  telling: ReturnType<typeof tellingSections>,
): number {
  const own = telling.filter(({ id }) => ofPostmortems.includes(id)).length;
  const listed = sections.filter((one) => one.isItem && ofPostmortems.includes(one.id)).length;
  const clocks = countOf(text, /(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)/g, 3);
  const isDated =
    /\d{4}/.test(title) || /\d{4}-\d{2}-\d{2}|\d{1,2}\/\d{1,2}\/\d{2,4}|(?:19|20)\d{2}/.test(text.slice(0, 3000));
  const isRecord = recordWords.test(title);
  return (
    Math.min(own * 1.5 + listed * 0.5, 6) +
    (telling.some(({ id }) => id === 'summary') ? 1 : 0) +
    (entries >= 2 ? 1.5 : 0) +
    (isRecord ? 2 : incidentWords.test(title) ? 1 : 0) +
    (isDated ? 0.5 : 0) +
    (clocks >= 2 ? 1.5 : 0) +
    (front.isStatus ? 3 : 0)
  );
}

function pointsAgainst(
  { text, title, headings, entries }: Judged,
  telling: ReturnType<typeof tellingSections>,
): number {
  const words = countOf(text, /\p{L}+/gu, 20_000);
  const advice = countOf(text, /\b(?:you|your|should|must)\b/gi, 2000);
  return (
    (guideWords.test(title) && !recordWords.test(title) ? 4 : 0) +
    (!recordWords.test(title) && !incidentWords.test(title) && entries < 2 && telling.length < 3 ? 2 : 0) +
    (words > 100 && advice / words > 0.02 ? 3 : 0) +
    (mostRepeated(headings) > 4 ? 6 : 0) +
    (plannedWords.test(title) && !incidentWords.test(title) ? 3 : 0)
  );
}

/** How often the same section is found: a list of many incidents has the same headings again and again. */
function mostRepeated(headings: ReadSections['headings']): number {
  const times = new Map<SectionId, number>();
  for (const { heading, depth } of headings) {
    const id = depth <= standsAlone ? meaningsOf(heading)[0]?.id : undefined;
    if (id === 'impact' || id === 'timeline' || id === 'summary') times.set(id, (times.get(id) ?? 0) + 1);
  }
  return Math.max(0, ...times.values());
}

/** Whether most sections hold nothing but words that ask for some. */
function isBlank({ text, sections }: Judged): boolean {
  const blank = sections.filter(({ end, until }) => isPlaceholder(text.slice(end, until)));
  return blank.length > sections.length / 2;
}

function countOf(text: string, pattern: RegExp, most: number): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) {
    found += 1;
    if (found >= most) break;
  }
  return found;
}
