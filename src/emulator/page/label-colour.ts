/**
 * Turns a label's colour into a readable chip. The policy of the page forbids style attributes, so each colour becomes a class, and one
 * stylesheet lists the classes of a page.
 */

/** RRGGBB, as GitHub stores it. */
const hexColour = /^[\da-f]{6}$/i;

type Rgb = readonly [number, number, number];

const darkPage: Rgb = [13, 17, 23];
const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];

/** The class of a chip. */
export function labelClass(colour: string | null | undefined): string {
  return `label-${normalise(colour)}`;
}

/** The stylesheet's address for the colours of a page; the same colours give the same address. */
export function labelSheetPath(colours: Iterable<string>): string {
  const distinct = [...new Set([...colours].map(normalise))].sort().slice(0, 300);
  return `/_/labels.css?colours=${distinct.join('.')}`;
}

/** The stylesheet for what `labelSheetPath` asked. Anything that is no colour is left out. */
export function labelSheet(colours: string): string {
  return colours
    .split('.')
    .filter((colour) => hexColour.test(colour))
    .slice(0, 300)
    .map(rule)
    .join('\n');
}

/** Light: the colour itself under black or white. Dark: a tint of it with lightened text, as GitHub does. Both at least 4.5 to 1. */
function rule(colour: string): string {
  const rgb = parse(colour);
  const text = contrast(rgb, white) >= 4.5 ? white : black;
  const tint = mix(darkPage, rgb, 0.2);
  const lightened = lighten(rgb, tint);
  return [
    `.label-${colour}{background:${css(rgb)};color:${css(text)};border-color:${css(mix(rgb, black, 0.12))}}`,
    `@media (prefers-color-scheme:dark){.label-${colour}{background:${css(tint)};color:${css(lightened)};border-color:${css(mix(tint, lightened, 0.35))}}}`,
  ].join('\n');
}

function lighten(rgb: Rgb, background: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.1) {
    const lighter = mix(rgb, white, share);
    if (contrast(lighter, background) >= 5) return lighter;
  }
  return white;
}

function normalise(colour: string | null | undefined): string {
  return colour && hexColour.test(colour) ? colour.toLowerCase() : 'ededed';
}

function parse(colour: string): Rgb {
  const at = (start: number): number => Number.parseInt(colour.slice(start, start + 2), 16);
  return [at(0), at(2), at(4)];
}

function mix([r, g, b]: Rgb, [r2, g2, b2]: Rgb, share: number): Rgb {
  const between = (from: number, to: number): number => Math.round(from + (to - from) * share);
  return [between(r, r2), between(g, g2), between(b, b2)];
}

function css([r, g, b]: Rgb): string {
  return `rgb(${r},${g},${b})`;
}

/** The contrast ratio of WCAG 2, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function luminance([r, g, b]: Rgb): number {
  const linear = (value: number): number => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
