/** The index: what is going on, what is being written, what is to be done, and all the rest by year. No name stands beside anything late. */
import type { LabelNames } from '../configuration/schema.ts';
import { code, link } from '../markdown/inline.ts';
import { day } from '../timeline/time-words.ts';
import type { Card } from './card.ts';
import { figures } from './figures.ts';
import { type ClosedRow, closedRow, count, newestFirst, ongoingRow, writingRow } from './rows.ts';
import { seenBefore } from './seen-before.ts';
import { measuresToDo, toDoRow } from './to-do.ts';
import { isSameSpan, layOutYears, longestPage, type Span } from './years.ts';

export interface IndexFacts {
  readonly cards: readonly Card[];
  readonly zone: string;
  readonly now: number;
  readonly labels: LabelNames;
  /** What is wrong in the configuration, as paragraphs. */
  readonly faults: readonly string[] | undefined;
  /** Of the repository. */
  readonly url: string;
  /** The repository in which postmortems are opened now, where that is another one. */
  readonly home?: string | undefined;
  /** The pages that there are. */
  readonly pages: readonly KnownPage[];
  /** Signs that people wrote into the index. */
  readonly besides: number;
}

interface KnownPage {
  readonly span: Span;
  readonly url: string;
}

interface RenderedIndex {
  readonly text: string;
  readonly pages: readonly RenderedPage[];
}

interface RenderedPage {
  readonly span: Span;
  readonly title: string;
  /** @param index the address of the index */
  readonly text: (index: string) => string;
}

/** Signs that a part of the first page may take, so that all of them fit. */
const most = { ongoing: 10_000, writing: 8000, toDo: 12_000, seen: 6000 };
/** When there is no room for all years, some is left for those to come. */
const spare = 13_000;
const leastForYears = 4000;

export function renderIndex(facts: IndexFacts): RenderedIndex {
  const { cards, zone, now, labels, faults = [], url, home, pages: known, besides } = facts;
  const shown = cards.filter((card) => !card.isHidden);
  const at = (stage: Card['stage']) => newestFirst(shown.filter((card) => card.stage === stage));
  const [ongoing, writing] = [at('ongoing'), at('writing')];
  const closed = shown.filter((card) => card.stage !== 'ongoing' && card.stage !== 'writing');
  const toDo = measuresToDo(shown, now, zone);
  const overdue = toDo.filter((one) => one.isOverdue).length;
  const search = (label: string) => `${url}/issues?q=${encodeURIComponent(`is:issue is:open label:"${label}"`)}`;
  const top = [
    `What went wrong, what we learned, what we changed. To start a postmortem, put the label ${code(labels.incident[0] ?? '')} on an issue.${home === undefined ? '' : ` It is opened in ${homeLink(home, url)}.`}`,
    ...faults,
    `**${ongoing.length} ongoing · ${writing.length} being written · ${count(toDo.length, 'measure')} open${overdue > 0 ? `, ${overdue} overdue` : ''}**`,
    ...block('Ongoing', ongoing, (card) => ongoingRow(card, zone), most.ongoing, search(labels.postmortem)),
    ...block('Being written', writing, (card) => writingRow(card, zone), most.writing, search(labels.postmortem)),
    ...block('Measures to do', toDo, (one) => toDoRow(one, now), most.toDo, search(labels.measure)),
    ...block('Seen before', seenBefore(shown, zone), (row) => row, most.seen, undefined),
  ];
  const end = figures(shown, now);
  const used = [...top, ...end].join('\n\n').length + known.length * 150 + besides;
  const layout = layOutYears(
    closed.map((card) => closedRow(card, zone)),
    known.map(({ span }) => span),
    { most: Math.max(leastForYears, longestPage - used), spare },
  );
  const links = layout.pages.flatMap(({ span, rows }) => {
    const page = known.find((one) => isSameSpan(one.span, span));
    return page && rows.length > 0
      ? [`- ${link(nameOf(span, zone), page.url)}: ${count(rows.length, 'postmortem')}`]
      : [];
  });
  const years = layout.here.flatMap(({ year, rows }, index) => (index === 0 ? open(year, rows) : folded(year, rows)));
  const earlier = links.length > 0 ? ['### On pages of their own', links.join('\n')] : [];
  return {
    text: [...top, ...years, ...earlier, ...end].join('\n\n'),
    pages: layout.pages.map(({ span, rows }) => ({
      span,
      title: `Postmortem index ${nameOf(span, zone)}`,
      text: (index) =>
        [`The postmortems of a year. All others: ${link('Postmortem index', index)}`, ...open(span.year, rows)].join(
          '\n\n',
        ),
    })),
  };
}

function homeLink(home: string, url: string): string {
  return link(home, `${url.split('/').slice(0, -2).join('/')}/${home}`);
}

/** `2024`, `2024 from 3 May` */
function nameOf({ year, from }: Span, zone: string): string {
  return from === 0 ? String(year) : `${year} from ${day(from * 60_000, zone).replace(/ \d+$/, '')}`;
}

function open(year: number, rows: readonly ClosedRow[]): string[] {
  return rows.length > 0 ? [`### ${year}`, rows.map(({ text }) => text).join('\n')] : [];
}

function folded(year: number, rows: readonly ClosedRow[]): string[] {
  const list = rows.map(({ text }) => text).join('\n');
  return [`<details>\n<summary>${year}: ${count(rows.length, 'postmortem')}</summary>\n\n${list}\n\n</details>`];
}

/** As many rows as fit, and how many more there are. */
function block<T>(
  heading: string,
  items: readonly T[],
  rowOf: (item: T) => string,
  most: number,
  more: string | undefined,
): string[] {
  const rows: string[] = [];
  let size = 0;
  for (const item of items) {
    const row = rowOf(item);
    size += row.length + 1;
    if (size > most) break;
    rows.push(row);
  }
  const left = items.length - rows.length;
  if (left > 0) rows.push(more === undefined ? `- and ${left} more` : `- [and ${left} more](${more})`);
  return rows.length > 0 ? [`### ${heading}`, rows.join('\n')] : [];
}
