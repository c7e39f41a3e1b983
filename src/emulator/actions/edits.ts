/** The history of a body, which begins with the text as it was created once there is a second one. */
import { nodeId } from '../state/ids.ts';
import type { Comment, Edit, Issue } from '../state/model.ts';
import { type Deed, doer } from './deed.ts';

/** Writes down that the body goes from `before` to `after`; the caller sets it. */
export function recordEdit(deed: Deed, record: Issue | Comment, before: string, after: string): void {
  const now = deed.world.now();
  if (record.edits.length === 0) record.edits.push(edit(deed, record.author, record.createdAt, before));
  record.edits.push(edit(deed, doer(deed).id, now, after));
  record.lastEditedAt = now;
}

function edit(deed: Deed, editor: number, editedAt: number, body: string): Edit {
  const id = deed.world.nextId('edit');
  return { kind: 'UserContentEdit', id, nodeId: nodeId('UserContentEdit', id), editor, editedAt, body };
}
