/** Events and timeline of an issue. */
import { eventShape, timelineCommentShape } from '../shapes/event.ts';
import { timelineOf } from '../state/timeline.ts';
import { issueOf, paged, paging, type Route } from './route.ts';

const one = '/repos/:owner/:repo/issues/:number';

export const timelineRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${one}/events`,
    query: paging,
    run: (call) => {
      const issue = issueOf(call);
      return paged(call, issue.events, (event) => eventShape(call.deed.site, event, issue));
    },
  },
  {
    method: 'GET',
    path: `${one}/timeline`,
    query: paging,
    run: (call) => {
      const issue = issueOf(call);
      const { site, world } = call.deed;
      return paged(call, timelineOf(world, issue), (item) =>
        item.kind === 'IssueComment' ? timelineCommentShape(site, item) : eventShape(site, item, issue),
      );
    },
  },
];
