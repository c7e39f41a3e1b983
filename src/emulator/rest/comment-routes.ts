/** Comments of an issue and of a whole repository. */
import { createComment, deleteComment, editComment } from '../actions/comments.ts';
import { refuse } from '../refusal.ts';
import { commentShape } from '../shapes/issue.ts';
import { requiredString } from './body.ts';
import { commentOf, issueOf, noContent, ok, paged, paging, type Route, repositoryOf, since } from './route.ts';

const ofIssue = '/repos/:owner/:repo/issues/:number/comments';
const ofRepository = '/repos/:owner/:repo/issues/comments';
const one = `${ofRepository}/:id`;

export const commentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: ofIssue,
    query: ['since', ...paging],
    run: (call) => {
      const from = since(call);
      const comments = call.deed.world.commentsOf(issueOf(call)).filter(({ updatedAt }) => updatedAt >= from);
      return paged(call, comments, (comment) => commentShape(call.deed.site, comment));
    },
  },
  {
    method: 'POST',
    path: ofIssue,
    body: ['body'],
    run: (call) => {
      const comment = createComment(call.deed, issueOf(call), requiredString(call.body, 'body'));
      const shape = commentShape(call.deed.site, comment);
      return { ...ok(shape, 201), headers: { location: shape.url } };
    },
  },
  {
    method: 'GET',
    path: ofRepository,
    query: ['sort', 'direction', 'since', ...paging],
    run: (call) => {
      const { world } = call.deed;
      const from = since(call);
      const key = call.query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
      if (!['created', 'updated', null].includes(call.query.get('sort'))) refuse(422, 'Validation Failed');
      const sign = call.query.get('direction') === 'desc' ? -1 : 1;
      const comments = world
        .issuesOf(repositoryOf(call))
        .flatMap((issue) => world.commentsOf(issue))
        .filter(({ updatedAt }) => updatedAt >= from)
        .sort((a, b) => sign * (a[key] - b[key] || a.id - b.id));
      return paged(call, comments, (comment) => commentShape(call.deed.site, comment));
    },
  },
  { method: 'GET', path: one, run: (call) => ok(commentShape(call.deed.site, commentOf(call))) },
  {
    method: 'PATCH',
    path: one,
    body: ['body'],
    run: (call) => {
      const comment = commentOf(call);
      editComment(call.deed, comment, requiredString(call.body, 'body'));
      return ok(commentShape(call.deed.site, comment));
    },
  },
  {
    method: 'DELETE',
    path: one,
    run: (call) => {
      deleteComment(call.deed, commentOf(call));
      return noContent;
    },
  },
];
