/** The fields of one GraphQL type whose source is a record of the state. */
import { notEmulated } from '../refusal.ts';
import type { Args, Context } from './context.ts';

export type Table = (field: string, source: unknown, args: Args, context: Context) => unknown;

export type Fields<S> = Readonly<Record<string, (source: S, args: Args, context: Context) => unknown>>;

/** `kinds` are those that a source of this type can have. */
export function table<S extends { readonly kind: string }>(
  type: string,
  kinds: readonly S['kind'][],
  fields: Fields<S>,
): Table {
  const isSource = (source: unknown): source is S =>
    typeof source === 'object' && source !== null && 'kind' in source && kinds.some((kind) => kind === source.kind);
  return (field, source, args, context) => {
    const resolve = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (!resolve) return notEmulated(`${type}.${field}`);
    if (!isSource(source)) throw new Error(`${type}.${field} was asked of something else`);
    return resolve(source, args, context);
  };
}

/** The fields of a type without a source. */
export function rootTable(
  type: string,
  fields: Readonly<Record<string, (args: Args, context: Context) => unknown>>,
): Table {
  return (field, _source, args, context) => {
    const resolve = Object.hasOwn(fields, field) ? fields[field] : undefined;
    return resolve ? resolve(args, context) : notEmulated(`${type}.${field}`);
  };
}
