import { expect, test } from 'vitest';
import { runAction } from '../../src/app/action/run-action.ts';
import { openPostmortem } from '../world.ts';
import { createWorkflow, schedule, type Workflow, type WorkflowEvent } from './runner.ts';

interface Given {
  readonly token?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
}

/** One run in this process, on the clock of the world. */
async function run({ world, token }: Workflow, { event, payload }: WorkflowEvent, given: Given = {}) {
  let [out, summary, outputs] = ['', '', ''];
  world.requests();
  const code = await runAction({
    env: {
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: 'event.json',
      GITHUB_API_URL: 'http://localhost:3000/api/v3',
      GITHUB_REPOSITORY: world.repo,
      GITHUB_STEP_SUMMARY: 'summary.md',
      GITHUB_OUTPUT: 'output.txt',
      INPUT_TOKEN: given.token ?? token(),
      ...given.env,
    },
    out: (text) => {
      out += text;
    },
    read: () => JSON.stringify(payload),
    append: (path, text) => {
      if (path === 'summary.md') summary += text;
      else outputs += text;
    },
    fetch: given.fetch ?? world.emulator.fetch,
    now: world.now,
  });
  return { code, out, summary, outputs, requests: world.requests() };
}

async function runAll(workflow: Workflow) {
  const runs = [];
  for (const event of await workflow.events()) runs.push(await run(workflow, event));
  return runs;
}

/** Runs until an incident has its postmortem. */
async function opened(workflow: Workflow): Promise<{ incident: number; postmortem: number }> {
  const incident = await workflow.world.as('ann').open('Down', { labels: ['incident'] });
  await runAll(workflow);
  const [postmortem = 0] = await workflow.world.children(incident);
  return { incident, postmortem };
}

const annotationsIn = (out: string) => out.split('\n').filter((line) => /^::(?:error|warning|notice)/.test(line));

test('a foreign event does nothing, asks nothing and is no error', async () => {
  const workflow = await createWorkflow();
  await workflow.world.as('ann').open('A wish');
  for (const given of [
    ...(await workflow.events()),
    { event: 'star', payload: { action: 'created', repository: { full_name: 'acme/shop' } } },
    {
      event: 'issue_comment',
      payload: { action: 'created', repository: { full_name: 'acme/shop' }, issue: { number: 1, pull_request: {} } },
    },
  ]) {
    const { code, out, summary, outputs, requests } = await run(workflow, given, { token: '' });
    expect({ code, asked: requests.list, outputs }).toEqual({ code: 0, asked: [], outputs: 'changes=0\n' });
    expect(annotationsIn(out)).toEqual([]);
    expect(summary).toContain(`Nothing to do: ${given.event}.`);
  }
});

test('a whole incident by the token of jobs: opened, noted, taken on, asked about, over', async () => {
  const workflow = await createWorkflow();
  const { world } = workflow;
  const { incident, postmortem } = await opened(workflow);
  expect((await world.issue(postmortem)).user).toBe('github-actions[bot]');
  expect(world.pinned()).toHaveLength(1);
  await world
    .as('wes')
    .comment(incident, '/timeline 13:50 db refuses connections\n/measure P1 Alert on refused connections by +7d');
  const [noted] = await runAll(workflow);
  expect(noted).toMatchObject({ code: 0, outputs: expect.stringMatching(/^changes=[1-9]\d*\n$/) });
  expect(noted?.summary).toMatch(
    /^### Postmortems\n\n`issue_comment\.created` in acme\/shop: looked at \d issues, \d+ changes\.\n\n- /,
  );
  expect(await world.section(postmortem, 'Timeline')).toContain('db refuses connections');
  const [measure = 0] = await world.children(postmortem);
  await world.as('ann').comment(measure, '/accept @wes');
  await runAll(workflow);
  expect(await world.read(measure)).toMatch(/^\*\*Accepted\*\* · P1 · wes/);
  await world.as('ann').comment(incident, '/over');
  await runAll(workflow);
  expect(await world.read(postmortem)).toMatch(/^\*\*Over\*\*/);
  // Days later the measure is late, and nothing happens that would tell anybody.
  world.at('2026-11-30T09:00:00Z');
  const reminded = await run(workflow, schedule);
  expect(reminded.code).toBe(0);
  expect(await world.read((await world.issues('postmortem-index'))[0]?.number ?? 0)).toContain('overdue');
  const again = await run(workflow, schedule);
  expect(again).toMatchObject({ code: 0, outputs: 'changes=0\n' });
  expect(again.requests.writes).toBe(0);
  expect(world.problems).toEqual([]);
});

test('an event that is lost: the schedule makes it good', async () => {
  const workflow = await createWorkflow();
  const { world } = workflow;
  const { incident, postmortem } = await opened(workflow);
  await world.as('wes').comment(incident, '/timeline 13:50 db refuses connections');
  await workflow.events();
  const { code, summary } = await run(workflow, schedule);
  expect({ code, text: await world.section(postmortem, 'Timeline') }).toMatchObject({
    code: 0,
    text: expect.stringContaining('db refuses connections'),
  });
  expect(summary).toContain('- Edit acme/shop#2');
});

test('what an event costs of a thousand requests an hour', async () => {
  const workflow = await createWorkflow();
  const { world } = workflow;
  const { incident } = await opened(workflow);
  // Until the last push is some minutes old, the configuration is asked for again and again.
  world.at('14:10');
  await world.as('wes').comment(incident, '/timeline 13:50 db refuses connections');
  const [noted] = await runAll(workflow);
  expect(noted?.requests.list.length).toBeLessThanOrEqual(15);
  await world.as('wes').comment(incident, 'looking');
  const [idle] = await runAll(workflow);
  expect(idle?.requests.list.length).toBeLessThanOrEqual(8);
  expect(idle?.requests.writes).toBe(0);
});

test('a token that only reads, as a fork gets: one annotation says why, and nothing is half done', async () => {
  const workflow = await createWorkflow();
  const { world } = workflow;
  const incident = await world.as('ann').open('Down', { labels: ['incident'] });
  const [event] = await workflow.events();
  const fork = { ...event?.payload, repository: { full_name: 'acme/shop', fork: true } };
  const { code, out, summary } = await run(
    workflow,
    { event: 'issues', payload: { ...fork, action: 'labeled' } },
    { token: workflow.token('read') },
  );
  expect(code).toBe(1);
  expect(annotationsIn(out)).toEqual([
    expect.stringMatching(
      /^::error title=Postmortems::The token of this job may not write issues in acme\/shop\. Give the job `permissions: \{ issues: write/,
    ),
  ]);
  expect(out).toContain('a fork or Dependabot');
  expect(summary).toContain('may not write issues');
  expect(await world.children(incident)).toEqual([]);
  expect(await world.comments(incident)).toEqual([]);
});

const answers = (status: number, body: unknown, headers: Record<string, string> = {}): typeof fetch => {
  return async () => Response.json(body, { status, headers });
};

test.each<[string, Given, string]>([
  [
    'a token that GitHub does not know',
    { token: 'ghs_nobody' },
    'GitHub refuses the token of this step (401). Leave the input `token` out',
  ],
  ['a token of a person', { token: 'ann' }, 'is a token of ann, a person. The Action writes, so it has to be the App'],
  ['no token', { token: ' ' }, 'The input `token` is empty.'],
  ['a token with a line break', { token: 'a\nb' }, 'holds signs that no token has'],
  ['an API that is none', { env: { GITHUB_API_URL: 'https://example.com' } }, 'which is no API of GitHub'],
  ['a GitHub that is down', { fetch: answers(502, {}) }, 'GitHub could not answer for acme/shop (502)'],
  [
    'a limit that is spent',
    {
      fetch: answers(
        403,
        { message: 'API rate limit exceeded' },
        { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795190000' },
      ),
    },
    'answers no more requests until 2026-11-20 15:53 UTC: the rate limit is spent. Try again then. The next schedule makes good',
  ],
  [
    'an issue that is none',
    { env: { INPUT_ISSUE: 'https://github.com/acme' } },
    'The input `issue`: https://github.com/acme is not the address',
  ],
])('%s: one annotation that says what to do, and no stack', async (_, given, why) => {
  const { code, out, summary } = await run(await createWorkflow(), schedule, given);
  expect(code).toBe(1);
  expect(annotationsIn(out)).toEqual([expect.stringContaining(why)]);
  expect(out).not.toMatch(/\n\s+at |ghs_nobody/);
  expect(summary).toMatch(/^### Postmortems\n\n`[\w ]+`\n\n- /);
});

test('where the App keeps them already, the Action leaves them alone', async () => {
  const workflow = await createWorkflow();
  const app = await createAppIn(workflow);
  const { code, out, requests } = await run(workflow, app);
  expect(code).toBe(1);
  expect(annotationsIn(out)[0]).toContain('were written by postmortems[bot], and this is github-actions[bot]');
  expect(requests.writes).toBe(0);
});

/** The App has opened a postmortem, and the workflow hears of the next comment. */
async function createAppIn(workflow: Workflow): Promise<WorkflowEvent> {
  const { world } = workflow;
  const { events } = workflow;
  const label = world.emulator.hooks.target;
  world.emulator.hooks.target = {
    url: 'http://app.test/',
    secret: 'a secret of the tests',
    fetch: async (_url, init) => {
      world.receive(new Headers(init?.headers).get('x-github-event') ?? '', JSON.parse(String(init?.body)) as never);
      return new Response('ok');
    },
  };
  const { incident } = await openPostmortem(world);
  world.emulator.hooks.target = label;
  await world.as('wes').comment(incident, '/timeline db down');
  const [event] = await events();
  if (!event) throw new Error('nothing was heard');
  return event;
}

test('a title that looks like a command to the runner is none', async () => {
  const workflow = await createWorkflow();
  await workflow.world.as('ann').open('%0A::error::x ##[error]y\u0007', { labels: ['incident'] });
  const [{ out = '', summary = '' } = {}] = await runAll(workflow);
  const [, end = ''] = /^::stop-commands::([\w-]{36})\n/.exec(out) ?? [];
  expect(out.indexOf('##[error]')).toBeGreaterThan(0);
  expect(out.indexOf('##[error]')).toBeLessThan(out.indexOf(`::${end}::`));
  expect(summary).not.toContain('\u0007');
});

test('an incident that another workflow labels waits for a person, unless the configuration trusts its bot', async () => {
  const workflow = await createWorkflow();
  const { world, token } = workflow;
  const alert = async (title: string) => {
    const answer = await world.emulator.fetch('http://localhost:3000/api/v3/repos/acme/shop/issues', {
      method: 'POST',
      headers: { authorization: `token ${token()}` },
      body: JSON.stringify({ title, labels: ['incident'] }),
    });
    const { number }: { number: number } = JSON.parse(await answer.text());
    return number;
  };
  const first = await alert('Alert: down');
  expect(await workflow.events()).toEqual([]);
  const look = (issue: number) => run(workflow, schedule, { env: { INPUT_ISSUE: `#${issue}` } });
  expect(await look(first)).toMatchObject({ code: 0, outputs: 'changes=0\n' });
  await world.as('ann').api('PUT', '/repos/acme/shop/contents/.github/postmortems.yml', {
    message: 'Trust alerts',
    content: Buffer.from('bots: [github-actions]\n').toString('base64'),
  });
  expect(await look(first)).toMatchObject({ code: 0 });
  expect(await world.children(first)).toHaveLength(1);
  // A broken alert does not fill the list of issues.
  for (const title of ['Again', 'And again', 'Once more']) await look(await alert(title));
  const labelled = await world.issues('postmortem');
  expect(labelled).toHaveLength(3);
});

test('a postmortem that somebody wrote by hand is adopted', async () => {
  const workflow = await createWorkflow();
  const { world } = workflow;
  const page = await world.as('ann').open('Checkout was down', {
    body: '## Impact\n\nNobody could pay.\n\n## Timeline\n\n- 2026-11-19 13:00 down\n- 2026-11-19 13:30 up again\n',
  });
  await world.as('ann').label(page, 'postmortem');
  await runAll(workflow);
  const [index] = await world.issues('postmortem-index');
  expect(await world.read(index?.number ?? 0)).toContain('Checkout was down');
  expect((await run(workflow, schedule)).outputs).toBe('changes=0\n');
});
