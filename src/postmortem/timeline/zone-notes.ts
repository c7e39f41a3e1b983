/** The zone that a heading, a note or the head of a table names for all times: `All times in EDT`, `Timeline (CET)`, `Time (UTC) | Event`. */
import { isZoneName, readZone, zoneSource } from './zones.ts';

const all =
  /\b(?:[Aa]ll|ALL|[Uu]nless otherwise|[Tt]hese)\b[^.|]{0,60}?\b(?:[Tt]imes?(?:stamps?)?|TIMES|[Hh]ours|[Ee]vents?|[Dd]ates?|[Ee]ntries|[Cc]locks?)\b/g;
const named =
  /\b(?:[Tt]imes?(?:stamps?)?|[Tt]ime[ -]?zone|[Hh]ours|[Tt]imeline|[Dd]ate)\b[ \t:*_`]*(?:[([—–:-]|(?:(?:are|is|be|shown|given|listed|all)[ \t]+){0,3}in\b|\bUTC\b)?[ \t:*_`([]*/g;
const zones = new RegExp(`(?<![\\w/])${zoneSource}`, 'g');
const zoneHere = new RegExp(zoneSource, 'y');
const offsetBehind = /[ \t]*[(—–-]{1,2}[ \t]*((?:UTC|GMT) ?[+-]\d{1,2}(?::?\d{2})?)/y;
const otherBehind = new RegExp(`[ \\t]*(?:or|and|ou|und|oder|y|et|,)[ \\t]+(?:[a-z]+[ \\t]+){0,2}(${zoneSource})`, 'y');

/**
 * @param next the line below, for a note that is wrapped
 * @returns as written; of two zones, both, which then name none
 */
export function readZoneNote(line: string, next = ''): string | undefined {
  const own = line.slice(0, 400);
  const text = plain(/\b(?:in|are|is)[ \t]*$/.test(own) ? `${own} ${next.slice(0, 40)}` : own);
  for (const { index, 0: intro } of text.matchAll(all)) {
    if (index >= own.length) break;
    const from = index + intro.length;
    const behind = text.slice(from, from + 70).split(/[.|]/, 1)[0] ?? '';
    for (const match of behind.matchAll(zones)) {
      if (isName(match[0])) return detailed(text, match[0], from + match.index);
    }
  }
  for (const { index, 0: intro } of text.matchAll(named)) {
    if (index >= own.length) break;
    zoneHere.lastIndex = index + intro.length;
    const zone = zoneHere.exec(text)?.[0];
    if (zone !== undefined && isName(zone) && zone !== zone.toLowerCase())
      return detailed(text, zone, index + intro.length);
  }
  return undefined;
}

/** `AEST — UTC+10` says which; `UTC or BRT` does not. */
function detailed(text: string, zone: string, at: number): string {
  offsetBehind.lastIndex = otherBehind.lastIndex = at + zone.length;
  const offset = offsetBehind.exec(text)?.[1];
  if (offset !== undefined) return offset;
  const other = otherBehind.exec(text)?.[1];
  return other === undefined || other === zone ? mended(zone) : `${zone} or ${other}`;
}

/** In such a note any two names with a slash are meant for a zone. */
function isName(typed: string): boolean {
  return isZoneName(typed) || /^[A-Z][A-Za-z]*\/[A-Z][a-z]/.test(typed);
}

/** `USA/Pacific`: the region does not exist and the place does, once. */
function mended(typed: string): string {
  const place = typed.split('/').at(-1);
  if (!typed.includes('/') || 'id' in readZone(typed)) return typed;
  const known = ['US/Eastern', 'US/Central', 'US/Mountain', 'US/Pacific', ...Intl.supportedValuesOf('timeZone')];
  const [only, ...others] = known.filter((name) => name.split('/').at(-1) === place);
  return only !== undefined && others.length === 0 ? only : typed;
}

function plain(text: string): string {
  return text.replace(/[`*\u00a0]|(?<!\w)_|_(?!\w)/g, ' ').replace(/[\u2010-\u2012\u2212]/g, '-');
}
