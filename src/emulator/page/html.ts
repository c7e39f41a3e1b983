/** A piece of the page: everything interpolated into `html` is escaped, but for other pieces. */
import type { html } from 'hono/html';

export type Html = ReturnType<typeof html>;
