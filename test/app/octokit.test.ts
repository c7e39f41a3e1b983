import { Probot } from 'probot';
import { afterEach, expect, test, vi } from 'vitest';
import { createLog } from '../../src/app/log.ts';
import { QueuedOctokit } from '../../src/app/octokit.ts';
import { privateKey } from './real-server.ts';

/** An installation's client whose requests are answered at once by what `respond` returns. */
async function client(respond: (url: string, token: string) => Response) {
  const log = createLog({ level: 'silent', destination: { write: () => {} } });
  const asked: string[] = [];
  let tokens = 0;
  const answer: typeof fetch = async (input, init) => {
    const url = String(input);
    if (url.endsWith('/access_tokens')) {
      tokens += 1;
      return Response.json(
        { token: `t${tokens}`, expires_at: '2099-01-01T00:00:00Z', permissions: {} },
        { status: 201 },
      );
    }
    asked.push(url);
    return respond(url, new Headers(init?.headers).get('authorization') ?? '');
  };
  const probot = new Probot({ appId: 1, privateKey, log, Octokit: QueuedOctokit, request: { fetch: answer } });
  return { octokit: await probot.auth(7), asked };
}

afterEach(() => void vi.useRealTimers());

test('writes are not spaced by Octokit', async () => {
  const { octokit, asked } = await client(() => Response.json({}, { status: 201 }));
  const begun = performance.now();
  const comment = { owner: 'acme', repo: 'shop', issue_number: 1, body: 'x' };
  await Promise.all([1, 2, 3, 4].map(() => octokit.rest.issues.createComment(comment)));
  expect(asked).toHaveLength(4);
  // Octokit would take nine seconds over them.
  expect(performance.now() - begun).toBeLessThan(900);
});

test('a 429 is not asked again, and neither waits for the limit to end', async () => {
  const { octokit, asked } = await client(() =>
    Response.json({ message: 'slow down' }, { status: 429, headers: { 'retry-after': '60' } }),
  );
  await expect(octokit.request('GET /repos/acme/shop/issues/1')).rejects.toMatchObject({ status: 429 });
  expect(asked).toHaveLength(1);
});

test('a 403 for the rate limit comes back at once', async () => {
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '4102444800' };
  const { octokit, asked } = await client(() => Response.json({ message: 'limit' }, { status: 403, headers }));
  await expect(octokit.request('GET /repos/acme/shop/issues/1')).rejects.toMatchObject({ status: 403 });
  expect(asked).toHaveLength(1);
});

test('a token that GitHub takes no more is not used again', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-20T14:00:00Z') });
  let revoked = '';
  const { octokit, asked } = await client((_, token) =>
    token === revoked ? Response.json({ message: 'Bad credentials' }, { status: 401 }) : Response.json({ number: 1 }),
  );
  await octokit.request('GET /repos/acme/shop/issues/1');
  revoked = 'token t1';
  // Octokit takes the first seconds of a token for GitHub being late.
  vi.setSystemTime(Date.parse('2026-11-20T14:01:00Z'));
  await expect(octokit.request('GET /repos/acme/shop/issues/1')).rejects.toMatchObject({ status: 401 });
  await expect(octokit.request('GET /repos/acme/shop/issues/1')).resolves.toMatchObject({ status: 200 });
  expect(asked).toHaveLength(3);
});
