/** The commands on the command line where the postmortems of an owner have one home. */
import { expect, test } from 'vitest';
import { createWorld } from '../world.ts';
import { type } from './typed.ts';

const at = (repo: string, number: number) => `http://localhost:3000/${repo}/issues/${number}`;

test('each finds the page in the home, and verify says where to look', async () => {
  const world = await createWorld();
  for (const name of ['.github', 'postmortems']) world.emulator.createRepository({ name });
  const ann = world.as('ann');
  const content = Buffer.from('home: acme/postmortems\n').toString('base64');
  await ann.api('PUT', '/repos/acme/.github/contents/.github/postmortems.yml', { message: 'Configure', content });
  const own = Buffer.from('findings: {no-impact: off}\nlabels: {security: confidential}\n').toString('base64');
  await ann.api('PUT', '/repos/acme/shop/contents/.github/postmortems.yml', { message: 'Configure', content: own });
  const incident = await ann.open('Checkout returns 500');
  await ann.label(incident, 'incident');
  await world.settle();
  const home = world.in('acme/postmortems');
  const [page] = await home.issues('postmortem');
  const number = page?.number ?? 0;
  await home.as('wes').comment(number, '/timeline 13:50 discovered: carts are lost\n/measure Count requests');
  await world.settle();
  const [measure = 0] = await home.children(number);

  for (const url of [at('acme/shop', incident), at('acme/postmortems', number)]) {
    const checked = await type(world, ['check', url]);
    expect(checked.out.split('\n')[0]).toContain(at('acme/postmortems', number));
    expect(checked.out).toContain('no-summary');
    expect(checked.out).not.toContain('no-impact');
    expect(checked.err).toBe('');
  }
  for (const url of [at('acme/shop', incident), at('acme/postmortems', number), at('acme/postmortems', measure)])
    expect(await type(world, ['plan', url])).toMatchObject({ code: 0, out: 'Nothing to change.\n' });

  expect(await type(world, ['verify', 'acme/postmortems'])).toMatchObject({
    code: 0,
    out: 'The index of acme/postmortems says what its issues say (1 postmortem).\n',
  });
  expect(await type(world, ['verify', 'acme/shop'])).toMatchObject({
    code: 0,
    out: 'The index of acme/shop says what its issues say (0 postmortems). Its postmortems are opened in acme/postmortems, which has an index of its own.\n',
  });
  const exported = JSON.parse((await type(world, ['export', 'acme/postmortems', '--json'])).out);
  expect(exported.postmortems).toMatchObject([
    {
      number,
      incident: { number: incident, url: at('acme/shop', incident) },
      timeline: [{ text: 'carts are lost' }],
      measures: [{ title: 'Count requests', repository: 'acme/postmortems' }],
    },
  ]);
  world.emulator.hooks.target = undefined;
  await ann.comment(incident, '/timeline 13:55 action: back to the old servers');
  await world.settle();
  const { appId, privateKey } = world.emulator.credentials;
  const repaired = await type(world, ['resync', 'acme/postmortems'], {
    env: { APP_ID: String(appId), PRIVATE_KEY: privateKey },
  });
  expect(repaired.code).toBe(0);
  expect(await home.section(number, 'Timeline')).toMatch(/carts are lost\n- .*back to the old servers$/);

  await ann.label(incident, 'confidential');
  const left = await type(world, ['export', 'acme/postmortems', '--json']);
  expect(JSON.parse(left.out).postmortems).toEqual([]);
  expect(left.err).toContain('Left out for a security label: 1.');
  expect(world.problems).toEqual([]);
});
