/** Where GitHub is to send webhooks: what `npm run setup` puts into the manifest. */
import type { Env } from './settings.ts';
import { webhookPath } from './webhook-door.ts';

/**
 * Reads the hook URL from `WEBHOOK_PROXY_URL` (a channel that forwards, taken as it is) or from `PUBLIC_URL` (where this
 * server can be reached, to which the path is added).
 *
 * Returns `undefined` when neither is set, and a problem when one cannot work.
 */
export function readHookUrl(env: Env): { hookUrl: string } | { problem: string } | undefined {
  const proxy = env.WEBHOOK_PROXY_URL?.trim();
  if (proxy) return check('WEBHOOK_PROXY_URL', proxy, '', 'https://smee.io/AbCdEf123456');
  const base = env.PUBLIC_URL?.trim();
  if (base) return check('PUBLIC_URL', base, webhookPath, 'https://postmortems.example.com');
  return undefined;
}

function check(
  variable: string,
  text: string,
  path: string,
  example: string,
): { hookUrl: string } | { problem: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    return { problem: `${variable} is not a plain web address. Set it to one like ${example}.` };
  }
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)$/.test(url.hostname)) {
    return {
      problem: `${variable} is an address that GitHub cannot reach. Set PUBLIC_URL to the public address of this server, or WEBHOOK_PROXY_URL to a channel made at https://smee.io/new.`,
    };
  }
  const pathname = url.pathname.replace(/\/+$/, '').replaceAll("'", '%27');
  return { hookUrl: `${url.origin}${path !== '' && pathname.endsWith(path) ? pathname : pathname + path}` };
}
