/** Reads the body of a request up to a limit, and never keeps more than that in memory; of long ones only a few at a time. */
import type { IncomingMessage } from 'node:http';

/** Nobody knows yet who sends it, so that anybody could fill the memory with many at once. GitHub's are short, but for a few. */
const longBytes = 1024 * 1024;
const mostLong = 4;
let long = 0;

/**
 * Returns the body, or why there is none.
 *
 * A body over the limit is read on and thrown away up to twice the limit: a client that is still sending
 * reads no answer, and a socket closed under its hands loses the answer altogether.
 */
export async function readBody(
  req: IncomingMessage,
  limitBytes: number,
): Promise<Buffer | 'too large' | 'too many' | 'aborted'> {
  let isLong = false;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // A plain loop would destroy the socket on leaving early, before the answer is sent.
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (!isLong && size > longBytes) {
        if (long >= mostLong) return 'too many';
        isLong = true;
        long += 1;
      }
      if (size <= limitBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (size > limitBytes * 2) break;
    }
  } catch {
    return 'aborted';
  } finally {
    if (isLong) long -= 1;
  }
  return size > limitBytes ? 'too large' : Buffer.concat(chunks);
}
