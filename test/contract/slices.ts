/** The slices of GitHub's descriptions, and validators for their parts. */

import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type Options, type SchemaObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export interface Body {
  readonly required?: boolean;
  readonly schema?: SchemaObject;
}

export interface Operation {
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly spansSlashes?: boolean;
  }[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
}

export const rest: {
  readonly components: { readonly schemas: Readonly<Record<string, SchemaObject>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
} = readSlice('openapi');

export const hooks: { readonly webhooks: Readonly<Record<string, { readonly headers: readonly string[] }>> } =
  readSlice('webhooks');

/**
 * What keeps a value from fitting a schema, which may refer into `rest#/…` and `hooks#/…`. The deepest errors come first: where
 * alternatives failed, they tell what was meant.
 */
export function findMismatches(schema: SchemaObject, value: unknown, validators = strict): string[] {
  const validator = validators(schema);
  if (validator(value)) return [];
  const errors = (validator.errors ?? []).filter((error, _, all) => !isAboutAlternatives(error, all));
  const depth = (error: ErrorObject) => error.instancePath.split('/').length;
  const told = [...new Set(errors.sort((a, b) => depth(b) - depth(a)).map(explain))];
  if (told.length === 0) return ['must fit exactly one of the alternatives'];
  return told.length > 3 ? [...told.slice(0, 3), `and ${told.length - 3} more`] : told;
}

/** That none of them fits, or that one wanted another type where a second one looked into the value. */
function isAboutAlternatives({ keyword, instancePath }: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (keyword === 'type') return all.some((error) => error.instancePath.startsWith(`${instancePath}/`));
  return keyword === 'anyOf' || keyword === 'oneOf';
}

export const strict = createValidators({});

/** For the parameters of a path or a query, which are text: `"7"` is an integer. */
export const textual = createValidators({ coerceTypes: true });

function createValidators(options: Options): (schema: SchemaObject) => ValidateFunction {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    inlineRefs: false,
    code: { optimize: false },
    logger: false,
    ...options,
  });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'rest', ...rest }).addSchema({ $id: 'hooks', ...hooks });
  const compiled = new Map<string, ValidateFunction>();
  return (schema) => {
    const key = JSON.stringify(schema);
    const validator = compiled.get(key) ?? ajv.compile(schema);
    compiled.set(key, validator);
    return validator;
  };
}

function explain({ instancePath, keyword, message, params }: ErrorObject): string {
  switch (keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `${instancePath}/${params.additionalProperty ?? params.unevaluatedProperty} is unknown to GitHub`;
    case 'required':
      return `${instancePath}/${params.missingProperty} is missing`;
    case 'enum':
      return `${instancePath} must be one of ${JSON.stringify(params.allowedValues)}`;
    default:
      return `${instancePath} ${message}`.trim();
  }
}

export function escapePointer(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function readSlice(name: string) {
  return JSON.parse(readFileSync(new URL(`../../fixtures/github/${name}.json`, import.meta.url), 'utf8'));
}

/** The properties of a body, whatever it is. */
export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
