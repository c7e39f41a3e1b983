/** A case that is being written, with a measure, and a page that was adopted: what a pass reads, with a nasty text in one place of it or in all. */
import { createGitHub } from '../../src/github/github.ts';
import type { Comment, Issue, Talk } from '../../src/postmortem/snapshot.ts';
import { planWithAnswers } from '../../src/reconcile/pass.ts';
import type { CaseRead, GitHubPort } from '../../src/reconcile/port.ts';
import { createWorld, openPostmortem, type World } from '../world.ts';

export interface HostileCase {
  readonly now: number;
  readonly written: CaseRead;
  readonly adopted: CaseRead;
}

type PlannedCase = Parameters<typeof planWithAnswers>[0];

/** As GitHub has it. */
const longestTitle = 256;

const page = '## Summary\n\nIt was down.\n\n## Timeline\n\n- 09:10 discovered: a call\n- 10:15 over: quiet\n';

export async function createHostileCase(): Promise<HostileCase> {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts\n/timeline 13:55 over: quiet');
  await world.as('wes').comment(postmortem, '/measure Watch the pool\n/factor The pool ran full.');
  await world.settle();
  const alone = await world.as('wes').open('Search was down', { body: page });
  await world.as('tia').label(alone, 'postmortem');
  await world.settle();
  return {
    now: world.now(),
    written: await readCase(world, incident, postmortem),
    adopted: await readCase(world, alone, alone),
  };
}

async function readCase(world: World, number: number, postmortem: number): Promise<CaseRead> {
  const { repo } = world;
  const github = createGitHub({
    installation: 1,
    slug: 'postmortems',
    now: world.now,
    octokit: world.app,
    appOctokit: world.app,
  });
  const reading = await github.readCase(repo, number, { repo, number: postmortem });
  if (reading.found !== 'case') throw new Error(`#${number} is no case`);
  return reading.snapshot;
}

const withBody = <T extends Issue>(issue: T, rawBody: string): T => ({
  ...issue,
  rawBody,
  body: rawBody.replace(/\r\n?/g, '\n'),
});

/** What somebody who may command says last; without a command nobody would read on. */
function withComment<T extends Issue & Talk>(issue: T, text: string): T {
  const { repo, url, comments } = issue;
  const comment: Comment = {
    repo,
    id: `IC_${issue.number}`,
    number: String(9_000_000 + issue.number),
    url: `${url}#issuecomment-1`,
    body: `/over\n\n${text}`,
    author: { kind: 'person', login: 'wes' },
    ours: false,
    createdAt: issue.createdAt + 60_000,
    hidden: false,
    rocket: false,
    confused: false,
    eyes: false,
  };
  return { ...issue, comments: [...comments, comment] };
}

type Put = (known: HostileCase, text: string) => PlannedCase;

const named = <T extends Issue>(issue: T, text: string): T => ({ ...issue, title: text.slice(0, longestTitle) });

function inBody(read: CaseRead, change: (body: string) => string): CaseRead {
  const { postmortem } = read;
  return { ...read, postmortem: postmortem && withBody(postmortem, change(postmortem.rawBody)) };
}

const below = (body: string, text: string) => body.replace('## Summary\n', (line) => `${line}\n${text}\n`);

/** Where a text can come from, each with all that a pass reads besides. */
export const places: { readonly [name: string]: Put } = {
  'a body that we wrote': ({ written }, text) => inBody(written, (body) => below(body, text)),
  'a body that was adopted': ({ adopted }, text) => inBody(adopted, (body) => `${body}\n${text}`),
  'a body instead of ours': ({ written }, text) => inBody(written, () => text),
  'a lost edit': ({ written }, text) => {
    const ours = written.postmortem?.rawBody ?? '';
    return { ...written, overwritten: [{ from: below(ours, text), ours, read: below(ours, 'It was down.') }] };
  },
  'titles, descriptions and comments': ({ written }, text) => {
    const { incident, postmortem } = written;
    return {
      ...written,
      incident: incident && withComment(withBody(named(incident, text), text), text),
      postmortem: postmortem && {
        ...withComment(named(postmortem, text), text),
        measures: postmortem.measures.map((one) => withComment(withBody(named(one, text), text), text)),
      },
    };
  },
};

const unused = () => Promise.reject(new Error('is not asked for'));

const answers: GitHubPort = {
  installedAt: async () => 0,
  readCase: unused,
  readRecord: async () => ({ found: 'missing' }),
  readEarlier: async (_, numbers) => new Map(numbers.map((number) => [number, 'missing'])),
  readRole: async () => 'write',
  readIndexBody: async () => undefined,
  readOpenedForBots: async () => [],
  mayBeAssigned: async () => true,
  readCandidate: async () => 'missing',
  readIndex: unused,
  tellEdits: unused,
  listOpen: unused,
  listRepositories: unused,
  forget: () => {},
  apply: unused,
};

/** What a pass decides, all its questions answered. */
export const planOf = (read: PlannedCase, now: number) => planWithAnswers(read, { github: answers, now: () => now });
