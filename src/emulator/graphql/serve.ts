/** GraphQL: runs a request against the slice of GitHub's public schema, and words errors as GitHub does (HTTP 200, `type`, `path`). */
import { buildSchema, type DocumentNode, execute, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { type Core, deedOf } from '../core.ts';
import { type Answer, type Asked, passGate } from '../gate/gate.ts';
import { type Refusal, refusalOf, refuse } from '../refusal.ts';
import { parseBody } from '../rest/body.ts';
import type { Actor } from '../rights.ts';
import { schema as sdl } from '../schema.generated.ts';
import type { Context } from './context.ts';
import { resolveField, resolveType } from './resolve.ts';

interface Prepared {
  readonly document: DocumentNode;
  readonly problems: readonly GraphQLError[];
  readonly operation: string | undefined;
  readonly write: boolean;
}

const keepPrepared = 500;
const preparedByText = new Map<string, Prepared>();
let builtSchema: GraphQLSchema | undefined;

export function serveGraphql(core: Core, request: Request, url: URL): Promise<Response> {
  return passGate(core, request, url, {
    kind: 'graphql',
    path: '/graphql',
    serve: (asked) => serve(core, asked),
    refused,
  });
}

async function serve(core: Core, { request, actor, text }: Asked): Promise<Answer> {
  if (request.method !== 'POST') refuse(404, 'Not Found');
  if (actor.kind === 'anonymous' || actor.kind === 'app')
    refuse(401, 'This endpoint requires you to be authenticated.');
  const body = parseBody(text);
  if (typeof body.query !== 'string')
    return {
      status: 200,
      body: { errors: [{ message: 'A query attribute must be specified and must be a string.' }] },
    };
  builtSchema ??= buildSchema(sdl, { assumeValid: true });
  let prepared: Prepared;
  try {
    prepared = prepare(
      builtSchema,
      body.query,
      typeof body.operationName === 'string' ? body.operationName : undefined,
    );
  } catch (error) {
    return { status: 200, body: { errors: [{ message: error instanceof Error ? error.message : 'Parse error' }] } };
  }
  const { document, problems, operation, write } = prepared;
  const named = { ...(operation !== undefined && { operation }), write };
  if (problems.length > 0) {
    const [first] = problems;
    return { ...notHere(`${first?.message}`, problems), ...named, write: false };
  }
  const contextValue: Context = {
    deed: deedOf(core, actor),
    listLagMs: actor.kind === 'installation' ? core.faults.listLagMs : 0,
  };
  const result = await execute({
    schema: builtSchema,
    document,
    contextValue,
    variableValues: isRecord(body.variables) ? body.variables : {},
    operationName: typeof body.operationName === 'string' ? body.operationName : null,
    fieldResolver: resolveField,
    typeResolver: resolveType,
  });
  const ours = result.errors?.find(
    ({ originalError: error }) => error && !refusalOf(error) && !(error instanceof GraphQLError),
  );
  if (ours) throw ours.originalError;
  const missing = result.errors?.find(({ originalError }) => refusalOf(originalError)?.status === 501);
  if (missing) return { ...notHere(missing.message, result.errors ?? []), ...named };
  const errors = result.errors?.map((error) => errorShape(error, actor));
  return { status: 200, body: { data: result.data, ...(errors && { errors }) }, ...named };
}

/** 501 for the whole request when a part of it is not emulated; the slice of the schema cannot tell that from what GitHub never had. */
function notHere(message: string, errors: readonly GraphQLError[]): Answer {
  const text = message.startsWith('Not emulated') ? message : `Not emulated: ${message}`;
  const body = { message: text, errors: errors.map(({ message, path, locations }) => ({ message, path, locations })) };
  return { status: 501, body: { ...body, documentation_url: 'https://docs.github.com/graphql', status: '501' } };
}

function prepare(schema: GraphQLSchema, text: string, operationName: string | undefined): Prepared {
  const key = `${operationName ?? ''}\n${text}`;
  const known = preparedByText.get(key);
  if (known) return known;
  const document = parse(text);
  const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition');
  const chosen = operations.find(({ name }) => name?.value === operationName) ?? operations[0];
  const prepared = {
    document,
    problems: validate(schema, document),
    operation: chosen?.name?.value,
    write: chosen?.operation === 'mutation',
  };
  if (preparedByText.size >= keepPrepared) preparedByText.clear();
  preparedByText.set(key, prepared);
  return prepared;
}

function errorShape(error: GraphQLError, actor: Actor): object {
  const { path, locations, originalError } = error;
  const refusal = refusalOf(originalError);
  if (!refusal) return { path, locations, message: error.message };
  return {
    type: refusal.type ?? typeOf(refusal),
    path,
    locations,
    message: messageOf(refusal, actor, String(path?.[0] ?? '')),
  };
}

function typeOf({ status }: Refusal): string {
  const types: Record<number, string> = { 403: 'FORBIDDEN', 404: 'NOT_FOUND' };
  return types[status] ?? 'UNPROCESSABLE';
}

/** GraphQL has words of its own for a missing right, and puts the problem itself where REST says "Validation Failed". */
function messageOf({ status, message, errors }: Refusal, actor: Actor, field: string): string {
  if (status === 403 && actor.kind === 'person' && message.startsWith('Must have admin rights')) {
    const mutation = field.charAt(0).toUpperCase() + field.slice(1);
    return `${actor.user.login} does not have the correct permissions to execute \`${mutation}\``;
  }
  const details = errors?.map((one) =>
    typeof one === 'string' ? one : (one.message ?? `${one.field ?? one.resource} is ${one.code}`),
  );
  return details?.length ? details.join(', ') : message;
}

function refused({ status, message }: Refusal): Answer {
  return { status, body: { message, documentation_url: 'https://docs.github.com/graphql', status: String(status) } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
