/**
 * `/worked` and `/failed` on the postmortem, where it is asked whether the measures hold: `/worked #217` and what you saw. Where only one was done, it
 * needs no number. Measures of other repositories are answered on their own issues, for what somebody may do there is another matter.
 */
import type { Commanded } from '../commands/allowed.ts';
import type { Problem } from '../commands/replies.ts';
import type { MeasureCommand } from '../commands/table.ts';
import { link } from '../markdown/inline.ts';
import type { Measure } from '../snapshot.ts';
import type { Refusal } from '../timeline/entry.ts';
import { lifeOf } from './standing.ts';

export interface Answered {
  readonly measure: Measure;
  /** With nothing in it but what was said of this measure, as it would be said on it. */
  readonly commanded: Commanded;
}

type Answer = Extract<MeasureCommand, { name: 'say' }>;

export function isAnswer(command: { readonly name: string; readonly of?: unknown }): command is Answer {
  return command.name === 'say' && (command.of === 'worked' || command.of === 'failed');
}

/** @param repo of the postmortem */
export function readAnswers(
  one: Commanded,
  measures: readonly Measure[],
  repo: string,
): { readonly answered: readonly Answered[]; readonly problems: readonly Problem[] } {
  const { comment, isAllowed, isKnown, isTold, reading } = one;
  const answered: Answered[] = [];
  const problems: Problem[] = [];
  for (const line of isAllowed ? reading.lines : []) {
    const { command } = line;
    if (!('name' in command) || !isAnswer(command)) continue;
    const found = find(command, measures, repo);
    if ('refused' in found) {
      // What it said was taken when there was no doubt.
      const isDone = isKnown && comment.rocket && !comment.confused;
      if (!isDone) problems.push({ comment, isTold, refusal: found });
      continue;
    }
    const said = { ...line, command: { ...command, why: found.why } };
    answered.push({
      measure: found.measure,
      commanded: { ...one, reading: { ...reading, blocks: [], lines: [said] } },
    });
  }
  return { answered, problems };
}

const numberInFront = /^(?:#(\d{1,9})|<?https?:\/\/\S{1,300}?\/issues\/(\d{1,9})>?)[:,]?(?:\s+|$)/;
const mostOffered = 5;

function find(
  { of, why }: Answer,
  measures: readonly Measure[],
  repo: string,
): { readonly measure: Measure; readonly why: string } | Refusal {
  const here = measures.filter((one) => one.repo === repo);
  const match = numberInFront.exec(why);
  const number = Number(match?.[1] ?? match?.[2] ?? 0);
  const named = match && here.find((one) => one.number === number && isAt(one, match[0]));
  const rest = named ? why.slice(match[0].length).trim() : why;
  if (named && rest !== '') return { measure: named, why: rest };
  const done = here.filter((one) => ['done', 'worked', 'failed'].includes(lifeOf(one).standing));
  const [only] = done.length === 1 && measures.length === here.length && !named ? done : [];
  if (only) return { measure: only, why };
  const missing = of === 'worked' ? 'what you saw' : 'what happened';
  const instead = (done.length > 0 ? done : here)
    .filter((one) => !named || one === named)
    .slice(0, mostOffered)
    .map((one) => `/${of} #${one.number} ${rest || missing}`);
  if (named) return { refused: `it does not say ${missing}`, instead };
  const elsewhere = measures.filter((one) => one.repo !== repo).slice(0, mostOffered);
  if (elsewhere.length > 0 && instead.length === 0) {
    const links = elsewhere.map((one) => link(one.title, one.url)).join(', ');
    return { refused: `it belongs on the measure's own issue, in its own repository: ${links}`, instead: [] };
  }
  return {
    refused:
      instead.length > 0 ? 'it does not say which measure it is about' : 'there is no measure that it can be about',
    instead,
  };
}

/** A whole link leads to this very issue. */
function isAt({ url }: Measure, typed: string): boolean {
  return typed.startsWith('#') || typed.includes(url);
}
