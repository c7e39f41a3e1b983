/** The app's own part of an index issue, and of the pages that its years go on in; all else there is people's. */
import { mergeLines } from '../document/merge-lines.ts';
import { type Attributes, closeMarker, openMarker, readMarker } from '../markers.ts';
import type { Overwritten } from '../snapshot.ts';

/** What the marker says. */
export function indexAttributes(body: string): Attributes {
  return readMarker(/<!-- postmortems:index[^<>]*-->/.exec(body)?.[0] ?? '')?.attributes ?? {};
}

export function withoutRegion(body: string): string {
  return body.replace(findRegion(body) ?? '', '');
}

export function indexRegion(text: string, attributes: Attributes): string {
  return `${openMarker('index', attributes)}\n\n${text}\n\n${closeMarker('index')}`;
}

/** Our region replaced where it is, or put on top; the same text where nothing differs. */
export function writeRegion(body: string, text: string): string {
  const found = findRegion(body);
  if (found === undefined)
    return `${text}\n\n${body.replace(/<!-- \/?postmortems:index[^<>]*-->/g, '').trim()}`.trimEnd().concat('\n');
  return found.replace(/\r\n?/g, '\n') === text ? body : body.replace(found, () => text);
}

/** Whether a write of ours has replaced a text in which people had written something else than we had read. */
export function hasLostWords({ from, ours }: Overwritten): boolean {
  return fold(from).replace(/\s+/g, ' ') !== fold(ours).replace(/\s+/g, ' ');
}

/** What people wrote around the region comes back where a write of ours was made from an older text. */
export function mergeLostWords(body: string, lost: readonly Overwritten[]): string {
  const region = findRegion(body);
  if (region === undefined || lost.length === 0) return body;
  const merged = lost.reduce((text, { from, ours }) => mergeLines(fold(ours), fold(from), text), fold(body));
  return merged.includes(place) ? merged.replace(place, () => region) : body;
}

/** No body on GitHub holds it. */
const place = '\0';

/** The region as one sign, so that it is never in the way. */
function fold(body: string): string {
  const region = findRegion(body);
  return region === undefined ? body : body.replace(region, () => place);
}

/** The region with its markers; undefined where one of them is missing. */
function findRegion(body: string): string | undefined {
  const start = body.search(/<!-- postmortems:index[^<>]*-->/);
  const end = start === -1 ? -1 : body.indexOf(closeMarker('index'), start);
  return end === -1 ? undefined : body.slice(start, end + closeMarker('index').length);
}
