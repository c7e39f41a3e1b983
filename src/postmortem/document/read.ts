/**
 * Reads the body of a postmortem: where its sections are and where our regions are. Only positions leave this file; the text stays as its
 * author left it, down to the line ends, and is never printed back from a parse tree.
 */
import type { Root, RootContent } from 'mdast';
import { byHeart } from '../by-heart.ts';
import { withoutComments } from '../markdown/comments.ts';
import { findHostility } from '../markdown/hostile.ts';
import { parseMarkdown } from '../markdown/parse.ts';
import { type Attributes, type RegionName, readMarker } from '../markers.ts';
import { isMeasureLine } from '../measures/measure.ts';
import { type ChosenSection, chooseSections } from './choose-sections.ts';
import { findHeadings, type HeadingForm, standsAlone } from './headings.ts';
import type { Aliases } from './meaning.ts';
import { isTimed } from './read-sections.ts';
import { primeDirective, type SectionId, sections } from './sections.ts';

/** Offsets into the body. */
export interface FoundSection {
  readonly id: SectionId;
  readonly form: HeadingForm;
  readonly headingStart: number;
  readonly headingEnd: number;
  readonly end: number;
}

export interface FoundRegion {
  /** From the first sign of the opening marker to the last of the closing one. */
  readonly start: number;
  readonly end: number;
  readonly attributes: Attributes;
  /** What stands between the markers, line ends made `\n`, trimmed. */
  readonly inside: string;
}

export interface Document {
  readonly text: string;
  /** Each begins with a heading of Markdown, so that something can be put below it and before it. */
  readonly sections: readonly FoundSection[];
  /** What has no heading and is written all the same, as a label or a cell of a table: to be read, and nothing ever put into it. */
  readonly labelled?: readonly FoundSection[];
  readonly regions: ReadonlyMap<RegionName, FoundRegion>;
}

/** Which section a region belongs to, for the case that one of its markers got lost. */
const homes: { readonly [name in RegionName]?: SectionId } = { timeline: 'timeline', measures: 'measures' };

type Read = Document | { readonly hostile: string };

const mostReaders = 8;
const readerOf = byHeart(mostReaders, (aliases) => {
  const known: Aliases = JSON.parse(aliases);
  return byHeart(16, (text) => read(text, known));
});

/** Reads a body; a text that no parser should see gives the reason instead. What is read is shared: nobody changes it. */
export function readDocument(text: string, aliases: Aliases = {}): Read {
  return readerOf(JSON.stringify(aliases))(text);
}

function read(text: string, aliases: Aliases): Read {
  const hostile = findHostility(text);
  if (hostile !== undefined) return { hostile };
  const root = parseBody(text);
  const { headed, labelled } = findSections(root, text, aliases);
  return { text, sections: headed, labelled, regions: findRegions(root, text, headed) };
}

/**
 * The headings that are sections, and labels and cells for what has no heading. A heading further down within a section is a part of it, if it does
 * not have the very name of another one.
 */
function findSections(
  root: Root,
  text: string,
  aliases: Aliases | undefined,
): { readonly headed: FoundSection[]; readonly labelled: FoundSection[] } {
  const all = findHeadings(root, text).filter(({ depth, heading }) => depth !== 3 || !bandPattern.test(heading));
  const headings = all.filter(
    ({ form, depth, start }) => form === 'heading' && depth < standsAlone && text[start] !== '<',
  );
  const headed = chooseSections(headings, text, { aliases, isTimed, isWrittenInto: true }).map(foundSection);
  const without = chooseSections(all, text, { aliases, isTimed }).filter(
    ({ id }) => !headed.some((one) => one.id === id),
  );
  return { headed, labelled: without.map(foundSection) };
}

/** How we part a timeline; they are no sections. */
const bandPattern = /^(?:Lead-up|Response)$/;

function foundSection({ id, form, start, end, until }: ChosenSection): FoundSection {
  return { id, form, headingStart: start, headingEnd: end, end: until };
}

interface Mark {
  readonly name: string;
  readonly closes: boolean;
  readonly attributes: Attributes;
  readonly start: number;
  readonly end: number;
}

/**
 * A region lies between two markers of its name with no other marker and no section's heading between them: ours hold neither. Where one of them
 * got lost, what certainly is ours goes with the other.
 */
function findRegions(root: Root, text: string, found: readonly FoundSection[]): Map<RegionName, FoundRegion> {
  const marks: Mark[] = root.children.flatMap((node) => {
    const marker = node.type === 'html' ? readMarker(node.value) : undefined;
    return marker ? [{ ...marker, start: startOf(node), end: endOf(node) }] : [];
  });
  const end = endOfClosed(root, text);
  const regions = new Map<RegionName, FoundRegion>();
  for (const name of ['head', 'timeline', 'measures', 'measure', 'index'] as const) {
    const whole = marks.flatMap((open, index) => {
      const close = marks[index + 1];
      if (open.name !== name || open.closes || close?.name !== name || !close.closes) return [];
      const isTorn = found.some((one) => one.headingStart > open.start && one.headingStart < close.start);
      return isTorn ? [] : [region(text, open.start, open.end, close.start, close.end, open.attributes)];
    })[0];
    const part = whole ?? findTornRegion(name, marks, text.slice(0, end), found);
    if (part) regions.set(name, part);
  }
  return regions;
}

/** What is left of a region of the timeline or the measures, in its own section. */
function findTornRegion(
  name: RegionName,
  marks: readonly Mark[],
  text: string,
  found: readonly FoundSection[],
): FoundRegion | undefined {
  const home = found.find((section) => section.id === homes[name]);
  if (!home) return undefined;
  const isHome = (mark: Mark) => mark.start >= home.headingEnd && mark.start < home.end;
  const mark = marks.find((one) => one.name === name && isHome(one));
  const others = marks.filter((one) => one !== mark && isHome(one));
  const from = Math.max(
    home.headingEnd,
    ...others.filter((one) => one.start < (mark?.start ?? 0)).map((one) => one.end),
  );
  const to = Math.min(
    home.end,
    text.length,
    ...others.filter((one) => one.start > (mark?.start ?? 0)).map((one) => one.start),
  );
  const isOurs = name === 'timeline' ? () => true : isMeasureLine;
  if (!mark) {
    const hasRows = name === 'timeline' && /<!-- c\d+\.[0-9a-f]{8} -->/.test(text.slice(from, to));
    const start = to - text.slice(from, to).trimStart().length;
    return hasRows ? region(text, start, start, to, from + text.slice(from, to).trimEnd().length, {}) : undefined;
  }
  const lines = (mark.closes ? text.slice(from, mark.start) : text.slice(mark.end, to)).split(/(?<=\n)/);
  let length = 0;
  for (const line of mark.closes ? lines.reverse() : lines) {
    if (!isOurs(line)) break;
    length += line.length;
  }
  if (mark.closes) {
    const start = mark.start - text.slice(mark.start - length, mark.start).trimStart().length;
    return region(text, start, start, mark.start, mark.end, {});
  }
  const end = mark.end + text.slice(mark.end, mark.end + length).trimEnd().length;
  return region(text, mark.start, mark.end, end, end, {});
}

function region(
  text: string,
  start: number,
  insideStart: number,
  insideEnd: number,
  end: number,
  attributes: Attributes,
): FoundRegion {
  return { start, end, attributes, inside: text.slice(insideStart, insideEnd).replace(/\r\n?/g, '\n').trim() };
}

/** The parser leaves a byte order mark out of its count; a line end in its place counts. */
export function parseBody(text: string): Root {
  return parseMarkdown(text.replace(/^\ufeff/, '\n'));
}

/** Where sections can be added at the end of a text: before a fence or a comment that is never closed, and would swallow them. */
export function findEnd(text: string): number {
  return endOfClosed(parseBody(text), text);
}

function endOfClosed(root: Root, text: string): number {
  const last = root.children.at(-1);
  if (!last) return text.length;
  const source = text.slice(startOf(last), endOf(last));
  const [, fence] = /^(`{3,}|~{3,})/.exec(source) ?? [];
  const end = /\n[ \t]*(`{3,}|~{3,})[ \t]*$/.exec(source)?.[1];
  const isOpen =
    last.type === 'code' ? fence !== undefined && !end?.startsWith(fence) : last.type === 'html' && isOpenHtml(source);
  return isOpen ? startOf(last) : text.length;
}

/** HTML that does not end with a blank line, but with a sign that never comes. */
function isOpenHtml(source: string): boolean {
  const ends: readonly [RegExp, RegExp][] = [
    [/^<!--/, /-->/],
    [/^<(?:pre|script|style|textarea)(?=[\s>]|$)/i, /<\/(?:pre|script|style|textarea)>/i],
    [/^<\?/, /\?>/],
    [/^<!\[CDATA\[/, /\]\]>/],
    [/^<![a-z]/i, />/],
  ];
  const [, end] = ends.find(([start]) => start.test(source)) ?? [];
  return end !== undefined && !end.test(source);
}

/** What people wrote in a section: without our regions, hidden comments, left-over prompts and the directive. */
export function writtenIn(document: Document, id: SectionId): string {
  const section = [...document.sections, ...(document.labelled ?? [])].find((one) => one.id === id);
  if (!section) return '';
  let text = '';
  let from = section.headingEnd;
  const inside = [...document.regions.values()].filter((one) => one.start >= from && one.start < section.end);
  for (const one of inside.sort((a, b) => a.start - b.start)) {
    text += document.text.slice(from, one.start);
    from = one.end;
  }
  text += document.text.slice(from, Math.max(from, section.end));
  text = withoutComments(text.replace(/\r\n?/g, '\n'));
  text = text.replace(/<!--|-->/g, '');
  for (const { prompt, lead } of sections) {
    text = text.replaceAll(prompt, '');
    if (lead) text = text.replaceAll(lead, '');
  }
  text = text.replaceAll(primeDirective, '').trim();
  return /[\p{L}\p{N}]/u.test(text) ? text : '';
}

function startOf(node: RootContent): number {
  return node.position?.start.offset ?? 0;
}

function endOf(node: RootContent): number {
  return node.position?.end.offset ?? 0;
}
