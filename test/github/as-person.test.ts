import { expect, test } from 'vitest';
import { createClient } from '../../src/app/cli/client.ts';
import { createGitHub } from '../../src/github/github.ts';
import { everything } from '../../src/reconcile/port.ts';
import { createWorld, openPostmortem, type World } from '../world.ts';

const apiUrl = 'http://localhost:3000/api/v3';

function githubOf(world: World, token: string | undefined) {
  const client = createClient({ token, apiUrl, fetch: world.emulator.fetch });
  const octokit = async () => (token === undefined ? world.app() : client);
  const isPerson = token !== undefined;
  return createGitHub({ installation: 1, slug: 'postmortems', now: world.now, octokit, appOctokit: octokit, isPerson });
}

/** A case in which the App and people have commented, reacted, opened, linked and unlinked. */
async function busyCase() {
  const world = await createWorld();
  const { incident, postmortem } = await openPostmortem(world);
  const [ann, wes] = [world.as('ann'), world.as('wes')];
  const noted = await wes.comment(incident, '/timeline 14:05 db refuses connections');
  const refused = await wes.comment(postmortem, '/timeline 25:99 no such time');
  await wes.comment(postmortem, '/measure Alert on lag');
  await wes.comment(postmortem, '/measure Raise the pool');
  await world.settle();
  const [first = 0] = await world.children(postmortem);
  await wes.unlink(postmortem, first);
  await ann.api('POST', `/repos/acme/shop/issues/comments/${refused}/reactions`, { content: 'rocket' });
  await ann.api('POST', `/repos/acme/shop/issues/comments/${noted}/reactions`, { content: 'eyes' });
  await ann.comment(postmortem, 'A comment of a person');
  await world.settle();
  return { world, incident, postmortem, measure: (await world.children(postmortem))[0] ?? 0 };
}

test('a person reads of a case, a measure and the index what the App reads', async () => {
  const { world, incident, postmortem, measure } = await busyCase();
  const readings = await Promise.all(
    [undefined, 'ann', 'ron'].map(async (token) => {
      const github = githubOf(world, token);
      return {
        case: await github.readCase('acme/shop', incident, undefined),
        part: await github.readCase('acme/shop', postmortem, undefined),
        measure: await github.readCandidate('acme/shop', measure),
        index: await github.readIndex('acme/shop', everything),
      };
    }),
  );
  const [app, ...people] = readings;
  expect(app?.part).toMatchObject({ found: 'part', of: { number: incident } });
  expect(JSON.stringify(app?.case)).toContain('"rocket":true');
  expect(JSON.stringify(app?.case)).toContain('"ours":true');
  for (const person of people) expect(person).toEqual(app);
  expect(world.problems).toEqual([]);
});

test('what other bots and people with the name of the App wrote is not the App’s', async () => {
  const { world, incident } = await busyCase();
  const github = createGitHub({
    installation: 1,
    slug: 'another-app',
    now: world.now,
    isPerson: true,
    octokit: async () => createClient({ token: 'ann', apiUrl, fetch: world.emulator.fetch }),
    appOctokit: () => world.app(),
  });
  const reading = await github.readCase('acme/shop', incident, undefined);
  expect(JSON.stringify(reading)).not.toMatch(/"(?:ours|rocket|confused|eyes)":true/);
});
