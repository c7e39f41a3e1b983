/**
 * Writes what the app owns into a body, and not one byte more: the insides of its regions, and the sections that arrive with the opening
 * and once it is over. Everything else stays as its author left it.
 */
import MagicString from 'magic-string';
import type { Headings } from '../configuration/section-choice.ts';
import { hashOfBody } from '../hash.ts';
import { type Attributes, closeMarker, openMarker, type RegionName } from '../markers.ts';
import { wordsAmongMeasures } from '../measures/measure.ts';
import { readFrontMatter } from './front-matter.ts';
import type { Aliases } from './meaning.ts';
import { endOfSection, noEdits, type PassageEdits } from './passages.ts';
import { type Document, findEnd, readDocument } from './read.ts';
import { type Section, type SectionId, sections } from './sections.ts';

export interface Regions {
  readonly head: { readonly text: string; readonly attributes: Attributes };
  /** Undefined while there is no row, in a body that somebody else made. */
  readonly timeline: { readonly text: string; readonly attributes: Attributes } | undefined;
  /** Undefined while there is no measure and the section has not arrived. */
  readonly measures: { readonly text: string; readonly attributes: Attributes } | undefined;
  /** What sections are called here, where it is not as usual. */
  readonly headings?: Headings;
}

/**
 * The body of a postmortem at its opening.
 * @param template Markdown that a repository wants it to hold; sections that it lacks are added
 */
export function openingBody(regions: Regions, template = '', aliases: Aliases = {}): string {
  const arriving = sections.filter((one) => one.arrives === 'opening');
  const document = readDocument(`${template.trimEnd()}\n`.replace(/^\s+/, ''), aliases);
  if ('hostile' in document || document.sections.length === 0) {
    const parts = arriving.map((one) => sectionText(one, regions)).join('\n\n');
    const before = template.trim() === '' ? [] : [template.trim()];
    return `${[regionText('head', regions.head), ...before, parts].join('\n\n')}\n`;
  }
  return spliceBody(
    document,
    regions,
    arriving.map((one) => one.id),
  );
}

/**
 * The body with our regions as they should be; the very text that was read where nothing differs. What is written carries the hash of that text,
 * by which a lost edit is found, and the names of those that have come back (see `lost-edit.ts`); a new hash alone is no difference.
 * @param read the body as it was read
 */
export function writeBody(
  document: Document,
  regions: Regions,
  arriving: readonly SectionId[],
  read: string,
  passages: PassageEdits = noEdits,
): string {
  const { base, merged } = document.regions.get('head')?.attributes ?? {};
  const { text, attributes } = regions.head;
  const withBase = (made: Attributes): Regions => {
    const kept = merged === undefined ? {} : { merged };
    return { ...regions, head: { text, attributes: { ...attributes, ...kept, ...made } } };
  };
  if (spliceBody(document, withBase(base === undefined ? {} : { base }), arriving, passages) === read) return read;
  return spliceBody(document, withBase({ base: hashOfBody(read) }), arriving, passages);
}

/** The document with these regions, the sections that arrive, and these passages with the sections that they need. */
export function spliceBody(
  document: Document,
  regions: Regions,
  arriving: readonly SectionId[],
  passages: PassageEdits = noEdits,
): string {
  const { text } = document;
  const out = new MagicString(text);
  for (const { start, end, text: line } of together(passages.replaced, text)) replaceLine(out, text, start, end, line);
  if (document.regions.has('head')) replaceRegion(out, document, 'head', regions.head);
  else putHead(out, text, regions.head);
  const last: string[] = [];
  for (const section of sections) {
    const name = section.id === 'timeline' || section.id === 'measures' ? section.id : undefined;
    const wanted = name && regions[name];
    const there = document.sections.find((one) => one.id === section.id);
    if (name && wanted && document.regions.has(name)) replaceRegion(out, document, name, wanted);
    else if (there && name && wanted) {
      out.appendLeft(there.headingEnd, `\n\n${regionText(name, wanted)}${gapBehind(text, there.headingEnd)}`);
    }
    const isHomeless = name !== undefined && document.regions.has(name);
    const added = passages.added.filter((one) => one.section === section.id).map((one) => one.text);
    if (there) addPassages(out, document, section.id, added);
    else if (!isHomeless && (wanted || arriving.includes(section.id) || added.length > 0)) {
      const parts = [sectionText(section, regions), ...(added.length > 0 ? [joined(added)] : [])].join('\n\n');
      // The order of somebody else's page is theirs.
      const at = isAdopted(regions) ? undefined : findPlace(document, section);
      if (at === undefined) last.push(parts);
      else out.appendLeft(at, `${gapBefore(text, at)}${parts}\n\n`);
    }
  }
  if (last.length > 0) {
    const at = findEnd(text);
    const added = `${gapBefore(text, at)}${last.join('\n\n')}\n`;
    if (at === text.length) out.append(added);
    else out.appendLeft(at, `${added}\n`);
  }
  return out.toString();
}

/** On top, but for YAML or a byte order mark, which have to be the first of a file. */
function putHead(out: MagicString, text: string, head: Regions['head']): void {
  const end = Math.max(readFrontMatter(text).end, text.startsWith('\ufeff') ? 1 : 0);
  const gap = end < 2 || text[end - 1] === '\n' ? '' : '\n';
  out.appendLeft(end, `${gap}${regionText('head', head)}\n\n`);
}

/** Somebody else made the page, and the app adopted it. */
export const adoptedAttributes: Attributes = { adopted: '1' };

function isAdopted({ head }: Regions): boolean {
  return head.attributes.adopted !== undefined;
}

function addPassages(out: MagicString, document: Document, id: SectionId, added: readonly string[]): void {
  const [first] = added;
  const place = first === undefined ? undefined : endOfSection(document, id, isItem(first));
  if (!place) return;
  const isLast = document.text.slice(place.at).trim() === '';
  out.appendLeft(place.at, `${place.gap}${joined(added)}${isLast ? '' : gapBehind(document.text, place.at)}`);
}

/** Items of one list stand close, paragraphs apart. */
function joined(passages: readonly string[]): string {
  return passages.reduce((text, one, index) => {
    const isClose = isItem(one) && isItem(passages[index - 1] ?? '');
    return `${text}${isClose ? '\n' : '\n\n'}${one}`;
  });
}

function isItem(passage: string): boolean {
  return passage.startsWith('- ');
}

/** What goes and stands side by side goes as one, so that the blank lines between are not left behind. */
function together(replaced: PassageEdits['replaced'], text: string): PassageEdits['replaced'] {
  const all: { start: number; end: number; text: string }[] = [];
  for (const one of [...replaced].sort((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last && last.text === '' && one.text === '' && text.slice(last.end, one.start).trim() === '')
      last.end = one.end;
    else all.push({ ...one });
  }
  return all;
}

/** Another line in the place of one; an empty one takes the blank line before it along. */
function replaceLine(out: MagicString, text: string, start: number, end: number, line: string): void {
  if (line !== '') {
    out.overwrite(start, end, line);
    return;
  }
  const isWhole =
    /(?:^|\n)$/.test(text.slice(Math.max(0, start - 1), start)) && /^[ \t]*(?:\r?\n|$)/.test(text.slice(end));
  if (!isWhole) {
    out.remove(start, end);
    return;
  }
  const isClose = /^\r?\n[^\r\n]/.test(text.slice(end, end + 3));
  const before = /(?:\r?\n){0,2}$/.exec(text.slice(Math.max(0, start - 4), start))?.[0] ?? '';
  const after = /^\r?\n/.exec(text.slice(end, end + 2))?.[0] ?? '';
  if (before === '' || (isClose && before.replace(/\r/g, '').length > 1)) out.remove(start, end + after.length);
  else out.remove(start - before.length, end);
}

/** Before the first section that comes after it; undefined where it comes last. */
function findPlace(document: Document, section: Section): number | undefined {
  const order = sections.map((one) => one.id);
  const later = document.sections.filter((one) => order.indexOf(one.id) > order.indexOf(section.id));
  if (later.length === 0) return undefined;
  const at = Math.min(...later.map((one) => one.headingStart));
  const line = document.text.lastIndexOf('\n', at - 1) + 1;
  return document.text.slice(line, at).trim() === '' ? line : at;
}

function replaceRegion(
  out: MagicString,
  document: Document,
  name: RegionName,
  wanted: { readonly text: string; readonly attributes: Attributes },
): void {
  const found = document.regions.get(name);
  if (!found) return;
  const isSame = found.inside === wanted.text.trim() && sameAttributes(found.attributes, wanted.attributes);
  const source = document.text.slice(found.start, found.end);
  const isOpened = source.startsWith('<!--');
  const isClosed = source.endsWith(closeMarker(name));
  if (isSame && isOpened && isClosed) return;
  const words = name === 'measures' ? wordsAmongMeasures(found.inside) : '';
  const gap = isClosed ? '' : gapBehind(document.text, found.end);
  const text = `${isOpened ? '' : gapBefore(document.text, found.start)}${regionText(name, wanted)}${words && `\n\n${words}`}${gap}`;
  if (found.start === found.end) out.appendLeft(found.start, text);
  else out.overwrite(found.start, found.end, text);
}

/** What makes an empty line behind something that is put at `at`. */
function gapBehind(text: string, at: number): string {
  if (at === text.length) return '\n';
  return '\n\n'.slice(/^(?:\r?\n){0,2}/.exec(text.slice(at, at + 4))?.[0].replace(/\r/g, '').length);
}

/** What makes an empty line before something that is put at `at`. */
function gapBefore(text: string, at: number): string {
  if (at === 0) return '';
  return '\n\n'.slice(/(?:\r?\n){0,2}$/.exec(text.slice(Math.max(0, at - 4), at))?.[0].replace(/\r/g, '').length);
}

function sameAttributes(a: Attributes, b: Attributes): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => a[key] === b[key]);
}

export function regionText(
  name: RegionName,
  { text, attributes }: { readonly text: string; readonly attributes: Attributes },
): string {
  return `${openMarker(name, attributes)}\n\n${text.trim()}\n\n${closeMarker(name)}`;
}

function sectionText(section: Section, regions: Regions): string {
  const parts = [`## ${regions.headings?.[section.id] ?? section.heading}`];
  if (section.lead) parts.push(section.lead);
  if (section.id === 'timeline' && regions.timeline) parts.push(regionText('timeline', regions.timeline));
  else if (section.id === 'measures' && regions.measures) parts.push(regionText('measures', regions.measures));
  if (section.id !== 'timeline') parts.push(`<!-- ${section.prompt} -->`);
  return parts.join('\n\n');
}
