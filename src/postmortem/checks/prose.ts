/**
 * The prose of a body, sentence by sentence, with the place of every sign: paragraphs, items of lists and cells of tables, but no code, no quotes,
 * no links, no images, no HTML. A passage in quotation marks is somebody else's words and is blanked too.
 */
import type { Nodes, PhrasingContent } from 'mdast';
import retextEnglish from 'retext-english';
import { unified } from 'unified';
import { byHeart } from '../by-heart.ts';
import type { Document } from '../document/read.ts';
import type { SectionId } from '../document/sections.ts';
import { parseMarkdown } from '../markdown/parse.ts';

export interface Prose {
  readonly blocks: readonly Block[];
  /** Tags that are no tags of HTML: `<name of the service>`. */
  readonly oddTags: readonly { readonly text: string; readonly at: number; readonly passage: number }[];
}

export interface Block {
  readonly kind: 'paragraph' | 'item' | 'cell' | 'head cell' | 'heading';
  /** How many lists it stands in. */
  readonly depth: number;
  readonly section: SectionId | undefined;
  /** The same one for the same words, wherever they stand. */
  readonly said: Said;
  readonly text: string;
  /** None of a heading. */
  readonly sentences: readonly Sentence[];
  /** The offset in the body of a sign of `text`. */
  readonly offsetOf: (index: number) => number;
}

export interface Said {
  /** As it reads, with `□` for code, a link or an image. */
  readonly text: string;
  readonly sentences: readonly Sentence[];
}

export interface Sentence {
  /** Without what stands in quotation marks. */
  readonly text: string;
  /** Where it begins in the text of its block. */
  readonly start: number;
}

const english = unified().use(retextEnglish);

/** What takes the place of words that are not the author's prose. */
export const blank = '□';

/** The parser of sentences costs the square of a paragraph without end; so much of one is read at a time. */
const longestPart = 4000;
const longestQuote = 400;

const known = new WeakMap<Document, Prose>();

/** @param document was read before, so its text is one that the parser can bear */
export function readProse(document: Document): Prose {
  const prose = known.get(document) ?? findProse(document);
  known.set(document, prose);
  return prose;
}

function findProse({ text, sections }: Document): Prose {
  const found: { blocks: Block[]; oddTags: { text: string; at: number; passage: number }[] } = {
    blocks: [],
    oddTags: [],
  };
  const root = parseMarkdown(text);
  // A label is the heading of the very paragraph that it begins.
  const sectionOf = (node: Nodes) =>
    sections.find((one) => startOf(node) >= one.headingStart && startOf(node) < one.end && endOf(node) > one.headingEnd)
      ?.id;
  const walk = (node: Nodes, kind: Block['kind'], depth: number): void => {
    if (node.type === 'blockquote' || node.type === 'code') return;
    if (node.type === 'html') addOddTag(node.value, startOf(node), startOf(node));
    else if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') {
      const pieces = piecesOf(node.children, text);
      for (const one of pieces) if (one.isHtml) addOddTag(one.source, one.at, startOf(node));
      found.blocks.push(blockOf(pieces, node.type === 'heading' ? 'heading' : kind, depth, sectionOf(node)));
    } else if (node.type === 'table') {
      for (const [index, row] of node.children.entries())
        for (const cell of row.children) walk(cell, index === 0 ? 'head cell' : 'cell', depth);
    } else if (node.type === 'listItem') {
      for (const [index, child] of node.children.entries()) walk(child, index === 0 ? 'item' : 'paragraph', depth);
    } else if ('children' in node) {
      for (const child of node.children) walk(child, kind, node.type === 'list' ? depth + 1 : depth);
    }
  };
  const addOddTag = (tag: string, at: number, passage: number) => {
    if (isOddTag(tag) && !/\w/.test(text[at - 1] ?? '')) found.oddTags.push({ text: tag, at, passage });
  };
  walk(root, 'paragraph', 0);
  return found;
}

interface Piece {
  readonly text: string;
  readonly at: number;
  readonly isHtml?: true;
  readonly source: string;
}

/** Nobody writes as many in each other, and the stack bears some thousands. */
const deepestEmphasis = 50;

/** Runs of text that stand in the body as they read, line by line, because the body indents lines. */
function piecesOf(nodes: readonly PhrasingContent[], body: string, depth = 0): Piece[] {
  return nodes.flatMap((node): Piece[] => {
    const at = startOf(node);
    const source = body.slice(at, node.position?.end.offset);
    if (node.type === 'text') {
      const lines = source.split('\n');
      let start = at;
      return node.value.split('\n').map((line, index) => {
        const raw = lines[index] ?? '';
        const indent = index === 0 ? 0 : Math.max(0, raw.indexOf(line.slice(0, 8)));
        const piece = {
          text: index === 0 ? line : `\n${line}`,
          at: start + indent - (index === 0 ? 0 : 1),
          source: raw,
        };
        start += raw.length + 1;
        return piece;
      });
    }
    if (node.type === 'break') return [{ text: '\n', at, source }];
    if (node.type === 'html') return [{ text: /^<br\b/i.test(source) ? '\n' : '', at, isHtml: true, source }];
    const isWalked = (node.type === 'emphasis' || node.type === 'strong') && depth < deepestEmphasis;
    if (isWalked) return piecesOf(node.children, body, depth + 1);
    return [{ text: blank, at, source }];
  });
}

function blockOf(pieces: readonly Piece[], kind: Block['kind'], depth: number, section: SectionId | undefined): Block {
  const starts: number[] = [];
  const places = pieces.map(({ at }) => at);
  let text = '';
  for (const piece of pieces) {
    starts.push(text.length);
    text += piece.text;
  }
  const offsetOf = (index: number) => {
    let nth = 0;
    for (let step = 2 ** 16; step >= 1; step /= 2) if ((starts[nth + step] ?? index + 1) <= index) nth += step;
    return (places[nth] ?? 0) + index - (starts[nth] ?? 0);
  };
  const said = text.length > longestKnown ? readSaid(text) : saidOf(text);
  return { kind, depth, section, said, text, sentences: kind === 'heading' ? [] : said.sentences, offsetOf };
}

/** So many blocks are known, which is a few pages, and none that is longer. */
const mostKnown = 2000;
const longestKnown = 2000;
const saidOf = byHeart(mostKnown, readSaid);

function readSaid(text: string): Said {
  return { text, sentences: sentencesOf(text) };
}

function sentencesOf(text: string): Sentence[] {
  const own = withoutQuotes(text);
  if (own.length < longestPart && !/[.!?…]\s|\n\s*\n/.test(own)) return [{ text: own, start: 0 }];
  const sentences: Sentence[] = [];
  for (let from = 0; from < own.length; from += longestPart) {
    const tree = english.parse(own.slice(from, from + longestPart));
    for (const paragraph of tree.children) {
      if (paragraph.type !== 'ParagraphNode') continue;
      for (const sentence of paragraph.children) {
        if (sentence.type !== 'SentenceNode') continue;
        const start = from + (sentence.position?.start.offset ?? 0);
        sentences.push({ text: own.slice(start, from + (sentence.position?.end.offset ?? 0)), start });
      }
    }
  }
  return sentences;
}

/** Of the same length, so that places stay. */
function withoutQuotes(text: string): string {
  const pattern = new RegExp(`"[^"]{1,${longestQuote}}"|“[^“”]{1,${longestQuote}}”|«[^«»]{1,${longestQuote}}»`, 'g');
  return text.replace(pattern, (quoted) => blank.repeat(quoted.length));
}

/** Tags that GitHub lets through, and some that people paste all the same. */
const tags = new Set(
  (
    'a abbr b bdo blockquote body br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 ' +
    'h4 h5 h6 head header hr html i iframe img input ins kbd label li main mark meta nav ol p picture pre q rp rt ruby s samp script section small ' +
    'source span strike strong style sub summary sup svg table tbody td tfoot th thead time tr tt u ul var video wbr'
  ).split(' '),
);

/** `<name of the service>` and `<link>`, but no tag, no attribute and no address. */
function isOddTag(tag: string): boolean {
  const name = /^<([a-z][\w-]{0,40})(?: [\w' -]{1,80})?>$/i.exec(tag)?.[1];
  return name !== undefined && !tags.has(name.toLowerCase());
}

function startOf(node: Nodes): number {
  return node.position?.start.offset ?? 0;
}

function endOf(node: Nodes): number {
  return node.position?.end.offset ?? 0;
}
