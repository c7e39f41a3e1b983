/** GraphQL against GitHub's public schema: the operation, its variables, and what came back. */

import {
  buildSchema,
  type DocumentNode,
  execute,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  isScalarType,
  parse,
  validate,
} from 'graphql';
import type { Exchange } from '../../src/emulator/exchange.ts';
import { schema as sdl } from '../../src/emulator/schema.generated.ts';
import { asRecord } from './slices.ts';

const schema = buildSchema(sdl);

/** How GitHub writes its own scalars in JSON. */
const scalars = {
  BigInt: /^-?\d+$/,
  DateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  URI: /^https?:\/\//,
};

for (const [name, pattern] of Object.entries(scalars)) {
  const type = schema.getType(name);
  if (!isScalarType(type)) continue;
  type.serialize = (value) => {
    if (typeof value === 'string' && pattern.test(value)) return value;
    throw new GraphQLError(`${name} cannot be ${JSON.stringify(value)}`);
  };
}

export function checkGraphql({ actor, status, requestBody, responseBody }: Exchange): string[] {
  if (status === 501) return actor === 'app' ? ['GraphQL: the embedded GitHub does not emulate it'] : [];
  const { query, variables, operationName } = asRecord(requestBody);
  const { data, errors } = asRecord(responseBody);
  const accepted = typeof data === 'object' && data !== null;
  if (!accepted && actor !== 'app') return [];
  const read = typeof query === 'string' ? readQuery(query) : { problem: 'must have a query' };
  if ('problem' in read) return [`GraphQL request: ${read.problem}`];
  const { document } = read;
  const operation = getOperationAST(document, typeof operationName === 'string' ? operationName : null);
  if (!operation) return ['GraphQL request: must name one of its operations'];
  const where = `GraphQL ${operation.operation} ${operation.name?.value ?? '(unnamed)'}`;
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], asRecord(variables));
  const problems = [...read.mistakes, ...(values.errors ?? [])].map((error) => `${where} request: ${error.message}`);
  if (problems.length > 0) return problems;
  if (!accepted) return status >= 400 || Array.isArray(errors) ? [] : [`${where} response: must have data or errors`];
  const replay = execute({
    schema,
    document,
    rootValue: data,
    operationName: operation.name?.value,
    variableValues: asRecord(variables),
    fieldResolver: (source, _args, _context, info) => asRecord(source)[info.path.key],
    typeResolver: (source, _context, _info, type) => {
      const { __typename: name } = asRecord(source);
      return typeof name === 'string' ? name : schema.getPossibleTypes(type)[0]?.name;
    },
  });
  if (replay instanceof Promise || !('errors' in replay)) return [];
  return (replay.errors ?? []).map((error) => `${where} response: ${error.path?.join('/')}: ${error.message}`);
}

type Read = { document: DocumentNode; mistakes: readonly GraphQLError[] } | { problem: string };

const reads = new Map<string, Read>();

/** Each text is parsed and held against the schema once; the app sends few of them, many times. */
function readQuery(text: string): Read {
  const known = reads.get(text);
  if (known) return known;
  const read = parseAndValidate(text);
  reads.set(text, read);
  return read;
}

function parseAndValidate(text: string): Read {
  try {
    const document = parse(text);
    return { document, mistakes: validate(schema, document) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
