/** What the index shows of one postmortem. Two equal cards look the same there, so only a new card makes the index dirty. */
import type { Check } from '../checks/check.ts';
import type { LabelNames } from '../configuration/schema.ts';
import { hasLabel, priorityOf, severityIn } from '../labels.ts';
import type { Issue, Measure } from '../snapshot.ts';
import { type Ends, isOver } from '../timeline/rows.ts';

export interface Card {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly stage: 'ongoing' | 'writing' | 'closed' | 'closed incomplete' | 'not needed';
  /** Why it is not needed, safe to be shown. */
  readonly why: string | undefined;
  /** When it was discovered, else when it was reported; epoch milliseconds. */
  readonly at: number;
  readonly discovered: number | undefined;
  /** From discovery to declared over, milliseconds. */
  readonly took: number | undefined;
  /** From discovery to mitigated, milliseconds. */
  readonly mitigatedAfter: number | undefined;
  readonly severity: string | undefined;
  /** The next step, in a word or two. */
  readonly next: string;
  readonly measures: readonly MeasureCard[];
  /** Security incidents are listed nowhere. */
  readonly isHidden: boolean;
}

export interface MeasureCard {
  readonly title: string;
  readonly url: string;
  readonly state: Measure['state'];
  readonly priority: string | undefined;
}

interface Facts {
  readonly postmortem: Issue;
  readonly incident: Pick<Issue, 'title' | 'createdAt' | 'labels'> | undefined;
  readonly ends: Ends;
  readonly check: Check;
  readonly measures: readonly Measure[];
  readonly names: LabelNames;
  readonly why?: string | undefined;
}

export function cardOf({ postmortem, incident, ends, check, measures, names, why }: Facts): Card {
  const { discovered, mitigated, over } = ends;
  const all = [...(incident?.labels ?? []), ...postmortem.labels];
  const next = check.findings[0];
  return {
    number: postmortem.number,
    title: postmortem.title.replace(/^Postmortem: /, ''),
    url: postmortem.url,
    stage: stageOf(postmortem, ends, check),
    why,
    at: discovered ?? incident?.createdAt ?? postmortem.createdAt,
    discovered,
    took: after(discovered, over),
    mitigatedAfter: after(discovered, mitigated),
    severity: severityIn({ incident, postmortem }),
    next: next ? next.heading : 'read it together and close it',
    measures: measures.map((one) => ({
      title: one.title,
      url: one.url,
      state: one.state,
      priority: priorityOf(one.labels),
    })),
    isHidden: hasLabel({ labels: all }, names.security),
  };
}

function stageOf(postmortem: Issue, ends: Ends, check: Check): Card['stage'] {
  if (postmortem.state === 'open') return isOver(ends) ? 'writing' : 'ongoing';
  if (postmortem.state !== 'completed') return 'not needed';
  return check.findings.length > 0 ? 'closed incomplete' : 'closed';
}

function after(from: number | undefined, to: number | undefined): number | undefined {
  return from !== undefined && to !== undefined && to >= from ? to - from : undefined;
}
