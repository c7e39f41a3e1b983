/** Reactions of issues and comments. */
import { addReaction, deleteReaction } from '../actions/reactions.ts';
import { refuse } from '../refusal.ts';
import { reactionShape } from '../shapes/issue.ts';
import { type Comment, type Issue, reactionContents } from '../state/model.ts';
import { optionalOneOf } from './body.ts';
import { type Call, commentOf, issueOf, noContent, ok, paged, paging, type Route } from './route.ts';

export const reactionRoutes: readonly Route[] = [
  ...routesOf('/repos/:owner/:repo/issues/comments/:id/reactions', commentOf),
  ...routesOf('/repos/:owner/:repo/issues/:number/reactions', issueOf),
];

function routesOf(path: string, subjectOf: (call: Call) => Issue | Comment): Route[] {
  return [
    {
      method: 'GET',
      path,
      query: ['content', ...paging],
      run: (call) => {
        const content = call.query.get('content');
        const reactions = subjectOf(call).reactions.filter(
          (reaction) => content === null || reaction.content === content,
        );
        return paged(call, reactions, (reaction) => reactionShape(call.deed.site, reaction));
      },
    },
    {
      method: 'POST',
      path,
      body: ['content'],
      run: (call) => {
        const subject = subjectOf(call);
        const content =
          optionalOneOf(call.body, 'content', reactionContents) ??
          refuse(422, 'Invalid request.\n\n"content" wasn\'t supplied.');
        const { reaction, fresh } = addReaction(call.deed, subject, content);
        return ok(reactionShape(call.deed.site, reaction), fresh ? 201 : 200);
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:reaction`,
      run: (call) => {
        deleteReaction(call.deed, subjectOf(call), Number(call.params.reaction));
        return noContent;
      },
    },
  ];
}
