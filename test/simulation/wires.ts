/**
 * What requests and deliveries go over: function calls, or HTTP. There the embedded GitHub listens, and what it sends comes through the door of the
 * app's own server, which checks the signature; time waits until everything that is under way has arrived.
 */
import { getRequestListener } from '@hono/node-server';
import { pino } from 'pino';
import { Probot } from 'probot';
import { listen } from '../../src/app/server.ts';
import { openWebhookDoor, webhookPath } from '../../src/app/webhook-door.ts';
import { connect } from '../../src/app/webhooks.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { events } from '../../src/index.ts';
import type { Arrive } from './deliveries.ts';

export interface Wires {
  /** Carries a request of the app to GitHub. */
  readonly carry: typeof fetch;
  readonly isBusy: () => boolean;
  readonly close: () => Promise<void>;
}

const secret = 'a secret of the tests, long enough';
const log = pino({ level: 'silent' });

export async function createWires(emulator: Emulator, arrive: Arrive, overHttp: boolean): Promise<Wires> {
  if (overHttp) return createHttpWires(emulator, arrive);
  emulator.hooks.target = {
    url: 'http://app.test',
    secret,
    fetch: async (_url, init) => {
      arrive(new Headers(init?.headers).get('x-github-event') ?? '', String(init?.body));
      return new Response('ok');
    },
  };
  return { carry: emulator.fetch, isBusy: () => false, close: async () => emulator.close() };
}

async function createHttpWires(emulator: Emulator, arrive: Arrive): Promise<Wires> {
  let underWay = 0;
  const { appId, privateKey } = emulator.credentials;
  const probot = new Probot({ appId, privateKey, secret, log });
  const receive = async (event: string, payload: unknown) => arrive(event, JSON.stringify(payload));
  const server = await listen({
    port: 0,
    host: '127.0.0.1',
    log,
    webhooks: await openWebhookDoor((app) => connect(app, events, { receive }), probot),
    fallback: getRequestListener(emulator.app.fetch),
  });
  if ('problem' in server) throw new Error(server.problem);
  const { url, close } = server.listening;
  emulator.publicUrl = url;
  emulator.hooks.target = { url: `${url}${webhookPath}`, secret };
  return {
    carry: async (input, init) => {
      underWay += 1;
      try {
        const { status, headers, ...response } = await fetch(input, init).then(async (one) => ({
          status: one.status,
          headers: one.headers,
          text: await one.text(),
        }));
        return new Response(response.text === '' ? null : response.text, { status, headers });
      } finally {
        underWay -= 1;
      }
    },
    isBusy: () => underWay > 0,
    close: async () => {
      emulator.close();
      await close();
    },
  };
}
