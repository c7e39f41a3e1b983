/** Issues, their assignees and locks. */
import {
  assign,
  assignable,
  closeIssue,
  createIssue,
  editIssue,
  lockIssue,
  reopenIssue,
  setAssignees,
  unassign,
  unlockIssue,
} from '../actions/issues.ts';
import { labelsNamed, setLabels } from '../actions/labels.ts';
import { invalid, refuse } from '../refusal.ts';
import { may } from '../rights.ts';
import { issueShape } from '../shapes/issue.ts';
import type { Issue, Repository, User } from '../state/model.ts';
import { membership } from '../state/past.ts';
import { nullableString, optionalNames, optionalOneOf, stringIfAny, titleOf } from './body.ts';
import { type Call, issueOf, noContent, ok, paged, paging, type Route, repositoryOf, since } from './route.ts';

const one = '/repos/:owner/:repo/issues/:number';
const reasons = ['completed', 'not_planned', 'duplicate', 'reopened'] as const;
const lockReasons = ['off-topic', 'too heated', 'resolved', 'spam'] as const;

export const issueRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/:owner/:repo/issues',
    query: ['labels', 'state', 'sort', 'direction', 'since', 'creator', 'assignee', ...paging],
    run: (call) => paged(call, listed(call, repositoryOf(call)), (issue) => issueShape(call.deed.site, issue)),
  },
  {
    method: 'POST',
    path: '/repos/:owner/:repo/issues',
    body: ['title', 'body', 'labels', 'assignees', 'assignee'],
    run: create,
  },
  { method: 'GET', path: one, run: (call) => ok(issueShape(call.deed.site, issueOf(call))) },
  {
    method: 'PATCH',
    path: one,
    body: ['title', 'body', 'state', 'state_reason', 'labels', 'assignees', 'assignee'],
    run: update,
  },
  {
    method: 'PUT',
    path: `${one}/lock`,
    body: ['lock_reason'],
    run: (call) => {
      lockIssue(call.deed, issueOf(call), optionalOneOf(call.body, 'lock_reason', lockReasons) ?? null);
      return noContent;
    },
  },
  {
    method: 'DELETE',
    path: `${one}/lock`,
    run: (call) => {
      unlockIssue(call.deed, issueOf(call));
      return noContent;
    },
  },
  {
    method: 'POST',
    path: `${one}/assignees`,
    body: ['assignees'],
    run: (call) => {
      const issue = issueOf(call);
      assign(call.deed, issue, known(call, issue));
      return ok(issueShape(call.deed.site, issue), 201);
    },
  },
  {
    method: 'DELETE',
    path: `${one}/assignees`,
    body: ['assignees'],
    run: (call) => {
      const issue = issueOf(call);
      unassign(call.deed, issue, known(call, issue));
      return ok(issueShape(call.deed.site, issue));
    },
  },
];

function create(call: Call) {
  const { deed, body } = call;
  const repository = repositoryOf(call);
  const title = titleOf(body) ?? refuse(422, 'Invalid request.\n\n"title" wasn\'t supplied.');
  const trusted = may(deed.world, deed.actor, repository, 'triage');
  const names = optionalNames(body, 'labels') ?? [];
  const issue = createIssue(deed, repository, {
    title,
    body: nullableString(body, 'body'),
    labels: trusted ? labelsNamed(deed, repository, names) : [],
    assignees: trusted ? (wantedAssignees(call, repository) ?? []) : [],
  });
  return { ...ok(issueShape(deed.site, issue), 201), headers: { location: issueShape(deed.site, issue).url } };
}

function update(call: Call) {
  const { deed, body } = call;
  const issue = issueOf(call);
  const repository = deed.world.repository(issue.repository);
  const [title, text] = [titleOf(body), nullableString(body, 'body')];
  const state = optionalOneOf(body, 'state', ['open', 'closed']);
  const reason = optionalOneOf(body, 'state_reason', reasons);
  const names = optionalNames(body, 'labels');
  const trusted = may(deed.world, deed.actor, repository, 'triage');
  const assignees = trusted ? wantedAssignees(call, repository, issue) : undefined;
  if (title !== undefined || text !== undefined) editIssue(deed, issue, { title, body: text });
  if (trusted && names) setLabels(deed, issue, labelsNamed(deed, repository, names));
  if (assignees) setAssignees(deed, issue, assignees);
  if (state === 'open') reopenIssue(deed, issue);
  if (state === 'closed' || (!state && reason && issue.state === 'closed' && reason !== 'reopened')) {
    closeIssue(deed, issue, reason ?? (issue.state === 'closed' ? (issue.stateReason ?? undefined) : undefined));
  }
  return ok(issueShape(deed.site, issue));
}

/** The people to assign; 422 for one who cannot be. */
function wantedAssignees(call: Call, repository: Repository, issue?: Issue): User[] | undefined {
  const single = stringIfAny(call.body, 'assignee');
  const names =
    optionalNames(call.body, 'assignees', 'login') ?? (single === undefined ? undefined : [single].filter(Boolean));
  return names?.map((login) => {
    const user = call.deed.world.login(login);
    return user && assignable(call.deed, repository, user, issue)
      ? user
      : invalid('Issue', 'assignees', 'invalid', undefined, login);
  });
}

/** The people named who exist and can be assigned; the others are passed over in silence, as GitHub does here. */
function known(call: Call, issue: Issue): User[] {
  const repository = call.deed.world.repository(issue.repository);
  return (optionalNames(call.body, 'assignees', 'login') ?? []).flatMap((login) => {
    const user = call.deed.world.login(login);
    return user && assignable(call.deed, repository, user, issue) ? [user] : [];
  });
}

function listed(call: Call, repository: Repository): Issue[] {
  const { query } = call;
  const { world } = call.deed;
  const lagMs = call.deed.actor.kind === 'installation' ? call.core.faults.listLagMs : 0;
  const names = query.get('labels')?.split(',').filter(Boolean) ?? [];
  const wanted = names.map((name) => world.labelNamed(repository, name.trim())?.id);
  const state = choice(query.get('state'), ['open', 'closed', 'all'], 'open');
  const sort = choice(query.get('sort'), ['created', 'updated', 'comments'], 'created');
  const sign = choice(query.get('direction'), ['asc', 'desc'], 'desc') === 'asc' ? 1 : -1;
  const from = since(call);
  const [creator, assignee] = [query.get('creator'), query.get('assignee')];
  const creatorId = creator === null ? undefined : world.login(creator)?.id;
  const assigneeId = assignee === null ? undefined : world.login(assignee)?.id;
  const filtered = names.length > 0 || state !== 'all';
  const key = { created: 'createdAt', updated: 'updatedAt', comments: 'createdAt' } as const;
  return world
    .issuesOf(repository)
    .filter((issue) => {
      const then = filtered ? membership(world, issue, lagMs) : issue;
      if (!then || (state !== 'all' && then.state !== state)) return false;
      if (!wanted.every((id) => id !== undefined && then.labels.includes(id)) || issue.updatedAt < from) return false;
      if (creator !== null && issue.author !== creatorId) return false;
      if (assignee === null || (assignee === '*' && issue.assignees.length > 0)) return true;
      return assignee === 'none'
        ? issue.assignees.length === 0
        : assigneeId !== undefined && issue.assignees.includes(assigneeId);
    })
    .sort((a, b) => {
      const difference = sort === 'comments' ? a.comments.length - b.comments.length : a[key[sort]] - b[key[sort]];
      return sign * (difference || a.number - b.number);
    });
}

function choice<T extends string>(value: string | null, choices: readonly T[], otherwise: T): T {
  if (value === null) return otherwise;
  return choices.find((one) => one === value) ?? refuse(422, 'Validation Failed');
}
