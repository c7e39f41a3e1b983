/** A row of the table of mutations: which keys of its input are understood, and what it does. Other input fails by name. */
import { notEmulated } from '../refusal.ts';
import { type Args, type Context, record } from './context.ts';

export type Perform = (input: Args, context: Context) => object;

export type MutationRows = Readonly<Record<string, readonly [keys: readonly string[], perform: Perform]>>;

/** The resolver of a row. */
export function mutation(name: string, keys: readonly string[], perform: Perform) {
  return (args: Args, context: Context) => {
    const input = record(args, 'input') ?? {};
    for (const [key, value] of Object.entries(input)) {
      if (value !== null && key !== 'clientMutationId' && !keys.includes(key)) notEmulated(`${name} with ${key}`);
    }
    return { clientMutationId: input.clientMutationId ?? null, ...perform(input, context) };
  };
}
