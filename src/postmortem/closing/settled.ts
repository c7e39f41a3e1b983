import { type Commanded, keptReading } from '../commands/allowed.ts';
import type { Configuration } from '../configuration/schema.ts';
import { hash } from '../hash.ts';
import { recordOf } from '../measures/record.ts';
import type { Measure, Postmortem } from '../snapshot.ts';

const ours = /<!-- postmortems:(head|measures)\b[^<>]*-->([\s\S]*?)<!-- \/postmortems:\1 -->/g;

/** Our regions as they stand in a body: whoever changes those is no reader of other words, but writes over ours. */
export function digestOfOurs(body: string): string {
  const regions = [...body.replace(/\r\n?/g, '\n').matchAll(ours)].map(([, name, inside = '']) => [
    name,
    inside.trim(),
  ]);
  return hash(JSON.stringify(regions));
}

/**
 * What people made of a closed postmortem. As long as it is the same, nothing is written, however differently we would word it today.
 */
export function digest(
  body: string,
  commanded: readonly Commanded[],
  lives: readonly Measure[],
  said: readonly string[],
  postmortem: Postmortem,
  { labels }: Configuration,
): string {
  const people = body
    .replace(/\r\n?/g, '\n')
    .replace(ours, '')
    .replace(/(<!-- postmortems:timeline)[^<>]*-->/, '$1');
  const measures = lives.map((one) => [
    one.url,
    one.title,
    one.state,
    one.labels,
    one.assignees,
    one.votes,
    recordOf(one) ?? '',
  ]);
  const read = commanded.map((one) => [one.comment.number, keptReading(one)]);
  return hash(
    JSON.stringify([
      people,
      read,
      measures,
      said,
      postmortem.title,
      postmortem.state,
      postmortem.closedAt,
      postmortem.labels.filter((label) => label.toLowerCase() !== labels.incomplete.toLowerCase()),
      postmortem.assignees,
    ]),
  );
}
