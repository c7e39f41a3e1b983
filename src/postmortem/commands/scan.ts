/**
 * Finds the lines of a comment that may be commands: those that begin with `/` where CommonMark shows them as plain text. Lines in code,
 * quotes (their lazy continuations too), HTML blocks and HTML comments are none. It follows the block structure of CommonMark, because a
 * fence ends with the list that holds it; but it walks each line once, because anybody may send anything and a Markdown parser is not linear.
 * Not looked for, as they hide nothing that matters: link definitions and HTML tags that go on over a line that begins with `/`.
 */

export interface SlashLine {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** A list item goes on over lines that are indented by its width. */
type Container =
  | { readonly is: 'quote' }
  | { readonly is: 'item'; readonly width: number /** Nothing stands in it yet. */; isEmpty: boolean };

interface ParagraphLine {
  readonly line: number;
  readonly text: string;
  /** The line as written, where it begins with `/` and a letter. */
  readonly slash: string | undefined;
}

type Leaf =
  | { readonly is: 'paragraph'; readonly lines: ParagraphLine[] }
  | { readonly is: 'fence'; readonly sign: string }
  /** Without an end it goes on up to a blank line. */
  | { readonly is: 'html'; readonly end: RegExp | undefined };

/** What lies deeper in quotes and lists is not read: nobody writes a command there, and each level costs a look at each line. */
const deepest = 50;

const slashPattern = /^[ \t]*\/[a-z]/im;
const fencePattern = /^(?:(`{3,})[^`]*|(~{3,}).*)$/;
const headingPattern = /^#{1,6}(?: |$)/;
const underlinePattern = /^(?:=+|-+) *$/;
const rulePattern = /^(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$/;
const itemPattern = /^(?:[-+*]|(\d{1,9})[.)])(?= |$)/;

const blockNames =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul';
const rawNames = 'pre|script|style|textarea';
const attribute = '\\s+[a-z_:][\\w.:-]*(?:\\s*=\\s*(?:[^\\s"\'=<>`]+|\'[^\']*\'|"[^"]*"))?';

/** The seven kinds of HTML blocks, as CommonMark counts them. */
const htmlBlocks: readonly { readonly start: RegExp; readonly end?: RegExp }[] = [
  { start: new RegExp(`^<(?:${rawNames})(?:[ >]|$)`, 'i'), end: new RegExp(`</(?:${rawNames})>`, 'i') },
  { start: /^<!--/, end: /-->/ },
  { start: /^<\?/, end: /\?>/ },
  { start: /^<![a-z]/i, end: />/ },
  { start: /^<!\[CDATA\[/, end: /\]\]>/ },
  { start: new RegExp(`^</?(?:${blockNames})(?: |/?>|$)`, 'i') },
];
const loneTag = new RegExp(`^(?:<[a-z][a-z\\d-]*(?:${attribute})*\\s*/?>|</[a-z][a-z\\d-]*\\s*>)\\s*$`, 'i');

interface Walk {
  readonly found: SlashLine[];
  /** The quotes and list items that are open, outermost first. */
  readonly containers: Container[];
  /** What is open inside them. */
  leaf: Leaf | undefined;
}

export function findSlashLines(body: string): SlashLine[] {
  if (!slashPattern.test(body)) return [];
  const walk: Walk = { found: [], containers: [], leaf: undefined };
  for (const [index, source] of body.split(/\r\n?|\n/).entries()) walkLine(walk, source, index + 1);
  close(walk, 0);
  return walk.found;
}

function walkLine(walk: Walk, source: string, number: number): void {
  const { containers } = walk;
  const text = expandTabs(source).replace(/(?<! ) +$/, '');
  let { at, matched } = follow(containers, text);
  const isInside = matched === containers.length;
  if (walk.leaf && walk.leaf.is !== 'paragraph') {
    if (isInside && isEnd(walk.leaf, text.slice(at))) walk.leaf = undefined;
    else if (!isInside) close(walk, matched);
    if (isInside) return;
  }
  for (;;) {
    const indent = indentAt(text, at);
    const rest = text.slice(at + indent);
    const paragraph: Leaf | undefined = walk.leaf;
    for (const one of containers.slice(0, matched)) if (one.is === 'item' && rest !== '') one.isEmpty = false;
    if (rest === '' || (indent >= 4 && !paragraph)) {
      close(walk, matched);
      return;
    }
    const opened = indent < 4 ? open(rest, indent, paragraph && (isInside ? 'inside' : 'lazily')) : undefined;
    if (opened?.is === 'quote' || opened?.is === 'item') {
      close(walk, matched);
      if (matched === deepest) return;
      matched = containers.push(opened);
      at += opened.is === 'item' ? opened.width : indent + (rest[1] === ' ' ? 2 : 1);
      continue;
    }
    if (opened || !paragraph) close(walk, matched);
    if (opened) walk.leaf = opened.is === 'one line' ? undefined : opened;
    else {
      const line = { line: number, text: rest, slash: slashPattern.test(source) ? source.trim() : undefined };
      if (walk.leaf?.is === 'paragraph') walk.leaf.lines.push(line);
      else walk.leaf = { is: 'paragraph', lines: [line] };
    }
    return;
  }
}

/** Ends whatever is open inside the outermost `depth` containers. */
function close(walk: Walk, depth: number): void {
  const { leaf, containers, found } = walk;
  if (leaf?.is === 'paragraph' && !containers.some((one) => one.is === 'quote')) found.push(...findPlain(leaf.lines));
  walk.leaf = undefined;
  containers.length = depth;
}

/** How many of the open containers go on in this line, and where what they hold begins. */
function follow(containers: readonly Container[], text: string): { at: number; matched: number } {
  let at = 0;
  let matched = 0;
  for (const container of containers) {
    const indent = indentAt(text, at);
    if (container.is === 'quote') {
      if (indent > 3 || text[at + indent] !== '>') break;
      at += indent + (text[at + indent + 1] === ' ' ? 2 : 1);
    } else if (at + indent >= text.length) {
      if (container.isEmpty) break;
    } else {
      if (indent < container.width) break;
      at += container.width;
    }
    matched += 1;
  }
  return { at, matched };
}

function isEnd(leaf: Leaf, rest: string): boolean {
  if (leaf.is === 'html') return leaf.end ? leaf.end.test(rest) : rest.trim() === '';
  if (leaf.is === 'paragraph') return false;
  const close = /^ {0,3}(`+|~+)$/.exec(rest)?.[1];
  return close?.startsWith(leaf.sign) === true;
}

/** What begins at this place, if not text; in or behind a paragraph not everything may. */
function open(
  rest: string,
  indent: number,
  paragraph: 'inside' | 'lazily' | undefined,
): Container | Exclude<Leaf, { is: 'paragraph' }> | { readonly is: 'one line' } | undefined {
  if (rest.startsWith('>')) return { is: 'quote' };
  const fence = fencePattern.exec(rest);
  if (fence) return { is: 'fence', sign: fence[1] ?? fence[2] ?? '' };
  if (rest.startsWith('<')) {
    const block = htmlBlocks.find(({ start }) => start.test(rest));
    if (block) return block.end?.test(rest) ? { is: 'one line' } : { is: 'html', end: block.end };
    if (!paragraph && loneTag.test(rest)) return { is: 'html', end: undefined };
  }
  const isInterrupting = paragraph === 'inside';
  if (headingPattern.test(rest) || (isInterrupting && underlinePattern.test(rest)) || rulePattern.test(rest)) {
    return { is: 'one line' };
  }
  const [marker, digits] = itemPattern.exec(rest) ?? [];
  if (marker === undefined) return undefined;
  const padding = indentAt(rest, marker.length);
  const isEmpty = marker.length + padding >= rest.length;
  if (isInterrupting && (isEmpty || (digits !== undefined && Number(digits) !== 1))) return undefined;
  return { is: 'item', width: indent + marker.length + (isEmpty || padding > 4 ? 1 : padding), isEmpty };
}

/** The slash lines of one paragraph that no code span and no inline HTML comment covers. */
function findPlain(paragraph: readonly ParagraphLine[]): SlashLine[] {
  if (!paragraph.some((one) => one.slash !== undefined)) return [];
  const covered = coveredRanges(paragraph.map((one) => one.text).join('\n'));
  const found: SlashLine[] = [];
  let offset = 0;
  let range = 0;
  for (const { line, text, slash } of paragraph) {
    while (range < covered.length && (covered[range]?.end ?? 0) <= offset) range += 1;
    const isCovered = (covered[range]?.start ?? Number.POSITIVE_INFINITY) < offset;
    if (!isCovered && slash !== undefined) found.push({ line, text: slash });
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

function indentAt(text: string, at: number): number {
  let end = at;
  while (text[end] === ' ') end += 1;
  return end - at;
}

/** Tabs reach to the next column that is a multiple of four. */
function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let text = '';
  for (const part of line.split(/(\t)/)) text += part === '\t' ? ' '.repeat(4 - (text.length % 4)) : part;
  return text;
}
