/** The one comment in which the app says where a postmortem stands. Its first line is the one next step. */
import type { Check } from '../checks/check.ts';
import { notNeededLine } from '../closing/not-needed.ts';
import { commandTable } from '../commands/table.ts';
import { type SectionId, sectionOf } from '../document/sections.ts';
import { code, codeBlock, link } from '../markdown/inline.ts';
import { commentMarker } from '../markers.ts';
import { inOrder } from '../measures/measure.ts';
import { type Life, waitsFor } from '../measures/standing.ts';
import type { Measure } from '../snapshot.ts';
import type { Receipt } from '../timeline/follow.ts';
import { type Ends, isOver } from '../timeline/rows.ts';
import { day, soon } from '../timeline/time-words.ts';
import { folded } from './folded.ts';
import { type Ledger, renderLedger } from './ledger.ts';
import { renderFinding, renderMuted, renderWorthALook } from './worth-a-look.ts';

export const statusMarker = commentMarker('status');
/** In a status comment that tells of a fight. */
export const fightMarker = commentMarker('fight');

export interface StatusFacts {
  readonly check: Check;
  readonly ends: Ends;
  readonly assignees: readonly string[];
  readonly measures: readonly Measure[];
  /** What is listed as measures by hand, as `/measure` takes it. */
  readonly proposals: readonly string[];
  readonly receipts: readonly Receipt[];
  /** Clocks of rows removed by hand; never their text. */
  readonly removed: readonly string[];
  /** Sections that passages were removed from by hand. */
  readonly removedFrom: readonly SectionId[];
  /** Commands that were seen and not run. */
  readonly unrun: readonly { readonly clock: string; readonly url: string; readonly place: string }[];
  /** That it is still unwritten; said to whoever is assigned. */
  readonly reminder: string | undefined;
  /** That something is undone again and again. */
  readonly fight?: string | undefined;
  /** Why nobody writes it. */
  readonly notNeeded?: string | undefined;
  /** Factors that returned, and what became of the measures that were taken before. */
  readonly seenBefore?: readonly string[];
  /** The day on which it asks whether the measures hold, in words. */
  readonly asksOn?: string | undefined;
  /** `closed before`: it was adopted when it was closed. */
  readonly closing: 'open' | 'closed' | 'closed before' | 'closed incomplete' | 'closed incomplete by a bot';
}

const shownReceipts = 50;
/** Of everything else that may come in any number: the comment has to stay below GitHub's limit with the ledger in it. */
const shownOthers = 20;

export function renderStatus(facts: StatusFacts, ledger: Ledger | undefined): string {
  const reminder = facts.reminder === undefined ? [] : [facts.reminder];
  const fight = facts.fight === undefined ? [] : [facts.fight];
  const asked = [
    ...headline(facts),
    ...reminder,
    ...fight,
    ...offerToMake(facts),
    ...stillToWrite(facts),
    ...renderWorthALook(facts.check, isOver(facts.ends)),
    ...seenBefore(facts),
    ...renderMuted(facts.check),
  ];
  const head =
    facts.notNeeded === undefined
      ? asked
      : [`${notNeededLine(facts.notNeeded)}\nTo write it after all, reopen it.`, ...fight];
  const parts = [...head, ...readSoFar(facts)];
  const markers = [...(facts.fight === undefined ? [] : [fightMarker]), statusMarker];
  return [...parts, [...markers, ...(ledger ? [renderLedger(ledger)] : [])].join('\n')].join('\n\n');
}

function headline(facts: StatusFacts): string[] {
  const { check, ends, assignees, measures, closing } = facts;
  const lives = inOrder(measures);
  const open = lives.map((one) => one.measure).filter((one) => one.state === 'open');
  const next = check.findings[0];
  const asks = facts.asksOn === undefined ? [] : [`On ${facts.asksOn} this page asks once whether the measures hold.`];
  if (closing === 'closed incomplete')
    return [`**Closed incomplete.** ${namesOf(check)}. Reopen it to go on.`, ...asks];
  if (closing === 'closed incomplete by a bot') {
    const say = `**Closed by a bot while parts are missing.** ${namesOf(check)}. If it should stay open, reopen it.`;
    return [say, ...asks];
  }
  if (closing === 'closed before')
    return [
      '**Kept as it is.** It was closed before it came here. Reopen it, and this says what is still to write.',
      ...asks,
    ];
  if (!next) {
    const thanks =
      closing === 'closed'
        ? '**Complete.** Thank you for writing it down.'
        : '**Complete.** Thank you for writing it down. Read it together, then close it.';
    const first = lives.find((one) => one.measure.state === 'open');
    const todo = first ? [`Next: ${link(first.measure.title, first.measure.url)}${byDay(first, ends)}.`] : [];
    const then = [...todo, ...asks].join(' ');
    return then === '' ? [thanks] : [thanks, then];
  }
  if (!isOver(ends)) {
    const lines = ['**Next: nothing but the incident.** When it is over, comment `/over` and what told you so.'];
    return ends.discovered === undefined
      ? [...lines, 'How did you come to know of it? Comment `/timeline 14:02 discovered:`, with the time.']
      : lines;
  }
  const { prompt } = sectionOf(next.section);
  const question = next.rule.startsWith('no-')
    ? prompt + howToAnswer(next.section)
    : next.section === 'timeline'
      ? `${prompt} It ${next.text}`
      : `It ${next.text}`;
  const forWhom =
    assignees.length > 0
      ? `\nFor ${assignees.join(' and ')}, who ${assignees.length > 1 ? 'are' : 'is'} assigned.`
      : '';
  const undecided = lives.filter((one) => waitsFor(one) !== undefined).length;
  const waiting =
    undecided > 0
      ? ` · ${undecided} ${undecided === 1 ? 'measure waits' : 'measures wait'} for an answer`
      : open.length > 0
        ? ` · ${open.length} ${open.length === 1 ? 'measure' : 'measures'} open`
        : '';
  return [
    `**Next: ${next.heading}.** ${question}${forWhom}`,
    `${check.written} of ${check.parts} parts written${waiting}`,
  ];
}

/** The command that names the section, where there is one; the editor works for all of them. */
function howToAnswer(section: SectionId): string {
  const row = commandTable.find((one) => one.section === section);
  return row ? ` Comment ${code(`/${row.name}`)} and your answer, or edit the page.` : '';
}

/** `, by 4 December` */
function byDay({ terms: { by } }: Life, { over }: Ends): string {
  if (by === undefined) return '';
  const at = Date.parse(by);
  return `, by ${over === undefined ? day(at, 'UTC') : soon(at, over, 'UTC')}`;
}

/** Ready to be copied: one answer makes them all. */
function offerToMake({ proposals, ends }: StatusFacts): string[] {
  if (!isOver(ends) || proposals.length === 0) return [];
  const lines = proposals.slice(0, shownOthers);
  const isOne = proposals.length === 1;
  const what = isOne ? 'One preventative measure is' : `${proposals.length} preventative measures are`;
  const rest = proposals.length > lines.length ? ` the first ${lines.length}` : isOne ? ' it' : ' each';
  return [
    `**${what} written by hand, and nobody follows ${isOne ? 'it' : 'them'} yet.** To make an issue of${rest}, copy this into a comment:`,
    codeBlock(['/measure', ...lines.map((line) => `- ${line}`)]),
  ];
}

function stillToWrite({ check, ends }: StatusFacts): string[] {
  if (!isOver(ends) || check.findings.length === 0) return [];
  const names = new Set(check.findings.map((one) => one.heading));
  const lines = check.findings.map((one) => `- ${renderFinding(one)}`);
  return [folded(`Still to write: ${[...names].join(', ')}`, lines)];
}

function seenBefore({ seenBefore = [] }: StatusFacts): string[] {
  if (seenBefore.length === 0) return [];
  return [folded(`Seen before: ${seenBefore.length} ${seenBefore.length === 1 ? 'time' : 'times'}`, seenBefore)];
}

function readSoFar({ receipts, removed, removedFrom, unrun, ends }: StatusFacts): string[] {
  const lines = receipts
    .slice(-shownReceipts)
    .map(
      (one) =>
        `- [${one.clock}](${one.url}) ${one.kind}${one.typed && one.typed !== one.clock ? `, from ${code(one.typed)}` : ''}`,
    );
  if (receipts.length > shownReceipts) lines.unshift(`- and ${receipts.length - shownReceipts} before these`);
  const gone = removed.map(
    (clock) => `- The row of ${clock} was removed by hand and stays away. \`/postmortem restore\` brings it back.`,
  );
  const cutOut = removedFrom.map(
    (id) =>
      `- A passage of **${sectionOf(id).heading}** was removed by hand and stays away. \`/postmortem restore\` brings it back.`,
  );
  const missed = unrun.map(
    (one) =>
      `- [${one.clock}](${one.url}) not recorded: the line stands ${one.place}. Write it on a line of its own to record it.`,
  );
  lines.push(...few([...gone, ...cutOut]), ...few(missed));
  if (lines.length === 0) return [];
  const count = `${receipts.length} ${receipts.length === 1 ? 'entry' : 'entries'}`;
  return [folded(isOver(ends) ? `Read: ${count}` : `Read so far: ${count}`, lines)];
}

function few(lines: readonly string[]): string[] {
  const rest = lines.length - shownOthers;
  return rest > 0 ? [...lines.slice(0, shownOthers), `- and ${rest} more like these`] : [...lines];
}

/** `Impact is empty, Timeline has no end` */
export function namesOf(check: Check): string {
  return check.findings.map((one) => `${one.heading}: ${one.short}`).join(', ');
}
