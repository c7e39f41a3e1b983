/** What entries are about: one list for the grammar, the commands and the help. */

/** Kinds that the guide names. */
export const kinds = ['deploy', 'config', 'discovery', 'comms', 'action', 'note'] as const;
/** Moments that bound the incident, in the order in which they happen. */
export const milestones = ['began', 'discovered', 'acknowledged', 'mitigated', 'over'] as const;

export type Kind = (typeof kinds)[number];
export type Milestone = (typeof milestones)[number];
