/** A law of the index: whatever people do to postmortems, each is listed exactly once, or not at all where it is secret, none any more, or gone. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWorld, expectAtRest, openPostmortem, type Place, type World } from '../world.ts';

interface One {
  place: Place;
  number: number;
  incident: number;
  name: string;
  isGone?: true;
  readonly hides: Set<string>;
}

type Act = (world: World, one: One) => Promise<void>;

let names = 0;

function newName(): string {
  names += 1;
  return `Named ${names}`;
}

/** Each of them may be done at any time; what makes no sense then does nothing. */
const acts: { readonly [name: string]: Act } = {
  create: async (world) => void (await openPostmortem(world, newName())),
  rename: async (_, one) => {
    one.name = `${newName()} [anew]`;
    await one.place.as('ann').rename(one.number, `Postmortem: ${one.name}`);
  },
  'it is over': (_, one) =>
    one.place
      .as('wes')
      .comment(one.number, '/over 13:55')
      .then(() => {}),
  'close as completed': (_, one) => one.place.as('ann').close(one.number),
  'close as not planned': (_, one) => one.place.as('ann').close(one.number, 'not_planned'),
  reopen: (_, one) => one.place.as('ann').reopen(one.number),
  'security on the incident': async (world, one) => {
    one.hides.add('incident');
    await world.as('ann').label(one.incident, 'security');
  },
  'no security on the incident': async (world, one) => {
    one.hides.delete('incident');
    const label = (await world.issue(one.incident)).labels.find((name) => /^security$/i.test(name));
    if (label) await world.as('ann').unlabel(one.incident, label);
  },
  'security on the postmortem': async (_, one) => {
    one.hides.add('postmortem');
    await one.place.as('ann').label(one.number, 'Security');
  },
  'no label of a postmortem': async (_, one) => {
    if ((await one.place.issue(one.number)).labels.includes('postmortem'))
      await one.place.as('ann').unlabel(one.number, 'postmortem');
    one.hides.add('label');
  },
  'the label of a postmortem': async (_, one) => {
    await one.place.as('ann').label(one.number, 'postmortem');
    one.hides.delete('label');
  },
  delete: async (_, one) => {
    await one.place.as('ann').remove(one.number);
    one.isGone = true;
  },
  transfer: async (world, one) => {
    if (one.place !== world) return;
    const { title } = await world.issue(one.number);
    await world.as('ann').transfer(one.number, 'acme/api');
    one.place = world.in('acme/api');
    one.number = (await one.place.issues()).find((issue) => issue.title === title)?.number ?? 0;
  },
};

test('each postmortem is listed exactly once, or not at all, after whatever happens', async () => {
  const step = fc.tuple(fc.constantFrom(...Object.keys(acts)), fc.nat(2));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 14 }), async (steps) => {
      const world = await createWorld();
      world.emulator.createRepository({ name: 'api' });
      for (const label of ['postmortem', 'security'])
        await world.as('ann').api('POST', '/repos/acme/api/labels', { name: label });
      const all: One[] = [];
      for (const name of ['Checkout', 'Search', 'Uploads']) {
        const { incident, postmortem } = await openPostmortem(world, name);
        all.push({ place: world, number: postmortem, incident, name, hides: new Set() });
      }
      for (const [name, at] of steps) {
        const one = all[at];
        if (!one || one.isGone) continue;
        await acts[name]?.(world, one);
        await world.settle();
        for (const each of all)
          expect([name, at, each.name, await listings(world, each)]).toEqual([
            name,
            at,
            each.name,
            wanted(world, each),
          ]);
      }
      await expectAtRest(world);
    }),
    { numRuns: 5 },
  );
});

/** How often it stands in the index of either repository. */
async function listings(world: World, one: One): Promise<{ shop: number; api: number }> {
  const count = async (place: Place) => {
    const indexes = (await place.issues('postmortem-index')).filter((issue) => issue.state === 'open');
    const bodies = await Promise.all(indexes.map((issue) => place.read(issue.number)));
    const name = one.name.replace(/[[\]]/g, '\\$&');
    return bodies
      .join('\n')
      .split('\n')
      .filter((line) => line.startsWith(`- [${name}](`)).length;
  };
  return { shop: await count(world), api: await count(world.in('acme/api')) };
}

function wanted(world: World, one: One): { shop: number; api: number } {
  const isListed = !one.isGone && one.hides.size === 0;
  return { shop: Number(isListed && one.place === world), api: Number(isListed && one.place !== world) };
}
