/**
 * Finds the function for a field. Records of the state answer through the tables only; plain objects that a resolver made answer with their
 * own properties. What is in neither fails by name, so that nothing is null by accident.
 */
import type { GraphQLFieldResolver, GraphQLTypeResolver } from 'graphql';
import { notEmulated } from '../refusal.ts';
import { contentFields } from './content-fields.ts';
import type { Context } from './context.ts';
import { eventFields } from './event-fields.ts';
import { issueFields } from './issue-fields.ts';
import { mutationFields } from './mutations.ts';
import { queryFields } from './query-fields.ts';
import { repositoryFields } from './repository-fields.ts';
import type { Table } from './table.ts';

const tables = new Map<string, Table>(
  Object.entries({
    ...queryFields,
    ...mutationFields,
    ...repositoryFields,
    ...issueFields,
    ...contentFields,
    ...eventFields,
  }),
);

export const resolveField: GraphQLFieldResolver<unknown, Context> = (
  source,
  args,
  context,
  { parentType, fieldName },
) => {
  const table = tables.get(parentType.name);
  if (table) return table(fieldName, source, args, context) ?? null;
  if (typeof source === 'object' && source !== null && Object.hasOwn(source, fieldName)) {
    return Object.getOwnPropertyDescriptor(source, fieldName)?.value;
  }
  return notEmulated(`${parentType.name}.${fieldName}`);
};

export const resolveType: GraphQLTypeResolver<unknown, Context> = (source, _context, { schema }) => {
  if (typeof source !== 'object' || source === null || !('kind' in source) || typeof source.kind !== 'string')
    return undefined;
  return schema.getType(source.kind) ? source.kind : notEmulated(source.kind);
};
