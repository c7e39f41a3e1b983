/** The writings of the App among the edits that GitHub keeps of a body, each with the text that it replaced. */
import { isBaseOf } from '../postmortem/document/lost-edit.ts';
import type { Overwritten } from '../postmortem/snapshot.ts';
import { readActor } from './read.ts';
import { type EditedNode, entries } from './responses.ts';

/**
 * GitHub keeps edits newest first, each with the whole body in `diff`. It does not promise to, so they count only where the newest one is the
 * present body.
 */
export function readWritings(
  { userContentEdits, body }: EditedNode & { readonly body: string },
  slug: string,
): Overwritten[] {
  const edits = entries(userContentEdits);
  if (edits[0]?.diff !== body) return [];
  const bodies = edits.map((one) => one.diff ?? '');
  return edits
    .flatMap(({ editor, diff }, index): Overwritten[] => {
      const from = edits[index + 1]?.diff;
      if (readActor(editor, slug).kind !== 'us' || !diff || !from) return [];
      const read = bodies.slice(index + 1).find((one) => isBaseOf(diff, one));
      return [{ from, ours: diff, since: bodies.slice(0, index), ...(read === undefined ? {} : { read }) }];
    })
    .toReversed();
}

/** Whether the App has written over what somebody else wrote, as far back as the edits go. */
export function hasWrittenOver({ userContentEdits }: EditedNode, slug: string): boolean {
  const isOurs = entries(userContentEdits).map(({ editor }) => readActor(editor, slug).kind === 'us');
  return isOurs.some((ours, index) => ours && isOurs[index + 1] === false);
}
