/**
 * What is YAML or TOML rather than Markdown: the head of a file, and an issue form. Both are read line by line: only whether a key or a label
 * stands there, and where.
 */
import { type Heading, hasColon, lineCounter } from './headings.ts';

export interface FrontMatter {
  /** Where the Markdown begins. */
  readonly end: number;
  readonly keys: readonly Heading[];
  readonly title: string | undefined;
  readonly date: string | undefined;
  /** It has the keys by which GitHub knows a template of an issue. */
  readonly isIssueTemplate: boolean;
  /** It has the keys of an entry of a status page. */
  readonly isStatus: boolean;
}

const longestHead = 20_000;

/** Reads the head of a file; a text without one has none that ends at 0. */
export function readFrontMatter(text: string): FrontMatter {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const fence = /^(?:---|\+\+\+)(?=[ \t]*\r?\n)/.exec(text.slice(start, start + 10))?.[0];
  const nothing: FrontMatter = {
    end: 0,
    keys: [],
    title: undefined,
    date: undefined,
    isIssueTemplate: false,
    isStatus: false,
  };
  if (fence === undefined) return nothing;
  const close = new RegExp(`\\n${fence === '---' ? '(?:---|\\.\\.\\.)' : '\\+\\+\\+'}[ \\t]*(?:\\r?\\n|$)`).exec(
    text.slice(start, start + longestHead),
  );
  if (!close) return nothing;
  const head = text.slice(0, start + close.index + 1);
  const lines = linesOf(head);
  const found = lines.flatMap((line) => keyIn(line));
  // Between two rules may stand Markdown.
  const strange = lines
    .slice(1)
    .filter(({ text: line }) => /^\S/.test(line) && !/^(?:#|- |["'\w][\w "'.-]*[:=]|\[|[\]}])/.test(line));
  if (found.length === 0 || strange.length > 0) return nothing;
  const named = (key: string) => {
    const value = found.find(({ heading }) => heading.toLowerCase() === key)?.value;
    return value?.replace(/^["']|["']$/g, '');
  };
  const names = new Set(found.map(({ heading }) => heading));
  return {
    end: start + close.index + close[0].length,
    keys: found.filter(({ heading, value, isLong }) => !isOfPage(heading) && (isLong || value.split(/\s+/).length > 3)),
    title: named('title'),
    date: named('date'),
    isIssueTemplate: names.has('about') && names.has('name'),
    isStatus: names.has('resolved') && (names.has('severity') || names.has('affected')),
  };
}

/** What tells of the page rather than of what happened. */
function isOfPage(key: string): boolean {
  return /^(?:description|links?|resources?|about)$/i.test(key);
}

/** The labels of an issue form; undefined where the text is none. */
export function readIssueForm(text: string): Heading[] | undefined {
  if (!/^(?:name|description|title|about|labels):/m.test(text) || !/^body:[ \t]*\r?$/m.test(text)) return undefined;
  const labels = linesOf(text).flatMap(({ text: line, start, number }): Heading[] => {
    const match = /^[ \t]+(?:- )?label:[ \t]*(\S.*)$/.exec(line);
    if (!match) return [];
    const heading = (match[1] ?? '').trim().replace(/^(["'])(.*)\1$/, '$2');
    const end = start + line.length;
    return [
      { heading, form: 'form label', depth: 2, line: number, start, end, blockEnd: end, isItem: false, isAlone: false },
    ];
  });
  return labels;
}

type Key = Heading & { readonly value: string; readonly isLong: boolean };

function keyIn({ text: line, start, number }: Line): Key[] {
  const match = /^(["']?)([A-Za-z][\w .-]{0,60}?)\1[ \t]*[:=][ \t]*(.*)$/.exec(line);
  if (!match) return [];
  const [whole, , key = '', value = ''] = match;
  const end = start + whole.length - value.length;
  const heading = key.trim();
  const isLong = /^[|>][+-]?\d*$/.test(value.trim());
  return [
    {
      heading,
      value: value.trim(),
      isLong,
      form: 'front matter',
      depth: hasColon,
      line: number,
      start,
      end,
      blockEnd: start + line.length,
      isItem: false,
      isAlone: false,
    },
  ];
}

interface Line {
  readonly text: string;
  readonly start: number;
  readonly number: number;
}

function linesOf(text: string): Line[] {
  const lineAt = lineCounter(text);
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split(/(?<=\n)/)) {
    lines.push({ text: line.replace(/\r?\n$/, ''), start, number: lineAt(start) });
    start += line.length;
  }
  return lines;
}
