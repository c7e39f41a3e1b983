/** The entry of the GitHub Action: what `.github/actions/postmortems/action.yml` runs, bundled into one file. */
import { appendFileSync, readFileSync } from 'node:fs';
import { runAction } from './run-action.ts';

void runAction({
  env: process.env,
  out: (text) => void process.stdout.write(text),
  read: (path) => readFileSync(path, 'utf8'),
  append: (path, text) => appendFileSync(path, text),
  fetch,
  now: Date.now,
}).then((code) => {
  process.exitCode = code;
});
