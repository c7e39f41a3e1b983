/**
 * Where the record of an incident is kept: in its own repository, or in the one home that the owner's configuration names. The head of a page in a home says
 * from which repository it comes, so that it is found for as long as it is there, whatever is configured later. Nothing private goes to a public page.
 */
import { type Attributes, readMarker } from './markers.ts';

/** A repository, with what may be read there by whom. */
interface Seen {
  /** `owner/name` */
  readonly repo: string;
  readonly isPrivate: boolean;
}

/** The repository whose configuration is that of the owner. */
export function sharedRepository(repo: string): string {
  return `${repo.split('/')[0]}/.github`;
}

export function isSameRepository(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether everybody who can read the record may know what stands in the incident. */
export function mayHold(record: Seen, incident: Seen): boolean {
  const isOfOneOwner = isSameRepository(sharedRepository(record.repo), sharedRepository(incident.repo));
  return isOfOneOwner && (record.isPrivate || !incident.isPrivate);
}

/**
 * Whether a page that the app opened is kept for an incident: beside it, or in a home.
 * @param home the one that is configured, if any
 */
export function isKeptFor(record: Seen & { readonly body: string }, incident: Seen, home: string | undefined): boolean {
  if (isSameRepository(record.repo, incident.repo)) return true;
  const isHome = home !== undefined && isSameRepository(record.repo, home);
  return mayHold(record, incident) && (isHome || cameFrom(record.body) !== undefined);
}

/** What the head of a page says of an incident in another repository. */
export function fromAttributes(incident: { readonly repo: string }, record: { readonly repo: string }): Attributes {
  return isSameRepository(incident.repo, record.repo) ? {} : { from: incident.repo.split('/')[1] ?? '' };
}

/** The name, without its owner, of the repository of a page's incident, where that is another one. */
export function cameFrom(body: string): string | undefined {
  const marker = /^<!-- postmortems:head[^<>]*-->/m.exec(body)?.[0] ?? '';
  return readMarker(marker)?.attributes.from;
}
