/**
 * How fast a signed webhook is acknowledged, against a bare Probot server. Twice: of an issue that belongs to no case, as most issues do, and of an
 * incident, whose passes run in the same process meanwhile.
 */
import { type Measured, median, ms, percentile } from './measured.ts';
import { deliver, type GitHub, type Kind, run, serveGitHub } from './processes.ts';

/** Of both servers: two starts of the same one differ by more than two rounds do. */
const starts = 6;
const rounds = 4;
const load = { count: 1500, together: 16 };

interface Round {
  readonly perSecond: number;
  readonly p99: number;
}

type Rounds = { readonly [kind in Kind]: Round[] };

export async function measureAcknowledgement(): Promise<readonly Measured[]> {
  const [elsewhere, onIncident]: readonly [Rounds, Rounds] = [
    { ours: [], bare: [] },
    { ours: [], bare: [] },
  ];
  for (let start = 0; start < starts; start += 1) {
    const github = await serveGitHub();
    const [ours, bare] = [await run('ours', github), await run('bare', github)];
    const ports = { ours: ours.port, bare: bare.port };
    try {
      await deliverByTurns(ports, await commentOn(github, []), elsewhere);
      await deliverByTurns(ports, await commentOn(github, ['incident']), onIncident);
    } finally {
      await Promise.all([ours.stop(), bare.stop()]);
      github.close();
    }
  }
  return [
    ...compare(elsewhere, 'acknowledgement of a comment elsewhere', true),
    ...compare(onIncident, 'the same of a comment on an incident, while its passes run', false),
  ];
}

async function deliverByTurns(ports: Readonly<Record<Kind, number>>, body: string, runs: Rounds): Promise<void> {
  for (let round = 0; round <= rounds; round += 1) {
    // Who comes first changes from round to round.
    const order: readonly Kind[] = round % 2 === 0 ? ['ours', 'bare'] : ['bare', 'ours'];
    for (const kind of order) {
      const { perSecond, times } = await deliver(ports[kind], 'issue_comment', body, load);
      // The first round warms up.
      if (round > 0) runs[kind].push({ perSecond, p99: percentile(times, 0.99) });
    }
  }
}

function compare(runs: Rounds, what: string, isAimed: boolean): Measured[] {
  const of = (kind: Kind, figure: keyof Round) => median(runs[kind].map((one) => one[figure]));
  const ratio = (figure: keyof Round) =>
    median(runs.ours.map((one, at) => one[figure] / (runs.bare[at]?.[figure] ?? Number.NaN)));
  const perSecond = (kind: Kind) => `${Math.round(of(kind, 'perSecond'))} a second`;
  return [
    {
      what: `${what}, throughput`,
      ours: perSecond('ours'),
      peer: `bare Probot: ${perSecond('bare')}`,
      ratio: ratio('perSecond'),
      ...(isAimed ? { aim: { atLeast: 0.95 } } : {}),
      figures: runs,
    },
    {
      what: `${what}, 99th percentile`,
      ours: ms(of('ours', 'p99')),
      peer: `bare Probot: ${ms(of('bare', 'p99'))}`,
      ratio: ratio('p99'),
      figures: {},
    },
  ];
}

/** What GitHub sends when somebody comments. */
async function commentOn({ emulator, as }: GitHub, labels: readonly string[]): Promise<string> {
  const { number } = await as<{ number: number }>('ann', 'POST', '', {
    title: 'Checkout returns 500 for every card payment',
    body: 'It began this morning.\n\n'.repeat(40),
    labels,
  });
  await as('wes', 'POST', `/${number}/comments`, { body: 'It is the database, I think: its connections are used up.' });
  const { body = '' } = emulator.hooks.log.findLast((one) => one.event === 'issue_comment') ?? {};
  return body;
}
