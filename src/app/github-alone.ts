/** The embedded GitHub without the App: it sends webhooks to App processes beside it, which speak to it as to a GitHub Enterprise Server. */
import { getRequestListener } from '@hono/node-server';
import { createEmulator } from '../emulator/emulator.ts';
import { createPage } from '../emulator/page/page.ts';
import { people } from './embedded-people.ts';
import { createLog, createSay, jsonLines, textLines } from './log.ts';
import { ownNameOnly } from './own-name.ts';
import { listen } from './server.ts';
import type { GitHubSettings } from './settings.ts';
import type { Started } from './shutdown.ts';

export async function startGitHub(settings: GitHubSettings): Promise<Started> {
  const { port, host, appId, privateKey, webhookSecret, webhookUrl, statePath, production } = settings;
  const log = createLog({ level: 'warn', destination: production ? jsonLines() : await textLines() });
  const say = createSay(production);
  const emulator = createEmulator({
    app: { id: appId, privateKey },
    ...(statePath === undefined ? {} : { statePath }),
    webhook: { url: webhookUrl, secret: webhookSecret },
  });
  const api = (path: string, init?: RequestInit) => emulator.fetch(new URL(path, emulator.publicUrl), init);
  emulator.app.route('/', createPage({ api, users: people, watch: emulator.watch, hint: () => '' }));
  const fallback = ownNameOnly(host, getRequestListener(emulator.app.fetch));
  const server = await listen({ port, host, log, fallback, fallbackOwnsHealth: true });
  if ('problem' in server) return server;
  const { listening } = server;
  emulator.publicUrl = listening.url;
  emulator.ready = true;
  say(`The embedded GitHub runs alone at ${listening.url} and sends webhooks to ${webhookUrl}.`);
  say(`The App speaks to it with GHE_HOST=${new URL(listening.url).host} GHE_PROTOCOL=http.`);
  return {
    url: listening.url,
    running: {
      refuse: listening.refuse,
      drain: async () => {},
      close: async () => {
        await listening.close();
        emulator.close();
      },
    },
  };
}
