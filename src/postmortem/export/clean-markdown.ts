/**
 * Markdown that stands alone: without HTML comments, and with links where GitHub would make some of `#198`. What is code stays as it is. It only takes
 * out and puts in at positions of the parser; all other text stays as its author left it.
 */

import type { Nodes } from 'mdast';
import { withoutComments } from '../markdown/comments.ts';
import { findHostility } from '../markdown/hostile.ts';
import { parseMarkdown } from '../markdown/parse.ts';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** @param repository its address, such as `https://github.com/acme/shop` */
export function cleanMarkdown(text: string, repository: string): string {
  // Without a parser nobody knows what is code.
  if (findHostility(text) !== undefined) return withoutComments(text);
  const edits: Edit[] = [];
  collect(parseMarkdown(text), text, repository, edits);
  let clean = '';
  let from = 0;
  for (const { start, end, text: put } of edits.sort((a, b) => a.start - b.start)) {
    clean += text.slice(from, start) + put;
    from = end;
  }
  return `${(clean + text.slice(from)).trim()}\n`;
}

function collect(node: Nodes, text: string, repository: string, edits: Edit[]): void {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  if (node.type === 'html') edits.push(...commentsIn(text, start, end));
  else if (node.type === 'text') edits.push(...referencesIn(text, start, end, repository));
  else if ('children' in node && node.type !== 'link' && node.type !== 'linkReference')
    for (const child of node.children) collect(child, text, repository, edits);
}

/** A comment that fills its lines goes with the blank line behind it, one within a line with the blank before it. */
function commentsIn(text: string, start: number, end: number): Edit[] {
  return [...text.slice(start, end).matchAll(/<!--[\s\S]*?(?:-->|$)/g)].map(({ 0: comment, index }) => {
    const from = start + index;
    const to = from + comment.length;
    const before = /[ \t]*$/.exec(text.slice(Math.max(0, from - longestGap), from))?.[0].length ?? 0;
    const isLineStart = from - before === 0 || text[from - before - 1] === '\n';
    const behind = isLineStart ? (/^[ \t]*(?:\r?\n){0,2}/.exec(text.slice(to, to + longestGap))?.[0].length ?? 0) : 0;
    return { start: from - before, end: to + behind, text: '' };
  });
}

const longestGap = 100;
const referencePattern = /(?<![\w\\/&#.-])([\w-]{1,39}\/[\w.-]{1,100})?#([1-9]\d{0,8})\b/g;

function referencesIn(text: string, start: number, end: number, repository: string): Edit[] {
  const site = repository.replace(/\/[^/]+\/[^/]+$/, '');
  return [...text.slice(start, end).matchAll(referencePattern)].map(({ 0: typed, 1: other, 2: number, index }) => ({
    start: start + index,
    end: start + index + typed.length,
    text: `[${typed}](${other === undefined ? repository : `${site}/${other}`}/issues/${number})`,
  }));
}
