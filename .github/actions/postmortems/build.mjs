/**
 * Bundles the Action into `dist/index.cjs`, which needs nothing beside it, and the licences of what is in it into `dist/licenses.txt`. The same sources
 * give the same bytes. `--check` writes nothing and exits with 1 where what is there is not what the sources give.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const dist = fileURLToPath(new URL('dist', import.meta.url));

const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/app/action/main.ts'],
  outfile: relative(root, join(dist, 'index.cjs')),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  write: false,
});

const packages = [
  ...new Set(
    Object.keys(metafile.inputs).flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  ),
].sort();

function licenceOf(path) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'license', 'license.md', 'LICENSE-MIT']
    .map((one) => join(root, path, one))
    .find((one) => existsSync(one));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(file, 'utf8').trim() : ''}\n`;
}

const made = {
  'index.cjs': outputFiles[0]?.text ?? '',
  'licenses.txt': packages.map(licenceOf).join(`\n${'-'.repeat(80)}\n\n`),
};

if (process.argv.includes('--check')) {
  const stale = Object.entries(made).filter(([name, text]) => {
    const path = join(dist, name);
    return !existsSync(path) || readFileSync(path, 'utf8') !== text;
  });
  for (const [name] of stale)
    process.stderr.write(`${name} of the Action is not what its sources give: npm run build\n`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(dist, { recursive: true });
  for (const [name, text] of Object.entries(made)) writeFileSync(join(dist, name), text);
}
