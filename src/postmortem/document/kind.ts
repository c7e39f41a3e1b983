/** What a document is: a postmortem, a form for one, or something else. */
import type { ReadSections } from './read-sections.ts';

export type Kind = 'postmortem' | 'template' | 'not-a-postmortem';

export function judgeKind(_text: string, { sections, isIssueForm, front }: ReadSections, entries: number): Kind {
  if (sections.length < 2 && entries < 2) return 'not-a-postmortem';
  return isIssueForm || front.isIssueTemplate ? 'template' : 'postmortem';
}
