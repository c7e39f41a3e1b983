/** The app's own part of an index issue, and of the pages that its years go on in; all else there is people's. */
import { type Attributes, closeMarker, openMarker } from '../markers.ts';

const regionPattern = /<!-- postmortems:index[^<>]*-->[\s\S]*?<!-- \/postmortems:index -->/;

/** Which page of the index an issue is; undefined for the index itself, and for what is neither. */
export function pageOf(body: string): string | undefined {
  return /<!-- postmortems:index(?: [^<>]*)? page=([\w.-]+)[^<>]*-->/.exec(body)?.[1];
}

export function indexRegion(text: string, attributes: Attributes): string {
  return `${openMarker('index', attributes)}\n\n${text}\n\n${closeMarker('index')}`;
}

/** Our region replaced where it is, or put on top; the same text where nothing differs. */
export function writeRegion(body: string, text: string): string {
  const found = regionPattern.exec(body)?.[0];
  if (found === undefined)
    return `${text}\n\n${body.replace(/<!-- \/?postmortems:index[^<>]*-->/g, '').trim()}`.trimEnd().concat('\n');
  return found.replace(/\r\n?/g, '\n') === text ? body : body.replace(found, () => text);
}
