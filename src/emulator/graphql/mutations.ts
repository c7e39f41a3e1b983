/** Every mutation there is. */
import { contentMutations } from './content-mutations.ts';
import { issueMutations } from './issue-mutations.ts';
import { mutation } from './mutation.ts';
import { rootTable } from './table.ts';
import { treeMutations } from './tree-mutations.ts';

const rows = { ...issueMutations, ...treeMutations, ...contentMutations };

export const mutationFields = {
  Mutation: rootTable(
    'Mutation',
    Object.fromEntries(Object.entries(rows).map(([name, [keys, perform]]) => [name, mutation(name, keys, perform)])),
  ),
};
