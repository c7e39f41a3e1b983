import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { formPath, renderForm, renderWorkflow, workflowPath } from '../../src/app/cli/init/files.ts';
import { readRemote } from '../../src/app/cli/init/repository.ts';
import { readConfiguration } from '../../src/postmortem/configuration/read.ts';
import { defaults } from '../../src/postmortem/configuration/schema.ts';
import { createWorld } from '../world.ts';
import { type } from './typed.ts';

const folder = mkdtempSync(join(tmpdir(), 'init-'));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;

function newRepository(remote?: string): string {
  made += 1;
  const path = join(folder, String(made));
  mkdirSync(path);
  const git = (...args: string[]) => execFileSync('git', ['-C', path, ...args]);
  git('init', '-q');
  if (remote !== undefined) git('remote', 'add', 'origin', remote);
  return path;
}

function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const init = (root: string, ...args: string[]) => type(undefined, ['init', ...args], { folder: root });
const fates = (out: string): string[] =>
  JSON.parse(out).files.map((one: { fate: string; path: string }) => `${one.fate} ${one.path.replace(/^.*\//, '')}`);

test('where nothing is, a dry run writes nothing, a run writes, and one more finds it the same', async () => {
  const root = newRepository('git@github.com:acme/shop.git');
  const dry = await init(root, '--dry-run', '--action', 'acme/postmortems@v2');
  expect(dry).toMatchObject({ code: 0, err: '', asked: [] });
  expect(dry.out).toMatch(/^This would be in \S+, acme\/shop on github\.com:\n {2}new +\.github\/postmortems\.yml\n/);
  expect(dry.out).toContain('Nothing was written.');
  expect(existsSync(join(root, '.github'))).toBe(false);
  const done = await init(root, '--action', 'acme/postmortems@v2');
  expect(done.code).toBe(0);
  expect(done.out).toContain('gh label create incident --repo acme/shop');
  expect(done.out).toContain('https://github.com/acme/shop/issues/new?template=incident.yml');
  const workflow = parse(readFileSync(join(root, workflowPath), 'utf8'));
  expect(workflow.jobs.postmortems).toMatchObject({
    permissions: { contents: 'read', issues: 'write' },
    concurrency: { group: 'postmortems', 'cancel-in-progress': false, queue: 'max' },
    steps: [{ uses: 'acme/postmortems/.github/actions/postmortems@v2' }],
  });
  const { problems } = readConfiguration(readFileSync(join(root, '.github/postmortems.yml'), 'utf8'));
  expect(problems).toEqual([]);
  const again = await init(root, '--json', '--action', 'acme/postmortems@v2');
  expect(again.code).toBe(0);
  expect(fates(again.out)).toEqual(['same postmortems.yml', 'same incident.yml', 'same postmortems.yml']);
});

test('what is there stays, and its labels are taken over; --force replaces all but the configuration', async () => {
  const root = newRepository('https://github.com/acme/shop');
  const own = 'labels:\n  incident: ["it\'s down", outage]\n  measure: action item\n';
  put(root, '.github/postmortems.yml', own);
  put(root, workflowPath, 'name: mine\n');
  put(root, '.github/ISSUE_TEMPLATE/incident.md', '---\nname: Incident\n---\n');
  const kept = await init(root, '--json', '--action', 'acme/postmortems');
  expect(kept.code).toBe(1);
  expect(fates(kept.out)).toEqual(['yours postmortems.yml', 'kept incident.md', 'kept postmortems.yml']);
  expect(readFileSync(join(root, workflowPath), 'utf8')).toBe('name: mine\n');
  const forced = await init(join(root, '.github'), '--json', '--force', '--action', 'acme/postmortems');
  expect(fates(forced.out)).toEqual(['yours postmortems.yml', 'kept incident.md', 'replaced postmortems.yml']);
  expect(readFileSync(join(root, '.github/postmortems.yml'), 'utf8')).toBe(own);
  const condition: string = parse(readFileSync(join(root, workflowPath), 'utf8')).jobs.postmortems.if;
  expect(condition).toContain("contains(github.event.issue.labels.*.name, 'it''s down')");
  expect(condition).toContain("github.event.label.name == 'action item'");
  expect(condition.split('(').length).toBe(condition.split(')').length);
  rmSync(join(root, '.github/ISSUE_TEMPLATE/incident.md'));
  expect(fates((await init(root, '--json', '--no-workflow')).out)).toEqual([
    'yours postmortems.yml',
    'new incident.yml',
  ]);
  expect(parse(readFileSync(join(root, formPath), 'utf8')).labels).toEqual(["it's down"]);
});

test('where nobody says where the Action lies, it is copied, and runs from there', async () => {
  const root = newRepository();
  const { code, out } = await init(root);
  expect(code).toBe(0);
  expect(out).toContain('a repository without a remote');
  const { steps } = parse(readFileSync(join(root, workflowPath), 'utf8')).jobs.postmortems;
  expect(steps.map((one: { uses: string }) => one.uses.split('@')[0])).toEqual([
    'actions/checkout',
    './.github/actions/postmortems',
  ]);
  const home = join(root, '.github/actions/postmortems');
  const { main } = parse(readFileSync(join(home, 'action.yml'), 'utf8')).runs;
  put(root, 'event.json', JSON.stringify({ action: 'created', repository: { full_name: 'acme/shop' } }));
  const env = { GITHUB_EVENT_NAME: 'star', GITHUB_EVENT_PATH: join(root, 'event.json') };
  const ran = spawnSync(process.execPath, [join(home, main)], { env, encoding: 'utf8' });
  expect(ran).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('Nothing to do: star.created') });
});

test('an Enterprise Server knows no long queue: there each issue has its lock', async () => {
  const root = newRepository('ssh://git@ghe.acme.com:2222/acme/shop.git');
  expect((await init(root, '--action', 'acme/postmortems')).out).toContain('https://ghe.acme.com/acme/shop/issues/new');
  const { concurrency } = parse(readFileSync(join(root, workflowPath), 'utf8')).jobs.postmortems;
  expect(Object.keys(concurrency)).toEqual(['group', 'cancel-in-progress']);
  expect(concurrency.group).toContain('github.event.issue.number');
});

test('a folder that is no repository, or leads elsewhere, is refused, and nothing is written there', async () => {
  const outside = join(folder, 'outside');
  mkdirSync(outside);
  expect(await init(folder)).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('is not in a git repository'),
  });
  expect(await init(folder, 'none')).toMatchObject({
    code: 2,
    err: expect.stringContaining('is not in a git repository'),
  });
  expect(await init(resolve(import.meta.dirname))).toMatchObject({ code: 2 });
  const root = newRepository();
  symlinkSync(outside, join(root, '.github'));
  const led = await init(root, '--force');
  expect(led).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('leads out of the repository by a link'),
  });
  expect(existsSync(join(outside, 'postmortems.yml'))).toBe(false);
});

test.each([
  ['git@github.com:acme/shop.git', 'github.com', 'acme/shop'],
  ['https://github.com/acme/shop', 'github.com', 'acme/shop'],
  ['https://ann:secret@github.com/acme/shop.git/', 'github.com', 'acme/shop'],
  ['ssh://git@ssh.github.com:443/acme/shop.git', 'github.com', 'acme/shop'],
  ['git@GHE.acme.com:acme/my.shop', 'ghe.acme.com', 'acme/my.shop'],
  ['/srv/git/shop.git', undefined, undefined],
  ['https://example.com/a/b/c', undefined, undefined],
  ['', undefined, undefined],
])('the remote %s', (url, host, repo) => {
  expect(readRemote(url)).toEqual({ host, repo });
});

test('an incident that is reported by the form opens a postmortem, and a visitor’s waits for somebody', async () => {
  const world = await createWorld();
  await world.as('ann').api('POST', '/repos/acme/shop/labels', { name: 'incident', color: 'b60205' });
  const repository = world.emulator.state.named('acme/shop');
  if (!repository) throw new Error('there is no repository');
  repository.files[formPath] = { content: Buffer.from(renderForm(defaults)).toString('base64'), sha: '0'.repeat(40) };
  const report = async (login: string): Promise<number> => {
    const query =
      'mutation($to: ID!) { createIssue(input: { repositoryId: $to, title: "Down", issueTemplate: "Incident" }) { issue { number } } }';
    const variables = { to: repository.nodeId };
    const answer = await world
      .as(login)
      .api<{ data: { createIssue: { issue: { number: number } } } }>('POST', 'graphql', { query, variables });
    await world.settle();
    return answer.data.createIssue.issue.number;
  };
  expect(await world.children(await report('tia'))).toHaveLength(1);
  const [notice = ''] = await world.said(await report('zoe'));
  expect(notice).toContain('a visitor put the label');
});

test('the docs show the workflow as it is written', () => {
  const path = resolve(import.meta.dirname, '../../docs/action.md');
  const text = readFileSync(path, 'utf8');
  const workflow = renderWorkflow({
    labels: defaults.labels,
    zone: 'UTC',
    uses: 'OWNER/REPO/.github/actions/postmortems@v1',
    repo: 'acme/shop',
    isServer: false,
  });
  const expected = text.replace(
    /(<!-- workflow -->\n)[\s\S]*?(<!-- \/workflow -->)/,
    (_, open, close) => `${open}\`\`\`yaml\n${workflow}\`\`\`\n${close}`,
  );
  if (process.env.UPDATE_README) writeFileSync(path, expected);
  else expect(text).toBe(expected);
  for (const [, yaml = ''] of text.matchAll(/```yaml\n([\s\S]*?)```/g)) expect(parse(yaml)).toBeTruthy();
});
