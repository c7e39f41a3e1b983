/**
 * The hidden marks by which the app finds its own text again. All of them are HTML comments that begin with one of two forms:
 * `<!-- postmortems:NAME … -->` for a region or a whole comment, `<!-- c101.3f2a91bc -->` for one row, `<!-- s101.3f2a91bc -->` for one passage of
 * a section. People's text never gets to
 * write either (see `markdown/inline.ts`), and they count only in what this App wrote.
 */

export type RegionName = 'head' | 'timeline' | 'measures' | 'measure' | 'more' | 'index';

const attributePattern = /([a-z]+)=([\w.-]+)/g;

export type Attributes = { readonly [name: string]: string };

export function openMarker(name: RegionName, attributes: Attributes = {}): string {
  const text = Object.entries(attributes).map(([key, value]) => ` ${key}=${value}`);
  return `<!-- postmortems:${name}${text.join('')} -->`;
}

export function closeMarker(name: RegionName): string {
  return `<!-- /postmortems:${name} -->`;
}

/** Reads a line that is a region's marker and nothing else. */
export function readMarker(text: string): { name: string; closes: boolean; attributes: Attributes } | undefined {
  const match = /^<!-- (\/?)postmortems:([a-z]+)((?: [a-z]+=[\w.-]+)*) -->\s*$/.exec(text);
  if (!match) return undefined;
  return { name: match[2] ?? '', closes: match[1] === '/', attributes: readAttributes(match[3] ?? '') };
}

function readAttributes(text: string): Attributes {
  return Object.fromEntries([...text.matchAll(attributePattern)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

/** Names one line of one comment in one version: `c<comment>.<hash>`. */
export function rowMarker(id: string): string {
  return `<!-- ${id} -->`;
}

/** Parts a row's line into what is seen and the id in its marker. People write behind the marker too. */
export function splitRowMarker(line: string): { seen: string; id: string | undefined } {
  const match = /<!-- (c\d+\.[0-9a-f]{8}) -->/.exec(line);
  if (!match) return { seen: line, id: undefined };
  const seen = line.slice(0, match.index).trimEnd() + line.slice(match.index + match[0].length).trimEnd();
  return { seen, id: match[1] };
}

/** Names the line of a comment that a passage of a section came from, by the same id. It looks different, for people copy rows into sections. */
export function passageMarker(id: string): string {
  return `<!-- s${id.slice(1)} -->`;
}

/** The ids of the passages in a text, each with the place of its marker. */
export function findPassageMarkers(text: string): { readonly id: string; readonly at: number; readonly end: number }[] {
  return [...text.matchAll(/<!-- s(\d+\.[0-9a-f]{8}) -->/g)].map((match) => ({
    id: `c${match[1]}`,
    at: match.index,
    end: match.index + match[0].length,
  }));
}

/** The database id of the comment that a row came from. */
export function commentOfRow(id: string): string {
  return id.slice(1, id.indexOf('.'));
}

/** A mark that says what one of our comments is for, hidden on a line of its own at its end. */
export function commentMarker(role: string): string {
  return `<!-- postmortems:${role} -->`;
}

/** Whether a comment is ours and carries this mark. What it quotes of people's text never fills a line of its own. */
export function isMarked(comment: { readonly ours: boolean; readonly body: string }, mark: string): boolean {
  return comment.ours && comment.body.split('\n').some((line) => line.trimEnd() === mark);
}
