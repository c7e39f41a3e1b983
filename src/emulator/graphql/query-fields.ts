/** What a query begins with. */
import { refuse } from '../refusal.ts';
import { may, userOf } from '../rights.ts';
import { notResolved, text, texts, visibleNode } from './context.ts';
import { rootTable } from './table.ts';

export const queryFields = {
  Query: rootTable('Query', {
    viewer: (_, { deed }) => userOf(deed.actor),
    repository: (args, { deed }) => {
      const name = `${text(args, 'owner')}/${text(args, 'name')}`;
      const repository = deed.world.named(name);
      if (repository && may(deed.world, deed.actor, repository, 'visitor')) return repository;
      return refuse(404, `Could not resolve to a Repository with the name '${name}'.`);
    },
    node: (args, context) => visibleNode(context, text(args, 'id')) ?? notResolved(text(args, 'id')),
    /** One entry per id, each null with an error of its own when it cannot be had. */
    nodes: (args, context) =>
      (texts(args, 'ids') ?? []).map((id) => visibleNode(context, id) ?? rejected(() => notResolved(id))),
  }),
};

/** The error that `fail` throws, as a value: graphql-js puts it in the place of a list's item. */
function rejected(fail: () => never): unknown {
  try {
    return fail();
  } catch (error) {
    return error;
  }
}
