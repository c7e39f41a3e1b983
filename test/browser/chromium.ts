/**
 * A real Chromium for the tests: the one that CHROMIUM_PATH names; on Linux x64 the one that a devDependency brings along, unpacked once below the
 * test output; elsewhere the machine's own Chrome. It starts with an empty profile and asks nobody for anything.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

/** Git-ignored. */
export const outputFolder = resolve(import.meta.dirname, '../../test-output/browser');

const args = [
  '--no-sandbox',
  '--no-first-run',
  '--no-zygote',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** A browser, or one line on why there is none. */
export async function startChromium(): Promise<Browser | string> {
  try {
    return await chromium.launch({ headless: true, args, ...(await whichOne()) });
  } catch (error) {
    const [why] = String(error instanceof Error ? error.message : error).split('\n');
    return `No Chromium can be started (${why}). Set CHROMIUM_PATH to one, or install Chrome.`;
  }
}

async function whichOne(): Promise<Pick<LaunchOptions, 'executablePath' | 'channel' | 'env'>> {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return { executablePath: CHROMIUM_PATH };
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome' };
  const folder = await unpacked();
  return {
    executablePath: join(folder, 'chromium'),
    // The libraries and the font that it needs come along: a bare machine has neither.
    env: { ...process.env, LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/** The package unpacks into the folder for temporary files, and its libraries only where it believes to run on Amazon's Linux. */
async function unpacked(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { version }: { version: string } = createRequire(entry)('../../package.json');
  const folder = join(outputFolder, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  const script = 'require(process.argv[1]).executablePath()';
  await promisify(execFile)(process.execPath, ['--eval', script, entry], {
    env: { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  });
  const fonts = [join(folder, 'fonts/fonts'), '/usr/share/fonts'].map((one) => `<dir>${one}</dir>`).join('');
  const cache = `<cachedir>${join(folder, 'font-cache')}</cachedir>`;
  await writeFile(join(fresh, 'fonts.conf'), `<?xml version="1.0"?><fontconfig>${fonts}${cache}</fontconfig>`);
  await rename(fresh, folder).catch(async (error: unknown) => {
    // Another run was quicker.
    await rm(fresh, { recursive: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}
