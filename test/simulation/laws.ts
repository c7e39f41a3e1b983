/**
 * The laws that hold of every story, whatever goes wrong in it, once all goes well again and a resync has been:
 *
 * 1. People see the same as after a clean run of the same acts, in which the app answers each at once and nothing fails. The same means: titles,
 *    states, labels, assignees, sub-issues, texts, comments, reactions, findings, rows and their order, standings. It does not mean numbers, ids and
 *    the order of paragraphs, which hang on when the app heard of what; and of two issues made for one thing the younger is closed and counts no more.
 * 2. Whatever somebody wrote into a body and nobody changed or took out stands there, once. Words by hand in a row hold until its comment is edited.
 * 3. What people find on the pages to act on in a clean run, they find.
 * 4. What somebody takes out of a page that they see as it is stays out. Taken out in the moment of a write of the app's, or in a text that was opened
 *    before one, a removal cannot always be told from a row that got lost: then the lost row wins, it may come back once, and whoever took it out
 *    does it again.
 * 5. Another resync writes nothing.
 * 6. What somebody wrote before the last look at a body is never gone from it by a write of the app's, not even for a moment.
 * 7. One process makes nothing twice.
 * 8. Where every delivery arrives, all that is there already before the last resync.
 * 9. A process that GitHub has told to be quiet asks nothing until then.
 * 10. Nothing is written on and on, whoever undoes it.
 * 11. Every delivery is taken.
 */
import { describeEnd } from './describe-end.ts';
import { botLogin } from './people.ts';
import { type Played, type PlayOptions, play } from './play.ts';
import type { Act, Story } from './story.ts';

export type JudgeOptions = Omit<PlayOptions, 'isClean'>;

/** What breaks a law; empty where all hold. */
export async function judge(story: Story, options: JudgeOptions = {}): Promise<readonly string[]> {
  const clean = await play(story, { isClean: true });
  const played = await play(story, options);
  const [wanted = '', end = ''] = [clean, played].map((one) => describeEnd(one.emulator, one.people));
  const found = story.faults.some((one) => one.hits === 'lines') ? withoutIdleStatus(end, wanted) : end;
  const broken: string[] = [];
  if (wanted !== found) broken.push(`law 1: not as after a clean run:\n${difference(wanted, found)}`);
  for (const one of [clean, played])
    broken.push(
      ...lostWords(story.acts, one).map((words) => `law 2${one === clean ? ' in the clean run' : ''}: ${words}`),
    );
  const left = clean.left.filter((index) => !isOfFight(index, played, story));
  if (String(left) !== String(played.left)) broken.push(`law 3: acts ${left} and ${played.left} were left`);
  if (played.restless.length > 0) broken.push(`law 5: another resync writes ${played.restless.join(', ')}`);
  broken.push(...overwritten(story.acts, played).map((words) => `law 6: ${words} was gone for a time`));
  const doubles = isOne(story) ? madeTwice(played) : [];
  if (doubles.length > 0) broken.push(`law 7: made twice: ${doubles.join(', ')}`);
  if (isTold(story) && wanted !== played.early)
    broken.push(`law 8: not without a resync:\n${difference(wanted, played.early)}`);
  if (played.line.loud.length > 0) broken.push(`law 9: asked too early: ${played.line.loud.join(', ')}`);
  const refused = played.emulator.hooks.log.filter((one) => one.statusCode >= 300);
  if (refused.length > 0) broken.push(`law 11: ${refused.length} deliveries were refused: ${refused[0]?.status}`);
  const writes = played.line.log.filter((one) => / PATCH /.test(one)).length;
  const most = mostWrites + writesPerAct * story.acts.length;
  if (writes > most) broken.push(`law 10: ${writes} writes, where ${most} are many`);
  return broken;
}

/**
 * The comment in which a fight was told stays, with what is next and which lines were not meant as commands; a clean run had nothing yet that is worth
 * a comment.
 */
function withoutIdleStatus(end: string, wanted: string): string {
  const idle =
    /\n-- app \(\): \*\*Next: nothing but the incident\.\*\*.*(?:\n(?:How did you come to know of it\?|- \[\d+:\d+\]\(\w+\) not recorded: |<\/?details>|<summary>Read so far: 0 entries).*)*/;
  return idle.test(wanted) ? end : end.replace(idle, '');
}

/** The comment in which a fight was told could be deleted, where a clean run had none to delete. */
function isOfFight(index: number, { left }: Played, { acts, faults }: Story): boolean {
  const isDeletion = acts[index]?.do === 'delete the status comment';
  return isDeletion && !left.includes(index) && faults.some((one) => one.hits === 'lines');
}

/** More than any story needs, and less than somebody who is fought without end comes to. */
const mostWrites = 30;
const writesPerAct = 8;

function isOne({ faults }: Story): boolean {
  return !faults.some((one) => one.hits === 'processes');
}

/** All that people do is told, and nothing is taken out in the moment of a write of the app's (law 4). */
function isTold({ acts, faults }: Story): boolean {
  const isSeen = acts.every(
    (act) =>
      act.do !== 'hide' &&
      act.do !== 'show' &&
      (!('how' in act) || act.how === 'fresh' || (act.do !== 'cut' && act.how !== 'stale')),
  );
  const isHeard = faults.every(
    ({ hits }) => hits !== 'delivery' && hits !== 'deliveries' && hits !== 'lists' && hits !== 'lines',
  );
  return isSeen && isHeard && isOne({ acts, faults, latencyMs: 0 });
}

function madeTwice({ emulator: { state } }: Played): string[] {
  const bot = state.login(botLogin)?.id;
  return [...state.issues.values()]
    .filter((one) => one.author === bot && one.stateReason === 'duplicate')
    .map((one) => one.title);
}

/** Words that stood when the app looked for the last time before its write, and did not after it; those that people took out themselves do not count. */
function overwritten(acts: readonly Act[], { emulator: { state }, people, left }: Played): string[] {
  const bot = state.login(botLogin)?.id;
  return acts.flatMap((act, index) => {
    if (!('how' in act) || act.how !== 'while planned' || left.includes(index)) return [];
    const word = /w\d+w/.exec('text' in act ? act.text : '')?.[0];
    const isTakenOut = acts.some(
      (one) => (one.do === 'change' && one.from === word) || (one.do === 'cut' && one.words === word),
    );
    if (isTakenOut) return [];
    const edits = people.find(act.on)?.edits ?? [];
    const isGone = edits.some(
      ({ editor, body }, at) =>
        word !== undefined && editor === bot && edits[at - 1]?.body.includes(word) && !body.includes(word),
    );
    return isGone ? [`“${word}”`] : [];
  });
}

interface Words {
  readonly on: string;
  readonly words: string;
  /** The row or passage of this comment, which it goes with. */
  readonly of: string | undefined;
}

/** Words that people wrote into bodies and that are not there just once. */
function lostWords(acts: readonly Act[], { people, left }: Played): string[] {
  let standing: Words[] = [];
  const said = new Map<string, string>();
  for (const [index, act] of acts.entries()) {
    if (left.includes(index)) continue;
    if (act.do === 'say' || act.do === 'reword') {
      said.set(act.comment, act.text);
      standing = standing.filter((one) => one.of !== act.comment);
    } else if (act.do === 'delete' || act.do === 'hide') standing = standing.filter((one) => one.of !== act.comment);
    else if (act.do === 'write' || act.do === 'note') standing.push({ on: act.on, words: act.text, of: undefined });
    else if (act.do === 'cut') standing = standing.filter((one) => !one.words.includes(act.words));
    else if (act.do === 'change') {
      const known = standing.find((one) => one.words.includes(act.from));
      const [of] = [...said].find(([, text]) => text.includes(act.from)) ?? [];
      standing = standing.filter((one) => one !== known);
      standing.push({
        on: act.on,
        words: known ? known.words.replaceAll(act.from, act.to) : act.to,
        of: known?.of ?? of,
      });
    }
  }
  return standing.flatMap(({ on, words }) => {
    const page = people.find(on);
    const count = page ? (page.body ?? '').split(words).length - 1 : 1;
    return count === 1 ? [] : [`“${words}” stands ${count} times on ${on}`];
  });
}

function difference(wanted: string, found: string): string {
  const [before, after] = [wanted, found].map((text) => text.split('\n'));
  const gone = (before ?? []).filter((line) => !after?.includes(line)).map((line) => `- ${line}`);
  const come = (after ?? []).filter((line) => !before?.includes(line)).map((line) => `+ ${line}`);
  const all = [...gone, ...come];
  return all.length > 0 ? all.join('\n') : `${wanted}\n=====\n${found}`;
}
