/** A person's undo is final, and a stale save is none. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

async function threeRows(world: World) {
  const { incident, postmortem } = await openPostmortem(world);
  const wes = world.as('wes');
  const comments: number[] = [];
  for (const row of ['13:50 one', '13:51 two', '13:52 three'])
    comments.push(await wes.comment(incident, `/timeline ${row}`));
  await world.settle();
  const [one = 0, two = 0, three = 0] = comments;
  return { incident, postmortem, one, two, three };
}

const rows = async (world: World, postmortem: number) =>
  (await world.section(postmortem, 'Timeline')).split('\n').filter((line) => line.startsWith('- '));

const withoutRow = (word: string) => (body: string) =>
  body
    .split('\n')
    .filter((line) => !(line.startsWith('- ') && line.includes(word)))
    .join('\n');

test('a row removed by hand stays away: through other rows, a restart, and a deleted status comment', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await threeRows(world);
  await world.as('wes').edit(postmortem, withoutRow('two'));
  await world.settle();
  const expected = ['- [13:50](#c) one', '- [13:52](#c) three'];
  expect(await rows(world, postmortem)).toEqual(expected);
  await world.as('tia').comment(incident, '/timeline 13:53 four');
  await world.settle();
  expected.push('- [13:53](#c) four');
  expect(await rows(world, postmortem)).toEqual(expected);
  await world.restart();
  expect(await rows(world, postmortem)).toEqual(expected);
  const status = (await world.comments(postmortem)).find((one) => one.user === 'postmortems[bot]');
  await world.as('ann').deleteComment(status?.id ?? 0);
  await world.settle();
  await world.as('tia').comment(incident, '/timeline 13:54 five');
  await world.settle();
  expected.push('- [13:54](#c) five');
  expect(await rows(world, postmortem)).toEqual(expected);
  expect(await world.said(postmortem)).toHaveLength(1);
  await expectAtRest(world);
});

test('a removed row whose comment also holds a line that cannot be read stays away when the status comment is deleted', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await threeRows(world);
  const mixed = await world.as('wes').comment(incident, '/timeline 13:55 five\n/timeline 25:99 six');
  await world.settle();
  expect(await world.reactions(mixed)).toEqual(['rocket', 'confused']);
  await world.as('wes').edit(postmortem, withoutRow('five'));
  await world.settle();
  const status = (await world.comments(postmortem)).find((one) => one.user === 'postmortems[bot]');
  await world.as('ann').deleteComment(status?.id ?? 0);
  await world.settle();
  await world.as('tia').comment(incident, '/timeline 13:56 seven');
  await world.settle();
  expect(await rows(world, postmortem)).toEqual([
    '- [13:50](#c) one',
    '- [13:51](#c) two',
    '- [13:52](#c) three',
    '- [13:56](#c) seven',
  ]);
  await world.as('wes').editComment(mixed, '/timeline 25:99 six');
  await world.settle();
  expect(await world.reactions(mixed)).toEqual(['confused']);
  await expectAtRest(world);
});

test('the status comment names the time of a removed row, never its text, and editing its comment brings it back', async () => {
  const world = await createWorld();
  const { postmortem, two } = await threeRows(world);
  await world.as('wes').edit(postmortem, withoutRow('two'));
  await world.settle();
  const [status = ''] = await world.said(postmortem);
  expect(status).toContain('The row of 13:51 was removed by hand and stays away.');
  expect(status).not.toContain('two');
  await world.as('wes').editComment(two, '/timeline 13:51 two, without the secret');
  await world.settle();
  expect(await rows(world, postmortem)).toContain('- [13:51](#c) two, without the secret');
  expect((await world.said(postmortem))[0]).not.toContain('removed by hand');
  await expectAtRest(world);
});

test('a row removed although all others went with it stays away too', async () => {
  const world = await createWorld();
  const { postmortem } = await threeRows(world);
  await world
    .as('wes')
    .edit(postmortem, (body) => ['one', 'two', 'three'].reduce((text, word) => withoutRow(word)(text), body));
  await world.settle();
  expect(await rows(world, postmortem)).toEqual([]);
  await expectAtRest(world);
});

test('a row changed by hand stays until its comment is edited again', async () => {
  const world = await createWorld();
  const { incident, postmortem, two } = await threeRows(world);
  await world
    .as('wes')
    .edit(postmortem, (body) => body.replace(') two', ') the second, with a [graph](https://g.example)'));
  await world.settle();
  await world.as('tia').comment(incident, '/timeline 13:53 four');
  await world.settle();
  expect(await rows(world, postmortem)).toMatchInlineSnapshot(`
    [
      "- [13:50](#c) one",
      "- [13:51](#c) the second, with a [graph](https://g.example)",
      "- [13:52](#c) three",
      "- [13:53](#c) four",
    ]
  `);
  await world.as('wes').editComment(two, '/timeline 13:51 second');
  await world.settle();
  expect(await rows(world, postmortem)).toContain('- [13:51](#c) second');
  await expectAtRest(world);
});

test('a row moved to another time by hand is sorted and stays so', async () => {
  const world = await createWorld();
  const { postmortem } = await threeRows(world);
  await world.as('wes').edit(postmortem, (body) => body.replace('[13:50]', '[13:59]'));
  await world.settle();
  expect(await rows(world, postmortem)).toEqual(['- [13:51](#c) two', '- [13:52](#c) three', '- [13:59](#c) one']);
  await world.restart();
  expect((await rows(world, postmortem)).at(-1)).toBe('- [13:59](#c) one');
  await expectAtRest(world);
});

test('a row written by hand, with what belongs to it, stays and is sorted in', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await threeRows(world);
  await world
    .as('wes')
    .edit(postmortem, (body) =>
      body.replace('\n\n<!-- /postmortems:timeline', '\n- 13:49 zero\n  ![graph](https://g.example/1.png)$&'),
    );
  await world.settle();
  await world.as('tia').comment(incident, '/timeline 13:49 and a half');
  await world.settle();
  expect(await world.section(postmortem, 'Timeline')).toMatchInlineSnapshot(`
    "**20 November 2026** (UTC)

    - 13:49 zero
      ![graph](https://g.example/1.png)
    - [13:49](#c) and a half
    - [13:50](#c) one
    - [13:51](#c) two
    - [13:52](#c) three"
  `);
  await expectAtRest(world);
});

test('a row whose marker was cut off is a hand-written one, and is not doubled', async () => {
  const world = await createWorld();
  const { postmortem } = await threeRows(world);
  await world.as('wes').edit(postmortem, (body) => body.replace(/ two <!-- .*? -->/, ' two'));
  await world.settle();
  expect((await rows(world, postmortem)).filter((row) => row.includes('two'))).toHaveLength(1);
  await expectAtRest(world);
});

test('a stale save is no removal: the rows come back, and what the person wrote stays', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 one');
  await world.settle();
  const { body: stale } = await world.issue(postmortem);
  await world.as('wes').comment(incident, '/timeline 13:51 two\n/over 13:59 well again');
  await world.settle();
  await world.as('moe').edit(postmortem, () => stale.replace('## Summary\n', '## Summary\n\nNobody could pay.\n'));
  await world.settle();
  expect(await rows(world, postmortem)).toEqual([
    '- [13:50](#c) one',
    '- [13:51](#c) two',
    '- [13:59](#c) **over:** well again',
  ]);
  expect(await world.section(postmortem, 'Summary')).toBe('Nobody could pay.');
  expect(await world.read(postmortem)).toContain('## Apology');
  await expectAtRest(world);
});

test('a save from before the first entry is stale as well', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const { body: stale } = await world.issue(postmortem);
  await world.as('wes').comment(incident, '/timeline 13:50 one');
  await world.settle();
  await world.as('moe').edit(postmortem, () => stale);
  await world.settle();
  expect(await rows(world, postmortem)).toEqual(['- [13:50](#c) one']);
  await expectAtRest(world);
});

test('a body emptied altogether gets its timeline and head back, and nothing else', async () => {
  const world = await createWorld();
  const { postmortem } = await threeRows(world);
  await world.as('wes').edit(postmortem, () => 'I start afresh.');
  await world.settle();
  expect(await world.read(postmortem)).toMatchInlineSnapshot(`
    "**Ongoing** · incident [#1](#1)
    Keep talking there. This page keeps the record.
    Public page: no customer names, no secrets. GitHub keeps old versions.

    I start afresh.

    ## Timeline

    **20 November 2026** (UTC)

    - [13:50](#c) one
    - [13:51](#c) two
    - [13:52](#c) three"
  `);
  await expectAtRest(world);
});

test('a lost marker of the timeline is put right, and the text around it stays', async () => {
  const world = await createWorld();
  const { postmortem } = await threeRows(world);
  await world.as('wes').edit(postmortem, (body) => body.replace('<!-- /postmortems:timeline -->', 'A note of mine.'));
  await world.settle();
  expect(await rows(world, postmortem)).toHaveLength(3);
  expect(await world.read(postmortem)).toContain('A note of mine.');
  expect((await world.issue(postmortem)).body.match(/postmortems:timeline/g)).toHaveLength(2);
  await expectAtRest(world);
});

test('an edit of the head line is put right', async () => {
  const world = await createWorld();
  const { postmortem } = await threeRows(world);
  await world.as('wes').edit(postmortem, (body) => body.replace('**Ongoing**', '**Nothing to see here**'));
  await world.settle();
  expect(await world.read(postmortem)).toMatch(/^\*\*Ongoing\*\*/);
  await expectAtRest(world);
});

test('an edit of the status comment is put right, with the removals kept', async () => {
  const world = await createWorld();
  const { postmortem } = await threeRows(world);
  await world.as('wes').edit(postmortem, withoutRow('two'));
  await world.settle();
  const [status] = await world.comments(postmortem);
  const { body = '', id = 0 } = status ?? {};
  await world.as('ann').editComment(id, body.replace(/\*\*Next[^\n]*/, 'Mine.'));
  await world.settle();
  expect((await world.comments(postmortem))[0]?.body).toBe(body);
  await world
    .as('ann')
    .editComment(id, body.replace(/<!-- postmortems:ledger.*? -->/, '<!-- postmortems:ledger {"revision":1 -->'));
  await world.settle();
  expect(await rows(world, postmortem)).toHaveLength(2);
  await expectAtRest(world);
});

test('the label postmortem removed by a person means hands off, put back it goes on', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await threeRows(world);
  await world.as('ann').unlabel(postmortem, 'postmortem');
  await world.settle();
  await world.as('wes').close(postmortem);
  const before = [await world.issue(postmortem), await world.said(postmortem), await world.said(incident)];
  const comment = await world.as('wes').comment(incident, '/timeline 13:55 five\n/measure Alert\n/timeline 25:99 x');
  await world.as('wes').comment(postmortem, '/over');
  await world.as('wes').unlabel(incident, 'incident');
  await world.as('wes').label(incident, 'incident');
  await world.settle();
  await world.restart();
  expect([await world.issue(postmortem), await world.said(postmortem), await world.said(incident)]).toEqual(before);
  expect(await world.reactions(comment)).toEqual([]);
  expect(await world.issues('postmortem')).toEqual([]);
  await expectAtRest(world);
  await world.as('ann').reopen(postmortem);
  await world.as('ann').label(postmortem, 'postmortem');
  await world.settle();
  expect(await rows(world, postmortem)).toContain('- [13:55](#c) five');
  await expectAtRest(world);
});

test('a postmortem unlinked by a person stays unlinked, and no other is opened', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await threeRows(world);
  await world.as('ann').unlink(incident, postmortem);
  await world.settle();
  await world.as('ann').comment(incident, '/timeline 13:55 five');
  await world.settle();
  await world.restart();
  expect(await world.children(incident)).toEqual([]);
  expect(await world.issues('postmortem')).toHaveLength(1);
  expect(await rows(world, postmortem)).toEqual(['- [13:50](#c) one', '- [13:51](#c) two', '- [13:52](#c) three']);
  await world.as('ann').comment(postmortem, '/timeline 13:55 six');
  await world.settle();
  expect(await rows(world, postmortem)).toContain('- [13:55](#c) six');
  await expectAtRest(world);
});

test('a title changed by a person stays', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('ann').rename(postmortem, 'What we learned from the checkout');
  await world.settle();
  await world.as('ann').rename(incident, 'Checkout is down');
  await world.settle();
  expect((await world.issue(postmortem)).title).toBe('What we learned from the checkout');
  await expectAtRest(world);
});
