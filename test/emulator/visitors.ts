/** What the tests of the embedded GitHub begin with: one emulator held against GitHub's descriptions, its people, and the App. */
import { Octokit } from '@octokit/rest';
import { Probot, ProbotOctokit } from 'probot';
import { createEmulator, type EmulatorOptions } from '../../src/emulator/emulator.ts';
import { createContract } from '../contract.ts';

export const here = { owner: 'acme', repo: 'shop' } as const;
export const secret = 'the secret of the tests';

export function visit(options: EmulatorOptions = {}) {
  const contract = createContract();
  const clock = { now: Date.parse('2026-03-02T10:00:00Z') };
  const emulator = createEmulator({
    now: () => clock.now,
    webhook: { url: 'http://app.test/hook', secret, fetch: async () => new Response('ok') },
    observe: contract.check,
    ...options,
  });
  const baseUrl = `${emulator.publicUrl}/api/v3`;
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const as = (login: string) => new Octokit({ baseUrl, auth: login, log, request: { fetch: emulator.fetch } });
  const { appId, privateKey, installationId } = emulator.credentials;
  const asApp = (auth: object) =>
    new ProbotOctokit({
      baseUrl,
      auth: { appId, privateKey, ...auth },
      log,
      request: { fetch: emulator.fetch },
      throttle: { enabled: false },
      retry: { enabled: false },
    });
  const [app, itself] = [asApp({ installationId }), asApp({})];
  return { emulator, contract, clock, as, app, itself };
}

/** A bare request, for what Octokit would not send. */
export async function ask(
  fetch: typeof globalThis.fetch,
  method: string,
  path: string,
  init: { as?: string; body?: unknown; headers?: Record<string, string> } = {},
) {
  const headers = { ...(init.as && { authorization: `token ${init.as}` }), ...init.headers };
  const body =
    init.body === undefined ? {} : { body: typeof init.body === 'string' ? init.body : JSON.stringify(init.body) };
  const response = await fetch(`http://localhost:3000${path}`, { method, headers, ...body });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
  };
}

/** Whether a webhook was signed with the secret, by the check that the App makes. */
export async function isSigned(body: string, signature: string): Promise<boolean> {
  const probot = new Probot({ githubToken: 'none', secret, logLevel: 'fatal' });
  await probot.ready();
  return probot.webhooks.verify(body, signature);
}
