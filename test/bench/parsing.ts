/**
 * What a pass does with a body once it is read (parse, plan), against parsing it with remark-parse and remark-gfm and nothing else. Counted in the time that the
 * processor took, which others on the machine disturb less.
 */
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { plan } from '../../src/postmortem/plan.ts';
import type { CaseSnapshot } from '../../src/postmortem/snapshot.ts';
import { type Measured, median, ms } from './measured.ts';
import { readWritten } from './written-case.ts';

/** By size in KB. */
const rounds: { readonly [size: number]: number } = { 5: 600, 60: 60 };
const bare = unified().use(remarkParse).use(remarkGfm);

export async function measureParsing(): Promise<readonly Measured[]> {
  const rows: Measured[] = [];
  for (const [size, most] of Object.entries(rounds))
    rows.push(compare(Number(size), most, await readWritten(Number(size) * 1024)));
  return rows;
}

function compare(size: number, most: number, snapshot: CaseSnapshot): Measured {
  const { postmortem } = snapshot;
  if (!postmortem) throw new Error('there is no postmortem');
  /** Every round reads another text, as passes do: what was parsed before is remembered. */
  const bodyOf = (round: number) => postmortem.body.replace('50 minutes', `${1000 + round} minutes`);
  const ours = (body: string) => plan({ ...snapshot, postmortem: { ...postmortem, body, rawBody: body } });
  const planned = ours(bodyOf(0));
  if ('questions' in planned || planned.changes.length > 0)
    throw new Error(`the postmortem is not at rest: ${JSON.stringify(planned).slice(0, 500)}`);
  const times = { ours: [] as number[], bare: [] as number[] };
  const time = (kind: keyof typeof times, run: () => unknown) => {
    const began = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(began);
    times[kind].push((user + system) / 1000);
  };
  for (let round = 1; round <= 2 * most; round += 1) {
    // The first half warms up: a server that runs for days is judged, not its first second.
    if (round === most + 1) for (const all of Object.values(times)) all.length = 0;
    const body = bodyOf(round);
    time('ours', () => ours(body));
    time('bare', () => bare.parse(body));
  }
  return {
    what: `parse and plan of ${size} KB`,
    ours: ms(median(times.ours)),
    peer: `remark-parse and remark-gfm: ${ms(median(times.bare))}`,
    ratio: median(times.ours.map((one, at) => one / (times.bare[at] ?? Number.NaN))),
    aim: { atMost: 1.3 },
    figures: { bytes: Buffer.byteLength(postmortem.body), ...times },
  };
}
