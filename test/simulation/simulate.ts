/** Many seeds, for `npm run simulate`: those that fail are told with their shortest story. */
import { type JudgeOptions, judge } from './laws.ts';
import { makeStory } from './make-story.ts';
import { shorten } from './shorten.ts';
import { type Story, tell } from './story.ts';

export interface Simulation {
  readonly seeds: number;
  readonly from: number;
  /** So many that fail are enough. */
  readonly most: number;
  readonly say: (text: string) => void;
}

const progressEvery = 100;

/** @returns how many seeds failed */
export async function simulate({ seeds, from, most, say }: Simulation): Promise<number> {
  const begun = performance.now();
  let failed = 0;
  for (let seed = from; seed < from + seeds && failed < most; seed += 1) {
    const told = await tellFailure(seed);
    if (told !== undefined) {
      failed += 1;
      say(told);
    }
    const done = seed - from + 1;
    if (done % progressEvery === 0)
      say(`${done} of ${seeds} seeds, ${failed} failed, ${Math.round((performance.now() - begun) / done)} ms each`);
  }
  return failed;
}

/** The shortest story of a seed that breaks the same law, and how; undefined where all laws hold. */
export async function tellFailure(seed: number, options: JudgeOptions = {}): Promise<string | undefined> {
  const story = makeStory(seed);
  const broken = await judged(story, options);
  const [first] = broken;
  if (first === undefined) return undefined;
  const isSame = async (one: Story) => (await judged(one, options)).some((each) => lawOf(each) === lawOf(first));
  const short = await shorten(story, isSame);
  return [`Seed ${seed} fails. Its shortest story:`, tell(short), ...(await judged(short, options)), ''].join('\n');
}

/** What is thrown breaks a law, too. */
async function judged(story: Story, options: JudgeOptions): Promise<readonly string[]> {
  try {
    return await judge(story, options);
  } catch (error) {
    return [`thrown: ${error instanceof Error ? error.stack : error}`];
  }
}

function lawOf(broken: string): string {
  return broken.slice(0, 'law 1'.length);
}
