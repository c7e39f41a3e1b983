/** Reads what a form posted. Browsers send line breaks as CRLF, and so they reach the API: that is what GitHub gets as well. */
import type { Context } from 'hono';

export interface Form {
  /** The first value of a field; empty when absent. */
  text(name: string): string;
  /** All values of a field. */
  texts(name: string): readonly string[];
}

export async function readForm(c: Context): Promise<Form> {
  const values = await c.req.parseBody({ all: true });
  const texts = (name: string): readonly string[] =>
    [values[name] ?? []].flat().filter((value): value is string => typeof value === 'string');
  return { texts, text: (name) => texts(name)[0] ?? '' };
}
