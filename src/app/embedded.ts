/** Stub: the whole product on the embedded GitHub. */
import type { Started } from './shutdown.ts';

export async function startEmbedded(_options: { port: number; host: string }): Promise<Started> {
  throw new Error('The embedded GitHub is not built yet.');
}
