/**
 * Finds the lines of a comment that may be commands: those that begin with `/` where CommonMark shows them as plain text. Lines in code,
 * quotes (their lazy continuations too), HTML blocks and HTML comments are none. Linear in the length, because anybody may send anything.
 * Not looked for, as they hide nothing that matters: link definitions and HTML tags that go on over a line that begins with `/`.
 */

import { findParagraphs, type Paragraph } from '../markdown/blocks.ts';

export interface SlashLine {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

const slashPattern = /^[ \t]*\/[a-z]/im;

export function findSlashLines(body: string): SlashLine[] {
  if (!slashPattern.test(body)) return [];
  return findParagraphs(body).paragraphs.flatMap(findPlain);
}

/** The slash lines of one paragraph that no code span and no inline HTML comment covers. */
function findPlain({ lines, isQuoted }: Paragraph): SlashLine[] {
  if (isQuoted || !lines.some(({ source }) => slashPattern.test(source))) return [];
  const covered = coveredRanges(lines.map((one) => one.text).join('\n'));
  const found: SlashLine[] = [];
  let offset = 0;
  let range = 0;
  for (const { line, text, source } of lines) {
    while (range < covered.length && (covered[range]?.end ?? 0) <= offset) range += 1;
    const isCovered = (covered[range]?.start ?? Number.POSITIVE_INFINITY) < offset;
    if (!isCovered && slashPattern.test(source)) found.push({ line, text: source.trim() });
    offset += text.length + 1;
  }
  return found;
}

/** What begins a piece of inline HTML that may hold anything, and what ends it. */
const inlineBlocks = [
  { start: '<!--', end: '-->', skip: 2 },
  { start: '<![CDATA[', end: ']]>', skip: 9 },
  { start: '<?', end: '?>', skip: 2 },
  { start: '<!', end: '>', skip: 2 },
] as const;

/** Code spans, inline comments and the like, in order. */
function coveredRanges(text: string): { start: number; end: number }[] {
  const closers = new Map<number, number[]>();
  for (const run of text.matchAll(/`+/g)) {
    const positions = closers.get(run[0].length);
    if (positions) positions.push(run.index);
    else closers.set(run[0].length, [run.index]);
  }
  const passed = new Map<number, number>();
  /** Ends that do not come any more. */
  const missing = new Set<string>();
  const ranges: { start: number; end: number }[] = [];
  const cover = (start: number, end: number) => {
    ranges.push({ start, end });
    return end;
  };
  let at = 0;
  while (at < text.length) {
    if (text[at] === '\\') {
      at += 2;
    } else if (text[at] === '`') {
      let length = 1;
      while (text[at + length] === '`') length += 1;
      const positions = closers.get(length) ?? [];
      let next = passed.get(length) ?? 0;
      while (next < positions.length && (positions[next] ?? 0) <= at) next += 1;
      passed.set(length, next);
      const close = positions[next];
      at = close === undefined ? at + length : cover(at, close + length);
    } else if (text[at] === '<') {
      const block = inlineBlocks.find(({ start }) => text.startsWith(start, at));
      const isBlock = block && !missing.has(block.end) && (block.end !== '>' || /[a-z]/i.test(text[at + 2] ?? ''));
      const end = isBlock ? text.indexOf(block.end, at + block.skip) : -1;
      if (isBlock && end === -1) missing.add(block.end);
      at = isBlock && end !== -1 ? cover(at, end + block.end.length) : at + 1;
    } else {
      at += 1;
    }
  }
  return ranges;
}
