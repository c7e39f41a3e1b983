/** The client of passes, which signs the App's own token once for all worlds of a file: signing costs more than most requests to the embedded GitHub. */
import { importPKCS8, SignJWT } from 'jose';
import { QueuedOctokit } from '../src/app/octokit.ts';

const minuteMs = 60_000;
const lastsMs = 8 * minuteMs;
const known = new Map<string, { readonly jwt: string; readonly expiresAt: string }>();

async function sign(appId: string | number, privateKey: string) {
  const before = known.get(privateKey);
  if (before && Date.parse(before.expiresAt) > Date.now() + minuteMs) return before;
  const seconds = Math.floor(Date.now() / 1000);
  const jwt = await new SignJWT({ iss: String(appId), iat: seconds - 30, exp: seconds + lastsMs / 1000 })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(await importPKCS8(privateKey, 'RS256'));
  const signed = { jwt, expiresAt: new Date(seconds * 1000 + lastsMs).toISOString() };
  known.set(privateKey, signed);
  return signed;
}

export function signOnce(privateKey: string): typeof QueuedOctokit {
  return QueuedOctokit.defaults((options: { auth?: object }) => ({
    ...options,
    auth: { ...options.auth, privateKey: undefined, createJwt: (appId: string | number) => sign(appId, privateKey) },
  }));
}
