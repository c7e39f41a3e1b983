/** The shortest story that still fails: acts and faults are left out, many at first, then one by one, for as long as it does. */
import type { Act, Fault, Story } from './story.ts';

type Part = { readonly act: Act } | { readonly fault: Fault };

const mostTries = 400;
/** An incident and its label. */
const groundActs = 2;

export async function shorten(story: Story, fails: (story: Story) => Promise<boolean>): Promise<Story> {
  const ground = story.acts.slice(0, groundActs);
  let parts: readonly Part[] = [
    ...story.faults.map((fault) => ({ fault })),
    ...story.acts.slice(groundActs).map((act) => ({ act })),
  ];
  const storyOf = (some: readonly Part[]): Story => ({
    ...story,
    acts: [...ground, ...some.flatMap((one) => ('act' in one ? [one.act] : []))],
    faults: some.flatMap((one) => ('fault' in one ? [one.fault] : [])),
  });
  let tries = 0;
  for (let size = Math.ceil(parts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < parts.length; ) {
      const fewer = [...parts.slice(0, at), ...parts.slice(at + size)];
      tries += 1;
      if (tries > mostTries) return storyOf(parts);
      if (await fails(storyOf(fewer))) parts = fewer;
      else at += size;
    }
  }
  return storyOf(parts);
}
