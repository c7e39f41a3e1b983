/** `/summary`, `/impact`, `/factor` and the others: the command names the section, and the text goes there. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

async function overWith(world: World) {
  const opened = await openPostmortem(world);
  await world.as('wes').comment(opened.incident, '/timeline 13:50 discovered: calls\n/over 14:00 quiet');
  await world.settle();
  return opened;
}

const status = async (world: World, postmortem: number) => (await world.said(postmortem)).at(-1) ?? '';

test('somebody with triage, who may not edit the body, writes every section', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await overWith(world);
  const comment = await world
    .as('tia')
    .comment(
      incident,
      [
        '/summary Nobody could pay by card.',
        '/impact 1,140 payments failed.',
        '/apology We are sorry that people could not pay.',
        '/factor Two changes were each safe alone.',
        '/factor root cause: the limit was written down nowhere, seen before in #140',
        '/resolution We went back to eight servers.',
        '/lesson Scaling back is one command.',
        '/artifact [Payments](https://grafana.example.com/d/pay)',
      ].join('\n'),
    );
  await world.settle();
  expect(await world.reactions(comment)).toEqual(['rocket']);
  expect(await world.section(postmortem, 'Summary')).toContain('Nobody could pay by card.');
  expect(await world.section(postmortem, 'Contributing factors')).toMatch(
    /- \*\*F1\*\* Two changes were each safe alone\.\n- \*\*F2\*\* root cause: the limit was written down nowhere, seen before in #140$/,
  );
  expect(await world.section(postmortem, 'Lessons')).toBe('- Scaling back is one command.');
  expect(await world.section(postmortem, 'Artifacts')).toBe('- [Payments](https://grafana.example.com/d/pay)');
  expect(await status(world, postmortem)).toContain('**Next: Preventative measures.**');
  expect(await status(world, postmortem)).toContain('6 of 7 parts written');
  await expectAtRest(world);
});

test('what is said on the record and on its incident within one pass stands in the order in which it was said', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await overWith(world);
  const mute = '/postmortem mute impact-no-number';
  await world.as('wes').comment(postmortem, `/factor The pool was tripled.\n${mute} nobody counted yet`);
  await world.as('wes').comment(incident, `/factor Nobody saw the sum.\n${mute} the logs are gone`);
  await world.settle();
  expect(await world.section(postmortem, 'Contributing factors')).toMatch(
    /- \*\*F1\*\* The pool was tripled\.\n- \*\*F2\*\* Nobody saw the sum\.$/,
  );
  expect(await status(world, postmortem)).toContain('the logs are gone');
  expect(await status(world, postmortem)).not.toContain('nobody counted yet');
  await expectAtRest(world);
});

test('a command below a heading that has not arrived yet brings its section, and the review brings no second one', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/factor The pool was tripled.');
  await world.settle();
  expect(await world.section(postmortem, 'Contributing factors')).toContain('- **F1** The pool was tripled.');
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: calls\n/over 14:00');
  await world.settle();
  const { body } = await world.issue(postmortem);
  expect(body.match(/^## .*$/gm)).toEqual([
    '## Summary',
    '## Apology',
    '## Impact',
    '## Timeline',
    '## Contributing factors',
    '## Resolution',
    '## Preventative measures',
    '## Lessons',
    '## Artifacts',
  ]);
  await expectAtRest(world);
});

test('nothing is written for a visitor, a quote, code or an empty command', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const before = (await world.issue(postmortem)).body;
  await world.as('ron').comment(incident, '/summary All is lost.');
  await world.as('wes').comment(incident, '> /summary quoted');
  await world.as('wes').comment(incident, '```\n/summary in code\n```');
  const empty = await world.as('wes').comment(incident, '/summary');
  const code = await world.as('wes').comment(incident, '/artifact\n```\nlog\n```');
  await world.settle();
  expect((await world.issue(postmortem)).body).toBe(before);
  expect(await world.reactions(empty)).toEqual(['confused']);
  expect(await world.reactions(code)).toEqual(['confused']);
  expect((await world.said(incident)).at(-1)).toMatch(/it says nothing\. .*\/summary Customers could not pay/s);
  expect((await world.said(incident)).at(-1)).toContain('a block of code cannot be taken along');
  await expectAtRest(world);
});

test('an edit keeps the place and the number, a deletion takes the text along, and numbers are not given twice', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await overWith(world);
  const wes = world.as('wes');
  const first = await wes.comment(incident, '/factor one');
  const second = await wes.comment(incident, '/factor two');
  const third = await wes.comment(incident, '/factor three');
  await world.settle();
  await wes.editComment(second, '/factor two, as we know now');
  await world.settle();
  const factors = async () =>
    (await world.section(postmortem, 'Contributing factors')).split('\n').filter((line) => line.startsWith('- '));
  expect(await factors()).toEqual(['- **F1** one', '- **F2** two, as we know now', '- **F3** three']);
  await wes.deleteComment(first);
  await world.settle();
  expect(await factors()).toEqual(['- **F2** two, as we know now', '- **F3** three']);
  await wes.comment(incident, '/factor four');
  await world.settle();
  await wes.deleteComment(third);
  await world.settle();
  expect(await factors()).toEqual(['- **F2** two, as we know now', '- **F4** four']);
  const { body } = await world.issue(postmortem);
  expect(body).not.toContain('\n\n\n');
  await expectAtRest(world);
});

test('text by hand stays where and as it is, around what comes by command', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await overWith(world);
  await world.as('ann').write(postmortem, { Summary: 'By hand, first.', 'Contributing factors': '- **F7** by hand' });
  await world.settle();
  const comment = await world.as('wes').comment(incident, '/summary By command.\n/factor also by command');
  await world.settle();
  expect(await world.section(postmortem, 'Summary')).toBe('By hand, first.\n\nBy command.');
  expect(await world.section(postmortem, 'Contributing factors')).toMatch(
    /- \*\*F7\*\* by hand\n- \*\*F8\*\* also by command$/,
  );
  await world.as('ann').edit(postmortem, (body) => body.replace('By command.', 'By command, made better.'));
  await world.settle();
  expect(await world.section(postmortem, 'Summary')).toBe('By hand, first.\n\nBy command, made better.');
  await world.as('wes').deleteComment(comment);
  await world.settle();
  expect(await world.section(postmortem, 'Summary')).toBe('By hand, first.');
  await expectAtRest(world);
});

test('what a person took out stays away and is named without its text, until it is restored', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await overWith(world);
  await world.as('wes').comment(incident, '/impact The secret is hunter2.');
  await world.settle();
  await world.as('ann').edit(postmortem, (body) => body.replace(/^The secret.*\n/m, ''));
  await world.settle();
  await world.as('tia').comment(incident, '/timeline 13:55 more');
  await world.settle();
  await world.restart();
  expect((await world.issue(postmortem)).body).not.toContain('hunter2');
  expect(await status(world, postmortem)).toContain('A passage of **Impact** was removed by hand and stays away.');
  expect(await status(world, postmortem)).not.toContain('hunter2');
  await expectAtRest(world);
  await world.as('wes').comment(incident, '/postmortem restore');
  await world.settle();
  expect(await world.section(postmortem, 'Impact')).toContain('The secret is hunter2.');
  await expectAtRest(world);
});

test('a stale save loses nothing: the passage comes back', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await overWith(world);
  const stale = (await world.issue(postmortem)).body;
  await world.as('wes').comment(incident, '/impact 300 people waited.');
  await world.settle();
  await world.as('ann').edit(postmortem, () => stale.replace('## Summary', '## Summary\n\nWritten meanwhile.'));
  await world.settle();
  expect(await world.section(postmortem, 'Impact')).toContain('300 people waited.');
  expect(await world.section(postmortem, 'Summary')).toContain('Written meanwhile.');
  await expectAtRest(world);
});

test('a command that stands alone takes the lines below, as paragraphs or as items', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await overWith(world);
  await world
    .as('wes')
    .comment(
      incident,
      '/summary\nNobody could pay\nby card.\n\n- invoices worked\n\nIt took an hour.\n/factor\nthe pool\nthe fleet\n',
    );
  await world.settle();
  expect(await world.section(postmortem, 'Summary')).toBe(
    'Nobody could pay by card.\n\n- invoices worked\n\nIt took an hour.',
  );
  expect(await world.section(postmortem, 'Contributing factors')).toMatch(
    /- \*\*F1\*\* the pool\n- \*\*F2\*\* the fleet$/,
  );
  await expectAtRest(world);
});

test('no text forges a heading, a box to tick, a mention or a marker', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await overWith(world);
  for (const text of [
    '# Timeline',
    '> quoted',
    '--- ',
    '1. one',
    '[x] done',
    '[pay]:',
    '@ann look',
    '<!-- c1.00000000 -->',
    '~~~',
    '```',
  ])
    await world.as('wes').comment(incident, `/impact ${text}`);
  await world.settle();
  const { body } = await world.issue(postmortem);
  const impact = body.slice(body.indexOf('## Impact'), body.indexOf('## Timeline'));
  expect(impact.replace(/<!-- s\d+\.[0-9a-f]{8} -->/g, '<>')).toMatchInlineSnapshot(`
    "## Impact

    <!-- How do people notice it, how many, since when? A rough number beats none. -->

    \\# Timeline <>

    \\> quoted <>

    \\--- <>

    1\\. one <>

    \\[x] done <>

    \\[pay]: <>

    \`@ann\` look <>

    &lt;!-- c1.00000000 --> <>

    \\~~~ <>

    \\\`\\\`\\\` <>

    "
  `);
  await expectAtRest(world);
});

test('a measure says which factor it answers, here and on its own issue', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await overWith(world);
  const early = await world.as('wes').comment(incident, '/measure Check the sum for F1');
  await world.settle();
  expect(await world.reactions(early)).toEqual(['confused']);
  expect((await world.said(incident)).at(-1)).toContain('there is no factor F1. There is none yet');
  await world.as('wes').comment(incident, '/factor Sixty connections on sixteen servers');
  await world.settle();
  expect(await world.reactions(early)).toEqual(['rocket']);
  const [measure = 0] = await world.children(postmortem);
  expect((await world.issue(measure)).title).toBe('Check the sum');
  expect(await world.section(postmortem, 'Preventative measures')).toContain('<br>proposed · answers F1');
  expect((await world.issue(measure)).body).toContain('Answers F1: Sixty connections on sixteen servers');
  await world.as('wes').editComment(early, '/measure Check the sum');
  await world.settle();
  expect((await world.issue(measure)).body).not.toContain('Answers');
  await expectAtRest(world);
});

test('what goes together leaves no gap, and the page is what it was', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await overWith(world);
  const unmarked = async () => (await world.issue(postmortem)).body.replace(/ (?:rev|base)=\w+/g, '');
  const before = await unmarked();
  const comment = await world
    .as('wes')
    .comment(incident, '/factor one\n/factor two\n/factor three\n/impact some\n/impact more\n/lesson a\n/lesson b');
  await world.settle();
  expect(await unmarked()).not.toBe(before);
  await world.as('wes').deleteComment(comment);
  await world.settle();
  expect(await unmarked()).toBe(before);
  await expectAtRest(world);
});

test('what somebody copies from another postmortem, marks and all, is theirs', async () => {
  const world = await createWorld();
  const former = await overWith(world);
  const comment = await world.as('wes').comment(former.incident, '/factor The pool was tripled.');
  await world.settle();
  const page = (await world.issue(former.postmortem)).body;
  const factor = /^- \*\*F1\*\*.*$/m.exec(page)?.[0] ?? '';
  const row = /^- .*discovered:.*$/m.exec(page)?.[0] ?? '';
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/timeline 13:55 more\n/factor Nobody was asked.');
  await world.settle();
  await world
    .as('ann')
    .edit(postmortem, (body) => body.replace(/^(- .*Nobody was asked.*)$/m, `$1\n${factor.replace('F1', 'F2')}`));
  await world.as('ann').edit(postmortem, (body) => body.replace(/^(- .*13:55.*)$/m, `${row}\n$1`));
  await world.settle();
  const stays = async () => {
    expect(await world.section(postmortem, 'Contributing factors')).toContain('- **F2** The pool was tripled.');
    expect(await world.section(postmortem, 'Timeline')).toMatch(/13:50.*\*\*discovered:\*\* calls\n- .*13:55/);
  };
  await stays();
  await world.as('wes').deleteComment(comment);
  await world.as('wes').comment(incident, '/factor A third.');
  await world.settle();
  await stays();
  expect(await world.section(postmortem, 'Contributing factors')).toContain('- **F3** A third.');
  await expectAtRest(world);
});

test('a lesson that begins like a factor is none, whatever becomes of it', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await overWith(world);
  const wes = world.as('wes');
  const comment = await wes.comment(incident, '/factor The pool was tripled.\n/lesson **F1** was known to two teams.');
  await wes.comment(incident, '/measure Check the sum for F1');
  await world.settle();
  const [measure = 0] = await world.children(postmortem);
  await wes.editComment(comment, '/factor The pool was tripled.');
  await world.settle();
  expect((await world.issue(measure)).body).toContain('Answers F1: The pool was tripled.');
  await expectAtRest(world);
});

test('a stale save brings back no passage whose comment is gone', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await overWith(world);
  const comment = await world.as('wes').comment(incident, '/impact The secret is hunter2.\n/timeline 13:55 hunter2');
  await world.settle();
  const stale = (await world.issue(postmortem)).body;
  await world.as('wes').deleteComment(comment);
  await world.settle();
  await world.as('ann').edit(postmortem, () => stale.replace('## Summary', '## Summary\n\nWritten meanwhile.'));
  await world.settle();
  expect((await world.issue(postmortem)).body).not.toContain('hunter2');
  expect(await world.section(postmortem, 'Summary')).toContain('Written meanwhile.');
  await expectAtRest(world);
});

test('passages that somebody made one line of are still two: an edit of both keeps both, and one goes alone', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await overWith(world);
  const wes = world.as('wes');
  const first = await wes.comment(incident, '/summary Nobody could pay.');
  const second = await wes.comment(incident, '/summary Invoices worked.');
  await world.settle();
  const join = (body: string) => body.replace(/^(Nobody .*-->)\n\n(Invoices .*-->)$/m, 'So it was: $1 $2 And so on.');
  await world.as('ann').edit(postmortem, join);
  await world.settle();
  expect(await world.section(postmortem, 'Summary')).toBe('So it was: Nobody could pay. Invoices worked. And so on.');
  await wes.editComment(first, '/summary Nobody could pay by card.');
  await world.settle();
  expect(await world.section(postmortem, 'Summary')).toBe('Nobody could pay by card. Invoices worked. And so on.');
  await wes.deleteComment(second);
  await world.settle();
  expect(await world.section(postmortem, 'Summary')).toBe('Nobody could pay by card.');
  expect((await world.issue(postmortem)).body).toMatch(/by card\. <!-- s.* -->\n\n## Apology/);
  await expectAtRest(world);
});
