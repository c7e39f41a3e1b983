/** Every part of the bench, in order. Parts do not know of each other. */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { asTable, isMet, type Measured } from './measured.ts';

const parts: { readonly [name: string]: () => Promise<() => Promise<readonly Measured[]>> } = {
  acknowledgement: async () => (await import('./acknowledgement.ts')).measureAcknowledgement,
  'start-up': async () => (await import('./start-up.ts')).measureStartUp,
  requests: async () => (await import('./requests.ts')).measureRequests,
  settling: async () => (await import('./settling.ts')).measureSettling,
  parsing: async () => (await import('./parsing.ts')).measureParsing,
  'index-issue': async () => (await import('./index-issue.ts')).measureIndex,
  workers: async () => (await import('./workers.ts')).measureWorkers,
};

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = Object.keys(parts).filter((name) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  process.stderr.write(`--only takes one of ${Object.keys(parts).join(', ')}.\n`);
  process.exit(2);
}
const machine = {
  node: process.version,
  cores: cpus().length,
  loadBefore: loadavg()[0],
  at: new Date().toISOString(),
};
const rows: Measured[] = [];
for (const name of chosen) {
  process.stderr.write(`${name} …\n`);
  const measure = await parts[name]?.();
  rows.push(...((await measure?.()) ?? []));
}
process.stdout.write(`${asTable(rows)}\n`);
const told = rows.map((row) => ({ ...row, isMet: isMet(row) }));
writeFileSync(
  'bench.json',
  `${JSON.stringify({ machine: { ...machine, loadAfter: loadavg()[0] }, rows: told }, null, 2)}\n`,
);
process.exit(0);
