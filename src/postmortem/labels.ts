/** The labels that the app reads and sets, each once: name, colour, what it means. */

export const labels = {
  incident: { name: 'incident', color: 'b60205', description: 'Something went wrong; opens a postmortem' },
  postmortem: { name: 'postmortem', color: '5319e7', description: 'The record of an incident' },
  incomplete: {
    name: 'postmortem: incomplete',
    color: 'fbca04',
    description: 'Parts of this postmortem are still to be written',
  },
  measure: { name: 'preventative measure', color: '0e8a16', description: 'Makes this kind of incident less likely' },
  index: { name: 'postmortem-index', color: '1d76db', description: 'Lists every postmortem' },
  security: { name: 'security', color: 'd93f0b', description: 'Goes a private way; opens no postmortem' },
} as const;

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

/** The priority that a label `P0` … `P3` names. */
export function priorityOf(labelNames: readonly string[]): string | undefined {
  return labelNames.find((label) => /^P[0-3]$/i.test(label))?.toUpperCase();
}

/** Of the sub-issues of an incident, those that this App opened as its postmortem. */
export function isPostmortemOf(child: { readonly ours: boolean; readonly labels: readonly string[] }): boolean {
  return child.ours && !hasLabel(child, labels.measure.name);
}
