/** On what terms a measure is taken on: priority, owner and date, as they stand around its title or behind `/accept`. */
import type { CalendarDay } from '../timeline/date-words.ts';
import type { Refusal } from '../timeline/entry.ts';
import { readDue } from './due.ts';

export interface Terms {
  /** `P0` to `P3` */
  readonly priority?: string;
  /** A login. */
  readonly owner?: string;
  /** `2026-12-04` */
  readonly by?: string;
}

export interface TermsRead {
  readonly terms: Terms;
  /** Numbers of the factors that it answers. */
  readonly answers: readonly number[];
  /** What is left of the text. */
  readonly rest: string;
}

const priorityInFront = /^P([0-3])[:,]?(?=\s|$)/i;
const priorityBehind = /(?:^|\s)P([0-3])$/i;
const ownerBehind = /(?:^|\s)@([a-z\d][a-z\d-]{0,38})$/i;
const answersBehind = /(?:^|\s)\(?for (F\d{1,4}(?:(?:, ?| and |, and | & | )F\d{1,4}){0,20})\)?$/i;
/** A title with all its terms is shorter. */
const longest = 700;
const longestDate = 40;

/**
 * Takes the terms off the front and the end of a text, in any order, each once. What is none of them is left as it was written.
 * @param text on one line
 * @returns a refusal, with texts that would be read, where a date has passed or can mean two days
 */
export function readTerms(text: string, today: CalendarDay): TermsRead | Refusal {
  let rest = text.trim();
  if (rest.length > longest) return { terms: {}, answers: [], rest };
  let terms: Terms = {};
  let answers: readonly number[] = [];
  const first = priorityInFront.exec(rest);
  if (first) {
    terms = { priority: `P${first[1]}` };
    rest = rest.slice(first[0].length).trimStart();
  }
  for (;;) {
    const bare = rest.replace(/[.,;]$/, '');
    const owner = terms.owner === undefined ? ownerBehind.exec(bare) : null;
    const factors = answers.length === 0 ? answersBehind.exec(bare) : null;
    const priority = terms.priority === undefined ? priorityBehind.exec(bare) : null;
    const words = terms.by === undefined ? wordsBehindBy(bare) : undefined;
    const due = words === undefined ? undefined : readDue(words, today);
    if (due && 'refused' in due) {
      const beginning = bare.slice(0, bare.length - (words ?? '').length);
      return { refused: due.refused, instead: due.instead.map((day) => text.replace(bare, () => beginning + day)) };
    }
    if (owner) terms = { ...terms, owner: owner[1] ?? '' };
    else if (priority) terms = { ...terms, priority: `P${priority[1]}` };
    else if (factors) answers = numbersIn(factors[1] ?? '');
    else if (due) terms = { ...terms, by: due.day };
    else return { terms, answers, rest };
    const taken = owner ?? priority ?? factors;
    rest = bare.slice(0, taken ? taken.index : bare.length - (words ?? '').length - 'by '.length).trim();
  }
}

function wordsBehindBy(text: string): string | undefined {
  const at = ` ${text.toLowerCase()}`.lastIndexOf(' by ');
  const words = at === -1 ? '' : text.slice(at + 'by '.length);
  return words === '' || words.length > longestDate ? undefined : words;
}

function numbersIn(text: string): readonly number[] {
  const numbers = [...text.matchAll(/\d+/g)].map((one) => Number(one[0]));
  return [...new Set(numbers)].sort((a, b) => a - b);
}
