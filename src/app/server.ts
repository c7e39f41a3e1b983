/**
 * The HTTP server of every mode: the door for webhooks, `/healthz` (the process is alive), `/readyz` (it does its work), `/metrics`, and in the
 * embedded mode everything else. None of them tells what anybody wrote, nor in which repository.
 *
 * Once told to refuse, it goes on serving: `/healthz` and `/readyz` say 503, webhooks are turned away with 503 (the resync at the
 * next start sees what they would have said), and the rest is answered, because in the embedded mode the
 * passes that are being drained speak to GitHub through this very server.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { answer, answerJson } from './answer.ts';
import type { Printed } from './metrics/metrics.ts';
import type { Readiness } from './readiness.ts';
import { type WebhookDoor, webhookPath } from './webhook-door.ts';

export interface ListenOptions {
  /** 0 lets the system choose a free one. */
  readonly port: number;
  readonly host: string;
  /** Without it this process takes none. */
  readonly webhooks?: WebhookDoor;
  readonly log: Pick<Logger, 'error'>;
  /** What `/readyz` and `/metrics` say; without it they are not served. */
  readonly seen?: {
    readonly readiness: () => Promise<Readiness>;
    readonly metrics: () => Promise<Printed>;
    /** Is told how each webhook was answered. */
    readonly onWebhook: (status: number) => void;
  };
  /** Serves every other path; without it they answer 404. */
  readonly fallback?: (req: IncomingMessage, res: ServerResponse) => void | Promise<void>;
  /** The fallback answers `/healthz` as well, for as long as the server is not stopping. */
  readonly fallbackOwnsHealth?: boolean;
}

export interface Listening {
  readonly port: number;
  /** For people: with `localhost` where the server listens on every address. */
  readonly url: string;
  /** Takes no more webhooks and reports `stopping`, but goes on answering. */
  refuse(): void;
  /** Stops listening; requests under way get a second to end. */
  close(): Promise<void>;
}

/** GitHub gives up on a delivery after 10 s (30 s on Enterprise Server). */
const requestTimeoutMs = 30_000;
const closeGraceMs = 1_000;
const leaving: Readiness = { status: 'stopping', why: 'It ends the passes under way and takes no more webhooks.' };

/** Starts to listen, or says in one line why that cannot be. */
export async function listen(options: ListenOptions): Promise<{ listening: Listening } | { problem: string }> {
  const { port, host, webhooks, log, seen, fallback, fallbackOwnsHealth = false } = options;
  let stopping = false;

  const route = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const path = (req.url ?? '/').replace(/\?.*$/s, '').replace(/(?<=.)\/$/, '');
    if (path === '/healthz' && (stopping || !fallbackOwnsHealth)) {
      return answerJson(res, stopping ? 503 : 200, { status: stopping ? 'stopping' : 'alive' });
    }
    if (path === '/readyz' && seen) {
      const readiness: Readiness = stopping ? leaving : await seen.readiness();
      return answerJson(res, readiness.status === 'ready' ? 200 : 503, readiness);
    }
    if (path === '/metrics' && seen) {
      const { contentType, text } = await seen.metrics();
      res.writeHead(200, { 'content-type': contentType }).end(text);
      return;
    }
    if (path === webhookPath && webhooks !== undefined) {
      res.once('finish', () => seen?.onWebhook(res.statusCode));
      if (stopping)
        return answer(res, 503, 'Postmortems is stopping: nothing is lost, the next start reads everything.');
      return webhooks(req, res);
    }
    if (fallback !== undefined) return fallback(req, res);
    answer(
      res,
      404,
      webhooks === undefined
        ? `Nothing is served at ${path}: this process takes no webhooks, and /readyz tells the state.`
        : `Nothing is served at ${path}: GitHub posts webhooks to ${webhookPath}, and /readyz tells the state.`,
    );
  };

  const server = createServer({ requestTimeout: requestTimeoutMs }, (req, res) => {
    route(req, res).catch((error: unknown) => {
      log.error(error, 'A request could not be handled.');
      if (res.headersSent) res.destroy();
      else answer(res, 500, 'The request could not be handled. The log of the process may say why.');
    });
  });

  const problem = await new Promise<string | undefined>((resolve) => {
    server.once('error', (error) => resolve(explain(error, port, host)));
    server.listen(port, host, () => resolve(undefined));
  });
  if (problem !== undefined) return { problem };

  const address = server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    listening: {
      port: boundPort,
      url: `http://${printable(host)}:${boundPort}`,
      refuse: () => {
        stopping = true;
      },
      close: () =>
        new Promise((resolve) => {
          const cut = setTimeout(() => server.closeAllConnections(), closeGraceMs);
          server.close(() => {
            clearTimeout(cut);
            resolve();
          });
          server.closeIdleConnections();
        }),
    },
  };
}

function explain(error: Error, port: number, host: string): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `PORT ${port} on ${host} is taken by another program. Stop that, or set a free port, for example PORT=${port + 1}.`;
  }
  if (code === 'EACCES') {
    return `PORT ${port} may not be used by this user. Set PORT to one above 1023, for example PORT=3000.`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `HOST is no address of this machine. Set it to localhost, or to 0.0.0.0 to listen on every address.`;
  }
  return `The server cannot listen on PORT ${port} of HOST ${host}: ${error.message}.`;
}

function printable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
