/** Labels of a repository, and labels on an issue. */
import { invalid, refuse } from '../refusal.ts';
import { may, need } from '../rights.ts';
import { labelShape } from '../shapes/issue.ts';
import { nodeId } from '../state/ids.ts';
import type { Issue, Label, Repository } from '../state/model.ts';
import { noteMembership } from '../state/past.ts';
import { type Deed, doer, notify, notifyIssue, touch } from './deed.ts';
import { checkLabel, checkLabelCount } from './limits.ts';

interface LabelFields {
  readonly name: string;
  readonly color?: string | undefined;
  readonly description?: string | null | undefined;
}

export function createLabel(deed: Deed, repository: Repository, fields: LabelFields): Label {
  need(deed.world, deed.actor, repository, 'write');
  return addLabel(deed, repository, fields);
}

function addLabel(deed: Deed, repository: Repository, fields: LabelFields): Label {
  const { name, color = 'ededed', description = null } = fields;
  checkLabel(name, color, description);
  if (deed.world.labelNamed(repository, name)) invalid('Label', 'name', 'already_exists');
  const id = deed.world.nextId('label');
  const label = deed.world.putLabel({
    kind: 'Label',
    id,
    nodeId: nodeId('Label', id, repository.id),
    repository: repository.id,
    name,
    color: color.toLowerCase(),
    description,
  });
  notify(deed, repository, 'label', 'created', { label: labelShape(deed.site, label) });
  return label;
}

export function editLabel(deed: Deed, label: Label, fields: Partial<LabelFields>): void {
  const { world } = deed;
  const repository = world.repository(label.repository);
  need(world, deed.actor, repository, 'write');
  const { name = label.name, color = label.color, description = label.description } = fields;
  checkLabel(name, color, description);
  const other = world.labelNamed(repository, name);
  if (other && other !== label) invalid('Label', 'name', 'already_exists');
  const changes = {
    ...(name !== label.name && { name: { from: label.name } }),
    ...(color.toLowerCase() !== label.color && { color: { from: label.color } }),
    ...(description !== label.description && { description: { from: label.description ?? '' } }),
  };
  if (Object.keys(changes).length === 0) return;
  world.renameLabel(label, name);
  label.color = color.toLowerCase();
  label.description = description;
  notify(deed, repository, 'label', 'edited', { label: labelShape(deed.site, label), changes });
}

/** Deletes a label and takes it off every issue, which GitHub does without a word to the issues' timelines. */
export function deleteLabel(deed: Deed, label: Label): void {
  const { world } = deed;
  const repository = world.repository(label.repository);
  need(world, deed.actor, repository, 'write');
  for (const issue of world.issuesOf(repository)) {
    if (!issue.labels.includes(label.id)) continue;
    issue.labels = issue.labels.filter((id) => id !== label.id);
    noteMembership(world, issue);
  }
  const shape = labelShape(deed.site, label);
  world.dropLabel(label);
  notify(deed, repository, 'label', 'deleted', { label: shape });
}

/** The labels of these names. Whoever may label makes the unknown ones on the way, so that a new repository can be tried at once. */
export function labelsNamed(deed: Deed, repository: Repository, names: readonly string[]): Label[] {
  const labels = new Set<Label>();
  for (const name of names) {
    const known = deed.world.labelNamed(repository, name);
    if (known) labels.add(known);
    else if (may(deed.world, deed.actor, repository, 'triage')) labels.add(addLabel(deed, repository, { name }));
    else refuse(404, `Label does not exist: ${name}`);
  }
  return [...labels];
}

export function addLabels(deed: Deed, issue: Issue, labels: readonly Label[]): void {
  need(deed.world, deed.actor, deed.world.repository(issue.repository), 'triage');
  const fresh = labels.filter((label) => !issue.labels.includes(label.id));
  checkLabelCount(issue.labels.length + fresh.length);
  for (const label of fresh) {
    issue.labels = [...issue.labels, label.id];
    change(deed, issue, label, 'labeled');
  }
}

export function removeLabels(deed: Deed, issue: Issue, labels: readonly Label[]): void {
  need(deed.world, deed.actor, deed.world.repository(issue.repository), 'triage');
  for (const label of labels.filter((label) => issue.labels.includes(label.id))) {
    issue.labels = issue.labels.filter((id) => id !== label.id);
    change(deed, issue, label, 'unlabeled');
  }
}

/** Makes these the only labels; one event for each difference. */
export function setLabels(deed: Deed, issue: Issue, labels: readonly Label[]): void {
  const wanted = new Set(labels.map(({ id }) => id));
  checkLabelCount(wanted.size);
  removeLabels(
    deed,
    issue,
    deed.world.labelsOf(issue).filter(({ id }) => !wanted.has(id)),
  );
  addLabels(deed, issue, labels);
}

/** Tells of labels that an issue was created with. */
export function tellLabels(deed: Deed, issue: Issue): void {
  for (const label of deed.world.labelsOf(issue)) change(deed, issue, label, 'labeled');
}

function change(deed: Deed, issue: Issue, label: Label, action: 'labeled' | 'unlabeled'): void {
  const { id, name, color } = label;
  const kind = action === 'labeled' ? 'LabeledEvent' : 'UnlabeledEvent';
  deed.world.addEvent(issue, doer(deed), { kind, label: { id, name, color } });
  noteMembership(deed.world, issue);
  touch(deed, issue);
  notifyIssue(deed, issue, action, { label: labelShape(deed.site, label) });
}
