/**
 * Reads the body of a postmortem: where its sections are and where our regions are. Only positions leave this file; the text stays as its
 * author left it, down to the line ends, and is never printed back from a parse tree.
 */
import type { Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { findHostility } from '../markdown/hostile.ts';
import { type Attributes, type RegionName, readMarker } from '../markers.ts';
import { primeDirective, type SectionId, sectionByHeading, sections } from './sections.ts';

/** Offsets into the body. */
export interface FoundSection {
  readonly id: SectionId;
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
  readonly sections: readonly FoundSection[];
  readonly regions: ReadonlyMap<RegionName, FoundRegion>;
}

const parser = unified().use(remarkParse).use(remarkGfm);

/** Which section a region belongs to, for the case that one of its markers got lost. */
const homes: { readonly [name in RegionName]?: SectionId } = { timeline: 'timeline', measures: 'measures' };

/** Reads a body; a text that no parser should see gives the reason instead. */
export function readDocument(text: string): Document | { readonly hostile: string } {
  const hostile = findHostility(text);
  if (hostile !== undefined) return { hostile };
  const root: Root = parser.parse(text);
  const found = findSections(root, text);
  return { text, sections: found, regions: findRegions(root, text, found) };
}

function findSections(root: Root, text: string): FoundSection[] {
  const headings = root.children
    .filter((node) => node.type === 'heading')
    .map((node) => ({ node, id: sectionByHeading(textOf(node)) }));
  const found: FoundSection[] = [];
  for (const [index, { node, id }] of headings.entries()) {
    if (!id || found.some((section) => section.id === id)) continue;
    const next = headings.slice(index + 1).find((other) => other.id !== undefined || other.node.depth <= node.depth);
    found.push({
      id,
      headingStart: startOf(node),
      headingEnd: endOf(node),
      end: next ? startOf(next.node) : text.length,
    });
  }
  return found;
}

function findRegions(root: Root, text: string, found: readonly FoundSection[]): Map<RegionName, FoundRegion> {
  const marks = root.children.flatMap((node) => {
    const marker = node.type === 'html' ? readMarker(node.value) : undefined;
    return marker ? [{ ...marker, start: startOf(node), end: endOf(node) }] : [];
  });
  const regions = new Map<RegionName, FoundRegion>();
  for (const name of ['head', 'timeline', 'measures', 'measure', 'index'] as const) {
    const open = marks.find((mark) => mark.name === name && !mark.closes);
    const close = marks.find((mark) => mark.name === name && mark.closes && mark.start >= (open?.end ?? 0));
    const home = found.find((section) => section.id === homes[name]);
    if (open && close) regions.set(name, region(text, open.start, open.end, close.start, close.end, open.attributes));
    else if (open && home && open.start > home.headingStart && open.start < home.end) {
      regions.set(name, region(text, open.start, open.end, home.end, home.end, {}));
    } else if (close && home && close.start > home.headingStart && close.start < home.end) {
      regions.set(name, region(text, home.headingEnd, home.headingEnd, close.start, close.end, {}));
    }
  }
  return regions;
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

/** What people wrote in a section: without our regions, hidden comments, left-over prompts and the directive. */
export function writtenIn(document: Document, id: SectionId): string {
  const section = document.sections.find((one) => one.id === id);
  if (!section) return '';
  let text = '';
  let from = section.headingEnd;
  const inside = [...document.regions.values()].filter((one) => one.start >= from && one.start < section.end);
  for (const one of inside.sort((a, b) => a.start - b.start)) {
    text += document.text.slice(from, one.start);
    from = one.end;
  }
  text += document.text.slice(from, Math.max(from, section.end));
  text = text.replace(/\r\n?/g, '\n').replace(/<!--[\s\S]*?(?:-->|$)/g, '');
  for (const { prompt, lead } of sections) {
    text = text.replaceAll(prompt, '');
    if (lead) text = text.replaceAll(lead, '');
  }
  return text.replaceAll(primeDirective, '').trim();
}

function startOf(node: RootContent): number {
  return node.position?.start.offset ?? 0;
}

function endOf(node: RootContent): number {
  return node.position?.end.offset ?? 0;
}
