/**
 * What one `/timeline` and a burst of them cost in requests to GitHub: the App, a handler of events, and the least that is possible. To know the comments is
 * one reading for a hundred, to note them is one writing.
 */
import { startInProcess } from './in-process.ts';
import type { Measured } from './measured.ts';

export async function measureRequests(): Promise<readonly Measured[]> {
  const rows: Measured[] = [];
  for (const count of [1, 100, 1000]) {
    const [ours, edge] = [await burst('ours', count), await burst('edge', count)];
    const least = { reads: Math.ceil(count / 100), writes: 1 };
    const what = count === 1 ? 'one /timeline' : `a burst of ${count.toLocaleString('en')} on one incident`;
    const aims =
      count === 1 ? { reads: { atMost: 2 }, writes: { atMost: 3 } } : count === 1000 ? { writes: { atMost: 40 } } : {};
    for (const kind of ['reads', 'writes'] as const) {
      const aim = kind in aims ? aims[kind as keyof typeof aims] : undefined;
      rows.push({
        what: `${what}: ${kind}`,
        ours: `${ours[kind]}, ${ours.rows} of ${count} rows`,
        peer: `handler of events: ${edge[kind]}, ${edge.rows} of ${count} rows; least: ${least[kind]}`,
        ratio: ours[kind] / edge[kind],
        ...(aim ? { aim: { ...aim, value: ours[kind] } } : {}),
        figures: { ours, edge, least },
      });
    }
  }
  return rows;
}

async function burst(kind: 'ours' | 'edge', count: number) {
  const app = await startInProcess(kind, false);
  const { incident, postmortem } = await app.open();
  // Roles, configuration and the status comment are there, as in the middle of an incident.
  await app.say(incident, '/timeline discovered: support calls');
  await app.rest(60_000);
  await app.say(incident, '/timeline looked at the dashboard');
  await app.rest(60_000);
  app.requests();
  for (let n = 1; n <= count; n += 1) await app.say(incident, `/timeline mark ${n}`);
  await app.rest(180_000);
  const made = app.requests();
  const rows = await app.rows(postmortem, count);
  await app.close();
  return { ...made, rows };
}
