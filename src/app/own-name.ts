/**
 * The embedded GitHub believes whoever says to be `ann`, so it answers this machine only. Listening on localhost keeps other machines out, but not a
 * page in a browser here: its site can let its own name lead to 127.0.0.1, and is then the same site as we are. Such a request names that site as
 * its host. Who sets HOST to something else has opened it to others, by whatever name they know it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { answer } from './answer.ts';

type Serve = (req: IncomingMessage, res: ServerResponse) => void | Promise<void>;

/** @param host where the server listens */
export function ownNameOnly(host: string, serve: Serve): Serve {
  if (!isLoopback(host)) return serve;
  return (req, res) => {
    const name = nameOf(req.headers.host ?? '');
    // No site has a bare address for a name.
    if (name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0) return serve(req, res);
    answer(res, 421, 'The embedded GitHub answers to the name localhost only. Set HOST to open it to others.');
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** `localhost:3000` → `localhost`, `[::1]:3000` → `::1` */
function nameOf(host: string): string {
  return host
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1');
}
