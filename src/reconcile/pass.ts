/**
 * The loop: read what is, plan what should be, apply the difference. One pass for one key; it may be stopped between any two requests, and the
 * next one finishes its work.
 */
import { isAdopted } from '../postmortem/adopting/adopted.ts';
import type { Change, Plan } from '../postmortem/change.ts';
import { hasLostAnEdit } from '../postmortem/document/lost-edit.ts';
import { hash } from '../postmortem/hash.ts';
import { isIncident } from '../postmortem/labels.ts';
import { assignableKey } from '../postmortem/measures/commands.ts';
import { recordElsewhere } from '../postmortem/opening/open.ts';
import { plan } from '../postmortem/plan.ts';
import { issuesById } from '../postmortem/sameness.ts';
import {
  type Candidate,
  type CaseSnapshot,
  candidateKey,
  type FoundRecord,
  type Listed,
  type Opening,
  type Role,
  roleKey,
} from '../postmortem/snapshot.ts';
import { wordsOf } from '../postmortem/status/fight.ts';
import { fightMarker } from '../postmortem/status/status-comment.ts';
import type { Fights } from './fights.ts';
import { caseKey, indexKey, type Key, keyText } from './key.ts';
import {
  createMemory,
  forgetOverwritten,
  type Memory,
  noteJoining,
  noteOpening,
  noteOverwritten,
  noteWriting,
  withOpenings,
} from './memory.ts';
import type { Naming } from './naming.ts';
import type { Kept, Note } from './note.ts';
import { type CaseRead, type GitHubPort, Trouble } from './port.ts';
import { learnFaults, mostRounds, runIndex, showInIndex } from './run-index.ts';

export interface PassContext {
  readonly github: GitHubPort;
  readonly memory: Memory;
  readonly fights: Fights;
  /** What came along with the marks, and what the last pass has kept. */
  readonly note: Note;
  readonly kept: Kept;
  readonly keep: (more: Kept) => void;
  readonly now: () => number;
  /** Marks another key dirty. */
  readonly mark: (key: Key, note?: Note) => void;
  /** Marks it dirty once more when lists have caught up with what is written now. */
  readonly markLater: (key: Key) => void;
  /** Of an index: what was named, and what every process has to read by itself from now on. */
  readonly naming: () => Naming;
  readonly name: (numbers: Iterable<number>) => void;
  /** Resolves when the installation may make this change. */
  readonly takeTurn: (change: Change) => Promise<void>;
  readonly onRefused: (key: Key, change: Change, error: Trouble) => void;
  /** This change was undone too often: the key rests. */
  readonly onFight: (key: Key, change: Change) => void;
  /** So many edits that were lost under our writes are in the text again. */
  readonly onMerged: (edits: number) => void;
}

const refusedForMs = 60 * 60_000;

export async function runPass(key: Key, context: PassContext): Promise<void> {
  if (key.kind === 'index') return runIndex(key, context, applyAll);
  for (let round = 0; round < mostRounds; round += 1) {
    if (context.fights.isResting()) return tellOfFight(key, context);
    if ((await runCase(key, context)) === 'settled') return tellOfFight(key, context);
  }
  throw new Trouble('passing', `${keyText(key)} did not settle in ${mostRounds} readings`);
}

async function runCase(key: Key, context: PassContext): Promise<'settled' | 'again'> {
  const { github, memory } = context;
  const text = keyText(key);
  const joining = [...(memory.joining.get(text) ?? [])];
  const reading = await github.readCase(key.repo, key.number, memory.postmortems.get(text), joining);
  if (reading.found === 'index') context.mark(indexKey(key.installation, key.repo));
  if (reading.found === 'nothing' || reading.found === 'index') {
    memory.unrelated.add(text);
    learnParts(key, [], context);
    const left = memory.left.get(text);
    memory.left.delete(text);
    if (left) context.mark(left);
    showInIndex(key, memory.postmortems.get(text), undefined, context);
    return 'settled';
  }
  if (reading.found === 'part') {
    const whole = caseKey(key.installation, reading.of.repo, reading.of.number);
    memory.aliases.set(text, whole);
    const overwritten = (memory.overwritten.get(text) ?? []).map((lost) => ({ of: key, lost }));
    // It may have been a person who did something here.
    const { seenAgain } = context.note;
    context.mark(whole, {
      act: true,
      ...(overwritten.length > 0 ? { overwritten } : {}),
      ...(seenAgain === undefined ? {} : { seenAgain }),
    });
    return 'settled';
  }
  if (reading.of) context.mark(caseKey(key.installation, reading.of.repo, reading.of.number));
  const before = memory.postmortems.get(text);
  learn(key, reading.snapshot, context);
  learnFaults(key, reading.snapshot, context);
  const { postmortem } = reading.snapshot;
  const elsewhere = leftRecord(reading.snapshot);
  if (elsewhere) memory.left.set(keyText(caseKey(key.installation, elsewhere.repo, elsewhere.number)), key);
  const record = postmortem && caseKey(key.installation, postmortem.repo, postmortem.number);
  for (const one of postmortem?.writings ?? []) if (record && hasLostAnEdit(one)) noteOverwritten(memory, record, one);
  const overwritten = (record && memory.overwritten.get(keyText(record))) ?? [];
  const planned = await planWithAnswers(
    { ...reading.snapshot, overwritten, seenAgain: context.note.seenAgain },
    context,
  );
  const applied = await applyAll(key, planned.changes, context);
  learnJoining(key, planned, context);
  if (applied === 'moved') return 'again';
  // What was created came alone: the body has not been written yet.
  if (planned.again && applied === 'done') return 'again';
  // Another process may have said the same at the same moment: one of the two goes once both are seen.
  if (planned.changes.some((one) => one.do === 'write comment' && one.comment === undefined)) context.markLater(key);
  if (record && applied === 'done' && !planned.isUnusable) {
    forgetOverwritten(memory, record, overwritten);
    if (overwritten.length > 0 && planned.changes.some((one) => one.do === 'write body'))
      context.onMerged(overwritten.length);
  }
  const shown =
    postmortem && planned.shown !== undefined
      ? { repo: postmortem.repo, number: postmortem.number, card: planned.shown }
      : elsewhere && {
          repo: elsewhere.repo,
          number: elsewhere.number,
          card: undefined,
          from: factsOf(reading.snapshot),
        };
  showInIndex(key, before, shown, context);
  return 'settled';
}

/** The one thing that is written while a key rests: why. It does not count, and is said once, so that it is never fought over. */
async function tellOfFight(key: Key, context: PassContext): Promise<void> {
  const { github, memory, fights } = context;
  const fight = fights.unsaid();
  if (!fight) return;
  const reading = await github.readCase(key.repo, key.number, memory.postmortems.get(keyText(key)));
  if (reading.found === 'case') {
    const { changes } = await planWithAnswers({ ...reading.snapshot, overwritten: [], fight }, context);
    for (const change of changes) {
      if (change.do !== 'write comment' || !change.body.includes(fightMarker)) continue;
      await context.takeTurn(change);
      await github.apply(change).catch((error: unknown) => {
        if (!(error instanceof Trouble) || error.kind !== 'refused') throw error;
      });
    }
  }
  fights.noteSaid();
}

/** Plans until no question is open. Each answer is read once. */
export async function planWithAnswers(
  read: CaseRead & Pick<CaseSnapshot, 'overwritten' | 'fight' | 'seenAgain'>,
  { github, now, memory = createMemory() }: Pick<PassContext, 'github' | 'now'> & { readonly memory?: Memory },
): Promise<Exclude<Plan, { questions: unknown }>> {
  const roles = new Map<string, Role>();
  const candidates = new Map<string, Candidate | 'missing'>();
  const records = new Map<string, FoundRecord>();
  const assignable = new Map<string, boolean>();
  const earlier = new Map<number, Listed | 'missing'>();
  const snapshot: CaseSnapshot = {
    ...read,
    now: now(),
    installedAt: await github.installedAt(),
    roles,
    candidates,
    records,
    assignable,
    earlier,
  };
  let openings: readonly Opening[] | undefined;
  let index: CaseSnapshot['index'];
  for (;;) {
    const openedForBots = openings && withOpenings(memory, read.incident?.repo ?? '', openings);
    const planned = plan({ ...snapshot, ...(openedForBots && { openedForBots }), ...(index && { index }) });
    if (!('questions' in planned)) {
      const opens = planned.changes.some((one) => one.do === 'open issue' && one.what === 'postmortem');
      if (openings && opens && read.incident)
        noteOpening(memory, read.incident.repo, { incident: read.incident.number, at: snapshot.now });
      return planned;
    }
    for (const question of planned.questions) {
      if (question.ask === 'earlier') {
        const found = await github.readEarlier(question.repo, question.numbers, read.configuration.labels);
        for (const [number, one] of found) earlier.set(number, one);
      } else if (question.ask === 'index') index = { body: await github.readIndexBody(question.repo) };
      else if (question.ask === 'opened for bots')
        openings = await github.readOpenedForBots(question.repo, question.place);
      else if (question.ask === 'role')
        roles.set(roleKey(question), await github.readRole(question.repo, question.login));
      else if (question.ask === 'assignable')
        assignable.set(assignableKey(question), await github.mayBeAssigned(question));
      else if (question.ask === 'record')
        records.set(candidateKey(question), await github.readRecord(question, question.of, read.configuration.labels));
      else candidates.set(candidateKey(question), await github.readCandidate(question.repo, question.number));
    }
  }
}

/** `stopped`: GitHub refused something that what follows builds on. */
async function applyAll(
  key: Key,
  changes: readonly Change[],
  context: PassContext,
  onOpened: (number: number) => void = () => {},
): Promise<'done' | 'moved' | 'stopped'> {
  const { github, memory, now, fights } = context;
  for (const change of changes) {
    const signature = hash(JSON.stringify(change, issuesById));
    if ((memory.refused.get(signature) ?? 0) > now()) {
      if (isGround(change)) return 'stopped';
      continue;
    }
    try {
      if (change.do === 'write body') {
        const of = caseKey(key.installation, change.issue.repo, change.issue.number);
        context.keep({ written: { of, bases: noteWriting(memory, of, [change.base]) } });
      }
      await context.takeTurn(change);
      const number = await github.apply(change);
      if (fights.noteSuccess(change, wordsOf(change, memory.postmortems.get(keyText(key)))))
        context.onFight(key, change);
      if (change.do === 'open issue' && change.what === 'postmortem' && number !== undefined) {
        memory.postmortems.set(keyText(key), { repo: change.repo, number });
      } else if (number !== undefined) onOpened(number);
    } catch (error) {
      if (!(error instanceof Trouble) || ['passing', 'limited', 'paced'].includes(error.kind)) throw error;
      if (error.kind === 'moved') return 'moved';
      memory.refused.set(signature, now() + refusedForMs);
      context.onRefused(key, change, error);
      if (isGround(change)) return 'stopped';
    }
  }
  return 'done';
}

/** What later changes of the same plan take for granted. */
function isGround(change: Change): boolean {
  return change.do === 'open issue' || change.do === 'make label' || (change.do === 'write body' && !change.isAside);
}

function learn(key: Key, { incident, postmortem, configuration }: CaseRead, context: PassContext): void {
  const { memory } = context;
  const text = keyText(key);
  // An issue with neither a label of ours nor a postmortem is learnt by this one reading; labels, commands and links are sure to be read.
  const { labels } = configuration;
  const isOurs = incident && (isIncident(incident, labels) || isAdopted(incident, labels) || incident.eyes);
  if (isOurs || postmortem) memory.unrelated.delete(text);
  else memory.unrelated.add(text);
  if (postmortem) memory.postmortems.set(text, { repo: postmortem.repo, number: postmortem.number });
  else memory.postmortems.delete(text);
  const measures =
    postmortem?.measures.filter(
      (one) => !isIncident(one, configuration.labels) && !isAdopted(one, configuration.labels),
    ) ?? [];
  const parts = postmortem ? [postmortem, ...postmortem.holders, ...measures] : [];
  learnParts(
    key,
    parts.map(({ repo, number }) => caseKey(key.installation, repo, number)),
    context,
  );
}

/** Its record is in another repository, where nobody but the index there looks at it: what the incident tells of it has to come there. */
function leftRecord({
  incident,
  postmortem,
  configuration,
}: Pick<CaseRead, 'incident' | 'postmortem' | 'configuration'>) {
  return incident && !postmortem ? recordElsewhere({ configuration }, incident) : undefined;
}

/** What an index shows of an incident beside its postmortem. */
function factsOf({ incident }: Pick<CaseRead, 'incident'>): string {
  return JSON.stringify([incident?.title, incident?.labels, incident?.isPrivate]);
}

/** What belongs to a case leads to it; what has left it is looked at by itself. */
function learnParts(key: Key, parts: readonly Key[], { memory, mark }: PassContext): void {
  const text = keyText(key);
  const present = new Set(parts.map(keyText));
  const left = (memory.parts.get(text) ?? []).filter((part) => !present.has(keyText(part)));
  memory.parts.set(text, parts);
  for (const part of parts) if (keyText(part) !== text) memory.aliases.set(keyText(part), key);
  for (const part of left) {
    const whole = memory.aliases.get(keyText(part));
    if (whole && keyText(whole) === text) memory.aliases.delete(keyText(part));
    mark(part);
  }
}

/** The case that an incident has joined reads its comments, and the one that it has left does so no more. */
function learnJoining(
  key: Key,
  { joins, left }: Exclude<Plan, { questions: unknown }>,
  { memory, mark }: PassContext,
): void {
  const joined = joins && caseKey(key.installation, joins.repo, joins.number);
  const before = noteJoining(memory, key, joined);
  if (before) mark(before, { leaves: [key.number] });
  // It may have been a person who did something here.
  if (joined) mark(joined, { joins: [key.number], act: true });
  if (left) mark(caseKey(key.installation, left.repo, left.number), { leaves: [key.number] });
}
