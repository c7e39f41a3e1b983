import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Probot } from 'probot';
import { afterAll, expect, test } from 'vitest';
import * as index from '../../src/index.ts';
import { serve } from './real-server.ts';

interface Event {
  readonly name: string;
  readonly examples: readonly Record<string, unknown>[];
}

const path = createRequire(import.meta.url).resolve('@octokit/webhooks-examples');
const events: readonly Event[] = JSON.parse(readFileSync(path, 'utf8'));

const app: unknown = 'default' in index ? index.default : undefined;
const server = await serve(async (probot: Probot) => {
  if (typeof app === 'function') await app(probot);
});
afterAll(() => server.close());

test('there are examples of every event that we listen to, but sub_issues', () => {
  const names = new Set(events.map(({ name }) => name));
  expect(['issues', 'issue_comment', 'label', 'repository'].every((name) => names.has(name))).toBe(true);
});

test.each(events)('$name: every example is accepted', async ({ name, examples }) => {
  for (const example of examples) {
    const installation = { id: 7, node_id: 'MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9uNw==' };
    const response = await server.post(name, JSON.stringify({ ...example, installation }));
    expect([response.status, await response.text()]).toEqual([200, 'ok\n']);
  }
});
