/** From the text of a file to the issue that it becomes. Its words stay as they are: it pings nobody any more, and a hidden line says where it came from. */
import type { Nodes } from 'mdast';
import { importMarker } from '../../../postmortem/adopting/imported.ts';
import { judgeKind } from '../../../postmortem/document/kind.ts';
import { type ReadSections, readSections } from '../../../postmortem/document/read-sections.ts';
import { documentDay, readTimeline } from '../../../postmortem/document/written-timeline.ts';
import { findHostility } from '../../../postmortem/markdown/hostile.ts';
import { cut, oneLine } from '../../../postmortem/markdown/inline.ts';
import { parseMarkdown } from '../../../postmortem/markdown/parse.ts';
import { isoOf } from '../../../postmortem/timeline/days.ts';
import type { LeftOut, ReadText } from './folder.ts';

export interface Page {
  readonly title: string;
  readonly body: string;
  /** `2020-10-28` */
  readonly day: string | undefined;
  /** It says itself that it is not finished. */
  readonly isDraft: boolean;
  /** Why somebody should look whether it is one at all. */
  readonly doubt: string | undefined;
}

/** GitHub takes no longer title and no longer body. */
const longestTitle = 256;
const longestBody = 65_536;
const ownMarks = /<!-- (?:\/?postmortems:|[cs]\d+\.[0-9a-f]{8} -->)/;

/** What lies beside postmortems in many folders. */
const besides = /^(?:readme|index|_index|contributing|changelog|licen[cs]e|summary)\.\w+$/i;
const unlike = 'does not read like a postmortem';

/**
 * Whoever names a folder means what is in it, so that a text is left out only where it is a template for sure, or is named like what lies beside.
 * @param isAny takes those as well
 */
export function pageOf(file: { readonly path: string; readonly read: ReadText }, isAny: boolean): Page | LeftOut {
  const { path } = file;
  const { text, hash } = file.read;
  if (text.trim() === '') return { why: 'is empty', isWrong: false };
  const hostile = findHostility(text);
  if (hostile !== undefined) return { why: `cannot be read by the App: ${hostile}`, isWrong: true };
  if (ownMarks.test(text))
    return { why: 'is a copy of a page that the App keeps, with its hidden marks: take those out', isWrong: true };
  const read = readSections(text);
  if ('hostile' in read) return { why: `cannot be read by the App: ${read.hostile}`, isWrong: true };
  const kind = judgeKind({ ...read, text, entries: readTimeline(text, read).length });
  if (!isAny && kind === 'template') return { why: 'is a template', isWrong: false };
  const isLike = kind === 'postmortem';
  if (!isAny && !isLike && besides.test(path.replace(/^.*\//, ''))) return { why: unlike, isWrong: false };
  const day = dayOf(text, read, path);
  const body = `${withoutPings(text).trimEnd()}\n\n${importMarker({ path, hash, day })}\n`;
  const length = [...body].length;
  if (length > longestBody)
    return { why: `is too long for an issue: ${length} characters of ${longestBody}`, isWrong: true };
  return { title: titleOf(read, path), body, day, isDraft: saysDraft(text), doubt: isLike ? undefined : unlike };
}

/** Its own title, else the name of its file. */
function titleOf({ title, sections, front }: ReadSections, path: string): string {
  const words = oneLine(title.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_`]+/g, '')).replace(
    /^title:\s*/i,
    '',
  );
  const isSection = front.title === undefined && sections.some((one) => one.heading === title);
  const plain = isSection || tellsNothing.test(words) ? '' : words;
  const named = path
    .replace(/^.*\//, '')
    .replace(/\.\w+$/, '')
    .replace(/[-_]+/g, ' ')
    .trim();
  return cut(plain || named.charAt(0).toUpperCase() + named.slice(1) || 'Postmortem', longestTitle);
}

/** The heading of a part, or of any document. */
const tellsNothing =
  /:$|^(?:title|owners?|authors?|date|status|severity)\b\W|^(?:meta ?data|background|introduction|contents|overview|details|description|template|(?:incident )?(?:post[- ]?mortem|report|review)|table of contents|toc)$/i;

function dayOf(text: string, read: ReadSections, path: string): string | undefined {
  const day = documentDay(text, read);
  if (day) return isoOf(day);
  const [, year = '', month = '', date = ''] =
    /(?<!\d)((?:19|20)\d{2})([-_./]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/
      .exec(path)
      ?.filter((_, index) => index !== 2) ?? [];
  return year === '' ? undefined : `${year}-${month}-${date}`;
}

const draftWords =
  'draft|wip|work[ -]in[ -]progress|ongoing|in[ -]progress|investigating|monitoring|identified|unresolved|open|incomplete';
const draftPattern = new RegExp(
  `^[ \\t>|*-]*(?:draft[ \\t]*:[ \\t]*true|(?:status|state)\\W{1,8}(?:${draftWords})\\b(?![ \\t]*(?:/|->|\\|[ \\t]*(?:final|published|complete|closed|resolved|done))))`,
  'im',
);

/** Only in its beginning: further down the status of something else is told. */
function saysDraft(text: string): boolean {
  return draftPattern.test(text.slice(0, 2000));
}

/** `@ann` would tell her of an issue that somebody made; with a hidden comment in it, it reads the same and tells nobody. */
export function withoutPings(text: string): string {
  let quiet = '';
  let from = 0;
  for (const at of pingsIn(parseMarkdown(text), text)) {
    quiet += `${text.slice(from, at + 1)}<!-- -->`;
    from = at + 1;
  }
  return quiet + text.slice(from);
}

/** Places of `@`, outside of code, where it may begin a mention. */
function pingsIn(node: Nodes, text: string): number[] {
  const { start, end } = node.position ?? {};
  const [from, to] = [start?.offset ?? 0, end?.offset ?? 0];
  if (node.type === 'text' || node.type === 'html') {
    const isHidden = hiddenIn(node.type === 'html' ? text.slice(from, to) : '');
    return [...text.slice(from, to).matchAll(/(?<![\w.+/-])@(?=[a-z\d])/gi)]
      .filter(({ index }) => !isHidden(index))
      .map(({ index }) => from + index);
  }
  return 'children' in node ? node.children.flatMap((child) => pingsIn(child, text)) : [];
}

/** Within a tag or a comment there is nothing that pings, and nothing to be put in. */
function hiddenIn(html: string): (at: number) => boolean {
  const hidden = [...html.matchAll(/<!--[\s\S]*?(?:-->|$)|<[^>]*(?:>|$)/g)].map(
    ({ 0: tag, index }) => [index, index + tag.length] as const,
  );
  return (at) => hidden.some(([start, end]) => at >= start && at < end);
}
