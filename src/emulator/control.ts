/** The control surface: what the App has asked, faults, quiet, resync, health, and a drawn picture for every user. */
import { Hono } from 'hono';
import type { Core } from './core.ts';
import { readFaultSettings } from './faults/read-settings.ts';

/** The app that runs in the same process. */
export interface App {
  /** Runs what is debounced now; resolves when no pass is under way. */
  readonly idle: () => Promise<void>;
  readonly resync: () => Promise<void>;
}

const patienceMs = 30_000;

export function control(core: Core, ready: () => boolean) {
  let connected: App | undefined;
  const resyncs = new Set<Promise<void>>();

  const idle = async (): Promise<void> => {
    do {
      await Promise.allSettled(resyncs);
      await core.hooks.idle();
      await connected?.idle();
    } while (core.hooks.pending > 0 || resyncs.size > 0);
  };

  const app = new Hono();
  app.get('/healthz', (c) => (ready() ? c.text('ok') : c.text('starting', 503)));
  app.get('/_/requests', (c) => {
    const lines = core.requests.list.map((request) => `${JSON.stringify(request)}\n`).join('');
    return c.body(lines, 200, { 'content-type': 'application/x-ndjson; charset=utf-8' });
  });
  app.delete('/_/requests', (c) => {
    core.requests.clear();
    return c.body(null, 204);
  });
  app.post('/_/faults', async (c) => {
    const text = await c.req.text();
    const read = readFaultSettings(parsed(text));
    if ('problems' in read) return c.json({ message: read.problems.join(' '), errors: read.problems }, 422);
    core.faults.set(read.settings);
    return c.json(read.settings);
  });
  app.delete('/_/faults', (c) => {
    core.faults.clear();
    return c.body(null, 204);
  });
  app.get('/_/idle', async (c) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, patienceMs, 'late');
    });
    const outcome = await Promise.race([idle(), patience]).finally(() => clearTimeout(timer));
    return outcome === 'late' ? c.json({ message: 'Still busy after 30 seconds.' }, 408) : c.body(null, 204);
  });
  app.post('/_/resync', async (c) => {
    if (!connected) return c.json({ message: 'No app runs in this process.' }, 501);
    const resync = connected.resync();
    resyncs.add(resync);
    await resync.finally(() => resyncs.delete(resync));
    return c.body(null, 204);
  });
  app.get('/avatars/:login', (c) => {
    const login = c.req.param('login');
    return c.body(picture(login), 200, { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=86400' });
  });

  return {
    app,
    idle,
    connect: (other: App) => {
      connected = other;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A disc in a colour of its own with the first letter of the login. */
function picture(login: string): string {
  const hue = [...login].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  const letter = (/[a-z0-9]/i.exec(login)?.[0] ?? '?').toUpperCase();
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">' +
    `<circle cx="20" cy="20" r="20" fill="hsl(${hue} 45% 45%)"/>` +
    `<text x="20" y="27" font-family="sans-serif" font-size="20" fill="#fff" text-anchor="middle">${letter}</text></svg>`
  );
}
