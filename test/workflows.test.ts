/** What runs in CI may do no more than it must, runs only code that is pinned, and takes no text of strangers into a script. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const folder = join(import.meta.dirname, '../.github/workflows');
const step = z.looseObject({ uses: z.string().optional(), run: z.string().optional() });
const workflow = z.looseObject({
  on: z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())]),
  permissions: z.strictObject({}),
  jobs: z.record(
    z.string(),
    z.looseObject({
      permissions: z.strictObject({ contents: z.enum(['read', 'write']) }),
      'timeout-minutes': z.number(),
      steps: z.array(step),
    }),
  ),
});
const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));

test.each(files)('%s has the least permissions, pinned actions and no text of strangers in its scripts', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const { on, jobs } = workflow.parse(parse(text));
  const events = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on);
  expect(events).not.toContain('pull_request_target');
  expect(events).not.toContain('workflow_run');
  const isByStrangers = events.includes('pull_request');
  for (const { permissions, steps } of Object.values(jobs)) {
    if (isByStrangers) expect(permissions).toEqual({ contents: 'read' });
    for (const { run = '' } of steps) expect(run).not.toMatch(/\$\{\{/);
  }
  const used = [...text.matchAll(/^[ -]*uses: (.*)$/gm)].map(([, action = '']) => action);
  expect(used.length).toBeGreaterThan(0);
  for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d/);
});
