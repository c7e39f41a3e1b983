/** Warnings, hints and muted rules, as the status comment shows them: few, and each with the name by which it can be muted. */
import type { Check, Told } from '../checks/check.ts';
import { code, cut, inline } from '../markdown/inline.ts';
import { folded } from './folded.ts';

/** A list that is longer than this is not read. */
const shown = 8;
const shownMuted = 20;
const longestWhy = 200;
/** What must not stand in public a minute longer. */
const urgent = /^private-/;

/** Once it is over; nobody reads hints in the worst hour, except what cannot wait. */
export function renderWorthALook({ worthALook }: Check, isOver: boolean): string[] {
  const due = worthALook.filter((one) => isOver || urgent.test(one.rule));
  if (due.length === 0) return [];
  const warnings = due.filter((one) => one.level === 'warning').length;
  const counts = [counted(warnings, 'warning'), counted(due.length - warnings, 'hint')].filter((one) => one !== '');
  const rest = due.length - shown;
  const lines = due.slice(0, shown).map(line);
  if (rest > 0) lines.push(`- and ${rest} more`);
  const mute = 'If one is of no use here, comment `/postmortem mute`, its name and why.';
  return [folded(`Worth a look: ${counts.join(', ')}`, [...lines, '', mute])];
}

/** What somebody silenced stays in sight, with the reason. */
export function renderMuted({ muted }: Check): string[] {
  if (muted.length === 0) return [];
  const lines = muted.slice(0, shownMuted).map(({ rule, why }) => `- ${code(rule)} ${inline(cut(why, longestWhy))}`);
  if (muted.length > shownMuted) lines.push(`- and ${muted.length - shownMuted} more`);
  return [folded(`Muted: ${counted(muted.length, 'rule')}`, lines)];
}

function line(one: Told): string {
  const others = one.more === 0 ? '' : one.more === 1 ? ' Once more below.' : ` ${one.more} times more below.`;
  return `- ${renderFinding(one)}${others} ${code(one.rule)}`;
}

/** The section's name, and the sentence that reads on from it. */
export function renderFinding({ heading, isElsewhere, text }: Told): string {
  return `**${isElsewhere ? 'Elsewhere' : heading}**${text.startsWith('"') ? ':' : ''} ${text}`;
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;
}
