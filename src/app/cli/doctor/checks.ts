/**
 * What `doctor` looks at, one row each: what was examined comes in, what is right or wrong goes out, and for each thing that is wrong what to do. A
 * row says nothing where there was nothing to look at.
 */
import { neededEvents, neededPermissions } from '../../needs.ts';
import type { AppCredentials } from '../../settings.ts';
import { webhookPath } from '../../webhook-door.ts';
import type { Delivery, Examined, ExaminedApp, Granted, Installation } from './examine.ts';

export interface Diagnosis {
  /** `doubtful` is no reason for the exit code 1. */
  readonly state: 'good' | 'doubtful' | 'wrong';
  readonly says: string;
  /** What to do; where nothing is wrong there is none. */
  readonly remedy?: string;
}

/** What is known on this side. */
export interface Own {
  readonly credentials: AppCredentials;
  /** What is wrong with WEBHOOK_SECRET. */
  readonly secretProblem: string | undefined;
  readonly now: number;
}

interface Check {
  readonly name: string;
  readonly judge: (examined: Examined, own: Own) => readonly Diagnosis[];
}

const clockMs = 30_000;
const lowShare = 0.1;
const shownDeliveries = 5;

/** A row that needs an answer of GitHub's about the App. */
const ofApp =
  (judge: (app: ExaminedApp, own: Own) => readonly Diagnosis[]): Check['judge'] =>
  ({ app }, own) =>
    app ? judge(app, own) : [];

export const checks: readonly Check[] = [
  {
    name: 'clock',
    judge: ({ aheadMs }) => {
      if (aheadMs === undefined) return [{ state: 'doubtful', says: 'GitHub did not tell the time.' }];
      const seconds = Math.round(Math.abs(aheadMs) / 1000);
      if (Math.abs(aheadMs) <= clockMs) return [{ state: 'good', says: 'as GitHub’s' }];
      return [
        {
          state: 'wrong',
          says: `${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} GitHub’s: it refuses the App’s signature when that grows.`,
          remedy: 'Let this machine set its clock by NTP.',
        },
      ];
    },
  },
  {
    name: 'credentials',
    judge: ({ app }, { credentials: { appId, apiUrl } }) => {
      if (app) return [{ state: 'good', says: `${app.slug}, APP_ID ${appId}` }];
      return [
        {
          state: 'wrong',
          says: `GitHub at ${apiUrl} refuses APP_ID ${appId} with this PRIVATE_KEY.`,
          remedy:
            'Look on the settings page of the App whether this is its App ID, and generate a new private key there.',
        },
      ];
    },
  },
  {
    name: 'permissions',
    judge: ofApp(({ granted, url }) => {
      const { lacking } = lackOf(granted);
      if (lacking.length === 0) return [{ state: 'good', says: listed(wanted) }];
      const remedy = `Give them at ${settingsOf(url)}/permissions. Then accept them where the App is installed.`;
      return [{ state: 'wrong', says: `The App has not asked for ${lacking.join(', ')}.`, remedy }];
    }),
  },
  {
    name: 'events',
    judge: ofApp(({ granted, url }) => {
      const { deaf } = lackOf(granted);
      if (deaf.length === 0) return [{ state: 'good', says: neededEvents.join(', ') }];
      const remedy = `Tick them at ${settingsOf(url)}/permissions, under "Subscribe to events".`;
      return [{ state: 'wrong', says: `GitHub does not tell of ${deaf.join(', ')}.`, remedy }];
    }),
  },
  { name: 'webhook URL', judge: ofApp(({ hook, url }, own) => judgeHook(hook, settingsOf(url), own)) },
  {
    name: 'secret',
    judge: ofApp(({ hook, deliveries, url }, { secretProblem }) => {
      if (secretProblem !== undefined) return [{ state: 'wrong', says: secretProblem }];
      const remedy = `Set WEBHOOK_SECRET under "Webhook secret" at ${settingsOf(url)}, exactly as it is here.`;
      if (!hook.hasSecret)
        return [{ state: 'wrong', says: 'GitHub signs nothing: the App has no secret there.', remedy }];
      const [last] = deliveries;
      if (last?.code === 401)
        return [
          {
            state: 'wrong',
            says: 'The last webhook was refused, because its signature is not of this secret.',
            remedy,
          },
        ];
      if (last && isGood(last)) return [{ state: 'good', says: 'the one that the last webhook was signed with' }];
      return [{ state: 'good', says: 'there is one on both sides; whether it is the same, the next webhook shows' }];
    }),
  },
  { name: 'deliveries', judge: ofApp(({ deliveries }) => judgeDeliveries(deliveries)) },
  {
    name: 'installations',
    judge: ofApp(({ installations, url }) => {
      if (installations.length > 0)
        return [{ state: 'good', says: installations.map((one) => one.account).join(', ') }];
      return [
        { state: 'wrong', says: 'The App is installed nowhere.', remedy: `Install it: ${url}/installations/new` },
      ];
    }),
  },
  {
    name: 'installation',
    judge: ofApp(({ installations, granted }, { now }) =>
      installations.flatMap((one) => judgeInstallation(one, granted, now)),
    ),
  },
];

const wanted = Object.entries(neededPermissions).map(([name, level]) => `${nameOf(name)}: ${level}`);

function judgeHook(
  { url, contentType, isInsecure }: ExaminedApp['hook'],
  settings: string,
  { credentials }: Own,
): readonly Diagnosis[] {
  const at = `Set it at ${settings}, under "Webhook URL"`;
  const example = `https://postmortems.example.com${webhookPath}`;
  if (!URL.canParse(url))
    return [{ state: 'wrong', says: 'GitHub has none, so it tells of nothing.', remedy: `${at}, as in ${example}.` }];
  const found: Diagnosis[] = [];
  const { hostname, pathname, protocol } = new URL(url);
  const isEnterprise = credentials.apiUrl.endsWith('/api/v3');
  if (!isEnterprise && /^(localhost|127\.|\[::1\]|0\.0\.0\.0)/.test(hostname))
    found.push({
      state: 'wrong',
      says: `GitHub cannot reach ${url}.`,
      remedy: `${at}, to the public address, as in ${example}.`,
    });
  else if (!isEnterprise && protocol === 'http:')
    found.push({
      state: 'doubtful',
      says: `${url} is not encrypted: others can read what people write.`,
      remedy: `${at}, with https.`,
    });
  if (/(^|\.)smee\.io$/.test(hostname))
    found.push({
      state: 'doubtful',
      says: `${url} is a channel that forwards, and everybody who knows it reads along.`,
      remedy: `For more than trying: ${at.toLowerCase()}, as in ${example}.`,
    });
  else if (pathname !== webhookPath && !pathname.endsWith(webhookPath))
    found.push({
      state: 'wrong',
      says: `${url} is not where the App listens, unless a proxy leads there.`,
      remedy: `${at}, with the path ${webhookPath}.`,
    });
  if (contentType !== 'json')
    found.push({
      state: 'wrong',
      says: `It sends forms (${contentType}), and the App reads JSON.`,
      remedy: `Choose application/json at ${settings}, under "Content type".`,
    });
  if (isInsecure)
    found.push({
      state: 'doubtful',
      says: 'GitHub does not look at the certificate there.',
      remedy: `Enable SSL verification at ${settings}.`,
    });
  return found.length > 0 ? found : [{ state: 'good', says: url }];
}

function judgeDeliveries(deliveries: readonly Delivery[]): readonly Diagnosis[] {
  const failed = deliveries.filter((one) => !isGood(one));
  const [last] = deliveries;
  if (!last) return [{ state: 'good', says: 'none in the last days' }];
  if (failed.length === 0)
    return [
      {
        state: 'good',
        says: deliveries.length === 1 ? 'the last one arrived' : `the last ${deliveries.length} arrived`,
      },
    ];
  const shown = failed.slice(0, shownDeliveries).map(({ at, event, status, code }) => {
    return `${at.slice(0, 16).replace('T', ' ')} ${event}: ${code || status}`;
  });
  const more = failed.length > shown.length ? `, and ${failed.length - shown.length} more` : '';
  const says = `${failed.length} of the last ${deliveries.length} did not arrive (${shown.join('; ')}${more}).`;
  if (isGood(last)) {
    const remedy =
      'The last one did. Nothing need be sent again: what they said was read by the next resync, an hour later at most.';
    return [{ state: 'doubtful', says, remedy }];
  }
  return [{ state: 'wrong', says: `${says} Nor did the last one.`, remedy: remedyFor(failed[0] ?? last) }];
}

function remedyFor({ code, status }: Delivery): string {
  if (code === 401) return 'The secrets differ: see above.';
  if (code === 404 || code === 405)
    return `Another program answers there: see the webhook URL above, and what the proxy does with ${webhookPath}.`;
  if (code === 413) return 'A proxy refuses large bodies: let it take 25 MB.';
  if (code === 503) return 'The App was stopping, or Redis does not answer: ask /readyz.';
  if (code >= 500 && code !== 502 && code !== 504) return 'The log of the App says why.';
  return `GitHub does not get through (${status}): see whether the App runs, HOST is 0.0.0.0 behind a proxy or in a container, and the firewall lets GitHub in.`;
}

function judgeInstallation(
  { account, url, granted, isSuspended, inside }: Installation,
  asked: Granted,
  now: number,
): readonly Diagnosis[] {
  if (isSuspended || !inside)
    return [
      { state: 'wrong', says: `${account}: suspended, so nothing happens there.`, remedy: `End that at ${url}.` },
    ];
  const found: Diagnosis[] = [];
  const { lacking, deaf } = lackOf(granted);
  const before = lackOf(asked);
  const isNew = [...lacking, ...deaf].some((one) => ![...before.lacking, ...before.deaf].includes(one));
  if (isNew)
    found.push({
      state: 'wrong',
      says: `${account}: not granted yet: ${[...lacking, ...deaf].join(', ')}.`,
      remedy: `Accept the new permissions at ${url}.`,
    });
  if (inside.repositories === 0)
    found.push({ state: 'wrong', says: `${account}: no repository.`, remedy: `Choose some at ${url}.` });
  for (const { of, left, limit, resetAt } of inside.limits) {
    if (left > limit * lowShare) continue;
    const minutes = Math.max(0, Math.ceil((resetAt - now) / 60_000));
    const says = `${account}: ${left} of ${limit} ${of === 'graphql' ? 'points of GraphQL' : 'requests'} left.`;
    const remedy = `It waits by itself, for ${minutes} min at most. If it comes again: /metrics tells which requests there are, and how many.`;
    found.push({ state: left === 0 ? 'wrong' : 'doubtful', says, remedy });
  }
  const repositories = inside.repositories === 1 ? '1 repository' : `${inside.repositories} repositories`;
  const left = inside.limits.map(({ of, left, limit }) => `${left} of ${limit} ${of}`).join(', ');
  return found.length > 0
    ? found
    : [{ state: 'good', says: `${account}: ${repositories}; left of the limits: ${left}` }];
}

function isGood({ code }: Delivery): boolean {
  return code >= 200 && code < 400;
}

/** What is needed and not given. */
function lackOf({ permissions, events }: Granted): {
  readonly lacking: readonly string[];
  readonly deaf: readonly string[];
} {
  const levels = ['read', 'write', 'admin'];
  const lacking = Object.entries(neededPermissions).flatMap(([name, level]) =>
    levels.indexOf(permissions[name] ?? '') < levels.indexOf(level) ? [`${nameOf(name)}: ${level}`] : [],
  );
  return { lacking, deaf: neededEvents.filter((one) => !events.includes(one)) };
}

/** As the settings page calls it. */
function nameOf(permission: string): string {
  const words = permission.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function listed(all: readonly string[]): string {
  return all.join(', ');
}

/** `https://github.com/apps/NAME` → where its owner changes it; GitHub leads on to that of an organisation. */
function settingsOf(url: string): string {
  return url.replace(/\/(?:github-)?apps\//, '/settings/apps/');
}
