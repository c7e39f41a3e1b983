/**
 * What people list under the preventative measures by hand. Each item is a proposal of which nobody keeps track until it has an issue of its own: the
 * status comment offers the command that makes one of each. Once it is made its row takes the place of the item.
 */
import type { List, ListItem } from 'mdast';
import type { PassageEdits } from '../document/passages.ts';
import { isPlaceholder } from '../document/placeholder.ts';
import { type Document, parseBody } from '../document/read.ts';
import { withoutComments } from '../markdown/comments.ts';
import { cut, link, oneLine } from '../markdown/inline.ts';
import type { Measure, Postmortem } from '../snapshot.ts';
import type { CalendarDay } from '../timeline/date-words.ts';
import { dayOf } from '../timeline/days.ts';
import { isMeasureLine, type Proposal } from './measure.ts';
import { recordOf } from './record.ts';
import { readTerms } from './terms.ts';
import { readMeasureRows } from './token.ts';

interface Item {
  /** Its first paragraph on one line, as `/measure` takes it. */
  readonly words: string;
  /** Where that stands in the body. */
  readonly start: number;
  readonly end: number;
  /** The line of the item, where it is nothing but that. */
  readonly line: { readonly start: number; readonly end: number } | undefined;
}

/** Of a title on GitHub, with its terms. */
const longestWords = 250;
const mostItems = 50;

/** What `/measure` would take for the items that are no measures yet, in their order. */
export function proposalsByHand(document: Document): readonly string[] {
  const taken = new Set(readMeasureRows(document.regions.get('measures')?.inside ?? '').map((one) => one.title));
  const words = itemsByHand(document)
    .map((one) => one.words)
    .filter((one) => !taken.has(readProposal(one, anyDay).title));
  return [...new Set(words)].slice(0, mostItems);
}

/** A title is the same on every day. */
const anyDay: CalendarDay = { year: 2000, month: 1, day: 1 };

/**
 * What becomes of the items whose measures come into the list with this writing: an item that says no more than its row goes; in one that says more, or
 * stands in somebody else's page, the title becomes a link. What is undone by hand stays so.
 */
export function takeIntoList(
  document: Document,
  measures: readonly Measure[],
  { ours, createdAt }: Postmortem,
  zone: string,
): PassageEdits['replaced'] {
  const listed = readMeasureRows(document.regions.get('measures')?.inside ?? '').map((one) => one.number);
  const fresh = measures.filter((one) => one.ours && !listed.includes(one.number));
  if (fresh.length === 0) return [];
  const left = itemsByHand(document).map((one) => ({
    ...one,
    proposal: readProposal(one.words, dayOf(createdAt, zone)),
  }));
  return fresh.flatMap((measure): PassageEdits['replaced'] => {
    const { title, url } = measure;
    const named = left.filter((one) => one.proposal.title === title);
    const same = named.find((one) => saysNoMore(one.proposal, measure));
    const item = same ?? named[0];
    if (!item) return [];
    left.splice(left.indexOf(item), 1);
    if (ours && item.line && item === same) return [{ ...item.line, text: '' }];
    const at = document.text.slice(item.start, item.end).indexOf(title);
    if (at === -1) return [];
    const start = item.start + at;
    return [
      { start, end: start + title.length, text: /[[\]\\]/.test(title) ? link(title, url) : `[${title}](${url})` },
    ];
  });
}

/** Whether the record holds all terms of the item. */
function saysNoMore({ terms, answers }: Proposal, measure: Measure): boolean {
  const record = recordOf(measure);
  if (!record) return false;
  const { priority = record.terms.priority, owner = record.terms.owner, by = record.terms.by } = terms;
  const isSame = priority === record.terms.priority && owner === record.terms.owner && by === record.terms.by;
  return isSame && answers.every((one) => record.answers.includes(one));
}

function readProposal(words: string, today: CalendarDay): Proposal {
  const read = readTerms(words, today);
  return 'refused' in read ? { title: words, terms: {}, answers: [] } : { ...read, title: read.rest };
}

/** Below the heading and outside of our list; what begins with a link is followed where that leads. */
function itemsByHand(document: Document): readonly Item[] {
  const section = document.sections.find((one) => one.id === 'measures');
  if (!section) return [];
  const owned = [...document.regions.values()];
  return parseBody(document.text)
    .children.filter((node): node is List => node.type === 'list')
    .flatMap((list) => list.children)
    .filter((item) => {
      const at = startOf(item);
      return (
        at >= section.headingEnd && at < section.end && !owned.some((region) => at >= region.start && at < region.end)
      );
    })
    .flatMap((item) => readItem(item, document.text));
}

const box = /^\[[ xX]\][ \t]+/;
const notForUs =
  /^(?:\/|~~|(?:P[0-3][:,]?\s)?!?\[(?:\\.|[^\\\]])*\][([]|<?https?:|(?:[\w-]{1,39}\/[\w.-]{1,100})?#\d|(?:none|nothing)\b)/i;

function readItem(item: ListItem, text: string): readonly Item[] {
  const [paragraph, ...others] = item.children;
  if (paragraph?.type !== 'paragraph') return [];
  const [from, end] = [startOf(paragraph), paragraph.position?.end.offset ?? 0];
  const source = text.slice(from, end);
  const start = from + (box.exec(source)?.[0].length ?? 0);
  const all = oneLine(withoutComments(text.slice(start, end)));
  if (notForUs.test(all) || isMeasureLine(`- ${source}`) || isPlaceholder(all) || !/\p{L}/u.test(all)) return [];
  const words = all.length > longestWords ? `${cut(all, longestWords).replace(/\s\S*$/, '')} …` : all;
  if (readProposal(words, anyDay).title === '') return [];
  const lineStart = text.lastIndexOf('\n', startOf(item) - 1) + 1;
  const isWhole =
    others.length === 0 &&
    words === text.slice(start, end).trim() &&
    /^[ \t]*$/.test(text.slice(lineStart, startOf(item)));
  return [{ words, start, end, line: isWhole ? { start: lineStart, end } : undefined }];
}

function startOf(node: ListItem | ListItem['children'][number]): number {
  return node.position?.start.offset ?? 0;
}
