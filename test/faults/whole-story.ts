/** One incident from the label to the closed postmortem, act by act, and the state of the world in words that do not depend on ids. */
import { type Person, readable, type World } from '../world.ts';

export interface Cast {
  readonly world: World;
  readonly as: (login: string) => Person;
  incident: number;
  /** The postmortem, found as a person would: the sub-issue of the incident. */
  postmortem(): Promise<number>;
  measure(title: string): Promise<number>;
  readonly comments: Map<string, number>;
}

export type Act = readonly [time: string, act: (cast: Cast) => Promise<void>];

export const wholeStory: readonly Act[] = [
  [
    '14:00',
    async (cast) => {
      cast.incident = await cast.as('ron').open('Checkout returns 500 for every card payment');
    },
  ],
  ['14:01', (cast) => cast.as('tia').label(cast.incident, 'incident', 'severity 1')],
  [
    '14:03',
    async (cast) => {
      cast.comments.set(
        'first',
        await cast
          .as('tia')
          .comment(cast.incident, '/timeline 14:02 discovered: support passes on the third complaint'),
      );
      await cast.as('zoe').comment(cast.incident, '/timeline 14:00 I want to be in it');
    },
  ],
  [
    '14:12',
    async (cast) => {
      const text =
        'From the logs:\n/timeline discovery: the database refuses new connections\n/timeline 25:11 what time is it\n`/timeline in code`';
      cast.comments.set('second', await cast.as('wes').comment(await cast.postmortem(), text));
    },
  ],
  [
    '14:15',
    (cast) =>
      cast
        .as('wes')
        .editComment(
          cast.comments.get('second') ?? 0,
          '/timeline discovery: the database refuses new connections\n/timeline 14:11 config: limit is 500',
        ),
  ],
  [
    '14:20',
    async (cast) =>
      void cast.comments.set(
        'third',
        await cast.as('wes').comment(cast.incident, '/timeline comms: status page says checkout is down'),
      ),
  ],
  [
    '14:22',
    (cast) =>
      cast.as('wes').editComment(cast.comments.get('third') ?? 0, '/timeline comms: status page and a banner say so'),
  ],
  [
    '14:30',
    async (cast) =>
      void cast.comments.set('wrong', await cast.as('wes').comment(cast.incident, '/timeline wrong window')),
  ],
  ['14:31', (cast) => cast.as('wes').deleteComment(cast.comments.get('wrong') ?? 0)],
  [
    '14:38',
    async (cast) =>
      void (await cast
        .as('wes')
        .comment(cast.incident, '/timeline mitigated: payments succeed\n/measure Refuse a deploy over the limit')),
  ],
  ['15:30', async (cast) => void (await cast.as('moe').comment(cast.incident, '/over error rate normal'))],
  [
    '15:40',
    async (cast) =>
      void (await cast.as('moe').comment(await cast.postmortem(), '/timeline 13:48 began: every card payment fails')),
  ],
  [
    '15:50',
    async (cast) => {
      const text =
        '/impact Payments failed.\n/factor Two changes were each safe alone.\n/measure Check their sum for F1';
      cast.comments.set('written', await cast.as('tia').comment(await cast.postmortem(), text));
    },
  ],
  [
    '15:55',
    (cast) =>
      cast
        .as('tia')
        .editComment(
          cast.comments.get('written') ?? 0,
          '/impact 1,140 payments failed.\n/factor Two changes were each safe alone.\n/lesson Scaling back is fast.\n/measure Check their sum for F1',
        ),
  ],
  ['16:00', async (cast) => cast.as('ann').close(await cast.postmortem())],
  [
    '16:10',
    async (cast) =>
      cast.as('ann').edit(await cast.postmortem(), (body) =>
        [
          ['Summary', 'For 50 minutes nobody could pay by card.'],
          ['Apology', 'We are sorry that people could not pay.'],
          ['Resolution', 'We went back to eight servers.'],
        ].reduce(
          (text, [heading, words]) =>
            text.replace(new RegExp(`(## ${heading}\\n\\n(?:> .*\\n\\n)?)<!-- [^>]* -->`), `$1${words}`),
          body,
        ),
      ),
  ],
  ['16:15', async (cast) => cast.as('moe').label(await cast.measure('Refuse a deploy over the limit'), 'P1')],
  ['16:16', async (cast) => cast.as('moe').assign(await cast.measure('Refuse a deploy over the limit'), 'wes')],
  [
    '16:20',
    async (cast) =>
      void (await cast.as('moe').comment(await cast.measure('Check their sum'), '/accept P2 @ann by 4 December')),
  ],
  ['16:30', async (cast) => cast.as('ann').close(await cast.postmortem())],
  ['17:00', async (cast) => cast.as('wes').close(await cast.measure('Refuse a deploy over the limit'))],
  [
    '17:05',
    async (cast) =>
      void (await cast
        .as('wes')
        .comment(await cast.measure('Refuse a deploy over the limit'), '/worked one was refused on staging')),
  ],
  [
    '17:07',
    async (cast) =>
      void (await cast.as('ann').comment(await cast.measure('Check their sum'), '/decline the other one does it')),
  ],
  [
    '17:10',
    async (cast) =>
      void (await cast.as('wes').comment(cast.incident, '/timeline 13:31 deploy: web servers from 8 to 16')),
  ],
];

export function castOf(world: World, before?: Cast): Cast {
  const cast: Cast = {
    world,
    as: (login) => world.as(login),
    incident: before?.incident ?? 0,
    postmortem: async () => (await world.children(cast.incident))[0] ?? 0,
    measure: async (title) => {
      for (const number of await world.children(await cast.postmortem()))
        if ((await world.issue(number)).title === title) return number;
      return 0;
    },
    comments: new Map(before?.comments),
  };
  return cast;
}

export async function perform(cast: Cast, [time, act]: Act): Promise<void> {
  cast.world.at(`2026-11-20T${time}:00Z`);
  await act(cast);
}

/** Plays the acts; `between` is called after each, once the app had its chance. */
export async function play(
  world: World,
  acts: readonly Act[],
  between: () => Promise<void> = world.settle,
): Promise<Cast> {
  const cast = castOf(world);
  for (const act of acts) {
    await perform(cast, act);
    await between();
  }
  return cast;
}

/** All that people can see, with numbers of issues replaced by their titles. */
export function describeWorld({ emulator: { state }, repo }: World): string {
  const issues = [...state.issues.values()].filter((one) => state.fullName(state.repository(one.repository)) === repo);
  const titles = new Map(issues.map((one) => [String(one.number), one.title]));
  const named = (text: string | null) =>
    readable(text ?? '').replace(/#(\d+)\b/g, (whole, number) =>
      titles.has(number) ? `<${titles.get(number)}>` : whole,
    );
  const parts = issues.map((issue) => {
    const { title, author, labels, body } = issue;
    const names = labels.map((id) => state.labels.get(id)?.name).sort();
    return [
      `## ${title} (${state.user(author).login}, ${issue.state} ${issue.stateReason ?? ''}) [${names.join(', ')}]`,
      `children: ${state
        .childrenOf(issue)
        .map((one) => titles.get(String(one.number)))
        .join(', ')}`,
      named(body),
      ...state.commentsOf(issue).map((comment) => {
        const reactions = comment.reactions.map((one) => one.content).sort();
        return `-- ${state.user(comment.author).login} (${reactions.join(' ')}): ${named(comment.body)}`;
      }),
    ].join('\n');
  });
  return parts.sort().join('\n\n');
}
