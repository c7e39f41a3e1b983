/** What the App shows of itself: metrics that count what it does, and a log in which a delivery can be followed and no person be found. */
import { expect, test } from 'vitest';
import { createLog } from '../../src/app/log.ts';
import { createMetrics } from '../../src/app/metrics/metrics.ts';
import { metricTable } from '../../src/app/metrics/table.ts';
import type { Queue } from '../../src/reconcile/queue.ts';
import { createWorld, openPostmortem, type World } from '../world.ts';

/** A world whose app counts, and how to read one number. */
async function counted() {
  const metrics = createMetrics();
  const world = await createWorld({ metrics });
  const look = async () => ({ waiting: 0, dueSince: undefined, endedAt: undefined });
  const print = async (queue: Pick<Queue, 'look'> = { look }) =>
    (await metrics.print({ queue, readiness: async () => ({ status: 'ready' }), now: world.now })).text;
  const value = (text: string, line: string) =>
    Number(text.match(new RegExp(`^postmortems_${line} (\\S+)$`, 'm'))?.[1]);
  return { world, print, value };
}

test('passes, changes, requests and what the limit leaves are counted; a row of the table is a metric', async () => {
  const { world, print, value } = await counted();
  const { incident } = await openPostmortem(world);
  world.requests();
  const before = await print();
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  const { reads, writes } = world.requests();
  const text = await print();
  const grown = (line: string) => value(text, line) - (value(before, line) || 0);
  expect(grown('changes_total\\{change="write body",result="done"\\}'), 'the page and the index').toBe(2);
  const requests = (kind: string, of: string) =>
    [...of.matchAll(new RegExp(`^postmortems_requests_total\\{kind="${kind}",status="\\d+"\\} (\\d+)$`, 'gm'))]
      .map(([, count]) => Number(count))
      .reduce((a, b) => a + b, 0);
  expect(requests('read', text) - requests('read', before)).toBe(reads);
  expect(requests('write', text) - requests('write', before)).toBe(writes);
  expect(grown('passes_total\\{kind="case",outcome="done"\\}')).toBe(1);
  expect(grown('pass_seconds_count\\{kind="case"\\}')).toBe(1);
  expect(value(text, 'limit_left\\{installation="8675309",resource="graphql"\\}')).toBeGreaterThan(900_000);
  expect([value(text, 'ready'), value(text, 'queue_keys'), value(text, 'queue_age_seconds')]).toEqual([1, 0, 0]);
  for (const { name, type, help } of metricTable) {
    expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`);
  }
  expect(text).toContain('nodejs_eventloop_lag_seconds');
  expect(text).not.toMatch(/acme|shop|wes|carts/);
});

test('how long a key waits, and nothing where that cannot be told', async () => {
  const { world, print, value } = await counted();
  const waits = async () => ({ waiting: 7, dueSince: world.now() - 90_000, endedAt: undefined });
  const text = await print({ look: waits });
  expect([value(text, 'queue_keys'), value(text, 'queue_age_seconds')]).toEqual([7, 90]);
  const gone = await print({
    look: async () => {
      throw new Error('Connection is closed.');
    },
  });
  expect(value(gone, 'queue_keys')).toBe(0);
});

test('a key that is stopped after a fight says so, and so does a lost edit that is merged back', async () => {
  const { world, print, value } = await counted();
  const { incident, postmortem } = await openPostmortem(world);
  (world.emulator.state.named('acme/shop')?.roles ?? {})['robo[bot]'] = 'admin';
  for (let run = 1; run <= 4; run += 1) {
    await world
      .as('robo[bot]')
      .edit(postmortem, (body) => `${body.replace('**Ongoing**', '**Nothing to see**')}\nRun ${run}.\n`);
    await world.settle();
  }
  expect(value(await print(), 'keys_stopped_total\\{change="write body"\\}')).toBe(1);
  world.justBefore(new RegExp(`^PATCH .*/issues/${postmortem}$`), () =>
    world.as('moe').write(postmortem, { Summary: 'Nobody could pay.' }),
  );
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  expect(await world.section(postmortem, 'Summary')).toBe('Nobody could pay.');
  expect(value(await print(), 'lost_edits_merged_total')).toBe(1);
});

test('failures are counted by kind', async () => {
  const { world, print, value } = await counted();
  const { incident } = await openPostmortem(world);
  failOnce(world, { status: 502 });
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  failOnce(world, { status: 404 });
  await world.as('wes').comment(incident, '/timeline 13:55 restarted');
  await world.settle();
  failOnce(world, { status: 429, retryAfter: 1 });
  await world.as('wes').comment(incident, '/timeline 13:56 no better');
  await world.settle();
  const text = await print();
  const failures = (kind: string) => value(text, `failures_total\\{kind="${kind}"\\}`);
  expect([failures('passing'), failures('refused'), failures('limited')]).toEqual([1, 1, 1]);
  expect(value(text, 'requests_total\\{kind="read",status="502"\\}')).toBe(1);
  const outcomes = ['retry', 'failed', 'limited'].map((one) =>
    value(text, `passes_total\\{kind="case",outcome="${one}"\\}`),
  );
  expect(outcomes).toEqual([1, 1, 1]);
});

/** The app's next request fails, and the one after it does not. */
function failOnce(
  { emulator, justBefore }: World,
  how: { readonly status: number; readonly retryAfter?: number },
): void {
  justBefore(/./, async () => {
    emulator.faults.set({ failEvery: 1, ...how });
    justBefore(/./, async () => emulator.faults.clear());
  });
}

interface Line {
  readonly msg: string;
  readonly key?: string;
  readonly deliveries?: readonly string[];
}

/** A world whose app and libraries log all they can. */
async function logged(): Promise<{ world: World; text: () => string; lines: () => Line[] }> {
  const written: string[] = [];
  const log = createLog({ level: 'trace', destination: { write: (line) => void written.push(line) } });
  const world = await createWorld({ log });
  return { world, text: () => written.join(''), lines: () => written.map((line) => JSON.parse(line)) };
}

test('the delivery of every webhook that marked a key stands in the lines of its pass, and of what follows from it', async () => {
  const { world, lines } = await logged();
  const { incident, postmortem } = await openPostmortem(world);
  const before = lines().length;
  const from = world.emulator.hooks.log.length;
  const wes = world.as('wes');
  await wes.comment(incident, '/timeline 13:50 discovered: carts');
  await wes.comment(postmortem, '/timeline 13:55 restarted');
  await wes.comment(incident, '/over 13:58');
  await world.settle();
  const delivered = world.emulator.hooks.log.slice(from).filter(({ body }) => JSON.parse(body).sender.login === 'wes');
  expect(delivered).toHaveLength(3);
  const told = lines()
    .slice(before)
    .filter((line) => line.msg === 'A pass has ended');
  const guids = delivered.map((one) => one.guid).sort();
  const ofCase = told.filter((line) => line.key === `case:8675309:acme/shop#${incident}`);
  expect(ofCase.flatMap((line) => line.deliveries ?? []).sort()).toEqual(guids);
  const ofIndex = told.filter((line) => line.key?.startsWith('index:'));
  expect(ofIndex.flatMap((line) => line.deliveries ?? []).sort()).toEqual(guids);
});

test('a pass that fails says which delivery it was about, and so does the next try', async () => {
  const { world, lines } = await logged();
  const { incident } = await openPostmortem(world);
  const before = lines().length;
  failOnce(world, { status: 502 });
  await world.as('wes').comment(incident, '/timeline 13:50 discovered: carts');
  await world.settle();
  const guid = world.emulator.hooks.log.findLast(({ body }) => JSON.parse(body).sender.login === 'wes')?.guid;
  const told = lines()
    .slice(before)
    .filter((line) => line.key?.startsWith('case:'));
  expect(new Set(told.map((line) => line.msg))).toEqual(
    new Set(['A pass has ended', 'A pass failed and is tried again']),
  );
  for (const { deliveries } of told) expect(deliveries).toContain(guid);
});

test('the log names no person and repeats no text, whatever fails', async () => {
  const { world, text } = await logged();
  const { incident, postmortem } = await openPostmortem(world, 'Kaufhaus brennt');
  const wes = world.as('wes');
  failOnce(world, { status: 502 });
  await wes.comment(incident, '/timeline 13:50 discovered: Lagerhalle\n/owner zoe\n/measure Sprinkler @moe');
  await wes.write(postmortem, { Summary: 'Personalabbau' });
  await world.settle();
  failOnce(world, { status: 403, retryAfter: 1 });
  await wes.comment(postmortem, '/timeline 13:55 Feuerwehr');
  await world.settle();
  failOnce(world, { status: 422 });
  await world.as('moe').comment(incident, '/over 13:59 Brandwache');
  await world.settle();
  expect(text()).toContain('GitHub request');
  expect(text()).toContain('A pass failed and is tried again');
  expect(text()).not.toMatch(/Kaufhaus|Lagerhalle|Sprinkler|Personalabbau|Feuerwehr|Brandwache/);
  expect(text()).not.toMatch(/\b(ann|wes|moe|zoe|tia|ron)\b/);
  expect(text()).not.toMatch(/gh[a-z]_|eyJ|BEGIN|a secret of the tests/);
});
