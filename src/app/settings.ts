/**
 * What the environment asks for: the embedded GitHub, a real one, or something that cannot work.
 *
 * Pure: the environment and the reader of the key file are passed in, nothing is printed, and nothing is thrown.
 * Every problem names its variable, what is wrong with it and the remedy; none repeats a value, because a secret pasted into the wrong variable
 * would stand in the log.
 */
import { createPrivateKey } from 'node:crypto';
import { getPrivateKey } from '@probot/get-private-key';

/** Every variable that `npm start` reads, in the order of `docs/running.md`. */
export const variables: readonly { readonly name: string; readonly usual: string; readonly does: string }[] = [
  { name: 'APP_ID', usual: '', does: 'The number of the GitHub App. Without any of these, the embedded GitHub runs.' },
  { name: 'PRIVATE_KEY', usual: '', does: "The App's private key: PEM, or PEM in base64." },
  { name: 'PRIVATE_KEY_PATH', usual: '', does: 'A file with that key, instead.' },
  { name: 'WEBHOOK_SECRET', usual: '', does: 'What GitHub signs webhooks with; 16 characters at least.' },
  { name: 'GHE_HOST', usual: 'github.com', does: 'A GitHub Enterprise Server, as `github.example.com`.' },
  { name: 'GHE_PROTOCOL', usual: 'https', does: '`http` for a server without TLS.' },
  { name: 'HOST', usual: 'localhost', does: 'Where to listen; `0.0.0.0` for every address.' },
  {
    name: 'PORT',
    usual: '3000',
    does: 'The port for webhooks, `/healthz`, `/readyz` and `/metrics`. Every process on a machine needs its own.',
  },
  {
    name: 'REDIS_URL',
    usual: '',
    does: 'Puts the queue on this Redis: `redis://` or `rediss://`. Without it, in memory.',
  },
  {
    name: 'REDIS_PREFIX',
    usual: 'postmortems',
    does: 'Stands in front of every name in Redis, where it is shared with others.',
  },
  { name: 'LOG_LEVEL', usual: 'info', does: 'One of fatal, error, warn, info, debug, trace, silent.' },
  { name: 'NODE_ENV', usual: '', does: '`production`: the log is JSON, one object a line.' },
  {
    name: 'STUCK_MINUTES',
    usual: '5',
    does: '`/readyz` fails when the longest waiting pass is due for longer than this and none has ended meanwhile.',
  },
  { name: 'STATE_FILE', usual: '', does: 'Of the embedded GitHub: keeps what people do in this file.' },
  { name: 'WEBHOOK_URL', usual: '', does: 'Of the embedded GitHub alone: where the App takes webhooks.' },
];

/** Environment variables, as in `process.env`. A variable that is set but empty counts as set. */
export type Env = Readonly<Record<string, string | undefined>>;

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What a process does: everything, webhooks only, passes only, or nothing but to be the embedded GitHub for others. */
export const roles = ['all', 'web', 'worker', 'github'] as const;
export type Role = (typeof roles)[number];

interface ServerSettings {
  readonly port: number;
  readonly host: string;
  readonly logLevel: LogLevel;
  /** `NODE_ENV=production`: the log is JSON, one object a line, instead of text for a person. */
  readonly production: boolean;
  /** How long the longest waiting key may wait while no pass ends, until `/readyz` says that it is stuck. */
  readonly stuckMs: number;
}

export interface EmbeddedSettings extends ServerSettings {
  readonly mode: 'embedded';
  /** Where the embedded GitHub keeps its state; without it, in memory. */
  readonly statePath?: string;
}

/** The embedded GitHub without the App, for App processes beside it. */
export interface GitHubSettings extends ServerSettings {
  readonly mode: 'github';
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** Where the App takes webhooks. */
  readonly webhookUrl: string;
  readonly statePath?: string;
}

export interface LiveSettings extends ServerSettings {
  readonly mode: 'live';
  readonly role: 'all' | 'web' | 'worker';
  /** Where processes meet; without it the queue is in memory. */
  readonly redis?: { readonly url: string; readonly prefix: string };
  readonly appId: number;
  /** PEM with line breaks, PKCS#1 or PKCS#8. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** Base of GitHub's REST API, without a slash at the end. */
  readonly apiUrl: string;
}

export type Settings = EmbeddedSettings | GitHubSettings | LiveSettings;
export type SettingsOrProblems = { readonly settings: Settings } | { readonly problems: readonly string[] };

/** Probot's own default, public in its source: a hook signed with it proves nothing. */
const publicSecret = 'development';
const shortestSecret = 16;
const appVariables = ['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET', 'GHE_HOST'] as const;
const wayOut = `, or unset ${appVariables.join(', ')} to run the embedded GitHub`;

/**
 * Reads the settings from the environment.
 *
 * @param readKeyFile returns the text of the file that `PRIVATE_KEY_PATH` names, or throws.
 * @param args what stands on the command line, as `--role worker`
 */
export function readSettings(
  env: Env,
  readKeyFile: (path: string) => string,
  args: readonly string[] = [],
): SettingsOrProblems {
  const problems: string[] = [];
  const report = (problem: string) => {
    problems.push(problem);
  };
  const server: ServerSettings = {
    port: readPort(env, report),
    host: readHost(env, report),
    logLevel: readLogLevel(env, report),
    production: env.NODE_ENV === 'production',
    stuckMs: readStuckMinutes(env, report) * 60_000,
  };
  const role = readRole(args, report);
  const kept = env.STATE_FILE ? { statePath: env.STATE_FILE } : {};
  if (role === 'all' && appVariables.every((name) => env[name] === undefined)) {
    return problems.length === 0 ? { settings: { ...server, mode: 'embedded', ...kept } } : { problems };
  }
  const appId = readAppId(env, report);
  const privateKey = readPrivateKey(env, readKeyFile, report);
  const webhookSecret = readWebhookSecret(env, report);
  if (role === 'github') {
    const webhookUrl = readWebhookUrl(env, report);
    if (problems.length > 0) return { problems };
    return { settings: { ...server, mode: 'github', appId, privateKey, webhookSecret, webhookUrl, ...kept } };
  }
  const apiUrl = readApiUrl(env, report);
  const redis = readRedis(env, role, report);
  if (problems.length > 0) return { problems };
  const meeting = redis === undefined ? {} : { redis };
  return { settings: { ...server, mode: 'live', role, appId, privateKey, webhookSecret, apiUrl, ...meeting } };
}

export type AppCredentials = Pick<LiveSettings, 'appId' | 'privateKey' | 'apiUrl'>;

/** What is needed to speak as the App, and not to listen. Undefined where nothing of it is set. */
export function readAppCredentials(
  env: Env,
  readKeyFile: (path: string) => string,
): AppCredentials | { readonly problems: readonly string[] } | undefined {
  if ([env.APP_ID, env.PRIVATE_KEY, env.PRIVATE_KEY_PATH].every((one) => one === undefined)) return undefined;
  const problems: string[] = [];
  const report = (problem: string) => {
    problems.push(problem);
  };
  const appId = readAppId(env, report, '');
  const privateKey = readPrivateKey(env, readKeyFile, report, '');
  const apiUrl = readApiUrl(env, report);
  return problems.length > 0 ? { problems } : { appId, privateKey, apiUrl };
}

type Report = (problem: string) => void;

function readRole(args: readonly string[], report: Report): Role {
  const [option = '', ...rest] = args.flatMap((one) => (one.startsWith('--role=') ? ['--role', one.slice(7)] : [one]));
  if (option === '') return 'all';
  const role = roles.find((known) => known === rest[0]);
  if (option === '--role' && role !== undefined && rest.length === 1) return role;
  report(
    `What stands behind the command is not understood. Leave it out, or write --role and one of ${roles.join(', ')}.`,
  );
  return 'all';
}

function readRedis(env: Env, role: Role, report: Report): LiveSettings['redis'] {
  const url = env.REDIS_URL?.trim();
  const prefix = env.REDIS_PREFIX?.trim() || 'postmortems';
  if (!url) {
    if (role !== 'all') {
      report(
        'REDIS_URL is missing: processes of the roles web and worker meet on Redis. Set it, as in redis://localhost:6379, or run one process without --role.',
      );
    }
    return undefined;
  }
  if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol)) {
    report('REDIS_URL is no address of a Redis. Write it as redis://HOST:6379, or rediss:// with TLS.');
  }
  if (!/^[\w.-]{1,50}$/.test(prefix)) {
    report(
      `REDIS_PREFIX has other signs than it may. Use up to 50 letters, digits, dots and hyphens, or leave it out.`,
    );
  }
  return { url, prefix };
}

function readWebhookUrl(env: Env, report: Report): string {
  const url = env.WEBHOOK_URL?.trim() ?? '';
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  report(
    `WEBHOOK_URL is ${url ? 'no web address' : 'missing'}. Set it to where the App takes webhooks, as in http://localhost:3001/api/github/webhooks.`,
  );
  return url;
}

function readPort(env: Env, report: Report): number {
  const text = env.PORT?.trim() || '3000';
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  report(`PORT is not a whole number from 1 to 65535. Set a free port, for example PORT=3001.`);
  return 0;
}

function readStuckMinutes(env: Env, report: Report): number {
  const text = env.STUCK_MINUTES?.trim() || '5';
  const minutes = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (minutes > 0) return minutes;
  report(`STUCK_MINUTES is not a number of minutes over 0. Leave it out for 5.`);
  return 5;
}

function readHost(env: Env, report: Report): string {
  const host = env.HOST?.trim() || 'localhost';
  if (/^[\w.:-]+$/.test(host)) return host;
  report(`HOST is not a host name or address. Set it to localhost, or to 0.0.0.0 to listen on every address.`);
  return '';
}

function readLogLevel(env: Env, report: Report): LogLevel {
  const text = env.LOG_LEVEL?.trim().toLowerCase() || 'info';
  const level = logLevels.find((known) => known === text);
  if (level !== undefined) return level;
  report(`LOG_LEVEL is no log level. Set it to one of ${logLevels.join(', ')}.`);
  return 'info';
}

function readAppId(env: Env, report: Report, way = wayOut): number {
  const where = 'Copy the number under "App ID" from the settings page of your GitHub App';
  const text = env.APP_ID?.trim() ?? '';
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  if (text === '') report(`APP_ID is missing. ${where}${way}.`);
  else if (text.startsWith('Iv')) report(`APP_ID looks like the client ID. ${where} instead.`);
  else report(`APP_ID is not a positive whole number. ${where}.`);
  return 0;
}

function readPrivateKey(env: Env, readKeyFile: (path: string) => string, report: Report, way = wayOut): string {
  const where = 'Generate a private key on the settings page of your GitHub App';
  if (env.PRIVATE_KEY?.trim()) return checkKey('PRIVATE_KEY', env.PRIVATE_KEY, where, report);
  const path = env.PRIVATE_KEY_PATH?.trim();
  if (!path) {
    report(`PRIVATE_KEY is missing. ${where} and put its text there, or its path into PRIVATE_KEY_PATH${way}.`);
    return '';
  }
  let text: string;
  try {
    text = readKeyFile(path);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    report(`PRIVATE_KEY_PATH names a file that cannot be read (${why}). Check the path and who may read it.`);
    return '';
  }
  return checkKey('PRIVATE_KEY_PATH', text, where, report);
}

/** Accepts what Probot accepts: PEM, PEM with `\n` written out, PEM on one line, and any of them in base64. */
function checkKey(variable: string, text: string, where: string, report: Report): string {
  const isPem = text.includes('-----BEGIN');
  try {
    const pem = getPrivateKey({ env: { PRIVATE_KEY: isPem ? text : text.replace(/\s+/g, '') } });
    if (pem !== null && createPrivateKey(pem).asymmetricKeyType === 'rsa') return pem;
  } catch {
    // Which of the two refused it tells the reader nothing more, and OpenSSL's messages may quote the key.
  }
  const hint = isPem ? 'was cut, encrypted, or is another kind of key' : 'is neither PEM text nor PEM in base64';
  report(`${variable} holds no RSA private key: what is there ${hint}. ${where} and use that file as it is.`);
  return '';
}

function readWebhookSecret(env: Env, report: Report): string {
  const problem = secretProblemOf(env, wayOut);
  if (problem !== undefined) report(problem);
  return env.WEBHOOK_SECRET ?? '';
}

/** What is wrong with the secret, and what to do. */
export function secretProblemOf(env: Env, way = ''): string | undefined {
  const remedy = `Set a random one of ${shortestSecret} characters or more, here and under "Webhook" in the settings of your GitHub App`;
  const secret = env.WEBHOOK_SECRET;
  if (secret === undefined) return `WEBHOOK_SECRET is missing. ${remedy}${way}.`;
  if (secret.trim() === '') return `WEBHOOK_SECRET is empty. ${remedy}.`;
  if (secret === publicSecret) return `WEBHOOK_SECRET is "${publicSecret}", which everybody knows. ${remedy}.`;
  if (secret !== secret.trim()) return 'WEBHOOK_SECRET begins or ends with white space. Remove it.';
  if (secret.length < shortestSecret) return `WEBHOOK_SECRET has only ${secret.length} characters. ${remedy}.`;
  return undefined;
}

function readApiUrl(env: Env, report: Report): string {
  const protocol = env.GHE_PROTOCOL?.trim().toLowerCase() || 'https';
  if (protocol !== 'https' && protocol !== 'http') {
    report(`GHE_PROTOCOL is not https or http. Leave it out for https.`);
  }
  const host = env.GHE_HOST?.trim();
  if (!host) return 'https://api.github.com';
  if (!/^[a-z\d.-]+(:\d{1,5})?$/i.test(host)) {
    report(`GHE_HOST is not a host name. Write it without https:// and path, as in github.example.com.`);
  } else if (/^(api\.|www\.)?github\.com$/i.test(host)) {
    report(`GHE_HOST is github.com, which is not a GitHub Enterprise. Unset GHE_HOST to use github.com.`);
  }
  // GitHub Enterprise Cloud with data residency has its API on a host of its own.
  return /\.ghe\.com$/i.test(host) ? `${protocol}://api.${host}` : `${protocol}://${host}/api/v3`;
}
