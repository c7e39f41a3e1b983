/** Issues. */
import { may } from '../rights.ts';
import { issuePage, summary } from '../shapes/issue.ts';
import { isoOrNull } from '../site.ts';
import type { Issue } from '../state/model.ts';
import { timelineOf } from '../state/timeline.ts';
import { connection } from './connection.ts';
import { comments, shared } from './content-fields.ts';
import { type Args, type Context, texts, visibleIssue } from './context.ts';
import { table } from './table.ts';

export const issueFields = {
  Issue: table<Issue>('Issue', ['Issue'], {
    ...shared,
    number: ({ number }) => number,
    title: ({ title }) => title,
    url: (source, _, { deed }) => issuePage(deed.site, source),
    state: ({ state }) => state.toUpperCase(),
    stateReason: ({ stateReason }, args) => {
      const reason = stateReason === 'duplicate' && args.enableDuplicate !== true ? 'not_planned' : stateReason;
      return reason?.toUpperCase();
    },
    closed: ({ state }) => state === 'closed',
    closedAt: ({ closedAt }) => isoOrNull(closedAt),
    locked: ({ locked }) => locked,
    isPinned: ({ id, repository }, _, { deed }) => deed.world.repository(repository).pinned.includes(id),
    repository: ({ repository }, _, { deed }) => deed.world.repository(repository),
    labels: (source, args, { deed }) => connection('labels', deed.world.labelsOf(source), args),
    assignees: ({ assignees }, args, { deed }) => {
      const users = assignees.map((id) => deed.world.user(id));
      return connection('assignees', users, args);
    },
    parent: ({ parent }, _, context) => visibleIssue(context, parent),
    subIssues: (source, args, { deed }) => {
      const seen = deed.world
        .childrenOf(source)
        .filter((child) => may(deed.world, deed.actor, deed.world.repository(child.repository), 'visitor'));
      return connection('subIssues', seen, args);
    },
    subIssuesSummary: (source, _, { deed }) => {
      const { total, completed, percent_completed: percentCompleted } = summary(deed.site, source);
      return { total, completed, percentCompleted };
    },
    comments,
    timelineItems,
  }),
};

function timelineItems(issue: Issue, args: Args, { deed }: Context) {
  const types = texts(args, 'itemTypes');
  const kinds = types && new Set(types.map(kindOf));
  const items = timelineOf(deed.world, issue).filter(({ kind }) => !kinds || kinds.has(kind));
  return connection('timelineItems', items, args);
}

/** SUB_ISSUE_ADDED_EVENT → SubIssueAddedEvent */
function kindOf(type: string): string {
  return type.toLowerCase().replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
