/** Deliveries against GitHub's description of its webhooks, as an App gets them: headers and payload. */

import type { Exchange } from '../../src/emulator/exchange.ts';
import { asRecord, escapePointer, findMismatches, hooks } from './slices.ts';

/** What a header of a delivery looks like, where GitHub's description does not say. */
const headerPatterns: Readonly<Record<string, RegExp>> = {
  'content-type': /^application\/json\b/,
  'x-github-delivery': /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/,
  'x-github-hook-installation-target-type': /^integration$/,
  'x-hub-signature-256': /^sha256=[\da-f]{64}$/,
};

export function checkPayload({ event = '', requestBody }: Exchange): string[] {
  const found = describe(event, requestBody);
  if (!found.described) return [`${found.where}: not among the webhooks of fixtures/slice.mjs`];
  const problems = findMismatches(
    { $ref: `hooks#/webhooks/${escapePointer(found.name)}/schema`, unevaluatedProperties: false },
    requestBody,
  );
  // Optional in the description, which serves the hooks of repositories too; a delivery to an App always has it.
  if (event !== 'ping' && typeof asRecord(asRecord(requestBody).installation).id !== 'number')
    problems.push('/installation/id must be number');
  return problems.map((problem) => `${found.where}: ${problem}`);
}

export function checkHeaders({ event = '', headers = {}, requestBody }: Exchange): string[] {
  const { described, where } = describe(event, requestBody);
  if (!described) return [];
  const problems: string[] = [];
  const sent = new Map(Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]));
  for (const header of new Set(['content-type', ...described.headers.map((text) => text.toLowerCase())])) {
    const value = sent.get(header);
    const pattern = header === 'x-github-event' ? new RegExp(`^${event}$`) : headerPatterns[header];
    if (value === undefined) problems.push(`header ${header} is missing`);
    else if (pattern && !pattern.test(value)) problems.push(`header ${header} cannot be ${JSON.stringify(value)}`);
  }
  return problems.map((problem) => `${where}: ${problem}`);
}

function describe(event: string, payload: unknown) {
  const { action } = asRecord(payload);
  const name = action === undefined || event === 'push' ? event : `${event}-${action}`;
  const where = `webhook ${action === undefined ? event : `${event}.${action}`}`;
  return { name, where, described: hooks.webhooks[name] };
}
