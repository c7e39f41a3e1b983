import { indexOf, readCard } from '../index-issue/card.ts';
import type { CaseSnapshot, Postmortem } from '../snapshot.ts';

/** What the index shows of it, as it will stand. */
export function cardText(snapshot: CaseSnapshot, postmortem: Postmortem, known?: { next: string }): string {
  const { incident, configuration } = snapshot;
  return JSON.stringify(readCard({ ...postmortem, incident, configuration }, indexOf(snapshot), known));
}
