import { createHash } from 'node:crypto';

/** Eight hex digits that tell whether a text is still the one that was read. Not a secret, not a proof. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Names a body that was read, whatever its line ends. */
export function hashOfBody(text: string): string {
  return hash(text.replace(/\r\n?/g, '\n'));
}
