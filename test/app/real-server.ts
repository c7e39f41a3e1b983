import { generateKeyPairSync } from 'node:crypto';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type ApplicationFunction, Probot } from 'probot';
import { createLog } from '../../src/app/log.ts';
import { listen } from '../../src/app/server.ts';
import { openWebhookDoor } from '../../src/app/webhook-door.ts';

export const secret = 'a-secret-of-ours-0123456789';
export const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

interface Options {
  readonly seen?: NonNullable<Parameters<typeof listen>[0]['seen']>;
  readonly fallback?: (req: IncomingMessage, res: ServerResponse) => void;
  readonly fallbackOwnsHealth?: boolean;
}

/** Real Probot behind the real server on a free port, with everything it logs at every level. */
export async function serve(app: ApplicationFunction, options: Options = {}) {
  const logged: string[] = [];
  const log = createLog({ level: 'trace', destination: { write: (line) => void logged.push(line) } });
  // Nothing listens on the discard port: whatever a handler asks of GitHub fails at once.
  const probot = new Probot({ appId: 1, privateKey, secret, baseUrl: 'http://127.0.0.1:9', log });
  const webhooks = await openWebhookDoor(app, probot);
  const result = await listen({ port: 0, host: '127.0.0.1', webhooks, log, ...options });
  if ('problem' in result) throw new Error(result.problem);
  const { listening } = result;

  /** Posts a webhook as GitHub does, signed; headers can be changed or, with `undefined`, left out. */
  const post = async (name: string, body: string, changed: Record<string, string | undefined> = {}) => {
    const headers = {
      'content-type': 'application/json',
      'x-github-event': name,
      'x-github-delivery': '8d6e6a3c-0000-4000-8000-000000000000',
      'x-hub-signature-256': body === '' ? 'sha256=' : await probot.webhooks.sign(body),
      ...changed,
    };
    const sent = Object.entries(headers).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as const],
    );
    return fetch(`${listening.url}/api/github/webhooks`, { method: 'POST', body, headers: Object.fromEntries(sent) });
  };
  return { ...listening, post, logged };
}

/** What is answered to a browser that came by this name. */
export function statusFor(name: string, url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { host: name } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    sent.on('error', reject).end();
  });
}
