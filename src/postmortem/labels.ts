import type { LabelNames } from './configuration/schema.ts';
import type { IssueState } from './snapshot.ts';

/** The labels that the app sets and reads: how those look that it makes, and what others say. Their names are the configuration's. */

const looks = {
  postmortem: { color: '5319e7', description: 'The record of an incident' },
  incomplete: { color: 'fbca04', description: 'Parts of this postmortem are still to be written' },
  measure: { color: '0e8a16', description: 'Makes this kind of incident less likely' },
  index: { color: '1d76db', description: 'Lists every postmortem' },
} as const;

export type OwnLabel = keyof typeof looks;

/** A label as the app makes it. */
export function labelOf(what: OwnLabel, names: LabelNames) {
  return { name: names[what], ...looks[what] };
}

/** GitHub compares label names without regard to case. */
export function hasLabel(issue: { readonly labels: readonly string[] }, name: string): boolean {
  return issue.labels.some((label) => label.toLowerCase() === name.toLowerCase());
}

/** The severity that a label such as `severity 1`, `severity: 2` or `sev3` names. */
export function severityOf(labelNames: readonly string[]): string | undefined {
  for (const label of labelNames) {
    const match = /^sev(?:erity)?[ :/-]*([0-5])$/i.exec(label);
    if (match?.[1]) return match[1];
  }
  return undefined;
}

/** The severity of a case: of its incident, else of the postmortem. */
export function severityIn(of: {
  readonly incident: { readonly labels: readonly string[] } | undefined;
  readonly postmortem?: { readonly labels: readonly string[] } | undefined;
}): string | undefined {
  return severityOf([...(of.incident?.labels ?? []), ...(of.postmortem?.labels ?? [])]);
}

const priorities: { readonly [priority: string]: { readonly color: string; readonly description: string } } = {
  P0: { color: 'b60205', description: 'Before anything else' },
  P1: { color: 'd93f0b', description: 'Next' },
  P2: { color: 'fbca04', description: 'Soon' },
  P3: { color: 'c2e0c6', description: 'When there is time' },
};

/** A label of priority as the app makes it. */
export function labelOfPriority(name: string) {
  return { name, color: priorities[name]?.color ?? 'ededed', description: priorities[name]?.description ?? '' };
}

/** The priority that a label `P0` … `P3` names. */
export function priorityOf(labelNames: readonly string[]): string | undefined {
  return labelNames.find((label) => /^P[0-3]$/i.test(label))?.toUpperCase();
}

/** Whether one of the labels that open a postmortem is on it. */
export function isIncident(issue: { readonly labels: readonly string[] }, names: LabelNames): boolean {
  return issue.labels.some((label) => isIncidentLabel(label, names));
}

export function isIncidentLabel(label: string, { incident }: LabelNames): boolean {
  return incident.some((name) => name.toLowerCase() === label.toLowerCase());
}

/** Of the sub-issues of an incident, those that this App opened as its postmortem; the younger of two is none once it is closed and has no label. */
export function isPostmortemOf(
  child: { readonly ours: boolean; readonly labels: readonly string[]; readonly state: IssueState },
  names: LabelNames,
): boolean {
  const isDouble = child.state === 'duplicate' && !hasLabel(child, names.postmortem);
  return child.ours && !hasLabel(child, names.measure) && !isDouble;
}
