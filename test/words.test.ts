/** How the app speaks, held over every sentence that it can say: `npm run words` prints them. */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

interface Said {
  readonly file: string;
  readonly sentences: readonly { readonly line: number; readonly text: string }[];
}

const said: Said[] = JSON.parse(
  execFileSync('node', ['fixtures/words.mjs', '--json'], { maxBuffer: 2 ** 24 }).toString(),
);
/** Examples of what the rules find speak as people should not. */
const own = said.filter(({ file }) => !/\/checks\/[a-z-]+-rules\.ts$/.test(file));
const texts = own.flatMap(({ file, sentences }) =>
  sentences.map(({ line, text }) => ({ at: `${file}:${line}`, text })),
);

test('there are sentences of all that speaks', () => {
  const folders = ['app/cli/', 'postmortem/status/', 'postmortem/measures/', 'postmortem/opening/', 'app/settings.ts'];
  for (const folder of folders) expect(own.some(({ file }) => file.startsWith(`src/${folder}`))).toBe(true);
  expect(texts.length).toBeGreaterThan(800);
});

test.each([
  ['shouts', /[A-Za-z]!(?:\s|$)|\b(?!(?:TODO|README|HTTP|GITHUB|WEBHOOK|REDIS|PRIVATE)[A-Z_]*\b)[A-Z]{6,}\b(?![_{])/],
  [
    'blames whoever reads',
    /\b(?:you (?:failed|forgot|did wrong|must not)|illegal|invalid value|your fault|bad input)\b/i,
  ],
  [
    'plays the machine',
    /\b(?:exception|stack trace|null pointer|undefined|oops|fatal error|successfully|an error occurred)\b/i,
  ],
  ['has a space too many', /[^\s.] {2,}\S/],
  ['pings', /^(?!\/).*(?<![\w`/[({.$<])@(?!login\b)[a-z]/i],
])('nothing that it says %s', (_, pattern) => {
  expect(texts.filter(({ text }) => pattern.test(text.replace(/`[^`]*`/g, '``').replace(/\{[^}]*\}/g, '{}')))).toEqual(
    [],
  );
});
