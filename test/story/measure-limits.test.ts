/** Measures beyond GitHub's limits, in other repositories, and in places where they cannot be written or read. */
import { describe, expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

const region = (world: World, postmortem: number) => world.section(postmortem, 'Preventative measures');
const rows = async (world: World, postmortem: number) => (await region(world, postmortem)).match(/^- .*/gm) ?? [];

/** Issues that somebody linked by hand, while no event came through. */
async function fill(world: World, parent: number, count: number): Promise<number[]> {
  world.emulator.faults.set({ drop: 1 });
  const numbers: number[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const number = await world.as('moe').open(`By hand ${nth}`);
    await world.as('moe').link(parent, number);
    numbers.push(number);
  }
  world.emulator.faults.clear();
  return numbers;
}

let saved: string | undefined;

/** A postmortem with 89 measures that somebody linked by hand, each time on a copy of the same world. */
async function almostFull() {
  if (saved === undefined) {
    const first = await createWorld();
    const { postmortem } = await openPostmortem(first);
    await fill(first, postmortem, 89);
    await first.resync();
    saved = first.save();
  }
  const world = await createWorld({ saved });
  await world.resync();
  const [incident, postmortem] = [1, 2];
  const continuations = async () =>
    (await world.issues('preventative measure')).filter((one) => one.title.startsWith('More measures'));
  const propose = async (...titles: string[]) => {
    const id = await world.as('wes').comment(incident, titles.map((one) => `/measure ${one}`).join('\n'));
    await world.settle();
    return id;
  };
  return { world, incident, postmortem, continuations, propose };
}

describe('beyond a hundred sub-issues', () => {
  test('at ninety the list goes on below an issue of its own, and all stand in the postmortem', async () => {
    const { world, incident, postmortem, continuations, propose } = await almostFull();
    const [byHand = 0] = await world.children(postmortem);
    expect(await continuations()).toEqual([]);
    await propose('The ninetieth');
    const [more, ...others] = await continuations();
    expect(others).toEqual([]);
    expect(more?.user).toBe('postmortems[bot]');
    expect(`${more?.title}\n\n${await world.read(more?.number ?? 0)}`).toMatchInlineSnapshot(`
      "More measures: Checkout returns 500

      **More measures** · from [Checkout returns 500](#2)
      GitHub takes 100 sub-issues of one issue, so the list goes on below this one. All of them stand in the postmortem, and nothing is to be done here."
    `);
    expect((await world.children(postmortem)).at(-1)).toBe(more?.number);
    await expectAtRest(world);

    const free = await world.as('zoe').open('Raise the limit');
    await propose('P1 Page us', `#${free}`);
    const below = await world.children(more?.number ?? 0);
    expect(below).toHaveLength(2);
    expect(below).toContain(free);
    const page = below.find((one) => one !== free) ?? 0;
    expect(await rows(world, postmortem)).toHaveLength(92);
    expect((await rows(world, postmortem))[0]).toBe(`- [Page us](#${page})<br>P1 · proposed`);
    expect(await world.children(postmortem)).toHaveLength(91);

    // They live as all others do, and are known by their events alone.
    await world.restart();
    await world.as('moe').comment(page, '/accept P0 @ann by 4 December');
    await world.as('wes').comment(free, '/accept P0 by 3 December');
    await world.settle();
    expect((await rows(world, postmortem)).slice(0, 2)).toEqual([
      `- [Raise the limit](#${free})<br>P0 · accepted, no owner yet · by 3 December`,
      `- [Page us](#${page})<br>P0 · accepted · ann · by 4 December`,
    ]);
    expect(await world.children(more?.number ?? 0)).toEqual([free, page]);
    await world.as('ann').close(page);
    await world.as('ann').close(byHand);
    await world.as('wes').unlink(more?.number ?? 0, free);
    await world.settle();
    expect((await rows(world, postmortem))[0]).toContain('done 20 November');
    expect((await rows(world, postmortem)).join('\n')).not.toContain('Raise the limit');
    await world.as('wes').comment(incident, '/timeline 13:50 discovered: calls');
    await world.settle();
    await world.restart();
    expect(await world.children(more?.number ?? 0)).toEqual([page]);
    expect(await continuations()).toHaveLength(1);
    await expectAtRest(world);
  });

  test('a second one before the first is full', async () => {
    const { world, postmortem, continuations, propose } = await almostFull();
    await propose('The ninetieth');
    const [first] = await continuations();
    await fill(world, first?.number ?? 0, 89);
    await propose('The last one below the first', 'The first one below the second');
    const [, second, ...others] = await continuations();
    expect(others).toEqual([]);
    expect(await world.children(postmortem)).toHaveLength(92);
    expect(await world.children(first?.number ?? 0)).toHaveLength(90);
    expect(await world.children(second?.number ?? 0)).toHaveLength(1);
    expect(await rows(world, postmortem)).toHaveLength(181);
    await expectAtRest(world);
  });

  test.each(['unlink', 'remove'] as const)(
    'where a person had it go (%s), what room there is is used, and then it is said',
    async (act) => {
      const { world, incident, postmortem, continuations, propose } = await almostFull();
      await propose('The ninetieth', 'Below it');
      const [more] = await continuations();
      if (act === 'unlink') await world.as('ann').unlink(postmortem, more?.number ?? 0);
      else await world.as('ann').remove(more?.number ?? 0);
      await world.settle();
      await world.restart();
      expect(await rows(world, postmortem)).toHaveLength(90);
      const count = (await continuations()).length;
      const comment = await propose(...Array.from({ length: 11 }, (_, nth) => `Another ${nth}`));
      expect(await continuations()).toHaveLength(count);
      expect(await world.children(postmortem)).toHaveLength(100);
      expect(await world.reactions(comment)).toEqual(['confused']);
      expect((await world.said(incident)).at(-1)).toMatch(
        /^\[Not recorded\]\(#c\): there is no room for another measure: GitHub takes 100 sub-issues of one issue/,
      );
      await expectAtRest(world);
      if (act === 'remove') return;
      await world.as('ann').unlink(postmortem, (await world.children(postmortem))[0] ?? 0);
      await world.as('ann').link(postmortem, more?.number ?? 0);
      await world.settle();
      expect(await world.children(more?.number ?? 0)).toHaveLength(2);
      expect(await world.reactions(comment)).toEqual(['rocket']);
      await expectAtRest(world);
    },
  );

  test('a stop behind any writing, or two processes at once, leave one of each', async () => {
    const stops = [1, 2, 3, 4, 5];
    const { world: clean, postmortem, propose } = await almostFull();
    clean.requests();
    await propose('The ninetieth', 'Page us', 'Drill');
    const writes = [...clean.emulator.requests.list.entries()].flatMap(([index, one]) =>
      one.write ? [index + 1] : [],
    );
    const end = await rows(clean, postmortem);
    for (const nth of stops) {
      const { world, propose: again, incident, continuations } = await almostFull();
      world.emulator.faults.stopAfter = writes[nth - 1] ?? 1;
      await world.as('wes').comment(incident, '/measure The ninetieth\n/measure Page us\n/measure Drill');
      await world.settleOrStop();
      await world.restart();
      expect(await rows(world, postmortem), `stopped after writing ${nth}`).toEqual(end);
      expect(await continuations()).toHaveLength(1);
      if (nth < stops.length) continue;
      const [more] = await continuations();
      const app = await world.app();
      await app.graphql(
        'mutation($to: ID!, $parent: ID!, $title: String!, $body: String!) { createIssue(input: { repositoryId: $to, title: $title, body: $body, parentIssueId: $parent }) { issue { number } } }',
        {
          to: world.emulator.state.named('acme/shop')?.nodeId,
          parent: (await world.issue(postmortem)).node_id,
          title: more?.title,
          body: more?.body,
        },
      );
      await again('Rehearse');
      expect(await world.issue((await world.children(postmortem)).at(-1) ?? 0)).toMatchObject({
        state: 'closed',
        state_reason: 'duplicate',
      });
      expect(await world.children(more?.number ?? 0)).toHaveLength(3);
      await expectAtRest(world);
    }
  });
});

describe('in other repositories of the same owner', () => {
  /** A measure in `acme/api`, where wes may only read and zoe may write. */
  async function elsewhere(isPrivate = false) {
    const world = await createWorld();
    world.emulator.createRepository({
      name: 'api',
      private: isPrivate,
      roles: { ann: 'admin', zoe: 'write', wes: 'read' },
    });
    const api = world.in('acme/api');
    const { incident, postmortem } = await openPostmortem(world);
    const measure = await api.as('zoe').open('Count requests', { body: 'Mine.' });
    const id = (await api.as('ann').api<{ id: number }>('GET', `/repos/acme/api/issues/${measure}`)).id;
    await world.as('ann').api('POST', `/repos/acme/shop/issues/${postmortem}/sub_issues`, { sub_issue_id: id });
    await world.settle();
    return { world, api, incident, postmortem, measure };
  }

  test('a sub-issue is read and listed, commands on it count by the roles there, and its words stay its own', async () => {
    const { world, api, incident, postmortem, measure } = await elsewhere();
    expect((await world.issue(postmortem)).body).toContain(
      '- [Count requests](http://localhost:3000/acme/api/issues/1)<br>proposed',
    );
    const refused = await api.as('wes').comment(measure, '/accept P1');
    await api.as('zoe').comment(measure, '/accept P2 @zoe by 4 December');
    await world.settle();
    expect(await api.reactions(refused)).toEqual(['confused']);
    expect(await rows(world, postmortem)).toEqual(['- [Count requests](#1)<br>P2 · accepted · zoe · by 4 December']);
    expect(await api.issue(measure)).toMatchObject({ body: 'Mine.', labels: ['P2'] });
    expect((await api.said(measure))[0]).toMatch(/^\*\*Accepted\*\* · P2 · zoe · by 4 December 2026 · from \[Checkout/);
    await world.restart();
    world.at('2026-12-05T09:00:00Z');
    await world.resync();
    expect((await api.said(measure)).at(-1)).toMatch(/^@zoe: this was to be done by/);
    await api.as('zoe').close(measure);
    await world.settle();
    // Who may command here may be nobody there.
    const answer = await world.as('wes').comment(postmortem, '/worked #1 I saw it');
    await world.settle();
    expect(await rows(world, postmortem)).toEqual(['- [Count requests](#1)<br>P2 · done 5 December · zoe']);
    expect(await world.reactions(answer)).toEqual(['confused']);
    expect((await world.said(postmortem)).at(-1)).toContain(
      "it belongs on the measure's own issue, in its own repository: [Count requests](#1)",
    );
    await world.as('wes').deleteComment(answer);
    await world.as('wes').comment(incident, '/measure Page us');
    await world.settle();
    expect(await rows(world, postmortem)).toHaveLength(2);
    await expectAtRest(world);
  });

  test('one whose repository the App may not read is named in its row, and followed when it may again', async () => {
    const { world, api, incident, postmortem, measure } = await elsewhere(true);
    const repository = world.emulator.state.named('acme/api');
    if (repository) repository.installed = false;
    await world.as('wes').comment(incident, '/timeline 13:50 discovered: calls\n/measure Page us');
    await world.settle();
    await world.restart();
    expect(await rows(world, postmortem)).toEqual([
      '- [Page us](#4)<br>proposed',
      '- [A measure in a private repository](#2)<br>proposed · cannot be read now',
    ]);
    await expectAtRest(world);
    await api.as('ann').close(measure);
    if (repository) repository.installed = true;
    await world.resync();
    await world.settle();
    expect((await rows(world, postmortem))[0]).toBe('- [A measure in a private repository](#2)<br>done 20 November');
    await api.as('zoe').comment(measure, '/failed the plan for project x leaked');
    await world.settle();
    expect((await rows(world, postmortem))[0]).toBe('- [A measure in a private repository](#2)<br>did not hold');
    const [index] = await world.issues('postmortem-index');
    for (const page of [postmortem, index?.number ?? 0])
      expect((await world.issue(page)).body).not.toMatch(/Count requests|acme\/api|project x/);
    expect((await world.comments(postmortem)).map((one) => one.body).join()).not.toMatch(
      /Count requests|acme\/api|project x/,
    );
    await expectAtRest(world);
  });

  test('one that moved there and back is one row throughout, and keeps its life', async () => {
    const { world, api, incident, postmortem } = await elsewhere();
    await world.as('wes').comment(incident, '/measure P1 Page us @ann by 4 December');
    await world.settle();
    const measure = (await world.children(postmortem)).at(0) ?? 0;
    await world.as('moe').comment(measure, '/accept');
    await world.settle();
    await world.as('ann').transfer(measure, 'acme/api');
    await world.settle();
    await world.restart();
    expect(await rows(world, postmortem)).toHaveLength(2);
    expect((await rows(world, postmortem))[0]).toMatch(/accepted · ann · by 4 December/);
    const moved = (await api.issues()).at(-1)?.number ?? 0;
    await api.as('zoe').comment(moved, '/accept by 5 December');
    await world.settle();
    expect((await rows(world, postmortem))[0]).toMatch(/accepted · ann · by 5 December/);
    await expectAtRest(world);
  });
});

test('on a locked measure what people do by hand is followed, and nothing is said there', async () => {
  const world = await createWorld();
  const free = await world.as('zoe').open('Raise the limit');
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, `/measure #${free}\n/measure Page us`);
  await world.settle();
  const own = (await world.children(postmortem)).find((one) => one !== free) ?? 0;
  for (const one of [free, own]) {
    await world.as('ann').api('PUT', `/repos/acme/shop/issues/${one}/lock`, {});
    await world.as('wes').assign(one, 'wes');
    await world.as('wes').comment(one, '/accept P1 by 4 December');
  }
  await world.settle();
  world.at('2026-12-09T09:00:00Z');
  await world.resync();
  await world.settle();
  expect((await rows(world, postmortem)).map((one) => one.replace(/.*<br>/, ''))).toEqual([
    'P1 · accepted · wes · by 4 December',
    'accepted · wes',
  ]);
  expect([await world.said(free), await world.said(own)]).toEqual([[], []]);
  expect(await world.read(own)).toMatch(/^\*\*Accepted\*\* · P1 · wes/);
  await world.as('wes').close(free, 'not_planned');
  await world.settle();
  expect(await region(world, postmortem)).toContain('declined');
  await expectAtRest(world);
  for (const one of [free, own]) await world.as('ann').api('DELETE', `/repos/acme/shop/issues/${one}/lock`);
  await world.settle();
  await world.resync();
  expect((await world.said(own)).at(-1)).toMatch(/^@wes: this was to be done by/);
  expect(await region(world, postmortem)).toContain('[Raise the limit](#1)<br>declined');
  await world.as('wes').reopen(free);
  await world.settle();
  expect(await region(world, postmortem)).toContain('[Raise the limit](#1)<br>P1 · accepted · wes · by 4 December');
  await expectAtRest(world);
});

test('a measure that GitHub shows at one time and not at another stays in the list', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/measure Page us\n/measure Drill');
  await world.settle();
  const before = await rows(world, postmortem);
  world.emulator.faults.set({ failEvery: 3, status: 502 });
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: calls');
  await world.settle();
  world.emulator.faults.clear();
  await world.resync();
  expect(await rows(world, postmortem)).toEqual(before);
  await world.as('ann').remove((await world.children(postmortem))[0] ?? 0);
  await world.settle();
  expect(await rows(world, postmortem)).toEqual(before.slice(1));
  await expectAtRest(world);
});
