/**
 * Writes what the app owns into a body, and not one byte more: the insides of its regions, and the sections that arrive with the opening
 * and once it is over. Everything else stays as its author left it.
 */
import MagicString from 'magic-string';
import { hashOfBody } from '../hash.ts';
import { type Attributes, closeMarker, openMarker, type RegionName } from '../markers.ts';
import type { Document } from './read.ts';
import { type Section, type SectionId, sections } from './sections.ts';

export interface Regions {
  readonly head: { readonly text: string; readonly attributes: Attributes };
  readonly timeline: { readonly text: string; readonly attributes: Attributes };
  /** Undefined while there is no measure and the section has not arrived. */
  readonly measures: { readonly text: string; readonly attributes: Attributes } | undefined;
}

/** The body of a postmortem at its opening. */
export function openingBody(regions: Regions): string {
  const parts = sections.filter((one) => one.arrives === 'opening').map((one) => sectionText(one, regions));
  return `${regionText('head', regions.head)}\n\n${parts.join('\n\n')}\n`;
}

/**
 * The body with our regions as they should be; the very text that was read where nothing differs. What is written carries the hash of that text,
 * by which a lost edit is found (see `lost-edit.ts`); a new hash alone is no difference.
 * @param read the body as it was read
 */
export function writeBody(document: Document, regions: Regions, arriving: readonly SectionId[], read: string): string {
  const before = document.regions.get('head')?.attributes.base;
  if (spliceBody(document, withBase(regions, before), arriving) === read) return read;
  return spliceBody(document, withBase(regions, hashOfBody(read)), arriving);
}

function withBase(regions: Regions, base: string | undefined): Regions {
  const { text, attributes } = regions.head;
  return { ...regions, head: { text, attributes: base === undefined ? attributes : { ...attributes, base } } };
}

/** The document with these regions and the sections that arrive. */
export function spliceBody(document: Document, regions: Regions, arriving: readonly SectionId[]): string {
  const out = new MagicString(document.text);
  const isThere = (id: SectionId) => document.sections.some((one) => one.id === id);
  const head = document.regions.get('head');
  if (head) replaceRegion(out, document, 'head', regions.head);
  else out.prepend(`${regionText('head', regions.head)}\n\n`);
  for (const section of sections) {
    const name = section.id === 'timeline' || section.id === 'measures' ? section.id : undefined;
    const wanted = name && regions[name];
    if (name && wanted && document.regions.has(name)) replaceRegion(out, document, name, wanted);
    else if (isThere(section.id)) {
      if (name && wanted) {
        const at = document.sections.find((one) => one.id === section.id)?.headingEnd ?? document.text.length;
        out.appendLeft(at, `\n\n${regionText(name, wanted)}${document.text.slice(at).startsWith('\n\n') ? '' : '\n'}`);
      }
    } else if (wanted || arriving.includes(section.id)) insertSection(out, document, section, regions);
  }
  return out.toString();
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
  const isWhole = document.text.slice(found.start, found.end).trimEnd().endsWith(closeMarker(name));
  if (isSame && isWhole && document.text.startsWith('<!--', found.start)) return;
  const tail = document.text.slice(found.start, found.end).match(/\s*$/)?.[0] ?? '';
  const lead = document.text.startsWith('<!--', found.start) ? '' : '\n\n';
  out.overwrite(found.start, found.end, `${lead}${regionText(name, wanted)}${isWhole ? '' : tail}`);
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
  const parts = [`## ${section.heading}`];
  if (section.lead) parts.push(section.lead);
  if (section.id === 'timeline') parts.push(regionText('timeline', regions.timeline));
  else if (section.id === 'measures' && regions.measures) parts.push(regionText('measures', regions.measures));
  if (section.id !== 'timeline') parts.push(`<!-- ${section.prompt} -->`);
  return parts.join('\n\n');
}

/** Puts a section before the first one that comes after it, or at the end. */
function insertSection(out: MagicString, document: Document, section: Section, regions: Regions): void {
  const order = sections.map((one) => one.id);
  const later = document.sections
    .filter((one) => order.indexOf(one.id) > order.indexOf(section.id))
    .sort((a, b) => a.headingStart - b.headingStart)[0];
  const text = sectionText(section, regions);
  if (later) out.appendLeft(later.headingStart, `${text}\n\n`);
  else out.append(`${document.text.endsWith('\n') || document.text === '' ? '\n' : '\n\n'}${text}\n`);
}
