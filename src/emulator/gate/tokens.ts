/**
 * Who holds a token. A person's token is the login (`ann`), a bot's the login without `[bot]`; the App signs JWTs with its key and trades them for
 * installation tokens of an hour. Octokit keeps these by the clock on the wall, so that clock counts here, not the played one.
 */
import { createPublicKey } from 'node:crypto';
import { jwtVerify } from 'jose';
import { refuse } from '../refusal.ts';
import type { Actor, Grant } from '../rights.ts';
import { hex, type Site } from '../site.ts';
import type { User } from '../state/model.ts';

const actionsLogin = 'github-actions[bot]';
/** Of GitHub's own App, wherever a workflow runs. */
const ofActions = 15_368;
const hourMs = 3_600_000;
const maxJwtSeconds = 600;

export class Tokens {
  readonly #site: Site;
  readonly #wallNow: () => number;
  readonly #publicKey: ReturnType<typeof createPublicKey>;
  readonly #installationTokens = new Map<string, { readonly expiresAt: number; readonly grant: Grant | undefined }>();
  readonly #jwts = new Map<string, number>();

  constructor(site: Site, privateKey: string, wallNow: () => number) {
    this.#site = site;
    this.#wallNow = wallNow;
    this.#publicKey = createPublicKey(privateKey);
  }

  /**
   * A fresh installation token with its end in epoch ms.
   * @param grant makes it the `GITHUB_TOKEN` of a job, which acts as `github-actions[bot]`
   */
  issue(grant?: Grant): { token: string; expiresAt: number } {
    const now = this.#wallNow();
    for (const [token, { expiresAt }] of this.#installationTokens)
      if (expiresAt <= now) this.#installationTokens.delete(token);
    const token = `ghs_${hex(18)}`;
    const expiresAt = now + hourMs;
    this.#installationTokens.set(token, { expiresAt, grant });
    return { token, expiresAt };
  }

  /** Who sends this `Authorization` header; 401 when nobody does. */
  async actor(header: string | null): Promise<Actor> {
    if (header === null) return { kind: 'anonymous' };
    const token = /^(?:token|bearer)\s+(\S+)$/i.exec(header)?.[1] ?? refuse(401, 'Bad credentials');
    if (isJwt(token)) return this.#jwt(token);
    if (token.startsWith('ghs_')) {
      const known = this.#installationTokens.get(token);
      if (!known || known.expiresAt <= this.#wallNow()) refuse(401, 'Bad credentials');
      const { grant } = known;
      return grant
        ? { kind: 'installation', user: this.#actionsBot(), installation: ofActions, grant }
        : { kind: 'installation', user: this.#site.bot, installation: this.#site.installation.id };
    }
    const { world, bot } = this.#site;
    const user = world.login(token) ?? world.login(`${token}[bot]`);
    if (!user || user === bot || user.kind === 'Organization') refuse(401, 'Bad credentials');
    return { kind: 'person', user };
  }

  /** It is there only once a workflow has run. */
  #actionsBot(): User {
    const { world } = this.#site;
    return world.login(actionsLogin) ?? world.addUser('Bot', actionsLogin);
  }

  async #jwt(token: string): Promise<Actor> {
    const now = this.#wallNow();
    if ((this.#jwts.get(token) ?? 0) > now) return { kind: 'app' };
    const verified = await jwtVerify(token, this.#publicKey, {
      algorithms: ['RS256'],
      requiredClaims: ['iss', 'exp', 'iat'],
      currentDate: new Date(now),
    }).catch(() => refuse(401, 'A JSON web token could not be decoded'));
    const { iss, exp = 0, iat = 0 } = verified.payload;
    // Octokit writes the id as a number, which GitHub takes as well.
    if (![String(this.#site.app.id), this.#site.app.clientId].includes(String(iss))) {
      refuse(401, "'Issuer' claim ('iss') must be an Integer");
    }
    if (exp - now / 1000 > maxJwtSeconds) {
      refuse(401, "'Expiration time' claim ('exp') is too far in the future");
    }
    if (iat > now / 1000 + 60)
      refuse(401, "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
    this.#jwts.clear();
    this.#jwts.set(token, exp * 1000);
    return { kind: 'app' };
  }
}

function isJwt(token: string): boolean {
  return token.split('.').length === 3;
}

/** Whether a header is the App's, valid or not: only its requests are counted and meet faults. */
export function isFromApp(header: string | null): boolean {
  const token = header?.split(/\s+/)[1] ?? '';
  return token.startsWith('ghs_') || isJwt(token);
}
