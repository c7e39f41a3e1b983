/**
 * A place in a text. Every step either moves it or leaves it; patterns are sticky, so each is tried at this place only. No more than the first
 * signs of a text are looked at: a time stands in front, and reading one takes no longer for a long text than for a short one.
 */
const furthest = 200;

export class Cursor {
  readonly #source: string;
  readonly #text: string;
  at = 0;

  constructor(source: string) {
    const isCut = source.length > furthest;
    this.#source = source.slice(0, furthest);
    // A word goes on where the text was cut: the cut is no end of a line.
    this.#text = plain(this.#source) + (isCut ? 'x' : '');
  }

  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.#text);
    if (match) this.at = Math.min(this.at + match[0].length, this.#source.length);
    return match ?? undefined;
  }

  sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.#text);
  }

  /** Comes back to where it was when there is nothing to read. */
  attempt<T>(read: () => T | undefined): T | undefined {
    const start = this.at;
    const found = read();
    if (found === undefined) this.at = start;
    return found;
  }

  /** What stands between two places, without marks and in single spaces. */
  between(from: number, to: number): string {
    return this.#text.slice(from, to).replace(/\s+/g, ' ').trim();
  }

  /** As `take`, on the text with its marks. */
  takeMarked(pattern: RegExp): void {
    pattern.lastIndex = this.at;
    this.at += pattern.exec(this.#source)?.[0].length ?? 0;
  }

  get isDone(): boolean {
    return this.at === this.#text.length;
  }
}

/** The same text with as many signs: plain spaces, hyphens and digits, no marks of emphasis, no simple tags. */
function plain(text: string): string {
  if (/^[\w !-%'+-;=?@{-~]*$/.test(text) && !text.includes('_')) return text;
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/<\/?(?:b|i|em|strong|code|kbd|u|span|sup|sub|td|th|p|li|br|time)[ \t]?\/?>/gi, blank)
    .replace(/&(?:nbsp|ensp|emsp|thinsp);/gi, blank)
    .replace(/&(?:n|m)dash;/gi, (dash) => '–'.padEnd(dash.length))
    .replace(/[\u00a0\u00ad\u2000-\u200f\u202a-\u202f\u205f\u2060\u3000\ufeff\r\n]/g, ' ')
    .replace(/[\u2010-\u2012\u2212\ufe63]/g, '-')
    .replace(/\u2236/g, ':')
    .replace(/[*`[\]]|(?<![a-z])_|_(?![a-z])/gi, ' ')
    .replace(/^([ \t]*)\(([^()]*)\)/, '$1 $2 ');
}

function blank(text: string): string {
  return ' '.repeat(text.length);
}
