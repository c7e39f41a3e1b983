/**
 * The passages of a body: paragraphs and items of lists that came by command, each on one line with a marker that names the line of the comment
 * it came from. People may move them and change what they say; the marker tells which they are.
 */
import { withoutComments } from '../markdown/comments.ts';
import { startingSafely } from '../markdown/inline.ts';
import { findPassageMarkers, passageMarker } from '../markers.ts';
import { type Document, findEnd } from './read.ts';
import type { SectionId } from './sections.ts';

export interface Passage {
  /** Names the line of the comment it came from. */
  readonly id: string;
  /** The section that it stands in, if any. */
  readonly section: SectionId | undefined;
  /** Its line in the body, without the end of the line; or its part of one. */
  readonly start: number;
  readonly end: number;
  /** Number of a factor. */
  readonly factor: number | undefined;
}

/** What is written into a body besides the regions. */
export interface PassageEdits {
  /** An empty text takes the line out. */
  readonly replaced: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  readonly added: readonly { readonly section: SectionId; readonly text: string }[];
}

export const noEdits: PassageEdits = { replaced: [], added: [] };

const itemPattern = /^ {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]/;
const factorPattern = /^ {0,3}[-*+][ \t]+\*\*F(\d{1,4})\*\*(.*)$/;

export function findPassages({ text, regions, sections }: Document): Passage[] {
  const owned = [...regions.values()];
  const passages: Passage[] = [];
  const seen = new Set<string>();
  const markers = findPassageMarkers(text);
  for (const [index, { id, at, end: markerEnd }] of markers.entries()) {
    // A second one is a copy that somebody made, and theirs.
    if (seen.has(id) || owned.some((one) => at >= one.start && at < one.end)) continue;
    seen.add(id);
    const lineStart = text.lastIndexOf('\n', at) + 1;
    const next = text.indexOf('\n', at);
    const lineEnd = next === -1 ? text.length : next;
    // Where somebody made one line of several, each reaches from the marker before it to its own.
    const start = Math.max(lineStart, markers[index - 1]?.end ?? 0);
    const isLast = (markers[index + 1]?.at ?? text.length) >= lineEnd;
    const line = text.slice(start, isLast ? lineEnd : markerEnd).trimEnd();
    const section = sections.find((one) => start >= one.headingEnd && start < one.end)?.id;
    const factor = section === 'factors' ? factorPattern.exec(line)?.[1] : undefined;
    passages.push({
      id,
      section,
      start,
      end: start + line.length,
      factor: factor === undefined ? undefined : Number(factor),
    });
  }
  return passages;
}

export interface Factor {
  readonly number: number;
  readonly text: string;
}

/** The factors that have a number, as they stand in their section. */
export function readFactors({ text, sections }: Document): Factor[] {
  const section = sections.find((one) => one.id === 'factors');
  if (!section) return [];
  return text
    .slice(section.headingEnd, section.end)
    .split(/\r\n?|\n/)
    .flatMap((line) => {
      const match = factorPattern.exec(line);
      return match ? [{ number: Number(match[1]), text: withoutComments(match[2] ?? '').trim() }] : [];
    });
}

/** The line of a passage. */
export function passageText(
  { section, text, isItem }: { readonly section: SectionId; readonly text: string; readonly isItem: boolean },
  id: string,
  factor: number | undefined,
): string {
  const start = section === 'factors' && factor !== undefined ? `- **F${factor}** ` : isItem ? '- ' : '';
  return `${start}${startingSafely(text)} ${passageMarker(id)}`;
}

/** Where a section's text ends, and what stands between that and a passage that is put there. */
export function endOfSection(
  document: Document,
  id: SectionId,
  isItem: boolean,
): { at: number; gap: string } | undefined {
  const section = document.sections.find((one) => one.id === id);
  if (!section) return undefined;
  const { text } = document;
  const end = section.end === text.length ? Math.max(section.headingEnd, findEnd(text)) : section.end;
  const written = text.slice(section.headingEnd, end).trimEnd();
  const at = section.headingEnd + written.length;
  const last = written.slice(written.lastIndexOf('\n') + 1);
  return { at, gap: isItem && itemPattern.test(last) ? '\n' : '\n\n' };
}
