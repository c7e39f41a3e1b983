/** What belongs to the emulator as a whole: its records, its public address, its one App and that App's one installation. */
import type { User } from './state/model.ts';
import type { World } from './state/world.ts';

export interface Site {
  readonly world: World;
  /** Where people and Octokit find it, without a slash at the end; may change once the port is known. */
  publicUrl: string;
  readonly app: {
    readonly id: number;
    readonly slug: 'postmortems';
    readonly clientId: string;
    readonly owner: number;
  };
  readonly bot: User;
  readonly installation: { readonly id: number; readonly createdAt: number };
}

export function apiUrl(site: Site): string {
  return `${site.publicUrl}/api/v3`;
}

/** An instant as GitHub writes it: ISO 8601 in UTC, whole seconds. */
export function iso(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

export function isoOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : iso(epochMs);
}

/** A GUID-like random string of hexadecimal digits. */
export function hex(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');
}
