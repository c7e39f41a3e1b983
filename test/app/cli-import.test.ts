import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createInsist } from '../../src/app/cli/import/insist.ts';
import { pageOf, withoutPings } from '../../src/app/cli/import/page.ts';
import { importedAt, importMarker, readImported } from '../../src/postmortem/adopting/imported.ts';
import { Trouble } from '../../src/reconcile/port.ts';
import { createWorld, expectAtRest, type World } from '../world.ts';
import { type } from './typed.ts';

const home = mkdtempSync(join(tmpdir(), 'import-'));
afterAll(() => rmSync(home, { recursive: true }));
let made = 0;

/** A folder of its own with these files. */
function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  made += 1;
  const folder = join(home, String(made), 'postmortems');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const cache = `# The cache was cold after a deploy

Date: 3 March 2024

## Impact

Every page took 20 seconds, for all 4,000 people who came. @ann was paged.

## Timeline

- 2024-03-03 09:00 UTC the deploy empties the cache
- 2024-03-03 09:40 UTC pages are fast again

## Root cause

The deploy clears what it should warm.
`;
const queue = `---\r\ntitle: Queue stuck\r\ndate: 2023-11-07\r\n---\r\n\r\n## Impact\r\n\r\nMails came a day late.\r\n\r\n## Lessons learned\r\n\r\n- Nobody watches the queue.\r\n`;
const going =
  '# Disk fills up\n\n**Status:** investigating\n\n## Impact\n\nNo uploads.\n\n## Timeline\n\n- 10:00 first report\n';
const three = { 'cache.md': cache, '2023/queue.md': queue, '2026-02-01-disk.md': going };

interface File {
  readonly file: string;
  readonly fate: string;
  readonly number?: number;
}

async function bring(world: World, folder: string, args: readonly string[] = ['--apply'], given: object = {}) {
  const { code, out, err, asked } = await type(world, ['import', folder, 'acme/shop', '--json', ...args], given);
  await world.settle();
  const files: File[] = out === '' ? [] : JSON.parse(out).files;
  return { code, err, asked, files, fates: files.map(({ file, fate }) => `${fate} ${file}`) };
}

const writes = (asked: readonly string[]) => asked.filter((one) => !/^GET|graphql/.test(one));

test('a dry run says what it would do; then all of it comes in, is adopted and listed; then nothing is left to do', async () => {
  const world = await createWorld();
  const folder = folderOf(three);
  const dry = await type(world, ['import', folder, 'acme/shop']);
  expect(dry).toMatchObject({ code: 0, err: '' });
  expect(writes(dry.asked)).toEqual([]);
  expect(dry.out.replaceAll(folder, 'DIR')).toMatchInlineSnapshot(`
    "acme/shop, from DIR: 3 to bring in, 0 there already, 0 left out.
      new        2023/queue.md: "Queue stuck", 2023-11-07, does not read like a postmortem
      new        2026-02-01-disk.md: "Disk fills up", 2026-02-01, stays open, does not read like a postmortem
      new        cache.md: "The cache was cold after a deploy", 2024-03-03

    Nothing was written. To bring them in: postmortems import DIR acme/shop --apply
    "
  `);
  const { code, err, fates, files } = await bring(world, folder, ['--apply'], { errColumns: 80 });
  expect({ code, fates }).toEqual({
    code: 0,
    fates: ['imported 2023/queue.md', 'imported 2026-02-01-disk.md', 'imported cache.md'],
  });
  expect(err).toMatch(/\r\x1b\[2K█+░* 2 of 3 2026-02-01-disk\.md/);
  const [mails = 0, disk = 0, cold = 0] = files.map((one) => one.number);
  expect(await world.issue(mails)).toMatchObject({ state: 'closed', user: 'ann', labels: ['postmortem'] });
  expect((await world.issue(disk)).state).toBe('open');
  // Word for word as it was, but that it pings nobody.
  const { body } = await world.issue(cold);
  const own = body.replace(/<!-- postmortems:head[\s\S]*?<!-- \/postmortems:head -->\n\n/, '');
  expect(own.replace(/\n\n<!-- imported .*\n$/, '\n')).toBe(cache.replace('@ann', '@<!-- -->ann'));
  expect((await world.issue(mails)).body).toContain('\r\n## Impact\r\n\r\nMails came');
  const [index] = await world.issues('postmortem-index');
  const list = await world.read(index?.number ?? 0);
  expect(list).toContain('1 being written');
  expect(list).toMatch(/### 2024\n\n- \[The cache was cold after a deploy\]\(#\d+\)<br>3 March\n/);
  expect(list).toMatch(/2023: 1 postmortem<\/summary>\n\n- \[Queue stuck\]\(#\d+\)<br>7 November\n/);
  expect(await type(world, ['verify', 'acme/shop'])).toMatchObject({ code: 0 });
  const again = await bring(world, folder);
  expect(again.fates).toEqual(['there 2023/queue.md', 'there 2026-02-01-disk.md', 'there cache.md']);
  expect(writes(again.asked)).toEqual([]);
  await expectAtRest(world);
});

/** A line that is cut behind the nth request of this kind: it arrives, and its answer does not. */
function cutAfter(world: World, kind: RegExp, nth: number): typeof fetch {
  let seen = 0;
  return async (input, init) => {
    const answer = await world.emulator.fetch(input, init);
    if (!kind.test(`${init?.method ?? 'GET'} ${new URL(String(input)).pathname}`)) return answer;
    seen += 1;
    if (seen === nth)
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('cut'), { code: 'ECONNRESET' }) });
    return answer;
  };
}

const creations = /^POST .*\/issues$/;

test('stopped anywhere, the next run finishes it without doubles; a creation whose answer is lost is not made twice', async () => {
  const world = await createWorld();
  const folder = folderOf(three);
  const lost = await bring(world, folder, ['--apply'], { fetch: cutAfter(world, creations, 1) });
  expect(lost.fates.filter((one) => one.startsWith('imported'))).toHaveLength(3);
  expect(await world.issues()).toHaveLength(4);
  const other = folderOf({ 'a.md': `${cache}\nOne.\n`, 'b.md': `${cache}\nTwo.\n`, 'c.md': `${cache}\nThree.\n` });
  for (const [kind, nth] of [
    [creations, 2],
    [/^PATCH/, 1],
    [/labels$/, 1],
  ] as const) {
    // From then on the line is dead.
    let isDead = false;
    const cut = cutAfter(world, kind, nth);
    const stopped = await bring(world, other, ['--apply'], {
      fetch: async (input: string, init: RequestInit) => {
        if (isDead) return Response.json({ message: 'stop' }, { status: 404 });
        return cut(input, init).catch((error: unknown) => {
          isDead = true;
          throw error;
        });
      },
    });
    expect(stopped).toMatchObject({
      code: 2,
      files: [],
      err: expect.stringContaining('the next run goes on from there'),
    });
  }
  // The list is late: what was made last is not in it yet.
  const late: typeof fetch = async (input, init) => {
    const answer = await world.emulator.fetch(input, init);
    if (!/\/issues\?/.test(String(input))) return answer;
    const list: { number: number }[] = JSON.parse(await answer.text());
    return Response.json(list.filter((one) => one.number < (list.at(-1)?.number ?? 0) - 1));
  };
  const done = await bring(world, other, ['--apply'], { fetch: late });
  expect(done.code).toBe(0);
  const pages = (await world.issues()).filter((one) => /imported postmortems\/[abc]\.md /.test(one.body));
  expect(pages.map(({ state, labels }) => `${state} ${labels.includes('postmortem')}`)).toEqual(
    Array(3).fill('closed true'),
  );
  expect(await type(world, ['verify', 'acme/shop'])).toMatchObject({ code: 0 });
});

test('what cannot come in is named with the reason, and keeps nothing else out', async () => {
  const world = await createWorld();
  const folder = folderOf({
    'good.md': cache,
    'copy.md': cache,
    'long.md': `${cache}${'x'.repeat(70_000)}`,
    'hostile.md': '*a_ '.repeat(16_000),
    'latin.md': Buffer.from([0x23, 0x20, 0xe9, 0x0a]),
    'marks.md': `${cache}\n<!-- postmortems:timeline -->\n`,
    'empty.md': ' \n',
    'template.md':
      '# Postmortem template\n\n## Summary\n\n## Impact\n\n## Timeline\n\n## Root cause\n\n## Action items\n',
    'README.md': '# How we write\n\nYou should write soon.\n',
    'notes.md': 'Bread and butter.\n',
    'picture.png': 'no',
    '.git/x.md': cache,
    'node_modules/y.md': cache,
  });
  symlinkSync('/etc/hostname', join(folder, 'link.md'));
  const { code, out } = await type(world, ['import', folder, 'acme/shop', '--apply']);
  expect(code).toBe(1);
  expect(out.slice(out.indexOf('\n') + 1).replace(/"[^"]*"/g, '"…"')).toMatchInlineSnapshot(`
    "  left out   README.md: does not read like a postmortem
      imported   copy.md: #1, "…", 2024-03-03
      left out   empty.md: is empty
      left out   good.md: has the same text as copy.md
      left out   hostile.md: cannot be read by the App: more than 3000 signs of emphasis (\`*\`, \`_\`, \`~\`)
      left out   latin.md: is not text in UTF-8. Save it as UTF-8, or name another file.
      left out   link.md: is a link
      left out   long.md: is too long for an issue: 70384 characters of 65536
      left out   marks.md: is a copy of a page that the App keeps, with its hidden marks: take those out
      imported   notes.md: #2, "…", no day, does not read like a postmortem
      left out   picture.png: is not Markdown
      left out   template.md: is a template

    The App adopts each as its label arrives. Whether the index lists them all: postmortems verify acme/shop
    "
  `);
  expect(await world.issues()).toHaveLength(2);
});

test('a person’s undo is final, a changed file is told, a moved one is known, and a stranger keeps nothing out', async () => {
  const world = await createWorld();
  const folder = folderOf({ 'cache.md': cache, 'queue.md': queue, 'disk.md': going });
  const mine = importMarker({ path: 'postmortems/cache.md', hash: '0'.repeat(16), day: undefined });
  await world.as('zoe').open('Mine', { body: `x\n\n${mine}\n` });
  const first = await bring(world, folder);
  expect(first.fates).toEqual(['imported cache.md', 'imported disk.md', 'imported queue.md']);
  const [cold = 0, disk = 0] = first.files.map((one) => one.number);
  await world.as('wes').unlabel(cold, 'postmortem');
  await world.as('wes').reopen(cold);
  rmSync(join(folder, 'queue.md'));
  writeFileSync(join(folder, 'moved.md'), queue);
  writeFileSync(join(folder, 'disk.md'), `${going}\nMore.\n`);
  // Somebody else goes on.
  const second = await bring(world, folder, ['--apply'], { token: 'ann' });
  expect(second).toMatchObject({ code: 1, fates: ['there cache.md', 'changed disk.md', 'there moved.md'] });
  expect(writes(second.asked)).toEqual([]);
  expect(await world.issue(cold)).toMatchObject({ state: 'open', labels: [] });
  expect((await world.issue(disk)).body).not.toContain('More.');
});

test.each<[string, string, object, string]>([
  ['nobody', '.', { token: '' }, 'import needs GITHUB_TOKEN'],
  ['a bot', '.', { token: 'robo' }, 'a token of robo[bot]. Use that of a person'],
  ['who may not label', '.', { token: 'ron' }, 'ron may not put labels in acme/shop'],
  ['a folder that is not there', 'none', {}, 'none is not there.'],
  ['a file', 'cache.md', {}, 'cache.md is a file. Name the folder'],
])('import refuses %s, and writes nothing', async (_, name, given, why) => {
  const world = await createWorld();
  const folder = folderOf({ 'cache.md': cache });
  const { code, out, err, asked } = await type(world, ['import', name, 'acme/shop', '--apply'], { folder, ...given });
  expect({ code, out, writes: writes(asked) }).toEqual({ code: 2, out: '', writes: [] });
  expect(err).toContain(why);
});

test('it waits for its turn and when GitHub says so, tries again what passes, and not what is refused', async () => {
  let now = 0;
  const waits: number[] = [];
  const said: string[] = [];
  const insist = createInsist({
    isUnpaced: false,
    now: () => now,
    wait: async (ms) => {
      waits.push(ms);
      now += ms;
    },
    tell: (line) => said.push(line),
  });
  for (let count = 0; count < 144; count += 1) {
    await insist.create(
      async () => count,
      async () => undefined,
    );
    await insist.write(async () => {});
    await insist.write(async () => {});
  }
  // 100 at once in ten seconds each from then on, and 60 in any minute.
  expect(now).toBeGreaterThan(7 * 60_000);
  expect(now).toBeLessThan(10 * 60_000);
  const failing =
    (...errors: unknown[]) =>
    async () => {
      if (errors.length > 0) throw errors.shift();
      return 'done';
    };
  const limit = new Trouble('limited', 'slow down', { until: now + 90_000 });
  const before = now;
  expect(await insist.read(failing(limit))).toBe('done');
  expect(now - before).toBe(90_000);
  expect(said).toEqual([expect.stringMatching(/^GitHub asks for a pause until \d\d:\d\d UTC\.$/)]);
  const passing = new Trouble('passing', '502');
  expect(await insist.create(failing(passing, passing), async () => undefined)).toBe('done');
  expect(await insist.create(failing(passing), async () => 'found')).toBe('found');
  await expect(insist.read(failing(...Array(9).fill(passing)))).rejects.toBe(passing);
  const refused = new Trouble('refused', 'no');
  await expect(insist.read(failing(refused))).rejects.toBe(refused);
});

test.each([
  ['@ann and @acme/ops', '@<!-- -->ann and @<!-- -->acme/ops'],
  ['ann@example.com', 'ann@example.com'],
  ['`@ann`\n\n```\n@ann\n```\n', '`@ann`\n\n```\n@ann\n```\n'],
  ['<p title="@ann">@ann</p>\n', '<p title="@ann">@<!-- -->ann</p>\n'],
  ['<!-- @ann -->', '<!-- @ann -->'],
  ['[@ann](https://example.com/@ann) **@wes**', '[@<!-- -->ann](https://example.com/@ann) **@<!-- -->wes**'],
  ['a @ b', 'a @ b'],
])('%j pings nobody', (text, expected) => {
  expect(withoutPings(text)).toBe(expected);
});

test.each<[string, string, object]>([
  ['a/2022-05-13-down.md', '# Down\n\nIt was.\n', { title: 'Down', day: '2022-05-13', isDraft: false }],
  ['a/pm_20220513.md', 'It was.\n', { title: 'Pm 20220513', day: '2022-05-13' }],
  ['a/2022-13-45.md', 'It was.\n', { day: undefined }],
  ['a/b.md', '## Summary\n\nIt was.\n', { title: 'B' }],
  ['a/b.md', '# Title: *Down* again\n', { title: 'Down again' }],
  ['a/b.md', '# [Down](https://example.com)\n\n**Date:** 2021-02-03\n', { title: 'Down', day: '2021-02-03' }],
  [
    'a/b.md',
    '---\ntitle: "Down"\ndate: 2021-02-03T10:00:00Z\ndraft: true\n---\n',
    { title: 'Down', day: '2021-02-03', isDraft: true },
  ],
  ['a/b.md', '| Status | In progress |\n|---|---|\n', { isDraft: true }],
  ['a/b.md', '# Down\n\nStatus: draft / final\n', { isDraft: false }],
  ['a/b.md', '# Down\n\nStatus: Resolved\n', { isDraft: false }],
  ['a/b.md', `# ${'x'.repeat(400)}\n`, { title: 'x'.repeat(256) }],
])('%s %j', (path, text, expected) => {
  expect(pageOf({ path, read: { text, hash: '0'.repeat(16) } }, true)).toMatchObject(expected);
});

test('the hidden line is read as it was written, whatever the name of the file', () => {
  for (const path of ['a/b c.md', 'a--b.md', '日/報.md', '-->.md', '%.md', '"<&>.md']) {
    const imported = { path, hash: '0123456789abcdef', day: '2020-10-28' };
    const line = importMarker(imported);
    expect(line).toMatch(/^<!-- (?:(?!--).)* -->$/);
    expect(readImported(`text\r\n\r\n${line}\r\n`)).toEqual(imported);
  }
  expect(importedAt('<!-- imported a.md 0123456789abcdef 2020-02-31 -->')).toBeTypeOf('number');
  expect(importedAt('<!-- imported a.md 0123456789abcdef 9999-99-99 -->')).toBeUndefined();
  expect(readImported('> <!-- imported a.md 0123456789abcdef -->')).toBeUndefined();
});
