import type { Change } from '../change.ts';
import type { Check } from '../checks/check.ts';
import type { Configuration, LabelNames } from '../configuration/schema.ts';
import { hasLabel, isIncident, isIncidentLabel } from '../labels.ts';
import type { Incident, Postmortem } from '../snapshot.ts';

/** The label says whether parts are missing; what anybody else decided about it last is left so. */
export function labelChanges(
  postmortem: Postmortem,
  incident: Incident | undefined,
  checked: Check,
  { labels }: Configuration,
): Change[] {
  const name = labels.incomplete;
  const changes: Change[] = [];
  const is = hasLabel(postmortem, name);
  const should = checked.findings.length > 0;
  const last = postmortem.history.findLast((one) => 'label' in one && one.label.toLowerCase() === name.toLowerCase());
  if (is !== should && (last === undefined || last.by.kind === 'us'))
    changes.push({ do: should ? 'add label' : 'remove label', issue: postmortem, label: name });
  const [first] = labels.incident;
  if (incident && first !== undefined && !isIncident(incident, labels) && wasAskedFor(incident, labels)) {
    changes.push({ do: 'add label', issue: incident, label: first });
  }
  return changes;
}

/** Opened by command, on an issue that never had the label. One that had a label of another name, which meant the same then, was not. */
function wasAskedFor(incident: Incident, labels: LabelNames): boolean {
  const isAsked = incident.comments.some((one) => !one.ours && /^ {0,3}\/postmortem[ \t]+open\b/m.test(one.body));
  return isAsked && !incident.history.some((one) => 'label' in one && isIncidentLabel(one.label, labels));
}
