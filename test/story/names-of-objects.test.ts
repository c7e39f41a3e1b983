/** Names that every object of JavaScript has are names like any other: of labels, sections, rules, words, people and files. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem } from '../world.ts';

const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', '__defineGetter__'];

test.each(names)('labels that are called %s', async (name) => {
  const world = await createWorld();
  const labels = { postmortem: name, measure: 'isPrototypeOf', incomplete: 'valueOf', index: 'toLocaleString' };
  const content = Buffer.from(JSON.stringify({ labels })).toString('base64');
  const file = '/repos/acme/shop/contents/.github/postmortems.yml';
  await world.as('ann').api('PUT', file, { message: 'Configure', content });
  const { incident, postmortem } = await openPostmortem(world);
  await world.as('wes').comment(incident, '/measure Alert on it');
  await world.settle();
  expect((await world.issue(postmortem)).labels).toContain(name);
  expect(await world.issues('isPrototypeOf')).toHaveLength(1);
  expect((await world.issues('toLocaleString'))[0]?.body).toContain('Checkout');
  await expectAtRest(world);
});

test('what people write with them', async () => {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const all = names.flatMap((name) => [
    `/timeline 13:50 ${name} 13:51 ${name}: down`,
    `/timeline ${name}: down`,
    `/postmortem mute ${name} why`,
    `/postmortem ${name}`,
    `/${name} x`,
    `/measure ${name} [${name}] by ${name} for ${name}`,
  ]);
  await world.as('wes').comment(incident, all.join('\n\n'));
  const headings = names.map((name) => `## ${name}\n\n**${name}**: x\n\n<${name}>\n\n- [${name}]: x`).join('\n\n');
  await world
    .as('wes')
    .edit(postmortem, (body) => `---\n__proto__: x\nconstructor: y\n---\n\n${body}\n\n${headings}\n`);
  await world.settle();
  expect((await world.section(postmortem, 'Timeline')).split('\n').filter((row) => row.startsWith('- '))).toHaveLength(
    2 * names.length,
  );
  expect(await world.children(postmortem)).toHaveLength(names.length);
  expect((await world.said(incident)).join()).toContain('there is no rule `__proto__`');
  expect(world.logs).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  await expectAtRest(world);
});
