#!/usr/bin/env node
/** The entry of `npx postmortems`. */
import { readFileSync } from 'node:fs';
import { run } from './run.ts';

// Who reads only the beginning (`| head`) wants no complaint about the rest.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  folder: process.cwd(),
  stdin: process.stdin,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  errColumns: process.stderr.isTTY ? process.stderr.columns : undefined,
  fetch,
  now: Date.now,
  version: () => JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version,
});
