/**
 * Says whether a text would cost the Markdown parser seconds or its stack. Such a text is shown as it was typed: nobody writes one
 * by accident. Counts only, in one walk over the text, and rather strict: it never has to be exact.
 *
 * Measured on 64 KB: `*a_` repeated takes remark-parse 24 s, lines of 29 `>` take 12 s, `1. ` repeated overflows the stack, and so do
 * 20,000 open `<b>`. Unclosed formatting tags are repeated by the HTML parser in every later paragraph, hence the product of tags and
 * lines. What passes takes 2.5 s at most, ordinary text 60 ms.
 */
const limits = {
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
  return hasDeepContainers(lines) || hasLongDelimiters(lines) || hasOpenTags(text, lines.length);
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
