/**
 * Finds the lines of a comment that may be commands: those that begin with `/` where Markdown shows them as plain text. Lines in fences,
 * indented code, quotes (their lazy continuations too), code spans, HTML comments and `<pre>` are none. One walk, linear in the length,
 * because anybody may send anything; a Markdown parser is not.
 */

export interface SlashLine {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

const fencePattern = /^ {0,3}(`{3,}|~{3,})([^\n]*)$/;
const rawPattern = /^ {0,3}<(pre|script|style|textarea)(?=[\s>]|$)/i;

export function findSlashLines(body: string): SlashLine[] {
  const lines = body.replace(/\r\n?/g, '\n').split('\n');
  const found: SlashLine[] = [];
  let paragraph: { line: number; text: string }[] = [];
  let fence: string | undefined;
  let raw: string | undefined;
  let inComment = false;
  let quoted = false;

  const flush = () => {
    found.push(...plainSlashLines(paragraph));
    paragraph = [];
  };

  for (const [index, text] of lines.entries()) {
    if (fence !== undefined) {
      const close = fencePattern.exec(text);
      if (close?.[1]?.startsWith(fence) && close[2]?.trim() === '') fence = undefined;
      continue;
    }
    if (raw !== undefined) {
      if (text.toLowerCase().includes(`</${raw}>`)) raw = undefined;
      continue;
    }
    if (inComment) {
      if (text.includes('-->')) inComment = false;
      continue;
    }
    if (text.trim() === '') {
      flush();
      quoted = false;
      continue;
    }
    if (/^ {0,3}>/.test(text)) {
      flush();
      quoted = text.replace(/^[ >]+/, '') !== '';
      continue;
    }
    const opening = fencePattern.exec(text);
    if (opening?.[1] && !(opening[1].startsWith('`') && opening[2]?.includes('`'))) {
      flush();
      quoted = false;
      fence = opening[1];
      continue;
    }
    if (/^ {0,3}<!--/.test(text)) {
      flush();
      quoted = false;
      inComment = !text.slice(text.indexOf('<!--') + 4).includes('-->');
      continue;
    }
    const rawTag = rawPattern.exec(text)?.[1]?.toLowerCase();
    if (rawTag) {
      flush();
      quoted = false;
      if (!text.toLowerCase().includes(`</${rawTag}>`)) raw = rawTag;
      continue;
    }
    if (quoted) continue;
    paragraph.push({ line: index + 1, text });
  }
  flush();
  return found;
}

/** The slash lines of one paragraph that no code span and no inline HTML comment covers. */
function plainSlashLines(paragraph: readonly { line: number; text: string }[]): SlashLine[] {
  const candidates = paragraph.filter(({ text }) => /^ {0,3}\/[A-Za-z]/.test(text));
  if (candidates.length === 0) return [];
  const text = paragraph.map((line) => line.text).join('\n');
  const covered = coveredRanges(text);
  const found: SlashLine[] = [];
  let offset = 0;
  let range = 0;
  for (const { line, text: lineText } of paragraph) {
    while (range < covered.length && (covered[range]?.end ?? 0) <= offset) range += 1;
    const isCovered = (covered[range]?.start ?? Number.POSITIVE_INFINITY) < offset;
    if (!isCovered && /^ {0,3}\/[A-Za-z]/.test(lineText)) found.push({ line, text: lineText.trim() });
    offset += lineText.length + 1;
  }
  return found;
}

/** Code spans and inline comments, in order. */
function coveredRanges(text: string): { start: number; end: number }[] {
  const closers = new Map<number, number[]>();
  for (const run of text.matchAll(/`+/g)) {
    const positions = closers.get(run[0].length);
    if (positions) positions.push(run.index);
    else closers.set(run[0].length, [run.index]);
  }
  const passed = new Map<number, number>();
  const ranges: { start: number; end: number }[] = [];
  let commentsEnd = true;
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
      if (close !== undefined) ranges.push({ start: at, end: close + length });
      at = close === undefined ? at + length : close + length;
    } else if (commentsEnd && text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4);
      commentsEnd = end !== -1;
      if (end !== -1) ranges.push({ start: at, end: end + 3 });
      at = end === -1 ? at + 4 : end + 3;
    } else {
      at += 1;
    }
  }
  return ranges;
}
