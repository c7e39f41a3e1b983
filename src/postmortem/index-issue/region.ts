/** The app's own part of an index issue, and of the pages that its years go on in; all else there is people's. */
import { mostMerged, nameOfLost } from '../document/lost-edit.ts';
import { mergeLines } from '../document/merge-lines.ts';
import { regionText } from '../document/write.ts';
import { hashOfBody } from '../hash.ts';
import { type Attributes, closeMarker, openMarker, readMarker } from '../markers.ts';
import type { Overwritten } from '../snapshot.ts';

/** What the marker says. */
export function indexAttributes(body: string): Attributes {
  return readMarker(/<!-- postmortems:index[^<>]*-->/.exec(body)?.[0] ?? '')?.attributes ?? {};
}

export function withoutRegion(body: string): string {
  return body.replace(findRegion(body) ?? '', '');
}

/** What the app writes of it. */
export interface IndexRegion {
  readonly text: string;
  readonly attributes: Attributes;
}

/**
 * Our region replaced where it is, or put on top; the same text where nothing differs. What is written carries the hash of the text that was read, by
 * which a lost edit is found, and keeps the names of those that have come back.
 * @param read the body as it was read
 */
export function writeRegion(body: string, { text, attributes }: IndexRegion, read: string): string {
  const found = findRegion(body);
  const { base, merged } = indexAttributes(body);
  const kept = { ...attributes, ...(merged === undefined ? {} : { merged }) };
  const same = regionText('index', { text, attributes: base === undefined ? kept : { ...kept, base } });
  if (body === read && found?.replace(/\r\n?/g, '\n') === same) return read;
  const region = regionText('index', { text, attributes: { ...kept, base: hashOfBody(read) } });
  if (found !== undefined) return body.replace(found, () => region);
  const words = body.replace(/<!-- \/?postmortems:index[^<>]*-->/g, '').trim();
  return `${region}\n\n${words}`.trimEnd().concat('\n');
}

/** What people wrote around the region comes back, once, where a write of ours was made from an older text. */
export function mergeLostWords(body: string, lost: readonly Overwritten[]): string {
  const region = findRegion(body);
  const attributes = indexAttributes(body);
  const named = attributes.merged?.split('.') ?? [];
  const fresh = lost.filter((one) => !named.includes(nameOfLost(one)));
  if (region === undefined || fresh.length === 0) return body;
  const merged = fresh.reduce(
    (text, { from, ours, read = ours }) => mergeLines(fold(read), fold(from), text),
    fold(body),
  );
  if (merged === fold(body) || !merged.includes(place)) return body;
  const names = [...named, ...fresh.map(nameOfLost)].slice(-mostMerged).join('.');
  const marked = region.replace(openMarker('index', attributes), openMarker('index', { ...attributes, merged: names }));
  return merged.replace(place, () => marked);
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
