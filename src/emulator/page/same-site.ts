/** Refuses posts that another site's page made a browser send: they would act with the cookie of whoever looks at that page. */
import type { MiddlewareHandler } from 'hono';

/** A post without `Origin` and `Sec-Fetch-Site` comes from no browser of the last years, and so with no cookie by surprise. */
export const sameSiteOnly: MiddlewareHandler = async (c, next) => {
  if (c.req.method !== 'POST' || isFromHere(c.req.header('sec-fetch-site'), c.req.header('origin'), c.req.url))
    return next();
  return c.text('This form was sent from another site, so nothing was changed.', 403);
};

function isFromHere(site: string | undefined, origin: string | undefined, url: string): boolean {
  if (site) return site === 'same-origin' || site === 'none';
  return origin === undefined || origin === new URL(url).origin;
}
