/**
 * REST against GitHub's OpenAPI description: parameters and bodies of requests, answers by status. A person may ask for anything as long
 * as it is refused; the app may not.
 */

import type { SchemaObject } from 'ajv/dist/2020.js';
import type { Exchange } from '../../src/emulator/exchange.ts';
import { escapePointer, findMismatches, type Operation, rest, textual } from './slices.ts';

interface Route {
  readonly name: string;
  readonly pattern: RegExp;
  readonly operation: Operation;
  /** The operation's place in the slice, for references. */
  readonly ref: string;
  /** The parameters of the path and of the query. */
  readonly parameters: SchemaObject;
}

/** Fewest parameters first, so that `issues/comments` is not taken for an issue. */
const routes: readonly Route[] = Object.entries(rest.paths)
  .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => asRoute(path, method, operation)))
  .sort((a, b) => a.name.split('{').length - b.name.split('{').length);

/** What the app should not have asked, and what GitHub would not have accepted or answered. */
export function checkRest({ method, path, actor, status, requestBody, responseBody }: Exchange): string[] {
  const url = new URL(path.replace(/^\/api\/v3(?=\/|$)/, ''), 'http://localhost');
  const asked = `${method} ${url.pathname}`;
  if (status === 501) return actor === 'app' ? [`${asked}: the embedded GitHub does not emulate it`] : [];
  const wasRefused = actor !== 'app' && status >= 400;
  for (const route of routes) {
    const match = route.pattern.exec(asked);
    if (!match) continue;
    const request = wasRefused ? [] : checkRequest(route, match.groups ?? {}, url.searchParams, requestBody);
    return [
      ...request.map((problem) => `${route.name} request: ${problem}`),
      ...checkResponse(route, status, responseBody).map((problem) => `${route.name} response ${status}: ${problem}`),
    ];
  }
  return wasRefused ? [] : [`${asked}: not among the operations of fixtures/slice.mjs`];
}

function checkRequest(route: Route, path: Record<string, string>, query: URLSearchParams, body: unknown): string[] {
  const given = {
    path: Object.fromEntries(Object.entries(path).map(([name, value]) => [name, decodeURIComponent(value)])),
    query: Object.fromEntries(query),
  };
  const problems = findMismatches(route.parameters, given, textual);
  const described = route.operation.requestBody;
  if (!described?.schema) return isEmpty(body) ? problems : [...problems, 'must not have a body'];
  if (isNothing(body)) return described.required ? [...problems, 'must have a body'] : problems;
  return [...problems, ...findMismatches(closed(`${route.ref}/requestBody/schema`, described.schema), body)];
}

function checkResponse(route: Route, status: number, body: unknown): string[] {
  const described = route.operation.responses[status];
  const ref = `${route.ref}/responses/${status}/schema`;
  if (status >= 400) {
    // A proxy in between may answer anything; GitHub itself always says why.
    if (status >= 500 && typeof body !== 'object') return [];
    const error = { $ref: 'rest#/components/schemas/basic-error', type: 'object', required: ['message'] };
    return findMismatches(described?.schema ? { allOf: [error, { $ref: ref }] } : error, body);
  }
  if (status === 304 && isNothing(body)) return [];
  if (!described) return [`GitHub answers ${Object.keys(route.operation.responses).join(', ')}`];
  if (!described.schema) return isEmpty(body) ? [] : ['must not have a body'];
  return findMismatches(closed(ref, described.schema), body);
}

function isNothing(body: unknown): boolean {
  return body === undefined || body === null || body === '';
}

function isEmpty(body: unknown): boolean {
  return isNothing(body) || (typeof body === 'object' && body !== null && Object.keys(body).length === 0);
}

/** The schema at a place, without properties that it does not list, if it lists any. */
function closed(ref: string, schema: SchemaObject): SchemaObject {
  return listsProperties(schema) ? { $ref: ref, unevaluatedProperties: false } : { $ref: ref };
}

function listsProperties(schema: SchemaObject): boolean {
  if (typeof schema.$ref === 'string') {
    const target = rest.components.schemas[schema.$ref.replace('#/components/schemas/', '')];
    return target !== undefined && listsProperties(target);
  }
  const branches: SchemaObject[] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  const objects = branches.filter((branch) => branch.$ref ?? branch.properties ?? branch.type === 'object');
  return schema.properties !== undefined || (objects.length > 0 && objects.every(listsProperties));
}

function asRoute(path: string, method: string, operation: Operation): Route {
  const ref = `rest#/paths/${escapePointer(path)}/${method}`;
  const source = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const spansSlashes = operation.parameters.some((parameter) => parameter.name === name && parameter.spansSlashes);
    return `(?<${name}>${spansSlashes ? '.+' : '[^/]+'})`;
  });
  const parameters = (place: string): SchemaObject => {
    const entries = [...operation.parameters.entries()].filter(([, parameter]) => parameter.in === place);
    return {
      type: 'object',
      properties: Object.fromEntries(entries.map(([i, { name }]) => [name, { $ref: `${ref}/parameters/${i}/schema` }])),
      required: entries.filter(([, { required }]) => required).map(([, { name }]) => name),
      additionalProperties: false,
    };
  };
  return {
    name: `${method.toUpperCase()} ${path}`,
    pattern: new RegExp(`^${method} ${source}$`, 'i'),
    operation,
    ref,
    parameters: { type: 'object', properties: { path: parameters('path'), query: parameters('query') } },
  };
}
