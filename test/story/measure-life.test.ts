/** The life of a measure, from proposal to proof: by commands and by hand alike, and final where a person has acted. */
import { describe, expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

const region = (world: World, postmortem: number) => world.section(postmortem, 'Preventative measures');
const first = async (world: World, measure: number) => (await world.read(measure)).split('\n')[0];

async function begun(proposal = 'Alert on replica lag') {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world.as('wes').comment(incident, `/measure ${proposal}`);
  await world.settle();
  const [measure = 0] = await world.children(postmortem);
  const say = async (login: string, text: string) => {
    const id = await world.as(login).comment(measure, text);
    await world.settle();
    return id;
  };
  const row = async () => (await region(world, postmortem)).replace(/^.*<br>/, '');
  const assignees = async () => world.emulator.state.issue(await idOf(world, measure)).assignees.map(loginOf(world));
  return { world, incident, postmortem, comment, measure, say, row, assignees };
}

const idOf = async (world: World, issue: number) =>
  (await world.as('ann').api<{ id: number }>('GET', `/repos/acme/shop/issues/${issue}`)).id;
const loginOf = (world: World) => (id: number) => world.emulator.state.user(id).login;

describe('nothing happens', () => {
  test('where a visitor, a reader or a bot commands', async () => {
    const { world, measure, say, row, assignees } = await begun();
    const comments = [await say('zoe', '/accept P1 @zoe'), await say('ron', '/decline I do not like it')];
    expect(await row()).toBe('proposed');
    expect(await assignees()).toEqual([]);
    expect((await world.issue(measure)).state).toBe('open');
    for (const one of comments) expect(await world.reactions(one)).toEqual(['confused']);
    expect(await world.said(measure)).toEqual([]);
    await expectAtRest(world);
  });

  test('in a quote, in code, or on an issue that belongs to no postmortem', async () => {
    const { world, say, row } = await begun();
    await say('wes', '> /accept P1\n\n`/decline no`\n\n    /failed no');
    const other = await world.as('ann').open('Something else');
    const comment = await world.as('wes').comment(other, '/accept P1 @ann');
    await world.settle();
    expect(await row()).toBe('proposed');
    expect(await world.reactions(comment)).toEqual([]);
    expect(await world.said(other)).toEqual([]);
    await expectAtRest(world);
  });
});

describe('refused, with what would work', () => {
  test.each([
    ['/accept by 03/04', '`03/04` can be two dates'],
    ['/accept by yesterday', '2026-11-19 has passed'],
    ['/accept soon', '`soon` is not only a priority, an owner and a date'],
    ['/accept P1 @zoe by 4 December', 'GitHub lets nobody assign zoe here'],
    ['/accept @nobody-at-all', 'GitHub lets nobody assign nobody-at-all here'],
    ['/decline', 'it gives no reason'],
    ['/worked', 'it does not say what you saw'],
    ['/timeline 14:05 restarted', 'on a measure there are `/accept`, `/decline`, `/worked` and `/failed`'],
  ])('%s', async (text, refused) => {
    const { world, measure, say, row } = await begun();
    const comment = await say('wes', text);
    expect(await row()).toBe('proposed');
    expect(await world.reactions(comment)).toEqual(['confused']);
    expect((await world.said(measure)).join('\n')).toContain(refused);
    await expectAtRest(world);
    await world.as('wes').editComment(comment, '/accept P2 @wes');
    await world.settle();
    expect(await row()).toBe('P2 · accepted · wes');
    expect((await world.said(measure)).join('\n')).toMatch(/^\(hidden\)/);
    expect(await world.reactions(comment)).toEqual(['rocket']);
    await expectAtRest(world);
  });

  test('on the incident, where there is nothing to accept', async () => {
    const { world, incident, postmortem } = await begun();
    await world.as('wes').comment(incident, '/accept P1');
    await world.as('wes').comment(postmortem, '/decline no');
    await world.settle();
    expect((await world.said(incident)).join('\n')).toContain(
      "it belongs on the measure's own issue, such as [Alert on replica lag](#4)",
    );
    expect(await region(world, postmortem)).toContain('<br>proposed');
    await expectAtRest(world);
  });

  test('an owner of a proposal who cannot be assigned', async () => {
    const world = await createWorld();
    const { incident, postmortem } = await openPostmortem(world);
    await world.as('wes').comment(incident, '/measure P1 Alert on lag @zoe by 4 December');
    await world.settle();
    expect(await world.children(postmortem)).toEqual([]);
    expect((await world.said(incident)).at(-1)).toContain('/measure P1 Alert on lag by 2026-12-04');
    await expectAtRest(world);
  });
});

describe('by commands and by hand it comes to the same', () => {
  test('accepted', async () => {
    const commanded = await begun();
    await commanded.say('moe', '/accept P1 @ann');
    const byHand = await begun();
    await byHand.world.as('moe').label(byHand.measure, 'P1');
    await byHand.world.as('moe').assign(byHand.measure, 'ann');
    await byHand.world.settle();
    for (const { world, measure, row, assignees } of [commanded, byHand]) {
      expect(await row()).toBe('P1 · accepted · ann');
      expect(await world.read(measure)).toContain(
        '**Accepted** · P1 · ann · from [Checkout returns 500](#2), 20 November 2026\n\n<details>\n<summary>1 change</summary>\n\n- 20 November 2026, moe: accepted, P1 · ann\n\n</details>',
      );
      expect(await assignees()).toEqual(['ann']);
      expect((await world.issue(measure)).labels).toEqual(['preventative measure', 'P1']);
      await expectAtRest(world);
    }
  });

  test('done', async () => {
    const commanded = await begun();
    await commanded.say('moe', '/accept P1 @ann');
    await commanded.say('ann', '/worked a deploy was refused on staging');
    const byHand = await begun();
    await byHand.say('moe', '/accept P1 @ann');
    await byHand.world.as('ann').close(byHand.measure);
    await byHand.world.settle();
    expect(await commanded.row()).toBe('done 20 November, worked: a deploy was refused on staging');
    expect(await byHand.row()).toBe('P1 · done 20 November · ann');
    expect(await first(commanded.world, commanded.measure)).toBe(
      '**Worked** · a deploy was refused on staging, [ann, 20 November 2026](#c) · from [Checkout returns 500](#2), 20 November 2026',
    );
    for (const { world, measure } of [commanded, byHand]) {
      expect(await world.issue(measure)).toMatchObject({ state: 'closed', state_reason: 'completed' });
      await expectAtRest(world);
    }
    await byHand.say('moe', '/worked a deploy was refused on staging');
    expect(await byHand.row()).toBe(await commanded.row());
  });

  test('declined', async () => {
    const { world, measure, say, row } = await begun();
    const comment = await say('moe', '/decline it moves the cliff, it does not *remove* it');
    expect(await world.issue(measure)).toMatchObject({ state: 'closed', state_reason: 'not_planned' });
    expect(await row()).toBe('declined: it moves the cliff, it does not *remove* it');
    expect(await first(world, measure)).toMatch(
      /^\*\*Declined\*\* · it moves the cliff, .* it, \[moe, 20 November 2026\]/,
    );
    await world.as('moe').deleteComment(comment);
    await world.settle();
    await world.restart();
    expect(await row()).toBe('declined: it moves the cliff, it does not *remove* it');
    await expectAtRest(world);
  });
});

test('what is proposed stands in the first paragraph, and /accept alone takes it over', async () => {
  const { world, measure, say, row, assignees } = await begun('P1 Alert on replica lag @ann by 4 December');
  expect(await row()).toBe('P1 · proposed · ann · by 4 December');
  expect(await first(world, measure)).toMatch(/^\*\*Proposed\*\* · P1 · ann · by 4 December 2026 · from/);
  expect(await assignees()).toEqual([]);
  await say('moe', '/accept');
  expect(await row()).toBe('P1 · accepted · ann · by 4 December');
  expect(await assignees()).toEqual(['ann']);
  expect((await world.issue(measure)).labels).toContain('P1');
  await expectAtRest(world);
});

test('several lines below /measure are several proposals', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/measure\n- P1 Alert on lag @ann\n- Page us by 4 December\n');
  await world.settle();
  expect(await region(world, postmortem)).toBe(
    '- [Alert on lag](#4)<br>P1 · proposed · ann\n- [Page us](#5)<br>proposed · by 4 December',
  );
  await expectAtRest(world);
});

test('an edited proposal is proposed anew until somebody has decided', async () => {
  const { world, comment, say, row } = await begun('P1 Alert on replica lag @ann');
  await world.as('wes').editComment(comment, '/measure P2 Alert on replica lag @moe by 4 December');
  await world.settle();
  expect(await row()).toBe('P2 · proposed · moe · by 4 December');
  await say('moe', '/accept');
  await world.as('wes').editComment(comment, '/measure P0 Alert on replica lag @wes by 5 December');
  await world.settle();
  expect(await row()).toBe('P2 · accepted · moe · by 4 December');
  await expectAtRest(world);
});

test('terms change by /accept again, and who changed them is kept', async () => {
  const { world, measure, say, row, assignees } = await begun();
  await say('moe', '/accept P1 @ann by 4 December');
  world.at('2026-12-01T09:00:00Z');
  await say('ann', '/accept by 18 December');
  await say('moe', '/accept P2 @wes');
  await world.as('tia').unlabel(measure, 'P2');
  await world.settle();
  expect(await row()).toBe('accepted · wes · by 18 December');
  expect(await assignees()).toEqual(['wes']);
  expect((await world.read(measure)).match(/^- .*$/gm)).toEqual([
    '- 20 November 2026, moe: accepted, P1 · ann · by 4 December 2026',
    '- 1 December 2026, ann: P1 · ann · by 18 December 2026',
    '- 1 December 2026, moe: P2 · wes · by 18 December 2026',
    '- 1 December 2026, tia: wes · by 18 December 2026',
  ]);
  await expectAtRest(world);
});

test('it did not hold: reopened, and accepted once more', async () => {
  const { world, measure, say, row } = await begun();
  await say('moe', '/accept P1 @ann');
  await world.as('ann').close(measure);
  await world.settle();
  await say('wes', '/failed the limit was reached again');
  expect((await world.issue(measure)).state).toBe('open');
  expect(await row()).toBe('P1 · did not hold: the limit was reached again · ann');
  expect(await first(world, measure)).toMatch(/^\*\*Did not hold\*\* · the limit was reached again, \[wes, /);
  await say('moe', '/accept by 4 December');
  expect(await row()).toBe('P1 · accepted · ann · by 4 December');
  await expectAtRest(world);
});

describe('what a person does by hand afterwards is final', () => {
  test('reopened after /decline', async () => {
    const { world, measure, say, row } = await begun();
    await say('moe', '/decline no');
    world.at('15:00');
    await world.as('ann').reopen(measure);
    await world.settle();
    await world.restart();
    expect((await world.issue(measure)).state).toBe('open');
    expect(await row()).toBe('proposed');
    await expectAtRest(world);
  });

  test('reopened, unlabelled and unassigned before the app came to read the commands', async () => {
    const { world, measure, row } = await begun();
    world.emulator.faults.set({ drop: 1 });
    await world.as('moe').comment(measure, '/accept P1 @ann\n/decline no');
    world.at('15:00');
    await world.as('ann').close(measure, 'not_planned');
    await world.as('ann').reopen(measure);
    await world.as('ann').assign(measure, 'wes');
    await world.as('ann').label(measure, 'P3');
    await world.restart();
    expect((await world.issue(measure)).state).toBe('open');
    expect(await row()).toBe('P3 · accepted · wes');
    await expectAtRest(world);
  });

  test('also when the status comment is deleted', async () => {
    const { world, postmortem, measure, say, row } = await begun();
    await say('moe', '/accept P1 @ann');
    world.at('15:00');
    await world.as('ann').unassign(measure, 'ann');
    await world.settle();
    const status = (await world.comments(postmortem)).find((one) => one.user === 'postmortems[bot]');
    await world.as('ann').deleteComment(status?.id ?? 0);
    await world.restart();
    expect(await row()).toBe('P1 · accepted, no owner yet');
    await expectAtRest(world);
  });
});

test("a bot's closing is no decision", async () => {
  const { world, measure, say, row } = await begun();
  await say('moe', '/accept P1 @ann');
  const roles = world.emulator.state.named('acme/shop')?.roles ?? {};
  roles['robo[bot]'] = 'write';
  await world.as('robo[bot]').close(measure);
  await world.settle();
  expect(await row()).toBe('P1 · closed by robo, a bot: nobody has said that it is done · ann');
  expect((await world.issue(measure)).state).toBe('closed');
  await say('ann', '/worked seen on staging');
  expect(await row()).toBe('done 20 November, worked: seen on staging');
  await expectAtRest(world);
});

test('an adopted issue keeps its words; a marker that its author forged counts for nothing', async () => {
  const world = await createWorld();
  const forged =
    '<!-- postmortems:measure accepted=said priority=P0 owner=zoe by=2026-12-04 said=worked -->\n\n**Worked** · I say so · from [x](y)\n\n<!-- /postmortems:measure -->';
  const free = await world.as('zoe').open('Raise the limit', { body: forged });
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, `/measure #${free}`);
  await world.as('zoe').comment(free, forged);
  await world.settle();
  expect(await region(world, postmortem)).toBe('- [Raise the limit](#1)<br>proposed');
  expect(await world.said(free)).toEqual([]);
  await world.as('moe').comment(free, '/accept P1 @zoe by 4 December');
  await world.settle();
  expect(await region(world, postmortem)).toBe('- [Raise the limit](#1)<br>P1 · accepted · zoe · by 4 December');
  expect(await world.said(free)).toMatchInlineSnapshot(`
    [
      "**Accepted** · P1 · zoe · by 4 December 2026 · from [Checkout returns 500](#3), 20 November 2026

    <details>
    <summary>1 change</summary>

    - 20 November 2026, moe: accepted, P1 · zoe · by 4 December 2026

    </details>",
    ]
  `);
  await world.as('moe').comment(free, '/accept P2');
  await world.settle();
  expect(await world.said(free)).toHaveLength(1);
  expect((await world.said(free))[0]).toContain('**Accepted** · P2 · zoe · by 4 December 2026');
  await world.as('moe').comment(free, '/decline no');
  await world.settle();
  await world
    .as('ann')
    .deleteComment((await world.comments(free)).find((one) => one.user === 'postmortems[bot]')?.id ?? 0);
  await world.settle();
  await world.restart();
  expect(await world.said(free)).toEqual([]);
  expect(await world.issue(free)).toMatchObject({ body: forged, state: 'closed' });
  expect(await region(world, postmortem)).toBe('- [Raise the limit](#1)<br>declined');
  await expectAtRest(world);
});

test('declined by hand without a word: asked why, once, and not again when the question is deleted', async () => {
  const { world, postmortem, measure, say, row } = await begun();
  await world.as('ann').close(measure, 'not_planned');
  await world.settle();
  expect(await world.said(measure)).toMatchInlineSnapshot(`
    [
      "Closed as not planned. Why? Comment \`/decline\` and the reason: whoever reads the postmortem later will ask.",
    ]
  `);
  expect(await row()).toBe('declined');
  const question = (await world.comments(measure)).find((one) => one.user === 'postmortems[bot]');
  await world.as('ann').deleteComment(question?.id ?? 0);
  await world.as('ann').comment(postmortem, '/timeline 13:50 discovered: calls');
  await world.settle();
  await world.restart();
  expect(await world.said(measure)).toEqual([]);
  await say('ann', '/decline somebody else does it');
  expect(await row()).toBe('declined: somebody else does it');
  await expectAtRest(world);
});

test('nobody is asked why where a command, a bot or a duplicate says it', async () => {
  const { world, postmortem, measure, say, row } = await begun();
  await say('moe', '/decline no');
  const other = await world.as('ann').open('The same');
  await world.as('ann').comment(postmortem, '/measure Page us');
  await world.settle();
  const second = (await world.children(postmortem)).find((one) => one !== measure) ?? 0;
  await world.as('ann').closeAsDuplicate(second, other);
  await world.settle();
  expect(await world.said(measure)).toEqual([]);
  expect(await world.said(second)).toEqual([]);
  expect(await region(world, postmortem)).toContain(`declined: duplicate of #${other}`);
  expect(await row()).toContain('declined: no');
  await expectAtRest(world);
});

describe('overdue', () => {
  const pings = async (world: World, measure: number) => (await world.said(measure)).map((one) => one.split('.')[0]);
  const passDay = async (world: World, date: string) => {
    world.at(`${date}T09:00:00Z`);
    await world.resync();
    await world.settle();
  };

  test('its owner is mentioned on its issue, once for each date, also long after the postmortem was closed', async () => {
    const { world, postmortem, measure, say } = await begun();
    await say('moe', '/accept P1 @ann by 4 December');
    await world.as('wes').close(postmortem);
    await world.settle();
    await world.as('wes').close(postmortem);
    await world.settle();
    await passDay(world, '2026-12-04');
    expect(await pings(world, measure)).toEqual([]);
    await world.restart();
    await passDay(world, '2026-12-05');
    expect(await world.said(measure)).toEqual([
      '@ann: this was to be done by 4 December 2026. If it is done, close it. If it takes longer, comment `/accept by` and a new date; if it will not be done, `/decline` and why.',
    ]);
    await passDay(world, '2027-01-05');
    await world.restart();
    await expectAtRest(world);
    expect(await pings(world, measure)).toHaveLength(1);
    await say('ann', '/accept by 1 February');
    expect(await pings(world, measure)).toEqual(['(hidden) @ann: this was to be done by 4 December 2026']);
    await passDay(world, '2027-02-02');
    expect(await pings(world, measure)).toEqual([
      '(hidden) @ann: this was to be done by 4 December 2026',
      '@ann: this was to be done by 1 February 2027',
    ]);
    await world.as('ann').close(measure);
    await world.settle();
    expect((await pings(world, measure)).at(-1)).toMatch(/^\(hidden\)/);
    await expectAtRest(world);
  });

  test('not where it is only proposed, has no owner, is done, or the reminder was deleted', async () => {
    for (const act of ['/accept by 4 December', '', '/accept @ann by 4 December']) {
      const { world, measure, say } = await begun('Alert on lag @ann by 4 December');
      if (act !== '') await say('moe', act);
      if (act === '/accept by 4 December') await world.as('ann').unassign(measure, 'ann');
      if (act.includes('@')) await world.as('ann').close(measure);
      await world.settle();
      await passDay(world, '2026-12-05');
      expect(await pings(world, measure)).toEqual([]);
      await expectAtRest(world);
    }
    const { world, measure, say } = await begun();
    await say('moe', '/accept @ann by 4 December');
    await passDay(world, '2026-12-05');
    const ping = (await world.comments(measure)).find((one) => one.user === 'postmortems[bot]');
    await world.as('ann').deleteComment(ping?.id ?? 0);
    await passDay(world, '2026-12-06');
    expect(await pings(world, measure)).toEqual([]);
    await expectAtRest(world);
  });

  test('not where the repository wants none', async () => {
    const { world, measure, say } = await begun();
    await world.as('ann').api('PUT', '/repos/acme/shop/contents/.github/postmortems.yml', {
      message: 'Choose',
      content: Buffer.from('reminders: {overdue: false}\n').toString('base64'),
    });
    await say('moe', '/accept @ann by 4 December');
    await passDay(world, '2026-12-05');
    expect(await pings(world, measure)).toEqual([]);
    await expectAtRest(world);
  });
});

test('sub-issues stand on GitHub as in the list, until somebody drags them elsewhere', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/measure A\n/measure B by 4 December\n/measure P2 C\n/measure P1 D');
  await world.settle();
  const titles = async () =>
    Promise.all((await world.children(postmortem)).map(async (one) => (await world.issue(one)).title));
  expect(await titles()).toEqual(['D', 'C', 'B', 'A']);
  const [d = 0, c = 0, b = 0] = await world.children(postmortem);
  world.requests();
  await world.as('wes').comment(b, '/accept P0');
  await world.settle();
  expect(world.requests().list.filter((one) => one.includes('Reprioritise'))).toHaveLength(1);
  expect(await titles()).toEqual(['B', 'D', 'C', 'A']);
  await world.as('ann').api('PATCH', `/repos/acme/shop/issues/${postmortem}/sub_issues/priority`, {
    sub_issue_id: await idOf(world, d),
    after_id: await idOf(world, c),
  });
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: calls');
  await world.settle();
  await world.restart();
  expect(await titles()).toEqual(['B', 'C', 'D', 'A']);
  await expectAtRest(world);
});

test('votes are counted when it is looked at', async () => {
  const { world, measure, row } = await begun();
  await world.as('zoe').api('POST', `/repos/acme/shop/issues/${measure}/reactions`, { content: '+1' });
  await world.as('ron').api('POST', `/repos/acme/shop/issues/${measure}/reactions`, { content: '+1' });
  await world.resync();
  await world.settle();
  expect(await row()).toBe('proposed · 2 👍');
  await expectAtRest(world);
});
