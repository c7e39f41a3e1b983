/**
 * What the status comment says while the page itself cannot be read or written: what is wrong, where, and the remedy. The ledger stays as it is
 * and no command is read meanwhile, so nothing is lost; once somebody has mended the page, all goes on by itself.
 */
import { sectionByHeading, sectionOf } from '../document/sections.ts';
import { findHostility } from '../markdown/hostile.ts';
import { commentMarker } from '../markers.ts';
import { type Ledger, renderLedger } from './ledger.ts';
import { statusMarker } from './status-comment.ts';

/** GitHub takes 65,536 characters; what unit they are is not documented, so there is room to spare. */
export const longestBody = 60_000;

export const unusableMarker = commentMarker('unusable');

export function renderUnusable(why: string, ledger: Ledger | undefined): string {
  return [why, [unusableMarker, statusMarker, ...(ledger ? [renderLedger(ledger)] : [])].join('\n')].join('\n\n');
}

/** @param reason why no parser should see it: `more than 4000 opening brackets` */
export function hostilePage(text: string, reason: string): string {
  const at = partsOf(text).find(({ text: part }) => findHostility(part) !== undefined);
  return `**This page cannot be read:** it has ${reason}${at ? ` ${at.place}` : ''}. Take them out, or attach that text as a file. Nothing is lost: comments are read again as soon as this is mended.`;
}

/** @param body as it would have been written */
export function fullPage(body: string): string {
  const longest = partsOf(body).sort((a, b) => b.text.length - a.text.length)[0];
  const where = longest ? ` Most of it stands ${longest.place}: ${number(longest.text.length)}.` : '';
  return `**This page is full:** with what is to be entered it would have ${number(body.length)} characters, and there is room for ${number(longestBody)}.${where} Shorten that, or move text into a comment and link to it. Nothing is lost: comments are read again as soon as there is room.`;
}

/** What stands above the first heading, and below each one. Headings that are none of ours are told by their line. */
function partsOf(text: string): { readonly place: string; readonly text: string }[] {
  const parts: { place: string; lines: string[] }[] = [{ place: 'above the first heading', lines: [] }];
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    const heading = /^#{1,6}[ \t]+(.{1,100})$/.exec(line)?.[1];
    if (heading !== undefined) {
      const id = sectionByHeading(heading);
      const place = id ? `below **${sectionOf(id).heading}**` : `below the heading in line ${index + 1}`;
      parts.push({ place, lines: [] });
    }
    parts.at(-1)?.lines.push(line);
  }
  return parts.map(({ place, lines }) => ({ place, text: lines.join('\n') }));
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}
