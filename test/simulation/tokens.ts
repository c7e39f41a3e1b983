/** The App's own token, or one of its installation: what Octokit's authentication asks for. */
import { importPKCS8, SignJWT } from 'jose';
import type { Emulator } from '../../src/emulator/emulator.ts';

const jwts = new Map<number, Promise<string>>();

export async function tokenOf(emulator: Emulator, now: number, installation: number | undefined): Promise<string> {
  const { appId, privateKey } = emulator.credentials;
  const seconds = Math.floor(now / 1000);
  const known =
    jwts.get(now) ??
    importPKCS8(privateKey, 'RS256').then((key) =>
      new SignJWT({ iss: String(appId), iat: seconds, exp: seconds + 600 })
        .setProtectedHeader({ alg: 'RS256' })
        .sign(key),
    );
  jwts.set(now, known);
  const jwt = await known;
  if (installation === undefined) return jwt;
  const response = await emulator.fetch(
    `${emulator.publicUrl}/api/v3/app/installations/${installation}/access_tokens`,
    {
      method: 'POST',
      headers: { authorization: `bearer ${jwt}` },
    },
  );
  const answer: unknown = await response.json();
  return typeof answer === 'object' && answer !== null && 'token' in answer ? String(answer.token) : '';
}
