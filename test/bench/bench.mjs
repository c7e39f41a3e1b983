/**
 * `npm run bench`: measures, prints one Markdown table and writes `bench.json`. Peers run in the same run, by turns, and what counts are ratios. It ends by
 * itself, after a quarter of an hour at the latest. `--only NAME` measures one part.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const longestMs = 15 * 60_000;
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'node_modules/.cache/postmortems-bench');

// As the compiler leaves it, and unlike in a test runner, nothing stands between a call and its function.
await build({
  absWorkingDir: root,
  entryPoints: ['main', 'worker', 'bare-probot'].map((name) => `test/bench/${name}.ts`),
  outdir: folder,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'error',
});
const bench = spawn(process.execPath, [join(folder, 'main.mjs'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  detached: true,
});
const end = () => {
  try {
    process.kill(-Number(bench.pid), 'SIGKILL');
  } catch {
    // It has ended, with all that it started.
  }
};
const bound = setTimeout(() => {
  console.error(`The bench did not end within ${longestMs / 60_000} minutes.`);
  end();
}, longestMs);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end);
bench.on('exit', (code) => {
  clearTimeout(bound);
  end();
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});
