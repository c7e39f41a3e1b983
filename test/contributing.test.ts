/** The worked examples of `docs/contributing.md`, done as they stand there on a copy of the project, and then used. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { applyPatch, parsePatch } from 'diff';
import { afterAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/contributing.md'), 'utf8');
const copy = mkdtempSync(join(tmpdir(), 'postmortems-example-'));
afterAll(() => rmSync(copy, { recursive: true }));

test('a command, a check and a section are added as the page says', async () => {
  for (const folder of ['src', 'test', 'fixtures']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
  for (const name of ['node_modules', 'package.json']) symlinkSync(join(root, name), join(copy, name));
  const patches = [...page.matchAll(/^```diff\n([\s\S]*?)^```$/gm)].flatMap(([, text = '']) => parsePatch(text));
  expect(patches.map((one) => one.newFileName)).toHaveLength(5);
  for (const patch of patches) {
    const path = join(copy, (patch.newFileName ?? '').replace(/^b\//, ''));
    const done = applyPatch(readFileSync(path, 'utf8'), patch);
    expect(done, `${patch.newFileName} has other lines by now`).not.toBe(false);
    writeFileSync(path, String(done));
  }

  const { createWorld, openPostmortem }: typeof import('./world.ts') = await import(join(copy, 'test/world.ts'));
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const wes = world.as('wes');
  await wes.comment(incident, '/timeline 13:50 discovered: support\n/over 13:55');
  await world.settle();
  await wes.comment(postmortem, '/comms Status page, 14:20: checkout is down.');
  await wes.comment(
    postmortem,
    '/summary It broke. We saw it. We looked. We tried. We waited. We tried again. It worked.',
  );
  await wes.edit(postmortem, (body) =>
    body.replace('## Cost', '## What it cost').replace('in trust? -->', 'in trust? -->\n\nTwo days.'),
  );
  await world.settle();

  expect(await world.section(postmortem, 'Communications')).toBe('- Status page, 14:20: checkout is down.');
  expect(await world.section(postmortem, 'What it cost')).toContain('Two days.');
  const said = (await world.said(postmortem)).join('\n');
  expect(said).toMatch(/\*\*Summary\*\* has 7 sentences\..*summary-long/);
  await wes.comment(postmortem, '/postmortem help');
  await world.settle();
  expect((await world.said(postmortem)).join('\n')).toContain('`/comms text`');
});
