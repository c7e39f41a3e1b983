/** How the configuration is asked for: seldom, with its ETag, and never so that the app stops without it. */
import { Octokit } from '@octokit/rest';
import { expect, test } from 'vitest';
import { createConfigurationReader } from '../../src/github/configuration.ts';
import { readTrouble } from '../../src/github/troubles.ts';
import { Trouble } from '../../src/reconcile/port.ts';

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
}

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const file = (text: string, etag = '"1"'): Answer => ({
  status: 200,
  body: { type: 'file', size: Buffer.byteLength(text), content: Buffer.from(text).toString('base64') },
  headers: { etag },
});
const none: Answer = { status: 404, body: { message: 'Not Found' } };
const broken: Answer = { status: 502, body: {} };
const noon = Date.parse('2026-11-20T12:00:00Z');
const long = '2026-01-01T00:00:00Z';

/** A GitHub that gives these answers in turn for `acme/shop`, and has nothing in any other repository. */
function bench(...answers: Answer[]) {
  const asked: string[] = [];
  let now = noon;
  const octokit = new Octokit({
    log: quiet,
    request: {
      fetch: async (url: string, { headers }: { headers: { [name: string]: string } }) => {
        const repo = /repos\/([^/]+\/[^/]+)\//.exec(url)?.[1] ?? '';
        const { status, body, headers: given = {} } = (repo === 'acme/shop' && answers.shift()) || none;
        const etag = headers['if-none-match'];
        asked.push(`${repo} ${etag === undefined ? '' : `${etag} `}${status}`);
        const text = body === undefined ? null : JSON.stringify(body);
        return new Response(text, { status, headers: { 'content-type': 'application/json', ...given } });
      },
    },
  });
  const reader = createConfigurationReader({
    now: () => now,
    send: async (work) => {
      try {
        return await work(octokit);
      } catch (error) {
        throw readTrouble(error, now);
      }
    },
  });
  const use = async (pushedAt = long, repo = 'acme/shop') => {
    const { configured } = await reader.use(repo, async (_, shared) => ({
      repository: { pushedAt },
      ...(shared && { shared: { pushedAt: long } }),
    }));
    return configured;
  };
  const pass = (ms: number) => {
    now += ms;
  };
  return { use, asked, reader, pass };
}

test('asked once, then only after a push, with the ETag', async () => {
  const { use, asked, pass } = bench(file('zone: Asia/Tokyo\n'), { status: 304 }, file('zone: UTC\n', '"2"'));
  for (let count = 0; count < 3; count += 1) expect((await use()).configuration.zone).toBe('Asia/Tokyo');
  expect(asked).toEqual(['acme/shop 200', 'acme/.github 404']);
  pass(600_000);
  expect((await use('2026-11-20T12:01:00Z')).configuration.zone).toBe('Asia/Tokyo');
  expect((await use('2026-11-20T12:01:00Z')).configuration.zone).toBe('Asia/Tokyo');
  pass(600_000);
  expect((await use('2026-11-20T12:15:00Z')).configuration.zone).toBe('UTC');
  expect(asked.slice(2)).toEqual(['acme/shop "1" 304', 'acme/shop "1" 200']);
});

test('where there is none, nothing is asked again until a push or a resync', async () => {
  const { use, asked, reader } = bench();
  await use();
  await use();
  expect(asked).toEqual(['acme/shop 404', 'acme/.github 404']);
  reader.forget();
  await use();
  expect(asked).toHaveLength(4);
});

test('passes that begin together ask once', async () => {
  const { use, asked } = bench(file('zone: UTC\n'));
  await Promise.all([use(), use(), use()]);
  expect(asked).toEqual(['acme/shop 200', 'acme/.github 404']);
});

test('the repository of the owner is not looked for in itself', async () => {
  const { use, asked } = bench();
  await use(long, 'Acme/.github');
  expect(asked).toEqual(['acme/.github 404']);
});

test.each([
  [403, 'Resource not accessible by integration'],
  [404, 'This repository is empty.'],
  [451, 'Unavailable'],
])('a file that may not be read (%i) is as none', async (status, message) => {
  const { use } = bench({ status, body: { message } });
  expect(await use()).toMatchObject({ faults: undefined, configuration: { zone: 'UTC' } });
});

test('what passes is tried again, and what is known stays in use meanwhile', async () => {
  const { use, reader } = bench(broken, file('zone: Asia/Tokyo\n'), broken, broken);
  await expect(use()).rejects.toThrow(Trouble);
  expect((await use()).configuration.zone).toBe('Asia/Tokyo');
  reader.forget();
  expect((await use()).configuration.zone).toBe('Asia/Tokyo');
});

test('a limit of GitHub holds here, too', async () => {
  const { use } = bench({ status: 403, body: { message: 'secondary rate limit' }, headers: { 'retry-after': '60' } });
  await expect(use()).rejects.toMatchObject({ kind: 'limited', until: noon + 60_000 });
});

test.each([
  ['a folder', { status: 200, body: [] }],
  ['a link', { status: 200, body: { type: 'symlink', size: 3, target: 'x' } }],
  ['a file of ten megabytes', { status: 200, body: { type: 'file', size: 10_000_000, content: '', encoding: 'none' } }],
])('%s is told, and defaults hold', async (_, answer) => {
  const { use } = bench(answer);
  const { configuration, faults } = await use();
  expect(configuration.zone).toBe('UTC');
  expect(faults).toMatchObject([{ repo: 'acme/shop', problems: [{ line: 1, column: 1 }] }]);
});
