import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { createWorkflow, schedule, type WorkflowEvent } from './runner.ts';

const home = resolve(import.meta.dirname, '../../.github/actions/postmortems');
const action: {
  readonly inputs: { readonly [name: string]: { readonly description: string; readonly default?: string } };
  readonly runs: { readonly using: string; readonly main: string };
} = parse(readFileSync(join(home, 'action.yml'), 'utf8'));

/** A child process, with nothing in its environment but what is given. */
async function spawned(args: readonly string[], env: Readonly<Record<string, string>>, cwd: string) {
  const child = spawn(process.execPath, args, { cwd, env: { PATH: process.env.PATH, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += text;
    });
  const code = await new Promise((ended) => child.on('close', ended));
  return { code, said };
}

test('the bundle is what its sources give, and of a size that a runner loads at once', async () => {
  expect(await spawned([join(home, 'build.mjs'), '--check'], {}, home)).toEqual({ code: 0, said: '' });
  expect(statSync(join(home, action.runs.main)).size).toBeLessThan(2_000_000);
  expect(readFileSync(join(home, 'dist/licenses.txt'), 'utf8')).toContain('@octokit/core');
  expect(action.runs.using).toBe('node24');
  expect(action.inputs.token?.default).toMatch(/^\$\{\{ github\.token \}\}$/);
});

test('as a runner runs it: a label, a comment, a schedule, and an event that is none of its business', async () => {
  const workflow = await createWorkflow({ start: new Date().toISOString(), installedAt: '2020-01-01T00:00:00Z' });
  const { world } = workflow;
  const server = createServer(getRequestListener(world.emulator.app.fetch));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  // Alone in a folder: nothing of what it was made from is there.
  const folder = mkdtempSync(join(tmpdir(), 'action-'));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });
  cpSync(join(home, 'dist'), join(folder, 'dist'), { recursive: true });
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/api`;

  async function run({ event, payload }: WorkflowEvent, token = workflow.token()) {
    writeFileSync(join(folder, 'event.json'), JSON.stringify(payload));
    for (const name of ['summary.md', 'output.txt']) writeFileSync(join(folder, name), '');
    const env = {
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
      GITHUB_API_URL: `${base}/v3`,
      GITHUB_GRAPHQL_URL: `${base}/graphql`,
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      GITHUB_OUTPUT: join(folder, 'output.txt'),
      INPUT_TOKEN: token,
      INPUT_ISSUE: '',
    };
    const { code, said } = await spawned([join(folder, action.runs.main)], env, folder);
    const [summary, output] = ['summary.md', 'output.txt'].map((name) => readFileSync(join(folder, name), 'utf8'));
    return { code, said, summary, output };
  }

  const incident = await world.as('ann').open('Down');
  await workflow.events();
  await world.as('ann').label(incident, 'incident');
  const [labelled] = await workflow.events();
  if (!labelled) throw new Error('nothing was labelled');
  const opening = await run(labelled);
  expect(opening).toMatchObject({ code: 0, output: expect.stringMatching(/^changes=\d+\n$/) });
  expect(opening.summary).toMatch(
    /^### Postmortems\n\n`issues\.labeled` in acme\/shop: looked at 2 issues, \d+ changes\.\n\n- Make the label "postmortem"/,
  );
  const [postmortem = 0] = await world.children(incident);

  await world.as('wes').comment(incident, '/timeline db refuses connections');
  const [commented] = await workflow.events();
  if (!commented) throw new Error('nothing was commented');
  expect((await run(commented)).code).toBe(0);
  expect(await world.section(postmortem, 'Timeline')).toContain('db refuses connections');

  await world.as('wes').comment(incident, '/impact Nobody could pay.');
  await workflow.events();
  expect(await run(schedule)).toMatchObject({ code: 0, summary: expect.stringContaining('`schedule` in acme/shop') });
  expect(await world.section(postmortem, 'Impact')).toContain('Nobody could pay.');

  const foreign = await run({ event: 'star', payload: { action: 'created', repository: { full_name: 'acme/shop' } } });
  expect(foreign).toMatchObject({ code: 0, output: 'changes=0\n' });
  const barred = await run(schedule, 'ghs_nobody');
  expect(barred).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^::error title=Postmortems::GitHub refuses the token/),
  });
  expect(world.problems).toEqual([]);
});
