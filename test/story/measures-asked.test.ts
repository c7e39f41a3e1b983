/** Days after its closing a postmortem asks once whether its measures hold, and the answer is taken where it is asked. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

const status = async (world: World, postmortem: number) =>
  (await world.said(postmortem)).find((one) => /^\*\*/.test(one)) ?? '';
const asked = async (world: World, postmortem: number) =>
  (await world.said(postmortem)).filter((one) => one.includes('Nobody has said so yet'));
const isOurs = (one: { user: string }) => one.user === 'postmortems[bot]';

/** A complete postmortem with these measures, each taken on, and those at these places done. */
async function written(world: World, measures: readonly string[], done: readonly number[]) {
  const { incident, postmortem } = await openPostmortem(world);
  const lines = [
    '/timeline 13:50 discovered: calls',
    '/over 13:59 well again',
    ...measures.map((one) => `/measure ${one}`),
  ];
  await world.as('wes').comment(incident, lines.join('\n'));
  await world.settle();
  const texts = { Summary: 'S', Apology: 'A', Impact: 'I 5', 'Contributing factors': 'F', Resolution: 'R' };
  await world.as('wes').write(postmortem, texts);
  const numbers = await world.children(postmortem);
  for (const one of numbers) await world.as('wes').assign(one, 'wes');
  await world.settle();
  for (const place of done) await world.as('wes').close(numbers[place] ?? 0);
  await world.settle();
  const row = async (measure: number) =>
    (await world.section(postmortem, 'Preventative measures')).split('\n').find((one) => one.includes(`(#${measure})`));
  return { incident, postmortem, measures: numbers, row };
}

async function closed(world: World, measures: readonly string[], done: readonly number[]) {
  const of = await written(world, measures, done);
  await world.as('wes').close(of.postmortem);
  await world.settle();
  return of;
}

const passDay = async (world: World, time: string) => {
  world.at(time.length > 10 ? time : `${time}T09:00:00Z`);
  await world.resync();
  await world.settle();
};

const configure = async (world: World, text: string, sha?: string) => {
  const { content } = await world
    .as('ann')
    .api<{ content: { sha: string } }>('PUT', '/repos/acme/shop/contents/.github/postmortems.yml', {
      message: 'Choose',
      content: Buffer.from(text).toString('base64'),
      ...(sha === undefined ? {} : { sha }),
    });
  return content.sha;
};

test('sixty days after the closing it asks once, on the very day that the status comment names, and takes the answers', async () => {
  const world = await createWorld();
  const { postmortem, measures, row } = await closed(world, ['P1 Page us', 'P2 Raise the limit', 'P3 Drill'], [0, 1]);
  const [page = 0, raise = 0, drill = 0] = measures;
  expect((await status(world, postmortem)).split('\n\n').slice(0, 2)).toEqual([
    '**Complete.** Thank you for writing it down.',
    `Next: [Drill](#${drill}). On 19 January this page asks once whether the measures hold.`,
  ]);
  await passDay(world, '2027-01-18T23:59:00Z');
  expect(await asked(world, postmortem)).toEqual([]);
  await expectAtRest(world);
  await passDay(world, '2027-01-19T00:10:00Z');
  expect(await asked(world, postmortem)).toMatchInlineSnapshot(`
    [
      "Do these measures hold? Nobody has said so yet.

    - \`#4\` [Page us](#4), done 20 November 2026
    - \`#5\` [Raise the limit](#5), done 20 November 2026

    Comment \`/worked #4\` and what you saw, or \`/failed #4\` and what happened, here or on the measure's own issue. This is asked once.",
    ]
  `);
  expect(await status(world, postmortem)).not.toContain('asks once');
  await expectAtRest(world);

  await world.as('zoe').comment(postmortem, `/worked #${page} I say so`);
  await world.as('moe').comment(postmortem, `/worked #${page} paged on staging\n/failed #${raise}: reached again`);
  const vague = await world.as('moe').comment(postmortem, '/worked we saw it');
  await world.settle();
  expect(await row(page)).toContain('done 20 November, worked: paged on staging');
  expect(await row(raise)).toContain('did not hold: reached again');
  expect(await world.issue(raise)).toMatchObject({ state: 'open' });
  expect((await world.read(page)).split('\n')[0]).toContain('[moe, 19 January 2027](#c)');
  expect(await world.reactions(vague)).toEqual(['confused']);
  expect((await world.said(postmortem)).at(-1)).toMatchInlineSnapshot(`
    "[Not recorded](#c): it does not say which measure it is about. Edit your comment to one of these:

    \`\`\`
    /worked #4 we saw it
    /worked #5 we saw it
    \`\`\`"
  `);
  await world.as('moe').deleteComment(vague);
  await world.settle();
  expect((await asked(world, postmortem))[0]).toMatch(/^\(hidden\)/);

  await world.as('wes').close(raise);
  await world.as('wes').close(drill);
  await world.settle();
  await passDay(world, '2028-01-19');
  await world.restart();
  expect(await asked(world, postmortem)).toHaveLength(1);
  await expectAtRest(world);
});

test('for one measure no number is needed, and an answer on its own issue counts the same', async () => {
  const world = await createWorld();
  const one = await closed(world, ['Page us'], [0]);
  await passDay(world, '2027-01-19');
  expect((await asked(world, one.postmortem))[0]).toMatchInlineSnapshot(`
    "Does this measure hold? Nobody has said so yet.

    - [Page us](#4), done 20 November 2026

    Comment \`/worked\` and what you saw, or \`/failed\` and what happened, here or on the measure's own issue. This is asked once."
  `);
  await world.as('wes').comment(one.postmortem, '/worked #99 was paged');
  await world.settle();
  expect(await one.row(one.measures[0] ?? 0)).toContain('worked: #99 was paged');
  await expectAtRest(world);
});

test('never twice: with the comment, the status comment or both deleted, and after a closing anew', async () => {
  for (const gone of ['question', 'status', 'both']) {
    const world = await createWorld();
    const { postmortem, measures } = await closed(world, ['Page us', 'Drill'], [0]);
    await passDay(world, '2027-01-19');
    expect(await asked(world, postmortem)).toHaveLength(1);
    for (const one of (await world.comments(postmortem)).filter(isOurs)) {
      const isQuestion = one.body.includes('Nobody has said so yet');
      if (gone === 'both' || isQuestion === (gone === 'question')) await world.as('ann').deleteComment(one.id);
    }
    await world.as('wes').close(measures[1] ?? 0);
    await world.settle();
    await world.restart();
    await passDay(world, '2027-03-20');
    expect(await asked(world, postmortem), gone).toHaveLength(gone === 'status' ? 1 : 0);
    await world.as('ann').reopen(postmortem);
    await world.settle();
    await world.as('ann').close(postmortem);
    await world.settle();
    await passDay(world, '2027-09-20');
    expect(await asked(world, postmortem), gone).toHaveLength(gone === 'status' ? 1 : 0);
    await expectAtRest(world);
  }
});

test('a closing anew before it was asked counts from there', async () => {
  const world = await createWorld();
  const { postmortem } = await closed(world, ['Page us'], [0]);
  await passDay(world, '2026-12-20');
  await world.as('ann').reopen(postmortem);
  await world.settle();
  await passDay(world, '2027-01-25');
  expect(await asked(world, postmortem)).toEqual([]);
  await world.as('ann').close(postmortem);
  await world.settle();
  expect(await status(world, postmortem)).toContain('On 26 March this page asks once');
  await passDay(world, '2027-03-25');
  expect(await asked(world, postmortem)).toEqual([]);
  await passDay(world, '2027-03-26');
  expect(await asked(world, postmortem)).toHaveLength(1);
  await expectAtRest(world);
});

test('where nothing is done by then it waits as long from the first that is', async () => {
  const world = await createWorld();
  const { postmortem, measures } = await closed(world, ['Page us'], []);
  expect(await status(world, postmortem)).toContain('On 19 January this page asks once');
  await passDay(world, '2027-02-01');
  expect(await asked(world, postmortem)).toEqual([]);
  expect(await status(world, postmortem)).not.toContain('asks once');
  await expectAtRest(world);
  await world.as('wes').close(measures[0] ?? 0);
  await world.settle();
  expect(await status(world, postmortem)).toContain('On 2 April this page asks once');
  await passDay(world, '2027-04-01');
  expect(await asked(world, postmortem)).toEqual([]);
  await passDay(world, '2027-04-02');
  expect(await asked(world, postmortem)).toHaveLength(1);
});

test('nothing is asked without a measure that is done and unproven, where it was not needed, or where nobody wants it', async () => {
  const world = await createWorld();
  const sha = await configure(world, 'reminders: {unproven: {default: 60, 1: 7, 3: false}}\n');
  const proven = await closed(world, ['Page us'], [0]);
  await world.as('wes').comment(proven.measures[0] ?? 0, '/worked seen');
  const declined = await written(world, ['Page us'], []);
  await world.as('wes').comment(declined.measures[0] ?? 0, '/decline no');
  const notNeeded = await written(world, ['Page us'], [0]);
  const never = await closed(world, ['Page us'], [0]);
  await world.as('ann').label(never.incident, 'sev3');
  const soon = await closed(world, ['Page us'], [0]);
  await world.as('ann').label(soon.incident, 'severity 1');
  const locked = await closed(world, ['Page us'], [0]);
  await world.as('ann').api('PUT', `/repos/acme/shop/issues/${locked.postmortem}/lock`, {});
  await world.settle();
  await world.as('wes').close(declined.postmortem);
  await world.as('wes').close(notNeeded.postmortem, 'not_planned');
  await world.settle();
  for (const one of [proven, declined, notNeeded, never])
    expect(await status(world, one.postmortem)).not.toContain('asks once');
  expect(await status(world, soon.postmortem)).toContain('On 27 November this page asks once');
  await passDay(world, '2026-11-27');
  expect(await asked(world, soon.postmortem)).toHaveLength(1);
  await passDay(world, '2027-06-01');
  for (const one of [proven, declined, notNeeded, never, locked])
    expect(await asked(world, one.postmortem)).toEqual([]);
  await world.as('ann').api('DELETE', `/repos/acme/shop/issues/${locked.postmortem}/lock`);
  await world.settle();
  expect(await asked(world, locked.postmortem)).toHaveLength(1);
  await configure(world, 'reminders: {unproven: 30}\n', sha);
  await passDay(world, '2027-06-02');
  expect(await asked(world, never.postmortem)).toHaveLength(1);
  await expectAtRest(world);
});

test('it comes up though it has been quiet for long, the process was down on the day, and no event tells', async () => {
  const world = await createWorld();
  const { incident, postmortem, measures } = await closed(world, ['Page us'], [0]);
  await world.as('ann').close(incident);
  await world.as('ann').unlabel(measures[0] ?? 0, 'preventative measure');
  await world.settle();
  world.at('2026-11-21T09:00:00Z');
  for (let count = 0; count < 101; count += 1) await world.as('ann').open(`Later ${count}`);
  world.emulator.faults.set({ drop: 1 });
  world.at('2028-05-01T09:00:00Z');
  world.requests();
  await world.restart();
  expect(await asked(world, postmortem)).toHaveLength(1);
  expect(world.requests().list.filter((one) => one.includes('ReadCase'))).toHaveLength(3);
  await expectAtRest(world);
  expect(world.requests().list.filter((one) => one.includes('ReadCase'))).toEqual([]);
});

test('a stop behind any writing neither loses nor doubles the question', async () => {
  const begun = async () => {
    const world = await createWorld();
    const { postmortem } = await closed(world, ['Page us'], [0]);
    world.at('2027-01-19T09:00:00Z');
    world.requests();
    return { world, postmortem };
  };
  const { world: clean, postmortem } = await begun();
  await clean.resync();
  const end = await clean.issue(postmortem);
  const stops = [...clean.emulator.requests.list.entries()].flatMap(([index, one]) => (one.write ? [index + 1] : []));
  expect(stops).toHaveLength(3);
  for (const stop of stops) {
    const { world } = await begun();
    world.emulator.faults.stopAfter = stop;
    await Promise.race([world.resync(), world.settleOrStop()]);
    await world.restart();
    expect(await asked(world, postmortem), `stopped after ${stop}`).toHaveLength(1);
    expect(await world.issue(postmortem)).toEqual(end);
    await expectAtRest(world);
  }
});

test('a page that was closed before it was adopted is not asked about', async () => {
  const world = await createWorld();
  const measure = await world.as('ann').open('Page us');
  const page = await world.as('ann').open('Postmortem: old', { body: '## Summary\n\nS\n' });
  await world.as('ann').link(page, measure);
  await world.as('ann').close(measure);
  await world.as('ann').close(page);
  world.at('2026-11-21T09:00:00Z');
  await world.as('ann').label(page, 'postmortem');
  await world.settle();
  await passDay(world, '2027-06-01');
  expect(await asked(world, page)).toEqual([]);
  await expectAtRest(world);
});
