/**
 * Text of people on its way into something that the app writes. It stays in their words, but it can forge no marker, break no list,
 * ping nobody and smuggle no HTML. Code spans, links, images, references and `|` survive.
 */

/** Makes one person's text safe as the inline Markdown of one line. */
export function inline(text: string): string {
  const line = text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return splitCode(line)
    .map((part) => (part.code ? part.text : disarm(part.text)))
    .join('');
}

/** A title as the text of a link: every Markdown sign in it is shown as it is. */
export function linkText(title: string): string {
  return title
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>~|#&!$]/g, '\\$&');
}

export function link(title: string, url: string): string {
  return `[${linkText(title)}](${url})`;
}

/** A typed line inside a code span, whatever backticks it holds. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

function disarm(text: string): string {
  return text
    .replace(/&#0*64;|&#x0*40;|&commat;/gi, '@')
    .replace(/(?<!\\)((?:\\\\)*)`/g, '$1\\`')
    .replace(/\\*<(?=[a-z/!?])(?!https?:\/\/[^\s<>]*>)/gi, '&lt;')
    .replace(/\S*?\\*(?<![\w`])@[a-z\d][\w-]*(?:\/[\w.-]+)?/gi, quoteMention);
}

/** A mention becomes code, which pings nobody; an address like `https://host/@name` is none. */
function quoteMention(run: string): string {
  const at = run.lastIndexOf('@');
  const before = run.slice(0, at);
  if (/:\/\//.test(before)) return run;
  return `${before.replace(/\\+$/, '')}\`${run.slice(at)}\``;
}

interface Part {
  readonly code: boolean;
  readonly text: string;
}

/** Parts a line into code spans and the rest, as CommonMark does, in linear time. */
function splitCode(line: string): Part[] {
  const runs = [...line.matchAll(/`+/g)].map((run) => ({ at: run.index, length: run[0].length }));
  const waiting = new Map<number, number[]>();
  for (const run of runs) waiting.set(run.length, [...(waiting.get(run.length) ?? []), run.at]);
  const parts: Part[] = [];
  let done = 0;
  for (const run of runs) {
    if (run.at < done || isEscaped(line, run.at)) continue;
    const close = nextAfter(waiting.get(run.length) ?? [], run.at);
    if (close === undefined) continue;
    parts.push({ code: false, text: line.slice(done, run.at) });
    done = close + run.length;
    parts.push({ code: true, text: line.slice(run.at, done) });
  }
  parts.push({ code: false, text: line.slice(done) });
  return parts;
}

/** The first position behind `at`; positions already passed are dropped, so that all calls together are linear. */
function nextAfter(positions: number[], at: number): number | undefined {
  while (positions.length > 0 && (positions[0] ?? 0) <= at) positions.shift();
  return positions[0];
}

function isEscaped(line: string, at: number): boolean {
  let slashes = 0;
  while (line[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}
