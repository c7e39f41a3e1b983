/**
 * The entry of `npm run setup`: registers the GitHub App through Probot's manifest flow, from `app.yml`.
 *
 * Probot's setup page would register `<base>/` as hook URL, where nothing listens. It takes the URL of a webhook proxy
 * as it is, though, so the right one is passed in that way. What GitHub hands back is saved in `.env`.
 */
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { run } from 'probot';
import { loadEnvFile, saveEnvFile } from './env-file.ts';
import { readHookUrl } from './hook-url.ts';
import { createLog, textLines } from './log.ts';
import { readSettings } from './settings.ts';
import { webhookPath } from './webhook-door.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function refuse(problems: readonly string[]): never {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}

const fileProblem = loadEnvFile('.env');
if (fileProblem !== undefined) refuse([fileProblem]);
if (!existsSync('app.yml'))
  refuse(['app.yml is not in this folder. Run "npm run setup" in the folder of Postmortems.']);
for (const name of ['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET']) {
  if (process.env[name] === undefined) continue;
  refuse([
    `${name} is set, here or in .env: an App is registered already. Use "npm start", or unset it to register another.`,
  ]);
}
const read = readSettings({ ...process.env, GHE_HOST: undefined }, () => '');
if ('problems' in read) refuse(read.problems);
const { port, host } = read.settings;

const hook = readHookUrl(process.env) ?? (await askForHookUrl());
if ('problem' in hook) refuse([hook.problem]);

// Probot reads these from the environment: the hook URL, not to ask smee.io for a channel, and not to refuse.
process.env.WEBHOOK_PROXY_URL = hook.hookUrl;
process.env.NO_SMEE_SETUP = 'true';
process.env.NODE_ENV = 'development';
try {
  await run(() => {}, {
    // Without WEBHOOK_PROXY_URL: with it Probot would connect to the proxy as well.
    env: { PORT: String(port), HOST: host },
    log: createLog({ level: 'error', destination: await textLines() }),
    updateEnv: (values) => {
      save(values);
      return values;
    },
  });
} catch (error) {
  refuse([`The setup page cannot be served: ${error instanceof Error ? error.message : error}`]);
}
say(`Open http://localhost:${port}/probot and register the App. GitHub will send its webhooks to ${hook.hookUrl}.`);
say('To register it for an organisation, stop this and set GH_ORG to its name first.');

async function askForHookUrl(): Promise<{ hookUrl: string } | { problem: string }> {
  const problem =
    'PUBLIC_URL is missing: GitHub must know where to send webhooks. Set it to the public address of this server, or WEBHOOK_PROXY_URL to a channel made at https://smee.io/new.';
  if (!process.stdin.isTTY) return { problem };
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Public address of this server (or a channel made at https://smee.io/new): ');
  terminal.close();
  const isChannel = /^https:\/\/smee\.io\/./.test(answer.trim());
  return readHookUrl(isChannel ? { WEBHOOK_PROXY_URL: answer } : { PUBLIC_URL: answer }) ?? { problem };
}

/** Keeps what `npm start` needs; the OAuth client that GitHub made along with it stays unused and unsaved. */
function save(values: NodeJS.ProcessEnv): void {
  const { APP_ID: appId, PRIVATE_KEY: privateKey, WEBHOOK_SECRET: secret } = values;
  if (!appId || !privateKey || !secret) return;
  saveEnvFile('.env', {
    APP_ID: String(appId),
    PRIVATE_KEY: privateKey.replace(/^"|"$/g, ''),
    WEBHOOK_SECRET: secret,
  });
  say('Saved APP_ID, PRIVATE_KEY and WEBHOOK_SECRET in .env.');
  say('Install the App on a repository on the page that opens, stop this with Ctrl+C, then run: npm start');
  const channel = process.env.WEBHOOK_PROXY_URL;
  if (channel?.endsWith(webhookPath)) return;
  say(
    `Forward the channel meanwhile: npx smee-client --url ${channel} --target http://localhost:${port}${webhookPath}`,
  );
}
