/**
 * The block structure of a text, as CommonMark has it: which lines are paragraphs and headings, and which are code or HTML. A fence ends with the
 * list that holds it, a quote goes on lazily. Each line is walked once, because anybody may send anything and a Markdown parser is not linear.
 */

/** A list item goes on over lines that are indented by its width. */
type Container =
  | { readonly is: 'quote' }
  | { readonly is: 'item'; readonly width: number /** Nothing stands in it yet. */; isEmpty: boolean };

export interface ParagraphLine {
  /** Counted from 1. */
  readonly line: number;
  /** Without the signs of quotes and lists in front of it. */
  readonly text: string;
  /** The line as written. */
  readonly source: string;
  /** It belongs to a quote or an item only because it follows it. */
  readonly isLazy: boolean;
}

/** A paragraph or heading, in a quote or not. */
export interface Paragraph {
  readonly lines: readonly ParagraphLine[];
  readonly isQuoted: boolean;
}

type Leaf =
  | { readonly is: 'paragraph'; readonly lines: ParagraphLine[] }
  | { readonly is: 'fence'; readonly sign: string }
  /** Without an end it goes on up to a blank line. */
  | { readonly is: 'html'; readonly end: RegExp | undefined };

/** What lies deeper in quotes and lists is not read: each level costs a look at each line. */
const deepest = 50;

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
  readonly paragraphs: Paragraph[];
  /** The quotes and list items that are open, outermost first. */
  readonly containers: Container[];
  /** What is open inside them. */
  leaf: Leaf | undefined;
  /** How many quotes and items were begun. */
  begun: number;
  /** How often some of them ended, but for an item behind which the next one of its list stands. */
  ended: number;
  isTooDeep: boolean;
}

export function findParagraphs(text: string): Pick<Walk, 'begun' | 'ended' | 'isTooDeep'> & {
  readonly paragraphs: readonly Paragraph[];
} {
  const walk: Walk = { paragraphs: [], containers: [], leaf: undefined, begun: 0, ended: 0, isTooDeep: false };
  for (const [index, source] of text.split(/\r\n?|\n/).entries()) walkLine(walk, source, index + 1);
  close(walk, 0);
  return walk;
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
      const isNext = opened.is === 'item' && matched + 1 === containers.length && containers[matched]?.is === 'item';
      close(walk, matched);
      if (isNext) walk.ended -= 1;
      if (matched === deepest) {
        walk.isTooDeep = true;
        return;
      }
      matched = containers.push(opened);
      walk.begun += 1;
      at += opened.is === 'item' ? opened.width : indent + (rest[1] === ' ' ? 2 : 1);
      continue;
    }
    if (opened || !paragraph) close(walk, matched);
    const line = { line: number, text: rest, source, isLazy: !isInside && paragraph !== undefined };
    if (opened?.is === 'heading') walk.paragraphs.push({ lines: [line], isQuoted: isQuoted(containers) });
    else if (opened?.is === 'fence' || opened?.is === 'html') walk.leaf = opened;
    else if (opened) walk.leaf = undefined;
    else if (walk.leaf?.is === 'paragraph') walk.leaf.lines.push(line);
    else walk.leaf = { is: 'paragraph', lines: [line] };
    return;
  }
}

/** Ends whatever is open inside the outermost `depth` containers. */
function close(walk: Walk, depth: number): void {
  const { leaf, containers, paragraphs } = walk;
  if (leaf?.is === 'paragraph') paragraphs.push({ lines: leaf.lines, isQuoted: isQuoted(containers) });
  walk.leaf = undefined;
  if (containers.length > depth) walk.ended += 1;
  containers.length = depth;
}

function isQuoted(containers: readonly Container[]): boolean {
  return containers.some((one) => one.is === 'quote');
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
): Container | Exclude<Leaf, { is: 'paragraph' }> | { readonly is: 'heading' | 'one line' } | undefined {
  if (rest.startsWith('>')) return { is: 'quote' };
  const fence = fencePattern.exec(rest);
  if (fence) return { is: 'fence', sign: fence[1] ?? fence[2] ?? '' };
  if (rest.startsWith('<')) {
    const block = htmlBlocks.find(({ start }) => start.test(rest));
    if (block) return block.end?.test(rest) ? { is: 'one line' } : { is: 'html', end: block.end };
    if (!paragraph && loneTag.test(rest)) return { is: 'html', end: undefined };
  }
  const isInterrupting = paragraph === 'inside';
  if (headingPattern.test(rest)) return { is: 'heading' };
  if ((isInterrupting && underlinePattern.test(rest)) || rulePattern.test(rest)) {
    return { is: 'one line' };
  }
  const [marker, digits] = itemPattern.exec(rest) ?? [];
  if (marker === undefined) return undefined;
  const padding = indentAt(rest, marker.length);
  const isEmpty = marker.length + padding >= rest.length;
  if (isInterrupting && (isEmpty || (digits !== undefined && Number(digits) !== 1))) return undefined;
  return { is: 'item', width: indent + marker.length + (isEmpty || padding > 4 ? 1 : padding), isEmpty };
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
