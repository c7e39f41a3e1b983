/** What the App has to be given on GitHub: `app.yml` asks for it, and `doctor` looks whether it was given. */
import { events as handled } from '../index.ts';

export const neededPermissions = {
  issues: 'write',
  metadata: 'read',
  single_file: 'read',
} as const satisfies Readonly<Record<string, 'read' | 'write'>>;

/** Those of installations come unasked. */
export const neededEvents: readonly string[] = handled.filter((event) => !event.startsWith('installation'));
