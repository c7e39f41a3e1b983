/** What is still to be written, the one next step, and what happens when somebody closes. */

import { expect, test } from 'vitest';
import { digestOfOurs } from '../../src/postmortem/closing/settled.ts';
import { createWorld, expectAtRest, openPostmortem, takeOn, type World } from '../world.ts';

const status = async (world: World, postmortem: number) =>
  (await world.said(postmortem)).find((one) => /^(\(hidden\) )?\*\*/.test(one)) ?? '';
const next = async (world: World, postmortem: number) => (await status(world, postmortem)).split('\n')[0];
const isIncomplete = async (world: World, postmortem: number) =>
  (await world.issue(postmortem)).labels.includes('postmortem: incomplete');

async function over(world: World) {
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts\n/over 13:59 well again');
  await world.settle();
  return { incident, postmortem };
}

async function complete(world: World) {
  const { incident, postmortem } = await over(world);
  await world.as('wes').write(postmortem, {
    Summary: 'Nobody could pay.',
    Apology: 'We are sorry.',
    Impact: 'Forty people.',
    'Contributing factors': '- One pool for all.',
    Resolution: 'We scaled back.',
  });
  await world.as('wes').comment(postmortem, '/measure One pool each');
  await world.settle();
  await takeOn(world, postmortem);
  return { incident, postmortem };
}

test('opening sends no status comment; the first entry brings it, once', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  expect(await world.said(postmortem)).toEqual([]);
  await world.as('wes').comment(incident, '/timeline 13:50 carts');
  await world.settle();
  expect(await world.said(postmortem)).toMatchInlineSnapshot(`
    [
      "**Next: nothing but the incident.** When it is over, comment \`/over\` and what told you so.

    How did you come to know of it? Comment \`/timeline 14:02 discovered:\`, with the time.

    <details>
    <summary>Read so far: 1 entry</summary>

    - [13:50](#c) noted

    </details>",
    ]
  `);
  const [before] = await world.comments(postmortem);
  await world.as('wes').comment(incident, '/timeline 2026-11-20 13:51 discovered: support calls');
  await world.settle();
  const after = await world.comments(postmortem);
  expect(after.map((one) => one.id)).toEqual([before?.id]);
  expect(await status(world, postmortem)).toMatchInlineSnapshot(`
    "**Next: nothing but the incident.** When it is over, comment \`/over\` and what told you so.

    <details>
    <summary>Read so far: 2 entries</summary>

    - [13:50](#c) noted
    - [13:51](#c) discovered, from \`2026-11-20 13:51\`

    </details>"
  `);
  await expectAtRest(world);
});

test('once it is over the status asks one question and lists what is missing', async () => {
  const world = await createWorld();
  const { postmortem } = await over(world);
  expect(await status(world, postmortem)).toMatchInlineSnapshot(`
    "**Next: Contributing factors.** How did each thing that helped it along come to be? One line for each; most incidents have several. Comment \`/factor\` and your answer, or edit the page.

    1 of 7 parts written

    <details>
    <summary>Still to write: Contributing factors, Preventative measures, Summary, Apology, Impact, Resolution</summary>

    - **Contributing factors** is empty. Write one line for each thing that helped it along; how did it come to be?
    - **Preventative measures** has none. Comment \`/measure\` and what would make this less likely, or say in one sentence why there is none.
    - **Summary** is empty. One or two sentences that a customer would understand are enough.
    - **Apology** is empty. Say who was hurt and how: "We are sorry that people could not pay."
    - **Impact** is empty. No number at hand? Say so, and why.
    - **Resolution** is empty. What did you do that ended it?

    </details>

    <details>
    <summary>Worth a look: 1 hint</summary>

    - **Timeline** does not say when those it hurt were told. If they were, comment \`/timeline 14:20 comms:\` and how. \`timeline-no-comms\`

    If one is of no use here, comment \`/postmortem mute\`, its name and why.

    </details>

    <details>
    <summary>Read: 2 entries</summary>

    - [13:50](#c) discovered
    - [13:59](#c) over

    </details>"
  `);
  await world.as('ann').assign(postmortem, 'moe');
  await world.settle();
  expect(await status(world, postmortem)).toContain('\nFor moe, who is assigned.\n');
  await expectAtRest(world);
});

test('section after section is ticked off, until it is complete', async () => {
  const world = await createWorld();
  const { postmortem } = await over(world);
  const steps: (string | undefined)[] = [];
  const step = async () => {
    await world.settle();
    steps.push(
      /^\*\*.*?\*\*/.exec(await status(world, postmortem))?.[0],
      /\d of \d parts/.exec(await status(world, postmortem))?.[0],
    );
  };
  await world.as('wes').comment(postmortem, '/measure One pool each');
  await step();
  for (const heading of ['Contributing factors', 'Summary', 'Apology', 'Impact']) {
    await world.as('wes').write(postmortem, { [heading]: `About ${heading}.` });
    await step();
  }
  expect(steps).toMatchInlineSnapshot(`
    [
      "**Next: Contributing factors.**",
      "2 of 7 parts",
      "**Next: Summary.**",
      "3 of 7 parts",
      "**Next: Apology.**",
      "4 of 7 parts",
      "**Next: Impact.**",
      "5 of 7 parts",
      "**Next: Resolution.**",
      "6 of 7 parts",
    ]
  `);
  expect(await isIncomplete(world, postmortem)).toBe(true);
  await world.as('wes').write(postmortem, { Resolution: 'We scaled back.' });
  await step();
  expect(steps.slice(-2)).toEqual(['**Next: Preventative measures.**', '7 of 7 parts']);
  expect(await status(world, postmortem)).toContain(
    'It has one measure to be decided: [One pool each](#4) waits for a yes or no.',
  );
  await takeOn(world, postmortem);
  expect(await status(world, postmortem)).toMatchInlineSnapshot(`
    "**Complete.** Thank you for writing it down. Read it together, then close it.

    Next: [One pool each](#4).

    <details>
    <summary>Worth a look: 4 hints</summary>

    - **Timeline** does not say when those it hurt were told. If they were, comment \`/timeline 14:20 comms:\` and how. \`timeline-no-comms\`
    - **Apology** says sorry to nobody in particular. Say who was hurt and how: "We are sorry that people could not pay." \`apology-nobody\`
    - **Impact** has no number. How many, for how long? A rough number will do; or say why there is none. \`impact-no-number\`
    - **Contributing factors** holds one factor. Did it have help? How did it come to be, and how could it go unseen? One line for each. \`factors-single\`

    If one is of no use here, comment \`/postmortem mute\`, its name and why.

    </details>

    <details>
    <summary>Read: 2 entries</summary>

    - [13:50](#c) discovered
    - [13:59](#c) over

    </details>"
  `);
  expect(await isIncomplete(world, postmortem)).toBe(false);
  await expectAtRest(world);
});

test('a sentence why there is no measure is enough', async () => {
  const world = await createWorld();
  const { postmortem } = await over(world);
  expect(await status(world, postmortem)).toContain('- **Preventative measures** has none.');
  await world
    .as('wes')
    .edit(postmortem, (body) =>
      body.replace('<!-- /postmortems:measures -->', '$&\n\nNothing is worth doing: it goes away in May.'),
    );
  await world.settle();
  expect(await status(world, postmortem)).not.toContain('**Preventative measures** has none.');
  await expectAtRest(world);
});

test('left-over prompts, comments and an empty quote count as empty', async () => {
  const world = await createWorld();
  const { postmortem } = await over(world);
  const prompt = /<!-- (How would you tell a customer[^>]*?) -->/;
  await world.as('wes').edit(postmortem, (body) => body.replace(prompt, '$1'));
  await world.as('wes').write(postmortem, { Impact: '<!-- later -->' });
  await world.settle();
  const text = await status(world, postmortem);
  expect(text).toContain('- **Summary** is empty.');
  expect(text).toContain('- **Impact** is empty.');
  await expectAtRest(world);
});

test('a missing heading is named with its remedy, one of the same meaning is taken', async () => {
  const world = await createWorld();
  const { postmortem } = await over(world);
  await world
    .as('wes')
    .edit(postmortem, (body) =>
      body.replace('## Impact', '## Customer impact').replace(/## Apology[\s\S]*?(?=## )/, ''),
    );
  await world.as('wes').write(postmortem, { 'Customer impact': 'Forty people.' });
  await world.settle();
  const text = await status(world, postmortem);
  expect(text).not.toContain('**Impact**');
  expect(text.split('\n').find((line) => line.startsWith('- **Apology**'))).toMatchInlineSnapshot(
    `"- **Apology** is missing. Add a heading \`## Apology\`, and below it: How would you say sorry to those it hurt? Name them, and what they could not do."`,
  );
  await expectAtRest(world);
});

test('without a discovery the timeline is incomplete, and so it is when it ends before it began', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const comment = await world.as('wes').comment(incident, '/over 13:59');
  await world.settle();
  expect(await next(world, postmortem)).toMatchInlineSnapshot(
    `"**Next: Timeline.** How did it unfold, from the moment somebody noticed to the moment it was declared over? It does not say when it was noticed. Comment \`/timeline 14:02 discovered:\`, with the time and how you came to know."`,
  );
  await world.as('wes').editComment(comment, '/over 13:50\n/timeline 13:55 discovered: carts');
  await world.settle();
  expect(await next(world, postmortem)).toMatchInlineSnapshot(
    `"**Next: Timeline.** How did it unfold, from the moment somebody noticed to the moment it was declared over? It ends before it was noticed. Edit the comment of the entry whose time is wrong."`,
  );
  await expectAtRest(world);
});

test('the label follows the checks, there and back', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  expect(await isIncomplete(world, postmortem)).toBe(true);
  await world
    .as('wes')
    .comment(incident, '/timeline 13:50 discovered: carts\n/over 13:59 well again\n/measure One pool each');
  await world.settle();
  const written = { Summary: 'S', Apology: 'A', Impact: 'I', 'Contributing factors': 'F', Resolution: 'R' };
  await world.as('wes').write(postmortem, written);
  await world.settle();
  expect(await isIncomplete(world, postmortem)).toBe(true);
  await takeOn(world, postmortem);
  expect(await isIncomplete(world, postmortem)).toBe(false);
  await world.as('wes').edit(postmortem, (body) => body.replace('## Summary\n\nS', '## Summary\n'));
  await world.settle();
  expect(await isIncomplete(world, postmortem)).toBe(true);
  await expectAtRest(world);
});

test('a person who takes the label off, or puts it on, has the last word', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('ann').unlabel(postmortem, 'postmortem: incomplete');
  await world.settle();
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  expect(await isIncomplete(world, postmortem)).toBe(false);
  const other = await complete(world);
  await world.as('ann').label(other.postmortem, 'postmortem: incomplete');
  await world.settle();
  await world.as('wes').comment(other.incident, '/timeline 13:55 status page');
  await world.settle();
  expect(await isIncomplete(world, other.postmortem)).toBe(true);
  await expectAtRest(world);
});

test('labels of people are left alone when ours comes and goes', async () => {
  const world = await createWorld();
  const { postmortem } = await over(world);
  await world.as('ann').label(postmortem, 'team-a', 'severity 2');
  await world.as('wes').write(postmortem, {
    Summary: 'S',
    Apology: 'A',
    Impact: 'I',
    'Contributing factors': 'F',
    Resolution: 'R',
  });
  await world.as('wes').comment(postmortem, '/measure One pool each');
  await world.settle();
  await takeOn(world, postmortem);
  expect((await world.issue(postmortem)).labels).toEqual(['postmortem', 'team-a', 'severity 2']);
  expect(await world.read(postmortem)).toContain('· severity 2');
  await expectAtRest(world);
});

test('a person who closes an incomplete one is asked once, and the second closing stays', async () => {
  const world = await createWorld();
  const { postmortem } = await over(world);
  await world.as('wes').write(postmortem, { Summary: 'S', Apology: 'A', 'Contributing factors': 'F' });
  await world.as('wes').comment(postmortem, '/measure One pool each');
  await world.settle();
  await takeOn(world, postmortem);
  await world.as('wes').close(postmortem);
  await world.settle();
  expect((await world.issue(postmortem)).state).toBe('open');
  expect((await world.said(postmortem)).at(-1)).toMatchInlineSnapshot(
    `"Reopened once: Impact and Resolution are still empty. Close it again to leave it so; the index will then say "closed incomplete"."`,
  );
  const said = (await world.said(postmortem)).length;

  world.at('15:00');
  await world.as('wes').close(postmortem);
  await world.settle();
  expect((await world.issue(postmortem)).state).toBe('closed');
  expect(await next(world, postmortem)).toMatchInlineSnapshot(
    `"**Closed incomplete.** Impact: empty, Resolution: empty. Reopen it to go on."`,
  );
  expect(await world.said(postmortem)).toHaveLength(said);

  await world.as('ann').reopen(postmortem);
  await world.settle();
  expect(await next(world, postmortem)).toContain('**Next: Impact.**');
  world.at('16:00');
  await world.as('ann').close(postmortem);
  await world.settle();
  expect((await world.issue(postmortem)).state).toBe('closed');
  expect(await world.said(postmortem)).toHaveLength(said);
  await expectAtRest(world);
});

test('closing one that is not over says how to end it', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  await world.as('wes').close(postmortem);
  await world.settle();
  expect((await world.issue(postmortem)).state).toBe('open');
  expect((await world.said(postmortem)).at(-1)).toMatchInlineSnapshot(
    `"Reopened once: Summary and Impact are still empty. Timeline has no end. When it is over, comment \`/over\` and what told you so. Close it again to leave it so; the index will then say "closed incomplete"."`,
  );
  await expectAtRest(world);
});

test('one that nobody has written a word in is asked about too', async () => {
  const world = await createWorld();
  const { postmortem } = await openPostmortem(world);
  await world.as('wes').close(postmortem);
  await world.settle();
  expect((await world.issue(postmortem)).state).toBe('open');
  expect(await world.said(postmortem)).toHaveLength(1);
  world.at('15:00');
  await world.as('wes').close(postmortem);
  await world.settle();
  expect((await world.issue(postmortem)).state).toBe('closed');
  await world.restart();
  expect((await world.issue(postmortem)).state).toBe('closed');
  await expectAtRest(world);
});

test('closing as not planned is always allowed', async () => {
  const world = await createWorld();
  const { postmortem } = await over(world);
  const before = (await world.said(postmortem)).length;
  await world.as('tia').close(postmortem, 'not_planned');
  await world.settle();
  expect(await world.issue(postmortem)).toMatchObject({ state: 'closed', state_reason: 'not_planned' });
  expect(await world.said(postmortem)).toHaveLength(before);
  await expectAtRest(world);
});

test('a bot that closes is reported, not fought', async () => {
  const world = await createWorld();
  const { postmortem } = await over(world);
  const before = (await world.said(postmortem)).length;
  await world.as('robo').close(postmortem);
  await world.settle();
  expect((await world.issue(postmortem)).state).toBe('closed');
  expect(await next(world, postmortem)).toMatchInlineSnapshot(
    `"**Closed by a bot while parts are missing.** Contributing factors: empty, Preventative measures: none yet, Summary: empty, Apology: empty, Impact: empty, Resolution: empty. If it should stay open, reopen it."`,
  );
  expect(await world.said(postmortem)).toHaveLength(before);
  await expectAtRest(world);
});

test('a bot that closes one without a word in it is reported too', async () => {
  const world = await createWorld();
  const { postmortem } = await openPostmortem(world);
  await world.as('robo').close(postmortem);
  await world.settle();
  expect((await world.issue(postmortem)).state).toBe('closed');
  expect(await next(world, postmortem)).toMatch(/^\*\*Closed by a bot while parts are missing\.\*\*/);
  await expectAtRest(world);
});

test('a complete one is closed without a word', async () => {
  const world = await createWorld();
  const { postmortem } = await complete(world);
  const before = (await world.said(postmortem)).length;
  await world.as('wes').close(postmortem);
  await world.settle();
  expect((await world.issue(postmortem)).state).toBe('closed');
  expect(await next(world, postmortem)).toBe('**Complete.** Thank you for writing it down.');
  expect(await world.said(postmortem)).toHaveLength(before);
  await expectAtRest(world);
});

test('a closing that nobody told the app of is judged at the next resync, once', async () => {
  const world = await createWorld({ webhooks: false });
  const incident = await world.as('ann').open('Checkout returns 500');
  await world.as('ann').label(incident, 'incident');
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.resync();
  const [postmortem = 0] = await world.children(incident);
  await world.as('wes').close(postmortem);
  await world.resync();
  expect((await world.issue(postmortem)).state).toBe('open');
  world.at('15:00');
  await world.as('wes').close(postmortem);
  await world.resync();
  expect((await world.issue(postmortem)).state).toBe('closed');
  await expectAtRest(world);
});

test('a closed postmortem is not rewritten, whatever our wording is today', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await complete(world);
  await world.as('wes').close(postmortem);
  await world.settle();
  const app = await world.app();
  const { body } = await world.issue(postmortem);
  const older = body.replace('Public page:', 'A public page:').replace('**Over**', '**It is over**');
  await app.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
    owner: 'acme',
    repo: 'shop',
    issue_number: postmortem,
    body: older,
  });
  // As an older version would have noted that it has written so.
  const status = (await world.comments(postmortem)).find((one) => one.user === 'postmortems[bot]');
  await app.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
    owner: 'acme',
    repo: 'shop',
    comment_id: status?.id ?? 0,
    body: (status?.body ?? '').replace(digestOfOurs(body), digestOfOurs(older)),
  });
  await world.restart();
  expect((await world.issue(postmortem)).body).toBe(older);
  await expectAtRest(world);
  await world.as('tia').comment(incident, '/timeline 13:40 began: the logs say so');
  await world.settle();
  expect(await world.read(postmortem)).toMatch(/^\*\*Over\*\*/);
  expect(await world.section(postmortem, 'Timeline')).toContain('the logs say so');
  expect((await world.issue(postmortem)).state).toBe('closed');
  await expectAtRest(world);
});

test('a closed postmortem still answers: a late line is refused, mended, and a late measure made', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await complete(world);
  await world.as('wes').close(postmortem);
  await world.settle();
  const late = await world.as('tia').comment(incident, '/timeline 25:99 began: the logs say so');
  await world.settle();
  expect((await world.said(incident)).at(-1)).toContain('25:99');
  expect(await world.reactions(late)).toEqual(['confused']);
  await world.as('tia').editComment(late, '/timeline 13:40 began: the logs say so\n/measure Keep the logs');
  await world.settle();
  expect((await world.said(incident)).at(-1)).toMatch(/^\(hidden\)/);
  expect(await world.section(postmortem, 'Timeline')).toContain('the logs say so');
  expect(await world.section(postmortem, 'Preventative measures')).toContain('Keep the logs');
  expect(await world.reactions(late)).toEqual(['rocket']);
  expect((await world.issue(postmortem)).state).toBe('closed');
  await expectAtRest(world);
});

test('what a person writes in a closed postmortem is theirs, and checked', async () => {
  const world = await createWorld();
  const { postmortem } = await over(world);
  await world.as('wes').close(postmortem);
  await world.settle();
  world.at('15:00');
  await world.as('wes').close(postmortem);
  await world.settle();
  await world.as('wes').write(postmortem, { Summary: 'Late, but here.' });
  await world.settle();
  expect(await world.section(postmortem, 'Summary')).toBe('Late, but here.');
  expect(await next(world, postmortem)).not.toContain('Summary');
  expect((await world.issue(postmortem)).state).toBe('closed');
  await expectAtRest(world);
});

test('nothing presupposes downtime: a failed launch is complete with the same few words', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world, 'The launch mail was sent twice');
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: a reader asks why\n/over 13:51 sent is sent');
  await world.as('wes').comment(incident, '/measure Ask before sending to all');
  await world.settle();
  await world.as('wes').write(postmortem, {
    Summary: 'Everybody got the mail twice.',
    Apology: 'Sorry for the noise.',
    Impact: 'Nobody was hurt.',
    'Contributing factors': 'The button works twice.',
    Resolution: 'None was needed.',
  });
  await world.settle();
  await takeOn(world, postmortem);
  expect(await isIncomplete(world, postmortem)).toBe(false);
  expect(await world.read(postmortem)).not.toMatch(/downtime|outage/i);
  await expectAtRest(world);
});
