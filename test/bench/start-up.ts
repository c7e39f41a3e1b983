/** How long the App takes until it answers, and how much memory it holds then, against a bare Probot server. */
import { type Measured, median, ms, pause } from './measured.ts';
import { type Kind, run, serveGitHub } from './processes.ts';

const rounds = 9;
/** What is loaded after the start is in memory by then. */
const restMs = 1500;

export async function measureStartUp(): Promise<readonly Measured[]> {
  const github = await serveGitHub();
  const runs: { readonly [kind in Kind]: { startMs: number; megabytes: number }[] } = { ours: [], bare: [] };
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const order: readonly Kind[] = round % 2 === 0 ? ['ours', 'bare'] : ['bare', 'ours'];
      for (const kind of order) {
        const running = await run(kind, github);
        await pause(restMs);
        // The first round fills the caches of the disk.
        if (round > 0) runs[kind].push({ startMs: running.startMs, megabytes: running.memory() });
        await running.stop();
      }
    }
  } finally {
    github.close();
  }
  const of = (kind: Kind, figure: 'startMs' | 'megabytes') => median(runs[kind].map((one) => one[figure]));
  const ratio = (figure: 'startMs' | 'megabytes') =>
    median(runs.ours.map((one, at) => one[figure] / (runs.bare[at]?.[figure] ?? Number.NaN)));
  const megabytes = (kind: Kind) => `${Math.round(of(kind, 'megabytes'))} MB`;
  return [
    {
      what: 'start-up, until it answers',
      ours: ms(of('ours', 'startMs')),
      peer: `bare Probot: ${ms(of('bare', 'startMs'))}`,
      ratio: ratio('startMs'),
      aim: { atMost: 1.5 },
      figures: runs,
    },
    {
      what: 'memory after the start',
      ours: megabytes('ours'),
      peer: `bare Probot: ${megabytes('bare')}`,
      ratio: ratio('megabytes'),
      aim: { atMost: 1.5 },
      figures: {},
    },
  ];
}
