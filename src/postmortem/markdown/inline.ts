/**
 * Text of people on its way into something that the app writes. It stays in their words, but it can forge no marker, break no list,
 * ping nobody and smuggle no HTML. Code spans, links, images, references and `|` survive. Safe because nothing that a Markdown parser reads
 * before a backtick can swallow it here: an odd link loses its link, and a backtick within a bare address is one.
 */

/** Signs that nobody sees, that turn the direction of reading, or that are half a character. */
const unseen = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Surrogate}]/gu;

/** What no link that people write looks like: in such targets there is room for what looks like code and is none. */
const oddTarget = /\]\((?!(?:[^\s()<>`\\]|\([^\s()<>`\\]*\))*(?: "[^"`\\<>]*")?\))/g;
const tagPattern = /(?<!\\)(\\*)<(?=[a-z/!?])(https?:\/\/[^\s<>`]*>)?/gi;
const mentionPattern = / |(?<!\\)(\\*)@(&|[a-z\d][\w-]*(?:\/[\w.-]+)?)/gi;
const longestAddress = 300;
/** What surely becomes a link as it stands, up to the `@` in it. */
const addressPattern = /^(?:\S*\]\()?[(*_~<]*https?:\/\/[a-z\d-]+(?:\.[a-z\d-]+)+(?::\d+)?\/[\w\-./~%+=&?#@:]*$/i;

/** Makes one person's text safe as the inline Markdown of one line. */
export function inline(text: string): string {
  const parts = splitCode(oneLine(text));
  return parts
    .map((part, index) => (part.isCode ? part.text : disarm(part.text, index > 0, index < parts.length - 1)))
    .join('');
}

/** What would begin a heading, a list, a quote, a rule, a fence, a box to tick, a footnote or a link's target at the start of a line. */
const blockStart =
  /^(?:(?:#{1,6}|[-+*])(?=[ \t]|$)|>|\d{1,9}(?=[.)](?:[ \t]|$))|(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$|=+$|~~~|\[(?=[ xX]\][ \t])|\[(?=\^|[^\]]*\]:$))/;

/** Makes one person's text safe as a paragraph or an item of a list, on one line. */
export function startingSafely(text: string): string {
  const safe = inline(text);
  const start = blockStart.exec(safe)?.[0];
  if (start === undefined) return safe;
  const digits = /^\d+/.exec(start)?.[0] ?? '';
  return `${digits}\\${safe.slice(digits.length)}`;
}

/** One line of what can be seen. */
export function oneLine(text: string): string {
  return text.replace(unseen, '').replace(/\s+/g, ' ').trim();
}

/** A title as the text of a link: every Markdown sign in it is shown as it is. */
export function linkText(title: string): string {
  return oneLine(title).replace(/[\\`*_[\]<>~|#&!$^]/g, '\\$&');
}

/** At most that many UTF-16 units, and never half a sign. */
export function cut(text: string, length: number): string {
  const part = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(part) ? part.slice(0, -1) : part;
}

export function link(title: string, url: string): string {
  return `[${linkText(title) || 'untitled'}](${url})`;
}

/** A typed line inside a code span, whatever backticks it holds. */
export function code(text: string): string {
  const line = oneLine(text);
  const fence = '`'.repeat(longestTicks(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Lines as they are, to be copied, whatever backticks they hold. */
export function codeBlock(lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(3, ...lines.map((line) => longestTicks(line) + 1)));
  return [fence, ...lines, fence].join('\n');
}

function longestTicks(line: string): number {
  let longest = 0;
  for (const run of line.matchAll(/`+/g)) longest = Math.max(longest, run[0].length);
  return longest;
}

function disarm(text: string, isBehindCode: boolean, isBeforeCode: boolean): string {
  const plain = text
    .replace(/&#0*64;|&#x0*40;|&commat;/gi, '@')
    .replace(/(?<!\\)((?:\\\\)*)`/g, '$1\\`')
    .replace(oddTarget, ']\\(')
    .replace(tagPattern, (tag, slashes: string, address: string | undefined) =>
      slashes === '' && address ? tag : `${unescaping(slashes)}&lt;${address ?? ''}`,
    );
  return quoteMentions(plain, isBehindCode, isBeforeCode);
}

/** A mention becomes code, which pings nobody, or gets a gap that nobody sees where a backtick is too near. An address keeps its `@`. */
function quoteMentions(text: string, isBehindCode: boolean, isBeforeCode: boolean): string {
  const safe: string[] = [];
  let done = 0;
  let word = 0;
  let hasAt = false;
  let isNearCode = isBehindCode;
  for (const { 0: typed, 1: slashes = '', 2: name = '', index: at } of text.matchAll(mentionPattern)) {
    const end = at + typed.length;
    if (typed === ' ') {
      word = end;
      hasAt = false;
      continue;
    }
    const before = text.slice(Math.max(word, at - longestAddress), at);
    const isMail = !hasAt && slashes.length < 2 && /[a-z\d]/i.test(before.slice(-1)) && !/#\d+$/.test(before);
    hasAt = true;
    if (isMail) continue;
    const isWhole = word >= done && !(word === 0 && isBehindCode) && at - word < longestAddress;
    if (isWhole && slashes === '' && addressPattern.test(before)) continue;
    const gap = text.slice(done, at) + unescaping(slashes);
    if (gap !== '') isNearCode = gap.endsWith('`');
    const isCode = !isNearCode && name !== '&' && !(end === text.length && isBeforeCode);
    safe.push(gap, isCode ? `\`@${name}\`` : `@&#8203;${name}`);
    isNearCode = isCode;
    done = end;
  }
  return safe.join('') + text.slice(done);
}

/** Backslashes without the one that escapes what comes next. */
function unescaping(slashes: string): string {
  return slashes.slice(slashes.length % 2);
}

interface Part {
  readonly isCode: boolean;
  readonly text: string;
}

/** Parts a line into code spans and the rest as CommonMark does, but sees none in a bare address. Linear in its length. */
function splitCode(line: string): Part[] {
  const closers = new Map<number, number[]>();
  for (const { 0: run, index } of line.matchAll(/`+/g)) {
    const positions = closers.get(run.length);
    if (positions) positions.push(index);
    else closers.set(run.length, [index]);
  }
  const passed = new Map<number, number>();
  const parts: Part[] = [];
  let done = 0;
  let isInAddress = false;
  for (const { 0: sign, index: at } of line.matchAll(/ |:\/\/|www\.|\\[!-/:-@[-`{-~]|`+/gi)) {
    if (at < done) continue;
    if (!sign.startsWith('`')) {
      if (!sign.startsWith('\\')) isInAddress = sign !== ' ';
      continue;
    }
    if (isInAddress) continue;
    const positions = closers.get(sign.length) ?? [];
    let next = passed.get(sign.length) ?? 0;
    while (next < positions.length && (positions[next] ?? 0) <= at) next += 1;
    passed.set(sign.length, next);
    const close = positions[next];
    if (close === undefined) continue;
    parts.push({ isCode: false, text: line.slice(done, at) });
    done = close + sign.length;
    parts.push({ isCode: true, text: line.slice(at, done) });
  }
  parts.push({ isCode: false, text: line.slice(done) });
  return parts;
}
