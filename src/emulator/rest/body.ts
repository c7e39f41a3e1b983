/** Reads the JSON body of a request, with GitHub's answers to what is not as it should be. */
import { refuse } from '../refusal.ts';

export type Body = Readonly<Record<string, unknown>>;

export function parseBody(text: string): Body {
  if (text === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(400, 'Problems parsing JSON');
  }
  if (Array.isArray(value)) return { labels: value };
  if (!isRecord(value)) return value === null ? {} : refuse(400, 'Body should be a JSON object');
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function optionalString(body: Body, key: string): string | undefined {
  const value = body[key];
  if (value === undefined || typeof value === 'string') return value;
  return wrong(key, value, 'a string');
}

/** Null counts as not given. */
export function stringIfAny(body: Body, key: string): string | undefined {
  return body[key] === null ? undefined : optionalString(body, key);
}

export function nullableString(body: Body, key: string): string | null | undefined {
  return body[key] === null ? null : optionalString(body, key);
}

export function requiredString(body: Body, key: string): string {
  return optionalString(body, key) ?? missing(key);
}

/** A title, which GitHub also takes as a number. */
export function titleOf(body: Body): string | undefined {
  const { title } = body;
  return typeof title === 'number' ? String(title) : stringIfAny(body, 'title');
}

export function requiredInteger(body: Body, key: string): number {
  return optionalInteger(body, key) ?? missing(key);
}

export function optionalInteger(body: Body, key: string): number | undefined {
  const value = body[key];
  if (value === undefined || (typeof value === 'number' && Number.isInteger(value))) return value;
  return wrong(key, value, 'an integer');
}

export function optionalBoolean(body: Body, key: string): boolean | undefined {
  const value = body[key];
  if (value === undefined || typeof value === 'boolean') return value;
  return wrong(key, value, 'a boolean');
}

export function optionalOneOf<T extends string>(body: Body, key: string, choices: readonly T[]): T | undefined {
  const value = stringIfAny(body, key);
  if (value === undefined) return undefined;
  const choice = choices.find((one) => one === value);
  return (
    choice ??
    refuse(
      422,
      `Invalid request.\n\nFor 'properties/${key}', "${value}" is not a member of ${JSON.stringify(choices)}.`,
    )
  );
}

/** A list of names: strings, or objects that hold the name under `nameKey`. */
export function optionalNames(body: Body, key: string, nameKey = 'name'): string[] | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) return wrong(key, value, 'an array');
  return value.map((item: unknown) => {
    if (typeof item === 'string') return item;
    const name = isRecord(item) ? item[nameKey] : undefined;
    return typeof name === 'string' ? name : wrong(`${key}/items`, item, 'a string');
  });
}

function wrong(key: string, value: unknown, what: string): never {
  return refuse(422, `Invalid request.\n\nFor 'properties/${key}', ${JSON.stringify(value)} is not ${what}.`);
}

function missing(key: string): never {
  return refuse(422, `Invalid request.\n\n"${key}" wasn't supplied.`);
}
