/**
 * Refuses what a page of another site made a browser send: it would act with the cookie of whoever looks at that page, set faults, or take up
 * streams. A link from elsewhere may be followed, nothing else.
 */
import type { MiddlewareHandler } from 'hono';

const reading: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** A request without `Sec-Fetch-Site` and `Origin` comes from no browser of the last years, and so with no cookie by surprise. */
export const sameSiteOnly: MiddlewareHandler = async (c, next) => {
  const isReading = reading.has(c.req.method);
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  if (site) {
    const isFollowed = isReading && c.req.header('sec-fetch-mode') === 'navigate';
    if (site === 'same-origin' || site === 'none' || isFollowed) return next();
  } else if (isReading || origin === undefined || origin === new URL(c.req.url).origin) return next();
  return c.text('This was sent from another site, so nothing was done.', 403);
};
