/**
 * What should be true of a case, as the difference to what is. Pure and total: it returns changes, or first the questions it needs answered.
 * The order of the changes is the crash argument: what is created comes alone, then the body, then the status comment with the ledger, then
 * replies, receipts and labels.
 */

import type { Plan } from './change.ts';
import type { Problem } from './commands/replies.ts';
import { judgeJoining, planJoined, planLeaving } from './joining/judge-joining.ts';
import { hasLabel } from './labels.ts';
import { planOpening } from './opening/open.ts';
import { draw } from './planning/draw.ts';
import { hear } from './planning/hear.ts';
import { judge } from './planning/judge.ts';
import { order } from './planning/order.ts';
import type { CaseSnapshot, Postmortem } from './snapshot.ts';
import { documentZone } from './timeline/document-zone.ts';

const nothing: Plan = { changes: [], again: false, shown: undefined };

export function plan(snapshot: CaseSnapshot): Plan {
  const { incident, postmortem, repository } = snapshot;
  if (repository.isArchived) return nothing;
  const judged = incident ? judgeJoining(snapshot, incident) : undefined;
  if (judged?.judged === 'ask') return { questions: judged.questions };
  if (judged?.judged === 'joined') return incident ? planJoined(snapshot, incident, judged.record) : nothing;
  const { problems, left } = judged ?? { problems: [], left: undefined };
  if (!postmortem && incident) return left ? planLeaving(incident, left) : planOpening(snapshot, incident, problems);
  if (!postmortem || !hasLabel(postmortem, snapshot.configuration.labels.postmortem)) return nothing;
  const zone = documentZone(postmortem.rawBody) ?? snapshot.configuration.zone;
  const planned = planPostmortem(
    { ...snapshot, configuration: { ...snapshot.configuration, zone } },
    postmortem,
    problems,
  );
  return left && 'changes' in planned ? { ...planned, left } : planned;
}

/** @param refused what was wrong with commands that are not about this page */
function planPostmortem(snapshot: CaseSnapshot, whole: Postmortem, refused: readonly Problem[]): Plan {
  const heard = hear(snapshot, whole);
  if ('stop' in heard) return heard.stop;
  const drawn = draw(snapshot, heard);
  if ('stop' in drawn) return drawn.stop;
  const judged = judge(snapshot, heard, drawn);
  if ('stop' in judged) return judged.stop;
  return order(snapshot, heard, drawn, judged, refused);
}
