/** Reads the body of `POST /_/faults`; says what is wrong with it rather than guess. */
import type { FaultSettings } from './faults.ts';

const isNumber = (from: number, to: number) => (value: unknown) =>
  typeof value === 'number' && value >= from && value <= to ? undefined : `a number from ${from} to ${to}`;
const isBoolean = (value: unknown) => (typeof value === 'boolean' ? undefined : 'true or false');
const hour = 3_600_000;

const keys: Record<keyof FaultSettings, (value: unknown) => string | undefined> = {
  seed: isNumber(0, 4_294_967_295),
  drop: isNumber(0, 1),
  duplicate: isNumber(0, 1),
  delayMs: (value) =>
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((item) => isNumber(0, hour)(item) === undefined) &&
    value[0] <= value[1]
      ? undefined
      : 'two numbers, the smaller first',
  reorder: isBoolean,
  failEvery: isNumber(1, 1_000_000),
  status: isNumber(400, 599),
  afterCommit: isBoolean,
  retryAfter: isNumber(0, 3600),
  latencyMs: isNumber(0, hour),
  listLagMs: isNumber(0, hour),
};

/** The settings, or one sentence for each thing that is wrong. */
export function readFaultSettings(body: unknown): { settings: FaultSettings } | { problems: string[] } {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { problems: ['The body must be a JSON object.'] };
  const problems: string[] = [];
  for (const [key, value] of Object.entries(body)) {
    const check = Object.hasOwn(keys, key) ? keys[key as keyof FaultSettings] : undefined;
    if (!check) problems.push(`"${key}" is no fault; there are ${Object.keys(keys).join(', ')}.`);
    else {
      const expected = check(value);
      if (expected) problems.push(`"${key}" must be ${expected}.`);
    }
  }
  return problems.length ? { problems } : { settings: body };
}
