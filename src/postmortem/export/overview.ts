/** The first page of a folder of documents: what is there, the latest first, by year. */
import type { Card } from '../index-issue/card.ts';
import { link, linkText } from '../markdown/inline.ts';
import { dayOfYear, span, year } from '../timeline/time-words.ts';

interface Exported {
  readonly file: string;
  readonly card: Card;
}

export function renderOverview(repository: string, all: readonly Exported[], zone: string): string {
  const newest = [...all].sort((a, b) => b.card.at - a.card.at || b.card.number - a.card.number);
  const years = new Map<number, string[]>();
  for (const one of newest) {
    const rows = years.get(year(one.card.at, zone)) ?? [];
    years.set(year(one.card.at, zone), [...rows, rowOf(one, zone)]);
  }
  const blocks = [...years].map(([named, rows]) => `## ${named}\n\n${rows.join('\n')}`);
  return `${[`# Postmortems of ${linkText(repository)}`, ...blocks].join('\n\n')}\n`;
}

function rowOf({ file, card }: Exported, zone: string): string {
  const parts = [
    dayOfYear(card.at, zone),
    card.severity === undefined ? '' : `severity ${card.severity}`,
    card.took === undefined ? '' : span(card.took),
    card.stage === 'closed' || card.stage === 'writing' ? '' : card.stage,
  ];
  return `- ${link(card.title, file)}: ${parts.filter(Boolean).join(', ')}`;
}
