/** Reads the body of a request up to a limit, and never keeps more than that in memory. */
import type { IncomingMessage } from 'node:http';

/**
 * Returns the body, or why there is none.
 *
 * A body over the limit is read on and thrown away up to twice the limit: a client that is still sending
 * reads no answer, and a socket closed under its hands loses the answer altogether.
 */
export async function readBody(req: IncomingMessage, limitBytes: number): Promise<Buffer | 'too large' | 'aborted'> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // A plain loop would destroy the socket on leaving early, before the answer is sent.
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size <= limitBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (size > limitBytes * 2) break;
    }
  } catch {
    return 'aborted';
  }
  return size > limitBytes ? 'too large' : Buffer.concat(chunks);
}
