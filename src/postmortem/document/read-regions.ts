/**
 * Finds our regions line by line, for whoever reads many bodies and needs nothing else of them: no Markdown is parsed. Where somebody broke a
 * region it is not found; the pass over its case mends it.
 */
import { type Attributes, readMarker } from '../markers.ts';

interface ReadRegion {
  readonly attributes: Attributes;
  /** What stands between the markers, line ends made `\n`, trimmed. */
  readonly inside: string;
}

/** By name. */
export function readRegions(text: string): ReadonlyMap<string, ReadRegion> {
  const regions = new Map<string, ReadRegion>();
  let fence: string | undefined;
  let open: { readonly name: string; readonly attributes: Attributes; readonly lines: string[] } | undefined;
  for (const line of text.split(/\r\n?|\n/)) {
    const mark = line.startsWith('<!-- ') && fence === undefined ? readMarker(line) : undefined;
    if (mark?.closes) {
      if (open?.name === mark.name && !regions.has(mark.name))
        regions.set(mark.name, { attributes: open.attributes, inside: open.lines.join('\n').trim() });
      open = undefined;
    } else if (mark) open = { name: mark.name, attributes: mark.attributes, lines: [] };
    else if (open) open.lines.push(line);
    else fence = fenceAfter(line, fence);
  }
  return regions;
}

/** The fence of code that is open behind a line. */
function fenceAfter(line: string, fence: string | undefined): string | undefined {
  const [, run] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
  if (fence === undefined || run === undefined) return fence ?? run;
  return run.startsWith(fence) && line.trim() === run ? undefined : fence;
}
