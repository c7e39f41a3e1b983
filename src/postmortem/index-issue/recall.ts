/** What a postmortem says of its factors that were seen before: where, and what became of the measures that were taken then. */
import type { Question } from '../change.ts';
import { readReturned } from '../document/returned.ts';
import { inline, link } from '../markdown/inline.ts';
import type { CaseSnapshot, Postmortem } from '../snapshot.ts';
import { indexOf, readCard } from './card.ts';
import { fateOf, monthOf } from './seen-before.ts';

const mostFactors = 10;

/** @param text the page as it will stand */
export function recall(
  snapshot: CaseSnapshot,
  { repo, number: own }: Postmortem,
  text: string,
): { readonly questions: readonly Question[]; readonly rows: readonly string[] } {
  const { configuration, earlier } = snapshot;
  const returned = readReturned(text, repo).slice(0, mostFactors);
  const numbers = [...new Set(returned.flatMap((one) => one.seen))].filter((number) => number !== own);
  const unknown = numbers.filter((number) => !earlier?.has(number));
  if (unknown.length > 0) return { questions: [{ ask: 'earlier', repo, numbers: unknown }], rows: [] };
  const rows = returned.flatMap((factor) =>
    factor.seen.flatMap((number) => {
      const found = number === own ? undefined : earlier?.get(number);
      const card = found && found !== 'missing' ? readCard(found, indexOf(snapshot), { next: '' }) : undefined;
      if (!card || card.isHidden || card.number === own) return [];
      const place = `${link(card.title, card.url)}, ${monthOf(card, configuration.zone)}`;
      return [[`- ${inline(factor.text)}: ${place}.`, ...fateOf(card, configuration.zone)].join(' ')];
    }),
  );
  return { questions: [], rows };
}
