/** Timeline events. Their GraphQL types are named as their kinds. */
import { iso } from '../site.ts';
import { nodeId } from '../state/ids.ts';
import type { TimelineEvent } from '../state/model.ts';
import { type Args, type Context, visibleIssue } from './context.ts';
import { type Fields, type Table, table } from './table.ts';

type With<Key extends string> = Extract<TimelineEvent, { readonly [K in Key]: unknown }>;

const shared = {
  id: ({ nodeId }: TimelineEvent) => nodeId,
  createdAt: ({ createdAt }: TimelineEvent) => iso(createdAt),
  actor: ({ actor }: TimelineEvent, _: Args, { deed }: Context) => deed.world.user(actor),
};

function eventTable<S extends TimelineEvent>(kind: S['kind'], fields: Fields<S>): Table {
  return table<S>(kind, [kind], { ...shared, ...fields });
}

/** A label as it was, should it be gone since. */
const label = ({ label: { id, name, color } }: With<'label'>, _: Args, { deed }: Context) =>
  deed.world.labels.get(id) ?? { kind: 'Label', nodeId: nodeId('Label', id), name, color, description: null };
const subIssue = (event: With<'subIssue'>, _: Args, context: Context) => visibleIssue(context, event.subIssue);
const parent = (event: With<'parent'>, _: Args, context: Context) => visibleIssue(context, event.parent);
const canonical = (event: With<'canonical'>, _: Args, context: Context) => visibleIssue(context, event.canonical);
const assignee = (event: With<'assignee'>, _: Args, { deed }: Context) => deed.world.user(event.assignee);

export const eventFields = {
  LabeledEvent: eventTable<With<'label'>>('LabeledEvent', { label }),
  UnlabeledEvent: eventTable<With<'label'>>('UnlabeledEvent', { label }),
  ClosedEvent: eventTable<With<'stateReason'>>('ClosedEvent', {
    stateReason: ({ stateReason }, args) =>
      (stateReason === 'duplicate' && args.enableDuplicate === false ? 'not_planned' : stateReason).toUpperCase(),
  }),
  MarkedAsDuplicateEvent: eventTable<With<'canonical'>>('MarkedAsDuplicateEvent', { canonical }),
  ReopenedEvent: eventTable('ReopenedEvent', { stateReason: () => null }),
  AssignedEvent: eventTable<With<'assignee'>>('AssignedEvent', { assignee }),
  UnassignedEvent: eventTable<With<'assignee'>>('UnassignedEvent', { assignee }),
  RenamedTitleEvent: eventTable<With<'to'>>('RenamedTitleEvent', {
    previousTitle: ({ from }) => from,
    currentTitle: ({ to }) => to,
  }),
  LockedEvent: eventTable('LockedEvent', {}),
  UnlockedEvent: eventTable('UnlockedEvent', {}),
  PinnedEvent: eventTable('PinnedEvent', {}),
  UnpinnedEvent: eventTable('UnpinnedEvent', {}),
  CommentDeletedEvent: eventTable('CommentDeletedEvent', {}),
  TransferredEvent: eventTable('TransferredEvent', {}),
  SubIssueAddedEvent: eventTable<With<'subIssue'>>('SubIssueAddedEvent', { subIssue }),
  SubIssueRemovedEvent: eventTable<With<'subIssue'>>('SubIssueRemovedEvent', { subIssue }),
  ParentIssueAddedEvent: eventTable<With<'parent'>>('ParentIssueAddedEvent', { parent }),
  ParentIssueRemovedEvent: eventTable<With<'parent'>>('ParentIssueRemovedEvent', { parent }),
};
