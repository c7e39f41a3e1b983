/** Tells the browser that something has changed, as server-sent events. It never says what: the page is asked for again. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

/** Calls back after every change of what pages show. @returns how to stop it */
export type Watch = (listener: () => void) => () => void;

/** What one person does makes a dozen changes within a moment. */
const gatherMs = 50;
/** Finds out about browsers that have gone without a word. */
const beatMs = 20_000;
/** Each is a tab that is being looked at. */
const mostStreams = 100;

export function createChanges(watch: Watch): (c: Context) => Response {
  let streams = 0;
  return (c) => {
    if (streams >= mostStreams) return c.text('Too many pages are open here. Close some of them.', 503);
    c.header('cache-control', 'no-store');
    return streamSSE(c, async (stream) => {
      streams += 1;
      let gathering: NodeJS.Timeout | undefined;
      const send = () => {
        gathering = undefined;
        void stream.writeSSE({ data: 'changed' });
      };
      const stop = watch(() => {
        gathering ??= setTimeout(send, gatherMs);
      });
      const beat = setInterval(() => void stream.write(': still here\n\n'), beatMs);
      await stream.write('retry: 1000\n\n');
      await new Promise<void>((gone) => stream.onAbort(gone));
      stop();
      clearInterval(beat);
      clearTimeout(gathering);
      streams -= 1;
    });
  };
}
