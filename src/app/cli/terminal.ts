/** What a terminal gets to see: no sign of a file's text, name or issue that would move its cursor, colour it, or turn words around. */
import { stripVTControlCharacters } from 'node:util';

/** Control characters, marks that change the direction of writing, and line ends of Unicode. */
const unprintable =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** One line with every such sign written out, as in `\x1b`. */
export function printable(text: string): string {
  return printableLines(text).replace(/\t/g, ' ').replace(/\n/g, '\\n');
}

/** The same for text of several lines. */
export function printableLines(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(unprintable, written);
}

/** JSON for programs that may yet land on a terminal. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(unprintable, (sign) => `\\u${hex(sign, 4)}`);
}

function written(sign: string): string {
  return sign <= '\x9f' ? `\\x${hex(sign, 2)}` : `\\u${hex(sign, 4)}`;
}

function hex(sign: string, digits: number): string {
  return sign.charCodeAt(0).toString(16).padStart(digits, '0');
}

/** Breaks words into lines of at most so many columns; a longer word stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Columns that a text takes; wide signs of East Asia and emoji take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const sign of stripVTControlCharacters(text))
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(
        sign,
      )
        ? 2
        : 1;
  return width;
}

type Colour = 'red' | 'green' | 'cyan' | 'bold' | 'dim';
const codes: { readonly [colour in Colour]: readonly [number, number] } = {
  red: [31, 39],
  green: [32, 39],
  cyan: [36, 39],
  bold: [1, 22],
  dim: [2, 22],
};

export type Paint = (colour: Colour, text: string) => string;

export const plain: Paint = (_, text) => text;

export const coloured: Paint = (colour, text) => `\x1b[${codes[colour][0]}m${text}\x1b[${codes[colour][1]}m`;
