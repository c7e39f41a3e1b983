import type { Change } from '../change.ts';
import type { Check } from '../checks/check.ts';
import { hasLabel, labels } from '../labels.ts';
import type { Incident, Postmortem } from '../snapshot.ts';

/** The label says whether parts are missing; what anybody else decided about it last is left so. */
export function labelChanges(postmortem: Postmortem, incident: Incident | undefined, checked: Check): Change[] {
  const { name } = labels.incomplete;
  const changes: Change[] = [];
  const is = hasLabel(postmortem, name);
  const should = checked.findings.length > 0;
  const last = postmortem.history.findLast((one) => 'label' in one && one.label.toLowerCase() === name);
  if (is !== should && (last === undefined || last.by.kind === 'us'))
    changes.push({ do: should ? 'add label' : 'remove label', issue: postmortem, label: name });
  if (incident && !hasLabel(incident, labels.incident.name) && wasAskedFor(incident)) {
    changes.push({ do: 'add label', issue: incident, label: labels.incident.name });
  }
  return changes;
}

/** Opened by command, on an issue that never had the label. */
function wasAskedFor(incident: Incident): boolean {
  return !incident.history.some((one) => 'label' in one && one.label.toLowerCase() === labels.incident.name);
}
