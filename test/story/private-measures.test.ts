/** What a repository keeps private is shown on no page that everybody can read. */
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type World } from '../world.ts';

/** All that everybody can read in the repository. */
async function everything(world: World): Promise<string> {
  const texts: string[] = [];
  for (const { number, title, body } of await world.issues())
    texts.push(title, body, ...(await world.comments(number)).map((one) => one.body));
  return texts.join('\n');
}

async function withVault() {
  const world = await createWorld();
  world.emulator.createRepository({ name: 'vault', private: true });
  return { world, vault: world.in('acme/vault'), ...(await openPostmortem(world)) };
}

test('a private issue that is a sub-issue of a public postmortem stays as private as it is', async () => {
  const { world, vault, incident, postmortem } = await withVault();
  const number = await vault.as('ann').open('Rotate the leaked key', { body: 'It opens the safe.' });
  const { id } = await vault.as('ann').api<{ id: number }>('GET', `/repos/acme/vault/issues/${number}`);
  await world.as('ann').api('POST', `/repos/acme/shop/issues/${postmortem}/sub_issues`, { sub_issue_id: id });
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts\n/measure Alert on it');
  await world.settle();
  await vault.as('ann').comment(number, '/accept P1 by 4 December');
  await vault.as('ann').comment(number, '/decline the hinge is rusty');
  await world.as('wes').comment(incident, '/timeline 13:58 over: fine');
  await world.settle();
  await world.restart();
  const said = await everything(world);
  expect(said).toContain('Alert on it');
  expect(said).not.toMatch(/leaked key|safe|hinge|vault/i);
  expect(await world.section(postmortem, 'Preventative measures')).toContain('- [A measure in a private repository](');
  await expectAtRest(world);
});

test('a measure that moves to where it is private loses its name on the page, and is not made again', async () => {
  const { world, vault, incident, postmortem } = await withVault();
  await world.as('wes').comment(incident, '/measure Alert on it\n\n/measure Change the lock');
  await world.settle();
  const [, second = 0] = await world.children(postmortem);
  await world.as('ann').transfer(second, 'acme/vault');
  await vault.as('ann').rename(1, 'Change the lock of the safe');
  await world.settle();
  await world.restart();
  expect(await everything(world)).not.toMatch(/safe|vault/);
  expect(await world.section(postmortem, 'Preventative measures')).not.toContain('Change the lock');
  expect(await world.issues('preventative measure')).toHaveLength(1);
  expect(await vault.issues()).toHaveLength(1);
  await expectAtRest(world);
});

test('an issue below a private one cannot be taken, and the private one is not named', async () => {
  const { world, vault, incident } = await withVault();
  const ann = world.as('ann');
  const parent = await vault.as('ann').open('Rotate the leaked key');
  const child = await ann.open('Change the lock');
  const { id } = await ann.api<{ id: number }>('GET', `/repos/acme/shop/issues/${child}`);
  await vault.as('ann').api('POST', `/repos/acme/vault/issues/${parent}/sub_issues`, { sub_issue_id: id });
  await world.as('wes').comment(incident, `/measure #${child}`);
  await world.settle();
  expect((await world.said(incident)).at(-1)).toContain('already belongs to an issue in a private repository.');
  expect(await everything(world)).not.toMatch(/leaked|vault/);
  await expectAtRest(world);
});
