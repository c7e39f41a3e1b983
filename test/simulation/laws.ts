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
 */
import { describeEnd } from './describe-end.ts';
import type { Build } from './play.ts';
import { type Played, play } from './play.ts';
import type { Act, Story } from './story.ts';

/** What breaks a law; empty where all hold. */
export async function judge(story: Story, build?: Build): Promise<readonly string[]> {
  const clean = await play(story, true);
  const played = await play(story, false, build);
  const [wanted, found] = [clean, played].map((one) => describeEnd(one.emulator, one.people));
  const broken: string[] = [];
  if (wanted !== found) broken.push(`law 1: not as after a clean run:\n${difference(wanted ?? '', found ?? '')}`);
  for (const one of [clean, played])
    broken.push(
      ...lostWords(story.acts, one).map((words) => `law 2${one === clean ? ' in the clean run' : ''}: ${words}`),
    );
  if (String(clean.left) !== String(played.left)) broken.push(`law 3: acts ${clean.left} and ${played.left} were left`);
  if (played.restless.length > 0) broken.push(`law 5: another resync writes ${played.restless.join(', ')}`);
  return broken;
}

interface Words {
  readonly on: string;
  readonly words: string;
  /** The row or passage of this comment, which it goes with. */
  readonly of: string | undefined;
}

/** Words that people wrote into bodies and that are not there just once. */
function lostWords(acts: readonly Act[], { emulator, people, left }: Played): string[] {
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
    void emulator;
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
