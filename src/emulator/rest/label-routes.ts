/** Labels of a repository and of an issue. */
import {
  addLabels,
  createLabel,
  deleteLabel,
  editLabel,
  labelsNamed,
  removeLabels,
  setLabels,
} from '../actions/labels.ts';
import { refuse } from '../refusal.ts';
import { need } from '../rights.ts';
import { labelShape } from '../shapes/issue.ts';
import type { Issue, Label } from '../state/model.ts';
import { nullableString, optionalNames, optionalString, requiredString } from './body.ts';
import { type Call, issueOf, noContent, ok, paged, paging, type Route, repositoryOf } from './route.ts';

const ofRepository = '/repos/:owner/:repo/labels';
const ofIssue = '/repos/:owner/:repo/issues/:number/labels';

export const labelRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: ofRepository,
    query: paging,
    run: (call) => {
      const repository = repositoryOf(call);
      const labels = [...call.deed.world.labels.values()].filter((label) => label.repository === repository.id);
      return paged(call, labels, (label) => labelShape(call.deed.site, label));
    },
  },
  {
    method: 'POST',
    path: ofRepository,
    body: ['name', 'color', 'description'],
    run: (call) => {
      const shape = labelShape(
        call.deed.site,
        createLabel(call.deed, repositoryOf(call), {
          name: requiredString(call.body, 'name'),
          color: optionalString(call.body, 'color'),
          description: nullableString(call.body, 'description'),
        }),
      );
      return { ...ok(shape, 201), headers: { location: shape.url } };
    },
  },
  { method: 'GET', path: `${ofRepository}/:name`, run: (call) => ok(labelShape(call.deed.site, labelOf(call))) },
  {
    method: 'PATCH',
    path: `${ofRepository}/:name`,
    body: ['new_name', 'color', 'description'],
    run: (call) => {
      const label = labelOf(call);
      const name = optionalString(call.body, 'new_name');
      const [color, description] = [optionalString(call.body, 'color'), nullableString(call.body, 'description')];
      editLabel(call.deed, label, { ...(name !== undefined && { name }), color, description });
      return ok(labelShape(call.deed.site, label));
    },
  },
  {
    method: 'DELETE',
    path: `${ofRepository}/:name`,
    run: (call) => {
      deleteLabel(call.deed, labelOf(call));
      return noContent;
    },
  },
  {
    method: 'GET',
    path: ofIssue,
    query: paging,
    run: (call) => paged(call, call.deed.world.labelsOf(issueOf(call)), (label) => labelShape(call.deed.site, label)),
  },
  {
    method: 'POST',
    path: ofIssue,
    body: ['labels'],
    run: (call) => {
      const issue = issueOf(call);
      addLabels(call.deed, issue, wanted(call, issue));
      return labelsOfIssue(call, issue);
    },
  },
  {
    method: 'PUT',
    path: ofIssue,
    body: ['labels'],
    run: (call) => {
      const issue = issueOf(call);
      setLabels(call.deed, issue, wanted(call, issue));
      return labelsOfIssue(call, issue);
    },
  },
  {
    method: 'DELETE',
    path: ofIssue,
    run: (call) => {
      setLabels(call.deed, issueOf(call), []);
      return noContent;
    },
  },
  {
    method: 'DELETE',
    path: `${ofIssue}/:name`,
    run: (call) => {
      const issue = issueOf(call);
      const repository = call.deed.world.repository(issue.repository);
      need(call.deed.world, call.deed.actor, repository, 'triage');
      const label = call.deed.world.labelNamed(repository, call.params.name ?? '');
      if (!label || !issue.labels.includes(label.id)) refuse(404, 'Label does not exist');
      removeLabels(call.deed, issue, [label]);
      return labelsOfIssue(call, issue);
    },
  },
];

function labelOf(call: Call): Label {
  return call.deed.world.labelNamed(repositoryOf(call), call.params.name ?? '') ?? refuse(404, 'Not Found');
}

/** Rights come before names, so that nobody without them makes a label. */
function wanted({ deed, body }: Call, issue: Issue): Label[] {
  const repository = deed.world.repository(issue.repository);
  need(deed.world, deed.actor, repository, 'triage');
  return labelsNamed(deed, repository, optionalNames(body, 'labels') ?? []);
}

function labelsOfIssue({ deed }: Call, issue: Issue) {
  return ok(deed.world.labelsOf(issue).map((label) => labelShape(deed.site, label)));
}
