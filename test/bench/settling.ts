/** How long after the first comment of a burst everything is written, with 100 ms for every request, both paced as they are on GitHub. */
import { startInProcess } from './in-process.ts';
import { type Measured, ms } from './measured.ts';

const latencyMs = 100;
/** The handler's writes are a second apart: it would take minutes. */
const mostMs = 60_000;

export async function measureSettling(): Promise<readonly Measured[]> {
  const rows: Measured[] = [];
  for (const count of [100, 1000]) {
    const ours = await settle('ours', count);
    const edge = count === 100 ? await settle('edge', count) : undefined;
    rows.push({
      what: `a burst of ${count.toLocaleString('en')} is settled, at ${latencyMs} ms a request`,
      ours: describe(ours),
      peer: edge ? `handler of events: ${describe(edge)}` : 'not run',
      ...(edge ? { ratio: ours.ms / edge.ms } : {}),
      figures: { ours, edge },
    });
  }
  return rows;
}

interface Settled {
  readonly count: number;
  readonly rows: number;
  readonly ms: number;
  readonly isSettled: boolean;
}

function describe({ count, rows, ms: took, isSettled }: Settled): string {
  return isSettled ? `${ms(took)}, ${rows} of ${count} rows` : `not yet after ${ms(took)}, ${rows} of ${count} rows`;
}

async function settle(kind: 'ours' | 'edge', count: number): Promise<Settled> {
  const app = await startInProcess(kind);
  const { incident, postmortem } = await app.open();
  await app.say(incident, '/timeline discovered: support calls');
  await app.rest(mostMs);
  app.latency(latencyMs);
  const began = performance.now();
  for (let n = 1; n <= count; n += 1) await app.say(incident, `/timeline mark ${n}`);
  const isSettled = await app.rest(mostMs);
  const took = (isSettled ? app.lastAnswer() : performance.now()) - began;
  const rows = await app.rows(postmortem, count);
  await app.close();
  return { count, rows, ms: took, isSettled };
}
