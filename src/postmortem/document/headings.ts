/**
 * Everything in a text that can be a heading, in the order in which it stands: headings of Markdown and HTML, labels in bold, `Label:` lines, cells of
 * tables. Only places leave this file; whether one means a section is for others to say. Code, quotes and comments hold none.
 */
import type { List, Paragraph, Root, RootContent, Table } from 'mdast';

export type HeadingForm =
  | 'heading'
  | 'bold label'
  | 'label line'
  | 'table cell'
  | 'front matter'
  | 'form label'
  | 'sentence';

export interface Heading {
  /** As written, without the signs that make it a heading. */
  readonly heading: string;
  readonly form: HeadingForm;
  /** 1 to 6; a label on a line of its own counts as 7, one with a colon as 8, one in a list as 9. */
  readonly depth: number;
  /** Counted from 1. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Where the block ends that it stands in. */
  readonly blockEnd: number;
  /** Stands in a list, or further right in the head of a table. */
  readonly isItem: boolean;
  /** Nothing stands behind it on its line. */
  readonly isAlone: boolean;
}

export const standsAlone = 7;
export const hasColon = 8;
const inList = 9;

export function findHeadings(root: Root, text: string): Heading[] {
  const lineAt = lineCounter(text);
  return root.children.flatMap((node) => headingsIn(node, text)).map((one) => ({ ...one, line: lineAt(one.start) }));
}

type Found = Omit<Heading, 'line'>;

function headingsIn(node: RootContent, text: string): Found[] {
  if (node.type === 'heading') {
    const first = node.children[0];
    const last = node.children.at(-1);
    if (!first || !last) return [];
    const [start, end] = [startOf(node), endOf(node)];
    const heading = text.slice(startOf(first), endOf(last));
    return [{ heading, form: 'heading', depth: node.depth, start, end, blockEnd: end, isItem: false, isAlone: true }];
  }
  if (node.type === 'html') return htmlHeading(startOf(node), endOf(node), text);
  if (node.type === 'paragraph') return labelsIn(node, text, endOf(node), 'paragraph');
  if (node.type === 'list') return labelsInList(node, text);
  return node.type === 'table' ? cellsIn(node, text) : [];
}

/** `<h2>Impact</h2>`, and what a fold is called. */
function htmlHeading(from: number, to: number, text: string): Found[] {
  const source = text.slice(from, Math.min(to, from + 400));
  const match = /^\s*(?:<details[^<>]*>\s*)?<(h[1-6]|summary)(?: [^<>]*)?>([^\0]{1,200}?)<\/\1>/i.exec(source);
  if (!match) return [];
  const depth = /\d/.test(match[1] ?? '') ? Number(match[1]?.slice(1)) : standsAlone;
  const heading = (match[2] ?? '').replace(/<[^<>]*>/g, ' ').trim();
  return [
    {
      heading,
      form: 'heading',
      depth,
      start: from,
      end: from + match[0].length,
      blockEnd: to,
      isItem: false,
      isAlone: true,
    },
  ];
}

const boldLabel =
  /^[ \t]*(?:\p{Extended_Pictographic}\ufe0f?[ \t]*|:[a-z0-9_+-]{2,30}:[ \t]*)?(\*\*|__|\*|_)(?=\S)((?:(?!\1)[^\n]){1,120}?)\1([ \t]*[:：]|[ \t]+[–—-](?=[ \t]))?[ \t]*(.*)$/u;
const plainLabel = /^[ \t]*([\p{Lu}\p{Lo}\p{Extended_Pictographic}][^:：*|`<>\n]{0,60})[:：](?=[ \t]|$)[ \t]*(.*)$/u;
/** As Japanese and Chinese reports mark their parts. */
const squareLabel = /^[ \t]*(?:【([^【】\n]{1,40})】|[■◆●◇□▼▶]+[ \t]*([^:：\n]{1,40}?)[:：]?)[ \t]*$/u;

type Place = 'paragraph' | 'item' | 'item with more';

/** The labels at the beginnings of the lines of a paragraph. */
function labelsIn(node: Paragraph, text: string, blockEnd: number, place: Place): Found[] {
  const found: Found[] = [];
  let at = startOf(node);
  for (const line of text.slice(at, endOf(node)).split(/(?<=\n)/)) {
    const label = labelIn(withoutBreak(line), place);
    if (label) {
      const start = at + (line.length - line.trimStart().length);
      found.push({ ...label, start, end: at + label.end, blockEnd, isItem: place !== 'paragraph' });
    }
    at += line.length;
  }
  return found;
}

function withoutBreak(line: string): string {
  const text = line.trimEnd();
  return (/(?:\\|<br ?\/?>)$/.test(text.slice(-6)) ? text.replace(/(?:\\|<br ?\/?>)$/, '') : text).trimEnd();
}

type Label = Pick<Found, 'heading' | 'form' | 'depth' | 'end' | 'isAlone'>;

function labelIn(line: string, place: Place): Label | undefined {
  const isItem = place !== 'paragraph';
  const bold = boldLabel.exec(line);
  if (bold) {
    const [whole, marks = '', inside = '', sign = '', behind = ''] = bold;
    const isClosed = sign !== '' || /[:：?？]\s*$/.test(inside);
    const isStrong = marks.length === 2;
    const isAlone = behind === '';
    // A list of words in bold may be no more than a table of contents.
    if (!isClosed && !(isAlone && isStrong && place !== 'item')) return undefined;
    const heading = inside.replace(/\s*[:：]\s*$/, '').trim();
    const depth = isItem
      ? inList
      : isAlone && isStrong && sign === '' && !/[:：]\s*$/.test(inside)
        ? standsAlone
        : hasColon;
    return { heading, form: 'bold label', depth, end: whole.length - behind.length, isAlone };
  }
  const square = squareLabel.exec(line);
  if (square) {
    const heading = (square[1] ?? square[2] ?? '').trim();
    return { heading, form: 'label line', depth: standsAlone, end: line.length, isAlone: true };
  }
  const plain = plainLabel.exec(line);
  if (!plain) return undefined;
  const [whole, heading = '', behind = ''] = plain;
  const depth = isItem ? inList : hasColon;
  return {
    heading: heading.trim(),
    form: 'label line',
    depth,
    end: whole.length - behind.length,
    isAlone: behind === '',
  };
}

function labelsInList(list: List, text: string): Found[] {
  return list.children.flatMap((item) => {
    const [first, ...others] = item.children;
    if (first?.type !== 'paragraph') return [];
    return labelsIn(first, text, endOf(list), others.length > 0 ? 'item with more' : 'item').slice(0, 1);
  });
}

/** The first cell of each row; where the cells of the head are several labels, those. */
function cellsIn(table: Table, text: string): Found[] {
  return table.children.flatMap((row, index) => {
    const cells = index === 0 ? row.children : row.children.slice(0, 1);
    return cells.flatMap((cell, column): Found[] => {
      const first = cell.children[0];
      const last = cell.children.at(-1);
      // Code is what something is called, and no name of a part.
      if (!first || !last || first.type === 'inlineCode') return [];
      const [from, end] = [startOf(first), endOf(last)];
      const start = column === 0 ? startOf(row) : from;
      const heading = text
        .slice(from, Math.min(end, from + 250))
        .replace(/^(\*\*|__)(.*)\1$/, '$2')
        .replace(/\s*[:：]$/, '');
      return [
        {
          heading,
          form: 'table cell',
          depth: hasColon,
          start,
          end,
          blockEnd: endOf(table),
          isItem: column > 0,
          isAlone: false,
        },
      ];
    });
  });
}

interface Placed {
  readonly position?:
    | {
        readonly start: { readonly offset?: number | undefined };
        readonly end: { readonly offset?: number | undefined };
      }
    | undefined;
}

export function startOf(node: Placed): number {
  return node.position?.start.offset ?? 0;
}

export function endOf(node: Placed): number {
  return node.position?.end.offset ?? 0;
}

/** Which line an offset is in; offsets have to come in their order. */
export function lineCounter(text: string): (offset: number) => number {
  const ends = /\r\n?|\n/g;
  let line = 1;
  let next = ends.exec(text);
  return (offset) => {
    while (next && next.index + next[0].length <= offset) {
      line += 1;
      next = ends.exec(text);
    }
    return line;
  };
}
