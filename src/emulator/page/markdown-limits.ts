/**
 * Says whether a text would cost the Markdown parser seconds or its stack. Such a text is shown as it was typed: nobody writes one
 * by accident. Counts only, in one walk over the text, and rather strict: it never has to be exact.
 *
 * Measured on 64 KB: `*a_` repeated takes remark-parse 24 s, lines of 29 `>` take 12 s, `1. ` repeated overflows the stack, and so do
 * 20,000 open `<b>`. Unclosed formatting tags are repeated by the HTML parser in every later paragraph, hence the product of tags and
 * lines. Each word behind an open bracket makes the reader of bare addresses go back to it; a piece of HTML without an end is looked for up to the
 * end of its block; quotes, lists and lines behind them cost the square of their number. What passes takes about a second at most, ordinary text 60 ms.
 */
const limits = {
  lines: 4000,
  wordsPerBlock: 3000,
  openPieces: 60,
  bars: 10_000,
  columnsTimesLines: 50_000,
  containersPerLine: 12,
  containersSquared: 10_000,
  delimitersPerBlock: 800,
  openTags: 200,
  tagsTimesLines: 100_000,
};

const container = /[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y;
const tag = /<(\/?)([a-z][a-z\d-]{0,30})/gi;
const voidTags: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input', 'source', 'wbr']);

/** True when the text must not reach the Markdown parser. */
export function isHostile(text: string): boolean {
  const lines = text.split(/\r\n?|\n/);
  if (lines.length > limits.lines || hasOpenPieces(text) || hasWordsBehindBracket(lines) || hasManyCells(lines))
    return true;
  return hasDeepContainers(lines) || hasLongDelimiters(lines) || hasOpenTags(text, lines.length);
}

/** A row gets as many cells as the table has columns, whether they were written or not. */
function hasManyCells(lines: readonly string[]): boolean {
  const bars = lines.map((line) => line.match(/\|/g)?.length ?? 0);
  const columns = lines.map((line, index) => (/^[\s|:>-]+$/.test(line) ? (bars[index] ?? 0) + 1 : 0));
  const all = bars.reduce((sum, one) => sum + one, 0);
  return all > limits.bars || Math.max(0, ...columns) * lines.length > limits.columnsTimesLines;
}

function hasWordsBehindBracket(lines: readonly string[]): boolean {
  let words = 0;
  let isOpen = false;
  for (const line of lines) {
    if (line.trim() === '') [words, isOpen] = [0, false];
    isOpen ||= line.includes('[');
    if (isOpen) words += line.match(/(?<![\w+.-])[\w+.-]/g)?.length ?? 0;
    if (words > limits.wordsPerBlock) return true;
  }
  return false;
}

/** `<!--`, `<?` and `<!X` that nothing ends. */
function hasOpenPieces(text: string): boolean {
  const from = text.lastIndexOf('-->');
  const pieces = [...text.matchAll(/<!--/g)].filter(({ index }) => index > from);
  const others = text.match(/<\?|<!(?!--)/g) ?? [];
  return pieces.length > limits.openPieces || others.length > limits.openPieces;
}

/** Quotes and lists within quotes and lists: each level is closed and opened again on every line. */
function hasDeepContainers(lines: readonly string[]): boolean {
  let squared = 0;
  for (const line of lines) {
    const count = countContainers(line);
    squared += count * count;
    if (count > limits.containersPerLine || squared > limits.containersSquared) return true;
  }
  return false;
}

function countContainers(line: string): number {
  let count = 0;
  container.lastIndex = 0;
  while (count <= limits.containersPerLine && container.test(line)) count++;
  return count;
}

/** The cost of `*`, `_`, `~`, `[` and `]` grows with the square of their number in one paragraph. */
function hasLongDelimiters(lines: readonly string[]): boolean {
  let count = 0;
  for (const line of lines) {
    if (line.trim() === '' || countContainers(line) > 0) count = 0;
    count += line.match(/[*_~[\]`]/g)?.length ?? 0;
    if (count > limits.delimitersPerBlock) return true;
  }
  return false;
}

function hasOpenTags(text: string, lines: number): boolean {
  const open = new Map<string, number>();
  let total = 0;
  let most = 0;
  for (const [, slash, name = ''] of text.matchAll(tag)) {
    const key = name.toLowerCase();
    if (voidTags.has(key)) continue;
    const before = open.get(key) ?? 0;
    const after = slash ? Math.max(0, before - 1) : before + 1;
    open.set(key, after);
    total += after - before;
    most = Math.max(most, total);
  }
  return most > limits.openTags || most * lines > limits.tagsTimesLines;
}
